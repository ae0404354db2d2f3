import { delivery } from '../../fields/delivery';
import { znsNight } from '../../fields/night';
import { phone } from '../../fields/receiver';
import { oaId, templateId } from '../../fields/sender';
import { templateParams } from '../../fields/template';
import { orderId } from '../../fields/zns';
import { codeResult, post, type Operation } from '../../operation';
import { accepted } from '../../response/sent';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-zalo-hanh-trinh */
export const sendZaloJourney: Operation = {
	value: 'sendZaloJourney',
	name: 'Send Journey',
	action: 'Send ZNS journey message',
	description:
		'Send one step of a journey, such as the stages of an order, with a template that is registered for it',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendZaloMessage_V4_post_json/', {
		OAID: oaId,
		TempID: templateId,
		Phone: phone,
		Params: templateParams,
		IsJourney: true,
		OrderId: orderId,
		...delivery('campaignid', 'RequestId', 'Sandbox', 'CallbackUrl'),
	}),
	controls: [znsNight],
	success: codeResult,
	answer: accepted,
};
