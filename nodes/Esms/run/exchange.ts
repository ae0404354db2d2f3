import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { hasEffect, type ItemWithIssues, type Operation } from '../operation';
import { wantedOf } from '../fields/listing';
import { previewOnly } from '../fields/zalo';
import { callOf, draft } from '../request/body';
import { receiversOf } from '../response/sent';
import { fillRequestIds, ownRequestIdsOf, requestIdsOf } from '../request/requestId';
import { ask, markUncertain, mayHaveArrived, type Line } from './ask';

/**
 * Carries out an operation for one item: builds the request, sends it, reads the answer.
 * @returns the output items, each linked to its input item
 * @throws NodeOperationError before sending, when the input breaks a rule; what `ask` throws
 */
export async function exchange(
	line: Line,
	operation: Operation,
	item: ItemWithIssues,
): Promise<INodeExecutionData[]> {
	const call = callOf(operation, item);
	const sent = draft(call, operation, item);
	claimRequestIds(line, operation, sent, item);
	fillRequestIds(sent, `${line.identity}:${item.index}`);
	if (operation.preview && isPreview(operation, item)) {
		return [previewOf(operation.preview(sent, item), sent, item)];
	}
	refuseBreaches(line.node, item);
	const entries = operation.paging
		? await pages(line, operation, operation.paging, item, sent)
		: await once(line, operation, item, sent, [[item.index, receiversOf(sent)]]);
	return entries.map((json) => outputOf(json, item));
}

/** Whether the item asks to see the message instead of sending it. */
export const isPreview = (operation: Operation, item: ItemWithIssues): boolean =>
	operation.preview !== undefined && previewOnly.read(item) === true;

/** An output item: an entry of the answer with the hints, linked to its input. */
export function outputOf(
	json: IDataObject,
	{ warnings, index }: ItemWithIssues,
): INodeExecutionData {
	return {
		json: warnings.length > 0 ? { ...json, hints: [...new Set(warnings)] } : json,
		pairedItem: { item: index },
	};
}

/**
 * Notes the RequestIds of the user's own in a request or a part of it. Two messages under one of them would be one to
 * eSMS, and the second receiver would get nothing.
 * @param message what tells one message from another
 */
export function claimRequestIds(
	line: Line,
	operation: Operation,
	sent: IDataObject,
	item: ItemWithIssues,
	message: unknown = sent,
): void {
	if (!hasEffect(operation.value)) return;
	const content = JSON.stringify(message);
	for (const id of ownRequestIdsOf(sent)) {
		const claim = line.claimed.get(id);
		if (claim === undefined) line.claimed.set(id, content);
		else if (claim !== content) {
			item.addIssue(
				`'Request ID' is '${id}' for another message too, give each its own, such as an order number`,
			);
		}
	}
}

/**
 * Sends a request that is not repeated once eSMS has accepted it, even when n8n runs the node again. If nobody knows
 * whether it arrived, it is repeated as it went out then, so that eSMS recognizes it by its RequestIds.
 * @param positions what tells it, or each of its parts, from all others of the same run
 */
export async function once(
	line: Line,
	operation: Operation,
	item: ItemWithIssues,
	sent: IDataObject,
	positions: unknown[],
): Promise<IDataObject[]> {
	const { memory } = line;
	const past = memory?.recall(positions[0]);
	if (past?.results) return past.results;
	if (past && requestIdsOf(past.sent).length === 0) {
		throw new NodeOperationError(
			line.node,
			'This was sent before, and it is not known whether it arrived',
			{
				itemIndex: item.index,
				description:
					'It was not sent again, because this call has no Request ID. Check with eSMS before you repeat it.',
			},
		);
	}
	const request = past?.sent ?? sent;
	// That eSMS has what went out then is what the repetition asks for.
	const asking = past ? { ...item, option: optionOr(item, 'repeatedRequestId', 'accept') } : item;
	memory?.keep(positions, { sent: request });
	const body = await ask(line, operation, asking, callOf(operation, item), request).catch(
		(error: Error) => error,
	);
	if (body instanceof Error) {
		if (past) markUncertain(body, request);
		else if (!mayHaveArrived(body)) memory?.drop(positions);
		throw body;
	}
	const results = operation.answer(body, request, asking);
	memory?.keep(positions, { sent: request, results });
	return results;
}

const optionOr =
	(item: ItemWithIssues, name: string, value: string): ItemWithIssues['option'] =>
	(asked) =>
		asked === name ? value : item.option(asked);

async function pages(
	line: Line,
	operation: Operation,
	paging: NonNullable<Operation['paging']>,
	item: ItemWithIssues,
	sent: IDataObject,
): Promise<IDataObject[]> {
	const wanted = wantedOf(item);
	// The same for all parts, because calls that count pages would skip or repeat entries otherwise.
	const size = Math.min(paging.size, wanted);
	const entries: IDataObject[] = [];
	while (entries.length < wanted && entries.length <= (paging.maxOffset ?? Infinity)) {
		if (entries.length > 0 && !(await line.turn())) break;
		const part = { ...sent, ...paging.part(entries.length, size) };
		const found = operation.answer(await ask(line, operation, item, operation, part), part, item);
		for (const entry of found) entries.push(entry);
		if (found.length < size) break;
	}
	return entries.slice(0, wanted);
}

/**
 * Instead of a send: the message with what was found about it, and a page. n8n shows a page in its output
 * panel by `fileType`, but only for MIME types of a list that holds text/plain and not text/html.
 */
function previewOf(page: string, sent: IDataObject, item: ItemWithIssues): INodeExecutionData {
	const { issues, warnings } = item;
	const data = Buffer.from(page).toString('base64');
	return {
		json: {
			status: issues.length > 0 ? 'wouldBeRefused' : 'preview',
			breaches: issues,
			hints: warnings,
			request: sent,
		},
		binary: {
			preview: {
				data,
				mimeType: 'text/plain',
				fileType: 'html',
				fileName: 'zalo-message.html',
				fileExtension: 'html',
			},
		},
		pairedItem: { item: item.index },
	};
}

/**
 * @throws NodeOperationError with all rules that the item breaks, if any
 */
export function refuseBreaches(node: INode, item: ItemWithIssues): void {
	if (item.issues.length === 0) return;
	const { issues, index: itemIndex } = item;
	const [first, ...others] = issues;
	const unsent = 'Nothing was sent for this item';
	if (others.length === 0)
		throw new NodeOperationError(node, first, { itemIndex, description: unsent });
	throw new NodeOperationError(node, `${first} (and ${others.length} more)`, {
		itemIndex,
		description: `${unsent}. ${issues.join('. ')}.`,
	});
}
