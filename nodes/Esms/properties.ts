import type { IExecuteFunctions, INodeProperties, INodeType } from 'n8n-workflow';
import { fieldsOf, type Field, type Operation, type Resource } from './operation';
import { routingOf } from './run/declarative';
import { requestOptions } from './run/requestOptions';
import { runItems } from './run/runItems';

/** The parameters of the node: resource, one menu of operations for each, their fields, 'Options'. */
export function buildProperties(
	resources: readonly Resource[],
	fieldOrder: readonly Field[],
): INodeProperties[] {
	const operations = resources.flatMap((resource) => resource.operations);
	const choices = resources.map(({ name, value, description }) => ({ name, value, description }));
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: choices,
			default: 'sms',
		},
		...resources.map(menu),
		...mainFields(operations, fieldOrder),
		...options(operations, fieldOrder),
		{
			...requestOptions,
			// Named one by one, because n8n adds an operation of its own to each resource, which has no use for them.
			displayOptions: { show: { operation: operations.map(({ value }) => value) } },
		},
	];
}

function menu(resource: Resource): INodeProperties {
	const choices = resource.operations.map((operation) => ({
		name: operation.name,
		value: operation.value,
		action: operation.action,
		description: operation.description,
		routing: routingOf(operation),
	}));
	const [{ value: usual }] = resource.operations;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource.value] } },
		options: choices,
		default: usual,
	};
}

/** Each parameter once in the same words, in the order of the fields, with the operations that show it. */
function usersOf(
	operations: readonly Operation[],
	fieldOrder: readonly Field[],
	shown: (field: Field) => readonly INodeProperties[],
) {
	const users = new Map<string, { property: INodeProperties; values: Set<string> }>();
	const fields = operations.map((operation) => ({ ...operation, fields: fieldsOf(operation) }));
	for (const field of fieldOrder) {
		const values = fields.filter((one) => one.fields.includes(field)).map(({ value }) => value);
		for (const property of shown(field)) {
			const key = JSON.stringify(property);
			const user = users.get(key) ?? { property, values: new Set() };
			values.forEach((value) => user.values.add(value));
			users.set(key, user);
		}
	}
	return [...users.values()].filter(({ values }) => values.size > 0);
}

function mainFields(
	operations: readonly Operation[],
	fieldOrder: readonly Field[],
): INodeProperties[] {
	return usersOf(operations, fieldOrder, (field) => field.parameters).map(
		({ property, values }) => ({
			...property,
			displayOptions: {
				...property.displayOptions,
				show: { operation: [...values], ...property.displayOptions?.show },
			},
		}),
	);
}

/**
 * 'Options', once for each set of operations that have the same ones. Its name stands in the
 * node more than once: n8n describes a collection whole to AI builders wherever it is shown, so a
 * single one would tell of every option in every operation.
 */
function options(
	operations: readonly Operation[],
	fieldOrder: readonly Field[],
): INodeProperties[] {
	const entries = usersOf(operations, fieldOrder, (field) => field.options);
	const groups = new Map<string, { values: string[]; shown: INodeProperties[] }>();
	for (const { value } of operations) {
		const shown = entries
			.filter(({ values }) => values.has(value))
			.map(({ property }) => property)
			.sort((a, b) => a.displayName.localeCompare(b.displayName));
		if (shown.length === 0) continue;
		const key = shown.map(({ name }) => name).join();
		const group = groups.get(key) ?? { values: [], shown };
		group.values.push(value);
		groups.set(key, group);
	}
	return [...groups.values()].map(({ values, shown }) => ({
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { operation: values } },
		options: shown,
	}));
}

/** The same operations for n8n's other engine path, which hands over all items of a run at once. */
export function customOperations(
	resources: readonly Resource[],
): NonNullable<INodeType['customOperations']> {
	return Object.fromEntries(
		resources.map((resource) => [
			resource.value,
			Object.fromEntries(
				resource.operations.map((operation) => [
					operation.value,
					async function (this: IExecuteFunctions) {
						return await runItems.call(this, operation);
					},
				]),
			),
		]),
	);
}
