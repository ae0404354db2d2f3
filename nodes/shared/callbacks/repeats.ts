import { createHash } from 'crypto';

import type { CallbackEvent } from './parse';

/**
 * What two callbacks have in common when one repeats the other.
 *
 * @returns a text of 44 characters
 */
export function repeatKey(event: CallbackEvent): string {
	const parts = identity(event);
	// A digest, so that no value sent from outside decides how much memory a key takes.
	return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}

function identity(event: CallbackEvent): unknown[] {
	switch (event.event) {
		case 'messageStatus':
			// The counters of a send to many receivers move on while SMSID and SendStatus stay.
			return [
				event.event,
				event.smsId,
				event.recipientRaw,
				event.sendStatus,
				event.sendSuccess,
				event.sendFailed,
				event.errorCode,
			];
		case 'callStatus':
			return [
				event.event,
				event.referenceId,
				event.sendStatus,
				event.sentResult,
				event.callStatus,
			];
		case 'inboundSms':
			return [event.event, event.smsId ?? event.raw];
		case 'templateRegistration':
			return [event.event, event.raw];
	}
}

/** Remembers a bounded number of keys, the oldest going first. */
export class RepeatMemory {
	private readonly firstSeen = new Map<string, number>();

	/** @param limit how many keys are kept */
	constructor(private readonly limit: number) {}

	/**
	 * Notes a key and says whether it was noted before within the window, which starts with the first.
	 *
	 * @param now and `windowMs` in milliseconds
	 */
	isRepeat(key: string, now: number, windowMs: number): boolean {
		const first = this.firstSeen.get(key);
		if (first !== undefined && now - first < windowMs) return true;
		this.firstSeen.delete(key);
		this.firstSeen.set(key, now);
		if (this.firstSeen.size > this.limit) {
			const [oldest] = this.firstSeen.keys();
			this.firstSeen.delete(oldest);
		}
		return false;
	}

	/** Takes a key back, so that the next callback with it counts as the first. */
	forget(key: string): void {
		this.firstSeen.delete(key);
	}

	/** How many keys are kept now. */
	get size(): number {
		return this.firstSeen.size;
	}
}
