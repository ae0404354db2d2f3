import { oaId } from '../../fields/sender';
import { receiptUrl, requestId, sendDate } from '../../fields/sending';
import { previewOnly } from '../../fields/preview';
import { consultationImage } from '../../fields/zalo';
import { codeResult, post, type Operation } from '../../operation';
import { zaloMessage } from '../../preview/messages';
import { accepted } from '../../response/sent';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-zalo-tu-van-dinh-kem-anh */
export const sendZaloConsultationImage: Operation = {
	value: 'sendZaloConsultationImage',
	name: 'Send Consultation Image',
	action: 'Send Zalo consultation image',
	description: 'Send text and a picture to a user who has written to the Official Account',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendZaloFollowerMessage_V5_post_json/', {
		OAID: oaId,
		Payload: consultationImage,
		CallbackUrl: receiptUrl,
		RequestId: requestId,
		SendDate: sendDate,
	}),
	controls: [previewOnly],
	success: codeResult,
	preview: zaloMessage(({ Payload: payload }) => payload),
	answer: accepted,
};
