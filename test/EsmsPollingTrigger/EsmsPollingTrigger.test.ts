import express from 'express';
import { sleep, type IDataObject, type INodeParameters } from 'n8n-workflow';
import preview from '../../nodes/EsmsPollingTrigger/__schema__/v1.0.0.json';
import triggerPreview from '../../nodes/EsmsTrigger/__schema__/v2.0.0.json';
import { readQuery } from '../../nodes/shared/callbacks/parameters';
import { parseCallback, type MessageStatus } from '../../nodes/shared/callbacks/parse';
import { SHOP_OA } from '../../simulator/account';
import type { Simulator, SimulatorOptions } from '../../simulator/server';
import { startTestSimulator } from '../simulator/start';
import { sendExample } from '../simulator/wire';
import { activate, type Running, type Setup } from './n8n';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const realNow = Date.now;
let ahead = 0;
let simulator: Simulator;

/** Lets time pass, for the node and for eSMS. */
async function pass(milliseconds: number) {
	ahead += milliseconds;
	await simulator.settled();
}

async function startSimulator(options: Partial<SimulatorOptions> = {}) {
	simulator = await startTestSimulator({ now: () => Date.now(), ...options });
}

beforeEach(() => {
	ahead = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
});
afterEach(async () => {
	await simulator.close();
	jest.restoreAllMocks();
});

const keys = () => ({
	apiKey: simulator.settings.apiKey,
	secretKey: simulator.settings.secretKey,
	restUrl: simulator.url,
});
const watch = async (parameters: INodeParameters = {}, more: Partial<Setup> = {}) =>
	await activate({ parameters, credential: keys(), ...more });

let serial = 0;
/** Sends the contract's example of an operation; the SMSID. */
async function sendOne(operationId: string, change: IDataObject = {}) {
	const { answer } = await sendExample(simulator, operationId, {
		RequestId: `request-${++serial}`,
		...change,
	});
	expect(answer.CodeResult).toBe('100');
	return String(answer.SMSID);
}
const sendSms = async (Phone: string, more: IDataObject = {}) =>
	await sendOne('sendCustomerCareSms', { Phone, ...more });
/** Lets the simulator do what is due. */
const settle = async () => await sleep(30);
const questions = () =>
	simulator.requests.filter(({ operationId }) => operationId === 'listSentMessages');
const outcomes = ({ events }: Running) => events.map(({ phone, outcome }) => [phone, outcome]);

/** Minutes between the start of the period that was last asked for and now. */
const lastPeriod = () => {
	const { From } = questions().at(-1)?.body as { From: string };
	return Math.round((Date.now() - Date.parse(`${From.replace(' ', 'T')}+07:00`)) / MINUTE);
};

describe('the outcome of a message', () => {
	test.each([
		['0901888481', 'delivered', 5],
		['0901888487', 'failed', 5],
		['0901888488', 'rejected', 4],
	])('of %s is told once: %s', async (phone, outcome, sendStatus) => {
		await startSimulator();
		const running = await watch();
		const smsId = await sendSms(phone);
		await pass(MINUTE);
		for (let times = 0; times < 3; times++) await running.poll();
		await running.restart();
		expect(running.events).toMatchObject([
			{ event: 'messageStatus', smsId, phone, outcome, isFinal: true, sendStatus, channel: 'sms' },
		]);
	});

	test('is not told while it is open, and told when it comes', async () => {
		await startSimulator({ lateDelayMs: 20 * MINUTE });
		const running = await watch();
		await sendSms('0901888489');
		for (let minute = 0; minute < 25; minute++) {
			ahead += MINUTE;
			await running.poll();
			if (minute === 5) expect(running.events).toEqual([]);
			await settle();
		}
		await pass(0);
		await running.poll();
		expect(outcomes(running)).toEqual([['0901888489', 'delivered']]);
	});

	test('has the fields of the output preview and of the eSMS Trigger, in order and types', async () => {
		await startSimulator();
		const running = await watch();
		await sendSms('0901888481');
		await pass(MINUTE);
		await running.poll();
		const [{ raw, ...event }] = running.events;
		const { raw: rawPreview, ...fields } = preview.properties;
		expect(Object.keys(running.events[0])).toEqual(Object.keys(preview.properties));
		expect({ ...fields, raw: triggerPreview.properties.raw }).toEqual(triggerPreview.properties);
		expect(Object.keys(raw as IDataObject).sort()).toEqual(Object.keys(rawPreview.properties));
		const known: Record<string, { type: string }> = { ...fields, ...rawPreview.properties };
		for (const [name, value] of Object.entries({ ...event, ...(raw as IDataObject) })) {
			if (value === null) continue;
			const type = Array.isArray(value) ? 'array' : typeof value;
			expect([name, known[name].type.replace('integer', 'number')]).toEqual([name, type]);
		}
	});

	test('that was reached before the first poll is no news; one that comes after it is', async () => {
		await startSimulator({ lateDelayMs: HOUR });
		await sendSms('0901888481');
		await sendSms('0901888489');
		ahead += MINUTE;
		await settle();
		const running = await watch();
		await pass(2 * HOUR);
		await running.poll();
		await running.poll();
		expect(outcomes(running)).toEqual([['0901888489', 'delivered']]);
	});

	test('comes without any callback having been asked for', async () => {
		await startSimulator();
		const running = await watch();
		await sendSms('0901888481', { CallbackUrl: undefined });
		await pass(MINUTE);
		await running.poll();
		expect([running.events.length, simulator.callbacks.length]).toEqual([1, 0]);
	});

	test('is told of every receiver of a Viber message', async () => {
		await startSimulator();
		const running = await watch({ messageTypes: ['23'] });
		await sendOne('sendViber', { Phones: ['0901888481', '0901888487'], IsSandBox: '0' });
		await pass(MINUTE);
		await running.poll();
		await running.poll();
		expect(outcomes(running).sort()).toEqual([
			['0901888481', 'delivered'],
			['0901888487', 'failed'],
		]);
	});

	test('is told once of an advertising message, with the counts of its callback', async () => {
		await startSimulator();
		const running = await watch({ messageTypes: ['1'] });
		const Phones = Array.from({ length: 40 }, (_, index) => `09018${10_000 + index}`);
		await sendOne('sendAdvertisingSms', { Phones, CallbackUrl: simulator.url });
		await pass(MINUTE);
		await running.poll();
		expect(running.events).toEqual([]);
		await pass(10 * MINUTE);
		await running.poll();
		await pass(30 * MINUTE);
		await running.poll();
		// Those that end in 6 stay open, so that there is no outcome yet.
		expect(running.events).toEqual([]);
		await pass(73 * HOUR);
		await running.poll();
		await running.restart();
		const [called] = simulator.callbacks.map(({ url }) =>
			parseCallback(readQuery(url.split('?')[1])),
		);
		const { smsId, sendSuccess, sendFailed, totalReceiver } = called as MessageStatus;
		expect(running.events).toMatchObject([
			{ smsId, totalReceiver, sendSuccess, sendFailed, outcome: 'partial', phone: null },
		]);
	});
});

describe('an event', () => {
	test.each([
		['2', 'sendCustomerCareSms', {}],
		['2', 'sendCustomerCareSms', { Phone: '0901888487' }],
		['2', 'sendCustomerCareSms', { Phone: '0901888488' }],
		['23', 'sendViber', { Phones: ['0901888481'], IsSandBox: '0' }],
		['25', 'sendZns', { Phone: '0901888481' }],
		['24', 'sendZns', { Phone: '0901888481', TempID: '205644', TempData: { otp: '1234' } }],
		['26', 'sendZaloConsultationText', {}],
	])('has the fields of the callback (%s, %s, %j)', async (type, operationId, change) => {
		await startSimulator();
		const running = await watch({ messageTypes: [type] });
		const CallbackUrl = `${simulator.url}/callback`;
		await sendOne(operationId, { ...change, CallbackUrl });
		await pass(MINUTE);
		await running.poll();
		const callbacks = simulator.callbacks.map(({ url }) =>
			parseCallback(readQuery(url.split('?')[1])),
		);
		const called = callbacks.at(-1) as MessageStatus;
		const [{ isRepeat, repeatKey, raw, ...polled }] = running.events;

		const names = Object.keys(called).filter((name) => name !== 'raw');
		expect(Object.keys(running.events[0])).toEqual([...names, 'isRepeat', 'repeatKey', 'raw']);
		expect(isRepeat).toBe(false);
		expect(repeatKey).toMatch(/^[\w+/]{43}=$/);
		expect(raw).toMatchObject({ ReferenceId: polled.smsId });
		// What the list says, it says as the callback does. The prices of what did not arrive differ, and a
		// callback about an OA message has the receiver's ID cut short.
		const told = Object.entries(polled).filter(
			([name, value]) =>
				value !== null && !['totalPrice', 'recipientRaw', 'zaloUserId'].includes(name),
		);
		expect(told.map(([name]) => name)).toEqual(
			expect.arrayContaining(['smsId', 'typeId', 'channel', 'outcome', 'isFinal', 'sendStatus']),
		);
		expect(Object.fromEntries(told)).toEqual(
			Object.fromEntries(told.map(([name]) => [name, called[name as keyof typeof called]])),
		);
	});

	test('is filtered by its outcome, and not told later when the filter is lifted', async () => {
		await startSimulator();
		const running = await watch({ outcomes: ['failed'] });
		await sendSms('0901888481');
		await sendSms('0901888487');
		await pass(MINUTE);
		await running.poll();
		expect(outcomes(running)).toEqual([['0901888487', 'failed']]);
		await running.change({ parameters: { outcomes: [] } });
		expect(running.events).toHaveLength(1);
	});

	test('comes of the types that were chosen only', async () => {
		await startSimulator();
		const running = await watch({ messageTypes: ['2', '25'] });
		await sendOne('sendViber', { Phones: ['0901888481'], IsSandBox: '0' });
		await sendOne('sendZns', { Phone: '0901888482' });
		await sendSms('0901888483');
		await pass(MINUTE);
		await running.poll();
		expect(running.events.map(({ typeId }) => typeId)).toEqual([2, 25]);
	});
});

describe('nothing is lost and nothing comes twice', () => {
	test('over 1,000 messages, late ones and restarts that lose what n8n had not stored', async () => {
		await startSimulator({ lateDelayMs: 40 * MINUTE });
		const running = await watch();
		const expected = new Map<string, string>();
		for (let round = 0; round < 20; round++) {
			for (let index = 0; index < 50; index++) {
				const last = '01234557899'[index % 11];
				const phone = `0901${String(100_000 + round * 50 + index).slice(1)}${last}`;
				const outcome = last === '7' ? 'failed' : last === '8' ? 'rejected' : 'delivered';
				expected.set(await sendSms(phone), outcome);
			}
			ahead += MINUTE * (1 + (round % 4) * 4);
			await settle();
			if (round % 3 === 1) await running.restart();
			else await running.poll();
		}
		await pass(2 * HOUR);
		for (let more = 0; more < 3; more++) await running.poll();
		await running.restart();

		const told = running.events.map(({ smsId, outcome }) => [smsId, outcome]);
		expect(told).toHaveLength(1000);
		expect(new Map(told as Array<[string, string]>)).toEqual(expected);
	});

	test('when n8n is off for hours, from an activation that no event has followed', async () => {
		await startSimulator();
		const running = await watch();
		await sendSms('0901888481');
		await pass(5 * HOUR);
		await running.restart();
		await running.restart();
		expect(outcomes(running)).toEqual([['0901888481', 'delivered']]);
	});

	test('when eSMS does not answer, refuses, or answers by halves', async () => {
		await startSimulator();
		const running = await watch();
		await Promise.all(
			Array.from({ length: 501 }, async (_, index) => await sendSms(`090${1000 + index}001`)),
		);
		await pass(MINUTE);
		const faults = [
			{ kind: 'drop' as const },
			{ kind: 'status' as const, status: 502, body: '<html><title>Bad gateway</title></html>' },
			{ kind: 'code' as const, code: '140' },
			// The first part of the list comes, the second one does not.
			{ kind: 'drop' as const, nth: 2 },
		];
		const messages: string[] = [];
		for (const fault of faults) {
			simulator.fault({ operationId: 'listSentMessages', ...fault });
			await running.poll().catch(({ message }: Error) => messages.push(message));
		}
		expect(messages).toHaveLength(faults.length);
		expect(messages.join()).not.toMatch(new RegExp(Object.values(keys()).slice(0, 2).join('|')));
		expect(running.events).toEqual([]);
		await running.poll();
		await running.poll();
		expect(new Set(running.events.map(({ smsId }) => smsId)).size).toBe(501);
		expect(running.events).toHaveLength(501);
	});

	test('when a poll takes longer than the time to the next one', async () => {
		await startSimulator();
		const running = await watch();
		await sendSms('0901888481');
		await pass(MINUTE);
		await Promise.all([running.poll(), running.poll(), running.poll()]);
		expect(running.events).toHaveLength(1);
	});

	test.each([
		['ahead of', 35 * MINUTE],
		['behind', -35 * MINUTE],
	])("when n8n's clock is %s eSMS's", async (_how, skew) => {
		await startSimulator({ now: () => Date.now() - skew });
		const running = await watch();
		for (let round = 0; round < 6; round++) {
			await sendSms(`090188848${round}`);
			await pass(10 * MINUTE);
			await running.poll();
		}
		await pass(HOUR);
		await running.poll();
		expect(running.events.map(({ phone }) => phone)).toEqual(
			[0, 1, 2, 3, 4, 5].map((last) => `090188848${last}`),
		);
	});

	test('when another account is chosen, whose messages are not taken for news', async () => {
		await startSimulator();
		const running = await watch();
		await sendSms('0901888481');
		await pass(MINUTE);
		await running.change({ credentialId: 'credential-2' });
		expect(running.events).toEqual([]);
		await sendSms('0901888482');
		await pass(MINUTE);
		await running.poll();
		expect(outcomes(running)).toEqual([['0901888482', 'delivered']]);
	});

	test('when a type is added to those that are watched', async () => {
		await startSimulator();
		const running = await watch();
		await sendOne('sendViber', { Phones: ['0901888481'], IsSandBox: '0' });
		await sendSms('0901888482');
		await pass(MINUTE);
		await running.change({ parameters: { messageTypes: ['2', '23'] } });
		expect(outcomes(running)).toEqual([['0901888482', 'delivered']]);
		await sendOne('sendViber', { Phones: ['0901888483'], IsSandBox: '0' });
		await pass(MINUTE);
		await running.poll();
		expect(outcomes(running)).toEqual([
			['0901888482', 'delivered'],
			['0901888483', 'delivered'],
		]);
	});
});

describe('a message that stays open', () => {
	test('is told as pending when the time to wait is over, once', async () => {
		await startSimulator();
		const running = await watch({ options: { waitForOutcome: 2 } });
		await sendSms('0901888486');
		await pass(119 * MINUTE);
		await running.poll();
		expect(running.events).toEqual([]);
		await pass(20 * MINUTE);
		await running.poll();
		await pass(HOUR);
		await running.poll();
		await running.restart();
		expect(running.events).toMatchObject([
			{ phone: '0901888486', outcome: 'pending', isFinal: false, sendSuccess: null },
		]);
	});

	test('does not make every poll read all that was sent since', async () => {
		await startSimulator();
		const running = await watch();
		await sendSms('0901888486');
		const periods: number[] = [];
		for (let minute = 0; minute < 300; minute += 5) {
			await sendSms('0901888481');
			await pass(5 * MINUTE);
			await running.poll();
			periods.push(lastPeriod());
		}
		expect(running.events).toHaveLength(60);
		expect(Math.max(...periods)).toBeGreaterThan(150);
		const mean = periods.reduce((sum, minutes) => sum + minutes, 0) / periods.length;
		expect(mean).toBeLessThan(90);
	});

	test('does not keep the outcomes of others waiting', async () => {
		await startSimulator();
		const running = await watch();
		await sendSms('0901888486');
		for (let hour = 0; hour < 30; hour++) {
			await sendSms('0901888481');
			await pass(HOUR);
			await running.poll();
		}
		simulator.settings.lateDelayMs = 40 * MINUTE;
		await sendSms('0901888489');
		let minutes = 0;
		const isTold = () => running.events.some(({ phone }) => phone === '0901888489');
		for (; minutes < 120 && !isTold(); minutes++) {
			await sendSms('0901888481');
			ahead += MINUTE;
			await settle();
			await running.poll();
		}
		await pass(0);
		expect(minutes).toBeGreaterThanOrEqual(40);
		expect(minutes).toBeLessThanOrEqual(50);
	});
});

describe('what eSMS is asked', () => {
	test('is one list a poll and type, in Vietnamese time, that overlaps with the last one', async () => {
		await startSimulator();
		const running = await watch({ messageTypes: ['2', '23', '25'] });
		await sendSms('0901888481');
		await pass(MINUTE);
		simulator.requests.length = 0;
		await running.poll();
		expect(simulator.requests.map(({ operationId, body }) => [operationId, body.SmsType])).toEqual(
			['2', '23', '25'].map((type) => ['listSentMessages', type]),
		);
		expect(
			simulator.requests.every(({ valid, unknownFields }) => valid && !unknownFields.length),
		).toBe(true);
		await running.poll();
		expect(lastPeriod()).toBeGreaterThanOrEqual(10);
	});

	test('stays small while nothing happens, and so does what is stored', async () => {
		await startSimulator();
		const running = await watch();
		for (let round = 0; round < 30; round++) {
			await sendSms('0901888481');
			await pass(10 * MINUTE);
			await running.poll();
		}
		expect(running.events).toHaveLength(30);
		expect(running.stored().length).toBeLessThan(400);
	});

	test('goes to the addresses of the credential only, wherever an answer leads', async () => {
		await startSimulator();
		const redirecting = express()
			.use((request, response) => response.redirect(307, `${simulator.url}${request.url}`))
			.listen(0, '127.0.0.1');
		try {
			await sleep(50);
			const { port } = redirecting.address() as { port: number };
			const restUrl = `http://127.0.0.1:${port}`;
			await expect(activate({ credential: { ...keys(), restUrl } })).rejects.toThrow();
			expect(simulator.requests).toEqual([]);
		} finally {
			redirecting.close();
		}
	});
});

describe('in the editor', () => {
	test('the latest messages are shown, and nothing is kept of it', async () => {
		await startSimulator();
		const running = await watch();
		const before = running.stored();
		for (let index = 0; index < 12; index++) await sendSms('0901888481');
		await sendSms('0901888486');
		await pass(MINUTE);
		const shown = await running.fetchTestEvent();
		expect(shown).toHaveLength(10);
		expect(shown[0]).toMatchObject({ event: 'messageStatus', outcome: 'delivered' });
		expect(running.stored()).toBe(before);
		await running.poll();
		expect(running.events).toHaveLength(12);
	});

	test('an account that has sent nothing is told so', async () => {
		await startSimulator();
		const running = await watch();
		await expect(running.fetchTestEvent()).rejects.toThrow('eSMS has nothing of this kind yet');
	});

	test.each<[INodeParameters, string]>([
		[{ messageTypes: [] }, "'Message Types' is empty"],
		[
			{ options: { waitForOutcome: 0 } },
			"'Wait for Outcome (Hours)' has to be a number, from 1 to 168",
		],
		[{ options: { waitForOutcome: 'soon' } }, "'Wait for Outcome (Hours)' has to be a number"],
		[{ event: 'balance', balanceLimit: '' }, "'Limit (VND)' has to be a number, 0 or more"],
		[{ event: 'balance', balanceLimit: 'Infinity' }, "'Limit (VND)' has to be a number"],
		[{ event: 'interactedUser' }, "'Official Account' is empty"],
		[
			{
				event: 'interactedUser',
				oaId: { __rl: true, mode: 'id', value: '={{ 4097311281936189049 }}' },
			},
			"'Official Account' is a number too long to be exact, give it as text",
		],
		[
			{ event: 'interactedUser', oaId: { __rl: true, mode: 'id', value: '={{ ["1"] }}' } },
			"'Official Account' holds a list",
		],
		[
			{ event: 'rating', oaId: { __rl: true, mode: 'id', value: SHOP_OA } },
			"'ZNS Template' is empty",
		],
	])('%j is refused', async (parameters, message) => {
		await startSimulator();
		await expect(watch(parameters)).rejects.toThrow(message);
		expect(simulator.requests).toEqual([]);
	});

	test('keys that an answer repeats stay out of the error and the output', async () => {
		const [first, second] = ['Qz7XwKvJ3uHb9MdP', 'Lf5&R<tY8g"N2cS%'];
		const own = { apiKey: first, secretKey: second };
		await startSimulator(own);
		const running = await watch();
		await sendExample(simulator, 'sendCustomerCareSms', {
			ApiKey: own.apiKey,
			SecretKey: own.secretKey,
			Phone: '0901888481',
		});
		await pass(MINUTE);
		const body = JSON.stringify({
			CodeResult: '101',
			ErrorMessage: `${own.apiKey} ${own.secretKey}`,
		});
		simulator.fault({ kind: 'status', status: 200, operationId: 'listSentMessages', body });
		const error = (await running.poll().catch((thrown: unknown) => thrown)) as Error;
		await running.poll();
		const { message, description, cause } = error as Error & { description: string };
		const texts = JSON.stringify([message, description, String(cause), running.events]);
		expect(error.name).toBe('NodeApiError');
		expect(running.events).toHaveLength(1);
		for (const key of Object.values(own)) {
			expect(texts).not.toContain(JSON.stringify(key).slice(1, -1));
		}
	});

	test('wrong keys are told as in the eSMS node', async () => {
		await startSimulator();
		const credential = { ...keys(), secretKey: 'wrong' };
		await expect(activate({ credential })).rejects.toThrow(/keys?/i);
	});
});

const oaId = { __rl: true, mode: 'id', value: SHOP_OA };

describe('the balance', () => {
	test('starts the workflow when it falls below the limit, once until it was not', async () => {
		await startSimulator({ balance: 1_000_000 });
		const running = await watch({ event: 'balance', balanceLimit: 500_000 });
		await running.poll();
		expect(running.events).toEqual([]);
		simulator.settings.balance = 499_999;
		await running.poll();
		await running.poll();
		await running.restart();
		expect(running.events).toMatchObject([{ event: 'balance', balance: 499_999, limit: 500_000 }]);
		simulator.settings.balance = 500_000;
		await running.poll();
		simulator.settings.balance = 10;
		await running.poll();
		expect(running.events).toHaveLength(2);
	});

	test('that is below the limit from the start is told', async () => {
		await startSimulator({ balance: 5 });
		const running = await watch({ event: 'balance', balanceLimit: 10 });
		expect(running.events).toHaveLength(1);
		await running.change({ parameters: { event: 'balance', balanceLimit: 20 } });
		expect(running.events).toHaveLength(2);
	});

	test('shows itself in the editor whatever it is', async () => {
		await startSimulator({ balance: 1_000_000 });
		const running = await watch({ event: 'balance', balanceLimit: 1 });
		expect(await running.fetchTestEvent()).toMatchObject([{ balance: 1_000_000 }]);
	});
});

describe('ratings', () => {
	const parameters = {
		event: 'rating',
		oaId,
		templateId: { __rl: true, mode: 'id', value: '266986' },
	};

	test('start the workflow once each, from those after the activation on', async () => {
		await startSimulator();
		const running = await watch(parameters);
		expect(running.events).toEqual([]);
		ahead += MINUTE;
		for (let index = 0; index < 60; index++)
			simulator.rate({ rate: 2, trackingId: `don-${index}` });
		await running.poll();
		await running.poll();
		await running.restart();
		ahead += 26 * HOUR;
		simulator.rate({ rate: 4, note: 'Sẽ quay lại' });
		await running.poll();
		await running.poll();
		expect(running.events).toHaveLength(61);
		expect(running.events[0]).toMatchObject({ event: 'rating', stars: 2, oaId: SHOP_OA });
		expect(running.events[60]).toMatchObject({
			stars: 4,
			note: 'Sẽ quay lại',
			templateId: '266986',
		});
		expect(new Set(running.events.map(({ requestId }) => requestId)).size).toBe(61);
	});

	test('show the latest in the editor', async () => {
		await startSimulator();
		const running = await watch(parameters);
		expect(await running.fetchTestEvent()).toHaveLength(10);
	});
});

describe('users that interact', () => {
	test('start the workflow once each, over days and restarts', async () => {
		await startSimulator();
		const running = await watch({ event: 'interactedUser', oaId });
		expect(running.events).toEqual([]);
		for (const id of ['1', '2', '3']) simulator.interact(`74064544923000000${id}`);
		await running.poll();
		await running.restart();
		ahead += 26 * HOUR;
		simulator.interact('740645449230000001');
		simulator.interact('740645449230000004');
		await running.poll();
		await running.poll();
		expect(running.events.map(({ zaloUserId }) => zaloUserId)).toEqual(
			['1', '2', '3', '4'].map((last) => `74064544923000000${last}`),
		);
		expect(running.events[0]).toEqual({
			event: 'interactedUser',
			zaloUserId: '740645449230000001',
			oaId: SHOP_OA,
		});
	});

	test('that came while n8n was off are told', async () => {
		await startSimulator();
		const running = await watch({ event: 'interactedUser', oaId });
		ahead += HOUR;
		simulator.interact('740645449230000001');
		ahead += 100 * HOUR;
		await running.restart();
		expect(running.events).toHaveLength(1);
	});
});

/** Lets the sent list answer with these entries next time. */
const answerWith = (...SentData: IDataObject[]) =>
	simulator.fault({
		kind: 'status',
		status: 200,
		operationId: 'listSentMessages',
		body: JSON.stringify({ CodeResult: '100', SentData }),
	});
const entry = (sentAt: number, more: IDataObject = {}): IDataObject => ({
	Phone: '0901888481',
	ReferenceId: 'a1',
	SendStatus: 5,
	SendResult: 1,
	SentTime: `/Date(${sentAt}+0700)/`,
	SmsType: 2,
	...more,
});

test('a list that begins earlier than it was asked for repeats nothing', async () => {
	await startSimulator();
	const running = await watch();
	const sentAt = Date.now();
	answerWith(entry(sentAt));
	await running.poll();
	await pass(HOUR);
	const later = entry(Date.now(), { ReferenceId: 'a2' });
	for (let times = 0; times < 3; times++) {
		answerWith(entry(sentAt), later);
		await running.poll();
	}
	expect(running.events.map(({ smsId }) => smsId)).toEqual(['a1', 'a2']);
});

describe('an advertising message, whose receivers the list has one by one,', () => {
	const receivers = (sentAt: number, ReferenceId: string, count: number, SendResult = 1) =>
		Array.from({ length: count }, (_, index) =>
			entry(sentAt, { ReferenceId, SendResult, SmsType: 1, Phone: `09018884${10 + index}` }),
		);

	test('is not told before the list can be whole', async () => {
		await startSimulator();
		const running = await watch({ messageTypes: ['1'] });
		const sentAt = Date.now();
		answerWith(...receivers(sentAt, 'b', 20));
		await running.poll();
		expect(running.events).toEqual([]);
		await pass(11 * MINUTE);
		answerWith(...receivers(sentAt, 'b', 30));
		await running.poll();
		expect(running.events).toMatchObject([{ smsId: 'b', totalReceiver: 30, sendSuccess: 30 }]);
	});

	test('is not told by those of its receivers that a period cuts off from the others', async () => {
		await startSimulator();
		const start = Date.now();
		const open = receivers(start - 5 * HOUR, 'open', 1, 2);
		answerWith(...open, ...receivers(start, 'a', 1));
		const running = await watch({ messageTypes: ['1'] });
		await pass(15 * MINUTE);
		answerWith(...receivers(start - 14 * MINUTE, 'b', 20));
		await running.poll();
		expect(running.events).toEqual([]);
		for (let polls = 2; polls <= 4; polls++) {
			answerWith(...receivers(start - 14 * MINUTE, 'b', 30));
			await running.poll();
		}
		const [{ smsId, totalReceiver }, ...others] = running.events.filter((one) => one.smsId === 'b');
		expect([smsId, totalReceiver, others]).toEqual(['b', 30, []]);
	});
});

test('a message that was sent, with a result that is not known, is still open', async () => {
	await startSimulator();
	const running = await watch({ options: { waitForOutcome: 1 } });
	const sentAt = Date.now();
	answerWith(entry(sentAt, { SendResult: 2 }));
	await running.poll();
	expect(running.events).toEqual([]);
	await pass(2 * HOUR);
	answerWith(entry(sentAt, { SendResult: 2 }));
	await running.poll();
	expect(running.events).toMatchObject([
		{ outcome: 'pending', sendStatus: 7, sendStatusName: 'sentAwaitingReport' },
	]);
});

test.each([
	['is no list', null],
	['repeats the same part for ever', Array.from({ length: 500 }, () => entry(Date.now()))],
])('an answer that %s does not keep a poll busy', async (_what, SentData) => {
	await startSimulator();
	const running = await watch();
	simulator.fault({
		kind: 'status',
		status: 200,
		times: 100,
		operationId: 'listSentMessages',
		body: JSON.stringify({ CodeResult: '100', SentData }),
	});
	await running.poll();
	expect(running.events).toHaveLength(SentData ? 1 : 0);
	expect(questions().length).toBeLessThan(5);
});

test('an answer that gives two parts in turns for ever does not keep a poll busy', async () => {
	await startSimulator();
	const running = await watch();
	const sentAt = Date.now();
	for (let nth = 1; nth <= 20; nth++) {
		const ReferenceId = nth % 2 === 0 ? 'even' : 'odd';
		const SentData = Array.from({ length: 500 }, () => entry(sentAt, { ReferenceId }));
		simulator.fault({
			kind: 'status',
			status: 200,
			nth,
			times: 1,
			operationId: 'listSentMessages',
			body: JSON.stringify({ CodeResult: '100', SentData }),
		});
	}
	await running.poll();
	expect(running.events).toHaveLength(2);
	expect(questions().length).toBeLessThan(5);
});

test('entries that eSMS leaves nearly empty do not stop a poll', async () => {
	await startSimulator();
	const running = await watch();
	await sendSms('0901888481');
	await pass(MINUTE);
	answerWith({}, { SendStatus: '5' });
	await running.poll();
	expect(running.events).toEqual([]);
	await running.poll();
	expect(running.events).toHaveLength(1);
});
