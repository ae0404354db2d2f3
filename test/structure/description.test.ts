import {
	displayParameter,
	SEND_AND_WAIT_OPERATION,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { Esms } from '../../nodes/Esms/Esms.node';
import { EsmsTrigger } from '../../nodes/EsmsTrigger/EsmsTrigger.node';
import { fieldOrder } from '../../nodes/Esms/fields';
import { fieldsOf, menuOf } from '../../nodes/Esms/operation';
import { resources } from '../../nodes/Esms/resources';

const { description, customOperations } = new Esms();
const { properties } = description;
const { description: trigger } = new EsmsTrigger();

const isProperty = (entry: object): entry is INodeProperties =>
	'displayName' in entry && 'type' in entry;
const isGroup = (entry: object): entry is INodePropertyCollection => 'values' in entry;

/** A parameter, at any depth, with the names of those that it stands in. */
interface Placed {
	path: string;
	property: INodeProperties;
}

function walk(found: readonly INodeProperties[], parent = ''): Placed[] {
	return found.flatMap((property) => {
		const path = parent + property.name;
		const within = (property.options ?? []).flatMap((entry) => {
			if (isGroup(entry)) return walk(entry.values, `${path}.${entry.name}.`);
			return isProperty(entry) ? walk([entry], `${path}.`) : [];
		});
		return [{ path, property }, ...within];
	});
}

const all = walk(properties);
const operations = resources.flatMap(menuOf);
const collections = properties.filter(({ name }) => name === 'options');
const optionEntries = [
	...new Map(
		collections.flatMap((one) =>
			(one.options as INodeProperties[]).map((entry) => [entry.name, entry]),
		),
	).values(),
];
const operationsOf = ({ displayOptions }: INodeProperties) =>
	(displayOptions?.show?.operation ?? []) as string[];
const choicesOf = ({ type, options = [] }: INodeProperties) =>
	type === 'options' || type === 'multiOptions' ? (options as INodePropertyOptions[]) : [];
const menus = properties.filter(({ name }) => name === 'operation');
const menuFor = (resource: string) =>
	menus.find(({ displayOptions }) => displayOptions?.show?.resource?.includes(resource));
const resourceMenu = properties.find(({ name }) => name === 'resource') as INodeProperties;
/** As n8n's actions list shows them: by the resources, whatever the order of the menus is. */
const entries = resources.flatMap(({ value: resource }) =>
	choicesOf(menuFor(resource) as INodeProperties).map(
		(entry): [string, INodePropertyOptions, string] => [String(entry.value), entry, resource],
	),
);
const placed = all.map((one): [string, INodeProperties] => [one.path, one.property]);

describe('the menus', () => {
	it('offer every resource and every operation once', () => {
		expect(choicesOf(resourceMenu).map(({ value }) => value)).toEqual(
			resources.map(({ value }) => value),
		);
		const values = entries.map(([value]) => value);
		expect(values).toEqual(operations.map(({ value }) => value));
		expect(menus).toHaveLength(resources.length);
		const unique = values.filter((value) => value !== SEND_AND_WAIT_OPERATION);
		expect(new Set(unique).size).toBe(unique.length);
	});

	it("have Zalo's question before that of an SMS, because n8n's human review takes the first one", () => {
		const asking = menus.filter((menu) =>
			choicesOf(menu).some(({ value }) => value === SEND_AND_WAIT_OPERATION),
		);
		expect(asking.map(({ displayOptions }) => displayOptions?.show?.resource)).toEqual([
			['zaloOa'],
			['sms'],
		]);
	});

	it('say what each resource is about, because names such as ZNS do not', () => {
		const words = choicesOf(resourceMenu).map(({ description: about }) => about);
		expect(words).toEqual(words.map(() => expect.stringMatching(/^[A-Z][^]{20,}/)));
		expect(new Set(words).size).toBe(words.length);
	});

	it('name no two actions alike, because the node search shows nothing else', () => {
		const actions = entries.map(([, { action }]) => action);
		expect(new Set(actions).size).toBe(actions.length);
	});

	it('list what people come for first, because n8n shows its actions in this order without a search', () => {
		expect(choicesOf(resourceMenu).map(({ name }) => name)).toEqual([
			'SMS',
			'ZNS',
			'Zalo OA Message',
			'Multi-Channel',
			'OTP',
			'Viber',
			'Voice',
			'Message',
			'Price',
			'Template',
			'Official Account',
			'Account',
		]);
		expect(entries[0][0]).toBe('sendCustomerCareSms');
	});

	it.each(resources.map((one) => [one.name, one] as const))(
		'%s starts with the usual operation, ends with what spends or changes without a message',
		(_name, { value: resource, operations: listed }) => {
			expect(menuFor(resource)?.default).toBe(listed[0].value);
			expect(resourceMenu.default).toBe(resources[0].value);
			const late = listed.map(({ value }) => /^(?:register|purchase)/.test(value));
			expect(late).toEqual([...late].sort());
		},
	);
});

describe.each(entries)('%s', (value, { name, action, description: words, routing }, resource) => {
	it('has a name, an action and a description that says more than the two', () => {
		expect(name).toMatch(/^[A-Z]/);
		expect(action).toMatch(/^[A-Z]/);
		expect(action).not.toMatch(/\b(?:a|an|the)\b/);
		expect(words).toBeTruthy();
		expect([name.toLowerCase(), action?.toLowerCase()]).not.toContain(words?.toLowerCase());
	});

	it('goes through both paths of the engine', () => {
		expect(routing?.send?.paginate).toBe(true);
		expect(routing?.operations?.pagination).toEqual(expect.any(Function));
		expect(routing?.request?.url).toMatch(/^https:\/\/[\w-]+\.esms\.vn\//);
		expect(customOperations[resource][value]).toEqual(expect.any(Function));
	});

	it('shows the parameters that its fields read', () => {
		const [operation] = resources
			.filter((one) => one.value === resource)
			.flatMap(menuOf)
			.filter((one) => one.value === value);
		const read = fieldsOf(operation).flatMap((field) => [...field.parameters, ...field.options]);
		const shown = properties.filter(({ name, displayOptions }) => {
			const { resource: resources_, operation: operations_ } = displayOptions?.show ?? {};
			const rules = {
				show: { ...(resources_ && { resource: resources_ }), operation: operations_ },
			};
			const parameter = { displayOptions: rules, name } as unknown as INodeProperties;
			const values = { resource, operation: value };
			return operations_ && displayParameter(values, parameter, null, null);
		});
		const added = shown
			.filter(({ name }) => name === 'options')
			.flatMap(({ options = [] }) => options.filter(isProperty));
		const seen = [...shown, ...added].map((property) => property.name);
		for (const property of read) expect(seen).toContain(property.name);
		const known = [...read.map(({ name: one }) => one), 'options', 'requestOptions'];
		for (const one of seen) expect(known).toContain(one);
		for (const option of added) expect(read.map(({ name }) => name)).toContain(option.name);
	});
});

describe('the parameters', () => {
	it('stand once in the whole node, because n8n evaluates hidden duplicates too', () => {
		const names = [...properties, ...optionEntries]
			.map(({ name }) => name)
			.filter((name) => !['operation', 'options', 'content'].includes(name));
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	});

	it("have a 'Text' in the words of each kind of message, in one operation once", () => {
		const texts = properties.filter(({ name }) => name === 'content');
		const shown = texts.flatMap(operationsOf);
		expect(new Set(shown).size).toBe(shown.length);
		const said = texts.map(({ description, placeholder }) => [description, placeholder]);
		expect(new Set(said.flat()).size).toBe(said.flat().length);
	});

	it("have one 'Options' for each set of operations with the same ones, which AI builders read whole", () => {
		const shown = collections.flatMap(operationsOf);
		expect(new Set(shown).size).toBe(shown.length);
		const sets = collections.map(({ options = [] }) => options.map(({ name }) => name).join());
		expect(new Set(sets).size).toBe(sets.length);
	});

	it.each([
		['outside the options', fieldOrder.flatMap(({ parameters }) => parameters)],
		['in the options', fieldOrder.flatMap(({ options }) => options)],
	])('of one name are one and the same in all fields: %s', (_where, shared) => {
		const first = new Map([...shared].reverse().map((property) => [property.name, property]));
		for (const property of shared) {
			const { default: value, description, placeholder, typeOptions } = property;
			// What waits for a person has no limit of its own.
			const own: Record<string, object> = {
				content: { description, placeholder },
				waitLimit: { default: value, description, typeOptions },
			};
			expect(property).toEqual({ ...first.get(property.name), ...own[property.name] });
		}
	});

	it('are all used by an operation', () => {
		const known = entries.map(([value]) => value);
		for (const property of [...properties, ...optionEntries]) {
			for (const value of operationsOf(property)) expect(known).toContain(value);
		}
	});

	it('have optional ones in collections, sorted by label', () => {
		for (const { options = [] } of collections) {
			const labels = options.filter(isProperty).map(({ displayName }) => displayName);
			expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
			expect(new Set(options.map(({ name }) => name)).size).toBe(options.length);
		}
		for (const { required } of optionEntries) expect(required).toBeUndefined();
	});
});

it('switches of a collection are on once they are added, because adding one means wanting it', () => {
	const added = [...properties, ...trigger.properties]
		.filter(({ type, name }) => type === 'collection' && name !== 'requestOptions')
		.flatMap(({ options = [] }) => options.filter(isProperty))
		.filter(({ type }) => type === 'boolean');
	expect(added.map(({ name }) => name)).toEqual(expect.arrayContaining(['sandbox', 'emitRepeats']));
	expect(added.filter((property) => property.default !== true)).toEqual([]);
});

/** Parameters by which others are shown: n8n compares them before it evaluates expressions. */
const deciding = new Set(
	all.flatMap(({ path, property: { displayOptions } }) => {
		const siblings = path.slice(0, path.lastIndexOf('.') + 1);
		return [displayOptions?.show, displayOptions?.hide].flatMap((rules) =>
			Object.keys(rules ?? {}).map((name) =>
				name.startsWith('/') ? name.slice(1) : siblings + name,
			),
		);
	}),
);

/**
 * Those that may hold an expression all the same, n8n shows all that depends on it then: its own 'Return All',
 * the label of a row, which is data, and what a form is made for.
 */
const mayBeExpressions = [
	'returnAll',
	'zaloElements.element.rows.row.label',
	'oaId',
	'templateId',
	'smsTemplate',
];

it.each([...deciding].filter((path) => !/@tool$/.test(path) && !mayBeExpressions.includes(path)))(
	'%s decides what is shown, so it exists and takes no expression',
	(path) => {
		const found = all.filter((one) => one.path === path);
		expect(found).not.toEqual([]);
		for (const { property } of found) expect(property.noDataExpression).toBe(true);
	},
);

it('leaves no rule to n8n, which the run asks not to look for any', () => {
	expect(all.filter(({ property }) => property.validateType !== undefined)).toEqual([]);
});

it('shows a form only once what it is made for is chosen: in a tool n8n does not make it anew', () => {
	const forms = placed.filter(([, { type }]) => type === 'resourceMapper');
	expect(forms).toHaveLength(2);
	for (const [, { typeOptions, displayOptions }] of forms) {
		expect(Object.keys(displayOptions?.hide ?? {}).map((name) => `${name}.value`)).toEqual(
			expect.arrayContaining(typeOptions?.loadOptionsDependsOn ?? ['nothing']),
		);
	}
});

/** Every label of the node, which texts name in single quotes. */
const labels = new Set([
	...all.map(({ property }) => property.displayName),
	...all.flatMap(({ property }) => choicesOf(property).map(({ name }) => name)),
]);

/** What texts quote besides labels: names of eSMS's own, and labels of the rows of a Zalo message. */
const quotedWords = [
	'Payload',
	'Code',
	'Customer Name',
	'Mã',
	'Status',
	'Trạng thái',
	'Tên khách hàng',
];

describe.each(placed)('%s', (path, property) => {
	const texts = [property, ...choicesOf(property)].flatMap(({ description: words }) => words ?? []);
	const titles = [property.displayName, ...choicesOf(property).map(({ name }) => name)];

	it('keeps to the rules for texts that the linter has no eye for', () => {
		expect(property.required).not.toBe(false);
		if (property.placeholder && !['collection', 'fixedCollection'].includes(property.type)) {
			expect(property.placeholder).toMatch(/^e\.g\. /);
		}
		for (const title of titles) {
			expect(title).toMatch(/^[A-Z0-9[(]|^eSMS|^http/);
			expect(title).not.toMatch(/\b(?:Id|Url|Json|Sms|Otp|Oa|Zns)\b/);
		}
		for (const text of texts) {
			expect(text).not.toMatch(/\b(?:error|problem|failure|mistake)/i);
			expect(text).not.toMatch(/\b(?:Id|Url|url|Json|json|Sms|sms|Zns|zns)\b(?![/:._-])/);
			expect(titles).not.toContain(text);
			expect(text.endsWith('.')).toBe(/[.?!]\s/.test(text.replaceAll('e.g. ', '')));
		}
	});

	if (!['notice', 'collection'].includes(property.type) && !/^(?:resource|operation)$/.test(path)) {
		it('says in words what it is, because a model reads nothing else', () => {
			if (!path.startsWith('requestOptions.batching')) expect(property.description).toBeTruthy();
		});
	}

	it('names other parameters by their labels', () => {
		for (const text of texts) {
			for (const [, quoted] of text.matchAll(/(?<!\w)'([A-Z][^']*)'/g)) {
				expect([...labels, ...quotedWords]).toContain(quoted);
			}
		}
	});

	// Resources and operations stand in the order of use.
	if (choicesOf(property).length >= 5 && !['resource', 'operation'].includes(property.name)) {
		it('is sorted from A to Z', () => {
			const names = choicesOf(property).map(({ name }) => name);
			expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		});
	}

	if (choicesOf(property).length > 0) {
		it('has a default that can be chosen, and no value twice', () => {
			const values = choicesOf(property).map(({ value }) => value);
			expect(new Set(values).size).toBe(values.length);
			expect(values).toEqual(expect.arrayContaining([property.default].flat()));
		});
	}

	if (property.type === 'resourceLocator') {
		it('offers a list first, and always an ID by hand', () => {
			expect(property.default).toEqual({ mode: 'list', value: '' });
			expect(property.modes?.map(({ name }) => name)).toEqual(['list', 'id']);
		});
	}
});

describe("n8n's own words", () => {
	const fixed: Array<[string, Partial<INodeProperties>]> = [
		[
			'returnAll',
			{
				displayName: 'Return All',
				type: 'boolean',
				default: false,
				description: 'Whether to return all results or only up to a given limit',
			},
		],
		[
			'limit',
			{
				displayName: 'Limit',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 50,
				description: 'Max number of results to return',
			},
		],
		[
			'simplify',
			{
				displayName: 'Simplify',
				type: 'boolean',
				description:
					'Whether to return a simplified version of the response instead of the raw data',
			},
		],
	];

	it.each(fixed)('%s', (name, words) => {
		expect(properties.find((property) => property.name === name)).toMatchObject(words);
	});
});
