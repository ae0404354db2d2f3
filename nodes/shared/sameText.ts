import { createHash, timingSafeEqual } from 'crypto';

/** Constant-time comparison of two texts of any length. */
export function isSameText(given: string, expected: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
	return timingSafeEqual(digest(given), digest(expected));
}
