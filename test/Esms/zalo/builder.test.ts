import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
} from 'n8n-workflow';

import schema from '../../../contract/zalo-transaction.schema.json';
import * as builder from '../../../nodes/Esms/zalo/builder';
import {
	checkRequestUserInfo,
	checkConsultationImage,
	checkTransactionMessage,
} from '../../../nodes/Esms/zalo/rules';
import { copyOfSample } from './sample';

const { transactionProperties, ...single } = builder;
const properties = [
	...Object.values(single),
	...transactionProperties.filter(
		({ name }) => !Object.values(single).some((p) => p.name === name),
	),
];

const node = { typeVersion: 1 } as INode;

function fieldsOf(collection: INodeProperties): INodeProperties[] {
	return (collection.options as INodePropertyCollection[])[0].values;
}

function nested(property: INodeProperties): INodeProperties[] {
	return property.type === 'fixedCollection'
		? fieldsOf(property).flatMap((field) => [field, ...nested(field)])
		: [];
}

const all = properties.flatMap((property) => [property, ...nested(property)]);

function shown(fields: INodeProperties[], values: INodeParameters): string[] {
	return fields
		.filter((field) => NodeHelpers.displayParameter(values, field, node, null, values))
		.map(({ name }) => name);
}

describe('parameters of Zalo messages', () => {
	it('have unique names that start with zalo', () => {
		const names = properties.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		for (const name of names) expect(name).toMatch(/^zalo[A-Z]/);
	});

	it('sort long option lists from A to Z', () => {
		for (const { type, options } of all) {
			if (type !== 'options' || !options || options.length < 5) continue;
			const names = options.map(({ name }) => name);
			expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		}
	});

	it('have a default out of their options', () => {
		for (const property of all.filter(({ type }) => type === 'options')) {
			expect((property.options as INodePropertyOptions[]).map(({ value }) => value)).toContain(
				property.default,
			);
		}
	});

	it('offer the 13 template types with their names in both languages', () => {
		const type = schema.$defs.transactionPayload.properties.template_type;
		const documented = type.enum.map((value, index) => ({
			value,
			name: type['x-enum-names-en'][index],
			description: type['x-enum-names-vi'][index],
		}));
		const offered = builder.templateType.options as INodePropertyOptions[];
		expect(offered).toHaveLength(13);
		expect(offered).toEqual(expect.arrayContaining(documented));
	});

	it.each([
		[
			'builder',
			['zaloMessageSource', 'zaloTemplateType', 'zaloLanguage', 'zaloElements', 'zaloButtons'],
		],
		['json', ['zaloMessageSource', 'zaloMessageJson']],
	])('show for the source %s what it needs', (zaloMessageSource, names) => {
		expect(shown(transactionProperties, { zaloMessageSource })).toEqual(names);
	});

	it.each([
		['banner', ['type', 'imageUrl']],
		['header', ['type', 'header', 'align']],
		['text', ['type', 'text', 'align']],
		['table', ['type', 'rows']],
	])('show for an element %s what it needs', (type, names) => {
		expect(shown(fieldsOf(builder.elements), { type })).toEqual(names);
	});

	const actions: Array<[string, string[]]> = [
		['oa.open.url', ['url']],
		['oa.query.show', ['query']],
		['oa.query.hide', ['query']],
		['oa.open.sms', ['phone', 'smsText']],
		['oa.open.phone', ['phone']],
	];
	it.each(actions)('show for a button %s what it needs', (type, names) => {
		expect(shown(fieldsOf(builder.buttons), { type })).toEqual(['type', 'title', ...names, 'icon']);
		expect(shown(fieldsOf(builder.consultationButtons), { type })).toEqual([
			'type',
			'title',
			...names,
		]);
	});

	it.each([
		['Trạng thái', true],
		['Trạng thái'.normalize('NFD'), true],
		['Status', true],
		['={{ $json.label }}', true],
		['Giá tiền', false],
		['', false],
	])('show the status color of the row %s: %s', (label, visible) => {
		const rows = fieldsOf(builder.elements).find(({ name }) => name === 'rows') as INodeProperties;
		expect(shown(fieldsOf(rows), { label }).includes('statusColor')).toBe(visible);
	});

	it('carry the labels that the rules name', () => {
		const { payload, template } = copyOfSample();
		payload.recipient = { user_id: 5 };
		template.template_type = template.language = '-';
		template.elements = [
			{ type: 'banner' },
			{ type: 'header', align: '-' },
			{ type: 'text' },
			{ type: 'table', content: [{ style: '-' }] },
			{ type: '-' },
			{ type: 'table' },
		];
		template.buttons = [
			{ type: 'oa.open.url', payload: {} },
			{ type: 'oa.open.sms', payload: {} },
			{ type: 'oa.query.show' },
			{ type: '-', payload: {} },
			{},
		];
		const broken = (element: object) => ({
			recipient: payload.recipient,
			message: {
				attachment: {
					type: 'template',
					payload: { template_type: 'request_user_info', elements: [element] },
				},
			},
		});
		const messages = [
			checkTransactionMessage(payload),
			checkRequestUserInfo(broken({})),
			checkConsultationImage(broken({})),
		]
			.flatMap(({ issues, warnings }) => [...issues, ...warnings])
			.map((message) => /^(?:[^:']*: )?'([^']+)'/.exec(message)?.[1]);
		const labels = new Set([
			...all.map(({ displayName }) => displayName),
			'Zalo User ID',
			'template_type',
			'payload',
		]);
		expect(messages.length).toBeGreaterThan(20);
		expect(messages.filter((label) => label !== undefined && !labels.has(label))).toEqual([]);
		for (const { displayName } of all) {
			if (['Message Source', 'Message'].includes(displayName)) continue;
			expect(messages).toContain(displayName);
		}
	});
});
