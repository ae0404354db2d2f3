import type { INodePropertyOptions } from 'n8n-workflow';
import document from '../../contract/openapi.yaml';
import { Field, type Call, type BodyTemplate } from '../../nodes/Esms/operation';
import { resources } from '../../nodes/Esms/resources';
import {
	readContract,
	type OpenApiDocument,
	type Operation as Documented,
} from '../../simulator/contract';
import { handlingOf } from '../../simulator/handlers';
import { cases } from '../cases';
import { callsOf } from '../../scripts/generate/calls';

type Schema = Record<string, unknown>;

const contract = readContract(document as OpenApiDocument);
const calls = callsOf(contract);
const operations = resources.flatMap((resource) => resource.operations);

const isKey = (name: string) => /^(?:api|secret)key$/i.test(name);

function resolve(schema: Schema): Schema {
	if (typeof schema.$ref !== 'string') return schema;
	const name = schema.$ref.replace('#/components/schemas/', '');
	return resolve((document as OpenApiDocument).components.schemas[name] as Schema);
}

/** What the contract says about a request's body: its own schema, or that of the operation that shares the URL. */
function requestSchema({ id, endpoint }: Documented): Schema | undefined {
	for (const item of Object.values((document as OpenApiDocument).paths)) {
		const source = Object.values(item).find((one) => (one as Schema).operationId === endpoint) as
			Schema | undefined;
		if (!source?.requestBody) continue;
		const shared = (source['x-operations'] as Schema[] | undefined)?.find(
			({ operationId }) => operationId === id,
		);
		const [{ schema }] = Object.values(
			(source.requestBody as { content: Record<string, { schema: Schema }> }).content,
		);
		const name = shared?.schema ?? schema['x-xml-model'];
		return resolve(typeof name === 'string' ? { $ref: `#/components/schemas/${name}` } : schema);
	}
	return undefined;
}

/** Names of a wire, and of the structures in it, that the schema does not have, and the other way round. */
function differences(wire: BodyTemplate, schema: Schema, path = ''): string[] {
	const {
		properties = {},
		items,
		prefixItems,
	} = resolve(schema) as {
		properties?: Record<string, Schema>;
		items?: Schema;
		prefixItems?: Schema[];
	};
	if (wire instanceof Field || typeof wire !== 'object') return [];
	if (Array.isArray(wire)) {
		return wire.flatMap((part: BodyTemplate, index) =>
			differences(part, prefixItems?.[index] ?? items ?? {}, `${path}[${index}].`),
		);
	}
	// One element of XML stands for a list of one.
	if (items) return differences(wire, items, path);
	// What may only be false is left out.
	const names = Object.entries(properties)
		.filter(([name, property]) => !isKey(name) && property.const !== false)
		.map(([name]) => name);
	return [
		...Object.keys(wire)
			.filter((name) => !names.includes(name))
			.map((name) => `${path}${name} is not documented`),
		...names.filter((name) => !(name in wire)).map((name) => `${path}${name} cannot be sent`),
		...Object.entries(wire).flatMap(([name, part]) =>
			differences(part as BodyTemplate, properties[name] ?? {}, `${path}${name}.`),
		),
	];
}

const withPage = (call: Call): BodyTemplate =>
	({ ...call.body, ...(call.paging?.part(0, 1) as Schema) }) as BodyTemplate;

describe.each(calls.map((one) => [one.title, one] as const))(
	'%s',
	(_title, { call, documented: found, operation }) => {
		it('is an operation of the contract, at its URL, that the simulator answers', () => {
			expect(handlingOf(found)).toBeDefined();
			expect(call.format).toBe(found.transport === 'path' ? 'query' : found.transport);
		});

		it('has a test case', () => {
			expect(
				cases.filter((one) => one.call === found.id && one.operation === operation.value),
			).not.toEqual([]);
		});

		const schema = requestSchema(found);
		if (schema) {
			it('sends every field that the contract documents, and no other', () => {
				expect(differences(withPage(call), schema)).toEqual([]);
			});
		} else {
			it('sends only what the contract documents', () => {
				for (const name of Object.keys(withPage(call) as Schema))
					expect([...found.fields]).toContain(name);
			});
		}
	},
);

/** One list of parameters may serve several operations, so every parameter must be sent by one of them. */
const queries = contract.endpoints.filter(({ operations: [one] }) => one.transport === 'query');

it.each(queries.map((endpoint) => [endpoint.id, endpoint] as const))(
	'%s: every parameter of the URL can be sent',
	(_id, { operations: sharing }) => {
		const sent = calls
			.filter(({ documented }) => sharing.includes(documented))
			.flatMap(({ call }) => Object.keys(withPage(call) as Schema));
		const wanted = [...new Set(sharing.flatMap(({ fields }) => [...fields]))].filter(
			(name) => !isKey(name),
		);
		for (const name of wanted) expect(sent).toContain(name);
	},
);

/** What the contract says of options that only a call with effects has, by operation: its own, or its URL's. */
const supports = new Map(
	Object.values((document as OpenApiDocument).paths)
		.flatMap((item) => Object.values(item) as Schema[])
		.map((one) => [one.operationId, one['x-supports']]),
);
/** They have no such options: one uses a code up, the other costs money. */
const withEffects = ['checkCode', 'purchaseOaPackage'];

it.each(operations.map((one) => [one.value, one] as const))(
	'%s has side effects where the contract says so',
	(value, { hasSideEffects }) => {
		const documented = calls.find(({ operation }) => operation.value === value)?.documented;
		const isDocumented = supports.get(documented?.endpoint) !== undefined;
		expect(hasSideEffects).toBe(isDocumented || withEffects.includes(value));
	},
);

it.each(operations.flatMap((one) => (one.variants ? [[one.value, one.variants] as const] : [])))(
	'%s: each choice of the variant is a call, and the default is the main one',
	(_value, { chosenBy, calls: variants }) => {
		const [property] = [...chosenBy.options, ...chosenBy.parameters];
		const values = (property.options as INodePropertyOptions[]).map(({ value }) => String(value));
		expect(values.sort()).toEqual([...Object.keys(variants), String(property.default)].sort());
	},
);
