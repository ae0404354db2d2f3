import type { IDataObject } from 'n8n-workflow';
import { failure, output, run } from './engine';
import { credentials, rlc, simulator } from './simulator';

/** Numbers that are all delivered. */
const numbers = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ phone: `09${String(index).padStart(7, '0')}0` }));
/** The same in items of several, where one for each would cost n8n more than it shows. */
const packed = (count: number) => {
	const all = numbers(count).map(({ phone }) => phone);
	return Array.from({ length: Math.ceil(count / 500) }, (_, index) => ({
		phone: all.slice(index * 500, (index + 1) * 500).join(),
	}));
};
const unpaced = { batching: { batch: { batchSize: 20, batchInterval: 0 } } };

const advertising = {
	resource: 'sms',
	operation: 'sendAdvertisingSms',
	phones: '={{ $json.phone }}',
	brandname: rlc('QC_ONLINE'),
	content: '[QC] Giam gia hom nay',
	requestOptions: unpaced,
};

/** An SMS for each item. */
const sms = {
	resource: 'sms',
	operation: 'sendCustomerCareSms',
	phone: '={{ $json.phone }}',
	brandname: rlc('Baotrixemay'),
	content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
	requestOptions: { timeout: 4000, ...unpaced },
};

const znsBulk = {
	resource: 'zns',
	operation: 'sendZnsBulk',
	oaId: rlc('4097311281936189049'),
	templateId: rlc('205644'),
	phone: '={{ $json.phone }}',
};

const sizes = () =>
	simulator.requests.map(({ body }) => ((body.Phones ?? body.Data) as unknown as unknown[]).length);

describe('advertising SMS', () => {
	test('5,020 items with one text make two requests of equal size, with a result for each item', async () => {
		const items = numbers(5020);
		const [results] = await output({ parameters: advertising, items, credentials: credentials() });
		expect(sizes()).toEqual([2510, 2510]);
		expect(results).toHaveLength(5020);
		results.forEach(({ json, pairedItem }, index) => {
			expect(json).toMatchObject({ status: 'accepted', phone: items[index].phone });
			expect(pairedItem).toEqual({ item: index });
		});
		expect(new Set(simulator.requests.map(({ body }) => body.RequestId)).size).toBe(2);
	});

	test('one that may have arrived is looked for, because its Request ID would stand for the whole list', async () => {
		simulator.fault({ kind: 'drop', times: 1 });
		const items = numbers(30);
		const error = await failure({ parameters: advertising, items, credentials: credentials() });
		expect(error?.description).toContain("Look for the message with 'Get Many Sent'");
		expect(error?.description).not.toContain('same Request ID');
	});

	test('items with another text go into another request', async () => {
		const items = numbers(60).map((item, index) => ({
			...item,
			text: index % 2 ? '[QC] A' : '[QC] B',
		}));
		const parameters = { ...advertising, content: '={{ $json.text }}' };
		await output({ parameters, items, credentials: credentials() });
		expect(sizes()).toEqual([30, 30]);
	});

	test('one choice in two writings does not divide a list', async () => {
		const items = numbers(40).map((item, index) => ({
			...item,
			choice: index % 2 ? 'refuse' : ' refuse',
		}));
		const options = { repeatedRequestId: '={{ $json.choice }}' };
		await output({ parameters: { ...advertising, options }, items, credentials: credentials() });
		expect(sizes()).toEqual([40]);
	});

	test('an item of which a part went out does not say that nothing was sent', async () => {
		const phones = numbers(10_000).map(({ phone }) => phone);
		simulator.fault({ kind: 'status', status: 407, phone: phones[9999], times: 1 });
		const [, [{ json }]] = await output({
			parameters: { ...advertising, phones: phones.join() },
			credentials: credentials(),
			onError: 'continueErrorOutput',
		});
		expect(json.error).toContain('receivers of this item already handed to eSMS: 5000');
		expect(JSON.stringify(json)).not.toContain('Nothing was sent');
	});

	test('fewer than 30 different numbers are refused before anything is sent', async () => {
		const error = await failure({
			parameters: advertising,
			items: numbers(29),
			credentials: credentials(),
		});
		expect(error?.message).toMatch(/^'Phones' holds 29 different numbers .* at least 30/);
		expect(simulator.requests).toEqual([]);
	});

	test('a repeated number goes out once and each of its items says so', async () => {
		const items = [...numbers(30), { phone: '+84 900 000 000' }];
		const [results] = await output({ parameters: advertising, items, credentials: credentials() });
		expect(sizes()).toEqual([30]);
		expect(results[30].json).toMatchObject({
			status: 'repeated',
			phone: '0900000000',
			smsId: results[0].json.smsId,
		});
	});

	test('a bad item does not keep the others from going when the node continues on fail', async () => {
		const items: IDataObject[] = [...numbers(31), { phone: 'Lan' }];
		const [results] = await output({
			parameters: advertising,
			items,
			credentials: credentials(),
			onError: 'continueRegularOutput',
		});
		expect(sizes()).toEqual([31]);
		expect(results[31]).toMatchObject({
			json: { error: expect.stringContaining("'Phones'") as string },
			pairedItem: { item: 31 },
		});
	});

	test('an expression that fails for one item does not keep the others from going', async () => {
		const items = numbers(31).map((number, index) => ({ ...number, isBad: index === 3 }));
		const phones = "={{ $json.isBad ? $('Nowhere').first() : $json.phone }}";
		const [results] = await output({
			parameters: { ...advertising, phones },
			items,
			credentials: credentials(),
			onError: 'continueRegularOutput',
		});
		expect(sizes()).toEqual([30]);
		expect(results.map(({ json }) => json.error !== undefined).indexOf(true)).toBe(3);
		expect(results.filter(({ json }) => json.error !== undefined)).toHaveLength(1);
	});

	describe('with a request ID of the user', () => {
		const july = { ...advertising, options: { requestId: 'july' } };
		const ids = () => simulator.requests.map(({ body }) => body.RequestId);

		test.each([
			[30, [30], ['july']],
			[5000, [5000], ['july']],
			[5030, [5000, 30], ['july', 'july-2']],
			[10_030, [5000, 5000, 30], ['july', 'july-2', 'july-3']],
		])(
			'%i numbers go out in full requests that are told apart by a number',
			async (count, expected, requestIds) => {
				await output({ parameters: july, items: packed(count), credentials: credentials() });
				expect(sizes()).toEqual(expected);
				expect(ids()).toEqual(requestIds);
			},
		);

		test('numbers added to a list that went out are the only ones that it goes out to', async () => {
			await output({ parameters: july, items: packed(5000), credentials: credentials() });
			const [results] = await output({
				parameters: july,
				items: packed(5030),
				credentials: credentials(),
			});
			expect(results.map(({ json }) => json.status)).toEqual([
				...Array<string>(5000).fill('alreadyAccepted'),
				...Array<string>(30).fill('accepted'),
			]);
		});

		test('too few numbers for a last request are refused before anything is sent', async () => {
			const error = await failure({
				parameters: july,
				items: packed(5010),
				credentials: credentials(),
			});
			expect(error?.message).toContain(
				"'Phones' leaves 10 numbers for a last request with this 'Request ID'",
			);
			expect(simulator.requests).toEqual([]);
		});

		test('a second text under it is refused, because eSMS would take it for the first', async () => {
			const items = numbers(60).map((item, index) => ({
				...item,
				text: index < 30 ? '[QC] A' : '[QC] B',
			}));
			const parameters = { ...july, content: '={{ $json.text }}' };
			const [results] = await output({
				parameters,
				items,
				credentials: credentials(),
				onError: 'continueRegularOutput',
			});
			expect(sizes()).toEqual([30]);
			for (const { json } of results.slice(30))
				expect(json.error).toContain("'Request ID' is 'july' for another message too");
		});

		test('that leaves no room for the number is refused before anything is sent', async () => {
			const parameters = { ...advertising, options: { requestId: 'x'.repeat(49) } };
			const more = { parameters, items: packed(5030), credentials: credentials() };
			const [results] = await output({ ...more, onError: 'continueRegularOutput' });
			for (const { json } of results)
				expect(json.error).toContain("'Request ID' is 49 characters, at most 48");
			expect(await failure(more)).toMatchObject({ message: results[0].json.error });
			expect(simulator.requests).toEqual([]);
		});
	});
});

describe('Viber whose Request Format takes no list', () => {
	const viberByGet = {
		resource: 'viber',
		operation: 'sendViber',
		phones: '={{ $json.phone }}',
		brandname: rlc('BAT DONG SAN GIA TOT'),
		viberLayout: 'text',
		viberText: 'Xin chao',
		options: { getFormat: 'get', requestId: '={{ $json.order }}' },
		requestOptions: unpaced,
	};
	const [one, two] = numbers(2).map((item, index) => ({ ...item, order: `order-${index}` }));

	test.each<[string, IDataObject, RegExp]>([
		['a number that is none', { ...two, phone: 'abc' }, /^'Phones' holds what is no phone number/],
		['a Request ID that stands twice', { ...two, order: one.order }, /^'Request ID' is 'order-0'/],
	])('%s stops the node before the first request', async (_what, bad, message) => {
		const error = await failure({
			parameters: viberByGet,
			items: [one, bad],
			credentials: credentials(),
		});
		expect(error?.message).toMatch(message);
		expect(simulator.requests).toEqual([]);
	});

	test('each item has a request of its own, and the results of both tries', async () => {
		simulator.fault({ kind: 'code', code: '103', phone: two.phone, times: 1 });
		const [results] = await output({
			parameters: viberByGet,
			items: [one, two],
			credentials: credentials(),
			retryOnFail: true,
		});
		expect(results.map(({ json }) => [json.status, json.phone, json.requestId])).toEqual(
			[one, two].map(({ phone, order }) => ['accepted', phone, order]),
		);
		expect(simulator.messages.size).toBe(2);
	});
});

describe('what became of the receivers of a run', () => {
	test('is told of a request that may have arrived by its receivers, not as one', async () => {
		const items = packed(15_000);
		const all = numbers(15_000);
		simulator.fault({ kind: 'code', code: '103', phone: all[0].phone, times: 1 });
		simulator.fault({ kind: 'drop', accepted: true, phone: all[7000].phone, times: 1 });
		const error = await failure({ parameters: advertising, items, credentials: credentials() });
		expect(error?.message).toContain('(5000 already accepted, 5000 others may have arrived)');
	});

	test.each([
		['items', sms, numbers(3), '3 receivers: 2 accepted, 1 may have arrived'],
		['a list', advertising, packed(5030), '5030 receivers: 2515 accepted, 2515 may have arrived'],
	])('is counted with those that may have: %s', async (_what, parameters, items, message) => {
		const last = items.at(-1)?.phone.split(',').at(-1);
		simulator.fault({ kind: 'drop', accepted: true, phone: last, times: 1 });
		const { data } = await run({
			parameters,
			items,
			credentials: credentials(),
			onError: 'continueRegularOutput',
		});
		expect(data.resultData.runData.eSMS[0].hints).toMatchObject([{ message }]);
	});
});

describe('ZNS in bulk', () => {
	test('equal items are not told as sent where eSMS had their Request ID before', async () => {
		const parameters = (otp: string) => ({
			...znsBulk,
			options: { templateJson: `{"otp":"${otp}"}`, requestId: '={{ "order-1" }}' },
		});
		const [item] = numbers(1);
		const setup = { items: [item, item], credentials: credentials() };
		await output({ ...setup, parameters: parameters('999999') });
		const [results] = await output({ ...setup, parameters: parameters('123456') });
		expect(results.map(({ json }) => json.status)).toEqual(['alreadyAccepted', 'alreadyAccepted']);
		for (const { json } of results) expect(String(json.hints)).toContain('perhaps another one');
	});

	test('an answer to a used Request ID that cannot be read says nothing of the receiver', async () => {
		const body = '{"CodeResult":"124","detail":["x"]}';
		simulator.fault({ kind: 'status', status: 200, body, times: 1 });
		const parameters = { ...znsBulk, options: { templateJson: '{"otp":"123456"}' } };
		const items = numbers(1);
		const [[{ json }]] = await output({ parameters, items, credentials: credentials() });
		expect(json).toMatchObject({
			status: 'unknown',
			statusText: expect.stringContaining('could not be read'),
		});
	});

	const bulk = {
		...znsBulk,
		templateData: {
			mappingMode: 'defineBelow',
			value: { otp: '={{ $json.otp }}' },
			schema: [{ id: 'otp' }],
		},
		requestOptions: unpaced,
	};
	const items = numbers(1001).map((item, index) => ({ ...item, otp: String(index) }));

	test('1,001 items make three requests, each receiver with a request ID of its own', async () => {
		const [results] = await output({ parameters: bulk, items, credentials: credentials() });
		expect(sizes()).toEqual([334, 334, 333]);
		expect(results.map(({ json }) => json.phone)).toEqual(items.map(({ phone }) => phone));
		expect(new Set(results.map(({ json }) => json.requestId)).size).toBe(1001);
	});

	test('a receiver that eSMS refuses inside an accepted request has its own result', async () => {
		const some = [...items.slice(0, 3), { phone: '0900000790', otp: '1' }];
		const [results] = await output({ parameters: bulk, items: some, credentials: credentials() });
		expect(results.map(({ json }) => json.status)).toEqual([
			'accepted',
			'accepted',
			'accepted',
			'refused',
		]);
	});
});

describe('what eSMS says of a receiver of a request that may have arrived before', () => {
	const parameters = {
		...znsBulk,
		options: { templateJson: '{"otp":"123456"}', sendDate: '={{ $json.date }}' },
		requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 0 } } },
	};
	const receivers = ['0901888480', '0901888481'];
	const items = receivers.map((phone, day) => ({ phone, date: `2099-01-0${day + 1} 09:00:00` }));
	const answers = (body: object, nth = 1) =>
		simulator.fault({ kind: 'status', status: 200, body: JSON.stringify(body), nth, times: 1 });

	test.each<[string, object, string, string]>([
		[
			'a refusal',
			{ CodeResult: '100', detail: [{ CodeResult: '103', Phone: receivers[0] }] },
			'unknown',
			'An earlier try may have arrived',
		],
		['124 as a whole', { CodeResult: '124' }, 'unknown', 'eSMS already had one of the Request IDs'],
	])('%s', async (_name, answer, status, words) => {
		simulator.fault({ kind: 'drop', accepted: true, times: 1 });
		answers(answer, 2);
		const [[{ json }]] = await output({
			parameters,
			items: receivers.map((phone) => ({ ...items[0], phone })),
			credentials: credentials(),
			retryOnFail: true,
		});
		expect(json).toMatchObject({ status, statusText: expect.stringContaining(words) });
		expect(simulator.requests).toHaveLength(2);
	});

	test('nothing, where the next request is refused and stops the node', async () => {
		answers({ CodeResult: '100', detail: [] });
		simulator.fault({ kind: 'code', code: '103', nth: 2, times: 1 });
		const error = await failure({ parameters, items, credentials: credentials() });
		expect(error?.message).toContain('(1 other may have arrived)');
		expect(error?.description).toContain('item 0: may have arrived, Request ID');
	});
});

describe('a node that retries on fail', () => {
	const perPhone = () => {
		const counts: Record<string, number> = {};
		for (const { sent } of simulator.messages.values())
			for (const { address } of sent) counts[address] = (counts[address] ?? 0) + 1;
		return Object.values(counts);
	};

	test.each([
		['a dropped connection', { kind: 'drop' as const }],
		['a dropped connection after eSMS accepted', { kind: 'drop' as const, accepted: true }],
		['an HTTP 500', { kind: 'status' as const, status: 500 }],
		['a time-out after eSMS accepted', { kind: 'timeout' as const, accepted: true }],
	])('sends each message once when the third of ten items meets %s', async (_name, fault) => {
		const items = numbers(10);
		simulator.fault({ ...fault, phone: items[2].phone, times: 1 });
		const [results] = await output({
			parameters: sms,
			items,
			credentials: credentials(),
			retryOnFail: true,
		});
		expect(results).toHaveLength(10);
		expect(perPhone()).toEqual(Array(10).fill(1));
		results.forEach(({ json }, index) => {
			expect(json.status).toMatch(index === 2 ? /^(?:accepted|alreadyAccepted)$/ : /^accepted$/);
			if (json.status === 'accepted') expect(json.smsId).toBeTruthy();
		});
	});

	test('repeats a message whose expressions give another text each time as it went out first', async () => {
		const items = numbers(4);
		simulator.fault({ kind: 'drop', accepted: true, phone: items[2].phone, times: 1 });
		simulator.fault({ kind: 'status', status: 500, phone: items[3].phone, times: 1 });
		const content =
			'={{ Math.floor(Math.random() * 900000) + 100000 }} la ma xac minh dang ky Baotrixemay cua ban';
		const parameters = { ...sms, content };
		const [results] = await output({
			parameters,
			items,
			credentials: credentials(),
			retryOnFail: true,
		});
		expect(perPhone()).toEqual([1, 1, 1, 1]);
		expect(results.map(({ json }) => json.status)).toEqual([
			'accepted',
			'accepted',
			'alreadyAccepted',
			'accepted',
		]);
	});

	describe('and folds', () => {
		test('sends each receiver of a bulk once, though the values differ on each try', async () => {
			// Others than those of the simulator that are refused.
			const items = numbers(600).map(({ phone }) => ({ phone: phone.replace(/^0900/, '0981') }));
			simulator.fault({ kind: 'code', code: '103', phone: items[599].phone, times: 1 });
			const parameters = {
				...znsBulk,
				templateData: {
					mappingMode: 'defineBelow',
					value: { otp: '={{ Math.floor(Math.random() * 1e6) }}' },
					schema: [{ id: 'otp' }],
				},
				requestOptions: unpaced,
			};
			const [results] = await output({
				parameters,
				items,
				credentials: credentials(),
				retryOnFail: true,
			});
			expect(sizes()).toEqual([300, 300, 300]);
			expect(perPhone()).toEqual(Array(600).fill(1));
			expect(results.map(({ json }) => [json.status, json.phone])).toEqual(
				items.map(({ phone }) => ['accepted', phone]),
			);
		});

		test.each([
			['accepted before', { kind: 'code' as const, code: '103' }, 'accepted'],
			[
				'dropped after eSMS accepted it',
				{ kind: 'drop' as const, accepted: true },
				'alreadyAccepted',
			],
		])(
			'keeps the number of a request under the ID of the user, of which another one was %s',
			async (_name, fault, status) => {
				const items = packed(10_000);
				simulator.fault({ ...fault, phone: numbers(10_000)[9999].phone, times: 1 });
				const parameters = { ...advertising, options: { requestId: 'july' } };
				const [results] = await output({
					parameters,
					items,
					credentials: credentials(),
					retryOnFail: true,
				});
				expect(simulator.requests.map(({ body }) => body.RequestId)).toEqual([
					'july',
					'july-2',
					'july-2',
				]);
				expect(perPhone()).toEqual(Array(10_000).fill(1));
				expect(new Set(results.slice(0, 5000).map(({ json }) => json.status))).toEqual(
					new Set(['accepted']),
				);
				expect(new Set(results.slice(5000).map(({ json }) => json.status))).toEqual(
					new Set([status]),
				);
			},
		);

		test('does not say that nothing was sent of a list of which a part went out before', async () => {
			const phones = numbers(10_000).map(({ phone }) => phone);
			simulator.fault({ kind: 'code', code: '103', phone: phones[9999], times: 1 });
			const item = {
				get text() {
					return simulator.requests.length < 2 ? advertising.content : '';
				},
			};
			const error = await failure({
				parameters: { ...advertising, phones: phones.join(), content: '={{ $json.text }}' },
				items: [item],
				credentials: credentials(),
				retryOnFail: true,
			});
			expect(error?.message).toMatch(/^'Text' .*\(5000 already accepted\)$/);
			expect(error?.description ?? '').not.toContain('Nothing was sent');
			expect(simulator.requests).toHaveLength(2);
		});

		test('sends texts once that differ on each try', async () => {
			const items = numbers(3);
			simulator.fault({ kind: 'code', code: '103', phone: items[2].phone, times: 1 });
			const parameters = {
				resource: 'viber',
				operation: 'sendViber',
				phones: '={{ $json.phone }}',
				brandname: rlc('BAT DONG SAN GIA TOT'),
				viberLayout: 'text',
				viberText: '={{ Math.random() }}',
				requestOptions: unpaced,
			};
			const [results] = await output({
				parameters,
				items,
				credentials: credentials(),
				retryOnFail: true,
			});
			expect(perPhone()).toEqual([1, 1, 1]);
			expect(results.map(({ json }) => [json.status, json.phone])).toEqual(
				items.map(({ phone }) => ['accepted', phone]),
			);
		});
	});

	test('sends every message that an AI agent asks the tool for in one execution', async () => {
		for (const { phone } of numbers(2)) {
			const more = { retryOnFail: true, path: 'declarative' as const, executionId: 'agent' };
			const [[{ json }]] = await output({
				parameters: sms,
				items: [{ phone }],
				credentials: credentials(),
				...more,
			});
			expect(json).toMatchObject({ status: 'accepted', phone });
		}
		expect(perPhone()).toEqual([1, 1]);
	});

	test('does not forget that a message may have arrived when its repetition is refused', async () => {
		const items = numbers(1);
		const [{ phone }] = items;
		simulator.fault({ kind: 'drop', accepted: true, phone, times: 1 });
		simulator.fault({ kind: 'code', code: '99', phone, times: 1 });
		const content =
			'={{ Math.floor(Math.random() * 900000) + 100000 }} la ma xac minh dang ky Baotrixemay cua ban';
		const parameters = { ...sms, content, options: { repeatedRequestId: 'refuse' } };
		const [[{ json }]] = await output({
			parameters,
			items,
			credentials: credentials(),
			retryOnFail: true,
		});
		expect(perPhone()).toEqual([1]);
		expect(json.status).toBe('alreadyAccepted');
	});

	describe('and a send that has no request ID', () => {
		const generated = {
			resource: 'otp',
			operation: 'sendGeneratedCode',
			phone: '={{ $json.phone }}',
			brandname: rlc('Baotrixemay'),
			codeText: '{OTP} la ma xac minh dang ky Baotrixemay cua ban',
			requestOptions: { timeout: 4000, ...unpaced },
		};

		test('does not repeat it once eSMS accepted it', async () => {
			const items = numbers(3);
			simulator.fault({ kind: 'code', code: '103', phone: items[2].phone, times: 1 });
			await output({ parameters: generated, items, credentials: credentials(), retryOnFail: true });
			expect(perPhone()).toEqual([1, 1, 1]);
		});

		test.each([
			['a dropped connection after eSMS accepted', { kind: 'drop' as const, accepted: true }],
			['an HTTP 502 after eSMS accepted', { kind: 'status' as const, status: 502, accepted: true }],
		])('does not repeat it after %s, and says so', async (_name, fault) => {
			const items = numbers(3);
			simulator.fault({ ...fault, phone: items[2].phone, times: 1 });
			const error = await failure({
				parameters: generated,
				items,
				credentials: credentials(),
				retryOnFail: true,
			});
			expect(perPhone()).toEqual([1, 1, 1]);
			expect(error?.message).toContain('may have arrived, so it was not sent again');
		});

		test('keeps the result of a code that was checked, which is used up then', async () => {
			const [{ phone }, other] = numbers(2);
			await output({ parameters: generated, items: [{ phone }], credentials: credentials() });
			const [{ content }] = [...simulator.messages.values()];
			const [code] = content.split(' ');
			simulator.fault({ kind: 'code', code: '99', phone: other.phone, times: 1 });
			const [results] = await output({
				parameters: {
					resource: 'otp',
					operation: 'checkCode',
					phone: '={{ $json.phone }}',
					typedCode: '={{ $json.code }}',
					requestOptions: unpaced,
				},
				items: [
					{ phone, code },
					{ phone: other.phone, code: '000000' },
				],
				credentials: credentials(),
				retryOnFail: true,
			});
			expect(results.map(({ json }) => json.valid)).toEqual([true, false]);
		});
	});
});

describe('a request ID of the user', () => {
	const onError = 'continueRegularOutput' as const;

	test('that is the same for all items by its text is refused before anything is sent', async () => {
		const parameters = { ...sms, options: { requestId: 'order-1001' } };
		const [results] = await output({
			parameters,
			items: numbers(3),
			credentials: credentials(),
			onError,
		});
		for (const { json } of results)
			expect(json.error).toContain("'Request ID' is the same for all items");
		expect(simulator.requests).toEqual([]);
	});

	test('that two messages share is refused at the second, while an equal message counts as the first', async () => {
		const [one, two] = numbers(2);
		const items = [one, two, one].map((item) => ({ ...item, order: 'order-1001' }));
		const parameters = {
			...sms,
			options: { requestId: '={{ $json.order }}' },
			requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 0 } } },
		};
		const [results] = await output({ parameters, items, credentials: credentials(), onError });
		expect(results.map(({ json }) => json.status ?? json.error)).toEqual([
			'accepted',
			expect.stringContaining("'Request ID' is 'order-1001' for another message too"),
			'alreadyAccepted',
		]);
	});

	test('that two receivers of a bulk send share is refused at the second', async () => {
		const parameters = {
			resource: 'zns',
			operation: 'sendZnsBulk',
			oaId: rlc('4097311281936189049'),
			templateId: rlc('205644'),
			phone: '={{ $json.phone }}',
			templateData: { mappingMode: 'defineBelow', value: { otp: '1' }, schema: [{ id: 'otp' }] },
			options: { requestId: 'july' },
		};
		const [results] = await output({
			parameters,
			items: numbers(3),
			credentials: credentials(),
			onError,
		});
		expect(results.map(({ json }) => json.status ?? json.error)).toEqual([
			'accepted',
			expect.stringContaining("'Request ID' is 'july'"),
			expect.stringContaining("'Request ID' is 'july'"),
		]);
	});
});

test('the error that stops a run lists what eSMS had accepted', async () => {
	const items = [...numbers(3), { phone: '0900000103' }];
	const error = await failure({
		parameters: {
			...sms,
			requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 0 } } },
		},
		items,
		credentials: credentials(),
	});
	expect(error?.message).toMatch(/\(3 already accepted\)$/);
	for (const smsId of simulator.messages.keys()) expect(error?.description).toContain(smsId);
});

test('the error that stops a run names the others of which nobody knows whether they arrived, with their request IDs', async () => {
	const items = numbers(4);
	for (const { phone } of items) simulator.fault({ kind: 'drop', accepted: true, phone, times: 1 });
	const error = await failure({
		parameters: sms,
		items,
		credentials: credentials(),
	});
	for (const { body } of simulator.requests)
		expect(error?.description).toContain(String(body.RequestId));
	for (const index of [0, 1, 2, 3].filter(
		(one) => one !== (error?.context as IDataObject).itemIndex,
	)) {
		expect(error?.description).toContain(`item ${index}: may have arrived`);
	}
});

test('a query that stops does not speak of messages', async () => {
	const error = await failure({
		parameters: {
			resource: 'message',
			operation: 'getMessageStatus',
			smsId: '={{ $json.smsId }}',
			requestOptions: unpaced,
		},
		items: [{ smsId: '' }, { smsId: '' }],
		credentials: { ...credentials(), statusUrl: simulator.url },
	});
	expect(`${error?.message} ${error?.description}`).not.toContain('accepted');
});

test('the price of advertising to many items is asked in one request and linked to each of them', async () => {
	const [results] = await output({
		parameters: {
			resource: 'price',
			operation: 'estimateAdvertisingSms',
			phones: '={{ $json.phone }}',
			brandname: rlc('QC_ONLINE'),
			content: '[QC] Giam gia hom nay',
		},
		items: numbers(40),
		credentials: credentials(),
	});
	expect(simulator.requests).toHaveLength(1);
	expect(results).toHaveLength(1);
	expect(results[0].pairedItem).toHaveLength(40);
});
