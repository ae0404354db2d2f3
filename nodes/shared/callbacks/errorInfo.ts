import { percentDecode } from './parameters';
import { vietnamTime } from './time';

/** What eSMS put into `error_info`. Each part is null when it is missing or not readable. */
export interface ErrorInfo {
	/** How it was encoded, such as `plainJson+trailingText`; `absent` or `unreadable` otherwise. */
	encoding: string;
	object: Record<string, unknown> | null;
	/** ISO 8601 with +07:00. */
	timestamp: string | null;
	trailingText: string | null;
}

/** Deeper than any answer of Zalo, and shallow enough to be stored by n8n without a stack overflow. */
const MAX_DEPTH = 32;

const TIMESTAMP =
	/____(\d{2})(?:\/|%2F)(\d{2})(?:\/|%2F)(\d{4})(?: |\+|%20)(\d{2})(?::|%3A)(\d{2})(?::|%3A)(\d{2})$/i;

/**
 * Decodes `error_info` of a callback, or `ErrorInfo` of a stored one, in any of the encodings that
 * eSMS's samples show. https://developers.esms.vn/esms-api/callback-url
 *
 * @param text the parameter after the query string was decoded once
 */
export function decodeErrorInfo(text: string | null): ErrorInfo {
	const given = text?.trim() ?? '';
	if (given === '')
		return { encoding: 'absent', object: null, timestamp: null, trailingText: null };

	const stamp = TIMESTAMP.exec(given.slice(-60));
	const timestamp = stamp
		? vietnamTime(stamp[3], stamp[2], stamp[1], stamp[4], stamp[5], stamp[6])
		: null;
	const withoutStamp = stamp ? given.slice(0, -stamp[0].length) : given;
	const isEncodedAgain = /^%(?:7B|22)/i.test(withoutStamp);
	const json = isEncodedAgain ? percentDecode(withoutStamp).text : withoutStamp;

	const outer = leadingJson(json);
	const inner = typeof outer?.value === 'string' ? leadingJson(outer.value.trim()) : outer;
	if (!outer || !isRecord(inner?.value)) {
		return { encoding: 'unreadable', object: null, timestamp, trailingText: null };
	}
	const trailingText = outer.rest.trim() || null;
	const encoding = [
		isEncodedAgain && 'percentEncodedAgain',
		inner === outer ? 'plainJson' : 'jsonInsideJsonString',
		stamp && 'timestampSuffix',
		trailingText && 'trailingText',
	];
	return {
		encoding: encoding.filter(Boolean).join('+'),
		object: inner.value,
		timestamp,
		trailingText,
	};
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Parses the object or string at the start of a text in one pass. Integers longer than a number can
 * hold become strings, because Zalo's ids are among them.
 */
function leadingJson(text: string): { value: unknown; rest: string } | null {
	if (!/^["{]/.test(text)) return null;
	let json = '';
	let depth = 0;
	let position = 0;
	while (position < text.length) {
		const token = tokenAt(text, position);
		if (token === null) return null;
		position += token.length;
		json += /^-?\d{16,}$/.test(token) ? `"${token}"` : token;
		if (token === '{' || token === '[') depth += 1;
		if (token === '}' || token === ']') depth -= 1;
		if (depth > MAX_DEPTH) return null;
		if (depth === 0) break;
	}
	try {
		const value: unknown = JSON.parse(json, (key, inner: unknown) =>
			key === '__proto__' ? undefined : inner,
		);
		return { value, rest: text.slice(position) };
	} catch {
		return null;
	}
}

/** A JSON string, a number or a single character; null for a string that does not end. */
function tokenAt(text: string, start: number): string | null {
	if (text[start] === '"') {
		for (let end = start + 1; end < text.length; end += 1) {
			if (text[end] === '\\') end += 1;
			else if (text[end] === '"') return text.slice(start, end + 1);
		}
		return null;
	}
	let end = start + 1;
	if (/[-\d]/.test(text[start])) while (end < text.length && /[-+.\deE]/.test(text[end])) end += 1;
	return text.slice(start, end);
}
