import { NodeApiError } from 'n8n-workflow';
import type { IDataObject, IN8nHttpFullResponse, IPollFunctions } from 'n8n-workflow';
import type { Operation } from '../Esms/operation';
import { readAnswer } from '../Esms/response/readAnswer';
import { refusal } from '../Esms/run/ask';
import { keyRemover } from '../Esms/run/keys';

/** Sends one call of an operation and gives the accepted answer. */
export type Ask = (operation: Operation, body: IDataObject) => Promise<IDataObject>;

/**
 * How a poll asks eSMS: through the node's credential.
 * @returns a function that throws NodeApiError when eSMS refuses or cannot be reached
 */
export async function askWith(context: IPollFunctions): Promise<Ask> {
	const withoutKeys = keyRemover(await context.getCredentials('esmsApi'));
	return async (operation, body) => {
		const response = (await context.helpers.httpRequestWithAuthentication
			.call(context, 'esmsApi', {
				method: operation.method,
				url: operation.url,
				[operation.format === 'query' ? 'qs' : 'body']: body,
				encoding: 'text',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
			})
			.catch(() => {
				// Not the error itself: it holds the request with its keys.
				throw new NodeApiError(
					context.getNode(),
					{},
					{
						message: 'eSMS could not be reached or did not answer',
						description: 'Nothing is lost: the next poll asks for the same period again.',
					},
				);
			})) as IN8nHttpFullResponse;
		const read = readAnswer(withoutKeys(String(response.body ?? '')), operation.success);
		if (!read.accepted) {
			throw refusal(context.getNode(), operation.value, read, response.statusCode);
		}
		return read.body as IDataObject;
	};
}

/**
 * Reads a list that eSMS gives in parts, one after another.
 * @param entriesIn the entries in the answer to one part
 * @yields the entries of each part
 */
export async function* partsOf<Entry>(
	ask: Ask,
	operation: Operation,
	body: IDataObject,
	entriesIn: (answer: IDataObject) => Entry[],
): AsyncGenerator<Entry[]> {
	const { size, maxOffset = Infinity, part } = operation.paging!;
	for (let offset = 0; offset <= maxOffset; offset += size) {
		const entries = entriesIn(await ask(operation, { ...body, ...part(offset, size) }));
		yield entries;
		if (entries.length < size) return;
	}
}
