import { content, unicode } from '../../fields/message';
import { phone } from '../../fields/receiver';
import { brandname } from '../../fields/sender';
import { codeResult, get, type Operation } from '../../operation';
import { price } from '../../response/price';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-tam-tinh-gia-tin-nhan-cskh */
export const estimateCustomerCareSms: Operation = {
	value: 'estimateCustomerCareSms',
	name: 'Estimate Customer Care SMS',
	action: 'Estimate price of customer care SMS',
	description: 'Ask what one customer care text would cost, without sending it',
	hasSideEffects: false,
	hasReceiver: true,
	...get('/SummaryMultipleMessage_V4_get', {
		Phone: phone,
		Content: content,
		SmsType: '2',
		BrandName: brandname,
		IsUnicode: unicode,
	}),
	success: codeResult,
	answer: price,
};
