import { delivery } from '../../fields/delivery';
import { onlyPhone, phones } from '../../fields/phones';
import { brandname } from '../../fields/sender';
import { sandbox } from '../../fields/sending';
import { getFormat } from '../../fields/variants';
import { viberButtonLabel, viberButtonUrl, viberImageUrl, viberText } from '../../fields/viber';
import { codeResult, get, post, type Operation } from '../../operation';
import { accepted } from '../../response/sent';

const message = { Brandname: brandname, SmsType: '23', Content: viberText };

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-viber */
export const sendViber: Operation = {
	value: 'sendViber',
	name: 'Send',
	action: 'Send Viber message',
	description: 'Send text, an image or both to one or many numbers',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/Send_Multiple_Sms_OTT/', {
		...message,
		OttImgUrl: viberImageUrl,
		OttLabel: viberButtonLabel,
		OttUrl: viberButtonUrl,
		Phones: phones,
		IsSandBox: sandbox,
		...delivery('RequestId', 'CallbackUrl', 'SendDate'),
	}),
	list: 'Phones',
	// eSMS documents no limit; the one of the bulk send keeps the requests small.
	bulk: { label: 'Phones', max: 500 },
	variants: {
		chosenBy: getFormat,
		calls: {
			get: get('/SendMultipleMessage_V4_get', {
				...message,
				OTTImgUrl: viberImageUrl,
				OTTLabel: viberButtonLabel,
				OTTUrl: viberButtonUrl,
				Phone: onlyPhone,
				...delivery('Sandbox', 'RequestId', 'CallbackUrl'),
			}),
		},
	},
	success: codeResult,
	answer: accepted,
};
