import Ajv2020, { type ErrorObject } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

import { fieldsOf, type Fields } from './values';

/** The parsed `contract/openapi.yaml`, as far as the simulator reads it. */
export interface OpenApiDocument {
	paths: Record<string, Record<string, unknown>>;
	components: { schemas: Record<string, unknown>; examples: Record<string, unknown> };
}

/** How an operation carries its fields. */
export type Transport = 'query' | 'path' | 'json' | 'form' | 'xml';

/** One operation of the contract; several may share one URL. */
export interface Operation {
	/** Its own name, e.g. `sendCustomerCareSms`. */
	id: string;
	/** The name of the URL it is sent to, e.g. `sendMultipleMessageV4Json`. */
	endpoint: string;
	method: string;
	/** Path with `:name` for path parameters, host left out. */
	path: string;
	transport: Transport;
	/** Media types the contract lists for the body. */
	contentTypes: string[];
	/** Every field the contract lists at the top of the request. */
	fields: Set<string>;
	/** Where the answer says whether it worked. */
	success: { field: string; value: string | number };
	/** Checks a request's fields; returns the issues in words. */
	check: (input: Fields) => string[];
	/** Checks an answer of the server; returns the issues in words. */
	checkAnswer: (answer: unknown) => string[];
	/** The published error body for a code, if there is one. */
	sample: (code: string) => Fields | undefined;
}

/** The contract as the simulator uses it. */
export interface Contract {
	/** Endpoints with the operations that share them; `choose` tells them apart by the fields. */
	endpoints: Array<{
		id: string;
		method: string;
		path: string;
		operations: Operation[];
		choose: (input: Fields) => Operation;
	}>;
	operations: Map<string, Operation>;
	/** Published request bodies by operation, then by name. */
	examples: Array<{ operationId: string; name: string; contentType: string; value: unknown }>;
}

const INVALID_REQUEST = 'InvalidRequestError';

/** Tells operations of one URL apart, by endpoint. */
const CHOICES: Record<string, (input: Fields) => string> = {
	sendMultipleMessageV4Json: (input) =>
		input.SmsType === '8'
			? 'sendVoiceOtp'
			: input.SmsType === '24' || input.SmsType === '25'
				? 'sendZnsFullContent'
				: 'sendCustomerCareSms',
	sendMultipleMessageV4Get: (input) =>
		input.SmsType === '8'
			? 'sendVoiceOtpGet'
			: input.SmsType === '23'
				? 'sendViberGet'
				: 'sendCustomerCareSmsGet',
	sendMultipleMessageV4Form: (input) =>
		'Smstype' in input || 'OAID' in input ? 'sendZnsFullContentForm' : 'sendCustomerCareSmsForm',
	sendZaloMessageV4: (input) => (input.IsJourney === true ? 'sendZaloJourney' : 'sendZnsV4'),
	sendZaloFollowerMessageV5: (input) => {
		const message = fieldsOf(fieldsOf(input.Payload).message);
		const payload = fieldsOf(fieldsOf(message.attachment).payload);
		if (payload.template_type === 'media') return 'sendZaloConsultationImage';
		if (payload.template_type === 'request_user_info') return 'sendZaloRequestUserInfo';
		return 'buttons' in payload && !('template_type' in payload)
			? 'sendZaloConsultationButtons'
			: 'sendZaloTransaction';
	},
	getTemplate: (input) =>
		input.SmsType === '2' ? 'listCustomerCareTemplates' : 'listZaloTemplates',
};

/** What the GET form of a send asks for beyond its parameter list, by operation. */
const REQUIRED_BY_TYPE: Record<string, (input: Fields) => string[]> = {
	sendCustomerCareSmsGet: (input) => missing(input, ['Brandname', 'Content']),
	sendVoiceOtpGet: (input) => missing(input, ['Content']),
	sendViberGet: (input) =>
		missing(input, 'OTTImgUrl' in input ? ['Brandname'] : ['Brandname', 'Content']),
};

const LONE_BREAK = /(?<!\r)\n|\r(?!\n)/;

function breakIssues(input: Fields): string[] {
	return LONE_BREAK.test(String(input.Content ?? ''))
		? ['/Content writes a new line otherwise than \\r\\n']
		: [];
}

/** What the pages ask for in words, beyond types and lengths, by operation. */
const ASKED_IN_WORDS: Record<string, (input: Fields) => string[]> = {
	sendViber: breakIssues,
	sendViberGet: breakIssues,
	registerZaloTemplate: (input) =>
		/^[^?#]*\.png(?:[?#]|$)/i.test(String(input.ImageUrl ?? ''))
			? []
			: ['/ImageUrl does not end in PNG'],
};

function missing(input: Fields, names: string[]): string[] {
	return names.filter((name) => !(name in input)).map((name) => `${name} is required`);
}

function inWords(errors: ErrorObject[] | null | undefined): string[] {
	return (errors ?? []).map(
		(error) => `${error.instancePath || 'request'} ${error.message ?? error.keyword}`,
	);
}

function pointer(document: OpenApiDocument, reference: unknown): Fields {
	return typeof reference === 'string' && reference.startsWith('#/')
		? reference
				.slice(2)
				.split('/')
				.reduce<Fields>((node, key) => fieldsOf(node[key]), document as unknown as Fields)
		: {};
}

function resolve(document: OpenApiDocument, node: unknown): Fields {
	const fields = fieldsOf(node);
	return '$ref' in fields ? pointer(document, fields.$ref) : fields;
}

function list(value: unknown): Fields[] {
	return Array.isArray(value) ? value.map(fieldsOf) : [];
}

function exampleValues(document: OpenApiDocument, media: Fields): Array<[string, unknown]> {
	return Object.entries(fieldsOf(media.examples)).map(([name, example]) => [
		name,
		resolve(document, example).value,
	]);
}

/**
 * Reads the contract: its endpoints, their operations and a check for each.
 *
 * Takes the parsed `contract/openapi.yaml`. Operations that no eSMS page documents are left out:
 * the simulator does not answer them.
 */
export function readContract(document: OpenApiDocument): Contract {
	const options = { strict: false, allErrors: true } as const;
	const bodies = addFormats(new Ajv2020(options)).addSchema(document, 'contract');
	// Query values arrive as text, so numbers among them are read before they are checked.
	const parameters = addFormats(new Ajv2020({ ...options, coerceTypes: true })).addSchema(
		document,
		'contract',
	);
	const named = (name: string) => ({ $ref: `contract#/components/schemas/${name}` });
	const located = (schema: unknown): unknown =>
		JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/'));

	const contract: Contract = { endpoints: [], operations: new Map(), examples: [] };

	for (const [rawPath, item] of Object.entries(document.paths)) {
		for (const method of ['get', 'post']) {
			const source = fieldsOf(item[method]);
			if (typeof source.operationId !== 'string' || source['x-status'] === 'undocumented') continue;
			const endpoint = source.operationId;
			const prefix = list(source.servers ?? item.servers).some((server) =>
				String(server.url).endsWith('/MainService.svc'),
			)
				? '/MainService.svc'
				: '';
			const path = prefix + rawPath.replaceAll(/\{(\w+)\}/g, ':$1');
			const content = fieldsOf(fieldsOf(source.requestBody).content);
			const contentTypes = Object.keys(content);
			const body = fieldsOf(content[contentTypes[0]]);
			const bodySchema = fieldsOf(body.schema);
			const xmlModel = bodySchema['x-xml-model'];
			const parameterList = list(source.parameters);
			const transport: Transport =
				contentTypes.length === 0
					? rawPath.includes('{')
						? 'path'
						: 'query'
					: typeof xmlModel === 'string'
						? 'xml'
						: contentTypes[0] === 'application/x-www-form-urlencoded'
							? 'form'
							: 'json';

			const answers = fieldsOf(fieldsOf(source.responses)['200']);
			const answerMedia = fieldsOf(fieldsOf(answers.content)['application/json']);
			const answerSchema = { anyOf: [located(answerMedia.schema), named(INVALID_REQUEST)] };
			const samples = exampleValues(document, answerMedia).map(([, value]) => fieldsOf(value));
			const parameterSchema = {
				type: 'object',
				required: parameterList.filter((one) => one.required === true).map((one) => one.name),
				properties: Object.fromEntries(
					parameterList.map((one) => [String(one.name), located(one.schema)]),
				),
			};

			const operation = (id: string, schemaName: unknown): Operation => {
				const model = typeof xmlModel === 'string' ? xmlModel : schemaName;
				const schema =
					contentTypes.length === 0
						? parameterSchema
						: typeof model === 'string'
							? named(model)
							: located(bodySchema);
				const definition =
					contentTypes.length === 0
						? parameterSchema
						: typeof model === 'string'
							? fieldsOf(document.components.schemas[model])
							: resolve(document, bodySchema);
				const rules = contentTypes.length === 0 ? parameters : bodies;
				return {
					id,
					endpoint,
					method: method.toUpperCase(),
					path,
					transport,
					contentTypes,
					fields: new Set(Object.keys(fieldsOf(definition.properties))),
					success: fieldsOf(source['x-success']) as Operation['success'],
					// Ajv keeps what it compiled by the schema; all at once would take half a second.
					check: (input) => {
						const validate = rules.compile(schema as object);
						validate({ ...input });
						return [
							...inWords(validate.errors),
							...(REQUIRED_BY_TYPE[id]?.(input) ?? []),
							...(ASKED_IN_WORDS[id]?.(input) ?? []),
						];
					},
					checkAnswer: (answer) => {
						const validate = bodies.compile(answerSchema);
						validate(answer);
						return inWords(validate.errors);
					},
					sample: (code) =>
						samples.find((one) =>
							[one.CodeResult, one.CodeResponse, one.Code, one.Error].some(
								(value) => String(value) === code,
							),
						),
				};
			};

			const shared = list(source['x-operations']);
			const operations =
				shared.length === 0
					? [operation(endpoint, undefined)]
					: shared.map((one) => operation(String(one.operationId), one.schema));
			const choose = (input: Fields): Operation => {
				const id = CHOICES[endpoint]?.(input);
				return operations.find((one) => one.id === id) ?? operations[0];
			};
			for (const one of operations) contract.operations.set(one.id, one);
			contract.endpoints.push({
				id: endpoint,
				method: method.toUpperCase(),
				path,
				operations,
				choose,
			});
			for (const [contentType, media] of Object.entries(content)) {
				for (const [name, value] of exampleValues(document, fieldsOf(media))) {
					contract.examples.push({
						operationId: choose(fieldsOf(value)).id,
						name,
						contentType,
						value,
					});
				}
			}
		}
	}
	return contract;
}
