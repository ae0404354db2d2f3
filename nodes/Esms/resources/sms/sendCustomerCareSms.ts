import { deliveryWithReceipt } from '../../fields/delivery';
import { content, unicode } from '../../fields/message';
import { registeredTextNotice } from '../../fields/notices';
import { phone } from '../../fields/receiver';
import { brandname } from '../../fields/sender';
import { receiptUrl, requestId, sendDate } from '../../fields/sending';
import { requestFormat } from '../../fields/variants';
import { codeResult, form, get, post, xml, type Operation } from '../../operation';
import { accepted } from '../../response/sent';

const message = { Phone: phone, Content: content, Brandname: brandname, SmsType: '2' };

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-nhan-sms-otp-cskh */
export const sendCustomerCareSms: Operation = {
	value: 'sendCustomerCareSms',
	name: 'Send Customer Care / OTP',
	action: 'Send customer care or OTP SMS',
	description: 'Send one text that matches a registered template (CSKH, OTP)',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendMultipleMessage_V4_post_json/', {
		...message,
		IsUnicode: unicode,
		...deliveryWithReceipt('CallbackUrl', 'campaignid', 'RequestId', 'Sandbox', 'SendDate'),
	}),
	variants: {
		chosenBy: requestFormat,
		calls: {
			get: get('/SendMultipleMessage_V4_get', {
				...message,
				IsUnicode: unicode,
				...deliveryWithReceipt('CallbackUrl', 'campaignid', 'RequestId', 'Sandbox', 'SendDate'),
			}),
			form: form('/SendMultipleMessage_V4_post/', { ...message, RequestId: requestId }),
			xml: xml('/SendMultipleMessage_V4/', {
				CONTENT: content,
				SMSTYPE: '2',
				BRANDNAME: brandname,
				REQUESTID: requestId,
				SENDDATE: sendDate,
				CALLBACKURL: receiptUrl,
				CONTACTS: { CUSTOMER: { PHONE: phone } },
			}),
		},
	},
	controls: [registeredTextNotice],
	success: codeResult,
	answer: accepted,
};
