import type { IDataObject } from 'n8n-workflow';
import { Field, type Item } from '../operation';
import { boolean, integer } from './builders';

/** Whether a list is wanted whole. */
export const returnAll = boolean({
	name: 'returnAll',
	displayName: 'Return All',
	description: 'Whether to return all results or only up to a given limit',
});

const limitNumber = integer({
	name: 'limit',
	displayName: 'Limit',
	description: 'Max number of results to return',
	required: true,
	min: 1,
	default: 50,
});

/** Most entries wanted of a list. Hidden, and so not read, while all are wanted. */
export const limit = new Field(
	{
		parameters: limitNumber.parameters.map((property) => ({
			...property,
			displayOptions: { show: { returnAll: [false] } },
		})),
	},
	(item) => (returnAll.read(item) === true ? undefined : limitNumber.read(item)),
);

/** Whether an answer of many fields is cut to those that most workflows need. */
export const simplify = boolean({
	name: 'simplify',
	displayName: 'Simplify',
	description: 'Whether to return a simplified version of the response instead of the raw data',
	default: true,
});

/** What every list is controlled by. */
export const listing = [returnAll, limit] as const;

/** How many entries of a list are wanted; not a number when 'Limit' holds none, which is refused. */
export function wantedOf(item: Item): number {
	return returnAll.read(item) === true ? Infinity : Number(limitNumber.read(item));
}

/** The wanted entries of a list that eSMS gives whole. */
export function upToLimit<T extends IDataObject>(entries: T[], item: Item): T[] {
	return entries.slice(0, wantedOf(item));
}
