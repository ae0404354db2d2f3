import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { previewOnly } from '../fields/preview';
import type { ItemWithIssues, Lookup, Operation, Outputs } from '../operation';
import { previewPage } from '../preview/page';
import { fillRequestIds } from '../request/requestId';
import { sendWithRetry, type RequestContext } from './deliver';

/** Whether the item asks to see the message instead of sending it. */
export const isPreview = (
	operation: Operation,
	item: ItemWithIssues,
): operation is Operation & Required<Pick<Operation, 'preview'>> =>
	operation.preview !== undefined && previewOnly.read(item) === true;

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
		sendWithRetry(context, operation, { call: operation, body }, item).then(
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
): Promise<Outputs> {
	fillRequestIds(body, `${context.memory.keyOf('')}:${item.index}`);
	const lookups = operation.previewLookups?.(body) ?? [];
	const found = await Promise.all(
		lookups.map(async (lookup) => await lookUp(context, lookup, item)),
	);
	const preview = operation.preview(body, found);
	const { index, issues } = item;
	const warnings = [...new Set([...(preview.warnings ?? []), ...item.warnings])];
	const shown: INodeExecutionData = {
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
	return new Map([[index, [shown]]]);
}
