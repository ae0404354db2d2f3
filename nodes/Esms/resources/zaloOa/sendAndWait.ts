import { SEND_AND_WAIT_OPERATION } from 'n8n-workflow';
import { previewOnly } from '../../fields/preview';
import { questionDelivery, zaloQuestion } from '../../fields/sendAndWait';
import { answerLimit } from '../../fields/sending';
import { oaId } from '../../fields/sender';
import { codeResult, post, type Operation } from '../../operation';
import { accepted } from '../../response/sent';
import { zaloMessage } from '../../preview/messages';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-zalo-tu-van-dang-button */
export const sendAndWait: Operation = {
	value: SEND_AND_WAIT_OPERATION,
	name: 'Send and Wait for Response',
	action: 'Send Zalo message and wait for response',
	description:
		'Ask a user who has written to the Official Account in the last 7 days, by buttons that open a page, and wait for the answer',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendZaloFollowerMessage_V5_post_json/', {
		OAID: oaId,
		Payload: zaloQuestion,
		...questionDelivery,
	}),
	controls: [answerLimit, previewOnly],
	success: codeResult,
	preview: zaloMessage(({ Payload: payload }) => payload),
	answer: accepted,
};
