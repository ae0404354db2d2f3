import { codeLifetimeText, codeSending, codeTemplateId } from '../../fields/otp';
import { phone } from '../../fields/receiver';
import { codeResult, post, type Operation } from '../../operation';
import { accepted } from '../../response/sent';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-gencode-tu-dong-multichanel-zalo-greater-than-sms */
export const sendGeneratedCodeMultiChannel: Operation = {
	value: 'sendGeneratedCodeMultiChannel',
	name: 'Generate and Send by Zalo Then SMS',
	action: 'Generate and send OTP by Zalo then SMS',
	description:
		'Let eSMS make a code and send it by ZNS, or by SMS where Zalo does not reach the person',
	hasSideEffects: true,
	hasReceiver: true,
	isNewEachTime: true,
	...post('/SendMessageAutoGenCode_V5', {
		Phone: phone,
		MultiChannelTempId: codeTemplateId,
		TypeId: codeSending,
		TimeAlive: codeLifetimeText,
	}),
	success: codeResult,
	answer: (answer, sent, item, code) => {
		if (sent.TypeId !== '1') return accepted(answer, sent, item, code);
		// What eSMS answers to a code that is only made is not documented, so it goes out as it came.
		return [
			{
				status: 'made',
				statusText: 'eSMS made a code and sent nothing',
				phone: sent.Phone,
				answer,
			},
		];
	},
};
