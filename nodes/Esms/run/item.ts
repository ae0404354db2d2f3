import { isExpression } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { ItemWithIssues } from '../operation';

/** How a parameter is read: each engine path has its own getNodeParameter. */
export type ReadParameter = (name: string, fallback: unknown) => unknown;

const holdsExpression = (value: unknown): boolean =>
	typeof value === 'object' && value !== null
		? Object.values(value).some(holdsExpression)
		: isExpression(value);

/** Reads parameters for one item after the other; what holds no expression is the same for all and read once. */
export function readerOf(context: IExecuteFunctions): (index: number) => ReadParameter {
	const { parameters } = context.getNode();
	const fixed = new Map<string, unknown>();
	return (index) => (name, fallback) => {
		if (fixed.has(name)) return fixed.get(name);
		const value: unknown = context.getNodeParameter(name, index, fallback);
		if (!holdsExpression(parameters[name])) fixed.set(name, value);
		return value;
	};
}

/** The value of a resource locator is its ID; everything else is its own value. */
const plain = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && '__rl' in value
		? (value as IDataObject).value
		: value;

/**
 * An item whose parameters are read once and only when asked for: each read of an expression costs.
 * @param index position among the input items, from 0
 * @param now milliseconds since 1970
 * @param json what came in with the item
 * @param defaults what the credential sets for options that the user has not added
 */
export function itemOf(
	index: number,
	now: number,
	json: IDataObject,
	readParameter: ReadParameter,
	defaults: IDataObject = {},
): ItemWithIssues {
	const known = new Map<string, unknown>();
	const issues: string[] = [];
	const warnings: string[] = [];
	const get = (name: string) => {
		if (!known.has(name)) known.set(name, plain(readParameter(name, '')));
		return known.get(name);
	};
	return {
		index,
		now,
		json,
		issues,
		warnings,
		get,
		option: (name) => {
			const value = plain((get('options') as IDataObject)[name]);
			return value === undefined || value === '' ? (defaults[name] ?? value) : value;
		},
		addIssue: (issue) => {
			// A field that stands in several places of a request is read in each.
			if (!issues.includes(issue)) issues.push(issue);
			return undefined;
		},
		addWarning: (warning) => {
			warnings.push(warning);
		},
	};
}
