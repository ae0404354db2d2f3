import type { IDataObject } from 'n8n-workflow';
import type { Simulator } from '../../simulator/server';
import { startTestSimulator } from '../simulator/start';
import { failure, output } from './engine';

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startTestSimulator();
});
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

const credentials = () => ({ apiKey: 'SIM-API-KEY', secretKey: 'SIM-SECRET-KEY', restUrl: simulator.url });
const rl = (value: string) => ({ __rl: true, mode: 'id', value });
/** Numbers that are all delivered. */
const numbers = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ phone: `09${String(index).padStart(7, '0')}0` }));
const unpaced = { batching: { batch: { batchSize: 20, batchInterval: 0 } } };

const advertising = {
	resource: 'sms',
	operation: 'sendAdvertisingSms',
	phones: '={{ $json.phone }}',
	brandname: rl('QC_ONLINE'),
	content: '[QC] Giam gia hom nay',
	requestOptions: unpaced,
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

	test('items with another text go into another request', async () => {
		const items = numbers(60).map((item, index) => ({ ...item, text: index % 2 ? '[QC] A' : '[QC] B' }));
		const parameters = { ...advertising, content: '={{ $json.text }}' };
		await output({ parameters, items, credentials: credentials() });
		expect(sizes()).toEqual([30, 30]);
	});

	test('fewer than 30 different numbers are refused before anything is sent', async () => {
		const error = await failure({ parameters: advertising, items: numbers(29), credentials: credentials() });
		expect(error?.message).toMatch(/^'Phones' holds 29 different numbers .* at least 30/);
		expect(simulator.requests).toEqual([]);
	});

	test('a repeated number goes out once and each of its items says so', async () => {
		const items = [...numbers(30), { phone: '+84 900 000 000' }];
		const [results] = await output({ parameters: advertising, items, credentials: credentials() });
		expect(sizes()).toEqual([30]);
		expect(results[30].json).toMatchObject({ status: 'repeated', phone: '0900000000', smsId: results[0].json.smsId });
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

	test('requests that share the request ID of the user are told apart by a number', async () => {
		const parameters = { ...advertising, options: { requestId: 'july' } };
		await output({ parameters, items: numbers(5001), credentials: credentials() });
		expect(simulator.requests.map(({ body }) => body.RequestId)).toEqual(['july-1', 'july-2']);
	});
});

describe('ZNS in bulk', () => {
	const bulk = {
		resource: 'zns',
		operation: 'sendZnsBulk',
		oaId: rl('4097311281936189049'),
		templateId: rl('205644'),
		phone: '={{ $json.phone }}',
		templateData: { mappingMode: 'defineBelow', value: { otp: '={{ $json.otp }}' }, schema: [{ id: 'otp' }] },
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
		expect(results.map(({ json }) => json.status)).toEqual(['accepted', 'accepted', 'accepted', 'refused']);
	});
});

describe('a node that retries on fail', () => {
	const sms = {
		resource: 'sms',
		operation: 'sendCustomerCareSms',
		phone: '={{ $json.phone }}',
		brandname: rl('Baotrixemay'),
		content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
		requestOptions: { timeout: 4000, ...unpaced },
	};
	const perPhone = () => {
		const counts: Record<string, number> = {};
		for (const { sent } of simulator.messages.values()) for (const { address } of sent) counts[address] = (counts[address] ?? 0) + 1;
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
		const [results] = await output({ parameters: sms, items, credentials: credentials(), retryOnFail: true });
		expect(results).toHaveLength(10);
		expect(perPhone()).toEqual(Array(10).fill(1));
		results.forEach(({ json }, index) => {
			expect(json.status).toMatch(index === 2 ? /^(?:accepted|alreadyAccepted)$/ : /^accepted$/);
			if (json.status === 'accepted') expect(json.smsId).toBeTruthy();
		});
	});

	test('does not repeat a send that has no request ID and was accepted', async () => {
		const items = numbers(3);
		simulator.fault({ kind: 'status', status: 500, phone: items[2].phone, times: 1 });
		const parameters = {
			resource: 'otp',
			operation: 'sendGeneratedCode',
			phone: '={{ $json.phone }}',
			brandname: rl('Baotrixemay'),
			codeText: '{OTP} la ma xac minh dang ky Baotrixemay cua ban',
			requestOptions: unpaced,
		};
		await output({ parameters, items, credentials: credentials(), retryOnFail: true });
		expect(perPhone()).toEqual([1, 1, 1]);
	});
});

test('the error that stops a run lists what eSMS had accepted', async () => {
	const items = [...numbers(3), { phone: '0900000103' }];
	const error = await failure({
		parameters: {
			resource: 'sms',
			operation: 'sendCustomerCareSms',
			phone: '={{ $json.phone }}',
			brandname: rl('Baotrixemay'),
			content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
			requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 0 } } },
		},
		items,
		credentials: credentials(),
	});
	expect(error?.message).toMatch(/\(3 already accepted\)$/);
	for (const smsId of simulator.messages.keys()) expect(error?.description).toContain(smsId);
});

test('the price of advertising to many items is asked in one request and linked to each of them', async () => {
	const [results] = await output({
		parameters: {
			resource: 'price',
			operation: 'estimateAdvertisingSms',
			phones: '={{ $json.phone }}',
			brandname: rl('QC_ONLINE'),
			content: '[QC] Giam gia hom nay',
		},
		items: numbers(40),
		credentials: credentials(),
	});
	expect(simulator.requests).toHaveLength(1);
	expect(results).toHaveLength(1);
	expect(results[0].pairedItem).toHaveLength(40);
});
