import { isExpression } from 'n8n-workflow';
import type { IDataObject, INode } from 'n8n-workflow';
import { cleanText } from '../../shared/text';
import type { ItemWithIssues } from '../operation';

/** How a parameter is read: each engine path has its own getNodeParameter. */
export type ReadParameter = (name: string, fallback: unknown) => unknown;

function expressionsIn(value: unknown): string[] {
	if (typeof value === 'object' && value !== null) {
		return Object.values(value).flatMap(expressionsIn);
	}
	return isExpression(value) ? [value] : [];
}

/**
 * Whether an expression names nothing but fields of its item: it gives the same whenever it is evaluated. A name with
 * braces is left out, because n8n looks for expressions in it where those around it do not count.
 */
const namesOwnFields = (expression: string): boolean =>
	/^=(?:[^{]|\{(?!\{)|\{\{\s*\$json(?:\.\w+|\[(?:"[^"\\{}]*"|'[^'\\{}]*'|\d+)\])*\s*\}\})*$/.test(
		expression,
	);

/** What reading a parameter gave for an item. */
type Reading = { value: unknown } | { error: unknown };

/**
 * Reads parameters for one item after the other; what holds no expression is the same for all and read once.
 *
 * @returns the reader of an item; `count` items from this one on have an expression that names only their fields
 *   evaluated together: in turns, n8n's work and the node's own drive each other out of the processor's caches
 */
export function createReader(
	{ parameters }: INode,
	read: (index: number, name: string, fallback: unknown) => unknown,
): (index: number, count?: number) => ReadParameter {
	/** Parameters that hold expressions, and whether those name only fields of the item. */
	const varying = new Map<string, boolean>();
	for (const [name, value] of Object.entries(parameters)) {
		const expressions = expressionsIn(value);
		if (expressions.length > 0) varying.set(name, expressions.every(namesOwnFields));
	}
	const fixed = new Map<string, unknown>();
	const ahead = new Map<string, { from: number; readings: Reading[] }>();
	const attempt = (index: number, name: string, fallback: unknown): Reading => {
		try {
			return { value: read(index, name, fallback) };
		} catch (error) {
			return { error };
		}
	};
	return (index, count = 1) =>
		(name, fallback) => {
			const isSteady = varying.get(name);
			if (isSteady === undefined) {
				if (!fixed.has(name)) fixed.set(name, read(index, name, fallback));
				return fixed.get(name);
			}
			if (!isSteady) return read(index, name, fallback);
			let batch = ahead.get(name);
			if (batch?.readings[index - batch.from] === undefined) {
				const indexes = Array.from({ length: count }, (_, offset) => index + offset);
				batch = { from: index, readings: indexes.map((one) => attempt(one, name, fallback)) };
				ahead.set(name, batch);
			}
			const reading = batch.readings[index - batch.from];
			if ('error' in reading) throw reading.error;
			return reading.value;
		};
}

/** The value of a resource locator is its ID; everything else is its own value. */
const plain = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && '__rl' in value
		? (value as IDataObject).value
		: value;

/** A text of spaces is none: a cell of a sheet looks as empty with them. */
const isNothing = (value: unknown) =>
	value === undefined || value === null || (typeof value === 'string' && cleanText(value) === '');

/** Whether a stored value is an expression that the user wrote, not one that an AI model may leave empty. */
const isUserExpression = (stored: unknown): boolean =>
	isExpression(stored) && !String(stored).includes('$fromAI(');

/** Adds a text to a list once: a field that stands in several places of a request is read in each. */
function adderTo(list: string[]): (text: string) => void {
	let known: Set<string> | undefined;
	return (text) => {
		known ??= new Set();
		if (known.has(text)) return;
		known.add(text);
		list.push(text);
	};
}

/**
 * An item whose parameters are read once and only when asked for: each read of an expression costs.
 *
 * @param index position among the input items, from 0
 * @param now milliseconds since 1970
 * @param json what came in with the item
 * @param node whose stored parameters tell an expression that gives nothing from an option not added
 * @param defaults what the credential sets for options that the user has not added or that give nothing
 */
export function createItem(
	index: number,
	now: number,
	json: IDataObject,
	node: INode,
	readParameter: ReadParameter,
	defaults: IDataObject,
): ItemWithIssues {
	const known = new Map<string, unknown>();
	const issues: string[] = [];
	const warnings: string[] = [];
	const addIssue = adderTo(issues);
	const get = (name: string) => {
		if (!known.has(name)) known.set(name, plain(readParameter(name, '')));
		return known.get(name);
	};
	let options: IDataObject | undefined;
	const added = (name: string) => plain((options ??= (get('options') ?? {}) as IDataObject)[name]);
	return {
		index,
		now,
		json,
		issues,
		warnings,
		passedDates: [],
		get,
		option: (name) => {
			const value = added(name);
			return isNothing(value) ? (defaults[name] ?? value) : value;
		},
		isEmptyExpression: (name) => {
			const stored = (node.parameters.options as IDataObject | undefined)?.[name];
			return isUserExpression(plain(stored)) && isNothing(added(name));
		},
		addIssue: (issue) => {
			addIssue(issue);
			return undefined;
		},
		addWarning: adderTo(warnings),
	};
}
