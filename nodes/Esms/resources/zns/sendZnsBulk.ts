import { delivery } from '../../fields/delivery';
import { scheduledZnsNight } from '../../fields/night';
import { phone } from '../../fields/receiver';
import { oaId, templateId } from '../../fields/sender';
import { requestId } from '../../fields/sending';
import { templateParams } from '../../fields/template';
import { codeResult, post, type Operation } from '../../operation';
import { receiverResults } from '../../response/bulk';

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
		...delivery('SendDate', 'campaignid', 'Sandbox', 'CallbackUrl', 'SendingMode'),
	}),
	list: 'Data',
	bulk: { label: 'Phone', max: 500 },
	controls: [scheduledZnsNight],
	success: codeResult,
	answer: receiverResults,
};
