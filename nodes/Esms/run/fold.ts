import { sleep } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Bulk, ItemWithIssues, Operation } from '../operation';
import { callOf, draft } from '../request/body';
import {
	fillRequestIds,
	numberedId,
	numberRequestId,
	ownRequestIdsOf,
	requestIdLength,
} from '../request/requestId';
import type { Line } from './ask';
import type { Past } from './memory';
import { claimRequestIds, once, outputOf, refuseBreaches } from './exchange';

/** A piece of work: its results by the input items that they belong to. */
export interface Job {
	owners: number[];
	run(): Promise<Array<[number, INodeExecutionData[]]>>;
}

/** One part of the gathered list, with the items that asked for it: the first is sent, the others repeat it. */
interface Part {
	value: unknown;
	owners: ItemWithIssues[];
}

/** Receiver or ID that a part of a list stands for; its values may be others on another try. */
const keyOf = (value: unknown): unknown => {
	const { Phone, PHONE } = value as { Phone?: unknown; PHONE?: unknown };
	return Phone ?? PHONE ?? value;
};

/** What tells an item's part of a list from all others of the run, however often n8n repeats it. */
const positionOf = (list: string, item: ItemWithIssues, value: unknown) => [
	list,
	item.index,
	keyOf(value),
];

/** Items that may share a request, because all but their lists is equal. */
interface Group {
	list: string;
	shared: IDataObject;
	parts: Map<string, Part>;
}

/** Items that are read without a pause: reading takes no I/O, so a long run of it would hold up all of n8n. */
const readAtOnce = 50;

/**
 * Whether the item's call takes a list, so that it can share a request with others. An item whose expressions
 * cannot be read shares nothing: it is refused by itself.
 */
export function folds(operation: Operation, item: ItemWithIssues): boolean {
	if (operation.bulk === undefined) return false;
	try {
		return callOf(operation, item).list !== undefined;
	} catch {
		return false;
	}
}

function listAt(sent: IDataObject, path: string): unknown[] {
	const found = path
		.split('.')
		.reduce<unknown>((value, name) => (value as IDataObject | undefined)?.[name], sent);
	return Array.isArray(found) ? found : [];
}

function withList(sent: IDataObject, path: string, list: unknown[]): IDataObject {
	const [name, ...rest] = path.split('.');
	const inner = rest.length > 0 ? withList(sent[name] as IDataObject, rest.join('.'), list) : list;
	return { ...sent, [name]: inner as IDataObject[] };
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
 * Folds the items into as few requests as eSMS allows. Equal parts go out once. Boundaries depend on the input alone.
 * Parts of requests of an earlier try are not folded again: they belong to what went out then.
 */
export async function foldedJobs(
	line: Line,
	operation: Operation,
	items: ItemWithIssues[],
): Promise<Job[]> {
	const groups = new Map<string, Group>();
	const earlier = new Map<Past, Group>();
	const jobs: Job[] = [];
	for (const [count, item] of items.entries()) {
		if (count > 0 && count % readAtOnce === 0) await sleep(0);
		const call = callOf(operation, item);
		const list = call.list as string;
		let sent: IDataObject;
		try {
			sent = draft(call, operation, item);
		} catch (error) {
			jobs.push({ owners: [item.index], run: async () => await Promise.reject(error) });
			continue;
		}
		const shared = withList(sent, list, []);
		// That of a whole request is claimed once its receivers are gathered.
		for (const value of listAt(sent, list)) {
			if (typeof value === 'object')
				claimRequestIds(line, operation, value as IDataObject, item, [shared, value]);
		}
		if (item.issues.length > 0) {
			jobs.push(refusedJob(line, item));
			continue;
		}
		const key = JSON.stringify([call.url, shared]);
		const fresh: Group = groups.get(key) ?? { list, shared, parts: new Map() };
		for (const value of listAt(sent, list)) {
			const past = line.memory?.recall(positionOf(list, item, value));
			const group = past
				? (earlier.get(past) ?? { list, shared: past.sent, parts: new Map() })
				: fresh;
			if (past) earlier.set(past, group);
			else groups.set(key, group);
			const name = JSON.stringify(past ? keyOf(value) : value);
			const part = group.parts.get(name) ?? { value, owners: [] };
			if (!part.owners.includes(item)) part.owners.push(item);
			group.parts.set(name, part);
		}
	}
	const fold = operation.bulk as Bulk;
	for (const { list, shared: sent, parts } of earlier.values()) {
		const order = listAt(sent, list).map((value) => JSON.stringify(keyOf(value)));
		const chunk = [...parts].map(([name, part]) => ({ ...part, position: order.indexOf(name) }));
		jobs.push(chunkJob(line, operation, fold, list, sent, chunk));
	}
	const taken = new Set([...earlier.keys()].flatMap((past) => ownRequestIdsOf(past.sent)));
	for (const group of groups.values()) jobs.push(...groupJobs(line, operation, fold, group, taken));
	return jobs;
}

/** @param taken RequestIds of requests that went out on an earlier try */
function groupJobs(
	line: Line,
	operation: Operation,
	fold: Bulk,
	group: Group,
	taken: Set<string>,
): Job[] {
	const parts = [...group.parts.values()];
	if (fold.min !== undefined && parts.length < fold.min) {
		const owners = [...new Set(parts.flatMap((part) => part.owners))];
		for (const owner of owners) {
			owner.addIssue(
				`'${fold.label}' holds ${parts.length} different numbers for this text and these settings, at least ${fold.min} are needed in one request`,
			);
		}
		return owners.map((owner) => refusedJob(line, owner));
	}
	const [own] = ownRequestIdsOf(group.shared);
	const chunks = own === undefined ? balanced(parts, fold.max) : filled(parts, fold.max);
	const last = chunks.at(-1)?.length ?? 0;
	const isShort = fold.min !== undefined && last < fold.min;
	const mark = chunks.length > 1 ? `-${chunks.length}` : '';
	const isTooLong = own !== undefined && own.length + mark.length > requestIdLength;
	let number = 0;
	return chunks.map((chunk) => {
		const [
			{
				owners: [owner],
			},
		] = chunk;
		if (isShort) {
			owner.addIssue(
				`'${fold.label}' leaves ${last} numbers for a last request with this 'Request ID', at least ${fold.min} are needed in one, send them under another`,
			);
		}
		if (isTooLong) {
			owner.addIssue(
				`'Request ID' is ${own.length} characters, at most ${requestIdLength - mark.length} leave room for '${mark}'`,
			);
		}
		const values = chunk.map(({ value }) =>
			typeof value === 'object' ? { ...(value as IDataObject) } : value,
		);
		const sent = withList(group.shared, group.list, values);
		if (own !== undefined) {
			do number++;
			while (taken.has(numberedId(own, number)));
			if (number > 1) numberRequestId(sent, number);
		}
		claimRequestIds(line, operation, withList(sent, group.list, []), owner);
		return chunkJob(
			line,
			operation,
			fold,
			group.list,
			sent,
			chunk.map((part, position) => ({ ...part, position })),
		);
	});
}

function refusedJob(line: Line, item: ItemWithIssues): Job {
	return {
		owners: [item.index],
		run: async () => {
			refuseBreaches(line.node, item);
			return [];
		},
	};
}

/** @param chunk the parts of the request, with their positions in its list */
function chunkJob(
	line: Line,
	operation: Operation,
	fold: Bulk,
	list: string,
	sent: IDataObject,
	chunk: Array<Part & { position: number }>,
): Job {
	const owners = [...new Set(chunk.flatMap((part) => part.owners))];
	const [item] = owners;
	const positions = chunk.flatMap((part) =>
		part.owners.map((owner) => positionOf(list, owner, part.value)),
	);
	return {
		owners: owners.map(({ index }) => index),
		run: async () => {
			refuseBreaches(line.node, item);
			fillRequestIds(sent, line.identity);
			const entries = await once(line, operation, item, sent, positions);
			if (fold.returnsOneResult)
				return [[item.index, entries.map((json) => sharedOutput(json, owners))]];
			const results = new Map<ItemWithIssues, IDataObject[]>(owners.map((owner) => [owner, []]));
			chunk.forEach(({ value, owners: [first, ...others], position }) => {
				const own = fold.matches
					? entries.filter((entry) => fold.matches?.(entry, value))
					: entries.slice(position, position + 1);
				results.get(first)?.push(...own);
				for (const other of others)
					results.get(other)?.push(...own.map((entry) => repeatedEntry(entry, first)));
			});
			return [...results].map(([owner, found]) => [
				owner.index,
				found.map((json) => outputOf(json, owner)),
			]);
		},
	};
}

/** An entry about all items that share a request, linked to each of them. */
function sharedOutput(json: IDataObject, owners: ItemWithIssues[]): INodeExecutionData {
	const [first, ...others] = owners;
	const output = outputOf(json, first);
	if (others.length > 0) output.pairedItem = owners.map(({ index }) => ({ item: index }));
	return output;
}

function repeatedEntry(entry: IDataObject, first: ItemWithIssues): IDataObject {
	return {
		...entry,
		...(entry.status !== undefined && {
			status: 'repeated',
			statusText: `Sent once, with item ${first.index}`,
		}),
	};
}
