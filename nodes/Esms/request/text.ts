import { isAscii, normalized, toComposed } from '../../shared/text';

/** How a text would travel; an estimate, as eSMS documents no rule. */
export type Segments = {
	encoding: 'GSM-7' | 'Unicode';
	/** In the encoding's own units: an extension character of GSM-7 counts two, so does an emoji in Unicode. */
	characters: number;
	segments: number;
};

/** GSM 03.38: the basic alphabet, and the extension table, whose characters take two places; both as in a class. */
const BASIC = String.raw`@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà`;
const EXTENDED = String.raw`\f^{}\\[~\]|€`;
const GSM_7 = new RegExp(`^[${BASIC}${EXTENDED}]*$`);
const EXTENSION = new RegExp(`[${EXTENDED}]`);

const SINGLE = { 'GSM-7': 160, Unicode: 70 } as const;
/** A text of several segments gives up some of each to the header that joins them. */
const JOINED = { 'GSM-7': 153, Unicode: 67 } as const;

/** Characters that word processors put in and that alone would make a text Unicode. */
const PLAIN: Readonly<Record<string, string>> = {
	đ: 'd',
	Đ: 'D',
	'‘': "'",
	'’': "'",
	'“': '"',
	'”': '"',
	'–': '-',
	'—': '-',
	'…': '...',
	'\u00A0': ' ',
	'\u202F': ' ',
	'\u200B': '',
	'\uFEFF': '',
};
const TO_PLAIN = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu');

/** A Latin letter with its accents, in the form that keeps them apart. */
const ACCENTED = /(\p{Script=Latin})\p{Mn}+/gu;

/** Vietnamese without accents (đ included), with plain quotes, dashes and spaces; other scripts stay as they are. */
export function removeAccents(text: string): string {
	if (isAscii(text)) return text;
	const withoutMarks = normalized(text, 'NFD').replace(ACCENTED, '$1');
	return toComposed(withoutMarks).replace(TO_PLAIN, (character) => PLAIN[character]);
}

/**
 * Whether a text goes out as Unicode: it holds accents, or a character outside the GSM-7 alphabet. GSM-7 has some
 * accented letters (à, é …), but eSMS documents IsUnicode 0 as text without accents.
 */
export function needsUnicode(text: string): boolean {
	return removeAccents(text) !== text || !GSM_7.test(text);
}

/** Places that a character takes. With `unicode` off, one outside GSM-7 counts one. */
const placesOf = (character: string, unicode: boolean): number =>
	unicode ? character.length : EXTENSION.test(character) ? 2 : 1;

/** Characters of a text in the encoding's own units. */
const lengthOf = (text: string, unicode: boolean): number =>
	unicode ? text.length : [...text].length + text.split(EXTENSION).length - 1;

/**
 * The segments that a text is cut into: 160 characters, or 153 for each of several, in GSM-7; 70 or 67 in Unicode.
 * A character of two places is never split between segments.
 */
export function segmentsOf(text: string, unicode: boolean): string[] {
	if (text === '') return [];
	const encoding = unicode ? 'Unicode' : 'GSM-7';
	if (lengthOf(text, unicode) <= SINGLE[encoding]) return [text];
	const segments = [''];
	let used = 0;
	for (const character of text) {
		const places = placesOf(character, unicode);
		if (used + places > JOINED[encoding]) {
			segments.push('');
			used = 0;
		}
		segments[segments.length - 1] += character;
		used += places;
	}
	return segments;
}

/** Counts the segments that a text takes, and its characters in the encoding's own units. */
export function countSegments(text: string, unicode: boolean): Segments {
	return {
		encoding: unicode ? 'Unicode' : 'GSM-7',
		characters: lengthOf(text, unicode),
		segments: segmentsOf(text, unicode).length,
	};
}

/** Whether an advertising text starts with the label [QC] that Decree 91/2020/ND-CP asks for. */
export function hasAdvertisingLabel(text: string): boolean {
	return /^\s*\[QC\]/i.test(text);
}

/** Hours of the day in Vietnam, from the first to before the second, that Decree 91/2020/ND-CP leaves to advertising. */
const advertisingHours = { sms: [7, 22], call: [8, 17] } as const;

/** Whether it is a time of day in Vietnam at which Decree 91/2020/ND-CP wants no advertising of that kind. */
export function isQuietHour(date: Date, kind: keyof typeof advertisingHours = 'sms'): boolean {
	const [from, to] = advertisingHours[kind];
	const hour = hourInVietnam(date);
	return hour < from || hour >= to;
}

/** Whether it is night for Zalo, from 22 to 6 h. Zalo names no zone, Vietnam's is assumed. */
export function isZaloNight(date: Date): boolean {
	const hour = hourInVietnam(date);
	return hour < 6 || hour >= 22;
}

/** UTC+7 all year: a formatter of time zones would cost more per item than all else here. */
const hourInVietnam = (date: Date): number => (date.getUTCHours() + 7) % 24;
