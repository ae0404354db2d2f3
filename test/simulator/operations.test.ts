import document from '../../contract/openapi.yaml';
import { readContract, type OpenApiDocument } from '../../simulator/contract';
import { HANDLING, handlingOf } from '../../simulator/handlers';
import type { Simulator } from '../../simulator/server';
import { startTestSimulator } from './start';
import { codeOf, fieldsFor, send, sendRaw } from './wire';

type Fields = Record<string, unknown>;

const contract = readContract(document as OpenApiDocument);

/** Published requests that eSMS would not take, and with which code. */
const REFUSED_EXAMPLES: Record<string, string> = {
	// Two numbers, where thirty are needed.
	'sendAdvertisingSmsXml sample': '107',
	// A message that was sent long ago by somebody else.
	'queryZnsStatus one': '854',
};
const successOf = (operationId: string) =>
	String(contract.operations.get(operationId)?.success.value);

/** Calls about something that was sent before. */
const NEED_A_MESSAGE: Record<string, string> = {
	getMessageStatus: '105',
	listMessageRecipients: '105',
	getCallStatus: '105',
	checkCode: '117',
};

/** The keys that the published requests carry, spelt as the operation spells them. */
function keysOf(operationId: string): Fields {
	const names = [...(contract.operations.get(operationId)?.fields ?? [])];
	return {
		[names.find((name) => /^apikey$/i.test(name)) ?? '']: 'APIKEYCUABAN',
		[names.find((name) => /^secretkey$/i.test(name)) ?? '']: 'SECRETKEYCUABAN',
	};
}

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startTestSimulator({
		apiKey: 'APIKEYCUABAN',
		secretKey: 'SECRETKEYCUABAN',
	});
});
beforeEach(() => simulator.reset());
afterAll(async () => await simulator.close());

test('every documented endpoint is served, and each operation is carried out', () => {
	const documented = Object.values((document as OpenApiDocument).paths)
		.flatMap((item) => Object.values(item) as Fields[])
		.filter((one) => one.operationId !== undefined && one['x-status'] !== 'undocumented')
		.map((one) => one.operationId);
	expect(contract.endpoints.map(({ id }) => id).sort()).toEqual(documented.sort());
	for (const operation of contract.operations.values()) expect(handlingOf(operation)).toBeDefined();
	expect([...contract.operations.keys()]).toEqual(expect.arrayContaining(Object.keys(HANDLING)));
});

test.each(contract.examples.filter(({ value }) => value !== undefined))(
	'$operationId takes the published request "$name" and answers in the published shape',
	async ({ operationId, name, contentType, value }) => {
		const body =
			typeof value === 'string'
				? value
				: contentType === 'application/json'
					? JSON.stringify(value)
					: new URLSearchParams(value as Record<string, string>).toString();
		const answered = await sendRaw(simulator, operationId, { body, contentType });
		const code = REFUSED_EXAMPLES[`${operationId} ${name}`] ?? successOf(operationId);
		expect([codeOf(answered), answered.status]).toEqual([code, 200]);
		expect(answered.recorded).toMatchObject({
			operationId,
			unknownFields: [],
			keysOk: true,
			valid: operationId !== 'sendAdvertisingSmsXml',
		});
		expect(contract.operations.get(operationId)?.checkAnswer(answered.answer)).toEqual([]);
	},
);

const inTheUrl = [...contract.operations.values()].filter(
	({ transport }) => transport === 'query' || transport === 'path',
);

test.each(inTheUrl.map(({ id }) => id))('%s answers by its URL alone', async (operationId) => {
	const fields = { ...fieldsFor(simulator, operationId), ...keysOf(operationId) };
	const answered = await send(simulator, operationId, fields);
	expect(codeOf(answered)).toBe(NEED_A_MESSAGE[operationId] ?? successOf(operationId));
	expect(answered.recorded).toMatchObject({ operationId, valid: true, unknownFields: [] });
	expect(contract.operations.get(operationId)?.checkAnswer(answered.answer)).toEqual([]);
	expect(JSON.stringify(answered.recorded)).not.toContain('SECRETKEYCUABAN');
});

describe('answers have the fields of a published one', () => {
	const { paths, components } = document as OpenApiDocument;
	const success = [...contract.operations.values()].filter(
		({ id, transport }) =>
			// Nothing was sent that they could be about, or no page shows a good answer.
			!(id in NEED_A_MESSAGE) &&
			transport !== 'xml' &&
			!/^(queryZnsStatus|listSentMessagesV1)$/.test(id),
	);

	function goodAnswers(endpoint: string, field: string, value: unknown): string[][] {
		const operation = Object.values(paths)
			.flatMap((item) => [item.get, item.post])
			.find((one) => (one as Fields | undefined)?.operationId === endpoint) as Fields;
		const { content } = (operation.responses as Record<string, Fields>)['200'];
		const { examples } = (content as Record<string, { examples: Fields }>)['application/json'];
		return Object.values(examples)
			.map((one) => one as { value?: Fields; $ref?: string })
			.map(
				({ value: body, $ref }) =>
					body ??
					(components.examples[String($ref).split('/').slice(-1)[0]] as { value: Fields }).value,
			)
			.filter((body) => body[field] === value)
			.map((body) => Object.keys(body).sort());
	}

	test.each(success.map((operation) => [operation.id, operation] as const))(
		'%s',
		async (id, { endpoint, success: { field, value } }) => {
			const { answer } = await send(simulator, id, { ...fieldsFor(simulator, id), ...keysOf(id) });
			expect(goodAnswers(endpoint, field, value)).toContainEqual(Object.keys(answer).sort());
			expect(answer[field]).toBe(value);
		},
	);
});

test('ids are text of 31 to 43 characters; only a call ends in a blank', async () => {
	for (const id of ['sendCustomerCareSms', 'sendCustomerCareSmsGet', 'sendZns']) {
		const { answer } = await send(simulator, id, { ...fieldsFor(simulator, id), ...keysOf(id) });
		expect(answer.SMSID).toMatch(/^[0-9a-f-]{31,43}$/);
	}
	const call = await send(simulator, 'callFromTemplate', {
		...fieldsFor(simulator, 'callFromTemplate'),
		...keysOf('callFromTemplate'),
	});
	expect(call.answer.SMSID).toMatch(/^[0-9a-f-]{36} $/);
});
