import {
	sleep,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { Operation } from '../../../nodes/Esms/operation';
import { getBalance } from '../../../nodes/Esms/resources/account/getBalance';
import { sendAdvertisingSms } from '../../../nodes/Esms/resources/sms/sendAdvertisingSms';
import { sendCustomerCareSms } from '../../../nodes/Esms/resources/sms/sendCustomerCareSms';
import { sendViber } from '../../../nodes/Esms/resources/viber/sendViber';
import { sendZnsBulk } from '../../../nodes/Esms/resources/zns/sendZnsBulk';
import type { NodeError } from '../../../nodes/Esms/run/errors';
import { openMemory } from '../../../nodes/Esms/run/idempotency';
import { openRun, runItems } from '../../../nodes/Esms/run/runItems';

interface Setup {
	operation?: Operation;
	node?: Partial<INode>;
	credentials?: IDataObject;
	signal?: AbortSignal;
}

/** The node in one execution, which n8n may repeat. */
function nodeWith({ operation = sendCustomerCareSms, node, credentials = {}, signal }: Setup = {}) {
	const life = {};
	const hints: unknown[] = [];
	const logged: unknown[] = [];
	const about = {
		name: 'eSMS',
		type: 'esms',
		retryOnFail: true,
		parameters: {},
		...node,
	} as unknown as INode;

	/** @param answers by phone, one for all tries or one for each, accepted where there is none */
	const run = async (
		items: IDataObject[],
		answers: Record<string, IDataObject | IDataObject[]> = {},
	) => {
		const sent: IDataObject[] = [];
		const context = contextOf(items, async (request) => {
			const body = request.body as IDataObject;
			sent.push(body);
			const [given] = Object.entries(answers)
				.filter(([phone]) => JSON.stringify(body).includes(phone))
				.map(([, one]) => one);
			const answer = Array.isArray(given) ? given.shift() : given;
			if (answer?.fails) throw Object.assign(new Error('cut'), { code: answer.fails });
			const code = { CodeResult: '100', SMSID: `id-${sent.length}`, Balance: 1 };
			return { statusCode: 200, body: JSON.stringify(answer ?? code) };
		});
		const results = await runItems
			.call(context, operation)
			.then(([found]) => found)
			.catch((error: Error) => error);
		return { sent, results };
	};
	const contextOf = (
		items: IDataObject[],
		answer: (request: IHttpRequestOptions) => Promise<unknown>,
	) =>
		({
			getNode: () => about,
			getInputData: () => items.map((json) => ({ json })),
			getNodeParameter: (name: string, index: number, fallback: unknown) =>
				items[index][name] ?? about.parameters[name] ?? fallback,
			getCredentials: async () => ({ apiKey: 'k', secretKey: 's', ...credentials }),
			getExecutionCancelSignal: () => signal,
			continueOnFail: () => about.onError !== undefined,
			getContext: () => life,
			getWorkflowDataProxy: () => ({ $runIndex: 0 }),
			getExecutionId: () => 'e1',
			getWorkflow: () => ({ id: 'w' }),
			addExecutionHints: (hint: unknown) => hints.push(hint),
			logger: { info: (...line: unknown[]) => logged.push(line) },
			helpers: {
				httpRequestWithAuthentication: async (_type: string, request: IHttpRequestOptions) =>
					await answer(request),
			},
		}) as unknown as IExecuteFunctions;
	return { run, hints, logged, contextOf };
}

const oneByOne = { batching: { batch: { batchSize: 1, batchInterval: 0 } } };
const numbers = ['0901888401', '0901888402', '0901888403'];
const [a, b, c] = numbers;
/** Each read by an expression, so that it is not the same for all. */
const phone = '={{ $json.phone }}';
const sms = (number: string, more: IDataObject = {}): IDataObject => ({
	phone: number,
	brandname: 'Baotrixemay',
	smsTextSource: 'text',
	content: '[QC] Ma 1',
	requestOptions: oneByOne,
	...more,
});
const refusal = { CodeResult: '104' };
const phonesOf = (sent: IDataObject[]) => sent.map(({ Phone }) => Phone);
const statuses = (results: unknown) =>
	(results as Array<{ json: IDataObject; pairedItem: IDataObject }>).map(({ json, pairedItem }) => [
		pairedItem.item,
		json.status ?? json.error,
	]);
const parameters = { phone };

/** Does something each time that a parameter is read. */
function onRead(context: IExecuteFunctions, field: string, act: () => void): void {
	const { getNodeParameter } = context;
	context.getNodeParameter = ((name: string, index: number, fallback: unknown) => {
		if (name === field) act();
		return getNodeParameter(name, index, fallback);
	}) as IExecuteFunctions['getNodeParameter'];
}

describe('the items of a run', () => {
	const viberByGet = { viberLayout: 'text', viberText: 'Xin chao', options: { getFormat: 'get' } };
	test.each<[string, Operation, string, IDataObject, string]>([
		['when its turn comes', sendCustomerCareSms, 'phone', {}, 'rrssrsrs'],
		['before anything is sent, if it may take a list', sendViber, 'phones', viberByGet, 'rrrrssss'],
	])('have an expression evaluated %s', async (...given) => {
		const [, operation, field, more, order] = given;
		const all = [...numbers, '0901888404'];
		const batching = { batch: { batchSize: 2, batchInterval: 0 } };
		let answerFirst = () => {};
		const lastIsSent = new Promise<void>((resolve) => (answerFirst = resolve));
		const items = all.map((number) =>
			sms(number, { [field]: number, requestOptions: { batching }, ...more }),
		);
		let events = '';
		const { contextOf } = nodeWith({ node: { parameters: { [field]: '={{ $now }}' } } });
		const context = contextOf(items, async ({ body, qs }) => {
			events += 's';
			const { Phone } = (body ?? qs) as IDataObject;
			if (Phone === all[3]) answerFirst();
			if (Phone === all[0]) await lastIsSent;
			return { statusCode: 200, body: '{"CodeResult":"100","SMSID":"1"}' };
		});
		onRead(context, field, () => (events += 'r'));
		await runItems.call(context, operation);
		expect(events).toBe(order);
	});

	test('let n8n do other work after each 50 that are read', async () => {
		const items = Array.from({ length: 101 }, (_, index) =>
			sms(`09018${String(index).padStart(5, '0')}`),
		).map(({ phone: phones, ...item }) => ({ ...item, phones }));
		const { contextOf } = nodeWith({ node: { parameters: { phones: '={{ $now }}' } } });
		const context = contextOf(items, async () => ({
			statusCode: 200,
			body: '{"CodeResult":"100"}',
		}));
		let read = 0;
		onRead(context, 'phones', () => read++);
		let isOver = false;
		const running = runItems.call(context, sendAdvertisingSms).finally(() => (isOver = true));
		const seen = new Set<number>();
		while (!isOver) {
			await sleep(0);
			seen.add(read);
		}
		await running;
		expect([...seen].filter((count) => count < items.length)).toEqual([50, 100]);
	});

	test('keep nothing of a text once eSMS has decided on it', async () => {
		const { run, contextOf } = nodeWith({ node: { parameters, onError: 'continueRegularOutput' } });
		await run(
			numbers.map((one) => sms(one)),
			{ [a]: refusal, [b]: { fails: 'ECONNRESET' } },
		);
		const context = contextOf([], async () => undefined);
		const credentials = { apiKey: 'k', secretKey: 's' };
		const { ledger } = openMemory(context, sendCustomerCareSms, credentials);
		const kept = numbers.map((_, index) => {
			const [{ state, request }] = ledger.of(index);
			return [state, request?.body.Content];
		});
		expect(kept).toEqual([
			['refused', undefined],
			['mayHaveArrived', '[QC] Ma 1'],
			['accepted', undefined],
		]);
	});

	test('come out in their order, and their receivers are counted', async () => {
		const { run, hints, logged } = nodeWith({
			node: { parameters, onError: 'continueRegularOutput' },
		});
		const { sent, results } = await run(
			numbers.map((one) => sms(one)),
			{
				[a]: { CodeResult: '124' },
				[b]: refusal,
			},
		);
		expect(phonesOf(sent)).toEqual(numbers);
		expect(statuses(results)).toEqual([
			[0, 'alreadyAccepted'],
			[1, expect.stringContaining('brandname')],
			[2, 'accepted'],
		]);
		const message = '3 receivers: 1 already accepted, 1 accepted, 1 refused';
		expect(hints).toEqual([{ message, location: 'outputPane' }]);
		expect(logged).toEqual([[`eSMS: ${message}`, { node: 'eSMS' }]]);
	});

	test.each([1, 2])('are counted where there are more than one: %i', async (count) => {
		const { run, hints } = nodeWith({ node: { parameters } });
		await run(numbers.slice(0, count).map((one) => sms(one)));
		expect(hints).toHaveLength(count - 1);
	});

	test('are told of in a run of more than ten seconds', async () => {
		const { run, logged } = nodeWith({ node: { parameters } });
		let time = Date.now();
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => (time += 11_000));
		await run(numbers.map((one) => sms(one)));
		clock.mockRestore();
		expect(logged.slice(0, 3)).toEqual(
			[1, 2, 3].map((done) => [`eSMS: ${done} of 3 items done`, { node: 'eSMS' }]),
		);
		const quick = nodeWith({ node: { parameters } });
		await quick.run(numbers.map((one) => sms(one)));
		expect(quick.logged).toHaveLength(1);
	});

	test('of a call that only reads are not counted', async () => {
		const { run, hints } = nodeWith({ operation: getBalance });
		const { results } = await run([{}, {}]);
		expect(results).toHaveLength(2);
		expect(hints).toEqual([]);
	});

	test('end at the first error, which tells what was accepted', async () => {
		const { run } = nodeWith({ node: { parameters } });
		const { sent, results } = await run(
			numbers.map((one) => sms(one)),
			{ [b]: refusal },
		);
		expect(phonesOf(sent)).toEqual([a, b]);
		expect((results as Error).message).toMatch(/brandname.* \(1 already accepted\)$/);
	});

	test('that only read end with the error as it is', async () => {
		const { run } = nodeWith({ operation: getBalance });
		const { results } = await run([{}, {}], { '': { CodeResponse: '101' } });
		expect((results as Error).message).toBe('The API Key or the Secret Key is wrong');
	});

	test('are none once the execution is cancelled', async () => {
		const control = new AbortController();
		control.abort();
		const { run } = nodeWith({ signal: control.signal });
		expect(await run([sms(a)])).toEqual({ sent: [], results: [] });
	});

	test('that wait for their turn are not sent once the execution is cancelled', async () => {
		const control = new AbortController();
		const { run } = nodeWith({
			signal: control.signal,
			node: { parameters, onError: 'continueRegularOutput' },
		});
		const requestOptions = { batching: { batch: { batchSize: 2, batchInterval: 200 } } };
		void sleep(50).then(() => control.abort());
		const { sent, results } = await run(numbers.map((one) => sms(one, { requestOptions })));
		expect(phonesOf(sent)).toEqual([a, b]);
		expect(statuses(results)).toEqual([
			[0, 'accepted'],
			[1, 'accepted'],
			[2, 'The execution was cancelled'],
		]);
	});

	test.each([undefined, 'continueRegularOutput'] as const)(
		'fail all where a setting cannot be used, with %s',
		async (onError) => {
			const { run } = nodeWith({ node: { onError } });
			const items = [a, b].map((one) => sms(one, { requestOptions: { timeout: -1 } }));
			const { sent, results } = await run(items);
			expect(sent).toEqual([]);
			const words = expect.stringContaining("'Timeout' is '-1'") as string;
			if (onError) expect(statuses(results)).toEqual([0, 1].map((index) => [index, words]));
			else expect((results as Error).message).toEqual(words);
		},
	);

	test('of a later try with a setting that cannot be used are not told as unsent', async () => {
		const { run } = nodeWith({ node: { parameters } });
		await run([sms(a)], { [a]: { fails: 'ECONNRESET' } });
		const { results } = await run([sms(a, { requestOptions: { timeout: -1 } })]);
		const { message, description } = results as NodeError;
		expect(message).toContain("'Timeout' is '-1'");
		expect(message).toContain('An earlier try may have arrived');
		expect(description).not.toContain('Nothing was sent');
	});

	test('use the Callback URL of the credential where they have none', async () => {
		const { run } = nodeWith({
			credentials: { callbackUrl: 'https://a.vn/' },
			node: { parameters: { phone, options: { callbackUrl: '={{ $json.url }}' } } },
		});
		const { sent } = await run([
			sms(a, { options: {} }),
			sms(b, { options: { callbackUrl: 'https://b.vn/' } }),
		]);
		expect(sent.map(({ CallbackUrl }) => new URL(String(CallbackUrl)).host)).toEqual([
			'a.vn',
			'b.vn',
		]);
	});

	test.each(['continueErrorOutput', 'continueRegularOutput'] as const)(
		'that eSMS refuses within a request go on with %s',
		async (onError) => {
			const { run } = nodeWith({ operation: sendZnsBulk, node: { parameters, onError } });
			const zns = (number: string) =>
				sms(number, { oaId: '1', templateId: '2', options: { templateJson: '{"otp":"1"}' } });
			const detail = [
				{ CodeResult: '108', Phone: a },
				{ CodeResult: '100', Phone: b, SMSID: 'x' },
			];
			const answer = { CodeResult: '100', detail };
			const { results } = await run([zns(a), zns(b)], { '': answer });
			const refused =
				onError === 'continueErrorOutput'
					? 'The phone number does not have a valid format'
					: 'refused';
			expect(statuses(results)).toEqual([
				[0, refused],
				[1, 'accepted'],
			]);
		},
	);
});

describe('a Request ID that is', () => {
	const options = (requestId: string) => ({ options: { requestId } });
	const all =
		"'Request ID' is the same for all items, give each its own, such as {{ $json.orderId }}";
	const fixed =
		"'Request ID' is a fixed text, so eSMS refuses all later messages with it for 24 hours, use a field such as {{ $json.orderId }}";

	test.each<[string, string, number, unknown[]]>([
		['one text for two items', 'july', 2, [{ error: all }, { error: all }]],
		['one text', 'july', 1, [{ hints: [fixed] }]],
		['an expression', '={{ $json.id }}', 1, [{ status: 'accepted' }]],
		['empty', '', 1, [{ status: 'accepted' }]],
	])('%s', async (_title, requestId, count, expected) => {
		const node = {
			parameters: { ...parameters, ...options(requestId) },
			onError: 'continueRegularOutput',
		};
		const { run } = nodeWith({ node: node as Partial<INode> });
		const given = options(requestId && 'july');
		const { results } = await run([a, b].slice(0, count).map((one) => sms(one, given)));
		const json = (results as Array<{ json: IDataObject }>).map((one) => one.json);
		expect(json).toMatchObject(expected);
		if (requestId !== 'july') expect(json[0]).not.toHaveProperty('hints');
	});

	test('one text for the items of one request has a hint', async () => {
		const operation = { ...sendAdvertisingSms, bulk: { label: 'Phones', max: 9 } };
		const { run } = nodeWith({
			operation,
			node: { parameters: { phones: phone, ...options('july') } },
		});
		const ad = (number: string) => ({ ...sms('', options('july')), phones: number });
		const { results } = await run([ad(a), ad(b)]);
		const hints = expect.arrayContaining([fixed]) as unknown;
		expect(results).toMatchObject([{ json: { hints } }, { json: { hints } }]);
	});

	describe('that of a receiver within a request', () => {
		const ids = ['refused', 'known', 'accepted'];
		/** @returns sends a text to each receiver, for which eSMS gives these codes */
		const sender = (node: Partial<INode>, more: IDataObject = {}) => {
			const zns = (number: string, requestId: string, text: number) =>
				sms(number, {
					oaId: '1',
					templateId: '2',
					options: { requestId, templateJson: `{"otp":"${text}"}`, ...more },
				});
			const stored = { ...parameters, ...options('={{ $json.id }}') };
			const { run } = nodeWith({
				operation: sendZnsBulk,
				node: { parameters: stored, onError: 'continueRegularOutput', ...node },
			});
			return async (text: number, codes: string[]) => {
				const detail = codes.map((CodeResult, index) => ({ CodeResult, Phone: numbers[index] }));
				const { results } = await run(
					ids.map((id, index) => zns(numbers[index], id, text)),
					{ '': { CodeResult: '100', detail } },
				);
				return statuses(results).map(([, status]) => status);
			};
		};
		const taken = (id: string) =>
			expect.stringContaining(`'Request ID' is '${id}' for another message too`) as unknown;

		test.each([
			[undefined, 'alreadyAccepted'],
			['refuse', 'refused'],
		])('is free for another message once eSMS refused it, with %s', async (atRepeat, known) => {
			const send = sender({}, { repeatedRequestId: atRepeat });
			const codes = ['108', '124', '100'];
			expect(await send(1, codes)).toEqual(['refused', known, 'accepted']);
			expect(await send(2, codes)).toEqual(['refused', taken('known'), taken('accepted')]);
		});

		test('stays with the message that was sent when an equal one is refused', async () => {
			const send = sender({ retryOnFail: false });
			await send(1, ['100', '100', '100']);
			expect(await send(1, ['108', '108', '108'])).toEqual(['refused', 'refused', 'refused']);
			expect(await send(2, ['100', '100', '100'])).toEqual(ids.map(taken));
		});
	});
});

describe('a run that n8n repeats', () => {
	const fails = { fails: 'ECONNRESET' };

	test('tells first what is settled, and is forgotten once it has ended well', async () => {
		const { run } = nodeWith({ node: { parameters } });
		const items = numbers.map((one) => sms(one));
		await run(items, { [b]: refusal });
		const second = await run([{ ...items[0], phone: 'bad' }, items[1], items[2]], { [c]: fails });
		expect(phonesOf(second.sent)).toEqual([b, c]);
		expect((second.results as Error).message).toContain('may have arrived');
		const third = await run([items[0], { ...items[1], phone: 'bad' }, items[2]]);
		expect(phonesOf(third.sent)).toEqual([c]);
		expect(statuses(third.results)).toEqual([0, 1, 2].map((index) => [index, 'accepted']));
		expect(phonesOf((await run(items)).sent)).toEqual(numbers);
	});

	test('has its settled items before one that breaks a rule by then', async () => {
		const { run } = nodeWith({ node: { parameters } });
		const items = [a, b].map((one) => sms(one));
		await run(items, { [b]: refusal });
		const { sent, results } = await run([items[0], sms('bad')]);
		expect(sent).toEqual([]);
		expect((results as Error).message).toMatch(/'Phone'.* \(1 already accepted\)$/);
		await run([sms('bad'), items[1]], { [b]: fails });
		const last = await run([sms('bad'), items[1]]);
		expect(statuses(last.results)).toEqual([0, 1].map((index) => [index, 'accepted']));
	});

	test('has a settled item before an earlier one that breaks a rule by then', async () => {
		const { run } = nodeWith({ node: { parameters } });
		const atOnce = { requestOptions: { batching: { batch: { batchSize: 2, batchInterval: 0 } } } };
		const first = await run([sms(a, atOnce), sms(b, atOnce)], { [a]: refusal });
		expect(phonesOf(first.sent)).toEqual([a, b]);
		const { sent, results } = await run([sms('bad'), sms(b)]);
		expect(sent).toEqual([]);
		expect((results as Error).message).toMatch(/'Phone'.* \(1 already accepted\)$/);
	});

	test('keeps what it knows while its first item carries an error', async () => {
		const { run } = nodeWith({ node: { parameters, onError: 'continueRegularOutput' } });
		const items = [a, b].map((one) => sms(one));
		await run(items, { [a]: refusal });
		expect(phonesOf((await run(items)).sent)).toEqual([a]);
	});

	test('stops before its first request where items that share one break a rule', async () => {
		const operation = { ...sendAdvertisingSms, bulk: { label: 'Phones', max: 9 } };
		const ad = (number: string) => ({ ...sms(''), phones: number });
		for (const [onError, count] of [
			[undefined, 0],
			['continueRegularOutput', 1],
		] as const) {
			const { run } = nodeWith({ operation, node: { parameters: { phones: phone }, onError } });
			expect((await run([ad(a), ad('Lan')])).sent).toHaveLength(count);
		}
	});
});

describe('settings that break on a later try', () => {
	const fails = { fails: 'ECONNRESET' };
	const broken = { requestOptions: { timeout: -1 } };
	const items = [a, b].map((one) => sms(one));
	const brokenItems = [a, b].map((one) => sms(one, broken));

	test('stop the run with what was accepted, and with nothing else where nothing was', async () => {
		const { run } = nodeWith({ node: { parameters } });
		await run(items, { [a]: refusal, [b]: refusal });
		const none = (await run(brokenItems)).results as NodeError;
		expect(none.message).toMatch(/^'Timeout' is '-1'[^(]*$/);
		expect(none.description).toContain('Nothing was sent');
		await run(items, { [b]: refusal });
		const { sent, results } = await run(brokenItems);
		expect(sent).toEqual([]);
		expect((results as NodeError).message).toMatch(/^'Timeout' is '-1'.* \(1 already accepted\)$/);
	});

	test('give each item what is known of it when the run goes on', async () => {
		const { run } = nodeWith({ node: { parameters, onError: 'continueRegularOutput' } });
		await run(items, { [a]: refusal });
		const { sent, results } = await run(brokenItems);
		expect(sent).toEqual([]);
		expect(statuses(results)).toEqual([
			[0, expect.stringMatching(/^'Timeout' is '-1'(?!.*earlier try)/)],
			[1, 'accepted'],
		]);
	});

	test.each<[string, Operation, IDataObject, IDataObject, boolean]>([
		['one message that was accepted', sendCustomerCareSms, sms(a), {}, false],
		['one message that may have arrived', sendCustomerCareSms, sms(a), { [a]: fails }, true],
		['a list of one', sendAdvertisingSms, { ...sms(''), phones: [a] }, {}, false],
		['a list, which may be a part', sendAdvertisingSms, { ...sms(''), phones: [a, b] }, {}, true],
	])('are told by a tool beside %s', async (_what, operation, item, answers, isTold) => {
		const small = operation.bulk && { ...operation.bulk, min: 1 };
		const { run } = nodeWith({
			operation: { ...operation, bulk: small },
			node: { type: 'esmsTool', parameters },
		});
		await run([item], answers as Record<string, IDataObject>);
		const { results } = await run([{ ...item, ...broken }]);
		const { message } = results as NodeError;
		expect(message).toContain("'Timeout' is '-1'");
		expect(message.includes('An earlier try may have arrived')).toBe(isTold);
	});
});

test('a run that stops tells what of an earlier try may have arrived, to which it did not come', async () => {
	const { run } = nodeWith({ node: { parameters } });
	const fails = { fails: 'ECONNRESET' };
	const atOnce = { requestOptions: { batching: { batch: { batchSize: 3, batchInterval: 0 } } } };
	await run(
		numbers.map((one) => sms(one, atOnce)),
		{ [a]: fails, [b]: fails },
	);
	const { sent, results } = await run(
		numbers.map((one) => sms(one)),
		{ [a]: fails },
	);
	expect(phonesOf(sent)).toEqual([a]);
	const { message, description } = results as NodeError;
	expect(message).toMatch(/may have arrived \(1 already accepted, 1 other may have arrived\)$/);
	expect(description).toMatch(/Also not accepted: item 1: may have arrived, Request ID \w+\.$/);
	const last = await run(numbers.map((one) => sms(one)));
	expect(phonesOf(last.sent)).toEqual([a, b]);
	expect(statuses(last.results)).toEqual([0, 1, 2].map((index) => [index, 'accepted']));
});

test('equal items of a tool are one message, and each has its result', async () => {
	const { run } = nodeWith({ node: { type: 'esmsTool', parameters } });
	const { sent, results } = await run([sms(a), sms(a), sms(b)]);
	expect(phonesOf(sent)).toEqual([a, b]);
	expect(statuses(results)).toEqual([
		[0, 'accepted'],
		[1, 'repeated'],
		[2, 'accepted'],
	]);
});

describe('a tool whose send date has passed since', () => {
	const day = '2099-01-01T12:00:00';
	const dayAfter = Date.parse('2099-01-02T12:00:00Z');
	const dated = (more: IDataObject = {}) => sms(a, { options: { sendDate: day }, ...more });
	const asTool = () => nodeWith({ node: { type: 'esmsTool', parameters } });
	const later = async <T>(run: () => Promise<T>): Promise<T> => {
		const clock = jest.spyOn(Date, 'now').mockReturnValue(dayAfter);
		return await run().finally(() => clock.mockRestore());
	};

	test('an equal message was accepted gets its result', async () => {
		const { run } = asTool();
		const [first] = (await run([dated()])).results as INodeExecutionData[];
		const { sent, results } = await later(async () => await run([dated()]));
		expect(sent).toEqual([]);
		const hints = [expect.stringContaining('already handed to eSMS')];
		expect(results).toEqual([{ ...first, json: { ...first.json, status: 'repeated', hints } }]);
	});

	test('an equal message may have arrived sends it again as it was', async () => {
		const { run } = asTool();
		const first = await run([dated()], { [a]: { fails: 'ECONNRESET' } });
		const { sent } = await later(async () => await run([dated()]));
		expect(sent).toEqual(first.sent);
	});

	test.each<[string, IDataObject[], Record<string, IDataObject>]>([
		['no message was sent', [], {}],
		['an equal message was refused', [dated()], { [a]: refusal }],
		['another message was accepted', [dated({ content: '[QC] Ma 2' })], {}],
		[
			'one for another day was accepted',
			[dated({ options: { sendDate: '2099-03-01T12:00' } })],
			{},
		],
	])('%s is refused', async (_what, before, answers) => {
		const { run } = asTool();
		for (const item of before) await run([item], answers);
		const { sent, results } = await later(async () => await run([dated()]));
		expect(sent).toEqual([]);
		const { message, description } = results as NodeError;
		expect(message).toMatch(/^'Send Date' is in the past(?!.*earlier try)/);
		expect(description).toContain('Nothing was sent');
	});

	test('an equal list of which eSMS refused all receivers is refused', async () => {
		const { run } = nodeWith({
			operation: sendZnsBulk,
			node: { type: 'esmsTool', parameters, retryOnFail: false },
		});
		const options = { sendDate: day, templateJson: '{"otp":"1"}' };
		const list = sms(a, { oaId: '1', templateId: '2', options });
		const answer = { CodeResult: '100', detail: [{ CodeResult: '108', Phone: a }] };
		const first = await run([list], { '': answer });
		expect(statuses(first.results)).toEqual([[0, 'refused']]);
		const { sent, results } = await later(async () => await run([list]));
		expect(sent).toEqual([]);
		expect((results as NodeError).message).toMatch(/^'Send Date' is in the past/);
	});

	test('an equal message that breaks another rule too is refused for both', async () => {
		const { run } = asTool();
		await run([dated()]);
		const bad = dated({ options: { sendDate: day, campaignId: { no: 'text' } } });
		const { message } = (await later(async () => await run([bad]))).results as NodeError;
		expect(message).toMatch(/ \(and 1 more\)$/);
	});

	test('an equal message is on its way is told that it may have arrived', async () => {
		const { run } = asTool();
		const first = run([dated()]);
		await Promise.resolve();
		const second = await later(async () => await run([dated()]));
		expect((second.results as NodeError).message).toContain('An earlier try may have arrived');
		expect(second.sent).toEqual([]);
		await first;
	});
});

describe('a request', () => {
	const busy = { CodeResult: '160' };
	const gone = { fails: 'ECONNREFUSED' };
	test.each<[string, IDataObject[], number, unknown]>([
		['that eSMS was too busy for', [busy, busy], 3, 'accepted'],
		['that found no server', [gone, busy], 3, 'accepted'],
		['that eSMS stays too busy for', [busy, busy, busy], 3, expect.stringMatching(/one second/)],
		['that finds no server', [gone, gone, gone], 3, expect.stringMatching(/not be reached/)],
		['that has no address', [{ fails: 'ENOTFOUND' }], 1, expect.stringMatching(/not be reached/)],
		['that may have arrived', [{ fails: 'ECONNRESET' }], 1, expect.stringMatching(/may have/)],
		['that is refused', [refusal], 1, expect.stringMatching(/brandname/)],
	])('%s is sent so many times', async (_title, answers, count, outcome) => {
		const { run } = nodeWith({ node: { parameters, onError: 'continueRegularOutput' } });
		const { sent, results } = await run([sms(a)], { [a]: [...answers] });
		expect(sent).toHaveLength(count);
		expect(new Set(sent.map((body) => JSON.stringify(body))).size).toBe(1);
		expect(statuses(results)).toEqual([[0, outcome]]);
	});

	const noon = { sendDate: '2099-01-01T12:00:00' };
	const own = { options: { requestId: 'july', ...noon } };
	const stored = { ...parameters, options: { sendDate: '={{ $json.date }}' } };
	const known = { CodeResult: '124' };
	const taken = 'eSMS already had a message under this Request ID, perhaps another one';

	test.each<[string, IDataObject, IDataObject | undefined, string | undefined]>([
		['under an ID of its own', own, known, taken],
		['under an ID of the node', { options: noon }, known, undefined],
		['that is new', own, undefined, undefined],
	])('%s that eSMS has or takes', async (_title, more, answer, hint) => {
		const { run } = nodeWith({ node: { parameters: stored } });
		const { results } = await run([sms(a, more)], answer && { [a]: answer });
		const [{ json }] = results as Array<{ json: IDataObject }>;
		expect(json.status).toBe(answer ? 'alreadyAccepted' : 'accepted');
		expect(json.hints).toEqual(hint && [expect.stringContaining(hint)]);
	});

	test('that eSMS already has stops the node where that is wanted, but not a repetition', async () => {
		const options = (requestId: string) => ({ requestId, repeatedRequestId: 'refuse', ...noon });
		const { run } = nodeWith({ node: { parameters: stored } });
		const first = await run([sms(a, { options: options('july') })], { [a]: known });
		expect((first.results as Error).message).toMatch(/already accepted a request/);
		await run([sms(b, { options: options('june') })], { [b]: { fails: 'ECONNRESET' } });
		const { results } = await run([sms(b, { options: options('june') })], { [b]: known });
		expect(results).toMatchObject([
			{
				json: {
					status: 'alreadyAccepted',
					hints: [expect.stringContaining('perhaps another one')],
				},
			},
		]);
	});

	test('under an ID that eSMS already has keeps it from another message', async () => {
		const options = { requestId: 'july', repeatedRequestId: 'refuse', ...noon };
		const node = { parameters: stored, onError: 'continueRegularOutput' } as const;
		const { run } = nodeWith({ node });
		const first = await run([sms(a, { options })], { [a]: known });
		expect(phonesOf(first.sent)).toEqual([a]);
		const { sent, results } = await run([sms(b, { options })]);
		expect(sent).toEqual([]);
		expect(statuses(results)).toEqual([[0, expect.stringContaining("'july' for another message")]]);
	});

	test('whose answer cannot be read is accepted, under its Request ID', async () => {
		const answer = () => {
			throw new Error('odd');
		};
		const { run } = nodeWith({
			operation: { ...sendCustomerCareSms, answer },
			node: { parameters: stored },
		});
		const words = 'eSMS accepted the request, but its answer could not be read';
		const { results } = await run([sms(a, own)]);
		expect(results).toEqual([
			{
				json: { status: 'accepted', statusText: words, requestId: 'july', hints: [words] },
				pairedItem: { item: 0 },
			},
		]);
	});

	test('under the ID of another message is refused, until eSMS has refused that one', async () => {
		const node = { parameters: stored, onError: 'continueRegularOutput' } as const;
		const { run } = nodeWith({ node });
		const other = sms(b, { ...own, content: '[QC] Ma 2' });
		const first = await run([sms(a, own), other], { [a]: refusal });
		expect(phonesOf(first.sent)).toEqual([a, b]);
		const second = await run([sms(c, own)]);
		expect(statuses(second.results)).toEqual([
			[
				0,
				"'Request ID' is 'july' for another message too, give each its own, such as an order number",
			],
		]);
	});
});

describe('waiting for a receipt', () => {
	const waiting = sms(a, { options: { waitForReceipt: true } });
	const words =
		"'Wait for Receipt' needs a node in the flow of a workflow, remove it from this tool";
	test.each<[string, string, boolean, string[]]>([
		['a node in a flow', 'esms', true, []],
		['a tool', 'esmsTool', true, [words]],
		['a node that cannot be held', 'esms', false, [words]],
	])('by %s', async (_title, type, canHold, issues) => {
		const { contextOf } = nodeWith({ node: { type } });
		const context = contextOf([waiting], async () => ({}));
		const receipt = canHold ? ({} as never) : undefined;
		const read = () => (name: string, fallback: unknown) => waiting[name] ?? fallback;
		const inputs = [{ json: {} }];
		const opened = await openRun(context, sendCustomerCareSms, inputs, read, receipt);
		expect(opened.itemAt(0).issues).toEqual(issues);
		expect(opened.context.receipt).toBe(type === 'esmsTool' ? undefined : receipt);
		const ask = { ...sendCustomerCareSms, value: 'sendAndWait' };
		const asking = await openRun(context, ask, inputs, read, receipt);
		expect(asking.itemAt(0).issues).toEqual(
			issues.map(() => expect.stringContaining("'Send and Wait for Response' needs") as string),
		);
	});
});
