import { sleep } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Bulk, BulkOperation, Call, ItemWithIssues, Outputs } from '../operation';
import { buildBody, chooseCall, messageOf } from '../request/body';
import { sendDateNames, sendDateOf, timeOf } from '../request/dates';
import {
	numberedId,
	numberRequestId,
	requestIdLength,
	requestIdOf,
	stopsAtRepeat,
	userSuppliedIdsOf,
} from '../request/requestId';
import {
	deliver,
	deliverOnce,
	hasOwnRequestId,
	throwIssues,
	toOutput,
	wasTaken,
	type RequestContext,
} from './deliver';
import { restError, safeError } from './errors';
import { isSettled, type LedgerEntry } from './idempotency';
import { isPreview, previewItem } from './preview';
import { claimRequestIds, hasOnlyPassed, prepareRequest, runItem } from './runItem';

/** A piece of work, the input items that it is about, and how many receivers, where that is not one for each. */
export interface Job {
	indexes: readonly number[];
	receivers?: number;
	/** May throw at once what keeps an item from going out. */
	run(): Promise<Outputs>;
}

/** Items that share a request: what is equal for all of them, and what each puts into the list. */
interface Group {
	call: Call;
	shared: IDataObject;
	/** What is not sent and decides about the results of all that share the request. */
	settings: unknown[];
	members: Array<{ item: ItemWithIssues; values: unknown[] }>;
}

/** One part of the list, with the items that asked for it: the first is sent, the others repeat it. */
interface Part {
	id: string;
	value: unknown;
	owners: ItemWithIssues[];
}

/** Items that are read without a pause: reading takes no I/O, so a long run of it would hold up all of n8n. */
export const readAtOnce = 50;

/** What tells a part of a list from the others of it, unless the operation has IDs for them. */
const nameOf = (value: unknown): string =>
	typeof value === 'string' ? value : JSON.stringify(value);

/** Receiver or ID that a part of a list stands for; its values may be others on another try. */
const receiverOf = (value: unknown): string => {
	const { Phone, PHONE } = value as { Phone?: unknown; PHONE?: unknown };
	return nameOf(Phone ?? PHONE ?? value);
};

function listAt(body: IDataObject, path: string): unknown[] {
	const found = path
		.split('.')
		.reduce<unknown>((value, name) => (value as IDataObject | undefined)?.[name], body);
	return Array.isArray(found) ? found : [];
}

function withList(body: IDataObject, path: string, list: unknown[]): IDataObject {
	const dot = path.indexOf('.');
	if (dot < 0) return { ...body, [path]: list as IDataObject[] };
	const name = path.slice(0, dot);
	return { ...body, [name]: withList(body[name] as IDataObject, path.slice(dot + 1), list) };
}

/** As few chunks as the limit allows, of nearly equal size: 5,020 make two of 2,510, not 5,000 and 20. */
export function balanced<T>(list: T[], max: number): T[][] {
	const count = Math.ceil(list.length / max);
	return Array.from({ length: count }, (_, index) =>
		list.slice(
			Math.ceil((index * list.length) / count),
			Math.ceil(((index + 1) * list.length) / count),
		),
	);
}

/**
 * Chunks of which each but the last one is full: what is added to the list later leaves them as they were, so that
 * their numbered RequestIds still stand for the same receivers.
 */
const filled = <T>(list: T[], max: number): T[][] =>
	Array.from({ length: Math.ceil(list.length / max) }, (_, index) =>
		list.slice(index * max, (index + 1) * max),
	);

/**
 * The requests of an operation whose call takes a list: the items share as few as eSMS allows, and equal parts go out
 * once. All items are read before anything is sent.
 *
 * @param read reads an item, if it has to be
 * @returns what an earlier try has settled, what is refused before sending, and what goes out
 */
export async function prepareBulk(
	context: RequestContext,
	operation: BulkOperation,
	indexes: readonly number[],
	read: (index: number) => ItemWithIssues,
): Promise<{ settled: Job[]; refused: Job[]; jobs: Job[] }> {
	const { ledger } = context.memory;
	const settledJobs: Job[] = [];
	const refused: Job[] = [];
	const jobs: Job[] = [];
	const groups = new Map<string, Group>();
	const repetitions = new Set<LedgerEntry>();
	// An item with a part that did not go out is read again on the next try, whatever became of its other parts.
	const noteRefused = (keys: readonly number[]) => {
		if (!context.memory.isTool)
			ledger.add(keys, { state: 'refused', ids: [], content: '', key: '' });
	};
	for (const index of indexes) {
		if (index > 0 && index % readAtOnce === 0) await sleep(0);
		const earlier = context.memory.isTool ? [] : ledger.of(index);
		const settled = earlier.filter(isSettled);
		for (const entry of settled) {
			if (entry.results) {
				const own = entry.results.get(index) ?? [];
				settledJobs.push({ indexes: [index], run: async () => new Map([[index, own]]) });
			} else repetitions.add(entry);
		}
		if (settled.length > 0 && settled.length === earlier.length) continue;
		if (earlier.length > 0) ledger.forget(index);
		let receivers: number | undefined;
		try {
			const item = read(index);
			const call = chooseCall(operation, item);
			const body = buildBody(call, operation, item);
			if (isPreview(operation, item)) {
				const run = async () => await previewItem(context, operation, body, item);
				jobs.push({ indexes: [index], run });
				continue;
			}
			if (call.list === undefined) {
				// What is wrong with it is told before anything is sent, as of all others.
				claimRequestIds(context, operation, body, item, messageOf(operation, call, item, body));
				throwIssues(context.node, item);
				jobs.push({ indexes: [index], run: () => runItem(context, operation, index, () => item) });
				continue;
			}
			const shared = withList(body, call.list, []);
			const values = withoutReceivers(listAt(body, call.list), settled, index);
			receivers = values.length || undefined;
			// A tool may have sent it before its send date had passed, which the whole request tells.
			const mayBeSent = context.memory.isTool && indexes.length === 1 && hasOnlyPassed(item);
			// The RequestId of a whole request is claimed once its receivers are gathered.
			const isClaimedHere = requestIdOf(shared) === undefined && !mayBeSent;
			for (const value of isClaimedHere ? values : []) {
				claimRequestIds(context, operation, withList(shared, call.list, [value]), item);
			}
			if (!mayBeSent) throwIssues(context.node, item);
			const controls = operation.controls?.map((field) => field.read(item)) ?? [];
			const settings = [stopsAtRepeat(item.option('repeatedRequestId')), ...controls];
			const key = JSON.stringify([call.url, shared, settings]);
			const group = groups.get(key) ?? { call, shared, settings, members: [] };
			group.members.push({ item, values });
			groups.set(key, group);
		} catch (error) {
			noteRefused([index]);
			const safe = safeError(error, context.node, index);
			const told = settled.length > 0 ? restError(context.node, safe) : safe;
			refused.push({ indexes: [index], receivers, run: async () => await Promise.reject(told) });
		}
	}
	for (const entry of repetitions) {
		const { call, body, items } = entry.request as NonNullable<LedgerEntry['request']>;
		settledJobs.push({
			indexes: items.map(({ index }) => index),
			receivers: call.list === undefined ? undefined : listAt(body, call.list).length,
			run: async () => await deliver(context, operation, entry),
		});
	}
	// A tool's calls have nothing to do with each other: an equal one is to have the same numbers.
	const used = context.memory.isTool ? new Set<string>() : ledger.usedIds();
	for (const { call, shared, members } of withOneDate([...groups.values()])) {
		for (const chunk of chunksOf(operation.bulk, shared, partsOf(operation.bulk, members), used)) {
			const owners = [...new Set(chunk.parts.flatMap((part) => part.owners))];
			const indexes = owners.map(({ index }) => index);
			const receivers = chunk.parts.length;
			try {
				const entry = prepareChunk(context, operation, call, chunk, owners);
				const send = context.memory.isTool ? deliverOnce : deliver;
				const known = isSettled(entry) ? settledJobs : jobs;
				known.push({ indexes, receivers, run: async () => await send(context, operation, entry) });
			} catch (error) {
				noteRefused(indexes);
				refused.push({ indexes, receivers, run: async () => await Promise.reject(error) });
			}
		}
	}
	return { settled: settledJobs, refused, jobs };
}

/** The parts of an item that no request of an earlier try holds. */
function withoutReceivers(
	values: unknown[],
	entries: readonly LedgerEntry[],
	index: number,
): unknown[] {
	if (entries.length === 0) return values;
	const held = new Set(entries.flatMap((entry) => entry.receivers?.get(index) ?? []));
	return values.filter((value) => !held.has(receiverOf(value)));
}

/** Send dates closer than this, in milliseconds, are one date that was computed item by item. */
const oneDate = 60_000;

/** Groups whose dates are less than a minute after the earliest go out together, at the latest of them. */
function withOneDate(groups: Group[]): Group[] {
	if (groups.length < 2) return groups;
	const alike = new Map<string, Array<{ group: Group; time: number }>>();
	for (const group of groups) {
		const { call, shared, settings } = group;
		const dates = sendDateNames.filter((name) => name in shared).map((name) => [name, true]);
		const undated = { ...shared, ...Object.fromEntries(dates) };
		const key = JSON.stringify([call.url, undated, settings]);
		const known = alike.get(key) ?? [];
		// Without a date there is but one group in a list.
		known.push({ group, time: timeOf(sendDateOf(shared) ?? '') });
		alike.set(key, known);
	}
	return [...alike.values()].flatMap((list) => {
		const merged: Group[] = [];
		let earliest = -Infinity;
		for (const { group, time } of list.sort((one, other) => one.time - other.time)) {
			const isLater = time - earliest < oneDate;
			const before = isLater ? (merged.pop() as Group).members : [];
			if (!isLater) earliest = time;
			const members = [...before, ...group.members];
			merged.push({ ...group, members: members.sort((a, b) => a.item.index - b.item.index) });
		}
		return merged;
	});
}

/** The different parts of the items' lists, in their order; those of one item differ. */
function partsOf({ ids }: Bulk, members: Group['members']): Part[] {
	const parts = new Map<string, Part>();
	for (const { item, values } of members) {
		for (const value of values) {
			const id = ids?.ofPart(value) ?? nameOf(value);
			const part = parts.get(id) ?? { id, value, owners: [] };
			part.owners.push(item);
			parts.set(id, part);
		}
	}
	return [...parts.values()];
}

/** The parts of one request, what they share, and what keeps it from going out. */
interface Chunk {
	shared: IDataObject;
	parts: Part[];
	issues: string[];
}

/** @param used RequestIds of requests of an earlier try, which the numbers of the user's own leave out */
function chunksOf(
	bulk: Bulk,
	shared: IDataObject,
	parts: Part[],
	used: ReadonlySet<string>,
): Chunk[] {
	const { label, min = 1, max } = bulk;
	if (parts.length < min) {
		const issue = `'${label}' holds ${parts.length} different numbers for this text and these settings, at least ${min} are needed in one request`;
		return [{ shared, parts, issues: [issue] }];
	}
	const [own] = userSuppliedIdsOf(shared);
	const chunks = own === undefined ? balanced(parts, max) : filled(parts, max);
	const mark = chunks.length > 1 ? `-${chunks.length}` : '';
	const isTooLong = own !== undefined && own.length + mark.length > requestIdLength;
	let number = 0;
	return chunks.map((chunk) => {
		const issues: string[] = [];
		if (chunk.length < min) {
			issues.push(
				`'${label}' leaves ${chunk.length} numbers for a last request with this 'Request ID', at least ${min} are needed in one, send them under another`,
			);
		}
		if (isTooLong) {
			issues.push(
				`'Request ID' is ${own.length} characters, at most ${requestIdLength - mark.length} leave room for '${mark}'`,
			);
		}
		const numbered = { ...shared };
		if (own !== undefined) {
			do number++;
			while (used.has(numberedId(own, number)));
			numberRequestId(numbered, number);
		}
		return { shared: numbered, parts: chunk, issues };
	});
}

/** @throws NodeOperationError when the request cannot go out */
function prepareChunk(
	context: RequestContext,
	operation: BulkOperation,
	call: Call,
	{ shared, parts, issues }: Chunk,
	owners: ItemWithIssues[],
): LedgerEntry {
	const list = call.list as string;
	for (const issue of issues) owners[0].addIssue(issue);
	const values = parts.map(({ value }) =>
		typeof value === 'object' ? { ...(value as IDataObject) } : value,
	);
	const receivers = new Map<number, string[]>();
	for (const { value, owners: askers } of parts) {
		for (const { index } of askers) {
			const known = receivers.get(index);
			if (known) known.push(receiverOf(value));
			else receivers.set(index, [receiverOf(value)]);
		}
	}
	const body = withList(shared, list, values);
	const message = messageOf(operation, call, owners[0], body);
	// The same receivers in another order are no other message.
	const sorted = values.map(call === operation ? nameOf : receiverOf).sort();
	return prepareRequest(context, operation, {
		call,
		body,
		message: withList(message, operation.list as string, sorted),
		items: owners,
		outputs: (entries) => outputsOf(operation.bulk, parts, owners, entries),
		receivers,
	});
}

/** Gives each item the entries of its own parts. */
function outputsOf(
	{ returnsOneResult, ids }: Bulk,
	parts: Part[],
	owners: ItemWithIssues[],
	entries: IDataObject[],
): Outputs {
	if (returnsOneResult) {
		return new Map([[owners[0].index, entries.map((json) => sharedOutput(json, owners))]]);
	}
	const found = new Map<number, INodeExecutionData[]>(owners.map(({ index }) => [index, []]));
	parts.forEach(({ id, owners: askers }, position) => {
		const [first] = askers;
		const own = ids
			? entries.filter((entry) => ids.ofEntry(entry) === id)
			: entries.slice(position, position + 1);
		for (const entry of own) {
			for (const asker of askers) {
				const told = asker === first ? entry : repeatedEntry(entry, first);
				found.get(asker.index)?.push(toOutput(told, asker));
			}
		}
	});
	return found;
}

/** An entry about all items that share a request, linked to each of them. */
function sharedOutput(json: IDataObject, owners: ItemWithIssues[]): INodeExecutionData {
	const output = toOutput(json, owners[0]);
	if (owners.length > 1) output.pairedItem = owners.map(({ index }) => ({ item: index }));
	return output;
}

function repeatedEntry(entry: IDataObject, first: ItemWithIssues): IDataObject {
	// What eSMS had before under an ID of the user's own may be another message.
	const isOther = entry.status === 'alreadyAccepted' && hasOwnRequestId(first);
	if (!wasTaken(entry) || isOther) return entry;
	return { ...entry, status: 'repeated', statusText: `Sent once, with item ${first.index}` };
}
