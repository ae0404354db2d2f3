import { createHash } from 'crypto';
import type { IDataObject, INode } from 'n8n-workflow';

/** Results of sends by run of a node, then by content. */
const accepted = new Map<string, { since: number; results: Map<string, IDataObject[]> }>();

/** Retries follow within minutes; what is older is of no use. */
const keptFor = 60 * 60 * 1000;

/**
 * Remembers what eSMS accepted in a run of a node that retries on fail, because n8n then repeats the whole
 * node: a send with a RequestId would come back without its SMSID, one without it would go out again.
 * It lasts as long as the process, which is where n8n retries.
 */
export function memoryOf(node: INode, identity: string) {
	if (!node.retryOnFail) return undefined;
	const now = Date.now();
	for (const [key, { since }] of accepted) if (since < now - keptFor) accepted.delete(key);
	const run = accepted.get(identity) ?? { since: now, results: new Map<string, IDataObject[]>() };
	accepted.set(identity, run);
	const keyOf = (content: unknown) => createHash('sha256').update(JSON.stringify(content)).digest('base64');
	return {
		recall: (content: unknown): IDataObject[] | undefined => run.results.get(keyOf(content)),
		keep: (content: unknown, results: IDataObject[]): void => {
			run.results.set(keyOf(content), results);
		},
	};
}
