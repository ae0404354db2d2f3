import { getFormat } from '../../fields/variants';
import { codeResponse, get, post, type Operation } from '../../operation';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-so-du-tai-khoan */
export const getBalance: Operation = {
	value: 'getBalance',
	name: 'Get Balance',
	action: 'Get account balance',
	description: 'Retrieve the main balance in VND',
	hasSideEffects: false,
	hasReceiver: false,
	advice: {
		'102': {
			message: 'The eSMS account is locked or has no price list',
			description: 'Ask eSMS to unlock the account or to set its prices',
		},
	},
	...post('/GetBalance_json', {}),
	variants: {
		chosenBy: getFormat,
		calls: { get: get('/GetBalance/{ApiKey}/{SecretKey}', {}) },
	},
	success: codeResponse,
	answer: ({ Balance: balance, UserID: userId }) => [{ balance, currency: 'VND', userId }],
};
