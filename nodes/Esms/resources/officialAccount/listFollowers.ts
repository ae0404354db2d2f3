import { listing } from '../../fields/listing';
import { oaId } from '../../fields/sender';
import { codeResult, post, type Operation } from '../../operation';
import { numberOf, recordsOf, textOf } from '../../response/values';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-zalo-followers */
export const listFollowers: Operation = {
	value: 'listFollowers',
	name: 'Get Many Followers (Legacy)',
	action: 'Get many followers of official account',
	description:
		"List the Zalo user IDs of followers. eSMS now leads to 'Get Many Interacted Users' instead.",
	hasSideEffects: false,
	hasReceiver: false,
	...post('/ZNS/GetFollowers/', { OAID: oaId }),
	success: codeResult,
	controls: listing,
	paging: {
		size: 50,
		part: (offset, size) => ({ Offset: offset, Count: size }),
		total: ({ Total }) => numberOf(Total),
	},
	answer: ({ Followers: list }) =>
		recordsOf(list).map(({ User_Id }) => ({ zaloUserId: textOf(User_Id) })),
};
