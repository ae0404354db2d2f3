import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, INodeExecutionData, JsonObject } from 'n8n-workflow';
import type { ItemWithIssues, Operation } from '../operation';
import type { ReadAnswer } from '../response/readAnswer';
import { adviseOn, quoted } from '../response/resultCodes';
import type { SendFailure } from './send';

/*
 * Every error that leaves the node is made here. What keeps people from paying twice stands in the message,
 * because an AI agent sees nothing else: 'may have arrived' or 'Nothing was sent'.
 */

export type NodeError = NodeApiError | NodeOperationError;

/** Most characters of a message and of a description, however many items they speak of. */
const longest = 1900;

const shorten = (text: string, most = longest): string =>
	text.length > most ? `${text.slice(0, most)} …` : text;

/** Most characters of what a sentence that must not be cut off comes behind. */
const mostBefore = 800;

/** Most items, issues or hints that one text names. */
const mostNamed = 10;

/** The first few of a list, and how many there are besides. */
function firstFew(list: readonly string[], separator: string): string {
	const named = list.slice(0, mostNamed).join(separator);
	const others = list.length - mostNamed;
	return others > 0 ? `${named}${separator}and ${others} more` : named;
}

interface Texts {
	message: string;
	description?: string;
	itemIndex?: number;
}

const operationError = (node: INode, { message, description, itemIndex }: Texts) =>
	new NodeOperationError(node, shorten(message), {
		itemIndex,
		description: description && shorten(description),
	});

/** @param code eSMS's result code or the HTTP status; without it n8n would make one of words in the message */
const apiError = (node: INode, { message, description, itemIndex }: Texts, code?: string) =>
	new NodeApiError(node, (code === undefined ? {} : { code }) as JsonObject, {
		itemIndex,
		message: shorten(message),
		description: description && shorten(description),
		httpCode: code,
	});

/** RequestIds of requests that may have arrived although they ended in these errors. */
const arrivals = new WeakMap<Error, readonly string[]>();

/** The RequestIds of a request that may have arrived although it ended in this error; undefined when it surely has not. */
export const idsOfArrival = (error: Error): readonly string[] | undefined => arrivals.get(error);

/** A rule that the input breaks: the first in the message, all in the description. */
export function issuesError(node: INode, { issues, index }: ItemWithIssues): NodeOperationError {
	const [first, ...others] = issues;
	const unsent = 'Nothing was sent for this item';
	if (others.length === 0) {
		return operationError(node, { message: first, description: unsent, itemIndex: index });
	}
	return operationError(node, {
		message: `${shorten(first, mostBefore)} (and ${others.length} more)`,
		description: `${unsent}. ${firstFew(issues, '. ')}.`,
		itemIndex: index,
	});
}

/** Why the editor has no list to show, and what to do about it: of an error like this it shows the message alone. */
export const listError = (node: INode, message: string): NodeOperationError =>
	operationError(node, { message });

/** A value of 'Request Options' that cannot be used. */
export const settingError = (node: INode, message: string): NodeOperationError =>
	operationError(node, {
		message,
		description: "Nothing was sent. Change it under 'Request Options' in the node's settings.",
		itemIndex: 0,
	});

/** The person who runs the workflow stopped it before the request went out. */
export const cancelledError = (node: INode, itemIndex: number): NodeOperationError =>
	operationError(node, {
		message: 'The execution was cancelled',
		description: 'Nothing was sent for this item',
		itemIndex,
	});

/** What eSMS refused: what happened and what to do, with its own words and with what the node had noticed. */
export function refusedError(
	node: INode,
	operation: Pick<Operation, 'advice' | 'hasReceiver'>,
	{ code, text }: ReadAnswer,
	item?: Pick<ItemWithIssues, 'index' | 'warnings'>,
): NodeApiError {
	const { message, description } = adviseOn(String(code), operation, text);
	const noticed = item?.warnings ?? [];
	return apiError(
		node,
		{
			message,
			description:
				noticed.length === 0
					? description
					: `${description.replace(/\.$/, '')}. Before sending: ${firstFew(noticed, '. ')}.`,
			itemIndex: item?.index,
		},
		String(code),
	);
}

/** What is known of a request that ended without an answer of eSMS. */
interface Unanswered {
	operation: Pick<Operation, 'hasSideEffects'>;
	/** Where it went. */
	url: string;
	/** RequestIds that it carries, and those of them that the user has given. */
	ids?: readonly string[];
	userSuppliedIds?: readonly string[];
	/** Whether its receivers are a part of a list: another try may divide that otherwise. */
	isPart?: boolean;
	itemIndex?: number;
}

/** Something that is not eSMS answered: a gateway, a proxy, a login page. */
export function strangerError(
	node: INode,
	{ text }: ReadAnswer,
	statusCode: number,
	request: Unanswered,
): NodeApiError {
	const isDown = statusCode === 503;
	const happened = isDown ? 'eSMS is down or busy' : 'What answered is not eSMS';
	const steps = [
		`Received ${quoted(text) || 'nothing'} where eSMS answers with JSON`,
		isDown
			? 'Try again later'
			: 'Check the URL fields of the eSMS API credential and any proxy or firewall in between',
	];
	return unansweredError(node, happened, steps, request, String(statusCode));
}

/** No answer came. */
export function failureError(node: INode, failure: SendFailure, request: Unanswered): NodeError {
	const { itemIndex } = request;
	const { host } = new URL(request.url);
	switch (failure.reason) {
		case 'refusedByCredential':
			return operationError(node, {
				message: `${quoted(failure.words)}. Nothing was sent`,
				itemIndex,
			});
		case 'proxyLogin':
			return apiError(node, {
				message: 'The proxy asks for another user or password. Nothing was sent',
				description:
					"Correct the user and the password in 'Proxy' under 'Request Options', as in http://user:password@proxy.example.com:3128",
				itemIndex,
			});
		case 'notSecured':
			return apiError(node, {
				message: `The connection to eSMS could not be secured (${quoted(failure.words)}). Nothing was sent`,
				description: `Check the URL fields of the eSMS API credential (${host} by default) and any proxy in between. Only if you trust what answers there, switch 'Ignore SSL Issues' on under 'Request Options'.`,
				itemIndex,
			});
		case 'notConnected':
			return apiError(node, {
				message: 'eSMS could not be reached. Nothing was sent',
				description: `No connection was made. Check the network, the proxy and the URL fields of the eSMS API credential (${host} by default).`,
				itemIndex,
			});
		case 'uncertain':
			return unansweredError(
				node,
				'eSMS did not answer in time or the connection broke',
				[],
				request,
			);
	}
}

function unansweredError(
	node: INode,
	happened: string,
	steps: string[],
	request: Unanswered,
	code?: string,
): NodeApiError {
	const { operation, ids = [], itemIndex } = request;
	if (!operation.hasSideEffects) {
		const description = [...steps, 'Nothing was changed by this request, try again later'];
		return apiError(
			node,
			{ message: happened, description: `${description.join('. ')}.`, itemIndex },
			code,
		);
	}
	const error = apiError(
		node,
		{
			message: `${happened}. The request may have arrived`,
			description: `${[...steps, howToRepeat(request)].join('. ')}.`,
			itemIndex,
		},
		code,
	);
	arrivals.set(error, ids);
	return error;
}

/** How a request that may have arrived is repeated safely. */
function howToRepeat({ ids = [], userSuppliedIds = [], isPart }: Unanswered): string {
	if (ids.length === 0) {
		return 'Check with eSMS before you repeat it, because this call has no Request ID';
	}
	const isOwn = userSuppliedIds.length > 0;
	if (!isOwn && (ids.length > 1 || isPart)) {
		return "Look for the message with 'Get Many Sent' before you repeat it";
	}
	const which = isOwn ? '' : ` (${ids[0]}, to be entered under Options)`;
	return `You may repeat it with the same Request ID${which}, by which eSMS refuses a second message`;
}

/** The same error in other words. */
const reworded = (node: INode, error: NodeError, texts: Texts): NodeApiError =>
	apiError(
		node,
		{ itemIndex: error.context.itemIndex as number | undefined, ...texts },
		(error as NodeApiError).httpCode ?? undefined,
	);

/** What an error says where something was sent all the same. */
const withoutNothing = ({ message, description }: NodeError) => ({
	message: message.replace('. Nothing was sent', ''),
	description: description?.replace(/^Nothing was sent(?: for this item)?\.? ?/, ''),
});

/** Whether eSMS has taken, or may have taken, what has this result. */
const mayBeTaken = ({ json: { status } }: INodeExecutionData): boolean =>
	status !== undefined && status !== 'refused';

/** What a repetition of a request ended in, whose first try may have arrived all the same. */
export function repetitionError(node: INode, error: NodeError, ids: readonly string[]): NodeError {
	if (idsOfArrival(error) !== undefined) return error;
	const { message, description } = withoutNothing(error);
	const repeated = reworded(node, error, {
		message: `${shorten(message, mostBefore)}. An earlier try may have arrived`,
		description,
	});
	arrivals.set(repeated, ids);
	return repeated;
}

/** What keeps the rest of an item from going out, of which eSMS has taken another part. */
export const restError = (node: INode, error: NodeError): NodeError =>
	reworded(node, error, withoutNothing(error));

/** A request of an earlier try that may have arrived, to which this one did not come. */
export function untoldError(node: INode, itemIndex: number, ids: readonly string[]): NodeError {
	const error = operationError(node, { message: 'An earlier try may have arrived', itemIndex });
	arrivals.set(error, ids);
	return error;
}

/** A request without a RequestId that was sent before: nothing would tell eSMS that it is the same. */
export function sentBeforeError(node: INode, itemIndex: number): NodeOperationError {
	const error = operationError(node, {
		message: 'This was sent before and may have arrived, so it was not sent again',
		description: 'This call has no Request ID. Check with eSMS before you repeat it.',
		itemIndex,
	});
	arrivals.set(error, []);
	return error;
}

/** What went wrong, the items that it concerns, and how many receivers, where that is not one for each. */
export interface Failure {
	error: NodeError;
	indexes: readonly number[];
	receivers?: number;
}

const arrivalOf = (where: string, ids: readonly string[]) =>
	`item ${where}: may have arrived${ids.length === 1 ? `, Request ID ${ids[0]}` : ''}`;

/**
 * The error that stops a node, with what became of its other items, because n8n drops their results.
 * @param isTool whether an earlier try or call has handed over what is 'repeated', and not another item of this one
 */
export function stoppedError(
	node: INode,
	[{ error, indexes }, ...others]: readonly Failure[],
	results: readonly INodeExecutionData[][],
	isTool = false,
): NodeError {
	const taken = ['accepted', 'alreadyAccepted', ...(isTool ? ['repeated'] : [])];
	// Items that share a request share its SMSID too.
	const accepted = new Map<string, string[]>();
	let receivers = 0;
	const unclear: string[] = [];
	for (const [index, items] of results.entries()) {
		for (const { smsId, status, requestId } of items.map(({ json }) => json)) {
			if (status === 'unknown') unclear.push(arrivalOf(String(index), [String(requestId)]));
			if (!taken.includes(String(status))) continue;
			const id = smsId ? String(smsId) : 'already accepted';
			const known = accepted.get(id) ?? [];
			if (known.at(-1) !== String(index)) known.push(String(index));
			accepted.set(id, known);
			receivers++;
		}
	}
	const sent = [...accepted].map(([id, indexes]) => `item ${firstFew(indexes, ', ')}: ${id}`);
	const arrived = others
		.filter((other) => idsOfArrival(other.error) !== undefined)
		.reduce((sum, { indexes: own, receivers: count = own.length }) => sum + count, unclear.length);
	const named = others.map((other) => {
		const ids = idsOfArrival(other.error);
		const where = firstFew(other.indexes.map(String), ', ');
		if (ids !== undefined) return arrivalOf(where, ids);
		const ofOthers = other.indexes.flatMap((index) => results[index] ?? []);
		const { message } = ofOthers.some(mayBeTaken) ? withoutNothing(other.error) : other.error;
		return `item ${where}: ${message.slice(0, 100)}`;
	});
	named.push(...unclear);
	if (receivers === 0 && named.length === 0) return error;
	const counts = [
		receivers > 0 && `${receivers} already accepted`,
		arrived > 0 && `${arrived} other${arrived === 1 ? '' : 's'} may have arrived`,
	].filter(Boolean);
	const ofItem = indexes.flatMap((index) => results[index] ?? []);
	const told = ofItem.some(mayBeTaken) ? withoutNothing(error).description : error.description;
	const own =
		counts.length > 0
			? told?.replace(/^Nothing was sent(?! for)/, 'Nothing was sent for this item')
			: told;
	const ofOthers = [
		receivers > 0 && `Already accepted by eSMS, with SMSID: ${firstFew(sent, '; ')}.`,
		named.length > 0 && `Also not accepted: ${firstFew(named, '; ')}.`,
	]
		.filter(Boolean)
		.join(' ');
	const mostOwn = Math.max(mostBefore, longest - ofOthers.length);
	const parts = [own && `${shorten(own, mostOwn).replace(/\.$/, '')}.`, ofOthers];
	return reworded(node, error, {
		itemIndex: indexes[0],
		message:
			counts.length > 0
				? `${shorten(withoutNothing(error).message, mostBefore)} (${counts.join(', ')})`
				: error.message,
		description: parts.filter(Boolean).join(' '),
	});
}

/**
 * The item that goes on in place of a result when the node continues on fail. It holds no live error:
 * n8n would keep one reachable for the next node's expressions. Nothing but `error` and `message` may
 * stand in it, by which n8n 1 and 2.8 know what belongs to the error output; they add the input's fields.
 * @param results of the same item, of which another part went out
 */
export function failedItem(
	error: NodeError,
	index: number,
	results: readonly INodeExecutionData[] = [],
): INodeExecutionData {
	const count = results.filter(mayBeTaken).length;
	const { message, description } = count > 0 ? withoutNothing(error) : error;
	const details: IDataObject = {};
	if (description) details.description = description;
	if (error instanceof NodeApiError && error.httpCode) details.code = error.httpCode;
	const counted = count > 0 ? ` (receivers of this item already handed to eSMS: ${count})` : '';
	return { json: { error: message + counted, message: details }, pairedItem: { item: index } };
}

/** A receiver that eSMS refused within an accepted request, for the error output. */
const refusedReceiver = ({ json, pairedItem }: INodeExecutionData): INodeExecutionData => {
	const { statusText, advice, code, phone, requestId } = json;
	return {
		json: { error: statusText, message: { description: advice, code, phone, requestId } },
		pairedItem,
	};
};

/** The output of a node: where it has an error output, receivers that eSMS refused leave by that one. */
export const toOutputs = ({ onError }: INode, items: INodeExecutionData[]): INodeExecutionData[] =>
	onError === 'continueErrorOutput'
		? items.map((item) => (item.json.status === 'refused' ? refusedReceiver(item) : item))
		: items;

/** An error that may leave the node: ours as it is, any other one without what it carries along. */
export function safeError(error: unknown, node: INode, itemIndex: number): NodeError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return operationError(node, { message: (error as Error).message, itemIndex });
}
