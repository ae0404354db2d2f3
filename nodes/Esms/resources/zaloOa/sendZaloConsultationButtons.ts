import { deliveryWithReceipt } from '../../fields/delivery';
import { oaId } from '../../fields/sender';
import { previewOnly, consultationWithButtons } from '../../fields/zalo';
import { codeResult, post, type Operation } from '../../operation';
import { accepted } from '../../response/sent';
import { previewOf } from './preview';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-zalo-tu-van-dang-button */
export const sendZaloConsultationButtons: Operation = {
	value: 'sendZaloConsultationButtons',
	name: 'Send Consultation Buttons',
	action: 'Send Zalo consultation with buttons',
	description:
		'Send text and buttons to a user who has written to the Official Account in the last 7 days',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendZaloFollowerMessage_V5_post_json/', {
		OAID: oaId,
		Payload: consultationWithButtons,
		...deliveryWithReceipt('CallbackUrl', 'RequestId', 'SendDate'),
	}),
	controls: [previewOnly],
	success: codeResult,
	preview: ({ Payload: payload }, findings) => previewOf(payload, findings),
	answer: accepted,
};
