import { phone } from '../../fields/receiver';
import { oaId, templateId } from '../../fields/sender';
import { templateParams } from '../../fields/template';
import { codeResult, post, type Operation } from '../../operation';
import { price } from '../../response/price';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-tam-tinh-gia-tin-zalo */
export const estimateZns: Operation = {
	value: 'estimateZns',
	name: 'Estimate ZNS',
	action: 'Estimate price of ZNS',
	description: 'Ask what one Zalo template message would cost, without sending it',
	hasSideEffects: false,
	hasReceiver: true,
	...post('/SummaryZaloMessage_V4_post_json/', {
		Phone: phone,
		Params: templateParams,
		TempID: templateId,
		OAID: oaId,
	}),
	success: codeResult,
	answer: price,
};
