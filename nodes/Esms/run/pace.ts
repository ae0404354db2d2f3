import { sleep } from 'n8n-workflow';
import type { Pace } from './requestOptions';

/**
 * Lets requests start: so many at once, and never more in any window of the interval. A request counts until one
 * interval after its answer, because nobody knows when in between it reached eSMS.
 *
 * @param signal ends the waiting when the execution is cancelled
 * @returns waits for a slot; gives what frees it again, or undefined once the execution is cancelled
 */
export function createPace({ atOnce, interval }: Pace, signal: AbortSignal | undefined) {
	let inFlight = 0;
	/** When the slots of answered requests are free again, the earliest first. */
	const coolingUntil: number[] = [];
	return async (): Promise<(() => void) | undefined> => {
		for (;;) {
			if (signal?.aborted) return undefined;
			const now = Date.now();
			while (coolingUntil[0] <= now) coolingUntil.shift();
			if (inFlight + coolingUntil.length < atOnce) break;
			// With all slots in flight, look again in a moment.
			await sleep((coolingUntil[0] ?? now + 10) - now);
		}
		inFlight++;
		return () => {
			inFlight--;
			coolingUntil.push(Date.now() + interval);
		};
	};
}
