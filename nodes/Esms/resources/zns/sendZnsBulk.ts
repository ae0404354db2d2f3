import { phone } from '../../fields/receiver';
import { oaId, templateId } from '../../fields/sender';
import {
	callbackUrl,
	campaignId,
	requestId,
	sandbox,
	sendDate,
	sendingMode,
} from '../../fields/sending';
import { templateParams } from '../../fields/template';
import { previewOnly } from '../../fields/preview';
import { codeResult, post, type Operation } from '../../operation';
import { zns as znsPreview } from '../../preview/messages';
import { receiverResults } from '../../response/bulk';
import { znsLookups } from '../template/lookups';

/** @see https://developers.esms.vn/esms-api/cac-api-khac/tin-zalo-moi-khach-hang-mot-noi-dung */
export const sendZnsBulk: Operation = {
	value: 'sendZnsBulk',
	name: 'Send Bulk',
	action: 'Send ZNS in bulk',
	description:
		'Send a Zalo template message for each input item with values of its own; each receiver has its own result',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/Send_zns_bulk_v4_post_json/', {
		OAID: oaId,
		TempID: templateId,
		Data: [{ Phone: phone, Params: templateParams, RequestId: requestId }],
		SendDate: sendDate,
		campaignid: campaignId,
		Sandbox: sandbox,
		CallbackUrl: callbackUrl,
		SendingMode: sendingMode,
	}),
	list: 'Data',
	bulk: { label: 'Phone', max: 500 },
	controls: [previewOnly],
	success: codeResult,
	preview: znsPreview,
	previewLookups: znsLookups,
	answer: receiverResults,
};
