import { hash } from 'crypto';
import { sleep } from 'n8n-workflow';
import type { IDataObject, INode, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { cleanText } from '../../shared/text';
import { wantedOf } from '../fields/listing';
import { previewOnly } from '../fields/preview';
import type {
	Call,
	ItemWithIssues,
	Lookup,
	Operation,
	Paging,
	PreparedRequest,
} from '../operation';
import { previewPage } from '../preview/page';
import { buildBody, chooseCall, toHttpRequest } from '../request/body';
import { sendDateOf } from '../request/dates';
import {
	fillRequestIds,
	requestIdOf,
	requestIdsOf,
	stopsAtRepeat,
	userSuppliedIdsOf,
} from '../request/requestId';
import { isListEnd } from '../response/paging';
import { readAnswer } from '../response/readAnswer';
import {
	cancelledError,
	failureError,
	idsOfArrival,
	issuesError,
	refusedError,
	repetitionError,
	sentBeforeError,
	strangerError,
	type NodeError,
} from './errors';
import {
	claimsIds,
	contentOf,
	isSameTime,
	isTakenWhole,
	isUnknown,
	withoutChanging,
	type LedgerEntry,
	type RunMemory,
} from './idempotency';
import { SendFailure, type Send } from './send';

/** What all requests of a run share. */
export interface RequestContext {
	readonly node: INode;
	readonly send: Send;
	readonly memory: RunMemory;
	/** Waits until another request may start; gives what is called once it is answered, or undefined when the run is cancelled. */
	waitForSlot(): Promise<(() => void) | undefined>;
	/** Holds the execution until the receipt of an item's message arrives; a tool cannot. */
	readonly receipt?: {
		isWanted(item: ItemWithIssues): boolean;
		/** The item with this execution's address as its Callback URL. */
		prepare(item: ItemWithIssues): ItemWithIssues;
		/** `sent` becomes the outcome where eSMS knows it already. */
		hold(
			context: RequestContext,
			operation: Operation,
			item: ItemWithIssues,
			sent: INodeExecutionData[],
		): Promise<void>;
	};
}

/**
 * Carries out an operation for one item. On a repetition of the run, what eSMS accepted gives its results back
 * without being read again, and what may have arrived goes out exactly as it was.
 *
 * @param read reads the item, if it has to be
 * @returns the output items, each linked to its input item
 * @throws NodeOperationError before sending, when the input breaks a rule; NodeApiError when eSMS refuses or
 *   nobody knows whether the request arrived
 */
export async function runItem(
	context: RequestContext,
	operation: Operation,
	index: number,
	read: () => ItemWithIssues,
): Promise<INodeExecutionData[]> {
	const { ledger, isTool } = context.memory;
	const earlier = isTool ? undefined : ledger.of(index).at(-1);
	if (earlier?.results) return earlier.results.get(index) ?? [];
	if (earlier?.state === 'mayHaveArrived') {
		return (await deliver(context, operation, earlier)).get(index) ?? [];
	}

	const item = prepareItem(context, operation, read());
	const call = chooseCall(operation, item);
	const body = buildBody(call, operation, item);
	if (isPreview(operation, item)) {
		return [await previewItem(context, operation, body, item)];
	}
	if (call.paging) {
		throwIssues(context.node, item);
		const entries = await readPages(context, operation, call, call.paging, item, body);
		return entries.map((json) => toOutput(json, item));
	}
	const outputs = (entries: IDataObject[]) =>
		new Map([[index, entries.map((json) => toOutput(json, item))]]);
	const entry = prepareRequest(context, operation, { call, body, items: [item], outputs });
	const found = isTool
		? await deliverOnce(context, operation, entry)
		: await deliver(context, operation, entry);
	return found.get(index) ?? [];
}

/** Whether the item asks to see the message instead of sending it. */
export const isPreview = (
	operation: Operation,
	item: ItemWithIssues,
): operation is Operation & Required<Pick<Operation, 'preview'>> =>
	operation.preview !== undefined && previewOnly.read(item) === true;

/** The item as its request is built from it: one that waits gets the execution's own Callback URL. */
function prepareItem(
	{ receipt }: RequestContext,
	operation: Operation,
	item: ItemWithIssues,
): ItemWithIssues {
	if (!receipt?.isWanted(item) || isPreview(operation, item)) return item;
	return receipt.prepare(item);
}

/** @throws NodeOperationError with all rules that the item breaks, if any */
export function throwIssues(node: INode, item: ItemWithIssues): void {
	if (item.issues.length > 0) throw issuesError(node, item);
}

const idOfAnother = (id: string) =>
	`'Request ID' is '${id}' for another message too, give each its own, such as an order number`;

/**
 * Claims the RequestIds of the user's own in a message, or in a receiver's part of one. One that stands for another
 * message of this execution is an issue: eSMS would take the second for the first, and its receiver would get nothing.
 */
export function claimRequestIds(
	{ memory: { claims } }: RequestContext,
	operation: Operation,
	message: IDataObject,
	item: ItemWithIssues,
): void {
	const ids = claimsIds(operation, message) ? userSuppliedIdsOf(message) : [];
	if (ids.length === 0) return;
	const content = contentOf(operation, message);
	const sendDate = sendDateOf(message);
	for (const id of ids) {
		const other = claims.otherUnder(id, content, sendDate);
		if (other === 'message') {
			item.addIssue(idOfAnother(id));
		} else if (other === 'time') {
			item.addIssue(
				`'Request ID' is '${id}' for this message at another time too, under which it went out or may have, look for it with 'Get Many Sent' before you send it again`,
			);
		}
	}
	// What is not sent keeps nobody else from using its ID.
	if (item.issues.length === 0) claims.plan(ids, content, sendDate);
}

/** What a request is prepared from: all but its RequestIds. */
interface Draft extends Omit<PreparedRequest, 'userSuppliedIds'> {
	/** Keys of the receivers that each item has in it, where several items share the request. */
	receivers?: LedgerEntry['receivers'];
}

/**
 * The one value that goes out: nothing of it is read again later.
 * @throws NodeOperationError when an item breaks a rule
 */
export function prepareRequest(
	context: RequestContext,
	operation: Operation,
	{ call, body, items, outputs, receivers }: Draft,
): LedgerEntry {
	const { node, memory } = context;
	const [item] = items;
	const userSuppliedIds = userSuppliedIdsOf(body);
	// Receivers with IDs of their own have claimed them one by one.
	const isClaimed = receivers !== undefined && requestIdOf(body) === undefined;
	const content = memory.isTool ? contentOf(operation, body) : '';
	const sentBefore = memory.isTool && sentBeforeItsDatePassed(context, content, item);
	if (sentBefore) return sentBefore;
	if (!isClaimed) claimRequestIds(context, operation, body, item);
	throwIssues(node, item);

	const sendDate = sendDateOf(body);
	const key = memory.keyOf(content, sendDate);
	if (memory.isTool) fillRequestIds(body, key, withoutChanging);
	else fillRequestIds(body, receivers ? key : `${key}:${item.index}`);
	const entry: LedgerEntry = {
		state: 'notSent',
		request: { call, body, userSuppliedIds, items, outputs },
		ids: requestIdsOf(body),
		receivers,
		content,
		key,
		sendDate,
	};
	if (operation.hasSideEffects && !memory.isTool) {
		memory.ledger.add(
			items.map(({ index }) => index),
			entry,
		);
	}
	return entry;
}

/** Whether nothing but its send date, which has passed, keeps an item from being sent. */
export const hasOnlyPassed = ({ issues, passedDates }: ItemWithIssues): boolean =>
	issues.length === 1 && passedDates.length > 0;

/**
 * What a tool sent whose next try is refused for nothing but its send date, which has passed meanwhile.
 * @throws NodeApiError where nobody knows what became of it
 */
function sentBeforeItsDatePassed(
	{ node, memory }: RequestContext,
	content: string,
	item: ItemWithIssues,
): LedgerEntry | undefined {
	if (!hasOnlyPassed(item)) return undefined;
	const [sendDate] = item.passedDates;
	const before = memory.ledger.of(content).filter((entry) => isSameTime(entry.sendDate, sendDate));
	const isPending = before.some(({ pending }) => pending !== undefined);
	const known = before
		.filter(({ state, results }) => state === 'mayHaveArrived' || (results && isOver(results)))
		.at(-1);
	if (!isPending && known) return known;
	if (!isPending && !memory.isNoted({ content, sendDate })) return undefined;
	throw repetitionError(node, issuesError(node, item), []);
}

/**
 * Sends what an AI model asks for, once: n8n's tries and a model's repeated calls look alike. An equal call gets the
 * results of the first; after one that may have arrived, the very same request goes out again.
 */
export async function deliverOnce(
	context: RequestContext,
	operation: Operation,
	entry: LedgerEntry,
): Promise<ReadonlyMap<number, INodeExecutionData[]>> {
	const { ledger } = context.memory;
	if (!operation.hasSideEffects) return await deliver(context, operation, entry);
	const deliverAlone = async (one: LedgerEntry) => {
		const pending = deliver(context, operation, one);
		one.pending = pending;
		return await pending.finally(() => {
			one.pending = undefined;
		});
	};
	const key = entry.content;
	const find = () =>
		ledger
			.of(key)
			.filter((other) => isSameTime(other.sendDate, entry.sendDate))
			.at(-1);
	let earlier = find();
	let isParallel = false;
	while (earlier?.pending) {
		isParallel = true;
		await earlier.pending.catch(() => undefined);
		earlier = find();
	}
	if (earlier?.results && isOver(earlier.results) && (isParallel || !operation.isNewEachTime)) {
		return repeated(earlier.results);
	}
	if (earlier?.state === 'mayHaveArrived') return await deliverAlone(earlier);
	ledger.add([key], entry);
	return await deliverAlone(entry);
}

const alreadyHandedOver =
	'This very message was already handed to eSMS, so it was not sent a second time';

function repeated(results: ReadonlyMap<number, INodeExecutionData[]>) {
	return new Map(
		[...results].map(([index, items]) => [
			index,
			items.map((item) => {
				const { json, pairedItem } = item;
				// What eSMS had before may be another message.
				if (json.status === 'alreadyAccepted') return item;
				const known = { ...json, ...(wasTaken(json) && { status: 'repeated' }) };
				return withHint({ json: known, pairedItem }, alreadyHandedOver);
			}),
		]),
	);
}

/** Whether an entry of an answer tells that eSMS took something, which is not taken a second time. */
export const wasTaken = ({ status }: IDataObject): boolean =>
	status !== undefined && status !== 'refused' && status !== 'unknown';

/** Whether a request has come to an end for any receiver: one that eSMS refused for all of them may be sent again. */
const isOver = (results: ReadonlyMap<number, INodeExecutionData[]>): boolean =>
	[...results.values()].flat().some(({ json }) => json.status !== 'refused');

/**
 * Sends a prepared request and notes what became of it.
 * @throws NodeApiError when eSMS refuses or the request may have arrived
 */
export async function deliver(
	context: RequestContext,
	operation: Operation,
	entry: LedgerEntry,
): Promise<ReadonlyMap<number, INodeExecutionData[]>> {
	const { node, memory, receipt } = context;
	const request = entry.request as PreparedRequest;
	const [item] = request.items;
	const isRepetition = entry.state === 'mayHaveArrived' || memory.isNoted(entry);
	if (isRepetition && entry.ids.length === 0) throw sentBeforeError(node, item.index);

	const claimed = claimsIds(operation, request.body) ? request.userSuppliedIds : [];
	const other = claimed.find((id) => memory.claims.isTakenMeanwhile(id));
	if (other !== undefined) {
		entry.state = 'refused';
		entry.request = undefined;
		item.addIssue(idOfAnother(other));
		throwIssues(node, item);
	}
	const held = memory.claims.hold(claimed);
	entry.state = 'mayHaveArrived';
	let found: ReadonlyMap<number, INodeExecutionData[]>;
	try {
		const outgoing = { ...request, item, isRepetition };
		const { answer, code } = await sendWithRetry(context, operation, outgoing);
		found = readOutputs(operation, request, answer, code, isRepetition);
		if (isRepetition) found = ofRepetition(found, request.userSuppliedIds.length > 0);
	} catch (error) {
		const mayHaveArrived = isRepetition || idsOfArrival(error as Error) !== undefined;
		entry.state = mayHaveArrived ? 'mayHaveArrived' : 'refused';
		if (mayHaveArrived) memory.note(entry);
		if (!mayHaveArrived) {
			// Under 124 eSMS has a message, whoever sent it.
			if ((error as NodeApiError).httpCode !== alreadyAccepted) memory.claims.release(held);
			entry.request = undefined;
		}
		throw isRepetition ? repetitionError(node, error as NodeError, entry.ids) : error;
	}
	entry.state = 'accepted';
	entry.request = undefined;
	entry.results = found;
	if (memory.isTool && isUnknown(entry)) memory.note(entry);
	// A list has come to an end with all its requests.
	if (memory.isTool && request.call.list === undefined && isTakenWhole(entry)) memory.forget(entry);
	if (held.length > 0) {
		const refused = refusedIds(found);
		memory.claims.release(held.filter((id) => refused.includes(id)));
	}
	const sent = found.get(item.index) ?? [];
	// Another run may have sent what eSMS already has, and may have had its receipt.
	const isOurs = isRepetition || sent.some(({ json }) => json.status !== 'alreadyAccepted');
	if (receipt?.isWanted(item) && isOurs) await receipt.hold(context, operation, item, sent);
	return found;
}

/**
 * The results of a repetition: that eSMS refuses a receiver now says nothing of the first try.
 * @param hasOwnIds whether what eSMS has may be another message under an ID of the user's own
 */
const ofRepetition = (results: ReadonlyMap<number, INodeExecutionData[]>, hasOwnIds: boolean) =>
	new Map(
		[...results].map(([index, items]) => [
			index,
			items.map((item) => {
				const { json } = item;
				if (json.status === 'alreadyAccepted') {
					return hasOwnIds ? item : withHint(item, alreadyHandedOver);
				}
				if (json.status !== 'refused' || json.code === alreadyAccepted) return item;
				const statusText = `${String(json.statusText)}. An earlier try may have arrived`;
				const advice = "Look for the message with 'Get Many Sent' before you repeat it";
				return { ...item, json: { ...json, status: 'unknown', statusText, advice } };
			}),
		]),
	);

/** RequestIds of receivers that eSMS refused within an accepted request: another message may use them. */
const refusedIds = (found: ReadonlyMap<number, INodeExecutionData[]>): string[] =>
	[...found.values()]
		.flat()
		.filter(({ json }) => json.status === 'refused' && json.code !== alreadyAccepted)
		.map(({ json }) => String(json.requestId));

/** Result code of a request whose RequestId eSMS already has. */
const alreadyAccepted = '124';

/** Result code for too many requests a second: the request was not taken. */
const tooManyRequests = '160';

/** Pauses before a request that was surely not taken is sent again, in milliseconds. */
const pauses = [1000, 3000];

/** One request as it goes out. */
interface Outgoing extends Pick<PreparedRequest, 'call' | 'body'> {
	/** The first of the items that it is about. */
	item: ItemWithIssues;
	userSuppliedIds?: PreparedRequest['userSuppliedIds'];
	/** Whether eSMS may have it already, so that 124 is the expected answer. */
	isRepetition?: boolean;
}

/**
 * Sends one request and reads the answer. A request that was surely not taken is sent again after a pause, a few
 * times; any other one never is, because it may have reached eSMS.
 *
 * @throws NodeApiError when eSMS refuses, cannot be reached, or something else answers
 */
async function sendWithRetry(
	{ node, send, waitForSlot }: RequestContext,
	operation: Operation,
	{ call, body, item, userSuppliedIds, isRepetition }: Outgoing,
): Promise<{ answer: IDataObject; code: string }> {
	const itemIndex = item.index;
	for (let attempt = 0; ; attempt++) {
		const release = await waitForSlot();
		if (!release) throw cancelledError(node, itemIndex);
		const reply = await send(toHttpRequest(call, body));
		release();
		const mayRepeat = attempt < pauses.length;
		const unanswered = () => ({
			operation,
			url: call.url,
			ids: requestIdsOf(body),
			userSuppliedIds,
			isPart: call.list !== undefined,
			itemIndex,
		});
		if (reply instanceof SendFailure) {
			if (!mayRepeat || !reply.isPassing) throw failureError(node, reply, unanswered());
		} else {
			const read = readAnswer(reply, operation);
			if (read.code === null) throw strangerError(node, read, reply.statusCode, unanswered());
			const { code } = read;
			const isAnswer = read.accepted || operation.outcomes?.includes(code);
			const isKnown =
				code === alreadyAccepted &&
				requestIdsOf(body).length > 0 &&
				(isRepetition || !stopsAtRepeat(item.option('repeatedRequestId')));
			if (isAnswer || isKnown) return { answer: read.body, code };
			if (!mayRepeat || code !== tooManyRequests) throw refusedError(node, operation, read, item);
		}
		await sleep(pauses[attempt]);
	}
}

const unreadable = 'eSMS accepted the request, but its answer could not be read';
const unreadableRepeat =
	"eSMS already had a Request ID of this request, but its answer could not be read, look for the message with 'Get Many Sent'";

/** The output of an accepted answer. One that cannot be read is accepted all the same. */
function readOutputs(
	operation: Operation,
	{ body, items, outputs }: PreparedRequest,
	answer: IDataObject,
	code: string,
	isRepetition: boolean,
): ReadonlyMap<number, INodeExecutionData[]> {
	const [first] = items;
	// That eSMS has the message is what a repetition asks for, whatever is to be done about other ones.
	const option = (name: string) => (name === 'repeatedRequestId' ? undefined : first.option(name));
	try {
		const item = isRepetition ? { ...first, option } : first;
		return outputs(operation.answer(answer, body, item, code));
	} catch {
		const requestId = requestIdOf(body);
		const isKnown = code === alreadyAccepted;
		const statusText = isKnown ? unreadableRepeat : unreadable;
		return new Map(
			items.map((item) => {
				const json = {
					status: isKnown ? 'unknown' : 'accepted',
					statusText,
					...(requestId ? { requestId } : {}),
				};
				return [item.index, [withHint(toOutput(json as IDataObject, item), statusText)]];
			}),
		);
	}
}

const ownIdHint =
	"eSMS already had a message under this Request ID, perhaps another one: look for it with 'Get Many Sent'";

/** Whether the user has given a RequestId, which may stand for another message too. */
export const hasOwnRequestId = (item: ItemWithIssues): boolean =>
	cleanText(String(item.option('requestId') ?? '')) !== '';

const withHint = ({ json, ...rest }: INodeExecutionData, hint: string): INodeExecutionData => ({
	...rest,
	json: { ...json, hints: [...((json.hints as string[] | undefined) ?? []), hint] },
});

/** An output item: an entry of the answer with the hints, linked to its input. */
export function toOutput(json: IDataObject, item: ItemWithIssues): INodeExecutionData {
	const hints = [...item.warnings];
	if (json.status === 'alreadyAccepted' && hasOwnRequestId(item)) hints.push(ownIdHint);
	return {
		json: hints.length > 0 ? { ...json, hints } : json,
		pairedItem: { item: item.index },
	};
}

/** Asks for a list part by part, until enough is there, the list ends, or a part comes a second time. */
async function readPages(
	context: RequestContext,
	operation: Operation,
	call: Call,
	paging: Paging,
	item: ItemWithIssues,
	body: IDataObject,
): Promise<IDataObject[]> {
	const wanted = wantedOf(item);
	// The same for all parts, because calls that count pages would skip or repeat entries otherwise.
	const size = Math.min(paging.size, wanted);
	const seen = new Set<string>();
	const entries: IDataObject[] = [];
	let isEnd = false;
	for (let offset = 0; !isEnd && offset <= (paging.maxOffset ?? Infinity); offset += size) {
		const part = { ...body, ...paging.part(offset, size) };
		const { answer, code } = await sendWithRetry(context, operation, { call, body: part, item });
		const found = operation.answer(answer, part, item, code);
		const mark = hash('sha256', JSON.stringify(found), 'base64');
		if (seen.has(mark)) break;
		seen.add(mark);
		for (const entry of found) entries.push(entry);
		const total = paging.total?.(answer);
		const count = entries.length;
		isEnd = count >= wanted || isListEnd({ total, found: found.length, size, count });
	}
	return entries.slice(0, wanted);
}

/** Answers to the look-ups of a run's previews: its items mostly ask for the same. */
const lookedUp = new WeakMap<RequestContext, Map<string, Promise<IDataObject | undefined>>>();

/** An answer that a preview has use for; undefined where eSMS refuses, because a preview shows what it can. */
async function lookUp(
	context: RequestContext,
	{ operation, body }: Lookup,
	item: ItemWithIssues,
): Promise<IDataObject | undefined> {
	const known = lookedUp.get(context) ?? new Map<string, Promise<IDataObject | undefined>>();
	lookedUp.set(context, known);
	const key = JSON.stringify([operation.value, body]);
	const found =
		known.get(key) ??
		sendWithRetry(context, operation, { call: operation, body, item }).then(
			({ answer }) => answer,
			() => undefined,
		);
	known.set(key, found);
	return await found;
}

/**
 * Instead of a send: the message with what was found about it, and a page. n8n shows a page in its output
 * panel by `fileType`, but only for MIME types of a list that holds text/plain and not text/html.
 */
export async function previewItem(
	context: RequestContext,
	operation: Operation & Required<Pick<Operation, 'preview'>>,
	body: IDataObject,
	item: ItemWithIssues,
): Promise<INodeExecutionData> {
	fillRequestIds(body, `${context.memory.keyOf('')}:${item.index}`);
	const lookups = operation.previewLookups?.(body) ?? [];
	const found = await Promise.all(
		lookups.map(async (lookup) => await lookUp(context, lookup, item)),
	);
	const preview = operation.preview(body, found);
	const { index, issues } = item;
	const warnings = [...new Set([...(preview.warnings ?? []), ...item.warnings])];
	return {
		json: {
			status: issues.length > 0 ? 'wouldBeRefused' : 'preview',
			breaches: issues,
			hints: warnings,
			facts: preview.facts,
			request: body,
		},
		binary: {
			preview: {
				data: Buffer.from(previewPage(preview, item)).toString('base64'),
				mimeType: 'text/plain',
				fileType: 'html',
				fileName: 'preview.html',
				fileExtension: 'html',
			},
		},
		pairedItem: { item: index },
	};
}
