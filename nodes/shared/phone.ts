import type { Checked } from './checked';
import { cleanText } from './text';

/** What people put between digits: spaces, dots, dashes, brackets, and the invisible marks that a copied number brings along. */
const SEPARATORS = /[\s.()[\]\u2212\p{Pd}\p{Cf}]/gu;

/**
 * A Vietnamese mobile number in any usual writing; the group holds its nine digits.
 * 84 alone may also be a network prefix (084…) whose 0 was lost: the count of digits tells them apart.
 */
const VIETNAMESE_MOBILE = /^(?:(?:\+|00)?840?|0)?([35789]\d{8})$/;

/** A mobile number of 11 digits, as they were until 2018; the groups hold its prefix without the 0, and the rest. */
const OLD_MOBILE = /^(?:(?:\+|00)?840?|0)?(1\d\d)(\d{7})$/;

/** What became of the prefixes of 11-digit numbers in 2018. */
const NEW_PREFIXES: Readonly<Record<string, string>> = {
	...{ 120: '070', 121: '079', 122: '077', 126: '076', 128: '078' },
	...{ 123: '083', 124: '084', 125: '085', 127: '081', 129: '082' },
	...{ 162: '032', 163: '033', 164: '034', 165: '035' },
	...{ 166: '036', 167: '037', 168: '038', 169: '039' },
	...{ 186: '056', 188: '058', 199: '059' },
};

/** Numbers of services: 113, 1080, and those to which SMS are sent, such as eSMS's 8755 and 6088. */
const SHORT_CODE = /^(?:1\d{2,4}|[6-9]\d{3})$/;

/** Digits of the shortest number that is no short code (1900 and 4 digits), and of the longest by E.164. */
const FEWEST = 8;
const MOST = 15;

/** Far more than a number takes in any writing, so that a long text costs nothing. */
const LONGEST_TEXT = 100;

/** A number without what people put around and between its digits; other signs stay, so that they are seen. */
export function compactPhone(text: string): string {
	return text
		.slice(0, LONGEST_TEXT)
		.normalize('NFKC')
		.replace(/^\s*['’‘`´]+/, '')
		.replace(/[;,\s]+$/, '')
		.replace(/^(\+?\d+)\.0$|^(\+?\d{9,})\.00$/, '$1$2')
		.replace(SEPARATORS, '');
}

/** Whether a compact number is a Vietnamese mobile number that a sheet took for an amount: its 0 is gone. */
export const hasLostZero = (compact: string): boolean => /^[35789]\d{8}$/.test(compact);

/**
 * Reads a receiver's number.
 *
 * In: what a user typed or an expression gave: text or a number (which has lost its leading 0).
 * Out: a Vietnamese mobile number as 0 and nine digits, the form of eSMS's samples; any other number as its
 * digits, with a hint. Refused is what cannot be one number.
 * The issue and the hint continue a sentence that starts with the field's label.
 */
export function readPhone(value: unknown): Checked<string> {
	if (value === undefined || value === null) return { issue: 'is empty, fill it in' };
	if (!isPlain(value))
		return { issue: 'is not a phone number, enter digits only, such as 0901888484' };

	const typed = cleanText(String(value));
	if (typed === '') return { issue: 'is empty, fill it in' };
	// Most come without anything to be taken out.
	const usual = VIETNAMESE_MOBILE.exec(typed);
	if (usual) return { value: `0${usual[1]}` };

	const compact = compactPhone(typed);
	const letters = compact.match(/\p{L}/gu);
	if (letters) {
		return {
			issue: `holds letters ('${letters.slice(0, 20).join('')}'), enter digits only, such as 0901888484`,
		};
	}
	if (!/\d/.test(compact)) return { issue: 'holds no digits, enter a number such as 0901888484' };
	if (typed.length > LONGEST_TEXT || holdsSeveral(typed, compact)) {
		return { issue: 'holds more than one number, enter one such as 0901888484' };
	}
	const sign = /[^\d+]|(?<!^)\+/.exec(compact);
	if (sign) {
		return {
			issue: `holds '${sign[0]}', which no phone number has, enter digits only, such as 0901888484`,
		};
	}

	const mobile = VIETNAMESE_MOBILE.exec(compact);
	if (mobile) return { value: `0${mobile[1]}` };

	const { length } = compact.replace(/^\+|^00/, '');
	if (length > MOST)
		return { issue: `has ${length} digits, at most ${MOST} are allowed, enter one number` };
	if (length < FEWEST && !SHORT_CODE.test(compact)) {
		return { issue: `has ${length} digits, too few for a phone number, enter all of them` };
	}
	return { value: compact, warnings: [hintAt(compact, typed)] };
}

/** Whether a text holds two numbers: divided by a sign, or by a space where one part is a whole mobile number. */
function holdsSeveral(typed: string, compact: string): boolean {
	const divided = compact.split(/[,;/|\\&]/).filter((part) => /\d{3}/.test(part));
	if (divided.length > 1 || (compact.match(/\+/g) ?? []).length > 1) return true;
	if (/^(?:\+|00)/.test(compact) || VIETNAMESE_MOBILE.test(compact)) return false;
	return typed.split(/\s+/).some((part) => /^(?:84|0)[35789]\d{8}$/.test(compactPhone(part)));
}

function hintAt(compact: string, typed: string): string {
	const goesOut =
		compact === typed ? `it goes out as typed (${typed})` : `it goes out as ${compact}`;
	const today = numberOfToday(compact);
	return today === undefined
		? `is not a Vietnamese mobile number, ${goesOut}`
		: `is a mobile number of before 2018, which has been ${today} since, ${goesOut}`;
}

/** What an old Vietnamese mobile number of 11 digits became; undefined for any other number. */
export function numberOfToday(compact: string): string | undefined {
	const [, prefix, rest] = OLD_MOBILE.exec(compact) ?? [];
	return prefix in NEW_PREFIXES ? NEW_PREFIXES[prefix] + rest : undefined;
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
