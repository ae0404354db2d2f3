import { parseJson } from '../json';
import { percentDecode } from './parameters';
import { writtenTime } from './time';

/** What eSMS put into `error_info`: Zalo's answer. A part is null when it did not come. */
export interface ErrorInfo {
	/** The whole answer, if an object came. */
	object: Record<string, unknown> | null;
	code: number | null;
	message: string | null;
	zaloMessageId: string | null;
	zaloUserId: string | null;
	/** ISO 8601 with +07:00. */
	time: string | null;
	/** Whether something came that could not be read. */
	isUnreadable: boolean;
}

const NOTHING: ErrorInfo = {
	object: null,
	code: null,
	message: null,
	zaloMessageId: null,
	zaloUserId: null,
	time: null,
	isUnreadable: false,
};
const UNREADABLE: ErrorInfo = { ...NOTHING, isUnreadable: true };

/** Deeper than any answer of Zalo, and shallow enough to be stored by n8n without a stack overflow. */
const MAX_DEPTH = 32;

/** The time that eSMS appends to some answers. */
const TIME = /____(\d[^_]{0,40})$/;

/**
 * Decodes `error_info` of a callback and `ErrorInfo` of a stored one or of a status call, in any of the
 * forms that eSMS's samples show: an object, JSON, JSON inside a JSON string, each of them percent-encoded
 * once more, a bare code, or words. https://developers.esms.vn/esms-api/callback-url
 *
 * @param value an object or a text, a callback's after its query string was decoded once
 */
export function decodeErrorInfo(value: unknown): ErrorInfo {
	if (isRecord(value)) return fromObject(value);
	if (typeof value === 'object' && value !== null) return UNREADABLE;
	const text = String(value ?? '').trim();
	const time = TIME.exec(text.slice(-60));
	if (!time) return fromText(text);
	const at = writtenTime(percentDecode(time[1]).text.replace(/\+/g, ' '));
	const read = fromText(text.slice(0, -time[0].length).trim());
	return { ...read, time: at, isUnreadable: read.isUnreadable || at === null };
}

/** @param isInside whether the text is the content of a JSON string, which holds no other such string */
function fromText(given: string, isInside = false): ErrorInfo {
	const isEncodedAgain =
		/^%(?:7B|22)/i.test(given) || (given.includes('%20') && /^[^\s{"]*$/.test(given));
	const text = isEncodedAgain ? percentDecode(given).text : given;
	if (text.startsWith('[')) return UNREADABLE;
	if (!/^["{]/.test(text)) return fromWords(text);
	const json = leadingJson(text);
	if (isRecord(json?.value)) return fromObject(json.value);
	if (typeof json?.value !== 'string' || isInside) return UNREADABLE;
	const inner = json.value.trim();
	return inner === '' && json.hasMore ? UNREADABLE : fromText(inner, true);
}

function fromWords(text: string): ErrorInfo {
	if (text === '' || text === 'null') return NOTHING;
	const code = integer(text);
	return code === null ? { ...NOTHING, message: text } : { ...NOTHING, code };
}

function fromObject(sent: Record<string, unknown>): ErrorInfo {
	const object = withoutPrototype(sent) as Record<string, unknown>;
	const data = fieldIn(object, 'data');
	return {
		...NOTHING,
		object,
		code: integer(fieldIn(object, 'error')),
		message: textIn(object, 'message'),
		zaloMessageId: textIn(data, 'message_id'),
		zaloUserId: textIn(data, 'user_id'),
	};
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value under a name in any letter case. */
function fieldIn(value: unknown, name: string): unknown {
	if (!isRecord(value)) return undefined;
	return Object.entries(value).find(([key]) => key.toLowerCase() === name)?.[1];
}

function textIn(value: unknown, name: string): string | null {
	const found = fieldIn(value, name);
	return typeof found === 'number'
		? String(found)
		: typeof found === 'string' && found !== ''
			? found
			: null;
}

function integer(value: unknown): number | null {
	const text = typeof value === 'string' ? value.trim() : value;
	const number = typeof text === 'string' && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
	return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** Without keys that would set the prototype of the copies which n8n makes of an item. */
function withoutPrototype(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutPrototype);
	if (!isRecord(value)) return value;
	const kept = Object.entries(value).filter(([key]) => key !== '__proto__');
	return Object.fromEntries(kept.map(([key, inner]) => [key, withoutPrototype(inner)]));
}

/** A JSON string, a quote that begins one without an end, or a bracket. */
const TOKEN = /"[^"\\]*(?:\\[^][^"\\]*)*"|["{}[\]]/g;

/**
 * Parses the object or string at the start of a text, which may have words behind it.
 *
 * @returns null if there is none, or one that is nested too deep
 */
function leadingJson(text: string): { value: unknown; hasMore: boolean } | null {
	let depth = 0;
	for (const { 0: token, index } of text.matchAll(TOKEN)) {
		if (token === '"') return null;
		if (token === '{' || token === '[') depth += 1;
		if (token === '}' || token === ']') depth -= 1;
		if (depth > MAX_DEPTH) return null;
		if (depth > 0) continue;
		const end = index + token.length;
		return { value: parseJson(text.slice(0, end)), hasMore: text.slice(end).trim() !== '' };
	}
	return null;
}
