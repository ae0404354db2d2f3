import { codeResponse, post, type Operation } from '../../operation';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-so-du-tai-khoan */
export const getBalance: Operation = {
	value: 'getBalance',
	name: 'Get Balance',
	action: 'Get account balance',
	description: 'Retrieve the main balance in VND',
	hasSideEffects: false,
	hasReceiver: false,
	...post('/GetBalance_json', {}),
	success: codeResponse,
	answer: ({ Balance: balance, UserID: userId }) => [{ balance, currency: 'VND', userId }],
};
