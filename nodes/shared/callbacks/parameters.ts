import { parseJson } from '../json';

/** One parameter of a callback, decoded once; `isBroken` if its percent-encoding was not valid. */
export interface Parameter {
	name: string;
	value: string;
	isBroken?: boolean;
}

/** Nothing that eSMS documents nests; what goes deeper than this is kept as JSON text. */
const MAX_DEPTH = 5;

/** Names of the query parameters that the trigger's own URL carries and eSMS does not send. */
export const SECRET_PARAMETER = 'secret';
export const LAST_PARAMETER = 'esms';

/** Under this name a body without names of its own is handed on. */
const BODY = 'body';

/**
 * Decodes percent-encoding. A run of encoded bytes that is not valid UTF-8 stays as it came.
 *
 * @returns the text, and whether anything in it could not be decoded
 */
export function percentDecode(text: string): { text: string; isBroken: boolean } {
	let isBroken = /%(?![0-9a-f]{2})/i.test(text);
	const decoded = text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
		try {
			return decodeURIComponent(run);
		} catch {
			isBroken = true;
			return run;
		}
	});
	return { text: decoded, isBroken };
}

/**
 * Reads a query string or a form-encoded text. Every parameter is kept in the order it came, repeated
 * and nested-looking names too, because n8n's own parser folds them and drops what goes past its limits.
 *
 * @param text without the leading `?`
 */
export function readQuery(text: string): Parameter[] {
	return text
		.split('&')
		.filter((part) => part !== '')
		.map((part) => {
			const equals = part.indexOf('=');
			const name = percentDecode((equals < 0 ? part : part.slice(0, equals)).replace(/\+/g, ' '));
			const value = percentDecode(equals < 0 ? '' : part.slice(equals + 1).replace(/\+/g, ' '));
			return {
				name: name.text,
				value: value.text,
				...((name.isBroken || value.isBroken) && { isBroken: true }),
			};
		});
}

/**
 * Reads a request body as n8n hands it on: an object (JSON, form, XML), a text, or nothing. eSMS
 * documents no POST, so names are taken as they stand and nested ones are written `outer[inner]`.
 */
export function readBody(body: unknown): Parameter[] {
	if (typeof body !== 'string') return flatten(body, '', 0);
	const text = body.trim();
	if (text.startsWith('{') || text.startsWith('[')) {
		const parsed = parseJson(text, 'text');
		return parsed === undefined
			? [{ name: BODY, value: body, isBroken: true }]
			: flatten(parsed, '', 0);
	}
	if (text.includes('=')) return readQuery(text);
	return text === '' ? [] : [{ name: BODY, value: body }];
}

function flatten(value: unknown, name: string, depth: number): Parameter[] {
	if (value === null || value === undefined) return name === '' ? [] : [{ name, value: '' }];
	if (typeof value !== 'object') return [{ name: name || BODY, value: String(value) }];
	if (depth === MAX_DEPTH) return [jsonText(name, value)];
	return Object.entries(value).flatMap(([key, inner]) => {
		const isRepeated = Array.isArray(value) && (inner === null || typeof inner !== 'object');
		if (name === '') return flatten(inner, key, depth + 1);
		return flatten(inner, isRepeated ? name : `${name}[${key}]`, depth + 1);
	});
}

function jsonText(name: string, value: object): Parameter {
	try {
		return { name, value: JSON.stringify(value) };
	} catch {
		// Nested too deep even for JSON.stringify: only the name can be told.
		return { name, value: '', isBroken: true };
	}
}

/** The names that eSMS documents for callbacks; `?` inside their values is theirs. */
const ESMS_NAMES = new Set([
	...['smsid', 'sendfailed', 'sendstatus', 'sendsuccess', 'totalprice', 'totalreceiver'],
	...['totalsent', 'requestid', 'typeid', 'telcoid', 'phonenumber', 'partnerids', 'error_info'],
	...['oaid', 'tempid', 'switchsmsid', 'referenceid', 'callduration', 'callstatus', 'ivr'],
	...['price', 'sentresult', 'cid', 'sender', 'content', 'servicenumber', 'keyword', 'sign'],
	...['cpid', 'receivertime'],
]);

/**
 * Finds the parameter that was appended with `?` to a URL which already had a query: `...&esms=` and
 * `?SMSID=1` arrive as the value `?SMSID=1` of `esms`, `...?secret=x` and `?SMSID=1` as `x?SMSID=1`.
 */
function splitAppended(parameter: Parameter): Parameter[] {
	const { name, value } = parameter;
	if (ESMS_NAMES.has(name.toLowerCase())) return [parameter];
	const appended =
		name.toLowerCase() === SECRET_PARAMETER
			? /^([^?]*)\?(SMSID|ReferenceId|sender)=([^]*)$/i.exec(value)
			: /^()\?([^=]+)=([^]*)$/.exec(value);
	if (!appended) return [parameter];
	const [, before, appendedName, appendedValue] = appended;
	return [
		{ name, value: before },
		{ ...parameter, name: appendedName, value: appendedValue },
	];
}

/**
 * Takes what belongs to the trigger's URL away from what eSMS sent.
 *
 * @returns the secret that came with the URL (null if none) and eSMS's parameters
 */
export function separateOwn(all: Parameter[]): { secret: string | null; parameters: Parameter[] } {
	const parts = all.flatMap(splitAppended);
	const isSecret = ({ name }: Parameter) => name.toLowerCase() === SECRET_PARAMETER;
	const isLast = ({ name, value }: Parameter) =>
		name.toLowerCase() === LAST_PARAMETER && value === '';
	return {
		secret: parts.find(isSecret)?.value ?? null,
		parameters: parts.filter((part) => !isSecret(part) && !isLast(part)),
	};
}
