import { advertisingText } from '../../fields/advertising';
import { customerElements } from '../../fields/phones';
import { brandname } from '../../fields/sender';
import { codeResult, xml, type Operation } from '../../operation';
import { price } from '../../response/price';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-tam-tinh-gia-tin-nhan-quang-cao */
export const estimateAdvertisingSms: Operation = {
	value: 'estimateAdvertisingSms',
	name: 'Estimate Advertising SMS',
	action: 'Estimate price of advertising SMS',
	description: 'Ask what an advertising text to many numbers would cost, without sending it',
	hasSideEffects: false,
	hasReceiver: true,
	...xml('/SummaryMultipleSMSBrandname/', {
		CONTENT: advertisingText,
		SMSTYPE: '1',
		BRANDNAME: brandname,
		CONTACTS: { CUSTOMER: customerElements },
	}),
	list: 'CONTACTS.CUSTOMER',
	bulk: { label: 'Phones', max: 5000, returnsOneResult: true },
	brandnameType: '1',
	success: codeResult,
	answer: price,
};
