import type { IDataObject } from 'n8n-workflow';
import { parseJson } from '../../shared/json';
import type { Operation } from '../operation';
import { inContractSpelling } from './contractNames';

/** What eSMS, or somebody in between, answered. */
export interface ReadAnswer {
	/** Whether eSMS took the request. For a send: taken, not delivered. */
	accepted: boolean;
	/** The result code as text; null when what answered is not eSMS. */
	code: string | null;
	/** eSMS's own words, or, with a null code, what was received instead. */
	text: string | null;
	/** The answer's fields in the contract's spelling; integers too long for a number are text. */
	body: IDataObject;
}

/**
 * Reads an answer. eSMS documents no HTTP status for refusals, so the body alone counts; but from a server
 * that failed (500 and more) only a result code is eSMS's word.
 *
 * @param operation where it says that it went well, and how it spells its fields
 * @see https://developers.esms.vn/esms-api/bang-ma-loi
 */
export function readAnswer(
	{ statusCode, body: text }: { statusCode: number; body: string },
	{ success, answerNames = [] }: Pick<Operation, 'success' | 'answerNames'>,
): ReadAnswer {
	const parsed = parseJson(text);
	if (!isObject(parsed)) return stranger(describeStranger(text), statusCode);
	const body = inContractSpelling(parsed, [success.field, ...answerNames]);

	const words = firstText([body.ErrorMessage, body.Message, body.message]);
	// Its own field first, then the two that any refusal may use.
	const own = codeOf(body[success.field]);
	const code = own ?? codeOf(body.CodeResult) ?? codeOf(body.CodeResponse);
	if (code !== null) {
		const accepted = code === (own === null ? '100' : success.value);
		return { accepted, code, text: words, body };
	}

	// eSMS documents a body that only has `error` under 99. A gateway writes more, or that it has waited for eSMS.
	const complaint = Object.keys(parsed).length === 1 ? firstText([body.error, body.Error]) : null;
	if (complaint !== null && statusCode < 500 && !gatewayTimeouts.includes(statusCode)) {
		return { accepted: false, code: '99', text: complaint, body };
	}
	return stranger('JSON without a result code of eSMS', statusCode);
}

/** HTTP status of a gateway that gave up waiting: what it passed on may have arrived. */
const gatewayTimeouts = [408, 499];

const stranger = (received: string, statusCode: number): ReadAnswer => ({
	accepted: false,
	code: null,
	text: statusCode >= 400 ? `${received} with HTTP ${statusCode}` : received,
	body: {},
});

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A result code is a whole number, written as number or text; null for anything else. */
export function codeOf(value: unknown): string | null {
	if (typeof value !== 'number' && typeof value !== 'string') return null;
	const code = String(value).trim();
	return /^-?\d{1,9}$/.test(code) ? code : null;
}

function firstText(values: unknown[]): string | null {
	for (const value of values) {
		if (typeof value === 'string' && value.trim() !== '') return value.trim();
	}
	return null;
}

/** As much of a page as is searched for its title. */
const searched = 10_000;

/** Names what answered without quoting its body, which may repeat the request. */
function describeStranger(text: string): string {
	const start = text.slice(0, searched).trim();
	if (start === '') return 'an empty answer';
	const isPage = /^(?:<\?xml[^>]{0,200}>)?\s{0,100}<(?:!doctype html|html)/i.test(start);
	if (!isPage) return 'text that is not a JSON object';
	const title = /<title(?:\s[^<>]*)?>([^<]*)/i.exec(start)?.[1].trim();
	return title ? `an HTML page ('${title}')` : 'an HTML page';
}
