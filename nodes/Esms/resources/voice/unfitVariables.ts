import type { Advice } from '../../operation';

/** Result code 105 of a call, which means an unknown message elsewhere. */
export const unfitVariables: Advice = {
	message: 'The variables do not fit the call template',
	description:
		'Compare the order and the number of the values with the template on account.esms.vn',
};
