import fastify from 'fastify';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { FaultRequest } from '../../simulator/faults';
import { failure, output, run, type Setup } from './engine';
import { credentials, rlc, simulator } from './simulator';

const unpaced = { batching: { batch: { batchSize: 20, batchInterval: 0 } } };
const text = '123456 la ma xac minh dang ky Baotrixemay cua ban';
const phones = ['0901888480', '0901888481', '0901888482'];
const [phone] = phones;
const items = phones.map((number) => ({ phone: number }));

const sms = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'sms',
	operation: 'sendCustomerCareSms',
	phone: '={{ $json.phone }}',
	brandname: rlc('Baotrixemay'),
	content: text,
	requestOptions: { timeout: 4000, ...unpaced },
	...more,
});
const generated: INodeParameters = {
	resource: 'otp',
	operation: 'sendGeneratedCode',
	phone: '={{ $json.phone }}',
	brandname: rlc('Baotrixemay'),
	codeText: '{OTP} la ma xac minh dang ky Baotrixemay cua ban',
	requestOptions: unpaced,
};

const jsons = async (setup: Partial<Setup> & { parameters: INodeParameters }) => {
	const all = await output({ items, credentials: credentials(), ...setup });
	return all.map((one) => one.map(({ json }) => json));
};
const received = () =>
	[...simulator.messages.values()].flatMap(({ sent }) => sent.map(({ address }) => address)).sort();
const bodies = () => simulator.requests.map(({ body }) => body as IDataObject);

describe('a node that n8n runs again', () => {
	test('gives back what was accepted, though its send date has passed meanwhile', async () => {
		const sendDate = new Date(Date.now() - 58_000).toISOString();
		simulator.fault({ kind: 'timeout', phone: phones[1], times: 1 });
		const [results] = await jsons({
			parameters: sms({ options: { sendDate }, requestOptions: { ...unpaced, timeout: 3000 } }),
			retryOnFail: true,
		});
		expect(results.map(({ status }) => status)).toEqual([
			'accepted',
			'alreadyAccepted',
			'accepted',
		]);
		expect(received()).toEqual(phones);
	}, 30_000);

	test.each<[string, INodeParameters]>([
		[
			'with another random text',
			{
				content:
					'={{ Math.random().toString().slice(2, 8) }} la ma xac minh dang ky Baotrixemay cua ban',
			},
		],
		[
			'in another request format',
			{
				options: {
					requestFormat: `={{ Date.now() > ${Date.now() + 1e9} ? "form" : (Math.random() < 0.5 ? "json" : "get") }}`,
				},
			},
		],
	])('sends what may have arrived exactly as it went out, not %s', async (_title, more) => {
		for (const number of phones)
			simulator.fault({ kind: 'drop', accepted: true, phone: number, times: 1 });
		await jsons({ parameters: sms(more), retryOnFail: true });
		expect(received()).toEqual(phones);
		for (const number of phones) {
			const sent = simulator.requests
				.map(({ path, query, body }) => JSON.stringify([path, query, body]))
				.filter((request) => request.includes(number));
			expect(sent.length).toBeGreaterThan(1);
			expect(new Set(sent).size).toBe(1);
		}
	});

	test('gives each of two items with one phone its own result', async () => {
		const two = [
			{ phone, code: '111111' },
			{ phone, code: '222222' },
			{ phone: phones[1], code: '333333' },
		];
		simulator.fault({ kind: 'drop', accepted: true, times: 1 });
		const [results] = await jsons({
			parameters: {
				resource: 'zns',
				operation: 'sendZnsBulk',
				oaId: rlc('4097311281936189049'),
				templateId: rlc('205644'),
				phone: '={{ $json.phone }}',
				options: { templateJson: '={{ JSON.stringify({ otp: $json.code }) }}' },
				requestOptions: unpaced,
			},
			items: two,
			retryOnFail: true,
		});
		const sent = bodies()[0].Data as Array<{ RequestId: string; Params: string[] }>;
		const codeOf = (id: unknown) => sent.find(({ RequestId }) => RequestId === id)?.Params[0];
		expect(results.map(({ requestId }) => codeOf(requestId))).toEqual(two.map(({ code }) => code));
		expect(received()).toEqual([phone, phone, phones[1]]);
	});
});

describe('a gateway', () => {
	const timedOut: FaultRequest = {
		kind: 'status',
		status: 504,
		body: '{"code":504,"message":"upstream timed out"}',
		accepted: true,
		times: 1,
	};

	test('that answers for eSMS leaves open whether the request arrived', async () => {
		simulator.fault(timedOut);
		const error = await failure({
			parameters: sms(),
			items: items.slice(0, 1),
			credentials: credentials(),
		});
		expect(error?.message).toBe('What answered is not eSMS. The request may have arrived');
	});

	test('that answers for eSMS does not make a second code', async () => {
		simulator.fault(timedOut);
		const error = await failure({
			parameters: generated,
			items: items.slice(0, 1),
			credentials: credentials(),
			retryOnFail: true,
		});
		expect(error?.message).toContain('may have arrived, so it was not sent again');
		expect(simulator.requests).toHaveLength(1);
	});

	test('that answers 503 is told as eSMS being down', async () => {
		const body =
			'<?xml version="1.0"?>\n<!DOCTYPE html><html><title>Service Unavailable</title></html>';
		simulator.fault({ kind: 'status', status: 503, body });
		const error = await failure({
			parameters: sms(),
			items: items.slice(0, 1),
			credentials: credentials(),
		});
		expect(error?.message).toContain('eSMS is down or busy');
		expect(error?.description).toContain("'Service Unavailable'");
	});
});

describe('an answer', () => {
	const checkCode: INodeParameters = {
		resource: 'otp',
		operation: 'checkCode',
		phone,
		typedCode: '123456',
	};
	test.each<[string, INodeParameters, IDataObject]>([
		['{"CodeResponse":"100","SMSID":"abc"}', sms(), { status: 'accepted', smsId: 'abc' }],
		['{"codeResult":"124"}', sms(), { status: 'alreadyAccepted' }],
		['{"codeResult":"100","smsid":"abc"}', sms(), { status: 'accepted', smsId: 'abc' }],
		['{"codeResult":"100"}', checkCode, { valid: true, resultCode: '100' }],
		['{"CodeResponse":"117"}', checkCode, { valid: false, resultCode: '117' }],
		[
			'{"CODERESPONSE":"100","sendstatus":5,"SentSuccess":1,"SentFailed":0,"TotalSend":1}',
			{ resource: 'message', operation: 'getMessageStatus', smsId: 'abc' },
			{ outcome: 'delivered', sendSuccess: 1, sendFailed: 0, totalSent: 1 },
		],
	])('%s is read', async (body, parameters, expected) => {
		simulator.fault({ kind: 'status', status: 200, body });
		const [[json]] = await jsons({ parameters, items: items.slice(0, 1) });
		expect(json).toMatchObject(expected);
	});

	test.each(['{"a":1}', '["x","y"]'])('with the SMSID %s is accepted, unread', async (smsId) => {
		const body = `{"CodeResult":"100","SMSID":${smsId}}`;
		simulator.fault({ kind: 'status', status: 200, body });
		const [[json]] = await jsons({ parameters: sms(), items: items.slice(0, 1) });
		expect(json).toMatchObject({ status: 'accepted' });
		expect(json).not.toHaveProperty('smsId');
		expect((json.hints as string[]).join()).toContain('could not be read');
	});

	test('that was accepted and cannot be read is a result, not an error', async () => {
		const body = '{"CodeResult":"100","detail":[null]}';
		simulator.fault({ kind: 'status', status: 200, body });
		const [[json]] = await jsons({
			parameters: {
				resource: 'zns',
				operation: 'sendZnsBulk',
				oaId: rlc('4097311281936189049'),
				templateId: rlc('205644'),
				phone: '={{ $json.phone }}',
				options: { templateJson: '{"otp":"123456"}' },
			},
			items: items.slice(0, 1),
		});
		expect(json.status).toBe('accepted');
		expect((json.hints as string[]).join()).toContain('could not be read');
	});
});

describe('ZNS in bulk', () => {
	const bulk: INodeParameters = {
		resource: 'zns',
		operation: 'sendZnsBulk',
		oaId: rlc('4097311281936189049'),
		templateId: rlc('205644'),
		phone: '={{ $json.phone }}',
		options: { templateJson: '={{ JSON.stringify({ otp: $json.code ?? "123456" }) }}' },
		requestOptions: unpaced,
	};
	const answered = (...detail: IDataObject[]) =>
		simulator.fault({
			kind: 'status',
			status: 200,
			body: JSON.stringify({ CodeResult: '100', detail }),
		});
	const taken = (Phone: string, SMSID: string) => ({ CodeResult: '100', Phone, SMSID });

	test('answers are matched by phone, whatever their order', async () => {
		const [a, b, c] = phones;
		answered(taken(b, 'of b'), { CodeResult: '108', Phone: `84${c.slice(1)}` }, taken(a, 'of a'));
		const [results] = await jsons({ parameters: bulk });
		expect(results.map(({ phone: number, smsId, code }) => [number, smsId ?? code])).toEqual([
			[a, 'of a'],
			[b, 'of b'],
			[c, '108'],
		]);
	});

	test('answers of equal phones are matched by position among them', async () => {
		answered(taken(phones[1], 'b'), taken(phone, 'first'), taken(phone, 'second'));
		const two = [
			{ phone, code: '1' },
			{ phone, code: '2' },
			{ phone: phones[1], code: '3' },
		];
		const [results] = await jsons({ parameters: bulk, items: two });
		expect(results.map(({ smsId }) => smsId)).toEqual(['first', 'second', 'b']);
	});

	test('one refused receiver leaves by the error output through the declarative engine too', async () => {
		answered({ CodeResult: '108', Phone: phone, ErrorMessage: 'bad' });
		const [sent, refused] = await jsons({
			parameters: { ...bulk, phone },
			items: [{}],
			onError: 'continueErrorOutput',
			path: 'declarative',
		});
		expect(sent).toEqual([]);
		expect(refused).toMatchObject([{ error: expect.stringContaining('phone number') }]);
	});

	test('a refused receiver leaves by the error output when that is chosen', async () => {
		const [a, b, c] = phones;
		answered(taken(a, 'a'), { CodeResult: '108', Phone: b, ErrorMessage: 'bad' }, taken(c, 'c'));
		const [sent, refused] = await jsons({ parameters: bulk, onError: 'continueErrorOutput' });
		expect(sent.map(({ phone: number }) => number)).toEqual([a, c]);
		expect(refused).toMatchObject([{ phone: b, error: expect.stringContaining('phone number') }]);
	});
});

describe('advertising', () => {
	const number = (index: number) => `09${String(index).padStart(7, '0')}0`;
	const advertising = (more: INodeParameters = {}): INodeParameters => ({
		resource: 'sms',
		operation: 'sendAdvertisingSms',
		phones: '={{ $json.phone }}',
		brandname: rlc('QC_ONLINE'),
		content: '={{ $json.text ?? "[QC] Giam gia hom nay" }}',
		requestOptions: unpaced,
		...more,
	});
	const many = (count: number, more: (index: number) => IDataObject = () => ({})) =>
		Array.from({ length: count }, (_, index) => ({ phone: number(index), ...more(index) }));

	test.each<[string, INodeParameters, IDataObject[], string]>([
		[
			'too few numbers',
			{},
			many(80, (index) => (index < 60 ? {} : { text: '[QC] Khac' })),
			"'Phones' holds 20 different numbers",
		],
		[
			'a Request ID that stands for two texts',
			{ options: { requestId: 'july' } },
			many(60, (index) => ({ text: index < 30 ? '[QC] Mot' : '[QC] Hai' })),
			"'Request ID' is 'july' for another message too",
		],
		[
			'a last request that is too short',
			{ options: { requestId: 'july' } },
			many(5001),
			'leaves 1 numbers for a last request',
		],
	])(
		'a group with %s stops the node before its first request',
		async (_title, more, list, message) => {
			const error = await failure({
				parameters: advertising(more),
				items: list,
				credentials: credentials(),
			});
			expect(error?.message).toContain(message);
			expect(simulator.requests).toHaveLength(0);
		},
	);

	test('a send date that each item computes makes one request, at the latest of the dates', async () => {
		const at = (index: number) =>
			new Date(Date.UTC(2099, 0, 1, 3, 0, index > 58 ? 59 : 0)).toISOString();
		await jsons({
			parameters: advertising({ options: { sendDate: '={{ $json.at }}' } }),
			items: many(60, (index) => ({ at: at(index) })),
		});
		expect(bodies().map(({ Phones, SendDate }) => [(Phones as string[]).length, SendDate])).toEqual(
			[[60, '2099-01-01 10:00:59']],
		);
	});

	test('dates a minute apart are two dates', async () => {
		const at = (index: number) =>
			new Date(Date.UTC(2099, 0, 1, 3, index < 30 ? 0 : 1)).toISOString();
		await jsons({
			parameters: advertising({ options: { sendDate: '={{ $json.at }}' } }),
			items: many(60, (index) => ({ at: at(index) })),
		});
		expect(bodies().map(({ SendDate }) => SendDate)).toEqual([
			'2099-01-01 10:00:00',
			'2099-01-01 10:01:00',
		]);
	});
});

describe('a Request ID of the user’s own', () => {
	const own = (more: INodeParameters = {}) =>
		sms({ options: { requestId: '={{ $json.order }}', ...(more.options as IDataObject) } });
	const order = [{ phone, order: 'A-1' }];
	/** The same message again in the next node: its output has no order, so the ID is an expression of that. */
	const next = (content: string, options: IDataObject = {}) =>
		sms({
			content,
			phone: '={{ $json.phone ?? "0901888480" }}',
			options: { requestId: '={{ "A-1" }}', ...options },
		});
	const other = text.replace('123456', '654321');

	test('is refused by name for a different message in another node of the execution', async () => {
		const error = await failure({
			parameters: own(),
			following: [next(other)],
			items: order,
			credentials: credentials(),
		});
		const { data } = await run({
			parameters: own(),
			following: [next(other)],
			items: order,
			credentials: credentials(),
		});
		expect(data.resultData.error?.message).toContain(
			"'Request ID' is 'A-1' for another message too",
		);
		expect(error).toBeDefined();
	});

	test('is already accepted, with a hint, for the same message in another node', async () => {
		const { data } = await run({
			parameters: own(),
			following: [next(text)],
			items: order,
			credentials: credentials(),
		});
		const [item] = data.resultData.runData['eSMS 2'][0].data?.main[0] ?? [];
		expect(item.json.status).toBe('alreadyAccepted');
		expect((item.json.hints as string[]).join()).toContain('under this Request ID');
		expect(received()).toEqual([phone]);
	});

	test.each(['form', 'xml', 'get'])(
		'is that of the same message by %s, which goes out where the first did not arrive',
		async (requestFormat) => {
			simulator.fault({ kind: 'drop', accepted: false, times: 1 });
			const { data } = await run({
				parameters: own(),
				following: [next(text, { requestFormat })],
				items: order,
				credentials: credentials(),
				onError: 'continueRegularOutput',
			});
			const [item] = data.resultData.runData['eSMS 2'][0].data?.main[0] ?? [];
			expect(item.json.status).toBe('accepted');
			expect(received()).toEqual([phone]);
		},
	);

	test.each<[string, FaultRequest | undefined, IDataObject]>([
		['eSMS refused the first message', { kind: 'code', code: '104' }, {}],
		['the first message was only checked in the sandbox', undefined, { sandbox: true }],
		['the first message was only looked at', undefined, { previewOnly: true }],
	])('is free again where %s', async (_title, fault, options) => {
		if (fault) simulator.fault(fault);
		const { data } = await run({
			parameters: own({ options } as INodeParameters),
			following: [next(other)],
			items: order,
			credentials: credentials(),
			onError: 'continueRegularOutput',
		});
		const [item] = data.resultData.runData['eSMS 2'][0].data?.main[0] ?? [];
		expect(item.json.status).toBe('accepted');
	});

	test('is held where the first message may have arrived', async () => {
		simulator.fault({ kind: 'drop', accepted: true, times: 1 });
		const { data } = await run({
			parameters: own(),
			following: [next(other)],
			items: order,
			credentials: credentials(),
			onError: 'continueRegularOutput',
		});
		const [item] = data.resultData.runData['eSMS 2'][0].data?.main[0] ?? [];
		expect(item.json.error).toContain("'Request ID' is 'A-1' for another message too");
	});

	test.each(['always', '=always'])('as the fixed text %s has a hint', async (requestId) => {
		const [[json]] = await jsons({
			parameters: sms({ options: { requestId } }),
			items: items.slice(0, 1),
		});
		expect((json.hints as string[]).join()).toContain(
			'refuses all later messages with it for 24 hours',
		);
	});

	test('that eSMS already has is not waited for', async () => {
		const parameters = sms({ options: { requestId: '={{ $json.order }}', waitForReceipt: true } });
		await jsons({ parameters: own(), items: order });
		const { waitTill, data } = await run({ parameters, items: order, credentials: credentials() });
		expect(waitTill ?? undefined).toBeUndefined();
		const [item] = data.resultData.runData.eSMS[0].data?.main[0] ?? [];
		expect(item.json.status).toBe('alreadyAccepted');
	});
});

test('two nodes with one node ID send two messages', async () => {
	await run({
		parameters: sms({ phone }),
		following: [sms({ phone })],
		items: [{}],
		credentials: credentials(),
		retryOnFail: true,
	});
	expect(received()).toEqual([phone, phone]);
});

describe.each(['customOperations', 'declarative'] as const)(
	'an option whose expression gives nothing, through %s',
	(path) => {
		const nothing = { undefined: '={{ $json.missing }}', null: '={{ null }}', empty: '={{ "" }}' };
		const options: Array<[string, string]> = [
			['sandbox', "'Sandbox'"],
			['waitForReceipt', "'Wait for Receipt'"],
			['requestId', "'Request ID'"],
		];
		const cases = options.flatMap(([name, label]) =>
			Object.entries(nothing).map(([what, expression]) => [name, what, label, expression] as const),
		);

		test.each<readonly [string, string, string, string]>([
			...cases,
			['sendDate', 'undefined', "'Send Date'", nothing.undefined],
			['sendDate', 'null', "'Send Date'", nothing.null],
		])('%s (%s) is refused by its label', async (name, _what, label, expression) => {
			const error = await failure({
				parameters: sms({ options: { [name]: expression } }),
				items: items.slice(0, 1),
				credentials: credentials(),
				path,
			});
			expect(error?.message).toContain(`${label} is an expression that gives nothing`);
			expect(simulator.requests).toHaveLength(0);
		});

		test.each(Object.entries(nothing))(
			'Preview Only (%s) is refused by its label',
			async (_what, previewOnly) => {
				const error = await failure({
					parameters: {
						resource: 'zaloOa',
						operation: 'sendZaloConsultationText',
						oaId: rlc('4097311281936189049'),
						zaloUserId: '7800378501923859642',
						zaloText: 'Xin chao',
						options: { previewOnly },
					},
					credentials: credentials(),
					path,
				});
				expect(error?.message).toContain("'Preview Only' is an expression that gives nothing");
				expect(simulator.requests).toHaveLength(0);
			},
		);

		test.each(Object.entries(nothing))(
			'Template Values (JSON) (%s) does not let the values of the form go out instead',
			async (_what, templateJson) => {
				const error = await failure({
					parameters: {
						resource: 'zns',
						operation: 'sendZns',
						oaId: rlc('4097311281936189049'),
						templateId: rlc('205644'),
						phone,
						templateData: { mappingMode: 'defineBelow', value: { otp: '111111' }, schema: [] },
						options: { templateJson },
					},
					credentials: credentials(),
					path,
				});
				expect(error?.message).toContain(
					"'Template Values (JSON)' is an expression that gives nothing",
				);
				expect(simulator.requests).toHaveLength(0);
			},
		);

		test('is refused too where the request format has no place for it', async () => {
			const error = await failure({
				parameters: sms({ options: { sandbox: nothing.undefined, requestFormat: 'xml' } }),
				items: items.slice(0, 1),
				credentials: credentials(),
				path,
			});
			expect(error?.message).toContain("'Sandbox'");
			expect(simulator.requests).toHaveLength(0);
		});

		test.each<[string, IDataObject, IDataObject, string]>([
			[
				'a fixed empty Request ID',
				{ requestId: '' },
				{ RequestId: expect.stringMatching(/^[0-9a-f]{40}$/) },
				'',
			],
			[
				'an empty Send Date',
				{ sendDate: nothing.empty },
				{ SendDate: undefined },
				'goes out at once',
			],
			[
				'a Callback URL',
				{ callbackUrl: nothing.undefined },
				{ CallbackUrl: 'https://n8n.example.com/cb' },
				'',
			],
		])('%s goes out as its text says', async (_title, more, expected, hint) => {
			const [[json]] = await jsons({
				parameters: sms({ options: more as INodeParameters }),
				items: items.slice(0, 1),
				credentials: { ...credentials(), callbackUrl: 'https://n8n.example.com/cb' },
				path,
			});
			expect(bodies()[0]).toEqual(expect.objectContaining({ Phone: phone }));
			for (const [name, value] of Object.entries(expected))
				expect(bodies()[0][name]).toEqual(value);
			if (hint) expect((json.hints as string[]).join()).toContain(hint);
		});
	},
);

describe('a long run', () => {
	test.each([
		['one node', 12, false],
		['two nodes', 6, true],
	])(
		'of %s never starts more requests in any interval than are set',
		async (_what, count, isTwo) => {
			const list = Array.from({ length: count }, (_, index) => ({
				phone: `09018884${10 + index}`,
			}));
			const at: number[] = [];
			const server = fastify();
			server.post('*', async () => {
				at.push(Date.now());
				return { CodeResult: '100', SMSID: String(at.length) };
			});
			const restUrl = await server.listen({ port: 0, host: '127.0.0.1' });
			const parameters = sms({
				requestOptions: { batching: { batch: { batchSize: 4, batchInterval: 400 } } },
			});
			await jsons({
				parameters,
				following: isTwo ? [parameters] : [],
				items: list,
				credentials: { ...credentials(), restUrl },
			});
			await server.close();
			expect(at).toHaveLength(12);
			for (let index = 4; index < at.length; index++) {
				expect(at[index] - at[index - 4]).toBeGreaterThanOrEqual(399);
			}
		},
	);

	test('is told in less than 2,000 characters when all of it fails', async () => {
		const list = Array.from({ length: 300 }, (_, index) => ({ phone: `0${900000000 + index}` }));
		simulator.fault({ kind: 'drop', accepted: true, times: 1000 });
		const error = await failure({
			parameters: sms({
				requestOptions: { batching: { batch: { batchSize: -1, batchInterval: 0 } } },
			}),
			items: list,
			credentials: credentials(),
		});
		expect(String(error?.message).length).toBeLessThan(2000);
		expect(String(error?.description).length).toBeLessThan(2000);
		expect(error?.message).toContain('299 others may have arrived');
		expect(error?.description).toMatch(/and 289 more/);
	});
});

describe('a list that spans two requests', () => {
	const number = (index: number) => `09${String(index).padStart(7, '0')}0`;
	const numbersUpTo = (count: number) => Array.from({ length: count }, (_, index) => number(index));
	const campaign = (options: IDataObject = {}): INodeParameters => ({
		resource: 'sms',
		operation: 'sendAdvertisingSms',
		phones: '={{ $json.phones }}',
		brandname: rlc('QC_ONLINE'),
		content: '={{ "[QC] Giam gia " + Math.random() }}',
		requestOptions: unpaced,
		options: options as INodeParameters,
	});

	test.each([1, 2])(
		'reaches each number once when request %i is dropped after it was accepted',
		async (nth) => {
			simulator.fault({ kind: 'drop', accepted: true, nth, times: 1 });
			const [results] = await jsons({
				parameters: campaign(),
				items: [{ phones: numbersUpTo(5020) }],
				retryOnFail: true,
			});
			expect(results).toHaveLength(5020);
			expect(received()).toHaveLength(5020);
			expect(new Set(received()).size).toBe(5020);
		},
		60_000,
	);

	test('keeps telling what it could not send when n8n runs it again', async () => {
		const [results] = await jsons({
			parameters: campaign({ requestId: 'july' }),
			items: [{ phones: numbersUpTo(5010) }],
			retryOnFail: true,
			onError: 'continueRegularOutput',
		});
		expect(results.filter(({ error }) => error !== undefined)).toHaveLength(1);
		expect(received()).toHaveLength(5000);
	}, 60_000);
});

describe('what n8n runs again', () => {
	const bulk = (more: INodeParameters = {}): INodeParameters => ({
		resource: 'zns',
		operation: 'sendZnsBulk',
		oaId: rlc('4097311281936189049'),
		templateId: rlc('205644'),
		phone: '={{ $json.phone }}',
		requestOptions: unpaced,
		...more,
		options: {
			templateJson: '={{ JSON.stringify({ otp: Math.random().toString().slice(2, 8) }) }}',
			...(more.options as INodeParameters),
		},
	});

	test('is not sent again because its first receiver was refused', async () => {
		const detail = [
			{ CodeResult: '108', Phone: phone },
			{ CodeResult: '100', Phone: phones[1], SMSID: 'b' },
		];
		const body = JSON.stringify({ CodeResult: '100', detail });
		simulator.fault({ kind: 'status', status: 200, body, times: 10 });
		await jsons({
			parameters: bulk(),
			items: items.slice(0, 2),
			retryOnFail: true,
			onError: 'continueErrorOutput',
		});
		expect(simulator.requests).toHaveLength(1);
	});

	test('is not told as refused where eSMS has it from the first try', async () => {
		simulator.fault({ kind: 'drop', accepted: true, times: 1 });
		const [results] = await jsons({
			parameters: bulk({ options: { repeatedRequestId: 'refuse' } }),
			items: items.slice(0, 2),
			retryOnFail: true,
		});
		expect(results.map(({ status }) => status)).toEqual(['alreadyAccepted', 'alreadyAccepted']);
		expect(received()).toEqual(phones.slice(0, 2));
	});

	test('is told in the error though another item breaks a rule by then', async () => {
		const list = [...phones, '0901888483', '0901888484', '0901888485'].map((number) => ({
			phone: number,
		}));
		const until = Date.now() + 1500;
		simulator.fault({ kind: 'code', code: '103', phone: list[0].phone, times: 1 });
		simulator.fault({ kind: 'timeout', phone: list[3].phone, times: 1 });
		const error = await failure({
			parameters: sms({
				content: `={{ $json.phone === '${phone}' && Date.now() > ${until} ? '' : '${text}' }}`,
				requestOptions: { ...unpaced, timeout: 2000 },
			}),
			items: list,
			credentials: credentials(),
			retryOnFail: true,
		});
		expect(error?.message).toContain('5 already accepted');
	}, 30_000);
});

describe('a run that n8n repeats and that stops again', () => {
	const many = Array.from({ length: 60 }, (_, index) => ({ phone: `0${900000000 + index}` }));

	test('tells all that its tries have sent, though the first item may have arrived', async () => {
		simulator.fault({ kind: 'drop', accepted: true, phone: many[0].phone, times: 1 });
		const setup = { items: many, credentials: credentials(), retryOnFail: true };
		const error = await failure({ parameters: generated, ...setup });
		const accepted = received().length - 1;
		expect(accepted).toBeGreaterThan(1);
		expect(error?.message).toBe(
			`This was sent before and may have arrived, so it was not sent again (${accepted} already accepted)`,
		);
	});

	test('names all that may have arrived, where a call without a Request ID cannot be repeated', async () => {
		simulator.fault({ kind: 'drop', accepted: true, times: 6 });
		const parameters = { ...generated, requestOptions: { timeout: 4000, ...unpaced } };
		const setup = { items: many.slice(0, 12), credentials: credentials(), retryOnFail: true };
		const error = await failure({ parameters, ...setup });
		expect(received()).toHaveLength(12);
		expect(error?.message).toContain('(6 already accepted, 5 others may have arrived)');
	});

	test('does not say that nothing was sent where the declarative engine runs it', async () => {
		const start = Date.now();
		simulator.fault({ kind: 'code', code: '160', phone, times: 9 });
		const timeout = `={{ Date.now() > ${start} + 3500 ? -5 : 30000 }}`;
		const error = await failure({
			parameters: sms({ requestOptions: { ...unpaced, timeout } }),
			items: [...items].reverse(),
			credentials: credentials(),
			retryOnFail: true,
			path: 'declarative',
		});
		expect(received()).not.toEqual([]);
		expect(error?.message).toMatch(/^'Timeout' is '-5'.* An earlier try may have arrived$/);
		expect(error?.description).not.toContain('Nothing was sent');
	});

	test('that cannot read its credential tells what an earlier one had accepted', async () => {
		simulator.fault({ kind: 'code', code: '160', phone, times: 9 });
		let tries = 0;
		const error = await failure({
			parameters: sms({}),
			items,
			get credentials() {
				if (++tries > 1) throw new Error('The database is away');
				return credentials();
			},
			retryOnFail: true,
		});
		expect(received()).not.toEqual([]);
		expect(error?.message).toMatch(/^The database is away \(\d already accepted\)$/);
	});

	test.each(['customOperations', 'declarative'] as const)(
		'gives back what is known, and says of each other item what is, when its settings break: %s',
		async (path) => {
			const start = Date.now();
			simulator.fault({ kind: 'code', code: '160', phone, times: 9 });
			const timeout = `={{ Date.now() > ${start} + 3500 ? -5 : 30000 }}`;
			const [results] = await jsons({
				parameters: sms({ requestOptions: { ...unpaced, timeout } }),
				onError: 'continueRegularOutput',
				retryOnFail: true,
				path,
			});
			const [refused, ...others] = results;
			expect(refused).toMatchObject({
				error: expect.stringMatching(/^'Timeout' is '-5'/),
				message: { description: expect.stringContaining('Nothing was sent') },
			});
			expect(refused.error).not.toContain('earlier try');
			expect(others.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
		},
	);

	test('counts what was taken of a list and what was refused of it', async () => {
		const list = Array.from({ length: 5030 }, (_, index) => `0${910000000 + index}`);
		simulator.fault({ kind: 'code', code: '160', phone: list[5029], times: 9 });
		const sendDate = new Date(Date.now() - 58_500).toISOString();
		const { data } = await run({
			parameters: {
				resource: 'sms',
				operation: 'sendAdvertisingSms',
				phones: '={{ $json.phones }}',
				brandname: rlc('QC_ONLINE'),
				content: '[QC] Giam gia hom nay',
				options: { sendDate },
				requestOptions: unpaced,
			},
			items: [{ phones: 'Lan' }, { phones: list }],
			credentials: credentials(),
			onError: 'continueRegularOutput',
			retryOnFail: true,
		});
		const [{ hints, data: out }] = data.resultData.runData.eSMS;
		expect(hints).toMatchObject([{ message: '5031 receivers: 2515 accepted, 2516 refused' }]);
		const { error } = out?.main[0]?.at(-1)?.json ?? {};
		expect(error).toContain('(receivers of this item already handed to eSMS: 2515)');
		expect(error).not.toContain('may have arrived');
	});

	test('does not say that nothing was sent where its calls have no Request ID', async () => {
		const start = Date.now();
		simulator.fault({ kind: 'code', code: '160', phone, times: 9 });
		const requestOptions = { timeout: `={{ Date.now() > ${start} + 3500 ? -5 : 30000 }}` };
		const error = await failure({
			parameters: { ...generated, requestOptions },
			items: items.slice(0, 2),
			credentials: credentials(),
			retryOnFail: true,
		});
		expect(received()).toEqual([phones[1]]);
		expect(error?.message).toMatch(/^'Timeout' is '-5'.*\(1 already accepted\)$/);
		expect(error?.description).toMatch(/^Nothing was sent for this item\. Change it/);
	});
});

test('a repetition does not tell a message under a Request ID of the user’s own as its own', async () => {
	const options = { requestId: '={{ "order-" + 5 }}', repeatedRequestId: 'refuse' };
	const setup = { items: items.slice(0, 1), credentials: credentials(), retryOnFail: true };
	await jsons({
		...setup,
		parameters: sms({ options, content: text.replace('123456', '999999') }),
	});
	simulator.fault({ kind: 'drop', times: 1 });
	const [[result]] = await jsons({ ...setup, parameters: sms({ options }) });
	expect(result.status).toBe('alreadyAccepted');
	expect(result.hints).toEqual([expect.stringContaining('perhaps another one')]);
});

test('an ID of spaces is none', async () => {
	const [[result]] = await jsons({
		parameters: sms({ options: { requestId: '  ' } }),
		items: items.slice(0, 1),
	});
	expect(result).not.toHaveProperty('hints');
});

describe('a claim', () => {
	test.each(['customOperations', 'declarative'] as const)(
		'stays with the message that was sent after an equal one was refused, %s',
		async (path) => {
			const options = { requestId: '={{ "order-7" }}', repeatedRequestId: 'refuse' };
			simulator.fault({ kind: 'code', code: '103', times: 1 });
			const { data } = await run({
				parameters: sms({ phone, options }),
				items: [{}, {}],
				following: [sms({ phone: phones[1], options })],
				credentials: credentials(),
				onError: 'continueRegularOutput',
				path,
			});
			const [{ error, data: out }] = data.resultData.runData['eSMS 2'];
			const found = error?.message ?? JSON.stringify(out?.main[0]);
			expect(found).toContain("'Request ID' is 'order-7' for another message too");
		},
	);

	test('stays with the message that was sent when equal ones that share a request are refused', async () => {
		const zns = (more: INodeParameters): INodeParameters => ({
			resource: 'zns',
			operation: 'sendZnsBulk',
			oaId: rlc('4097311281936189049'),
			templateId: rlc('205644'),
			phone,
			options: { templateJson: '{"otp":"123456"}', requestId: '={{ "order-1" }}', ...more },
		});
		const body = JSON.stringify({
			CodeResult: '100',
			detail: [{ CodeResult: '110', Phone: phone }],
		});
		simulator.fault({ kind: 'status', status: 200, body, times: 1 });
		const { data } = await run({
			parameters: zns({ campaignId: '={{ $json.campaign }}' }),
			items: ['a', 'a', 'b'].map((campaign) => ({ campaign })),
			following: [zns({ templateJson: '{"otp":"777777"}' })],
			credentials: credentials(),
		});
		expect(received()).toEqual([phone]);
		const error = data.resultData.runData['eSMS 2'][0].error;
		expect(error?.message).toContain("'Request ID' is 'order-1' for another message too");
	});

	test('stays with the message that was sent when an equal one is refused', async () => {
		const list = [phone, phone, phones[1]].map((number) => ({ phone: number, order: 'order-7' }));
		const [results] = await jsons({
			parameters: {
				...sms(),
				options: { requestId: '={{ $json.order }}', repeatedRequestId: 'refuse' },
				requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 0 } } },
			},
			items: list,
			onError: 'continueRegularOutput',
		});
		expect(results[2].error).toContain("'Request ID' is 'order-7' for another message too");
	});

	test('of a receiver that eSMS refused is free for a message by another channel', async () => {
		const body = JSON.stringify({
			CodeResult: '100',
			detail: [{ CodeResult: '108', Phone: phone }],
		});
		simulator.fault({ kind: 'status', status: 200, body, times: 1 });
		const { data } = await run({
			parameters: {
				resource: 'zns',
				operation: 'sendZnsBulk',
				oaId: rlc('4097311281936189049'),
				templateId: rlc('205644'),
				phone,
				options: { templateJson: '{"otp":"123456"}', requestId: '={{ "order-8" }}' },
			},
			following: [sms({ phone, options: { requestId: '={{ "order-8" }}' } })],
			items: [{}],
			credentials: credentials(),
		});
		const [item] = data.resultData.runData['eSMS 2'][0].data?.main[0] ?? [];
		expect(item.json.status).toBe('accepted');
	});
});
