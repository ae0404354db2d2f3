import { hash, timingSafeEqual } from 'crypto';

/** Constant-time comparison of two texts of any length. */
export function isSameText(given: string, expected: string): boolean {
	const digest = (text: string) => hash('sha256', text, 'buffer');
	return timingSafeEqual(digest(given), digest(expected));
}
