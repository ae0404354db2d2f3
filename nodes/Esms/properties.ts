import type { IExecuteFunctions, INodeProperties, INodeType } from 'n8n-workflow';
import { fieldsOf, menuOf, type Field, type Operation, type Resource } from './operation';
import { routingOf } from './run/declarative';
import { requestOptions } from './run/requestOptions';
import { runItems } from './run/runItems';

/** The parameters of the node: resource, one menu of operations for each, their fields, 'Options'. */
export function buildProperties(
	resources: readonly Resource[],
	fieldOrder: readonly Field[],
): INodeProperties[] {
	const entries = resources.flatMap((resource) =>
		menuOf(resource).map((operation) => ({ resource: resource.value, operation })),
	);
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
		// n8n's human review takes the first menu that can ask and wait. People answer on Zalo rather than by a link in an
		// SMS, so Zalo's comes first; what is listed first is decided above.
		...[...resources].reverse().map(menu),
		...mainFields(entries, fieldOrder),
		...options(entries, fieldOrder),
		{
			...requestOptions,
			// Named one by one, because n8n adds an operation of its own to each resource, which has no use for them.
			displayOptions: { show: { operation: valuesOf(entries) } },
		},
	];
}

function menu(resource: Resource): INodeProperties {
	const choices = menuOf(resource).map((operation) => ({
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

/** An operation where its menu offers it: two resources may have one of the same value. */
interface Entry {
	resource: string;
	operation: Operation;
}

const valuesOf = (entries: readonly Entry[]) => [
	...new Set(entries.map(({ operation }) => operation.value)),
];

/** When something is shown that these operations have, and the resource too where others share their value. */
function shownFor(users: readonly Entry[], all: readonly Entry[]) {
	const values = valuesOf(users);
	const isAmbiguous = all.some(
		(entry) => values.includes(entry.operation.value) && !users.includes(entry),
	);
	const resources = [...new Set(users.map(({ resource }) => resource))];
	return { ...(isAmbiguous && { resource: resources }), operation: values };
}

/** Each parameter once in the same words, in the order of the fields, with the operations that show it. */
function usersOf(
	entries: readonly Entry[],
	fieldOrder: readonly Field[],
	shown: (field: Field) => readonly INodeProperties[],
) {
	const found = new Map<string, { property: INodeProperties; users: Set<Entry> }>();
	const fields = entries.map((entry) => ({ entry, fields: fieldsOf(entry.operation) }));
	for (const field of fieldOrder) {
		const having = fields.filter((one) => one.fields.includes(field));
		for (const property of shown(field)) {
			const key = JSON.stringify(property);
			const one = found.get(key) ?? { property, users: new Set() };
			having.forEach(({ entry }) => one.users.add(entry));
			found.set(key, one);
		}
	}
	return [...found.values()].filter(({ users }) => users.size > 0);
}

function mainFields(entries: readonly Entry[], fieldOrder: readonly Field[]): INodeProperties[] {
	return usersOf(entries, fieldOrder, (field) => field.parameters).map(({ property, users }) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { ...shownFor([...users], entries), ...property.displayOptions?.show },
		},
	}));
}

/**
 * 'Options', once for each set of operations that have the same ones. Its name stands in the
 * node more than once: n8n describes a collection whole to AI builders wherever it is shown, so a
 * single one would tell of every option in every operation.
 */
function options(entries: readonly Entry[], fieldOrder: readonly Field[]): INodeProperties[] {
	const known = usersOf(entries, fieldOrder, (field) => field.options);
	const groups = new Map<string, { having: Entry[]; shown: INodeProperties[] }>();
	for (const entry of entries) {
		const shown = known
			.filter(({ users }) => users.has(entry))
			.map(({ property }) => property)
			.sort((a, b) => a.displayName.localeCompare(b.displayName));
		if (shown.length === 0) continue;
		const key = shown.map(({ name }) => name).join();
		const group = groups.get(key) ?? { having: [], shown };
		group.having.push(entry);
		groups.set(key, group);
	}
	return [...groups.values()].map(({ having, shown }) => ({
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: shownFor(having, entries) },
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
				menuOf(resource).map((operation) => [
					operation.value,
					async function (this: IExecuteFunctions) {
						return await runItems.call(this, operation);
					},
				]),
			),
		]),
	);
}
