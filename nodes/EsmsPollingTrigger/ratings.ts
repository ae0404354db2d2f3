import type { IDataObject } from 'n8n-workflow';
import { readDate } from '../Esms/request/dates';
import { listRatings, ratingsIn } from '../Esms/resources/officialAccount/listRatings';
import { partsOf, type Ask } from './ask';

const DAY = 86_400_000;

/** How far two looks overlap, counted from the newest rating: Zalo hands ratings on in its own time. */
const OVERLAP = DAY;

/** Older ratings are not asked for, however long n8n was switched off. */
const OLDEST = 30 * DAY;

/** What is known of the ratings of a template. Times in milliseconds since 1970. */
export interface KnownRatings {
	newest: number;
	/** Ratings of the overlap, with their times. */
	told: Record<string, number>;
}

type Rating = ReturnType<typeof ratingsIn>[number];

/**
 * Asks for ratings that were given since the last poll.
 *
 * @param chosen OAID and TemplateID
 * @param known what the last poll left; undefined at the first one, which only notes what is there
 * @param now in milliseconds
 */
export async function findRatings(
	ask: Ask,
	chosen: { OAID: string; TemplateID: string },
	known: KnownRatings | undefined,
	now: number,
): Promise<{ events: IDataObject[]; state: KnownRatings }> {
	const from = known ? Math.max(known.newest - OVERLAP, now - OLDEST) : now - OVERLAP;
	const told = { ...known?.told };
	const events: IDataObject[] = [];
	let newest = known?.newest ?? from + OVERLAP;
	const body = { ...chosen, ...period(from, now) };
	for await (const ratings of partsOf(ask, listRatings, body, ratingsIn)) {
		for (const rating of ratings) {
			const key = `${rating.zaloMessageId ?? JSON.stringify(rating)} ${rating.submittedAt}`;
			const time = Date.parse(rating.submittedAt ?? '') || now;
			if (Object.hasOwn(told, key) || (known && time < known.newest - OVERLAP)) continue;
			told[key] = time;
			newest = Math.max(newest, Math.min(time, now));
			if (known) events.push(eventOf(chosen, rating));
		}
	}
	const kept = Object.entries(told).filter(([, time]) => time >= newest - OVERLAP - 1000);
	return { events, state: { newest, told: Object.fromEntries(kept) } };
}

/** The latest ratings, to show what comes out. */
export async function sampleRatings(
	ask: Ask,
	chosen: { OAID: string; TemplateID: string },
	now: number,
	count: number,
): Promise<IDataObject[]> {
	const body = { ...chosen, ...period(now - OLDEST, now), Offset: '0', Limit: String(count) };
	return ratingsIn(await ask(listRatings, body)).map((rating) => eventOf(chosen, rating));
}

const period = (from: number, now: number): IDataObject => {
	const written = (time: number) => {
		const date = readDate(time, 'yyyy-MM-dd HH:mm:ss');
		return 'value' in date ? date.value : '';
	};
	// Ahead of n8n's clock, in case eSMS's is.
	return { FromTime: written(from), ToTime: written(now + DAY) };
};

const eventOf = ({ OAID, TemplateID }: IDataObject, rating: Rating): IDataObject => ({
	event: 'rating',
	...rating,
	oaId: OAID,
	templateId: TemplateID,
});
