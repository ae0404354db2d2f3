import axios from 'axios';

import { safeUrl } from '../../simulator/page/escape';
import { messageFragment, requestFragment } from '../../simulator/page/fragments';
import type { Message } from '../../simulator/messages';
import type { Simulator } from '../../simulator/server';
import { World, DEFAULT_SETTINGS } from '../../simulator/world';
import { startReceiver } from './receiver';
import { startTestSimulator } from './start';
import { codeOf, fieldsFor, send, sendExample } from './wire';

type Fields = Record<string, unknown>;

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startTestSimulator();
});
beforeEach(() => simulator.reset());
afterAll(async () => await simulator.close());

const admin = axios.create({ proxy: false });

describe('faults', () => {
	test('a dropped connection accepts nothing, unless it is to be accepted first', async () => {
		simulator.fault({ kind: 'drop', operationId: 'sendZns' });
		await expect(sendExample(simulator, 'sendZns')).rejects.toThrow('socket hang up');
		expect(simulator.messages.size).toBe(0);
		simulator.fault({ kind: 'drop', accepted: true });
		await expect(sendExample(simulator, 'sendZns')).rejects.toThrow('socket hang up');
		expect(simulator.messages.size).toBe(1);
		expect(codeOf(await sendExample(simulator, 'sendZns'))).toBe('124');
	});

	test('a time-out comes after the message was accepted', async () => {
		simulator.fault({ kind: 'timeout' });
		const operation = simulator.contract.operations.get('sendZns');
		await expect(
			admin.post(simulator.url + String(operation?.path), fieldsFor(simulator, 'sendZns'), {
				timeout: 100,
			}),
		).rejects.toThrow('timeout of 100ms exceeded');
		expect(simulator.messages.size).toBe(1);
	});

	test.each([
		[{ kind: 'status' as const }, 500, ''],
		[
			{ kind: 'status' as const, status: 502, body: '<html>Bad gateway</html>' },
			502,
			'Bad gateway',
		],
		[{ kind: 'status' as const, status: 200, body: 'not json' }, 200, 'not json'],
	])('an HTTP answer instead of eSMS: %j', async (fault, status, text) => {
		simulator.fault(fault);
		const answered = await sendExample(simulator, 'sendZns');
		expect(answered.status).toBe(status);
		expect(answered.text).toContain(text);
		expect(simulator.messages.size).toBe(0);
	});

	test('a result code for the third request of an operation, and the one after it', async () => {
		simulator.fault({ kind: 'code', operationId: 'getBalance', nth: 3, times: 2 });
		const codes: string[] = [];
		for (let count = 0; count < 5; count++) {
			codes.push(codeOf(await sendExample(simulator, 'getBalance')));
			await sendExample(simulator, 'listBrandnames');
		}
		expect(codes).toEqual(['100', '100', '160', '160', '100']);
	});

	test('a fault for one receiver hits that one alone', async () => {
		simulator.fault({ kind: 'code', code: '103', phone: '0918238965', times: 100 });
		const of = async (Phone: string) =>
			codeOf(await sendExample(simulator, 'sendZns', { Phone, RequestId: undefined }));
		expect([await of('0901888484'), await of('0918238965'), await of('0901888484')]).toEqual([
			'100',
			'103',
			'100',
		]);
	});

	test('the admin API sets, shows and removes them', async () => {
		const url = `${simulator.url}/_simulator/faults`;
		await admin.post(url, { kind: 'code', code: '143' });
		expect((await admin.get<Fields[]>(url)).data).toMatchObject([
			{ kind: 'code', code: '143', seen: 0 },
		]);
		expect(codeOf(await sendExample(simulator, 'getBalance'))).toBe('143');
		await admin.delete(url);
		expect((await admin.get<Fields[]>(url)).data).toEqual([]);
		await expect(admin.post(url, { kind: 'x' })).rejects.toThrow('400');
	});
});

describe('the admin API', () => {
	const get = async (path: string) =>
		(await admin.get<unknown>(`${simulator.url}/_simulator/${path}`)).data;

	test('shows requests, messages, receivers, callbacks and codes, and forgets them', async () => {
		await sendExample(simulator, 'sendZns', { CallbackUrl: undefined });
		await sendExample(simulator, 'sendZnsBulk', { CallbackUrl: undefined });
		await sendExample(simulator, 'sendGeneratedCode');
		await simulator.settled();
		const [first] = (await get('messages')) as Message[];
		expect(await get('requests')).toMatchObject([
			{
				operationId: 'sendZns',
				valid: true,
				keysOk: true,
				body: { ApiKey: '***', SecretKey: '***' },
			},
			{ operationId: 'sendZnsBulk' },
			{ operationId: 'sendGeneratedCode', query: { ApiKey: '***' } },
		]);
		expect(await get('messages?phone=0901888484')).toHaveLength(3);
		expect(await get(`messages?smsid=${first.smsId}`)).toMatchObject([{ smsId: first.smsId }]);
		expect(await get('messages?smsid=none')).toEqual([]);
		expect(await get('receivers')).toEqual({ '0901888484': 3, '0918238965': 1, '0765418062': 1 });
		expect(Object.keys((await get('codes')) as Fields)).toEqual(['0901888484']);
		await admin.post(`${simulator.url}/_simulator/reset`);
		for (const path of ['requests', 'messages', 'callbacks']) expect(await get(path)).toEqual([]);
		expect(await get('receivers')).toEqual({});
	});

	test('changes settings', async () => {
		await admin.post(`${simulator.url}/_simulator/settings`, { balance: 7 });
		expect((await sendExample(simulator, 'getBalance')).answer.Balance).toBe(7);
		simulator.settings.balance = DEFAULT_SETTINGS.balance;
	});

	test('sends a short-code message', async () => {
		const receiver = await startReceiver();
		const { data } = await admin.post<unknown>(`${simulator.url}/_simulator/shortcode`, {
			url: receiver.url,
			content: 'DK GOI1',
		});
		await receiver.close();
		expect(data).toEqual({ status: 200, body: 'ok' });
		expect(receiver.queries[0]).toContain('keyword=DK');
	});
});

describe('lists and pages', () => {
	const rangeOf = { From: '2020-01-01 00:00:00', To: '2099-01-01 00:00:00' };

	test('followers and users that interacted come page by page, each once', async () => {
		const followers: unknown[] = [];
		for (let Offset = 0; Offset < 250; Offset += 50) {
			const { answer } = await sendExample(simulator, 'listFollowers', { Offset, Count: 50 });
			followers.push(...(answer.Followers as Fields[]).map((one) => one.User_Id));
			expect(answer.Total).toBe(208);
		}
		expect(new Set(followers).size).toBe(208);
		const users: unknown[] = [];
		for (let Offset = 0; Offset < 150; Offset += 50) {
			const { answer } = await sendExample(simulator, 'listInteractedUsers', { Offset });
			users.push(...((answer.Data as Fields).Users as unknown[]));
		}
		expect(new Set(users).size).toBe(128);
		const vip = await sendExample(simulator, 'listInteractedUsers', {
			TagName: 'VIP',
			IsFollower: '1',
		});
		expect((vip.answer.Data as Fields).Total).toBe(13);
	});

	test('ratings lie in the range asked for', async () => {
		const { answer } = await sendExample(simulator, 'listRatings', {
			FromTime: rangeOf.From,
			ToTime: rangeOf.To,
			Offset: '100',
			Limit: '50',
		});
		expect([answer.Total, (answer.Data as unknown[]).length]).toEqual([120, 20]);
		const none = await sendExample(simulator, 'listRatings');
		expect(none.answer).toMatchObject({ Total: 0, Data: [] });
	});

	test('the sent list has one line per receiver, page by page', async () => {
		await sendExample(simulator, 'sendAdvertisingSms');
		const page = async (Page: number) =>
			(
				await sendExample(simulator, 'listSentMessages', {
					...rangeOf,
					SmsType: '1',
					Page,
					PageSize: 20,
				})
			).answer;
		const pages = [await page(1), await page(2), await page(3)];
		expect(pages.map((one) => (one.SentData as unknown[]).length)).toEqual([20, 10, 0]);
		expect(pages[0].CountTotal).toBe(30);
	});

	test('template details say what is required, and their lists agree', async () => {
		const { answer } = await sendExample(simulator, 'getZaloTemplate', { TemplateId: '540679' });
		const { ListParams } = answer.Data as { ListParams: Fields[] };
		expect(ListParams.filter((one) => one.Require === false).map((one) => one.Name)).toEqual([
			'note',
		]);
		const list = await sendExample(simulator, 'listZaloTemplates', { SmsType: '25' });
		const listed = (list.answer.ZNSTemplates as Fields[]).find((one) => one.TempId === 540679);
		expect((listed?.ZNSTempDetail as Fields[]).map((one) => [one.Param, one.Limit])).toEqual(
			ListParams.map((one) => [one.Name, one.MaxLength]),
		);
	});
});

describe('the page', () => {
	const HOSTILE = `<script>alert(1)</script>"'&<img src=x onerror=alert(1)>`;

	test('is served with the steering numbers, and the help with the account', async () => {
		const page = await admin.get<string>(simulator.url);
		expect(page.headers['content-type']).toContain('text/html');
		expect(page.data).toContain('ends in 7');
		const help = await admin.get<string>(`${simulator.url}/help`);
		expect(help.data).toContain('Baotrixemay');
	});

	test.each([
		['sendCustomerCareSms', { Brandname: 'ESMS.VN', Content: HOSTILE }],
		['sendVoiceOtp', { Content: HOSTILE }],
		[
			'sendViber',
			{
				IsSandBox: '0',
				Content: HOSTILE,
				OttLabel: HOSTILE,
				OttUrl: 'https://a.vn',
				OttImgUrl: undefined,
			},
		],
		['sendZns', { TempID: '300001', TempData: { content: HOSTILE } }],
		['sendZnsByUid', { TempID: '300001', TempData: { content: HOSTILE } }],
		['sendZnsFullContent', { Content: HOSTILE }],
		['sendZaloConsultationText', { Content: HOSTILE }],
		['callFromTemplate', { VariableListStr: `${HOSTILE}||1` }],
	])('shows what %s brought, and runs none of it', async (operation, changes) => {
		const fields: Fields = { ...fieldsFor(simulator, operation), ...changes };
		for (const name of Object.keys(fields)) if (fields[name] === undefined) delete fields[name];
		const answered = await send(simulator, operation, fields);
		const [message] = simulator.messages.values();
		const html = messageFragment(message, message.sent[0]) + requestFragment(answered.recorded);
		expect(html).toContain('&lt;script&gt;');
		expect(html).not.toContain('<script');
		expect(html).not.toContain('<img src=x');
	});

	test.each([
		['https://a.vn/x.png', 'https://a.vn/x.png'],
		['https://a.vn/?a=1&b=2', 'https://a.vn/?a=1&amp;b=2'],
		['javascript:alert(1)', undefined],
		['https://a.vn/"onload="alert(1)', undefined],
	])('the picture %s is loaded as %s', (url, shown) => {
		expect(safeUrl(url)).toBe(shown);
	});

	test('shows a Zalo transaction message with its parts, and follows its outcome', async () => {
		await sendExample(simulator, 'sendZaloTransaction', { CallbackUrl: undefined });
		const [message] = simulator.messages.values();
		expect(messageFragment(message, message.sent[0])).toContain('waiting');
		await simulator.settled();
		const html = messageFragment(message, message.sent[0]);
		for (const part of [
			'zalo-banner',
			'Trạng thái đơn hàng',
			'zalo-table',
			'zalo-button',
			'delivered',
			message.smsId,
		]) {
			expect(html).toContain(part);
		}
	});

	test('is told live what happens, and first what happened before', async () => {
		await sendExample(simulator, 'sendCustomerCareSms', { CallbackUrl: undefined });
		const { data } = await admin.get<AsyncIterable<Buffer>>(`${simulator.url}/_simulator/events`, {
			responseType: 'stream',
		});
		let text = '';
		for await (const part of data) {
			text += part.toString();
			if (text.includes('class=\\"state delivered')) break;
		}
		const events = [...text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);
		// The last message comes again where its outcome was not known yet.
		expect(events.slice(0, 3)).toEqual(['reset', 'message', 'request']);
	});
});

test('ten thousand messages are kept, found and settled', async () => {
	const world = new World({ ...DEFAULT_SETTINGS, callbackDelayMs: 1 }, Date.now);
	const draft = {
		operationId: 'sendCustomerCareSms',
		channel: 'sms' as const,
		form: 'customerCare' as const,
		typeId: 2,
		pricePerReceiver: 850,
		sender: 'ESMS.VN',
		content: 'x',
		callbackUrl: '',
		campaign: '',
		sendAt: undefined,
	};
	for (let index = 0; index < 10_000; index++) {
		const receivers = [`09${String(10_000_000 + index)}`];
		world.accept({ ...draft, receivers, requestId: `r${index}` }, 'plain');
	}
	await world.settled();
	const settled = [...world.messages.values()].filter(({ sent }) => sent[0].sendStatus !== 2);
	expect(world.messages.size).toBe(10_000);
	expect(settled).toHaveLength(9_000);
	expect(world.usedRequestId('r9999')?.message?.content).toBe('x');
	await world.close();
});
