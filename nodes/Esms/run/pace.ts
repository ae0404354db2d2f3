import { sleep } from 'n8n-workflow';
import type { Pace } from './requestOptions';

/** The requests of an execution: all its nodes and tries share one account's limit. */
interface Traffic {
	inFlight: number;
	/** When requests were answered, the earliest first, as far back as any node of the execution may ask. */
	answered: number[];
	longest: number;
}

/** Longer than most intervals, in milliseconds: a later node may have a longer one than those before. */
const leastKept = 60_000;

const traffics = new WeakMap<object, Traffic>();

/**
 * Lets requests start: so many at once, and never more in any window of the interval. A request counts until one
 * interval after its answer, because nobody knows when in between it reached eSMS.
 *
 * @param life of the execution, whose earlier requests count too
 * @param signal ends the waiting when the execution is cancelled
 * @returns waits for a slot; gives what frees it again, or undefined once the execution is cancelled
 */
export function createPace(
	life: object,
	{ atOnce, interval }: Pace,
	signal: AbortSignal | undefined,
) {
	const traffic = traffics.get(life) ?? { inFlight: 0, answered: [], longest: leastKept };
	traffics.set(life, traffic);
	traffic.longest = Math.max(traffic.longest, interval);
	const { answered } = traffic;
	return async (): Promise<(() => void) | undefined> => {
		for (;;) {
			if (signal?.aborted) return undefined;
			const now = Date.now();
			while (answered[0] + traffic.longest <= now) answered.shift();
			// More than may start at once do not count, and without an interval none does, whatever the clock says.
			const latest = interval > 0 ? answered.slice(-atOnce) : [];
			const cooling = latest.filter((at) => at + interval > now);
			if (traffic.inFlight + cooling.length < atOnce) break;
			// With all slots in flight, look again in a moment.
			await sleep(cooling.length > 0 ? cooling[0] + interval - now : 10);
		}
		traffic.inFlight++;
		return () => {
			traffic.inFlight--;
			answered.push(Date.now());
		};
	};
}
