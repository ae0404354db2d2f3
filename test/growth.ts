/** A quadratic reader takes a second or more for the longer text, a linear one some milliseconds. */
const NOTHING_MS = 250;

/** A busy machine may slow the shorter or the longer text, but not one of them each time. */
const TRIES = 5;

/**
 * Whether a reader takes time in proportion to the length: for a text of four times the length about four times
 * as long, not sixteen times. The shortest of several runs counts.
 *
 * @param run reads a text of about that many characters
 */
export function isLinear(run: (length: number) => unknown): boolean {
	const shortest = (length: number) =>
		Math.min(
			...Array.from({ length: 5 }, () => {
				const start = performance.now();
				run(length);
				return performance.now() - start;
			}),
		);
	const isOnce = () => {
		const long = shortest(80_000);
		return long < NOTHING_MS || long / shortest(20_000) < 10;
	};
	return Array.from({ length: TRIES }).some(isOnce);
}
