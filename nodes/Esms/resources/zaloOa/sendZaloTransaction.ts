import { deliveryWithReceipt } from '../../fields/delivery';
import { transactionNight } from '../../fields/night';
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
		"Send a message about an order, a bill, an appointment and the like, built from elements and buttons. Zalo announced the end of this message for 2026-03-01, while eSMS still listed it in April 2026: ask eSMS whether it is still delivered. 'Send by Zalo User ID' of the resource 'ZNS' takes its place, with an approved template.",
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendZaloFollowerMessage_V5_post_json/', {
		OAID: oaId,
		Payload: transaction,
		...deliveryWithReceipt('CallbackUrl', 'RequestId', 'Sandbox', 'SendDate'),
	}),
	controls: [previewOnly, transactionNight],
	success: codeResult,
	preview: ({ Payload: payload }, findings) => previewOf(payload, findings),
	answer: accepted,
};
