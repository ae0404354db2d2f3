/** A quadratic reader takes a second or more for the longer text, a linear one some milliseconds. */
const NOTHING_MS = 250;

/**
 * Whether a reader takes time in proportion to the length: for a text of four times the length about four times
 * as long, not sixteen times. Processor time is counted, and the shortest of several runs, so that a busy machine
 * changes nothing.
 *
 * @param run reads a text of about that many characters
 */
export function isLinear(run: (length: number) => unknown): boolean {
	const shortest = (length: number) =>
		Math.min(
			...Array.from({ length: 5 }, () => {
				const start = process.cpuUsage();
				run(length);
				const { user, system } = process.cpuUsage(start);
				return (user + system) / 1000;
			}),
		);
	const long = shortest(80_000);
	return long < NOTHING_MS || long / shortest(20_000) < 10;
}
