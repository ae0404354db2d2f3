import type { Checked } from './checked';

/** Invisible characters that a copied text brings along; at either end they say nothing. */
const BLANK =
	/[\s\u0085\u00AD\u061C\u115F\u1160\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\u2800\u3164\uFEFF\uFFA0]|\u034F/;

/** More marks on one letter than any script has: to bring so many into order takes quadratic time. */
const TOO_MANY_MARKS = /\p{M}{31}/u;

/**
 * Text in the composed form (NFC), in which eSMS, Zalo and keyboards write Vietnamese. Sheets and macOS keep letters and
 * marks apart (NFD): the same name would be longer, and equal no field of that name.
 */
export const toComposed = (text: string): string => normalized(text, 'NFC');

/** Whether a text has no letter with an accent, nor anything else that Unicode writes in several ways. */
export const isAscii = (text: string): boolean => !/[^\n -~]/.test(text);

/** Text in a form of Unicode. One that no script writes stays as it is. */
export const normalized = (text: string, form: 'NFC' | 'NFD'): string =>
	isAscii(text) || TOO_MANY_MARKS.test(text) ? text : text.normalize(form);

/** ASCII between two visible signs, as most texts are. */
const CLEAN = /^[!-~](?:[\n -~]*[!-~])?$/;

/** Composed text without spaces, line breaks and invisible characters at either end. */
export function cleanText(text: string): string {
	if (CLEAN.test(text)) return text;
	let start = 0;
	let end = text.length;
	while (start < end && BLANK.test(text[start])) start += 1;
	while (end > start && BLANK.test(text[end - 1])) end -= 1;
	return toComposed(text.slice(start, end));
}

/** What JavaScript writes for a number that none is, and what it and sheets write for a long one: 1e+21, 3.12158E+16. */
const NO_NUMBER = /^-?(?:NaN|Infinity)$/;
const ROUNDED = /^-?\d(?:[.,]\d+)?e\+\d+$/i;

/**
 * The one reader of a value as text: composed, without spaces around it, empty for none.
 * Refused is what would not go out as it was meant: a list, an object, or the text that an expression makes
 * of one, and a whole value that is no number or has lost digits.
 * The issue continues a sentence that starts with the field's label.
 */
export function readPlainText(value: unknown): Checked<string> {
	if (value === undefined || value === null) return { value: '' };
	if (!['string', 'number', 'boolean', 'bigint'].includes(typeof value)) {
		return { issue: `holds ${Array.isArray(value) ? 'a list' : 'an object'}, enter text` };
	}
	const text = cleanText(String(value));
	const isLong = typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;
	if (isLong || ROUNDED.test(text)) {
		return { issue: 'is a number too long to be exact, give it as text' };
	}
	if (NO_NUMBER.test(text)) {
		return { issue: `is ${text} instead of a number, correct the expression` };
	}
	if (text.includes('[object Object]')) {
		return {
			issue:
				"contains '[object Object]', where an expression names an object, name one of its fields",
		};
	}
	return { value: text };
}
