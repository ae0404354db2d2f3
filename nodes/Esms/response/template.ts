import { removeAccents } from '../request/text';
import { textOf } from './values';

/** The words of the template list for the types that the template details name otherwise. */
const listWords: Readonly<Record<string, string>> = {
	STRING: 'type_text',
	TEXT: 'type_text',
	NUMBER: 'type_number',
	DATE: 'type_date',
	URL: 'type_cta_url',
};

/**
 * Type of a template variable, in one word for list and details: type_text, type_number, type_date or
 * type_cta_url; any other one as it came, null for none.
 * @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-template-zalo
 */
export function variableTypeOf(value: unknown): string | null {
	const type = textOf(value);
	return type === null ? null : (listWords[type.toUpperCase()] ?? type);
}

const ENTITIES: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
};

/** Text in which `&amp;`, `&#7879;` and the like are the characters that they stand for; unknown ones stay. */
export const decodeEntities = (text: string): string =>
	text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
		if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
		const point = decimal === undefined ? parseInt(String(hex), 16) : Number(decimal);
		return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
	});

/** Elements that are no text. */
const UNSEEN = /<(script|style|head|title|svg)\b[^<>]*>|<!--/gi;

/** HTML without the elements that are no text and all that they hold. */
export function withoutUnseen(html: string): string {
	const unclosed = new Set<string>();
	let seen = '';
	let from = 0;
	for (const { 0: start, 1: name = '!--', index } of html.matchAll(UNSEEN)) {
		if (index < from || unclosed.has(name)) continue;
		const close = name === '!--' ? /-->/g : new RegExp(`</${name}\\s*>`, 'gi');
		close.lastIndex = index + start.length;
		// What is never closed is looked for once, which keeps this linear.
		if (!close.test(html)) unclosed.add(name);
		else {
			seen += html.slice(from, index);
			from = close.lastIndex;
		}
	}
	return seen + html.slice(from);
}

/** Elements that start a line of their own. */
const LINE = /<(?:br|\/?(?:p|div|li|ul|ol|tr|table|h[1-6]|section|article))\b[^<>]*>/gi;

/** Longest sentence that is shown beside a variable. */
const SHOWN = 120;

/** The sentence of a template's HTML in which a variable stands, undefined when it stands in none. */
export function sentenceOf(content: unknown, variable: string): string | undefined {
	const mark = `{{${variable}}}`;
	const text = withoutUnseen(String(content ?? ''))
		.replace(LINE, '\n')
		.replace(/<[^<>]*>/g, '');
	const sentence = decodeEntities(text)
		.split('\n')
		.flatMap((line) =>
			line
				.replace(/\s+/g, ' ')
				.trim()
				.split(/(?<=[.!?]) /),
		)
		.find((one) => one.replace(/\{\{\s+|\s+\}\}/g, (part) => part.trim()).includes(mark));
	return sentence !== undefined && sentence.length > SHOWN
		? `${sentence.slice(0, SHOWN - 1)}…`
		: sentence;
}

/** Text for a search that does not mind accents and letter case: 'Xác nhận' becomes 'xac nhan'. */
export const searchable = (text: string): string => removeAccents(text).toLowerCase();
