import type { Resource } from '../../operation';
import { getBalance } from './getBalance';

export const account: Resource = {
	value: 'account',
	name: 'Account',
	first: getBalance.value,
	operations: [getBalance],
};
