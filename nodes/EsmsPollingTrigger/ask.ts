import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../Esms/operation';
import { createRepeatCheck, isListEnd } from '../Esms/response/paging';

/**
 * Sends one call of an operation and gives the accepted answer.
 * Throws NodeApiError when eSMS refuses or cannot be reached.
 */
export type Ask = (operation: Operation, body: IDataObject) => Promise<IDataObject>;

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
	const { size, maxOffset = Infinity, part, total } = operation.paging!;
	const isRepeat = createRepeatCheck();
	let count = 0;
	for (let offset = 0; offset <= maxOffset; offset += size) {
		const answer = await ask(operation, { ...body, ...part(offset, size) });
		const entries = entriesIn(answer);
		if (isRepeat(entries)) return;
		yield entries;
		const found = entries.length;
		count += found;
		if (isListEnd({ total: total?.(answer), found, size, count })) return;
	}
}
