import { deliveryWithReceipt } from '../../fields/delivery';
import { oaId } from '../../fields/sender';
import { consultationText, consultationUserId, previewOnly } from '../../fields/zalo';
import { codeResult, post, type Operation } from '../../operation';
import { accepted } from '../../response/sent';
import { previewOf } from './preview';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-zalo-tu-van-dang-van-ban */
export const sendZaloConsultationText: Operation = {
	value: 'sendZaloConsultationText',
	name: 'Send Consultation Text',
	action: 'Send Zalo consultation text',
	description: 'Send text to a user who has written to the Official Account in the last 7 days',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendZaloFollowerMessage_V4_post_json/', {
		OAID: oaId,
		User_id: consultationUserId,
		Content: consultationText,
		...deliveryWithReceipt('CallbackUrl', 'RequestId'),
	}),
	controls: [previewOnly],
	success: codeResult,
	preview: (sent, findings) => previewOf(sent, findings),
	answer: accepted,
};
