import { sleep } from 'n8n-workflow';

import contract from '../../contract/callbacks.json';
import {
	callbackParameters,
	callbackUrl,
	isLocalUrl,
	type CallbackJoin,
} from '../../simulator/callbacks';
import type { Message, Receiver } from '../../simulator/messages';
import { shortCodeSignature, type Simulator } from '../../simulator/server';
import { startReceiver, type CallbackReceiver } from './receiver';
import { startTestSimulator } from './start';
import { codeOf, fieldsFor, sendExample } from './wire';

type Fields = Record<string, unknown>;

let simulator: Simulator;
let receiver: CallbackReceiver;

beforeAll(async () => {
	simulator = await startTestSimulator({ callbackTimeoutMs: 300, callbackRetryMs: 10 });
	receiver = await startReceiver();
});
beforeEach(() => {
	simulator.reset();
	Object.assign(receiver.answer, { status: 200, afterMs: 0 });
	receiver.queries.length = 0;
	receiver.methods.length = 0;
});
afterAll(async () => {
	await simulator.close();
	await receiver.close();
});

const sampleQuery = (id: string) => contract.samples.find((one) => one.id === id)?.query ?? '';
const namesOf = (query: string) => query.split('&').map((part) => part.split('=')[0]);

/** Sends with a callback URL and waits for all that follows. */
async function callbacksOf(operation: string, changes: Fields): Promise<string[]> {
	const answered = await sendExample(simulator, operation, {
		RequestId: undefined,
		RequestID: undefined,
		CallbackUrl: receiver.url,
		...changes,
	});
	expect(codeOf(answered)).toBe('100');
	await simulator.settled();
	return receiver.queries;
}

const manyPhones = Array.from({ length: 30 }, (_, index) => `090188${String(8400 + index)}`);

describe('a callback has the parameters of the published sample, in its order', () => {
	test.each([
		['customerCare', 'sendCustomerCareSms', { Phone: '0901888487' }],
		['advertising', 'sendAdvertisingSms', { Phones: manyPhones }],
		['zns', 'sendZns', { Phone: '0901888487' }],
		['viber', 'sendViber', { IsSandBox: undefined }],
		['zaloConsultation', 'sendZaloConsultationText', {}],
		['zaloConsultation', 'sendZaloConsultationImage', {}],
		['zaloConsultation', 'sendZaloConsultationButtons', {}],
		['zaloTransaction', 'sendZaloTransaction', {}],
		['zaloRequestUserInfo', 'sendZaloRequestUserInfo', {}],
		['zaloJourney', 'sendZaloJourney', {}],
		['znsByUid', 'sendZnsByUid', {}],
		['voiceCall', 'callFromTemplate', {}],
		['voiceCall', 'callFromRecording', {}],
		['voiceCall', 'voiceOtpLegacy', {}],
	])('%s after %s', async (sample, operation, changes) => {
		const [query] = await callbacksOf(operation, changes);
		expect(namesOf(query)).toEqual(namesOf(sampleQuery(sample)));
		expect(receiver.methods).toEqual(['GET']);
	});
});

describe('error_info is encoded as in the published samples', () => {
	const base = {
		pricePerReceiver: 60,
		requestId: '',
		sent: [],
	} as unknown as Message;
	const published = (id: string) =>
		new Map(
			sampleQuery(id)
				.split('&')
				.map((part) => [part.split('=')[0], part.slice(part.indexOf('=') + 1)]),
		);

	test.each([
		[
			'zns',
			{ form: 'zns', typeId: 25 },
			{ delivered: false, address: '0901888484', zaloMessageId: '' },
			0,
		],
		[
			'znsByUid',
			{ form: 'znsByUid', typeId: 25 },
			{
				delivered: true,
				address: '5308693166941955879',
				zaloMessageId: '416f53d0cf0ec7569e19',
				networkId: 9,
			},
			0,
		],
		[
			'zaloConsultation',
			{ form: 'zaloOa', typeId: 26 },
			{ delivered: true, address: '31215806834323092', zaloMessageId: 'e1a60e8890be9de4c4ab' },
			Date.UTC(2024, 3, 24, 9, 58, 1),
		],
		[
			'zaloTransaction',
			{ form: 'zaloOa', typeId: 26 },
			{ delivered: true, address: '31215806834323092', zaloMessageId: 'f405841b5f2352790b36' },
			Date.UTC(2024, 3, 24, 10, 7, 1),
		],
	] as const)('%s', (id, message, receiverState, at) => {
		const sample = published(id);
		const parameters = callbackParameters(
			{
				...base,
				...message,
				smsId: String(sample.get('SMSID')),
				oaId: sample.get('oaid'),
				templateId: sample.get('tempid'),
			} as Message,
			[{ sendStatus: 5, networkId: 2, ...receiverState } as Receiver],
			at,
		);
		const made = new Map(parameters);
		for (const name of [
			'error_info',
			'phonenumber',
			'partnerids',
			'oaid',
			'SendStatus',
			'SendSuccess',
			'TypeId',
			'telcoid',
		]) {
			expect([name, made.get(name)]).toEqual([name, sample.get(name)]);
		}
	});
});

describe('the receiver steers the outcome', () => {
	const outcomeOf = (query: string) => {
		const values = new URLSearchParams(query);
		return ['SendStatus', 'SendSuccess', 'SendFailed'].map((name) => values.get(name)).join(' ');
	};

	test.each([
		['0', ['5 1 0']],
		['5', ['5 1 0']],
		['6', []],
		['7', ['5 0 1']],
		['8', ['4 0 0']],
		['9', ['7 0 0', '5 1 0']],
	])('a phone that ends in %s', async (digit, outcomes) => {
		const queries = await callbacksOf('sendCustomerCareSms', { Phone: `090188848${digit}` });
		expect(queries.map(outcomeOf)).toEqual(outcomes);
	});

	test('an advertising message is counted in one callback', async () => {
		const queries = await callbacksOf('sendAdvertisingSms', { Phones: manyPhones });
		const values = new URLSearchParams(queries[0]);
		expect(queries).toHaveLength(1);
		expect(
			['SendStatus', 'SendSuccess', 'SendFailed', 'TotalReceiver', 'TypeId'].map((name) =>
				values.get(name),
			),
		).toEqual(['5', '21', '3', '30', '1']);
	});

	test('each receiver of a Viber message is reported for itself', async () => {
		const queries = await callbacksOf('sendViber', {
			IsSandBox: '0',
			Phones: ['0901888480', '0901888487'],
		});
		const told = queries.map(
			(query) => `${new URLSearchParams(query).get('phonenumber')} ${outcomeOf(query)}`,
		);
		expect(told.sort()).toEqual(['0901888480 5 1 0', '0901888487 5 0 1']);
	});

	test.each([
		['0', '1', 'ANSWERED'],
		['7', '0', 'NO ANSWER'],
		['8', '0', ''],
	])('a call to a phone that ends in %s', async (digit, sentResult, status) => {
		const [query] = await callbacksOf('callFromTemplate', { Phone: `090188848${digit}` });
		const values = new URLSearchParams(query);
		expect([values.get('SentResult'), values.get('CallStatus')]).toEqual([sentResult, status]);
	});

	test.each([
		['0', ['zalo 5 1 0']],
		['7', ['zalo 5 0 1', 'sms 5 1 0']],
	])('a multi-channel send to a phone that ends in %s', async (digit, expected) => {
		const [zalo, sms] = fieldsFor(simulator, 'sendMultiChannel').Data as Fields[];
		const queries = await callbacksOf('sendMultiChannel', {
			CallbackUrl: undefined,
			Phone: `090188848${digit}`,
			Data: [
				{ ...zalo, CallbackUrl: `${receiver.url}?leg=zalo` },
				{ ...sms, CallbackUrl: `${receiver.url}?leg=sms` },
			],
		});
		expect(
			queries.map((query) => `${new URLSearchParams(query).get('leg')} ${outcomeOf(query)}`),
		).toEqual(expected);
		expect(new Set(queries.map((query) => new URLSearchParams(query).get('SMSID'))).size).toBe(1);
	});
});

describe('what a status call says of the same message', () => {
	const about = async (operation: string, changes: Fields) =>
		(await sendExample(simulator, operation, changes)).answer;

	test.each([
		['0', { SendStatus: 5, SendSuccess: 1, SendFailed: 0 }, 1, true, '0'],
		['6', { SendStatus: 2, SendSuccess: 0, SendFailed: 0 }, 2, false, null],
		['7', { SendStatus: 5, SendSuccess: 0, SendFailed: 1 }, 0, false, '-114'],
	])(
		'a ZNS to a phone that ends in %s',
		async (digit, counters, sendResult, sentResult, errorInfo) => {
			const Phone = `090188848${digit}`;
			await callbacksOf('sendZns', { Phone, campaignid: 'c' });
			const [message] = simulator.messages.values();
			const { smsId } = message;
			expect(await about('getMessageStatus', { RefId: smsId })).toMatchObject({
				...counters,
				SMSID: smsId,
			});
			expect(await about('listMessageRecipients', { RefId: smsId })).toMatchObject({
				ReceiverList: [{ Phone, NetworkName: 'Mobifone', SentResult: sentResult }],
			});
			const status = (await about('queryZnsStatus', { SmsId: smsId })) as { Data: Fields };
			expect(status.Data).toMatchObject({ ...counters, ErrorInfo: errorInfo });
			const delivery = await about('getZnsDeliveryStatus', { MessageId: status.Data.ZaloMsgId });
			expect(delivery.Data).toMatchObject({ status: digit === '0' ? 1 : 0 });
			const stored = await about('getZaloCallbacks', {
				ListRefid: [smsId, 'another'],
				OAId: '4097311281936189049',
			});
			expect(stored.Data_callback).toMatchObject([
				{ ...counters, SMSID: smsId, CallbackUrl: receiver.url },
			]);
			expect(
				await about('listSentMessages', {
					SmsType: '25',
					From: '2020-01-01 00:00:00',
					To: '2099-01-01 00:00:00',
				}),
			).toMatchObject({
				CountTotal: 1,
				SentData: [{ Phone, ReferenceId: smsId, SendResult: sendResult, Campaign: 'c' }],
			});
		},
	);

	test('a call', async () => {
		await callbacksOf('callFromTemplate', { Phone: '0901888480' });
		const [{ smsId }] = simulator.messages.values();
		expect(await about('getCallStatus', { ReferenceId: smsId })).toMatchObject({
			CallDuration: 13,
			CallStatus: 'ANSWERED',
			SentResult: 1,
		});
	});
});

describe('tries', () => {
	test('a time-out is tried five times, then never again', async () => {
		receiver.answer.afterMs = 600;
		expect(await callbacksOf('sendCustomerCareSms', {})).toHaveLength(5);
		expect(simulator.callbacks.map(({ attempt, result }) => [attempt, result])).toEqual(
			[1, 2, 3, 4, 5].map((attempt) => [attempt, 'timeout']),
		);
	});

	test.each([
		['sendCustomerCareSms', 1],
		['callFromTemplate', 5],
	])('HTTP 500 for %s: %i tries', async (operation, count) => {
		receiver.answer.status = 500;
		expect(await callbacksOf(operation, {})).toHaveLength(count);
	});

	test('a receiver that is not there is tried once', async () => {
		await callbacksOf('sendCustomerCareSms', { CallbackUrl: 'http://127.0.0.1:1/' });
		expect(simulator.callbacks).toMatchObject([{ attempt: 1, result: 'ECONNREFUSED' }]);
	});

	test('a public address is never called', async () => {
		await callbacksOf('sendCustomerCareSms', { CallbackUrl: 'https://esms.vn/webhook/' });
		expect(simulator.callbacks).toMatchObject([{ result: 'not called: not a local address' }]);
	});
});

test.each([
	['http://127.0.0.1:5678/webhook/x', true],
	['http://localhost/x', true],
	['http://n8n:5678/x', true],
	['http://host.docker.internal:5678/x', true],
	['http://192.168.1.4/x', true],
	['http://172.17.0.1/x', true],
	['http://[::1]:5678/x', true],
	['http://172.32.0.1/x', false],
	['http://8.8.8.8/x', false],
	['https://esms.vn/webhook/', false],
	['https://localhost.example.com/', false],
	['https://127.0.0.1.example.com/', false],
	['http://localhost@example.com/', false],
	['ftp://localhost/', false],
])('%s is local: %s', (url, local) => {
	expect(isLocalUrl(url)).toBe(local);
});

test.each([
	['sendCustomerCareSms', { Sandbox: '1' }],
	['sendCustomerCareSmsGet', { Sandbox: '1' }],
	['sendVoiceOtp', { Sandbox: '1' }],
	['sendAdvertisingSms', { Sandbox: '1' }],
	['sendViber', { IsSandBox: '1' }],
	['sendZns', { Sandbox: '1' }],
	['sendZnsByUid', { Sandbox: '1' }],
	['sendZaloJourney', { Sandbox: '1' }],
	['sendZnsBulk', { Sandbox: '1' }],
	['sendZaloTransaction', { Sandbox: '1' }],
])('a test send by %s is neither stored nor called back', async (operation, changes) => {
	expect(await callbacksOf(operation, changes)).toEqual([]);
	expect(simulator.messages.size).toBe(0);
});

test('a test send still is refused', async () => {
	const answered = await sendExample(simulator, 'sendZns', { Sandbox: '1', TempID: '1' });
	expect(codeOf(answered)).toBe('789');
});

describe('appending to the callback URL', () => {
	test.each<[string, CallbackJoin, string]>([
		['http://a/b', 'auto', 'http://a/b?x=1&y=2'],
		['http://a/b?token=t', 'auto', 'http://a/b?token=t&x=1&y=2'],
		['http://a/b?', 'auto', 'http://a/b?x=1&y=2'],
		['http://a/b?token=t', '?', 'http://a/b?token=t?x=1&y=2'],
		['http://a/b', '&', 'http://a/b&x=1&y=2'],
		['http://a/b?x=&y=', 'auto', 'http://a/b?x=1&y=2'],
		['http://a/b?x&t=1', 'auto', 'http://a/b?x=1&t=1&y=2'],
	])('%s joined by %s', (url, join, expected) => {
		expect(
			callbackUrl(
				url,
				[
					['x', '1'],
					['y', '2'],
				],
				join,
			),
		).toBe(expected);
	});

	test('the voice pattern of the page is filled in', () => {
		const pattern = contract.patterns.find(({ id }) => id === 'voicePattern')?.query ?? '';
		const names = namesOf(pattern);
		const filled = callbackUrl(
			`http://a/b?${pattern}`,
			names.map((name): [string, string] => [name, 'v']),
			'auto',
		);
		expect(filled).toBe(`http://a/b?${names.map((name) => `${name}=v`).join('&')}`);
	});
});

describe('registrations', () => {
	test.each([
		['registerSmsTemplate', 'Xin chao {ten:20}', ['1', '2']],
		['registerSmsTemplate', 'REJECT {ten:20}', ['1', '0']],
		['registerZaloTemplate', 'Xin chào', ['1', '2']],
	])('%s of "%s" tells %j', async (operation, Content, expected) => {
		const queries = await callbacksOf(operation, { Content });
		expect(queries.map((query) => new URLSearchParams(query).get('Status'))).toEqual(expected);
		expect(
			new Set(queries.map((query) => new URLSearchParams(query).get('ServicePreviewId'))).size,
		).toBe(1);
	});
});

describe('a short-code message', () => {
	const pattern = contract.patterns.find(({ id }) => id === 'shortcodeMo');

	test('has the published parameters and a signature that holds', async () => {
		const { status, body } = await simulator.sendShortCode({
			url: receiver.url,
			content: 'ESMS đăng ký + 1',
			privateKey: 'secret',
		});
		const [query] = receiver.queries;
		const values = new URLSearchParams(query);
		const value = (name: string) => values.get(name) ?? '';
		expect([status, body]).toEqual([200, 'ok']);
		expect(namesOf(query)).toEqual(namesOf(pattern?.query ?? ''));
		expect(value('keyword')).toBe('ESMS');
		expect(value('receiverTime')).toMatch(/^\d{14}$/);
		expect(value('sign')).toBe(
			shortCodeSignature(
				{
					cpid: value('cpid'),
					smsid: value('smsid'),
					content: 'ESMS đăng ký + 1',
					receiverTime: value('receiverTime'),
				},
				'secret',
			),
		);
	});

	test.each(pattern?.signature?.vectors ?? [])('signs $input as published', ({ input, base64 }) => {
		const values = { cpid: '', smsid: '', content: input, receiverTime: '' };
		expect(shortCodeSignature(values, '')).toBe(base64);
	});

	test('can bring a wrong signature', async () => {
		await simulator.sendShortCode({ url: receiver.url, sign: 'wrong' });
		expect(new URLSearchParams(receiver.queries[0]).get('sign')).toBe('wrong');
	});
});

test('a scheduled message waits for its time', async () => {
	const at = new Date(Date.now() + 7 * 3_600_000 + 2 * 24 * 3_600_000).toISOString();
	const SendDate = at.slice(0, 19).replace('T', ' ');
	expect(await callbacksOf('sendCustomerCareSms', { SendDate })).toEqual([]);
	const [{ sent }] = simulator.messages.values();
	expect(sent[0].sendStatus).toBe(2);
});

test('a reset breaks off what is under way', async () => {
	receiver.answer.afterMs = 80;
	await sendExample(simulator, 'sendCustomerCareSms', { CallbackUrl: receiver.url });
	while (receiver.queries.length === 0) await sleep(5);
	simulator.reset();
	await simulator.settled();
	expect(simulator.callbacks).toEqual([]);
	expect(simulator.messages.size).toBe(0);
});
