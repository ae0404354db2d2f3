import { oaId, templateId } from '../../fields/sender';
import {
	callbackUrl,
	campaignId,
	requestId,
	sandbox,
	sendDate,
	sendingMode,
} from '../../fields/sending';
import { templateData } from '../../fields/template';
import { phoneOrHash } from '../../fields/zns';
import { previewOnly } from '../../fields/preview';
import { codeResult, post, type Operation } from '../../operation';
import { zns as znsPreview } from '../../preview/messages';
import { accepted } from '../../response/sent';
import { znsLookups } from '../template/lookups';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-nhan-zalo-su-dung-hash-phone */
export const sendZnsByHashPhone: Operation = {
	value: 'sendZnsByHashPhone',
	name: 'Send by Hashed Phone',
	action: 'Send ZNS by hashed phone',
	description: 'Send a Zalo template message without giving the phone number away',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendZaloMessage_V6/hash_phone/', {
		OAID: oaId,
		TempID: templateId,
		HashPhone: phoneOrHash,
		TempData: templateData,
		SendDate: sendDate,
		campaignid: campaignId,
		RequestId: requestId,
		Sandbox: sandbox,
		CallbackUrl: callbackUrl,
		SendingMode: sendingMode,
	}),
	controls: [previewOnly],
	success: codeResult,
	preview: znsPreview,
	previewLookups: znsLookups,
	answer: accepted,
};
