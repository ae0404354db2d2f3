import { hash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { readDate } from '../Esms/request/dates';
import { listSentMessages } from '../Esms/resources/message/listSentMessages';
import { numberOf, recordsOf, textOf } from '../Esms/response/values';
import { readWcfDate } from '../Esms/response/wcfDate';
import { repeatKey } from '../EsmsTrigger/repeats';
import { parseCallback, type MessageStatus } from '../shared/callbacks/parse';
import { partsOf, type Ask } from './ask';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * How far two looks overlap, counted from the newest message known: whatever enters eSMS's list that
 * much later than a newer message is still seen. It counts in eSMS's own time, so that it does not matter
 * how n8n's clock is set.
 */
const OVERLAP = 10 * MINUTE;

/** What was sent before the first look and reached its outcome by then is no news. */
const FIRST_LOOK = DAY;

/** Older messages are not asked for, however long n8n was switched off. */
const OLDEST = 7 * DAY;

/** TypeId of an advertising message: it has many receivers and, as in eSMS's callbacks, one outcome. */
const ADVERTISING = '1';

/** What is known of the messages of one type. Times in milliseconds since 1970. */
export interface Watch {
	/** No message before this one is still open. */
	openSince: number;
	/** The newest message. */
	newest: number;
	/** When the last poll was, and how many there were since the first. */
	polledAt: number;
	polls: number;
	/** Messages from `openSince` on whose outcome was told, with their times. */
	told: Record<string, number>;
}

/** The outcome of a message, with all that the eSMS Trigger tells of one. */
export interface OutcomeEvent extends MessageStatus {
	isRepeat: boolean;
	repeatKey: string;
}

/** One receiver's message, or an advertising message to all of its receivers. */
interface Message {
	key: string;
	sentAt: number;
	status: number | null;
	/** Counts of receivers; those of an advertising message add up. */
	receivers: number;
	succeeded: number;
	failed: number;
	price: number | null;
	isFinal: boolean;
	entry: IDataObject;
}

/**
 * Asks for the messages of one type that reached their outcome since the last poll.
 *
 * @param type SmsType
 * @param watch what the last poll left; undefined at the first one, which only notes what is there
 * @param now and `giveUpMs`, after which a message that is still open is told as such, in milliseconds
 * @returns one event for each message, and what the next poll has to know
 */
export async function findOutcomes(
	ask: Ask,
	type: string,
	watch: Watch | undefined,
	now: number,
	giveUpMs: number,
): Promise<{ events: OutcomeEvent[]; watch: Watch }> {
	const polls = watch ? watch.polls + 1 : 0;
	const from = wholeSecond(watch ? watch.newest - depthOf(watch, polls, now) : now - FIRST_LOOK);
	const isWhole = !watch || from <= watch.openSince;
	const told = { ...watch?.told };
	const events: OutcomeEvent[] = [];
	let newest = watch?.newest ?? from + OVERLAP;
	let oldestOpen = Infinity;
	const take = (message: Message) => {
		// eSMS may take the start of the period less exactly than it is given.
		if (watch && message.sentAt < watch.openSince) return;
		if (Object.hasOwn(told, message.key)) return;
		const isGivenUp = now - message.sentAt > giveUpMs;
		if (!message.isFinal && !isGivenUp) {
			oldestOpen = Math.min(oldestOpen, message.sentAt);
			return;
		}
		told[message.key] = message.sentAt;
		if (watch) events.push(eventOf(type, message));
	};
	const begin = Math.max(from, watch?.openSince ?? from, now - OLDEST);
	const advertising = new Map<string, Message>();
	for await (const entries of sentMessages(ask, type, begin, now)) {
		for (const entry of entries) {
			const message = messageOf(entry, type, now);
			newest = Math.max(newest, Math.min(message.sentAt, now + OVERLAP));
			if (type !== ADVERTISING) take(message);
			else advertising.set(message.key, together(advertising.get(message.key), message));
		}
	}
	for (const message of advertising.values()) {
		// At the edge of a period that begins later than what is open, some receivers may lie before it.
		if (!isWhole && message.sentAt < begin + OVERLAP) continue;
		// So that one whose receivers are still being entered into the list is not told by half.
		take({ ...message, isFinal: message.isFinal && now - message.sentAt > OVERLAP });
	}

	const openSince = isWhole ? wholeSecond(Math.min(oldestOpen, newest - OVERLAP)) : watch.openSince;
	return {
		events,
		watch: {
			openSince,
			newest,
			polledAt: now,
			polls,
			told: Object.fromEntries(Object.entries(told).filter(([, sentAt]) => sentAt >= openSince)),
		},
	};
}

/** Times as the period is asked for: what is asked for again must still be known as told. */
const wholeSecond = (time: number) => Math.floor(time / 1000) * 1000;

/**
 * How far back a poll looks from the newest message, in milliseconds: every second poll twice as far as the first,
 * every fourth four times, and so on. What has been open for long is so asked for less and less often, and one message
 * that stays open for days neither makes every poll read days of messages nor keeps others waiting.
 */
function depthOf({ polledAt }: Watch, polls: number, now: number): number {
	const isolated = polls & -polls;
	return Math.max(OVERLAP, now - polledAt) * isolated;
}

/** The latest messages of one type, to show what comes out: no more than one part of the list. */
export async function sampleOutcomes(ask: Ask, type: string, now: number, count: number) {
	const body = { ...period(now - DAY, now), SmsType: type, Page: 1, PageSize: count };
	const { SentData: list } = await ask(listSentMessages, body);
	return recordsOf(list).map((entry) => eventOf(type, messageOf(entry, type, now)));
}

const period = (from: number, to: number): IDataObject =>
	Object.fromEntries(
		Object.entries({ From: from, To: to }).map(([name, time]) => {
			const written = readDate(time, 'yyyy-MM-dd HH:mm:ss');
			return [name, 'value' in written ? written.value : ''];
		}),
	);

function sentMessages(ask: Ask, type: string, from: number, now: number) {
	// Ahead of n8n's clock, in case eSMS's is.
	const body = { ...period(from, now + OVERLAP), SmsType: type };
	return partsOf(ask, listSentMessages, body, ({ SentData: list }) => recordsOf(list));
}

/** Reads an entry of the list. Its SendResult says 1 delivered, 0 failed, 2 not known yet. */
function messageOf(entry: IDataObject, type: string, now: number): Message {
	const status = numberOf(entry.SendStatus);
	const result = numberOf(entry.SendResult);
	const isReported = result === 0 || result === 1;
	const time = Date.parse(String(readWcfDate(entry.SentTime)));
	const smsId = textOf(entry.ReferenceId);
	const receiver = type === ADVERTISING ? [] : [textOf(entry.Phone)];
	// A message from eSMS's portal has no SMSID.
	const id = smsId === null ? [entry.SmsId, entry.SentTime] : [smsId];
	return {
		// A digest, so that a message takes the same few bytes in n8n's database whatever its ID is.
		key: hash('sha256', JSON.stringify([...id, ...receiver]), 'base64').slice(0, 12),
		sentAt: Number.isNaN(time) ? now : time,
		// Sent, and what became of it not known: eSMS's own status for that is 7.
		status: status === 5 && !isReported ? 7 : status,
		receivers: 1,
		succeeded: Number(status === 5 && result === 1),
		failed: Number(status === 5 && result === 0),
		price: numberOf(entry.SellPrice),
		isFinal: status === 4 || status === 6 || (status === 5 && isReported),
		entry,
	};
}

/** An advertising message with one more receiver. */
function together(message: Message | undefined, { entry, ...receiver }: Message): Message {
	if (!message) {
		const { Campaign, Content, ReferenceId, SentTime, SmsId, SmsType } = entry;
		return {
			...receiver,
			entry: { Campaign, Content, ReferenceId, SentTime, SmsId, SmsType },
		};
	}
	return {
		...message,
		sentAt: Math.min(message.sentAt, receiver.sentAt),
		// Where receivers differ, sending is over and the counts tell how it went.
		status: message.status === receiver.status ? message.status : 5,
		receivers: message.receivers + 1,
		succeeded: message.succeeded + receiver.succeeded,
		failed: message.failed + receiver.failed,
		price: message.price === null ? receiver.price : message.price + (receiver.price ?? 0),
		isFinal: message.isFinal && receiver.isFinal,
	};
}

/** The event as the eSMS Trigger makes it of a callback, so that workflows can change between the two. */
function eventOf(type: string, message: Message): OutcomeEvent {
	const { entry, status, succeeded, failed, isFinal } = message;
	const isCounted = isFinal || status === 5;
	const parameters = {
		SMSID: entry.ReferenceId,
		SendStatus: status,
		SendSuccess: isCounted ? succeeded : null,
		SendFailed: isCounted ? failed : null,
		TotalReceiver: message.receivers,
		TotalPrice: message.price,
		TypeId: entry.SmsType ?? type,
		phonenumber: entry.Phone,
	};
	const sent = Object.entries(parameters).map(([name, value]) => ({
		name,
		value: textOf(value) ?? '',
	}));
	const { raw, ...known } = { ...parseCallback(sent), raw: entry };
	return {
		...known,
		isRepeat: false,
		repeatKey: repeatKey(sent),
		raw,
	} as unknown as OutcomeEvent;
}
