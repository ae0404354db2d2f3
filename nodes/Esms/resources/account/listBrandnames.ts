import { listing, upToLimit } from '../../fields/listing';
import { codeResponse, get, type Operation } from '../../operation';
import { kindOf } from '../../response/status';
import { recordsOf, textOf } from '../../response/values';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-brandname */
export const listBrandnames: Operation = {
	value: 'listBrandnames',
	name: 'Get Many Brandnames',
	action: 'Get many brandnames of account',
	description: 'List the sender names that are registered for advertising, customer care and Viber',
	hasSideEffects: false,
	hasReceiver: false,
	...get('/GetListBrandname/{ApiKey}/{SecretKey}', {}),
	success: codeResponse,
	controls: listing,
	answer: ({ ListBrandName: list }, _sent, item) =>
		upToLimit(
			recordsOf(list).map(({ Brandname, Type }) => ({
				brandname: textOf(Brandname),
				...kindOf(Type),
			})),
			item,
		),
};
