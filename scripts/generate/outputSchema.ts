import type { IDataObject } from 'n8n-workflow';
import { menuOf } from '../../nodes/Esms/operation';
import { resources } from '../../nodes/Esms/resources';
import { cases, type Case } from '../../test/cases';

/** A JSON schema as far as n8n's editor reads it: types, the properties of objects, the items of lists. */
export interface OutputSchema {
	type: string;
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
}

function typeOf(value: unknown): string {
	if (value === null || value === undefined) return 'null';
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
}

/** One schema for values that stand at the same place. A type wins over null, a number over an integer. */
function schemaOf(values: unknown[]): OutputSchema {
	const types = [...new Set(values.map(typeOf))].filter(
		(one, _index, all) => one !== 'null' || all.length === 1,
	);
	const type =
		types.length > 1 && types.every((one) => /^(?:integer|number)$/.test(one))
			? 'number'
			: types[0];
	if (type === 'array') {
		const items = values.flatMap((value) => (Array.isArray(value) ? value : []));
		return items.length > 0 ? { type, items: schemaOf(items) } : { type };
	}
	if (type !== 'object') return { type };
	const objects = values.filter((value) => typeOf(value) === 'object') as IDataObject[];
	const names = [...new Set(objects.flatMap(Object.keys))];
	return {
		type,
		properties: Object.fromEntries(
			names.map((name) => [
				name,
				schemaOf(objects.filter((one) => name in one).map((one) => one[name])),
			]),
		),
	};
}

/** Whether a case makes the call in an older form that gives other fields. */
const isOlderForm = ({ parameters }: Case) =>
	(parameters.options as IDataObject | undefined)?.sentListVersion !== undefined;

/** The cases that a preview is made from. The editor has one for an operation, so it is that of the simplified output. */
export const previewedCases = (operation: string): Case[] =>
	cases.filter(
		(one) => one.operation === operation && one.parameters.simplify !== false && !isOlderForm(one),
	);

/**
 * The output preview of an operation, as n8n's editor shows it before the first run.
 * @param outputs what the operation gave in its cases
 */
export const previewOf = (outputs: IDataObject[]) => ({ ...schemaOf(outputs), version: 1 });

/** What a question gives: no case has it, because it comes from a person. An engine test holds the node against it. */
export const answers: IDataObject[] = [
	{
		outcome: 'approved',
		data: { approved: true, text: '', respondedAt: '2026-11-27T03:00:00.000Z' },
		smsId: 'b1a3c5d7-0000-4000-8000-000000000000',
		requestId: 'A-1-11',
	},
];

/** Every operation of the menus with its resource. */
export const menuEntries = resources.flatMap((resource) =>
	menuOf(resource).map((operation) => ({
		resource: resource.value,
		operation: operation.value,
		isQuestion: operation === resource.sendAndWait,
	})),
);
