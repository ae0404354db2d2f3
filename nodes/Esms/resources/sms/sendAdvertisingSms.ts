import { advertisingNotice } from '../../fields/notices';
import { advertisingContent, advertisingSendDate } from '../../fields/advertising';
import { delivery } from '../../fields/delivery';
import { customerElements, phones } from '../../fields/phones';
import { brandname } from '../../fields/sender';
import { callbackUrl, campaignId, requestId } from '../../fields/sending';
import { xmlFormat } from '../../fields/variants';
import { codeResult, post, xml, type Operation } from '../../operation';
import { accepted } from '../../response/sent';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-sms-quang-cao */
export const sendAdvertisingSms: Operation = {
	value: 'sendAdvertisingSms',
	name: 'Send Advertising',
	action: 'Send advertising SMS',
	description: 'Send one text to 30 to 5,000 numbers',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendMultipleSMSBrandname_json/', {
		Phones: phones,
		Content: advertisingContent,
		Brandname: brandname,
		SmsType: '1',
		SendDate: advertisingSendDate,
		...delivery('Sandbox', 'RequestId', 'campaignid', 'CallbackUrl'),
	}),
	list: 'Phones',
	bulk: { label: 'Phones', min: 30, max: 5000 },
	variants: {
		chosenBy: xmlFormat,
		calls: {
			xml: {
				...xml('/SendMultipleSMSBrandname', {
					CONTENT: advertisingContent,
					SMSTYPE: '1',
					REQUESTID: requestId,
					CAMPAIGNID: campaignId,
					BRANDNAME: brandname,
					SENDDATE: advertisingSendDate,
					CALLBACKURL: callbackUrl,
					CONTACTS: { CUSTOMER: customerElements },
				}),
				list: 'CONTACTS.CUSTOMER',
			},
		},
	},
	controls: [advertisingNotice],
	success: codeResult,
	answer: accepted,
};
