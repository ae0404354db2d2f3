import { parseJson } from '../json';

/** One parameter of a callback, decoded once; `isBroken` if its percent-encoding was not valid. */
export interface Parameter {
	name: string;
	value: string;
	isBroken?: boolean;
}

/** Nothing that eSMS documents nests; what goes deeper than this is kept as JSON text. */
const MAX_DEPTH = 5;

/** Most parameters of one callback; eSMS's own have 16. */
export const MAX_PARAMETERS = 1000;

/** Query parameters that a URL of this package carries and eSMS does not send. */
export const SECRET_PARAMETER = 'secret';
export const TOKEN_PARAMETER = 'token';
export const SIGNATURE_PARAMETER = 'signature';
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
 * Reads a request body: one list of parameters for each callback in it, none for an empty body. eSMS
 * documents no POST, so names are taken as they stand and nested ones are written `outer[inner]`.
 * A list gives a callback for each of its objects, and an object around a callback is taken away.
 * Reading a callback stops once it has more than `MAX_PARAMETERS`.
 *
 * @param body text, or an object as n8n parsed it
 */
export function readBody(body: unknown): Parameter[][] {
	if (typeof body !== 'string') return callbacksIn(body);
	const text = body.trim();
	if (text.startsWith('{') || text.startsWith('[')) {
		const parsed = parseJson(text, 'text');
		if (parsed !== undefined) return callbacksIn(parsed);
		return [[{ name: BODY, value: body, isBroken: true }]];
	}
	if (text.includes('=')) return [readQuery(text)];
	return text === '' ? [] : [[{ name: BODY, value: body }]];
}

/** The fields of an object, such as a record of an answer, as parameters. */
export function readFields(fields: object): Parameter[] {
	const found: Parameter[] = [];
	flatten(fields, '', 0, found);
	return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names of which one with a value tells what a callback is about. */
const ID_NAMES = new Set(['smsid', 'referenceid', 'servicenumber']);

const isCallback = (record: Record<string, unknown>) =>
	Object.entries(record).some(
		([name, value]) =>
			ID_NAMES.has(name.trim().toLowerCase()) &&
			(typeof value === 'string' || typeof value === 'number') &&
			value !== '',
	);

const isList = (value: unknown): value is Array<Record<string, unknown>> =>
	Array.isArray(value) && value.length > 0 && value.every(isRecord);

/** Whether there is a callback in an object or a list, a few levels deep. */
function holdsCallback(value: unknown, depth: number): boolean {
	if (depth > MAX_DEPTH) return false;
	if (isList(value)) return value.some((entry) => holdsCallback(entry, depth + 1));
	return (
		isRecord(value) &&
		(isCallback(value) || Object.values(value).some((inner) => holdsCallback(inner, depth + 1)))
	);
}

function callbacksIn(value: unknown, depth = 0): Parameter[][] {
	if (isList(value)) return value.flatMap((entry) => callbacksIn(entry, depth + 1));
	if (!isRecord(value) || isCallback(value) || !holdsCallback(value, depth)) {
		const found: Parameter[] = [];
		flatten(value, '', 0, found);
		return found.length > 0 ? [found] : [];
	}
	const entries = Object.entries(value);
	const around = entries.filter(([, inner]) => holdsCallback(inner, depth + 1));
	const callbacks = around.flatMap(([, inner]) => callbacksIn(inner, depth + 1));
	if (callbacks.length !== 1) return callbacks;
	// What stands beside the only callback belongs to it.
	const others = entries.filter((entry) => !around.includes(entry));
	return [[...callbacks[0], ...readFields(Object.fromEntries(others))]];
}

/** Writes a value as parameters, nested ones as `outer[inner]`, up to one more than are taken. */
function flatten(value: unknown, name: string, depth: number, found: Parameter[]): void {
	if (found.length > MAX_PARAMETERS) return;
	if (value === null || value === undefined) {
		if (name !== '') found.push({ name, value: '' });
	} else if (typeof value !== 'object') found.push({ name: name || BODY, value: String(value) });
	else if (depth === MAX_DEPTH || isErrorInfo(name)) found.push(jsonText(name, value));
	else {
		for (const [key, inner] of Object.entries(value)) {
			const isRepeated = Array.isArray(value) && (inner === null || typeof inner !== 'object');
			const path = name === '' ? key : isRepeated ? name : `${name}[${key}]`;
			flatten(inner, path, depth + 1, found);
		}
	}
}

/** Zalo's answer, which a body may carry as an object. */
const isErrorInfo = (name: string) => /^error_?info$/i.test(name.trim());

function jsonText(name: string, value: object): Parameter {
	try {
		return { name, value: JSON.stringify(value) };
	} catch {
		// Nested too deep even for JSON.stringify: only the name can be told.
		return { name, value: '', isBroken: true };
	}
}

/** The names that eSMS documents for callbacks. */
const ESMS_NAMES = new Set([
	...['smsid', 'sendfailed', 'sendstatus', 'sendsuccess', 'totalprice', 'totalreceiver'],
	...['totalsent', 'requestid', 'typeid', 'telcoid', 'phonenumber', 'partnerids', 'error_info'],
	...['oaid', 'tempid', 'switchsmsid', 'referenceid', 'callduration', 'callstatus', 'ivr'],
	...['price', 'sentresult', 'cid', 'sender', 'content', 'servicenumber', 'keyword', 'sign'],
	...['cpid', 'receivertime'],
]);

/** Those of them that hold words of others, which may look like anything. */
const WORDS = new Set(['content', 'error_info', 'keyword']);

/** A parameter with one of eSMS's behind it, by the names that eSMS's documented callbacks begin with. */
const BEFORE_FIRST = /^([^]*?)\?(SMSID|ReferenceId|sender)=([^]*)$/i;
/** The same for parameters that are not eSMS's, behind which any of eSMS's may stand. */
const BEFORE_ANY = new RegExp(`^([^]*?)\\?(${[...ESMS_NAMES].join('|')})=([^]*)$`, 'i');
/** A parameter of this package, whose own value holds no '?', so that any name may stand behind it. */
const BEFORE_UNKNOWN = /^([\w-]*)\?([^=?]+)=([^]*)$/;

/**
 * Finds the parameter that was appended with `?` to a URL which already had a query: `...&esms=` and
 * `?SMSID=1` arrive as the value `?SMSID=1` of `esms`, `...?order=77` and `?SMSID=1` as `77?SMSID=1`.
 */
function splitAppended(parameter: Parameter, own: ReadonlySet<string>): Parameter[] {
	const { name, value } = parameter;
	if (!value.includes('?')) return [parameter];
	const lower = name.toLowerCase();
	if (WORDS.has(lower)) return [parameter];
	const appended = ESMS_NAMES.has(lower)
		? BEFORE_FIRST.exec(value)
		: (BEFORE_ANY.exec(value) ??
			(own.has(lower) || value.startsWith('?') ? BEFORE_UNKNOWN.exec(value) : null));
	if (!appended) return [parameter];
	const [, before, appendedName, appendedValue] = appended;
	return [
		{ name, value: before },
		{ ...parameter, name: appendedName, value: appendedValue },
	];
}

/**
 * Takes what belongs to a URL of this package away from what eSMS sent.
 *
 * @param names of the URL's own parameters, in lower case
 * @returns the first value of each of them, and eSMS's parameters
 */
export function separateOwn<Name extends string>(
	all: Parameter[],
	names: readonly Name[],
): { own: Partial<Record<Name, string>>; parameters: Parameter[] } {
	const own: Partial<Record<Name, string>> = {};
	const known = new Set<string>([...names, LAST_PARAMETER]);
	const parameters = all
		.flatMap((parameter) => splitAppended(parameter, known))
		.filter(({ name, value }) => {
			const lower = name.toLowerCase();
			if (lower === LAST_PARAMETER) return value !== '';
			if (!known.has(lower)) return true;
			own[lower as Name] ??= value;
			return false;
		});
	return { own, parameters };
}
