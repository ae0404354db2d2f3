import type { IDataObject } from 'n8n-workflow';
import { readDate } from '../Esms/request/dates';
import {
	listInteractedUsers,
	usersIn,
} from '../Esms/resources/officialAccount/listInteractedUsers';
import { partsOf, type Ask } from './ask';

const DAY = 86_400_000;

/** Earlier interactions are not asked for, however long n8n was switched off. */
const OLDEST = 30 * DAY;

/** The list of eSMS ends after so many users too. */
const REMEMBERED = 10_000;

/** What is known of the users of an Official Account. */
export interface KnownUsers {
	/** When the last poll was, in milliseconds since 1970. */
	askedAt: number;
	/** Users that were told or there before, those listed last at the end. */
	ids: string[];
}

/**
 * Asks for users that interacted with an Official Account since the last poll and are not known yet.
 *
 * @param known what the last poll left; undefined at the first one, which only notes who is there
 * @param now in milliseconds
 */
export async function findUsers(
	ask: Ask,
	oaId: string,
	known: KnownUsers | undefined,
	now: number,
): Promise<{ events: IDataObject[]; state: KnownUsers }> {
	const before = new Set(known?.ids);
	const listed = new Set<string>();
	const from = Math.max(known?.askedAt ?? now, now - OLDEST);
	for await (const users of partsOf(ask, listInteractedUsers, bodyOf(oaId, from, now), usersIn)) {
		for (const { zaloUserId } of users) if (zaloUserId !== null) listed.add(zaloUserId);
	}
	const found = known ? [...listed].filter((id) => !before.has(id)) : [];
	const others = [...before].filter((id) => !listed.has(id));
	return {
		events: found.map((id) => eventOf(oaId, id)),
		state: { askedAt: now, ids: [...others, ...listed].slice(-REMEMBERED) },
	};
}

/** Users that interacted lately, to show what comes out. */
export async function sampleUsers(
	ask: Ask,
	oaId: string,
	now: number,
	count: number,
): Promise<IDataObject[]> {
	const body = { ...bodyOf(oaId, now - OLDEST, now), Offset: 0, Count: count };
	return usersIn(await ask(listInteractedUsers, body)).map(({ zaloUserId }) =>
		eventOf(oaId, zaloUserId),
	);
}

/** From the day before, because the list knows days only and another day may have begun at eSMS. */
function bodyOf(oaId: string, from: number, now: number): IDataObject {
	const day = (time: number) => {
		const date = readDate(time, 'dd/MM/yyyy');
		return 'value' in date ? date.value : '';
	};
	return { OAID: oaId, FromDate: day(from - DAY), ToDate: day(now) };
}

const eventOf = (oaId: string, zaloUserId: string | null): IDataObject => ({
	event: 'interactedUser',
	zaloUserId,
	oaId,
});
