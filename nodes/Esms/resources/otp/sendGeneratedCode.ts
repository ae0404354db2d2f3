import { codeCharacters, codeLength, codeLifetime, codeText } from '../../fields/otp';
import { phone } from '../../fields/receiver';
import { brandname } from '../../fields/sender';
import { codeResult, get, type Operation } from '../../operation';
import { accepted } from '../../response/sent';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-gencode-tu-dong-sms */
export const sendGeneratedCode: Operation = {
	value: 'sendGeneratedCode',
	name: 'Generate and Send by SMS',
	action: 'Generate and send OTP by SMS',
	description:
		"Let eSMS make a code and send it in your text; 'Check Code' then checks what the person types",
	hasSideEffects: true,
	hasReceiver: true,
	isNewEachTime: true,
	...get('/SendMessageAutoGenCode_V4_get', {
		Phone: phone,
		Brandname: brandname,
		Type: '2',
		message: codeText,
		TimeAlive: codeLifetime,
		NumCharOfCode: codeLength,
		IsNumber: codeCharacters,
	}),
	success: codeResult,
	answer: accepted,
};
