import type { Resource } from '../../operation';
import { getBalance } from './getBalance';
import { listBrandnames } from './listBrandnames';

export const account: Resource = {
	value: 'account',
	name: 'Account',
	description: 'What is left on the eSMS account, and its sender names',
	operations: [getBalance, listBrandnames],
};
