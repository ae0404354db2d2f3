import type { Checked } from './checked';

/** What people put between digits: spaces, dots, dashes, brackets, and the invisible marks that a copied number brings along. */
const SEPARATORS = /[\s.()[\]\p{Pd}\p{Cf}]/gu;

/**
 * A Vietnamese mobile number in any usual writing; the group holds its nine digits.
 * 84 alone may also be a network prefix (084…) whose 0 was lost: the count of digits tells them apart.
 */
const VIETNAMESE_MOBILE = /^(?:(?:\+|00)?840?|0)?([35789]\d{8})$/;

/**
 * Reads a receiver's number.
 *
 * In: what a user typed or an expression gave: text or a number (which has lost its leading 0).
 * Out: a Vietnamese mobile number as 0 and nine digits, the form of eSMS's samples; any other number as typed, with a hint.
 * The issue and the hint continue a sentence that starts with the field's label.
 */
export function readPhone(value: unknown): Checked<string> {
	if (value === undefined || value === null) return { issue: 'is empty, fill it in' };
	if (!isPlain(value))
		return { issue: 'is not a phone number, enter digits only, such as 0901888484' };

	const typed = String(value).trim();
	if (typed === '') return { issue: 'is empty, fill it in' };

	const compact = typed.normalize('NFKC').replace(SEPARATORS, '');
	const letters = compact.match(/\p{L}/gu);
	if (letters) {
		return {
			issue: `holds letters ('${letters.slice(0, 20).join('')}'), enter digits only, such as 0901888484`,
		};
	}
	if (!/\d/.test(compact)) return { issue: 'holds no digits, enter a number such as 0901888484' };

	const mobile = VIETNAMESE_MOBILE.exec(compact);
	if (mobile) return { value: `0${mobile[1]}` };
	return {
		value: typed,
		warnings: [`is not a Vietnamese mobile number, it goes out as typed (${typed})`],
	};
}

/**
 * The international form of a number that `readPhone` gave: 84 and nine digits, without a plus.
 * A number that is no Vietnamese mobile number comes back as it is.
 */
export function phoneAs84(phone: string): string {
	const mobile = VIETNAMESE_MOBILE.exec(phone);
	return mobile ? `84${mobile[1]}` : phone;
}

function isPlain(value: unknown): boolean {
	if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0;
	return typeof value === 'string' || typeof value === 'bigint';
}
