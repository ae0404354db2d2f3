import { deliveryWithReceipt } from '../../fields/delivery';
import { oaId } from '../../fields/sender';
import { previewOnly, userInfoRequest } from '../../fields/zalo';
import { codeResult, post, type Operation } from '../../operation';
import { accepted } from '../../response/sent';
import { previewOf } from './preview';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-zalo-dang-yeu-cau-thong-tin-nguoi-dung */
export const sendZaloRequestUserInfo: Operation = {
	value: 'sendZaloRequestUserInfo',
	name: 'Request User Info',
	action: 'Request Zalo user info',
	description:
		'Ask a user of the Official Account for contact details. How the answers come back is not documented.',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendZaloFollowerMessage_V5_post_json/', {
		OAID: oaId,
		Payload: userInfoRequest,
		...deliveryWithReceipt('CallbackUrl', 'RequestId', 'SendDate'),
	}),
	controls: [previewOnly],
	success: codeResult,
	preview: ({ Payload: payload }, findings) => previewOf(payload, findings),
	answer: accepted,
};
