import { sleep } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, IHttpRequestOptions, INode } from 'n8n-workflow';
import type { Bulk, Operation } from '../../../nodes/Esms/operation';
import { getZaloCallbacks } from '../../../nodes/Esms/resources/message/getZaloCallbacks';
import { estimateAdvertisingSms } from '../../../nodes/Esms/resources/price/estimateAdvertisingSms';
import { sendAdvertisingSms } from '../../../nodes/Esms/resources/sms/sendAdvertisingSms';
import { sendViber } from '../../../nodes/Esms/resources/viber/sendViber';
import { sendZnsBulk } from '../../../nodes/Esms/resources/zns/sendZnsBulk';
import { balanced, prepareBulk } from '../../../nodes/Esms/run/bulk';
import type { NodeError } from '../../../nodes/Esms/run/errors';
import { openMemory } from '../../../nodes/Esms/run/idempotency';
import { createItem } from '../../../nodes/Esms/run/item';
import type { RequestContext } from '../../../nodes/Esms/run/deliver';
import { SendFailure } from '../../../nodes/Esms/run/send';

type BulkOperation = Operation & { bulk: Bulk };

/** A run of the node, which n8n may repeat: what an execution knows stays with it. */
function executionOf(operation: Operation, limits: Partial<Bulk> = {}, type = 'esms') {
	const life = {};
	const node = { name: 'eSMS', type, retryOnFail: true, parameters: {} } as unknown as INode;
	const n8n = {
		getNode: () => node,
		getContext: () => life,
		getWorkflowDataProxy: () => ({ $runIndex: 0 }),
		getExecutionId: () => 'e1',
		getWorkflow: () => ({ id: 'w' }),
	} as unknown as IExecuteFunctions;
	const limited = { ...operation, bulk: { ...operation.bulk, ...limits } } as BulkOperation;
	const requests: IHttpRequestOptions[] = [];

	/** @param answers to the requests one after the other, accepted where there is none */
	return async (items: IDataObject[], answers: Array<IDataObject | SendFailure> = []) => {
		const sent: IDataObject[] = [];
		const context: RequestContext = {
			node,
			memory: openMemory(n8n, operation, { apiKey: 'k', secretKey: 's' }),
			waitForSlot: async () => () => undefined,
			send: async (request) => {
				requests.push(request);
				const body = request.body as IDataObject | string;
				sent.push(
					typeof body === 'string' ? { xml: body } : { ...(request.qs as object), ...body },
				);
				const answer = answers[sent.length - 1] ?? {
					CodeResult: '100',
					SMSID: `id-${requests.length}`,
				};
				return answer instanceof SendFailure
					? answer
					: { statusCode: 200, body: JSON.stringify(answer) };
			},
		};
		const { settled, refused, jobs } = await prepareBulk(
			context,
			limited,
			items.map((_, index) => index),
			(index) => {
				const read = (name: string, fallback: unknown) => items[index][name] ?? fallback;
				return createItem(index, 0, {}, node, read, {});
			},
		);
		const results: unknown[][] = items.map(() => []);
		const descriptions: unknown[] = [];
		for (const { indexes, run } of [...settled, ...refused, ...jobs]) {
			try {
				for (const [index, found] of await run()) results[index].push(...found);
			} catch (error) {
				for (const index of indexes) results[index].push((error as Error).message);
				descriptions.push((error as NodeError).description ?? undefined);
			}
		}
		const counts = { settled: settled.length, refused: refused.length, jobs: jobs.length };
		const work = [settled, refused, jobs].map((list) =>
			list.map(({ indexes, receivers }) => [indexes, receivers]),
		);
		return { sent, results, descriptions, counts, work };
	};
}

const numbers = (count: number, from = 0) =>
	Array.from({ length: count }, (_, index) => `09018880${String(from + index).padStart(2, '0')}`);
const ad = (phones: string[], more: IDataObject = {}): IDataObject => ({
	phones: phones.join(),
	brandname: 'QC_ONLINE',
	content: '[QC] Giam gia',
	...more,
});
const withId = (requestId: string) => ({ options: { requestId } });
const sizesOf = (sent: IDataObject[]) => sent.map(({ Phones }) => (Phones as string[]).length);
const idsOf = (sent: IDataObject[]) => sent.map(({ RequestId }) => RequestId);
const accepted = (phone: string, index: number, more: IDataObject = {}) =>
	expect.objectContaining({
		json: expect.objectContaining({ status: 'accepted', phone, ...more }) as unknown,
		pairedItem: { item: index },
	}) as unknown;

test.each([
	[0, 3, []],
	[3, 3, [3]],
	[4, 3, [2, 2]],
	[7, 3, [3, 2, 2]],
	[5020, 5000, [2510, 2510]],
])('%i parts of %i at most are %j', (count, max, sizes) => {
	const list = Array.from({ length: count }, (_, index) => index);
	const chunks = balanced(list, max);
	expect(chunks.map(({ length }) => length)).toEqual(sizes);
	expect(chunks.flat()).toEqual(list);
});

describe('requests of one text', () => {
	test('hold the numbers of all items, and each item gets its own results', async () => {
		const [a, b, c, d, e] = numbers(5);
		const run = executionOf(sendAdvertisingSms, { min: 1, max: 3 });
		const { sent, results, counts } = await run([ad([a, b]), ad([b]), ad([c, d, e])]);
		expect(counts).toEqual({ settled: 0, refused: 0, jobs: 2 });
		expect(sent.map(({ Phones }) => Phones)).toEqual([
			[a, b, c],
			[d, e],
		]);
		const [first, second] = idsOf(sent);
		expect(first).toMatch(/^[\da-f]{40}$/);
		expect(second).not.toBe(first);
		expect(results).toEqual([
			[accepted(a, 0, { smsId: 'id-1' }), accepted(b, 0)],
			[
				{
					json: expect.objectContaining({
						status: 'repeated',
						statusText: 'Sent once, with item 0',
						phone: b,
						smsId: 'id-1',
					}) as unknown,
					pairedItem: { item: 1 },
				},
			],
			[accepted(c, 2), accepted(d, 2, { smsId: 'id-2' }), accepted(e, 2)],
		]);
	});

	test('differ where the text or the call does', async () => {
		const run = executionOf(sendAdvertisingSms, { min: 1 });
		const [a, b, c, d] = numbers(4);
		const xml = { options: { xmlFormat: 'xml', sendDate: '2099-01-01T12:00:00' } };
		const items = [ad([a]), ad([b], { content: '[QC] B' }), ad([c]), ad([d], xml)];
		const { sent, results } = await run(items);
		expect(sent.map(({ Phones }) => Phones)).toEqual([[a, c], [b], undefined]);
		expect(sent[2].xml).toContain(`<CUSTOMER><PHONE>${d}</PHONE></CUSTOMER>`);
		expect(sent[2].xml).toContain('<SENDDATE>2099-01-01 12:00:00</SENDDATE>');
		expect(results[3]).toEqual([accepted(d, 3)]);
	});

	test('have enough numbers, or none goes out', async () => {
		const run = executionOf(sendAdvertisingSms, { min: 3, max: 9 });
		const { sent, results, counts } = await run([ad(numbers(1)), ad(numbers(2))]);
		expect(sent).toEqual([]);
		expect(counts).toEqual({ settled: 0, refused: 1, jobs: 0 });
		const words =
			"'Phones' holds 2 different numbers for this text and these settings, at least 3 are needed in one request";
		expect(results).toEqual([[words], [words]]);
	});

	test('a bad item is refused and keeps no other one', async () => {
		const [a] = numbers(1);
		const run = executionOf(sendAdvertisingSms, { min: 1 });
		const { sent, results, counts } = await run([ad(['Lan']), ad([a])]);
		expect(sent.map(({ Phones }) => Phones)).toEqual([[a]]);
		expect(counts).toEqual({ settled: 0, refused: 1, jobs: 1 });
		expect(results).toEqual([[expect.stringContaining("'Phones'")], [accepted(a, 1)]]);
	});
});

describe('send dates', () => {
	const at = (time: string) => ({ options: { sendDate: `2099-01-01T${time}` } });
	test.each<[string, string[], Array<[number[], string | undefined]>]>([
		['less than a minute after the earliest', ['12:00:59', '12:00:00'], [[[0, 1], '12:00:59']]],
		[
			'a minute apart',
			['12:01:00', '12:00:00'],
			[
				[[1], '12:00:00'],
				[[0], '12:01:00'],
			],
		],
		[
			'a minute after the earliest, though not after the last',
			['12:00:00', '12:00:40', '12:01:10'],
			[
				[[0, 1], '12:00:40'],
				[[2], '12:01:10'],
			],
		],
		[
			'and none',
			['12:00:00', '', '12:00:10'],
			[
				[[0, 2], '12:00:10'],
				[[1], undefined],
			],
		],
	])('%s', async (_title, times, expected) => {
		const phones = numbers(times.length);
		const items = times.map((time, index) => ad([phones[index]], time ? at(time) : {}));
		const { sent } = await executionOf(sendAdvertisingSms, { min: 1 })(items);
		expect(sent.map(({ Phones, SendDate }) => [Phones, SendDate])).toEqual(
			expected.map(([indexes, time]) => [
				indexes.map((index) => phones[index]),
				time && `2099-01-01 ${time}`,
			]),
		);
	});
});

test('equal send dates of two texts go out apart', async () => {
	const options = { sendDate: '2099-01-01T12:00' };
	const items = ['A', 'B'].map((content, index) =>
		ad(numbers(1, index), { content: `[QC] ${content}`, options }),
	);
	const { sent } = await executionOf(sendAdvertisingSms, { min: 1 })(items);
	expect(sent.map(({ Content }) => Content)).toEqual(['[QC] A', '[QC] B']);
});

test('many items are read without holding up n8n', async () => {
	let turns = 0;
	let isRead = false;
	const others = (async () => {
		for (; !isRead; turns++) await sleep(0);
	})();
	await executionOf(sendAdvertisingSms, { min: 1 })(numbers(160).map((phone) => ad([phone])));
	isRead = true;
	await others;
	expect(turns).toBeGreaterThanOrEqual(3);
});

describe('a Request ID of the user', () => {
	test.each([
		['of its own', withId('july'), 'alreadyAccepted'],
		['made for it', {}, 'repeated'],
	])('%s that eSMS has tells the second of two equal items: %s', async (_whose, more, status) => {
		const items = [0, 1].map(() => ad(numbers(1), more));
		const { results } = await executionOf(sendAdvertisingSms, { min: 1 })(items, [
			{ CodeResult: '124' },
		]);
		expect(results).toMatchObject([
			[{ json: { status: 'alreadyAccepted' } }],
			[{ json: { status } }],
		]);
	});

	test('stands for one send date: another one is refused before the first request', async () => {
		const run = executionOf(sendAdvertisingSms, { min: 1 });
		const on = (day: number) => ({
			options: { requestId: 'july', sendDate: `2099-01-0${day}T12:00` },
		});
		const { counts, results } = await run([ad(numbers(2), on(1)), ad(numbers(2), on(2))]);
		expect(counts).toEqual({ settled: 0, refused: 1, jobs: 1 });
		expect(results[1]).toEqual([expect.stringContaining("'july' for another message too")]);
	});

	test.each([
		['accept', 'refuse'],
		['refuse', 'accept'],
	])('that eSMS has is told each item as it wants: %s, %s', async (...wishes) => {
		const items = wishes.map((repeatedRequestId, index) =>
			ad(numbers(1, index), { options: { repeatedRequestId } }),
		);
		const known = { CodeResult: '124' };
		const { results } = await executionOf(sendAdvertisingSms, { min: 1 })(items, [known, known]);
		const told = {
			accept: { json: { status: 'alreadyAccepted' } },
			refuse: expect.stringContaining('already accepted a request') as unknown,
		};
		expect(results).toMatchObject(wishes.map((wish) => [told[wish as 'accept']]));
	});

	test('is numbered, and requests are filled one after the other', async () => {
		const run = executionOf(sendAdvertisingSms, { min: 1, max: 3 });
		const { sent } = await run([ad(numbers(7), withId('july'))]);
		expect(sizesOf(sent)).toEqual([3, 3, 1]);
		expect(idsOf(sent)).toEqual(['july', 'july-2', 'july-3']);
	});

	test('leaves no request with too few numbers', async () => {
		const run = executionOf(sendAdvertisingSms, { min: 2, max: 3 });
		const { sent, results } = await run([ad(numbers(4), withId('july'))]);
		expect(sizesOf(sent)).toEqual([3]);
		expect(results[0]).toEqual([
			"'Phones' leaves 1 numbers for a last request with this 'Request ID', at least 2 are needed in one, send them under another",
			...numbers(3).map((phone) => accepted(phone, 0)),
		]);
	});

	test.each([
		[50, 3, undefined],
		[48, 4, undefined],
		[49, 4, "'Request ID' is 49 characters, at most 48 leave room for '-2'"],
	])('of %i characters with %i numbers', async (length, count, words) => {
		const run = executionOf(sendAdvertisingSms, { min: 1, max: 3 });
		const { sent, results } = await run([ad(numbers(count), withId('x'.repeat(length)))]);
		expect(sent).toHaveLength(words ? 0 : Math.ceil(count / 3));
		if (words) expect(results[0]).toEqual([words, words]);
	});

	test('is not given to the requests of two texts', async () => {
		const run = executionOf(sendAdvertisingSms, { min: 1, max: 3 });
		const [a, b] = numbers(2);
		const { sent, results } = await run([
			ad([a], withId('july')),
			ad([b], { ...withId('july'), content: '[QC] B' }),
		]);
		expect(idsOf(sent)).toEqual(['july']);
		expect(results[1]).toEqual([
			"'Request ID' is 'july' for another message too, give each its own, such as an order number",
		]);
	});
});

test('work says which items it is about, and how many receivers where that is not one each', async () => {
	const uncertain = new SendFailure('uncertain', false, '');
	const run = executionOf(sendAdvertisingSms, { min: 2, max: 9 });
	const [a, b, c, d, e] = numbers(5);
	const other = { content: '[QC] B' };
	const items = [ad([a, b]), ad([c]), ad([d, e], other), ad([a], { content: '[QC] C' }), ad([])];
	const first = await run(
		[...items, ad([a, b], { brandname: '' })],
		[undefined as never, uncertain],
	);
	expect(first.work).toEqual([
		[],
		[
			[[4], undefined],
			[[5], 2],
			[[3], 1],
		],
		[
			[[0, 1], 3],
			[[2], 2],
		],
	]);
	const second = await run(items);
	expect(second.work).toEqual([
		[
			[[0], undefined],
			[[1], undefined],
			[[2], 2],
		],
		[
			[[4], undefined],
			[[3], 1],
		],
		[],
	]);
});

describe('another try', () => {
	const uncertain = new SendFailure('uncertain', false, '');
	const refusal = { CodeResult: '104' };

	test('gives back what was accepted, repeats what may have arrived, and reads the rest anew', async () => {
		const run = executionOf(sendAdvertisingSms, { min: 1, max: 2 });
		const items = ['A', 'B', 'C'].map((text, index) =>
			ad(numbers(2, 10 * index), { content: `[QC] ${text}` }),
		);
		const first = await run(items, [{ CodeResult: '100', SMSID: 'a' }, uncertain, refusal]);
		expect(first.results[1]).toEqual([expect.stringContaining('may have arrived')]);
		const changed = items.map((item, index) => ({
			...item,
			content: index < 2 ? 'not read again' : '[QC] D',
		}));
		const second = await run(changed);
		expect(second.counts).toEqual({ settled: 2, refused: 0, jobs: 1 });
		expect(second.sent).toEqual([
			first.sent[1],
			{ ...first.sent[2], Content: '[QC] D', RequestId: expect.any(String) as unknown },
		]);
		expect(second.results[0]).toEqual(first.results[0]);
		expect(second.results[2]).toEqual(numbers(2, 20).map((phone) => accepted(phone, 2)));
	});

	test('sends the numbers of an item that no request holds, under the next number of its ID', async () => {
		const run = executionOf(sendAdvertisingSms, { min: 1, max: 2 });
		const [a, b, c, d, e] = numbers(5);
		const first = await run([ad([a, b, c, d], withId('july'))], [undefined as never, refusal]);
		expect(idsOf(first.sent)).toEqual(['july', 'july-2']);
		const second = await run([ad([a, b, c, d, e], withId('july'))]);
		expect(second.sent.map(({ Phones }) => Phones)).toEqual([[c, d], [e]]);
		expect(idsOf(second.sent)).toEqual(['july-2', 'july-3']);
		expect(second.results[0]).toEqual([a, b, c, d, e].map((phone) => accepted(phone, 0)));
		expect((await run([ad([a, b, c, d, e], withId('july'))])).sent).toEqual([]);
	});

	test('reads an item again whose part was refused before sending', async () => {
		const run = executionOf(sendAdvertisingSms, { min: 2, max: 2 });
		const [a, b, c, d] = numbers(4);
		const first = await run([ad([a, b, c], withId('july'))]);
		expect(first.counts).toEqual({ settled: 0, refused: 1, jobs: 1 });
		const second = await run([ad([a, b, c, d], withId('july'))]);
		expect(second.counts).toEqual({ settled: 1, refused: 0, jobs: 1 });
		expect(second.sent.map(({ Phones }) => Phones)).toEqual([[c, d]]);
		const third = await run([ad(['Lan'])]);
		expect(third.counts).toEqual({ settled: 2, refused: 0, jobs: 0 });
	});

	test('tells an item whose rest breaks a rule without that nothing was sent', async () => {
		const run = executionOf(sendAdvertisingSms, { min: 1, max: 2 });
		const [a, b, c] = numbers(3);
		await run([ad([a, b, c])], [undefined as never, refusal]);
		const { results, descriptions } = await run([ad([a, b, 'Lan'])]);
		expect(results[0]).toEqual([
			accepted(a, 0),
			accepted(b, 0),
			expect.stringContaining('no phone number'),
		]);
		expect(descriptions).toEqual([undefined]);
		expect((await run([ad(['Lan'])])).descriptions).toEqual([undefined]);
		const fresh = executionOf(sendAdvertisingSms, { min: 1 });
		expect((await fresh([ad(['Lan'])])).descriptions).toEqual(['Nothing was sent for this item']);
	});

	test('of a call that reads asks again', async () => {
		const run = executionOf(estimateAdvertisingSms);
		await run([ad(numbers(2))]);
		const { counts } = await run([ad(numbers(2))]);
		expect(counts).toEqual({ settled: 0, refused: 0, jobs: 1 });
	});

	test('of a tool is told by what it says', async () => {
		const run = executionOf(sendAdvertisingSms, { min: 1 }, 'esmsTool');
		const first = await run([ad(numbers(2))]);
		const second = await run([ad(numbers(2))]);
		expect([first.sent.length, second.sent.length]).toEqual([1, 0]);
		expect(second.counts).toEqual({ settled: 0, refused: 0, jobs: 1 });
		expect(second.results[0]).toHaveLength(2);
		const third = await run([ad(['Lan'])]);
		expect(third.counts).toEqual({ settled: 0, refused: 1, jobs: 0 });
		expect((await run([ad(numbers(1, 5))])).sent).toHaveLength(1);
	});
});

test.each(['108', undefined])(
	'a receiver of two equal items with code %s is none that was sent once',
	async (CodeResult) => {
		const item = {
			phone: '0901888484',
			oaId: '1',
			templateId: '2',
			options: { templateJson: '{}' },
		};
		const detail = [{ CodeResult, Phone: item.phone }];
		const { results } = await executionOf(sendZnsBulk)(
			[item, item],
			[{ CodeResult: '100', detail }],
		);
		const status = CodeResult ? 'refused' : 'unknown';
		expect(results).toMatchObject([[{ json: { status } }], [{ json: { status } }]]);
	},
);

test('ZNS for one phone twice keep apart, each with its Request ID', async () => {
	const zns = (requestId: string, otp: string) => ({
		phone: '0901888484',
		oaId: '1',
		templateId: '2',
		options: { templateJson: JSON.stringify({ otp }), requestId },
	});
	const run = executionOf(sendZnsBulk);
	const items = [zns('r1', 'a'), zns('r2', 'b')];
	const detail = ['x', 'y'].map((SMSID) => ({ CodeResult: '100', Phone: '0901888484', SMSID }));
	const first = await run(items, [new SendFailure('notConnected', false, '')]);
	const second = await run(items, [{ CodeResult: '100', detail }]);
	expect(first.sent).toEqual(second.sent);
	expect((second.sent[0].Data as IDataObject[]).map(({ RequestId }) => RequestId)).toEqual([
		'r1',
		'r2',
	]);
	expect(second.results).toEqual([
		[accepted('0901888484', 0, { smsId: 'x' })],
		[accepted('0901888484', 1, { smsId: 'y' })],
	]);
});

test('one result for all items of a request is linked to each', async () => {
	const price = { CodeResult: '100', TotalPrice: 900, TotalReceiver: 2 };
	const run = executionOf(estimateAdvertisingSms, { max: 2 });
	const json = { totalPrice: 900, currency: 'VND', totalReceiver: 2 };
	const two = await run([ad(numbers(1)), ad(numbers(1, 1))], [price]);
	expect(two.results).toEqual([[{ json, pairedItem: [{ item: 0 }, { item: 1 }] }], []]);
	const one = await run([ad(numbers(2))], [price]);
	expect(one.results).toEqual([[{ json, pairedItem: { item: 0 } }]]);
});

test('entries are found by what they are about, whatever their order', async () => {
	const entry = (SMSID: string) => ({ SMSID, SendStatus: '5' });
	const body = { Code: '100', Data_callback: [entry('b'), entry('a'), entry('a')] };
	const run = executionOf(getZaloCallbacks);
	const items = ['a', 'b', '-A, a'].map((smsIds) => ({ smsIds, oaId: '1', simplify: false }));
	const { sent, results } = await run(items, [body]);
	expect(sent).toEqual([expect.objectContaining({ ListRefid: ['a', 'b'] })]);
	expect(results.map((found) => found.map((one) => (one as { json: IDataObject }).json))).toEqual([
		[entry('a'), entry('a')],
		[entry('b')],
		[entry('a'), entry('a')],
	]);
});

test('items that want their results in different forms share no request', async () => {
	const body = { Code: '100', Data_callback: [{ SMSID: 'a', SendStatus: '5' }] };
	const items = [true, false].map((simplify) => ({ smsIds: 'a', oaId: '1', simplify }));
	const { sent, results } = await executionOf(getZaloCallbacks)(items, [body, body]);
	expect(sent).toHaveLength(2);
	expect(results).toMatchObject([[{ json: { smsId: 'a' } }], [{ json: { SMSID: 'a' } }]]);
});

test('an item that shares no request, and one that is only shown, go by themselves', async () => {
	const viber = (options: IDataObject) => ({
		phones: '0901888484',
		phone: '0901888484',
		brandname: 'BAT DONG SAN',
		viberLayout: 'text',
		viberText: 'Xin chào',
		options,
	});
	const { sent, results, counts } = await executionOf(sendViber)([
		viber({ getFormat: 'get' }),
		viber({ previewOnly: true }),
		viber({}),
	]);
	expect(counts).toEqual({ settled: 0, refused: 0, jobs: 3 });
	expect(sent).toHaveLength(2);
	expect(results).toEqual([
		[accepted('0901888484', 0)],
		[
			expect.objectContaining({
				json: expect.objectContaining({ status: 'preview' }) as unknown,
				pairedItem: { item: 1 },
			}),
		],
		[accepted('0901888484', 2)],
	]);
});

test('an error of an item that goes by itself is that of this item', async () => {
	const viber = {
		phone: '0901888484',
		phones: '0901888484',
		brandname: 'BAT DONG SAN',
		viberLayout: 'text',
		viberText: 'Xin chào',
		options: { getFormat: 'get' },
	};
	const { results } = await executionOf(sendViber)([viber, viber], [{ CodeResult: '104' }]);
	expect(results).toEqual([
		[expect.stringContaining('brandname does not exist')],
		[accepted('0901888484', 1)],
	]);
});

test('a repetition that fails is told to each of its items', async () => {
	const uncertain = new SendFailure('uncertain', false, '');
	const run = executionOf(sendAdvertisingSms, { min: 1 });
	const items = numbers(2).map((phone) => ad([phone]));
	await run(items, [uncertain]);
	const { results } = await run(items, [uncertain]);
	const words = [expect.stringContaining('may have arrived')];
	expect(results).toEqual([words, words]);
});
