import { delivery } from '../../fields/delivery';
import { content, unicode } from '../../fields/message';
import { registeredTextNotice } from '../../fields/notices';
import { smsRequestId } from '../../fields/multiChannel';
import { znsNight } from '../../fields/night';
import { phone } from '../../fields/receiver';
import { brandname, oaId, templateId } from '../../fields/sender';
import { callbackUrl, sandbox } from '../../fields/sending';
import { templateParams } from '../../fields/template';
import { codeResult, post, type Operation } from '../../operation';
import { accepted } from '../../response/sent';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-mutichanel-zalo-greater-than-sms-otp-cskh */
export const sendMultiChannel: Operation = {
	value: 'sendMultiChannel',
	name: 'Send Zalo Then SMS',
	action: 'Send multi-channel message by Zalo then SMS',
	description: 'Send a ZNS, and a customer care SMS where Zalo does not reach the person',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/MultiChannelMessage/', {
		Phone: phone,
		Channels: ['zalo', 'sms'],
		Data: [
			{
				TempID: templateId,
				Params: templateParams,
				OAID: oaId,
				...delivery('campaignid', 'CallbackUrl', 'RequestId', 'Sandbox', 'SendingMode'),
			},
			{
				Content: content,
				IsUnicode: unicode,
				SmsType: '2',
				Brandname: brandname,
				CallbackUrl: callbackUrl,
				RequestId: smsRequestId,
				Sandbox: sandbox,
			},
		],
	}),
	controls: [znsNight, registeredTextNotice],
	success: codeResult,
	answer: accepted,
};
