import { deliveryWithReceipt } from '../../fields/delivery';
import { oaId } from '../../fields/sender';
import { previewOnly, transaction } from '../../fields/zalo';
import { codeResult, post, type Operation } from '../../operation';
import { accepted } from '../../response/sent';
import { previewOf } from './preview';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-zalo-giao-dich */
export const sendZaloTransaction: Operation = {
	value: 'sendZaloTransaction',
	name: 'Send Transaction Message',
	action: 'Send Zalo transaction message',
	description:
		'Send a message about an order, a bill, an appointment and the like, built from elements and buttons',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendZaloFollowerMessage_V5_post_json/', {
		OAID: oaId,
		Payload: transaction,
		...deliveryWithReceipt('CallbackUrl', 'RequestId', 'Sandbox', 'SendDate'),
	}),
	controls: [previewOnly],
	success: codeResult,
	preview: ({ Payload: payload }, findings) => previewOf(payload, findings),
	answer: accepted,
};
