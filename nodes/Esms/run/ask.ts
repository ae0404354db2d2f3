import { NodeApiError, NodeOperationError, sleep } from 'n8n-workflow';
import type { IDataObject, IHttpRequestOptions, INode, JsonObject } from 'n8n-workflow';
import { hasEffect, type Call, type Item, type ItemWithIssues, type Operation } from '../operation';
import { pack } from '../request/body';
import { requestIdOf, requestIdsOf } from '../request/requestId';
import { adviseOn } from '../response/resultCodes';
import { readAnswer } from '../response/readAnswer';
import type { memoryOf } from './memory';

/** What a server answered: the HTTP status and the body as text. */
export interface Answer {
	statusCode: number;
	body: string;
}

/** How requests leave the node. Made by each engine path from what n8n gives it. */
export interface Line {
	node: INode;
	/** Tells this run of the node from every other one. */
	identity: string;
	/** The requests of earlier tries, where n8n may repeat the run. */
	memory?: ReturnType<typeof memoryOf>;
	/** Requests of this run by the RequestIds of the user's own that they carry. */
	claimed: Map<string, string>;
	/** Waits until another request may start; false once the run is cancelled. */
	turn(): Promise<boolean>;
	/** Sends one request with the account's keys. */
	send(options: IHttpRequestOptions): Promise<Answer>;
}

/** Result code for too many requests a second: the request was not taken. */
const tooMany = '160';

/** Pauses before a request that was surely not taken is sent again, in milliseconds. */
const pauses = [1000, 3000];

/** Node's codes for connections that were never made: the request cannot have reached eSMS. */
const neverConnected = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT|SELF_SIGNED/;

/** Those of them that may pass by themselves. */
const passing = /ECONNREFUSED|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/;

/** What the HTTP client threw; n8n wraps it. */
type TransportError = Error & { code?: string; httpCode?: string | null };

const codeOf = (error: TransportError) => error.httpCode ?? error.code ?? '';

/** Errors after which nobody knows whether eSMS has the request, with the RequestIds that it carried. */
const uncertain = new WeakMap<Error, string[]>();

/** The RequestIds of a request that may have arrived although it ended in this error; undefined when it surely has not. */
export const mayHaveArrived = (error: Error): string[] | undefined => uncertain.get(error);

/** Notes that a request may have arrived, whatever its last try ended in. */
export function markUncertain(error: Error, sent: IDataObject): void {
	uncertain.set(error, requestIdsOf(sent));
}

/**
 * Sends one request and reads the answer. A request that was surely not taken is sent again after a pause,
 * a few times; any other one never is, because it may have reached eSMS.
 * @returns the accepted answer
 * @throws NodeApiError when eSMS refuses, cannot be reached, or answers with something else;
 *   NodeOperationError when the credential keeps the request from being sent
 */
export async function ask(
	line: Line,
	operation: Operation,
	item: ItemWithIssues,
	call: Call,
	sent: IDataObject,
): Promise<IDataObject> {
	for (let attempt = 0; ; attempt++) {
		const mayRepeat = attempt < pauses.length;
		const reply = await line.send(pack(call, sent)).catch((error: TransportError) => error);
		if (reply instanceof Error) {
			if (!mayRepeat || !passing.test(codeOf(reply))) {
				throw unreachable(line.node, operation, item, call, reply, sent);
			}
		} else {
			const read = readAnswer(reply.body, operation.success);
			const isAnswer = read.accepted || operation.outcomes?.includes(read.code ?? '');
			if (isAnswer || isRepeat(read.code, item, sent)) return read.body as IDataObject;
			if (!mayRepeat || read.code !== tooMany) {
				const error = refusal(line.node, operation.value, read, reply.statusCode, item.index);
				if (read.code === null && hasEffect(operation.value)) markUncertain(error, sent);
				throw error;
			}
		}
		await sleep(pauses[attempt]);
		if (!(await line.turn())) throw cancelled(line.node, item.index);
	}
}

const cancelled = (node: INode, itemIndex: number) =>
	new NodeOperationError(node, 'The execution was cancelled', {
		itemIndex,
		description: 'Nothing was sent for this item',
	});

/** Whether eSMS refused only because it already has this very message. */
function isRepeat(code: string | null, item: Item, sent: IDataObject): boolean {
	return (
		code === '124' &&
		requestIdOf(sent) !== undefined &&
		item.option('repeatedRequestId') !== 'refuse'
	);
}

/** What eSMS refused, as what happened and what to do; its own words are kept in the description. */
export function refusal(
	node: INode,
	operation: string,
	read: ReturnType<typeof readAnswer>,
	statusCode: number,
	itemIndex?: number,
): NodeApiError {
	const { message, description } = adviseOn(read.code, operation, read.text);
	const httpCode = read.code ?? String(statusCode);
	return new NodeApiError(node, { code: httpCode } as JsonObject, {
		itemIndex,
		message,
		description,
		httpCode,
	});
}

/**
 * A new error in place of the one that the HTTP client gave, which holds the request with its keys.
 * It says whether a message may have gone out.
 */
function unreachable(
	node: INode,
	operation: Operation,
	item: Item,
	call: Call,
	error: TransportError,
	sent: IDataObject,
): NodeApiError | NodeOperationError {
	const itemIndex = item.index;
	const code = codeOf(error);
	if (code === '' && /credential/i.test(error.message)) {
		return new NodeOperationError(node, error.message, {
			itemIndex,
			description: 'Nothing was sent',
		});
	}
	const isUnsent = neverConnected.test(code);
	const isHarmless = !hasEffect(operation.value);
	// Without the code, for which n8n would put a sentence of its own in place of this message.
	const found = new NodeApiError(
		node,
		{},
		{
			itemIndex,
			message: isUnsent
				? 'eSMS could not be reached'
				: 'eSMS did not answer in time or the connection broke',
			description: isUnsent
				? `No connection was made, so nothing was sent. Check the network, the proxy and the URL fields of the eSMS API credential (${new URL(call.url).host} by default).`
				: isHarmless
					? 'Nothing was changed by this request. Try again later.'
					: `The request may have arrived: ${repeating(item, sent)}.`,
		},
	);
	if (!isUnsent && !isHarmless) markUncertain(found, sent);
	return found;
}

/** How a request that may have arrived is repeated safely. */
function repeating(item: Item, sent: IDataObject): string {
	const ids = requestIdsOf(sent);
	if (ids.length === 0)
		return 'check with eSMS before you repeat it, because this call has no Request ID';
	const isOwn = Boolean(item.option('requestId'));
	if (!isOwn && ids.length > 1)
		return "look for the message with 'Get Many Sent' before you repeat it";
	const which = isOwn ? '' : ` (${ids[0]}, to be entered under Options)`;
	return `you may repeat it with the same Request ID${which}, by which eSMS refuses a second message`;
}
