import type { IDataObject } from 'n8n-workflow';
import { listing } from '../../fields/listing';
import { follower, fromDay, tagName, toDay } from '../../fields/query';
import { oaId } from '../../fields/sender';
import { codeResult, post, type Operation } from '../../operation';
import { numberOf, recordOf, textOf } from '../../response/values';

/** The users in an answer. */
export const usersIn = ({ Data }: IDataObject) => {
	const { Users } = recordOf(Data);
	return (Array.isArray(Users) ? Users : []).map((id) => ({ zaloUserId: textOf(id) }));
};

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-zalo-followers-1 */
export const listInteractedUsers: Operation = {
	value: 'listInteractedUsers',
	name: 'Get Many Interacted Users',
	action: 'Get many interacted users of official account',
	description:
		'List the Zalo user IDs that interacted with the Official Account in a period, up to 10,000',
	hasSideEffects: false,
	hasReceiver: false,
	...post('/QueryListUID/', {
		OAID: oaId,
		FromDate: fromDay,
		ToDate: toDay,
		IsFollower: follower,
		TagName: tagName,
	}),
	success: codeResult,
	controls: listing,
	paging: {
		size: 50,
		maxOffset: 9950,
		part: (offset, size) => ({ Offset: offset, Count: size }),
		total: ({ Data }) => numberOf(recordOf(Data).Total),
	},
	answer: usersIn,
};
