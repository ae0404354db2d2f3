import { createHash } from 'crypto';
import type { IDataObject, INode } from 'n8n-workflow';

/** A request of an earlier try, one object for all of its parts; without results it may or may not have reached eSMS. */
export interface Past {
	sent: IDataObject;
	results?: IDataObject[];
}

/** A run of a node: when it was last heard of, and its requests by their position in it. */
interface Run {
	used: number;
	requests: Map<string, Past>;
}

const runs = new Map<string, Run>();

/** Retries follow within minutes; a run that has not been touched for so long is over. */
const keptFor = 60 * 60 * 1000;

/**
 * Remembers the requests in a run of a node that retries on fail, because n8n then repeats the whole node and reads
 * its expressions again: what eSMS accepted would go out again, or come back without its SMSID. It lasts as long as
 * the process, which is where n8n retries.
 */
export function memoryOf(node: INode, identity: string) {
	if (!node.retryOnFail) return undefined;
	const now = Date.now();
	for (const [key, { used }] of runs) if (used < now - keptFor) runs.delete(key);
	const run = runs.get(identity) ?? { used: now, requests: new Map<string, Past>() };
	const { requests } = run;
	runs.set(identity, run);
	const keyOf = (position: unknown) =>
		createHash('sha256').update(JSON.stringify(position)).digest('base64');
	return {
		recall: (position: unknown): Past | undefined => requests.get(keyOf(position)),
		keep: (positions: unknown[], past: Past): void => {
			run.used = Date.now();
			for (const position of positions) requests.set(keyOf(position), past);
		},
		drop: (positions: unknown[]): void => {
			for (const position of positions) requests.delete(keyOf(position));
		},
	};
}

/** Lets go of a run that n8n will not repeat. */
export function forgetRun(identity: string): void {
	runs.delete(identity);
}
