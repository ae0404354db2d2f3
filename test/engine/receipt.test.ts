import type { IDataObject, INodeParameters, IRun, NodeParameterValue } from 'n8n-workflow';
import type { FaultRequest } from '../../simulator/faults';
import type { Simulator } from '../../simulator/server';
import { startTestSimulator } from '../simulator/start';
import { credentialsOf } from './cases';
import { run } from './engine';
import { callWaiting } from './webhook';

const LATE = 60_000;
let simulator: Simulator;

beforeAll(async () => {
	simulator = await startTestSimulator({ callbackDelayMs: LATE, lateDelayMs: LATE });
});
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

const NAME = 'eSMS';
const ids = { smsId: '', requestId: 'A-1-11' };

/** A send that waits, with the address that eSMS was given. */
async function wait(
	options: INodeParameters = {},
	more: {
		simulator?: Simulator;
		executionId?: string;
		parameters?: INodeParameters;
		items?: IDataObject[];
		name?: string;
		retryOnFail?: boolean;
	} = {},
) {
	const at = more.simulator ?? simulator;
	const waiting = await run({
		parameters: {
			resource: 'sms',
			operation: 'sendCustomerCareSms',
			phone: '0901888481',
			brandname: { __rl: true, mode: 'id', value: 'Baotrixemay' } as unknown as NodeParameterValue,
			content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
			...more.parameters,
			options: { waitForReceipt: true, requestId: `={{ "${ids.requestId}" }}`, ...options },
		},
		credentials: credentialsOf(at),
		executionId: more.executionId,
		items: more.items,
		name: more.name,
		retryOnFail: more.retryOnFail,
	});
	const [sent] = at.requests;
	return { waiting, url: new URL(String(sent.body.CallbackUrl ?? sent.query.CallbackUrl)) };
}

const call = async (
	waiting: IRun,
	search: string,
	{ method, body }: { method?: string; body?: object } = {},
) => await callWaiting(waiting, search, { method, body: body && JSON.stringify(body) });

const DONE = 'SendStatus=5&SendSuccess=1&SendFailed=0';
const smsIdOf = (waiting: IRun) =>
	String(waiting.data.executionData?.nodeExecutionStack[0].data.main[0]?.[0].json.smsId);

describe('a send that waits for its receipt', () => {
	let held: Awaited<ReturnType<typeof wait>>;
	let smsId: string;
	beforeEach(async () => {
		held = await wait();
		smsId = smsIdOf(held.waiting);
	});

	test('has been asked for once, and holds the execution', () => {
		expect(held.waiting.waitTill).toBeInstanceOf(Date);
		const asked = simulator.requests.map(({ operationId }) => operationId);
		expect(asked).toEqual(['sendCustomerCareSms', 'getMessageStatus']);
	});

	test('goes on at its limit with what came in and what was sent, without IDs of an earlier send', async () => {
		const items = [{ order: 7, smsId: 'old', referenceId: 'old', smsRequestId: 'old' }];
		simulator.reset();
		const started = Date.now();
		const { waiting } = await wait({ waitLimit: 10 }, { items });
		const [item] = waiting.data.executionData?.nodeExecutionStack[0].data.main[0] ?? [];
		expect(item.json).toMatchObject({ order: 7, status: 'accepted', outcome: 'noReceipt' });
		expect(JSON.stringify(item.json)).not.toContain('old');
		const minutes = (Number(waiting.waitTill) - started) / 60_000;
		expect([Math.floor(minutes), Math.floor(minutes - 0.5)]).toEqual([10, 9]);
	});

	test('is found whatever the name of its node', async () => {
		simulator.reset();
		const { waiting, url } = await wait({}, { name: 'Gửi "tin" \\ $1' });
		const query = `${url.search}&SMSID=${smsIdOf(waiting)}&${DONE}`;
		expect(await call(waiting, query)).toMatchObject({ items: [{ outcome: 'delivered' }] });
	});

	test('has a token in its URL that no item holds', async () => {
		const token = held.url.searchParams.get('token') ?? '';
		expect(token).toMatch(/^[\w-]{20,}$/);
		const { runData } = held.waiting.data.resultData;
		const stack = held.waiting.data.executionData?.nodeExecutionStack;
		expect(JSON.stringify([runData, stack?.map(({ data }) => data)])).not.toContain(token);
		expect(new URL(held.url).search).toMatch(/esms=$/);

		simulator.reset();
		const { url } = await wait({}, { executionId: 'other' });
		expect(url.searchParams.get('token')).not.toBe(token);
	});

	test.each(['', '?token=', '?token=x', '?token=x&token=TOKEN'])(
		'is not ended without the token: %s',
		async (search) => {
			const token = held.url.searchParams.get('token') ?? '';
			const url = `${search || '?'}&SMSID=${smsId}&${DONE}`.replace('TOKEN', token);
			expect(await call(held.waiting, url)).toMatchObject({ status: 401, items: undefined });
			const posted = { method: 'POST', body: { token, SMSID: smsId, SendStatus: 4 } };
			expect(await call(held.waiting, search, posted)).toMatchObject({ status: 401 });
		},
	);

	test.each<[string, string, boolean]>([
		['its SMSID', 'SMSID=$', true],
		['its SMSID without dashes, in capitals', 'SMSID=%', true],
		['its SMSID and another Request ID', 'SMSID=$&RequestId=other', true],
		['no ID', 'SMSID=', false],
		['no ID at all', 'x=1', false],
		['its Request ID alone', 'SMSID=&RequestId=A-1-11', true],
		['another Request ID of the same letters', 'SMSID=&RequestId=A-11-1', false],
		['its Request ID in small letters', 'SMSID=&RequestId=a-1-11', false],
		['another SMSID and its Request ID', 'SMSID=other&RequestId=A-1-11', false],
		['a switch from its SMSID', 'SMSID=other&switchsmsid=$', true],
	])('and the receipt with %s: %#', async (_what, query, isTaken) => {
		const named = query.replace('$', smsId).replace('%', smsId.replace(/-/g, '').toUpperCase());
		const found = await call(held.waiting, `${held.url.search}&${named}&${DONE}`);
		expect(found.status).toBe(200);
		expect(found.items?.length ?? 0).toBe(isTaken ? 1 : 0);
		if (isTaken) expect(found.items).toMatchObject([{ outcome: 'delivered', status: 'receipt' }]);
	});

	test('takes one that was appended with a question mark', async () => {
		const found = await call(held.waiting, `${held.url.search}?SMSID=${smsId}&${DONE}`);
		expect(found.items).toMatchObject([{ smsId, outcome: 'delivered' }]);
		expect(JSON.stringify(found.items)).not.toContain(held.url.searchParams.get('token'));
	});

	test('takes one by POST, and answers HEAD', async () => {
		const { search } = held.url;
		for (const one of [search, '']) {
			expect(await call(held.waiting, one, { method: 'HEAD' })).toMatchObject({ status: 200 });
		}
		expect((await call(held.waiting, `${search}${'&x=1'.repeat(1001)}`)).status).toBe(413);
		const body = [
			{ SMSID: 'other', SendStatus: 5 },
			{ SMSID: smsId, SendStatus: 4 },
		];
		const found = await call(held.waiting, search, { method: 'POST', body });
		expect(found).toMatchObject({ status: 200, text: 'OK', items: [{ outcome: 'rejected' }] });
		expect(found.output).toMatchObject([{ pairedItem: { item: 0 } }]);
	});

	test('takes as large a body as the token has been shown for', async () => {
		const body = { SMSID: smsId, SendStatus: 4, more: 'x'.repeat(100_000) };
		const found = await call(held.waiting, held.url.search, { method: 'POST', body });
		expect(found.items).toMatchObject([{ outcome: 'rejected' }]);
	});

	test('takes none once the wait is no longer there', async () => {
		const { contextData } = held.waiting.data.executionData ?? {};
		expect(contextData).toHaveProperty([`node:${NAME}`, 'receipt']);
		delete contextData?.[`node:${NAME}`];
		const found = await call(held.waiting, `${held.url.search}&SMSID=${smsId}&${DONE}`);
		expect(found).toMatchObject({ status: 401, items: undefined });
	});

	test('goes on at the first outcome, whatever the count of receivers says', async () => {
		const query = `${held.url.search}&SMSID=${smsId}&${DONE}&TotalReceiver=169`;
		const found = await call(held.waiting, query);
		expect(found.items).toMatchObject([{ outcome: 'delivered', isFinal: false }]);
	});

	test('is left waiting by one that tells no outcome', async () => {
		const query = `${held.url.search}&SMSID=${smsId}&SendStatus=2`;
		const found = await call(held.waiting, query);
		expect(found).toMatchObject({ status: 200, text: 'OK', items: undefined });
	});
});

describe('the question for the outcome', () => {
	let quick: Simulator;
	beforeAll(async () => {
		quick = await startTestSimulator();
	});
	afterAll(async () => await quick.close());
	beforeEach(() => quick.reset());

	test.each<[string, INodeParameters, string]>([
		['an SMS', {}, 'getMessageStatus'],
		[
			'a ZNS',
			{
				resource: 'zns',
				operation: 'sendZns',
				oaId: { __rl: true, mode: 'id', value: '4097311281936189049' } as never,
				templateId: { __rl: true, mode: 'id', value: '266986' } as never,
				templateData: {
					mappingMode: 'defineBelow',
					value: { customer_name: 'An', order_code: 'DH1' },
				} as never,
			},
			'queryZnsStatus',
		],
		[
			'a call',
			{
				resource: 'voice',
				operation: 'callFromTemplate',
				callTemplateId: '1001',
				callVariables: 'Trung\n20000',
			},
			'getCallStatus',
		],
	])('%s that has arrived meanwhile is not waited for', async (_what, parameters, operationId) => {
		const { waiting } = await wait({}, { simulator: quick, parameters });
		expect(waiting.waitTill ?? undefined).toBeUndefined();
		const [item] = waiting.data.resultData.runData[NAME][0].data?.main[0] ?? [];
		expect(item.json).toMatchObject({
			event: operationId === 'getCallStatus' ? 'callStatus' : 'messageStatus',
			outcome: 'delivered',
			isFinal: true,
			status: 'receipt',
			requestId: ids.requestId,
			phone: '0901888481',
		});
		expect(quick.requests.map((request) => request.operationId).at(-1)).toBe(operationId);
	});

	test.each<[string, object]>([
		['of another message', { SMSID: 'other', SendStatus: 5, SendSuccess: 1 }],
		['that names none', { SendStatus: 5, SendSuccess: 1 }],
		['of a refusal', { CodeResponse: '105', SMSID: 'a-1', SendStatus: 5, SendSuccess: 1 }],
		['that tells no outcome yet', { SMSID: 'a-1', SendStatus: 2 }],
		['that tells no count', { SMSID: 'a-1', SendStatus: 5 }],
	])('an answer %s is not taken', async (_what, answer) => {
		const answers = {
			sendCustomerCareSms: { CodeResult: '100', SMSID: 'a-1' },
			getMessageStatus: { CodeResponse: '100', ...answer },
		};
		for (const [operationId, body] of Object.entries(answers)) {
			quick.fault({ kind: 'status', status: 200, body: JSON.stringify(body), operationId });
		}
		const { waiting } = await wait({}, { simulator: quick });
		expect(waiting.waitTill).toBeInstanceOf(Date);
		expect(quick.requests.map(({ operationId }) => operationId).at(-1)).toBe('getMessageStatus');
	});

	const answers = (operationId: string, body: object): FaultRequest => ({
		kind: 'status',
		status: 200,
		body: JSON.stringify(body),
		operationId,
	});
	const unreadable = { CodeResponse: '100', SMSID: 'a', SendStatus: { toString: 1 } };
	test.each<[string, FaultRequest]>([
		['no answer', { kind: 'drop', operationId: 'getMessageStatus' }],
		['no answer in time', { kind: 'timeout', operationId: 'getMessageStatus' }],
		['one that cannot be read', answers('getMessageStatus', unreadable)],
	])(
		'does no harm when it ends in %s',
		async (_name, fault) => {
			quick.fault(answers('sendCustomerCareSms', { CodeResult: '100', SMSID: 'a' }));
			quick.fault(fault);
			const { waiting } = await wait({}, { simulator: quick });
			expect(waiting.data.resultData.error).toBeUndefined();
			expect(waiting.waitTill).toBeInstanceOf(Date);
			expect(quick.requests).toHaveLength(2);
		},
		20_000,
	);
});

test('a try that went out again is waited for at the address that it was sent with', async () => {
	simulator.fault({ kind: 'drop', accepted: true, operationId: 'sendCustomerCareSms' });
	const { waiting, url } = await wait({}, { retryOnFail: true });
	const sent = simulator.requests.filter(({ operationId }) => operationId?.startsWith('send'));
	expect(sent.map(({ body }) => body.CallbackUrl)).toEqual([url.href, url.href]);
	const query = `${url.search}&SMSID=x&RequestId=${ids.requestId}&${DONE}`;
	expect((await call(waiting, query)).items).toMatchObject([{ outcome: 'delivered' }]);
});
