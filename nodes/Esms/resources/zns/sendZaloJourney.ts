import { phone } from '../../fields/receiver';
import { oaId, templateId } from '../../fields/sender';
import { callbackUrl, campaignId, requestId, sandbox } from '../../fields/sending';
import { templateParams } from '../../fields/template';
import { orderId } from '../../fields/zns';
import { previewOnly } from '../../fields/preview';
import { codeResult, post, type Operation } from '../../operation';
import { zns as znsPreview } from '../../preview/messages';
import { accepted } from '../../response/sent';
import { znsLookups } from '../template/lookups';

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
		campaignid: campaignId,
		RequestId: requestId,
		Sandbox: sandbox,
		CallbackUrl: callbackUrl,
	}),
	controls: [previewOnly],
	success: codeResult,
	preview: znsPreview,
	previewLookups: znsLookups,
	answer: accepted,
};
