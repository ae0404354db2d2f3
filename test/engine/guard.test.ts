import fastify, { type FastifyInstance } from 'fastify';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import errors from '../../contract/errors.json';
import type { Operation } from '../../nodes/Esms/operation';
import { resources } from '../../nodes/Esms/resources';
import { adviseOn } from '../../nodes/Esms/response/resultCodes';
import type { FaultRequest } from '../../simulator/faults';
import { cases, type Case } from '../cases';
import { prepared } from './cases';
import { failure, output, run, type Setup } from './engine';
import { credentials, simulator } from './simulator';

const sms: INodeParameters = {
	resource: 'sms',
	operation: 'sendCustomerCareSms',
	phone: '={{ $json.phone }}',
	brandname: { __rl: true, mode: 'id', value: 'Baotrixemay' },
	content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
};
const [first, second, third] = ['0901888480', '0901888481', '0901888482'].map((phone) => ({
	phone,
}));
/** The simulator refuses it with code 103. */
const refused = { phone: '0900000103' };
const invalid = { phone: 'none' };
const phones = Array.from(
	{ length: 30 },
	(_, index) => `09${String(index).padStart(7, '0')}0`,
).join();
const advertising = {
	resource: 'sms',
	operation: 'sendAdvertisingSms',
	phones,
	brandname: { __rl: true, mode: 'id', value: 'QC_ONLINE' },
	content: '[QC] Giam gia',
};
const paths = ['customOperations', 'declarative'] as const;

describe.each(paths)('through %s', (path) => {
	const setup = (items: IDataObject[], more: Partial<Setup> = {}): Setup => ({
		parameters: sms,
		items,
		credentials: credentials(),
		path,
		...more,
	});

	describe('several items', () => {
		test('each output item is linked to its input', async () => {
			const [items] = await output(setup([first, second, third]));
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 0 },
				{ item: 1 },
				{ item: 2 },
			]);
		});

		test('a refused one stands in its place when the node continues, and the others go out', async () => {
			const [items] = await output(
				setup([first, invalid, refused, third], { onError: 'continueRegularOutput' }),
			);
			expect(items.map(({ json }) => json.status ?? json.error)).toEqual([
				'accepted',
				expect.stringContaining("'Phone'"),
				'The balance of the eSMS account is too low',
				'accepted',
			]);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 1, 2, 3].map((item) => ({ item })),
			);
			expect(simulator.requests.map(({ body }) => body.Phone).sort()).toEqual(
				[refused, first, third].map(({ phone }) => phone),
			);
		});

		test('a refused one goes to the error output with its input and its link', async () => {
			const outputs = await output(
				setup([first, invalid, refused, third], { onError: 'continueErrorOutput' }),
			);
			expect(outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
				[{ item: 0 }, { item: 3 }],
				[{ item: 1 }, { item: 2 }],
			]);
			expect(outputs[1].map(({ json }) => json)).toMatchObject([
				{ ...invalid, error: expect.any(String) },
				{
					...refused,
					error: expect.any(String),
					message: { code: '103', description: expect.any(String) },
				},
			]);
		});

		test('no live error is reachable from an item', async () => {
			simulator.fault({ kind: 'drop', phone: first.phone });
			for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
				const outputs = await output(setup([first, invalid, refused], { onError }));
				expect(outputs.flat()).not.toEqual([]);
				for (const item of outputs.flat()) expect(item.error).toBeUndefined();
			}
		});

		test('a refused one stops the node, and the error says which one and what was accepted before', async () => {
			const batching = { batch: { batchSize: 1, batchInterval: 0 } };
			const parameters = { ...sms, requestOptions: { batching } };
			const error = await failure(setup([first, refused, third], { parameters }));
			expect(error?.name).toBe('NodeApiError');
			expect(error).toMatchObject({ httpCode: '103', context: { itemIndex: 1 } });
			expect(error?.message).toContain('The balance of the eSMS account is too low');
			if (path === 'customOperations') {
				expect(error?.message).toContain('(1 already accepted)');
				expect(error?.description).toContain(String([...simulator.messages.keys()][0]));
				expect(simulator.requests).toHaveLength(2);
			}
		});
	});

	describe('bad input', () => {
		test('is refused before anything is sent, by the label of the field', async () => {
			const error = await failure(setup([invalid]));
			// The declarative engine makes a NodeApiError of every other one.
			expect(error?.name).toBe(path === 'declarative' ? 'NodeApiError' : 'NodeOperationError');
			expect(error?.message).toContain("'Phone'");
			expect(error?.description).toContain('Nothing was sent');
			expect(error?.context).toMatchObject({ itemIndex: 0 });
			expect(simulator.requests).toEqual([]);
		});

		// n8n's declarative engine starts all items at once, each on its own.
		if (path === 'customOperations') {
			test.each([
				['the first', 0],
				['the second', 1],
				['the last of those that start together', 19],
			])('stops the node before another item starts: %s', async (_which, position) => {
				const items = Array.from({ length: 30 }, (_, index) => ({ ...first, code: index }));
				items[position] = { ...invalid, code: position };
				await failure(setup(items));
				expect(simulator.requests).toHaveLength(position);
			});
		}

		test('names every rule that is broken', async () => {
			const parameters = { ...sms, options: { requestId: 'x'.repeat(51), callbackUrl: 'none' } };
			const error = await failure(setup([invalid], { parameters }));
			expect(error?.message).toContain('(and 2 more)');
			for (const label of ['Phone', 'Request ID', 'Callback URL'])
				expect(error?.description).toContain(`'${label}'`);
		});

		test('an operation that an expression chooses is not carried out, and nothing is sent', async () => {
			const parameters = { ...sms, operation: '={{ "sendCustomerCareSms" }}' };
			await expect(run(setup([first], { parameters }))).rejects.toThrow();
			expect(simulator.requests).toEqual([]);
		});
	});

	test('empty values are left out of the request', async () => {
		const options = {
			requestId: '',
			callbackUrl: '',
			campaignId: '',
			sendDate: '',
			sandbox: false,
		};
		await output(setup([first], { parameters: { ...sms, options } }));
		expect(Object.values(simulator.requests[0].body)).not.toContain('');
		expect(Object.keys(simulator.requests[0].body).sort()).toEqual(
			[
				'ApiKey',
				'Brandname',
				'Content',
				'IsUnicode',
				'Phone',
				'RequestId',
				'SecretKey',
				'SmsType',
			].sort(),
		);
	});

	test('an ID longer than a number can hold keeps every digit', async () => {
		simulator.fault({
			kind: 'status',
			status: 200,
			body: '{"CodeResult":"100","CountRegenerate":0,"SMSID":12345678901234567890}',
		});
		const [[{ json }]] = await output(setup([first]));
		expect(json.smsId).toBe('12345678901234567890');
	});

	describe('an answer that is none of eSMS', () => {
		const stranger = 'What answered is not eSMS. The request may have arrived';
		test.each<[string, FaultRequest, string, string]>([
			[
				'an HTML page',
				{ kind: 'status', status: 200, body: '<html><title>Log in</title></html>' },
				stranger,
				"an HTML page ('Log in')",
			],
			['nothing', { kind: 'status', status: 200, body: '' }, stranger, 'an empty answer'],
			['an empty list', { kind: 'status', status: 200, body: '[]' }, stranger, 'not a JSON object'],
			[
				'HTTP 500',
				{ kind: 'status', status: 500, body: '<html>Request Error</html>' },
				stranger,
				'an HTML page',
			],
			[
				'HTTP 502 without a body',
				{ kind: 'status', status: 502, body: '' },
				stranger,
				'an empty answer with HTTP 502',
			],
			['HTTP 401', { kind: 'status', status: 401, body: 'who?' }, stranger, 'not a JSON object'],
			[
				'a broken connection',
				{ kind: 'drop' },
				'eSMS did not answer in time or the connection broke. The request may have arrived',
				'same Request ID',
			],
			[
				'silence',
				{ kind: 'timeout' },
				'eSMS did not answer in time or the connection broke. The request may have arrived',
				'same Request ID',
			],
		])(
			'%s is told in words, and the request is not repeated',
			async (_title, fault, message, description) => {
				const parameters = { ...sms, requestOptions: { timeout: 300 } };
				simulator.fault(fault);
				const error = await failure(setup([first], { parameters }));
				expect(error?.name).toBe('NodeApiError');
				expect(error?.message).toBe(message);
				expect(error?.description).toContain(description);
				expect((error?.context as IDataObject).data).toBeUndefined();
				expect(simulator.requests).toHaveLength(1);
			},
		);

		test('a server that is not there is told in words', async () => {
			const changed = { ...credentials(), restUrl: 'http://no-such-host.invalid' };
			const error = await failure(setup([first], { credentials: changed }));
			expect(error?.message).toBe('eSMS could not be reached. Nothing was sent');
		});

		test('a wrong URL of the credential is named by its label, and nothing is sent', async () => {
			const changed = { ...credentials(), restUrl: 'rest.esms.vn' };
			const error = await failure(setup([first], { credentials: changed }));
			expect(error?.message).toContain(
				"'REST URL' of the eSMS API credential is not a web address",
			);
			expect(error?.message).toContain('Nothing was sent');
		});
	});

	describe('a redirect', () => {
		const received: string[] = [];
		let gateway: FastifyInstance;
		let elsewhere: FastifyInstance;
		let gatewayUrl: string;

		beforeAll(async () => {
			elsewhere = fastify({ forceCloseConnections: true });
			elsewhere.all('*', (request) => {
				received.push(JSON.stringify([request.url, request.body]));
				return { CodeResult: '100', SMSID: 'elsewhere' };
			});
			const target = await elsewhere.listen({ port: 0, host: '127.0.0.1' });
			gateway = fastify({ forceCloseConnections: true });
			gateway.all<{ Params: { status: string } }>(
				'/:status/*',
				async (request, reply) =>
					await reply.redirect(`${target}/taken`, Number(request.params.status)),
			);
			gatewayUrl = await gateway.listen({ port: 0, host: '127.0.0.1' });
		});
		afterAll(async () => {
			await gateway.close();
			await elsewhere.close();
		});

		test.each(['301', '302', '307', '308'])(
			'%s is not followed, because the keys would go along',
			async (status) => {
				const changed = { ...credentials(), restUrl: `${gatewayUrl}/${status}` };
				const error = await failure(setup([first], { credentials: changed }));
				expect(error?.message).toBe('What answered is not eSMS. The request may have arrived');
				expect(received).toEqual([]);
			},
		);
	});

	describe('RequestId', () => {
		const idsOf = async (items: IDataObject[], executionId?: string) => {
			simulator.reset();
			await output(setup(items, { executionId }));
			return simulator.requests.map(({ body }) => String(body.RequestId)).sort();
		};

		test('is the same when an execution repeats a send, and another one in the next execution', async () => {
			const one = await idsOf([first, second], 'one');
			expect(await idsOf([first, second], 'one')).toEqual(one);
			expect(await idsOf([first, second], 'two')).not.toEqual(one);
		});

		test('differs between equal items, and fits into 50 characters', async () => {
			const ids = await idsOf([first, first, first]);
			expect(new Set(ids).size).toBe(3);
			for (const id of ids) expect(id).toMatch(/^[0-9a-f]{20,50}$/);
		});

		test('that eSMS already has counts as accepted, without an SMSID', async () => {
			const parameters = { ...sms, options: { requestId: 'order-1001' } };
			await output(setup([first], { parameters }));
			const [[{ json }]] = await output(setup([first], { parameters }));
			expect(json).toMatchObject({
				status: 'alreadyAccepted',
				requestId: 'order-1001',
				phone: first.phone,
			});
			expect(json).not.toHaveProperty('smsId');
			expect(simulator.messages.size).toBe(1);
		});

		test('that eSMS already has stops the node when the user wants that', async () => {
			const parameters = {
				...sms,
				options: { requestId: 'order-1001', repeatedRequestId: 'refuse' },
			};
			await output(setup([first], { parameters }));
			expect(await failure(setup([first], { parameters }))).toMatchObject({ httpCode: '124' });
		});
	});

	describe('every result code', () => {
		const refusals = errors.codes.filter(({ code }) => code !== '100');
		/** A case of an operation that the code is documented for. */
		const caseFor = (operations: string[]) =>
			(cases.find(({ call }) => operations.includes(call)) ??
				cases.find(({ call }) => call === 'sendCustomerCareSms')) as Case;

		test.each(refusals.map(({ code, operations }) => [code, caseFor(operations)] as const))(
			'%s is told as what happened and what to do',
			async (code, described) => {
				const one = await prepared(simulator, described);
				const operation = resources
					.flatMap(({ operations }) => operations)
					.find(({ value }) => value === one.operation);
				simulator.fault({ kind: 'code', code, operationId: one.call, times: 100 });
				const parameters = {
					...one.parameters,
					options: { ...(one.parameters.options as IDataObject), repeatedRequestId: 'refuse' },
				} as INodeParameters;
				const more = { parameters, onError: 'continueRegularOutput' as const };
				const [[{ json }]] = await output(setup(one.items ?? [{}], more));
				if (operation?.outcomes?.includes(code)) {
					expect(json).toMatchObject({ resultCode: code });
				} else {
					const { message, description } = adviseOn(code, operation as Operation);
					expect(json.error).toBe(message);
					expect((json.message as IDataObject).code).toBe(code);
					expect((json.message as IDataObject).description).toContain(
						description.replace(/\.$/, ''),
					);
				}
			},
			15_000,
		);
	});
});

test.each<[string, IDataObject]>([
	["'Proxy' is not a web address", { proxy: 'proxy.example.com' }],
	["'Proxy' is not a web address", { proxy: 'proxy.example.com:3128' }],
	["'Proxy' is not a web address", { proxy: 'socks://proxy' }],
	["'Proxy' is not a web address", { proxy: 'http://user:hidden@proxy.example.com:port' }],
	["'Proxy' is not a web address", { proxy: 'http://user:hidden@proxy.example.com:99999' }],
	["'Timeout' is 'soon'", { timeout: 'soon' }],
	["'Items per Batch' is '1.5'", { batching: { batch: { batchSize: 1.5 } } }],
	["'Items per Batch' is 'undefined'", { batching: { batch: { batchSize: '={{ $json.none }}' } } }],
	["'Batch Interval (Ms)' is '-1'", { batching: { batch: { batchInterval: -1 } } }],
	["Referenced node doesn't exist", { timeout: '={{ $("No Such Node").first().json.t }}' }],
])(
	'a setting that cannot be used is refused before anything is sent, by its label: %s',
	async (message, requestOptions) => {
		const parameters = { ...sms, requestOptions } as INodeParameters;
		const [items] = await output({
			parameters,
			items: [first, second],
			credentials: credentials(),
			onError: 'continueRegularOutput',
		});
		expect(items.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			[expect.stringContaining(message), { item: 0 }],
			[expect.stringContaining(message), { item: 1 }],
		]);
		const error = await failure({ parameters, items: [first], credentials: credentials() });
		expect(error?.message).toContain(message);
		expect(JSON.stringify([items, error?.message, error?.description, error?.stack])).not.toContain(
			'hidden',
		);
		expect(simulator.requests).toEqual([]);
	},
);

/** n8n's declarative engine reads expressions before the node does; up to 2.8 it stops at one that cannot be read. */
describe('an expression that cannot be read', () => {
	const reading = (text: string) => `={{ $json.broken ? $("No Such Node").first() : "${text}" }}`;

	test.each<[string, INodeParameters]>([
		['a parameter', { content: reading(String(sms.content)) }],
		['an option', { options: { campaignId: reading('July') } }],
		['a folded list', { ...advertising, phones: reading(phones) }],
		['an option of a folded list', { ...advertising, options: { campaignId: reading('July') } }],
	])('is the matter of its own item: %s', async (_title, changes) => {
		const parameters = { ...sms, ...changes };
		const [items] = await output({
			parameters,
			items: [{ ...first, broken: true }, second],
			credentials: credentials(),
			onError: 'continueRegularOutput',
		});
		expect(items[0]).toMatchObject({
			json: { error: expect.any(String) },
			pairedItem: { item: 0 },
		});
		expect(items.length).toBeGreaterThan(1);
		for (const item of items.slice(1))
			expect(item).toMatchObject({ json: { status: 'accepted' }, pairedItem: { item: 1 } });
	});
});
