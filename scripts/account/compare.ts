import Ajv2020, { type ErrorObject } from 'ajv/dist/2020';
import { fieldsOf, listOf, type DocumentedCall, type Fields } from './contract';

/** How an answer differs from the contract in one field. */
export interface Difference {
	/** Where, with `[]` for any entry of a list. */
	path: string;
	kind: 'case' | 'missing' | 'type' | 'unlisted' | 'value';
	/** What the contract says. */
	documented: string;
	/** What the server gave, in words that tell nothing of its value. */
	found: string;
}

const typeOf = (value: unknown): string => {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'list';
	return typeof value === 'object' ? 'object' : typeof value === 'string' ? 'text' : typeof value;
};

/** Words for a JSON Schema's types. */
const TYPE_NAMES: Record<string, string> = {
	array: 'list',
	integer: 'whole number',
	string: 'text',
};

const typesIn = (types: unknown) =>
	[types]
		.flat()
		.map((type) => TYPE_NAMES[String(type)] ?? String(type))
		.join(' or ');

const SHORT_NUMBER = /^-?\d{1,3}$/;

/**
 * A value in words that give nothing away: a number of up to three digits (they are codes and states) as it is, of all
 * else its kind and length.
 */
export function describeValue(value: unknown): string {
	const text = String(value);
	if (typeof value === 'number' && SHORT_NUMBER.test(text)) return text;
	if (typeof value === 'string') {
		if (SHORT_NUMBER.test(text)) return `text of the number ${text}`;
		if (text === '') return 'empty text';
		if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text)) return 'text of an ISO date';
		return `text of ${text.length} characters`;
	}
	return typeOf(value);
}

/** A field's name as it may be shown: one that is no plain name, or that is a value too, could say something of the account. */
export type ShowName = (name: string) => string;

/** The names that every published sample has at a place of the answer, with those that the schema requires. */
function expectedNames(samples: unknown[], required: unknown): Set<string> {
	const objects = samples.map(fieldsOf).filter((one) => Object.keys(one).length > 0);
	const [first, ...others] = objects;
	const common = Object.keys(first ?? {}).filter((name) => others.every((one) => name in one));
	return new Set([...common, ...listOf(required).map(String)]);
}

/**
 * Compares the names of fields with the contract's, level by level.
 *
 * @returns the value with fields renamed to the contract's case, so that their values can be checked too
 */
function compareNames(
	schema: Fields,
	samples: unknown[],
	value: unknown,
	path: string,
	show: ShowName,
	found: Difference[],
): unknown {
	if (Array.isArray(value)) {
		const items = fieldsOf(schema.items);
		const inner = samples.flatMap(listOf);
		return value.map((one) => compareNames(items, inner, one, `${path}[]`, show, found));
	}
	if (typeof value !== 'object' || value === null) return value;
	const properties = fieldsOf(schema.properties);
	const listed = Object.keys(properties);
	// A place that the contract does not describe has nothing to be compared with.
	if (listed.length === 0) return value;

	const at = (name: string) => (path === '' ? name : `${path}.${name}`);
	const renamed: Fields = {};
	for (const [name, own] of Object.entries(value)) {
		const known =
			name in properties
				? name
				: listed.find((one) => !(one in value) && one.toLowerCase() === name.toLowerCase());
		if (known === undefined) {
			// A page that does not tell all fields is not contradicted by one more.
			if (schema['x-incomplete'] === true) continue;
			found.push({
				path: at(show(name)),
				kind: 'unlisted',
				documented: 'no such field',
				found: typeOf(own),
			});
			continue;
		}
		if (known !== name) {
			found.push({ path: at(known), kind: 'case', documented: known, found: show(name) });
		}
		const inner = samples.map((one) => fieldsOf(one)[known]).filter((one) => one !== undefined);
		renamed[known] = compareNames(fieldsOf(properties[known]), inner, own, at(known), show, found);
	}
	const isExpected = samples.length > 0;
	for (const name of isExpected ? expectedNames(samples, schema.required) : []) {
		if (name in renamed) continue;
		const type = fieldsOf(properties[name]).type;
		found.push({ path: at(name), kind: 'missing', documented: typesIn(type), found: 'no field' });
	}
	return renamed;
}

const valueAt = (value: unknown, pointer: string): unknown =>
	pointer
		.split('/')
		.slice(1)
		.reduce<unknown>((at, key) => (at as Fields | undefined)?.[key], value);

function inWords(error: ErrorObject, value: unknown): Difference | undefined {
	const path = error.instancePath
		.slice(1)
		.replaceAll(/\/\d+(?=\/|$)/g, '[]')
		.replaceAll('/', '.');
	const own = valueAt(value, error.instancePath);
	switch (error.keyword) {
		case 'type':
			return {
				path,
				kind: 'type',
				documented: typesIn(error.params.type),
				found: typeOf(own),
			};
		case 'enum':
			return {
				path,
				kind: 'value',
				documented: listOf(error.params.allowedValues).map(String).join(', '),
				found: describeValue(own),
			};
		case 'pattern':
			return {
				path,
				kind: 'value',
				documented: `\`/${error.params.pattern}/\``,
				found: describeValue(own),
			};
		default:
			// Missing fields are found by their names.
			return undefined;
	}
}

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
const validators = new WeakMap<object, ReturnType<typeof ajv.compile>>();

function validatorOf(schema: Fields) {
	const known = validators.get(schema) ?? ajv.compile(schema);
	validators.set(schema, known);
	return known;
}

/**
 * Holds an answer against the contract: the names of its fields against the published samples, and its values against
 * the schema.
 *
 * @param call the call that was made
 * @param body the answer's JSON
 * @param isWhole whether it is an answer such as the samples: only then are all of their fields expected
 * @param show how a field's name that the contract does not have may be shown
 * @returns each difference once
 */
export function compareAnswer(
	{ answer, samples }: DocumentedCall,
	body: Fields,
	isWhole: boolean,
	show: ShowName,
): Difference[] {
	// The body of the tab 99: it has no code.
	if (Object.keys(body).join() === 'error' && typeof body.error === 'string') return [];
	const found: Difference[] = [];
	const named = compareNames(answer, isWhole ? samples : [], body, '', show, found);
	const validate = validatorOf(answer);
	validate(named);
	for (const error of validate.errors ?? []) {
		const difference = inWords(error, named);
		if (difference) found.push(difference);
	}
	const key = ({ path, kind, found: own }: Difference) => JSON.stringify([path, kind, own]);
	return [...new Map(found.map((one) => [key(one), one])).values()];
}
