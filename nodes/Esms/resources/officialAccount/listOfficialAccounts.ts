import { listing, upToLimit } from '../../fields/listing';
import { codeResult, post, type Operation } from '../../operation';
import { recordsOf, textOf } from '../../response/values';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-zalo-oa */
export const listOfficialAccounts: Operation = {
	value: 'listOfficialAccounts',
	name: 'Get Many',
	action: 'Get many official accounts',
	description: 'List the Zalo Official Accounts that are registered with eSMS',
	hasSideEffects: false,
	hasReceiver: false,
	...post('/ZNS/GetListZOA/', {}),
	success: codeResult,
	controls: listing,
	answer: ({ ZOAList: list }, _sent, item) =>
		upToLimit(
			recordsOf(list).map(({ OAID, OAName }) => ({ oaId: textOf(OAID), name: textOf(OAName) })),
			item,
		),
};
