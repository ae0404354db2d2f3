import { sleep } from 'n8n-workflow';
import type { IDataObject, INode, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { cleanText } from '../../shared/text';
import type { ItemWithIssues, Operation, Outputs, PreparedRequest } from '../operation';
import { toHttpRequest } from '../request/body';
import { requestIdOf, requestIdsOf, stopsAtRepeat } from '../request/requestId';
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
	isSameTime,
	isTakenWhole,
	isUnknown,
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

/** @throws NodeOperationError with all rules that the item breaks, if any */
export function throwIssues(node: INode, item: ItemWithIssues): void {
	if (item.issues.length > 0) throw issuesError(node, item);
}

/** Why an item is not sent whose RequestId another message has. */
export const idOfAnother = (id: string) =>
	`'Request ID' is '${id}' for another message too, give each its own, such as an order number`;

/**
 * Sends what an AI model asks for, once: n8n's tries and a model's repeated calls look alike. An equal call gets the
 * results of the first; after one that may have arrived, the very same request goes out again.
 */
export async function deliverOnce(
	context: RequestContext,
	operation: Operation,
	entry: LedgerEntry,
): Promise<Outputs> {
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

function repeated(results: Outputs) {
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
export const isOver = (results: Outputs): boolean =>
	[...results.values()].flat().some(({ json }) => json.status !== 'refused');

/**
 * Sends a prepared request and notes what became of it.
 * @throws NodeApiError when eSMS refuses or the request may have arrived
 */
export async function deliver(
	context: RequestContext,
	operation: Operation,
	entry: LedgerEntry,
): Promise<Outputs> {
	const { node, memory, receipt } = context;
	const request = entry.request as PreparedRequest;
	const [item] = request.items;
	const isRepetition = entry.state === 'mayHaveArrived' || memory.isNoted(entry);
	if (isRepetition && !memory.isKnownToEsms(entry)) throw sentBeforeError(node, item.index);

	const { userSuppliedIds } = request;
	const isClaimed = userSuppliedIds.length > 0 && claimsIds(operation, request.body);
	const claimed = isClaimed ? userSuppliedIds : [];
	const other = claimed.find((id) => memory.claims.isTakenMeanwhile(id));
	if (other !== undefined) {
		entry.state = 'refused';
		entry.request = undefined;
		item.addIssue(idOfAnother(other));
		throwIssues(node, item);
	}
	const held = memory.claims.hold(claimed);
	entry.state = 'mayHaveArrived';
	let found: Outputs;
	try {
		const { answer, code } = await sendWithRetry(context, operation, request, item, isRepetition);
		found = readOutputs(operation, request, answer, code, isRepetition);
		if (isRepetition) found = ofRepetition(found, userSuppliedIds.length > 0);
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
	const isOurs = () => isRepetition || sent.some(({ json }) => json.status !== 'alreadyAccepted');
	if (receipt?.isWanted(item) && isOurs()) await receipt.hold(context, operation, item, sent);
	return found;
}

/**
 * The results of a repetition: that eSMS refuses a receiver now says nothing of the first try.
 * @param hasOwnIds whether what eSMS has may be another message under an ID of the user's own
 */
const ofRepetition = (results: Outputs, hasOwnIds: boolean) =>
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
const refusedIds = (found: Outputs): string[] =>
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

/**
 * Sends one request and reads the answer. A request that was surely not taken is sent again after a pause, a few
 * times; any other one never is, because it may have reached eSMS.
 *
 * @param item the first of those that the request is about
 * @param isRepetition whether eSMS may have it already, so that 124 is the expected answer
 * @throws NodeApiError when eSMS refuses, cannot be reached, or something else answers
 */
export async function sendWithRetry(
	{ node, send, waitForSlot }: RequestContext,
	operation: Operation,
	request: Pick<PreparedRequest, 'call' | 'body'> & { userSuppliedIds?: readonly string[] },
	item: ItemWithIssues,
	isRepetition = false,
): Promise<{ answer: IDataObject; code: string }> {
	const { call, body } = request;
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
			userSuppliedIds: request.userSuppliedIds,
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

/** The entries of a part of a list; of one that cannot be read, that it was accepted all the same. */
export function readEntries(
	operation: Operation,
	answer: IDataObject,
	part: IDataObject,
	item: ItemWithIssues,
	code: string,
): IDataObject[] {
	try {
		return operation.answer(answer, part, item, code);
	} catch {
		item.addWarning(unreadable);
		return [{ status: 'accepted', statusText: unreadable }];
	}
}

/** The output of an accepted answer. One that cannot be read is accepted all the same. */
function readOutputs(
	operation: Operation,
	{ body, items, outputs }: PreparedRequest,
	answer: IDataObject,
	code: string,
	isRepetition: boolean,
): Outputs {
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
	const isOther = json.status === 'alreadyAccepted' && hasOwnRequestId(item);
	const hints = isOther ? [...item.warnings, ownIdHint] : item.warnings;
	return {
		json: hints.length > 0 ? { ...json, hints: [...hints] } : json,
		pairedItem: { item: item.index },
	};
}
