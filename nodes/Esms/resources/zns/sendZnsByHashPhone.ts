import { delivery } from '../../fields/delivery';
import { scheduledZnsNight } from '../../fields/night';
import { oaId, templateId } from '../../fields/sender';
import { templateData } from '../../fields/template';
import { phoneOrHash } from '../../fields/zns';
import { codeResult, post, type Operation } from '../../operation';
import { accepted } from '../../response/sent';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-nhan-zalo-su-dung-hash-phone */
export const sendZnsByHashPhone: Operation = {
	value: 'sendZnsByHashPhone',
	name: 'Send by Hashed Phone',
	action: 'Send ZNS by hashed phone',
	description: 'Send a Zalo template message without giving the phone number away',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendZaloMessage_V6/hash_phone/', {
		OAID: oaId,
		TempID: templateId,
		HashPhone: phoneOrHash,
		TempData: templateData,
		...delivery('SendDate', 'campaignid', 'RequestId', 'Sandbox', 'CallbackUrl', 'SendingMode'),
	}),
	controls: [scheduledZnsNight],
	success: codeResult,
	answer: accepted,
};
