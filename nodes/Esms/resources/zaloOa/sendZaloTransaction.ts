import { oaId } from '../../fields/sender';
import { receiptUrl, requestId, sandbox, sendDate } from '../../fields/sending';
import { previewOnly } from '../../fields/preview';
import { transaction } from '../../fields/zalo';
import { codeResult, post, type Operation } from '../../operation';
import { zaloMessage } from '../../preview/messages';
import { accepted } from '../../response/sent';

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
		CallbackUrl: receiptUrl,
		RequestId: requestId,
		Sandbox: sandbox,
		SendDate: sendDate,
	}),
	controls: [previewOnly],
	success: codeResult,
	preview: zaloMessage(({ Payload: payload }) => payload),
	answer: accepted,
};
