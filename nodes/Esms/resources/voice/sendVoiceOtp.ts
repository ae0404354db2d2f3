import { phone } from '../../fields/receiver';
import { campaignId, receiptUrl, requestId, sandbox, sendDate } from '../../fields/sending';
import { voiceFormat } from '../../fields/variants';
import {
	callCallbackUrl,
	speed,
	voice,
	voiceCode,
	voiceSender,
	voiceUnicode,
} from '../../fields/voice';
import { previewOnly } from '../../fields/preview';
import { codeResult, get, post, type Operation } from '../../operation';
import { voiceOtp } from '../../preview/messages';
import { accepted } from '../../response/sent';

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
	...post('/SendMultipleMessage_V4_post_json/', {
		...message,
		Sandbox: sandbox,
		campaignid: campaignId,
		RequestId: requestId,
		CallbackUrl: receiptUrl,
		SendDate: sendDate,
	}),
	variants: {
		chosenBy: voiceFormat,
		calls: {
			get: get('/SendMultipleMessage_V4_get', {
				...message,
				RequestId: requestId,
				CallbackUrl: receiptUrl,
				SendDate: sendDate,
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
	controls: [previewOnly],
	success: codeResult,
	preview: voiceOtp,
	answer: accepted,
};
