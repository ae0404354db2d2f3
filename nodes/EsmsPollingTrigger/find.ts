import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { load } from '../Esms/methods/load';
import { getBalance } from '../Esms/resources/account/getBalance';
import { numberOf } from '../Esms/response/values';
import type { Ask } from './ask';
import { findOutcomes, sampleOutcomes, type OutcomeEvent, type Watch } from './outcomes';
import { findRatings, sampleRatings, type KnownRatings } from './ratings';
import { findUsers, sampleUsers, type KnownUsers } from './users';

const HOUR = 3_600_000;

/** Asks through the node's credential. */
const askFrom =
	(context: IPollFunctions): Ask =>
	async (operation, body) =>
		await load(context, operation, body);

/** What the node is set to watch. */
export type Watched =
	| { event: 'balance'; limit: number }
	| { event: 'interactedUser'; oaId: string }
	| { event: 'messageStatus'; types: string[]; outcomes: string[]; hours: number }
	| { event: 'rating'; oaId: string; templateId: string };

/** What a poll leaves to the next one, in n8n's store. */
export interface State {
	/** What it is about: with another account, OA or template all starts anew. */
	subject?: string;
	watches?: Record<string, Watch>;
	ratings?: KnownRatings;
	users?: KnownUsers;
	isBelow?: boolean;
}

/**
 * Asks eSMS what happened since the last poll.
 *
 * @param stored what the last poll left; it is not changed
 * @returns each event once, and what the next poll has to know
 * @throws NodeApiError when eSMS refuses or cannot be reached
 */
export async function find(
	context: IPollFunctions,
	watched: Watched,
	stored: State,
): Promise<{ events: IDataObject[]; state: State }> {
	const ask = askFrom(context);
	const now = Date.now();
	const subject = subjectOf(context, watched);
	const known: State = stored.subject === subject ? stored : {};
	switch (watched.event) {
		case 'messageStatus': {
			const events: OutcomeEvent[] = [];
			const watches: Record<string, Watch> = {};
			for (const type of new Set(watched.types)) {
				const last = known.watches?.[type];
				const found = await findOutcomes(ask, type, last, now, watched.hours * HOUR);
				for (const event of found.events) events.push(event);
				watches[type] = found.watch;
			}
			const wanted = events.filter(
				({ outcome }) => watched.outcomes.length === 0 || watched.outcomes.includes(outcome),
			);
			return { events: wanted.map(itemOf), state: { subject, watches } };
		}
		case 'rating': {
			const { oaId: OAID, templateId: TemplateID } = watched;
			const found = await findRatings(ask, { OAID, TemplateID }, known.ratings, now);
			return { events: found.events, state: { subject, ratings: found.state } };
		}
		case 'interactedUser': {
			const found = await findUsers(ask, watched.oaId, known.users, now);
			return { events: found.events, state: { subject, users: found.state } };
		}
		case 'balance': {
			const event = await balanceEvent(ask, watched.limit);
			const isBelow =
				event.balance === null ? known.isBelow : Number(event.balance) < watched.limit;
			return {
				events: isBelow === true && known.isBelow !== true ? [event] : [],
				state: { subject, isBelow },
			};
		}
	}
}

/**
 * What eSMS has now, to show in the editor what comes out. Leaves nothing behind.
 *
 * @param count most events that are wanted
 */
export async function sample(
	context: IPollFunctions,
	watched: Watched,
	count: number,
): Promise<IDataObject[]> {
	const ask = askFrom(context);
	const now = Date.now();
	switch (watched.event) {
		case 'messageStatus': {
			const samples: OutcomeEvent[] = [];
			for (const type of new Set(watched.types)) {
				samples.push(...(await sampleOutcomes(ask, type, now, count)));
			}
			return samples.slice(0, count).map(itemOf);
		}
		case 'rating': {
			const { oaId: OAID, templateId: TemplateID } = watched;
			return await sampleRatings(ask, { OAID, TemplateID }, now, count);
		}
		case 'interactedUser':
			return await sampleUsers(ask, watched.oaId, now, count);
		case 'balance':
			return [await balanceEvent(ask, watched.limit)];
	}
}

function subjectOf(context: IPollFunctions, watched: Watched): string {
	const account = context.getNode().credentials?.esmsApi?.id ?? null;
	const { event } = watched;
	switch (event) {
		case 'messageStatus':
			return JSON.stringify([account, event]);
		case 'balance':
			return JSON.stringify([account, event, watched.limit]);
		case 'interactedUser':
			return JSON.stringify([account, event, watched.oaId]);
		case 'rating':
			return JSON.stringify([account, event, watched.oaId, watched.templateId]);
	}
}

const itemOf = (event: OutcomeEvent) => event as unknown as IDataObject;

async function balanceEvent(ask: Ask, limit: number): Promise<IDataObject> {
	const { Balance: balance, UserID: userId } = await ask(getBalance, {});
	return { event: 'balance', balance: numberOf(balance), limit, currency: 'VND', userId };
}
