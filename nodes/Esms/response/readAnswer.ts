import { parseJson } from '../../shared/json';

/** How an operation says that it went well: the field and its value (`x-success` in the contract). */
export type Success = {
	field: 'CodeResult' | 'CodeResponse' | 'Code' | 'Error';
	value: string | number;
};

/** What eSMS answered. */
export type Answer = {
	/** Whether eSMS took the request. For a send: taken, not delivered. */
	accepted: boolean;
	/** The result code as text; null when what answered is not eSMS. */
	code: string | null;
	/** eSMS's own words, or, with a null code, what was received instead. */
	text: string | null;
	/** The answer's fields as they came; integers too long for a number are text. Empty when the answer is no JSON object. */
	body: Record<string, unknown>;
};

/** Refusals may use another field than the operation's success, so all are read, in the contract's order. */
const CODE_FIELDS: ReadonlyArray<Success['field']> = [
	'CodeResult',
	'CodeResponse',
	'Code',
	'Error',
];
const TEXT_FIELDS = ['ErrorMessage', 'Message'];

/**
 * Reads an answer of eSMS, whatever its HTTP status: none is documented for refusals.
 *
 * In: the body as text and the operation's success convention. Letter case of field names and number or text do not matter.
 * Out: whether the request was accepted, the code, eSMS's words and the fields.
 * A body that only has `error` carries no code: it counts as 99, under which eSMS documents it.
 */
export function readAnswer(text: string, success: Success): Answer {
	const body = parseJson(text);
	if (!isObject(body))
		return { accepted: false, code: null, text: describeStranger(text), body: {} };

	const words = firstText(TEXT_FIELDS.map((name) => fieldOf(body, name)));
	const codes = new Map(CODE_FIELDS.map((name) => [name, codeOf(fieldOf(body, name))]));

	if (codes.get(success.field) === String(success.value)) {
		return { accepted: true, code: String(success.value), text: words, body };
	}
	const code = [...codes.values()].find((found) => found !== null);
	if (code !== undefined) return { accepted: false, code, text: words, body };

	const complaint = firstText([fieldOf(body, 'error')]);
	if (complaint !== null) return { accepted: false, code: '99', text: complaint, body };
	return { accepted: false, code: null, text: 'JSON without a result code', body };
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field of that name, exact spelling first, then in any letter case. */
function fieldOf(body: Record<string, unknown>, name: string): unknown {
	if (Object.hasOwn(body, name)) return body[name];
	const key = Object.keys(body).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
	return key === undefined ? undefined : body[key];
}

/** A result code is a whole number, written as number or text. */
function codeOf(value: unknown): string | null {
	if (typeof value !== 'number' && typeof value !== 'string') return null;
	const code = String(value).trim();
	return /^-?\d+$/.test(code) ? code : null;
}

function firstText(values: unknown[]): string | null {
	for (const value of values) {
		if (typeof value === 'string' && value.trim() !== '') return value.trim();
	}
	return null;
}

/** Names what answered without quoting its body, which may repeat the request and so the keys. */
function describeStranger(text: string): string {
	if (text.trim() === '') return 'an empty answer';
	if (!/^\s*<(?:!doctype html|html)/i.test(text)) return 'text that is not a JSON object';
	const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1].trim();
	return title ? `an HTML page ('${title}')` : 'an HTML page';
}
