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
	total ? found === 0 || count >= total : found < size;
