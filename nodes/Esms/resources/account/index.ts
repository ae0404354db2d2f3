import type { Resource } from '../../operation';
import { getBalance } from './getBalance';
import { listBrandnames } from './listBrandnames';

export const account: Resource = {
	value: 'account',
	name: 'Account',
	first: getBalance.value,
	operations: [getBalance, listBrandnames],
};
