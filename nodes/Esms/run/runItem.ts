import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { wantedOf } from '../fields/listing';
import type {
	Call,
	ItemWithIssues,
	Operation,
	Outputs,
	Paging,
	PreparedRequest,
} from '../operation';
import { buildBody, chooseCall, messageOf } from '../request/body';
import { sendDateOf } from '../request/dates';
import { fillRequestIds, requestIdOf, requestIdsOf, userSuppliedIdsOf } from '../request/requestId';
import { createRepeatCheck, isListEnd } from '../response/paging';
import {
	deliver,
	deliverOnce,
	idOfAnother,
	isOver,
	readEntries,
	sendWithRetry,
	throwIssues,
	toOutput,
	type RequestContext,
} from './deliver';
import { issuesError, repetitionError } from './errors';
import { claimsIds, contentOf, isSameTime, withoutChanging, type LedgerEntry } from './idempotency';
import { isPreview, previewItem } from './preview';

/**
 * Carries out an operation for one item. On a repetition of the run, what eSMS accepted gives its results back
 * without being read again, and what may have arrived goes out exactly as it was.
 *
 * What keeps it from going out is thrown at once and not by the promise: where the node stops on an error, no other
 * item must start meanwhile.
 *
 * @param read reads the item, if it has to be
 * @returns the item's output, linked to it
 * @throws NodeOperationError before sending, when the input breaks a rule; NodeApiError when eSMS refuses or
 *   nobody knows whether the request arrived
 */
export function runItem(
	context: RequestContext,
	operation: Operation,
	index: number,
	read: () => ItemWithIssues,
): Promise<Outputs> {
	const { ledger, isTool } = context.memory;
	const earlier = isTool ? undefined : ledger.of(index).at(-1);
	if (earlier?.results) {
		return Promise.resolve(new Map([[index, earlier.results.get(index) ?? []]]));
	}
	if (earlier?.state === 'mayHaveArrived') return deliver(context, operation, earlier);

	const item = prepareItem(context, operation, read());
	const call = chooseCall(operation, item);
	const body = buildBody(call, operation, item);
	if (isPreview(operation, item)) return previewItem(context, operation, body, item);
	const outputs = (entries: IDataObject[]) =>
		new Map([[index, entries.map((json) => toOutput(json, item))]]);
	if (call.paging) {
		throwIssues(context.node, item);
		return readPages(context, operation, call, call.paging, item, body).then(outputs);
	}
	const message = messageOf(operation, call, item, body);
	const draft = { call, body, message, items: [item], outputs };
	const entry = prepareRequest(context, operation, draft);
	if (!isTool) return deliver(context, operation, entry);
	// The results may be those of an equal message, which another item asked for.
	const own = (found: INodeExecutionData[]) =>
		found.map((one) => ({ ...one, pairedItem: { item: index } }));
	return deliverOnce(context, operation, entry).then(
		(found) => new Map([[index, own([...found.values()].flat())]]),
	);
}

/** The item as its request is built from it: one that waits gets the execution's own Callback URL. */
function prepareItem(
	{ receipt }: RequestContext,
	operation: Operation,
	item: ItemWithIssues,
): ItemWithIssues {
	if (!receipt?.isWanted(item) || isPreview(operation, item)) return item;
	return receipt.prepare(item);
}

/**
 * Claims the RequestIds of the user's own in a message, or in a receiver's part of one. One that stands for another
 * message of this execution is an issue: eSMS would take the second for the first, and its receiver would get nothing.
 */
export function claimRequestIds(
	{ memory: { claims } }: RequestContext,
	operation: Operation,
	body: IDataObject,
	item: ItemWithIssues,
	message = body,
): void {
	const ids = userSuppliedIdsOf(body);
	if (ids.length === 0 || !claimsIds(operation, body)) return;
	const content = contentOf(operation, message, ids);
	const sendDate = sendDateOf(body);
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
	/** What it says to whom, as the operation's own call carries it. */
	message: IDataObject;
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
	{ call, body, message, items, outputs, receivers }: Draft,
): LedgerEntry {
	const { node, memory } = context;
	const [item] = items;
	const userSuppliedIds = userSuppliedIdsOf(body);
	// Receivers with IDs of their own have claimed them one by one.
	const isClaimed = receivers !== undefined && requestIdOf(body) === undefined;
	const content = memory.isTool ? contentOf(operation, message, userSuppliedIds) : '';
	const sentBefore = memory.isTool && sentBeforeItsDatePassed(context, content, item);
	if (sentBefore) return sentBefore;
	if (!isClaimed) claimRequestIds(context, operation, body, item, message);
	throwIssues(node, item);

	const sendDate = sendDateOf(body);
	const key = memory.keyOf(content, sendDate);
	if (memory.isTool) {
		fillRequestIds(body, key, (part) => (part === body ? content : withoutChanging(part)));
	} else fillRequestIds(body, receivers ? key : `${key}:${item.index}`);
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

/** Asks for a list part by part, until enough is there, the list ends, or a part brings nothing new. */
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
	const isRepeat = createRepeatCheck();
	const entries: IDataObject[] = [];
	let isEnd = false;
	for (let offset = 0; !isEnd && offset <= (paging.maxOffset ?? Infinity); offset += size) {
		const part = { ...body, ...paging.part(offset, size) };
		const { answer, code } = await sendWithRetry(context, operation, { call, body: part }, item);
		const found = readEntries(operation, answer, part, item, code);
		const total = paging.total?.(answer);
		// What tells the entries of a last part apart may be left out by 'Simplify'.
		if (isRepeat(found) && (found.length >= size || total)) break;
		for (const entry of found) entries.push(entry);
		const count = entries.length;
		isEnd = count >= wanted || isListEnd({ total, found: found.length, size, count });
	}
	return entries.slice(0, wanted);
}
