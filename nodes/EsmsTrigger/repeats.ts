import { createHash } from 'crypto';

import type { CallbackEvent } from '../shared/callbacks/parse';

/**
 * What two callbacks have in common when one repeats the other.
 *
 * @returns a text of 44 characters
 */
export function repeatKey(event: CallbackEvent): string {
	const [id, ...others] = distinction(event);
	// Callbacks without an ID or with a value that was not understood may only look alike.
	const isCertain = id !== null && event.unreadable.length === 0;
	const parts = [event.event, ...(isCertain ? [id, ...others] : [event.raw])];
	// A digest, so that no value sent from outside decides how much memory a key takes.
	return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}

/** The ID of what was called back about, null if it has none, and what else tells its callbacks apart. */
function distinction(event: CallbackEvent): [id: string | null, ...others: unknown[]] {
	switch (event.event) {
		case 'messageStatus':
			// The counters of a send to many receivers move on while SMSID and SendStatus stay.
			return [
				event.smsId,
				event.recipientRaw,
				event.sendStatus,
				event.sendSuccess,
				event.sendFailed,
				event.errorCode,
			];
		case 'callStatus':
			return [event.referenceId, event.sendStatus, event.sentResult, event.callStatus];
		case 'inboundSms':
			return [event.smsId];
		case 'templateRegistration':
			return [null];
	}
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
