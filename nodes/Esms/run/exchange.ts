import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	JsonObject,
} from 'n8n-workflow';
import { callOf, compose } from '../request/compose';
import { requestIdOf } from '../request/requestId';
import { adviseOn } from '../response/advice';
import { readAnswer } from '../response/answer';
import type { Item, NotedItem, Operation } from '../operation';

/** What a server answered: the HTTP status and the body as text. */
export interface Answer {
	statusCode: number;
	body: string;
}

/** Sends one request with the account's keys. Made by each engine path from what n8n gives it. */
export type Send = (options: IHttpRequestOptions) => Promise<Answer>;

/**
 * Carries out an operation for one item: builds the request, sends it, reads the answer.
 * @returns the output items, each linked to its input item
 * @throws NodeOperationError before sending, when the input breaks a rule;
 *   NodeApiError when eSMS refuses, cannot be reached, or answers with something else
 */
export async function exchange(
	node: INode,
	operation: Operation,
	item: NotedItem,
	identity: string,
	send: Send,
): Promise<INodeExecutionData[]> {
	const entries: IDataObject[] = [];
	const wanted = operation.paging ? limitOf(item) : 0;
	do {
		const part = operation.paging && nextPart(operation.paging, entries.length, wanted);
		const { options, sent } = compose(operation, item, identity, part?.wire);
		if (operation.preview && item.option('previewOnly') === true) {
			return [previewOf(operation.preview(sent, item), sent, item)];
		}
		refuseBreaches(node, item);
		const body = await ask(node, operation, item, options, send, sent);
		const found = operation.answer(body, sent, item);
		entries.push(...found);
		if (!part || found.length < part.size) break;
	} while (entries.length < wanted && entries.length < (operation.paging?.maxOffset ?? Infinity));
	const kept = operation.paging ? entries.slice(0, wanted) : entries;
	return kept.map((json) => ({
		json: item.hints.length > 0 ? { ...json, hints: [...new Set(item.hints)] } : json,
		pairedItem: { item: item.index },
	}));
}

/** Instead of a send: the message with what was found about it, and a page that n8n opens. */
function previewOf(page: string, sent: IDataObject, item: NotedItem): INodeExecutionData {
	const { breaches, hints } = item;
	const data = Buffer.from(page).toString('base64');
	return {
		json: { status: breaches.length > 0 ? 'wouldBeRefused' : 'preview', breaches, hints, request: sent },
		binary: { preview: { data, mimeType: 'text/html', fileName: 'zalo-message.html', fileExtension: 'html' } },
		pairedItem: { item: item.index },
	};
}

function limitOf(item: Item): number {
	return item.get('returnAll') === true ? Infinity : Number(item.get('limit'));
}

function nextPart(paging: NonNullable<Operation['paging']>, offset: number, wanted: number) {
	const size = Math.min(paging.size, wanted - offset);
	return { size, wire: paging.part(offset, size) };
}

function refuseBreaches(node: INode, item: NotedItem): void {
	if (item.breaches.length === 0) return;
	const [first, ...others] = item.breaches;
	throw new NodeOperationError(node, others.length === 0 ? first : `${first} (and ${others.length} more)`, {
		itemIndex: item.index,
		description: `Nothing was sent. ${[...item.breaches].join('. ')}.`,
	});
}

async function ask(
	node: INode,
	operation: Operation,
	item: NotedItem,
	options: IHttpRequestOptions,
	send: Send,
	sent: IDataObject,
): Promise<IDataObject> {
	let answer: Answer;
	try {
		answer = await send(options);
	} catch (error) {
		throw unreachable(node, operation, item, error as Error, sent);
	}
	const read = readAnswer(answer.body, operation.success);
	if (read.accepted || isRepeat(read.code, item, sent)) return read.body as IDataObject;
	throw refusal(node, operation.value, read, answer.statusCode, item.index);
}

/** Whether eSMS refused only because it already has this very message. */
function isRepeat(code: string | null, item: Item, sent: IDataObject): boolean {
	return code === '124' && requestIdOf(sent) !== undefined && item.option('repeatedRequestId') !== 'refuse';
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

/** Node's codes for connections that were never made: the request cannot have reached eSMS. */
const neverConnected = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT|SELF_SIGNED/;

/**
 * A new error in place of the one that the HTTP client gave, which holds the request with its keys.
 * It says whether a message may have gone out.
 */
function unreachable(
	node: INode,
	operation: Operation,
	item: Item,
	error: Error & { code?: string; httpCode?: string | null },
	sent: IDataObject,
): NodeApiError | NodeOperationError {
	const code = error.httpCode ?? error.code ?? '';
	if (code === '' && /credential/i.test(error.message)) {
		return new NodeOperationError(node, error.message, {
			itemIndex: item.index,
			description: 'Nothing was sent',
		});
	}
	const host = new URL(callOf(operation, item).url).host;
	const notSent = neverConnected.test(code);
	const repeat =
		requestIdOf(sent) !== undefined
			? 'you may repeat it with the same RequestId: eSMS then refuses a second message'
			: 'check with eSMS before you repeat it, because this call has no RequestId';
	// Without the code, for which n8n would put a sentence of its own in place of this message.
	return new NodeApiError(node, {}, {
		itemIndex: item.index,
		message: notSent ? 'eSMS could not be reached' : 'eSMS did not answer in time or the connection broke',
		description: notSent
			? `No connection was made, so nothing was sent. Check the network, the proxy and the URL fields of the eSMS API credential (${host} by default).`
			: `The request may have arrived: ${operation.method === 'POST' ? repeat : 'try again later'}.`,
	});
}
