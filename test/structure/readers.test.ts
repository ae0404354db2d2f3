import type { IDataObject, INode, INodeProperties } from 'n8n-workflow';
import { fieldsOf, type Operation } from '../../nodes/Esms/operation';
import { resources } from '../../nodes/Esms/resources';
import { createItem, type ReadParameter } from '../../nodes/Esms/run/item';
import cases from '../cases/zaloOa.json';

/** What no parameter of one value may let through, whatever its kind. */
const hostile: unknown[] = [
	{ a: 1 },
	[{ a: 1 }],
	Number.NaN,
	2 ** 60,
	'[object Object]',
	'Chào [object Object]',
];

/** Values by which everything of an operation is shown and read. */
const shown: IDataObject = {
	viberLayout: 'textImageButton',
	smsTextSource: 'template',
	zaloMessageSource: 'builder',
	returnAll: false,
	content: 'Chào',
};
const added: IDataObject = { waitForReceipt: true, sendDate: '2099-01-01T12:00:00' };

const itemOf = (read: ReadParameter) =>
	createItem(0, Date.now(), {}, { parameters: {} } as INode, read, {});

/** Reads an operation where one parameter holds `value`; tells whether it was looked at, and what was said. */
function readWith(
	operation: Operation,
	{ name }: INodeProperties,
	isOption: boolean,
	value: unknown,
) {
	let isRead = false;
	const watched = {
		get [name]() {
			isRead = true;
			return value;
		},
	};
	const options = Object.create(
		{ ...added },
		isOption ? Object.getOwnPropertyDescriptors(watched) : {},
	) as IDataObject;
	const item = itemOf((parameter) => {
		if (parameter === 'options') return options;
		return !isOption && parameter === name ? watched[name] : (shown[parameter] ?? '');
	});
	for (const field of fieldsOf(operation)) field.read(item);
	return { isRead, issues: item.issues };
}

const operations = resources.flatMap((resource) => resource.operations);

/** Each parameter of one value with the operations that show it. */
const single = operations.flatMap((operation: Operation) =>
	fieldsOf(operation).flatMap((field) =>
		[
			...field.parameters.map((property) => ({ property, isOption: false })),
			...field.options.map((property) => ({ property, isOption: true })),
		]
			.filter(
				({ property }) =>
					!['fixedCollection', 'json', 'notice', 'resourceMapper'].includes(property.type),
			)
			.map(({ property, isOption }) => ({ operation, property, isOption })),
	),
);
const names = [...new Set(single.map(({ property }) => property.name))];

describe('no field reads a raw value', () => {
	it.each(names)('%s', (name) => {
		for (const { operation, property, isOption } of single.filter(
			(one) => one.property.name === name,
		)) {
			for (const value of hostile) {
				const { isRead, issues } = readWith(operation, property, isOption, value);
				if (isRead) expect({ value, issues }).not.toEqual({ value, issues: [] });
			}
		}
	});

	it('of all that are shown', () => {
		const read = names.filter((name) =>
			single.some(
				({ operation, property, isOption }) =>
					property.name === name && readWith(operation, property, isOption, Number.NaN).isRead,
			),
		);
		expect(names.filter((name) => !read.includes(name))).toEqual([]);
	});
});

/** The paths of all texts in a value. */
function leaves(value: unknown, path: string[] = []): string[][] {
	if (typeof value !== 'object' || value === null) return [path];
	return Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key]));
}

function withLeaf(value: IDataObject, path: string[], leaf: unknown): IDataObject {
	const copy = structuredClone(value);
	const last = path[path.length - 1];
	const parent = path.slice(0, -1).reduce<IDataObject>((at, key) => at[key] as IDataObject, copy);
	parent[last] = leaf as string;
	return copy;
}

const built = ['sendZaloTransaction', 'sendZaloConsultationButtons'].map((name) => {
	const operation = operations.find(({ value }) => value === name) as Operation;
	const parameters = cases.find((one) => one.operation === name)?.parameters as IDataObject;
	return [name, operation, parameters] as const;
});

describe.each(built)('no part of the builder of %s is read raw', (_name, operation, parameters) => {
	const issuesOf = (changed: IDataObject) => {
		const item = itemOf((name) => (name === 'options' ? {} : (changed[name] ?? '')));
		for (const field of fieldsOf(operation)) field.read(item);
		return item.issues;
	};
	const paths = leaves(parameters).filter(([name]) =>
		['zaloElements', 'zaloButtons', 'zaloConsultationButtons'].includes(name),
	);

	it('is without an issue as it stands, and has parts', () => {
		expect(issuesOf(parameters)).toEqual([]);
		expect(paths.length).toBeGreaterThanOrEqual(10);
	});

	it.each(paths.map((path) => [path.join('.'), path] as const))('%s', (_path, path) => {
		for (const value of hostile) {
			const issues = issuesOf(withLeaf(parameters, path, value));
			expect({ value, issues }).not.toEqual({ value, issues: [] });
		}
	});
});
