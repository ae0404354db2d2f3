import { typedCode } from '../../fields/otp';
import { phone } from '../../fields/receiver';
import { codeResult, get, type Operation } from '../../operation';
import { advice } from '../../response/resultCodes';

/** @see https://developers.esms.vn/esms-api/cac-api-khac/ham-check-code */
export const checkCode: Operation = {
	value: 'checkCode',
	name: 'Check Code',
	action: 'Check OTP',
	description: 'Tell whether a code that a person typed is the one that eSMS made for the number',
	hasSideEffects: true,
	hasReceiver: true,
	...get('/CheckCodeGen_V4_get', { Phone: phone, Code: typedCode }),
	success: codeResult,
	outcomes: ['117', '171'],
	answer: (_answer, sent, _item, resultCode) => {
		const valid = resultCode === '100';
		const reason = valid
			? 'The code is right and has been used up now'
			: advice[resultCode].message;
		return [{ valid, reason, phone: sent.Phone, resultCode }];
	},
};
