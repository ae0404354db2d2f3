import { hash } from 'crypto';

/** How far a list has been read in parts. */
interface Progress {
	/** How many entries there are in all, where the answer says so. */
	total: number | null | undefined;
	/** Entries of the last part, how many it was to have at most, and those of all parts. */
	found: number;
	size: number;
	count: number;
}

/**
 * Whether a list has been read to its end. A part may miss entries that were deleted, so that only where no total is told
 * a short one is the last.
 */
export const isListEnd = ({ total, found, size, count }: Progress): boolean =>
	isCount(total) ? found === 0 || count >= total : found < size;

const isCount = (total: number | null | undefined): total is number =>
	Number.isInteger(total) && Number(total) > 0;

/**
 * Tells whether a part of a list brings nothing that the parts before it had not: a server that takes no notice of the
 * part asked for gives the same entries for ever, in whatever order.
 */
export function createRepeatCheck(): (entries: readonly unknown[]) => boolean {
	const seen = new Set<string>();
	return (entries) => {
		const before = seen.size;
		for (const entry of entries) seen.add(hash('sha256', JSON.stringify(entry), 'base64'));
		return seen.size === before;
	};
}
