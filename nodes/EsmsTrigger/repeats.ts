import { hash } from 'crypto';

import type { Parameter } from '../shared/callbacks/parameters';

/**
 * What a callback and its repeats have in common: all parameters, in any order.
 *
 * @returns a text of 44 characters
 */
export function repeatKey(parameters: readonly Parameter[]): string {
	const pairs = parameters.map(({ name, value }) => JSON.stringify([name, value])).sort();
	// A digest, so that no value sent from outside decides how much memory a key takes.
	return hash('sha256', pairs.join(), 'base64');
}

/** The first of the callbacks that share a key. */
interface First {
	since: number;
	/** Whether n8n took it; not set once it was answered. */
	isTaken?: Promise<boolean>;
}

/** Remembers a bounded number of keys, the oldest going first. */
export class RepeatMemory {
	private readonly firsts = new Map<string, First>();

	/** @param limit how many keys are kept */
	constructor(private readonly limit: number) {}

	/**
	 * Notes a key and says whether it was noted before within the window, which starts with the first.
	 * While that first callback is still being handled, waits for its end: if n8n did not take it,
	 * this one is the first.
	 *
	 * @param now and `windowMs` in milliseconds
	 * @param isTaken asked if this is the first: resolves to whether n8n took it, and never rejects
	 */
	async isRepeat(
		key: string,
		now: number,
		windowMs: number,
		isTaken: () => Promise<boolean>,
	): Promise<boolean> {
		let first = this.firsts.get(key);
		while (first !== undefined && now - first.since < windowMs) {
			if ((await first.isTaken) !== false) return true;
			// Another one that waited may have become the first meanwhile.
			first = this.firsts.get(key);
		}
		this.note(key, now, isTaken());
		return false;
	}

	/** How many keys are kept now. */
	get size(): number {
		return this.firsts.size;
	}

	private note(key: string, since: number, isTaken: Promise<boolean>): void {
		const first: First = { since };
		// Those that wait go on after this, so that they find the key of a failed one gone.
		first.isTaken = isTaken.then((taken) => {
			first.isTaken = undefined;
			if (!taken && this.firsts.get(key) === first) this.firsts.delete(key);
			return taken;
		});
		this.firsts.delete(key);
		this.firsts.set(key, first);
		if (this.firsts.size > this.limit) {
			const [oldest] = this.firsts.keys();
			this.firsts.delete(oldest);
		}
	}
}
