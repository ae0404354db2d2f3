import { deliveryWithReceipt } from '../../fields/delivery';
import { phone } from '../../fields/receiver';
import { voiceFormat } from '../../fields/variants';
import {
	callCallbackUrl,
	speed,
	voice,
	voiceCode,
	voiceSender,
	voiceUnicode,
} from '../../fields/voice';
import { codeResult, get, post, type Operation } from '../../operation';
import { accepted } from '../../response/sent';
import { unfitVariables } from './unfitVariables';

const message = { Phone: phone, Content: voiceCode, SmsType: '8', IsUnicode: voiceUnicode };

/**
 * Type 8 of eSMS, which has been named SMS from a fixed number before.
 * @see https://developers.esms.vn/esms-api/ham-goi-voice/ham-tao-cuoc-goi-voice-otp
 */
export const sendVoiceOtp: Operation = {
	value: 'sendVoiceOtp',
	name: 'Send Voice OTP',
	action: 'Send voice OTP',
	description: 'Call a number and read a code out',
	hasSideEffects: true,
	hasReceiver: true,
	advice: {
		'104': {
			message: 'The account has no call template for this voice OTP',
			description: "Ask eSMS support to set one up, or choose another 'Request Format'",
		},
		'105': unfitVariables,
		'107': {
			message: 'eSMS does not accept the phone number',
			description: 'Correct the number, such as 0901888484',
		},
	},
	...post('/SendMultipleMessage_V4_post_json/', {
		...message,
		...deliveryWithReceipt('Sandbox', 'campaignid', 'RequestId', 'CallbackUrl', 'SendDate'),
	}),
	variants: {
		chosenBy: voiceFormat,
		calls: {
			get: get('/SendMultipleMessage_V4_get', {
				...message,
				...deliveryWithReceipt('RequestId', 'CallbackUrl', 'SendDate'),
			}),
			legacy: get(
				'/VoiceOTP',
				{
					Phone: phone,
					Code: voiceCode,
					Voice: voice,
					Speed: speed,
					Sender: voiceSender,
					CallbackUrl: callCallbackUrl,
				},
				'voice',
			),
		},
	},
	success: codeResult,
	answer: accepted,
};
