/**
 * How much longer a reader takes for a text of four times the length: about 4 where its patterns are linear,
 * about 16 where they are not. The shortest of several runs counts, so that a busy machine changes nothing.
 *
 * @param run reads a text of about that many characters
 */
export function growth(run: (length: number) => unknown): number {
	const shortest = (length: number) =>
		Math.min(
			...Array.from({ length: 7 }, () => {
				const start = performance.now();
				run(length);
				return performance.now() - start;
			}),
		);
	run(1000);
	return shortest(80_000) / shortest(20_000);
}

/** What `growth` stays below for a linear reader. */
export const LINEAR = 10;
