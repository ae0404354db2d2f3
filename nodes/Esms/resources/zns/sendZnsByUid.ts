import { delivery } from '../../fields/delivery';
import { scheduledZnsNight } from '../../fields/night';
import { oaId, templateId } from '../../fields/sender';
import { templateData } from '../../fields/template';
import { zaloUid } from '../../fields/zns';
import { codeResult, post, type Operation } from '../../operation';
import { accepted } from '../../response/sent';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-nhan-zalo-1 */
export const sendZnsByUid: Operation = {
	value: 'sendZnsByUid',
	name: 'Send by Zalo User ID',
	action: 'Send ZNS by Zalo user ID',
	description: 'Send a Zalo template message to a user whose phone number you need not know',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendZaloMessage_V6/zalo_uid/', {
		OAID: oaId,
		TempID: templateId,
		ZaloUid: zaloUid,
		TempData: templateData,
		...delivery('SendDate', 'campaignid', 'RequestId', 'Sandbox', 'CallbackUrl'),
	}),
	controls: [scheduledZnsNight],
	success: codeResult,
	answer: accepted,
};
