import type { INodeParameters } from 'n8n-workflow';
import { askForReceipt } from '../../nodes/Esms/run/askForReceipt';
import type { ItemWithIssues } from '../../nodes/Esms/operation';
import type { RequestContext } from '../../nodes/Esms/run/deliver';
import { parseCallback, type MessageStatus } from '../../nodes/shared/callbacks/parse';
import { readQuery } from '../../nodes/shared/callbacks/parameters';
import { failure, output } from './engine';
import { credentials, rlc, simulator } from './simulator';

const SHOP_OA = '4097311281936189049';

const sms = (phone: string): INodeParameters => ({
	resource: 'sms',
	operation: 'sendCustomerCareSms',
	phone,
	brandname: rlc('Baotrixemay'),
	content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
});

const waiting = (parameters: INodeParameters, options: INodeParameters = {}) => ({
	parameters: {
		...parameters,
		options: { waitForReceipt: true, askInstead: true, waitLimit: 1, ...options },
	},
	credentials: credentials(),
});

/** The one item that comes out of a send that asks for its status. */
async function told(parameters: INodeParameters, options?: INodeParameters) {
	const [items] = await output(waiting(parameters, options));
	expect(items).toHaveLength(1);
	expect(items[0].pairedItem).toEqual({ item: 0 });
	return items[0].json;
}

const looks = () => simulator.requests.filter(({ method }) => method === 'GET');
const sends = () => simulator.requests.filter(({ method }) => method === 'POST');

test('a receipt is that of the callback, without a callback', async () => {
	const callbackUrl = `${simulator.url}/callback`;
	const [delivered, failed, rejected] = await Promise.all([
		told(sms('0901888481'), { callbackUrl }),
		told(sms('0901888487')),
		told(sms('0901888488')),
	]);
	const outcomes = [delivered, failed, rejected].map(({ outcome }) => outcome);
	expect(outcomes).toEqual(['delivered', 'failed', 'rejected']);
	expect(simulator.callbacks).toHaveLength(1);

	const [{ url }] = simulator.callbacks;
	const called = parseCallback(readQuery(url.split('?')[1])) as MessageStatus;
	expect(delivered).toMatchObject({ status: 'receipt', phone: '0901888481' });
	const names = Object.keys(called).filter((name) => name !== 'raw');
	expect(Object.keys(delivered)).toEqual([...names, 'status', 'raw']);
	for (const name of ['smsId', 'requestId', 'sendStatus', 'sendSuccess', 'totalPrice'] as const) {
		expect([name, delivered[name]]).toEqual([name, called[name]]);
	}
	expect(simulator.messages.get(String(failed.smsId))?.callbackUrl).toBe('');
}, 20_000);

test('the status of a late message is asked for at growing intervals', async () => {
	simulator.settings.lateDelayMs = 4000;
	const started = Date.now();
	expect(await told(sms('0901888489'))).toMatchObject({ outcome: 'delivered', isFinal: true });
	simulator.settings.lateDelayMs = 60;
	const pauses = looks().map(({ at }, index, all) => at - (all[index - 1]?.at ?? started));
	expect(pauses.length).toBeGreaterThanOrEqual(2);
	expect(pauses[1]).toBeGreaterThan(pauses[0]);
	expect(sends()).toHaveLength(1);
}, 20_000);

test('a call, a ZNS and an OA message come out with their own fields', async () => {
	const [call, zns, oa] = await Promise.all([
		told({
			resource: 'voice',
			operation: 'callFromTemplate',
			phone: '0901888481',
			callTemplateId: '1001',
			callVariables: 'Trung\n20000',
		}),
		told({
			resource: 'zns',
			operation: 'sendZns',
			phone: '0901888482',
			oaId: rlc(SHOP_OA),
			templateId: rlc('205644'),
			templateData: {
				mappingMode: 'defineBelow',
				value: { otp: '1234' },
				schema: [{ id: 'otp', displayName: 'otp', required: true, display: true }],
			} as never,
		}),
		told({
			resource: 'zaloOa',
			operation: 'sendZaloConsultationText',
			oaId: rlc(SHOP_OA),
			zaloUserId: '7406454492343693101',
			zaloText: 'Xin chào',
		}),
	]);
	expect(call).toMatchObject({ event: 'callStatus', answered: true, outcome: 'delivered' });
	expect(zns).toMatchObject({ event: 'messageStatus', phone: '0901888482', outcome: 'delivered' });
	expect(oa).toMatchObject({ zaloUserId: '7406454492343693101', outcome: 'delivered' });
}, 20_000);

test('the limit ends it with what was sent', async () => {
	const json = await told(sms('0901888486'), { waitLimit: 0.05 });
	expect(json).toMatchObject({ status: 'accepted', outcome: 'noReceipt', phone: '0901888486' });
	expect(simulator.messages.has(String(json.smsId))).toBe(true);
}, 20_000);

test('look-ups that fail tell nothing, and nothing is sent again', async () => {
	const faults = [
		{ kind: 'drop' as const },
		{ kind: 'status' as const, status: 502, body: '<html></html>' },
		{ kind: 'code' as const, code: '105' },
	];
	for (const [index, fault] of faults.entries()) {
		simulator.fault({ operationId: 'getMessageStatus', nth: index + 1, ...fault });
	}
	expect(await told(sms('0901888481'))).toMatchObject({ outcome: 'delivered' });
	expect([sends().length, looks().length]).toEqual([1, 4]);
}, 40_000);

test('a message that is over is asked for until its counts are there', async () => {
	const body = '{"CodeResponse":"100","SendStatus":"5"}';
	simulator.fault({ kind: 'status', status: 200, body, operationId: 'getMessageStatus' });
	expect(await told(sms('0901888481'))).toMatchObject({ outcome: 'delivered' });
	expect(looks()).toHaveLength(2);
}, 20_000);

test('what has no ID is not asked for', async () => {
	const context = {} as RequestContext;
	const item = { index: 0, json: {}, option: () => 0.02 } as unknown as ItemWithIssues;
	const [{ json }] = await askForReceipt(context, undefined, item, [{ json: { requestId: 'a' } }]);
	expect(json).toEqual({ requestId: 'a', outcome: 'noReceipt' });
});

test.each([
	[
		31,
		"'Wait Limit (Minutes)' is '31', enter a number above 0 and up to 30, as long as 'Ask eSMS Instead' is on",
	],
	[0, "'Wait Limit (Minutes)' is '0', enter a number above 0 and up to 30"],
])('a limit of %s minutes is refused before anything is sent', async (waitLimit, message) => {
	const error = await failure(waiting(sms('0901888481'), { waitLimit }));
	expect(error?.message).toContain(message);
	expect(simulator.requests).toEqual([]);
});

test('a limit of more than 30 minutes is right where eSMS calls', async () => {
	const error = await failure({
		...waiting(sms('0901888481'), { waitLimit: 525_601, askInstead: false }),
	});
	expect(error?.message).toContain('up to 525600 (a year)');
});

test('without Wait for Receipt it is told that it has no effect', async () => {
	const [[{ json }]] = await output(waiting(sms('0901888481'), { waitForReceipt: false }));
	expect(json.hints).toEqual(["'Ask eSMS Instead' has no effect without 'Wait for Receipt'"]);
	expect(looks()).toEqual([]);
});

test('several items are refused, and so is a sandbox message', async () => {
	const items = [{}, {}];
	const many = await failure({ ...waiting(sms('0901888481')), items });
	expect(many?.message).toContain("'Wait for Receipt' takes one item at a time");
	const boxed = await failure(waiting(sms('0901888481'), { sandbox: true }));
	expect(boxed?.message).toContain('sandbox');
	expect(simulator.requests).toEqual([]);
});

test('a cancelled execution stops asking within a second', async () => {
	const cancel = new AbortController();
	const asked: string[] = [];
	const context = {
		waitForSlot: async () => () => undefined,
		send: async ({ url }: { url: string }) => {
			asked.push(url);
			cancel.abort();
			return { statusCode: 200, body: '{"CodeResponse":"100","SendStatus":"2"}' };
		},
	} as unknown as RequestContext;
	const item = { index: 0, json: {}, option: () => 30 } as unknown as ItemWithIssues;
	const started = Date.now();
	const sent = [{ json: { smsId: 'a1' } }];
	const [{ json }] = await askForReceipt(context, cancel.signal, item, sent);
	expect(json.outcome).toBe('noReceipt');
	expect(asked).toHaveLength(1);
	expect(Date.now() - started).toBeLessThan(4000);
});
