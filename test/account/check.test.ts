import questions from '../../contract/open-questions.json';
import document from '../../contract/openapi.yaml';
import { Interview, LOOK_UPS, SANDBOX_SENDS, type Account } from '../../scripts/account/ask';
import { checkAccount } from '../../scripts/account/check';
import { readCalls } from '../../scripts/account/contract';
import { differencesIn, reportOf } from '../../scripts/account/report';
import type { Simulator } from '../../simulator/server';
import { startTestSimulator } from '../simulator/start';
import { sendExample } from '../simulator/wire';
import { startBentServer, type Bent, type Passing } from './bent';

type Fields = Record<string, unknown>;

const PHONE = '0938123450';
const calls = readCalls(document);

let simulator: Simulator;

beforeAll(async () => (simulator = await startTestSimulator()));
beforeEach(async () => {
	simulator.reset();
	for (const operation of ['sendCustomerCareSms', 'sendZns', 'sendViber']) {
		await sendExample(simulator, operation);
	}
	await simulator.settled();
	simulator.requests.length = 0;
});
afterAll(async () => await simulator.close());

/** Checks the account of the simulator, at another address if one is given. */
async function check(changes: Partial<Account> = {}, url = simulator.url) {
	const account: Account = {
		apiKey: simulator.settings.apiKey,
		secretKey: simulator.settings.secretKey,
		phone: PHONE,
		hosts: {
			'https://rest.esms.vn': url,
			'https://voiceapi.esms.vn': url,
			'https://status-sms.esms.vn': url,
		},
		...changes,
	};
	const interview = new Interview(calls, account, async () => {});
	const outcome = await checkAccount(interview, account);
	const report = reportOf(interview.heard, outcome, questions, {
		packageVersion: '0.0.0',
		contractVersion: '2026-04-07',
		date: '2026-11-27',
	});
	return { interview, outcome, report, rows: differencesIn(interview.heard) };
}

/**
 * Every text and long number that the simulator holds or was given, but words of the contract, and single words that
 * the report may use by itself (the simulator has a template variable 'address').
 */
function valuesOf(): string[] {
	const found = new Set<string>([
		simulator.settings.apiKey,
		simulator.settings.secretKey,
		PHONE.slice(1),
	]);
	const add = (value: unknown): void => {
		if (typeof value === 'object' && value !== null) Object.values(value).forEach(add);
		else if (String(value).length >= 5) found.add(String(value));
	};
	for (const { answer, query, body } of simulator.requests) [answer, query, body].forEach(add);
	const contractWords = JSON.stringify([...calls.values()].map(({ answer }) => answer));
	return [...found].filter(
		(value) => !contractWords.includes(value) && !/^(?:[a-z]+|\*+)$/.test(value),
	);
}

it('finds nothing that differs at a server that is as documented', async () => {
	const { rows, report, outcome } = await check();
	expect(rows).toEqual([]);
	expect(outcome).toMatchObject({ keysTaken: true, sandboxCharged: false, hasSent: true });
	expect(report).toContain('Everything that was heard fits the contract.');
	for (const id of [...LOOK_UPS, ...SANDBOX_SENDS]) expect(report).toContain(id);
});

it('makes look-ups and sandbox sends only', async () => {
	const messages = simulator.messages.size;
	const { balance } = await balanceOf();
	await check();
	const asked = new Set(simulator.requests.map(({ operationId }) => operationId));
	expect([...asked].filter((id) => ![...LOOK_UPS, ...SANDBOX_SENDS].includes(id))).toEqual([]);
	const sends = simulator.requests.filter(({ operationId }) => SANDBOX_SENDS.includes(operationId));
	expect(sends.length).toBe(14);
	for (const { body } of sends) expect(body.Sandbox).toBe('1');
	for (const { body } of sends) {
		expect(String(body.Phone ?? body.Phones).replace(/\D/g, '')).toMatch(/938123450$/);
	}
	expect(simulator.messages.size).toBe(messages);
	expect(await balanceOf()).toEqual({ balance });
});

async function balanceOf() {
	const { answer } = await sendExample(simulator, 'getBalance');
	return { balance: answer.Balance };
}

it('sends nothing without a phone number', async () => {
	const { outcome, report } = await check({ phone: undefined });
	expect(
		simulator.requests.filter(({ operationId }) => SANDBOX_SENDS.includes(operationId)),
	).toEqual([]);
	expect(outcome.skipped.map(({ what }) => what)).toContain('Sandbox sends');
	expect(report).toContain('0 sandbox sends');
});

it('asks nothing more when the keys are wrong', async () => {
	const { outcome, report } = await check({ secretKey: 'another' });
	expect(outcome.keysTaken).toBe(false);
	expect(simulator.requests.length).toBe(1);
	expect(report).toContain('The keys were not taken');
});

it.each([
	['estimateZns', { Sandbox: '1' }],
	['registerSmsTemplate', { Sandbox: '1' }],
	['purchaseOaPackage', {}],
	['checkCode', {}],
	['callFromTemplate', {}],
	['sendCustomerCareSms', {}],
	['sendCustomerCareSms', { Sandbox: '0' }],
	['sendCustomerCareSms', { Sandbox: 1 }],
	['sendZns', { SandBox: '1' }],
])('refuses to make %s with %j', async (id, fields) => {
	const account = { apiKey: 'a', secretKey: 'b' };
	const interview = new Interview(calls, account, async () => {});
	await expect(interview.ask(id, fields)).rejects.toThrow(/not a look-up|would really send/);
	expect(interview.heard).toEqual([]);
});

/** Changes the answer of one call where it went well. */
const to =
	(
		name: string,
		change: (answer: Fields) => Fields | Bent,
	): ((passing: Passing) => Bent | undefined) =>
	({ call, answer }) => {
		const isSuccess = [answer.CodeResult, answer.CodeResponse].includes('100');
		if (call.replace(/\/$/, '') !== name || !isSuccess) return undefined;
		const changed = change(structuredClone(answer));
		return 'bent' in changed ? (changed.bent as Bent) : { body: changed };
	};
const entry = (answer: Fields, list: string) => (answer[list] as Fields[])[0];

/** A server that is not as documented, and the line of the report that must say so. */
const bends: Array<[string, (passing: Passing) => Bent | undefined, string]> = [
	[
		'a field in another case',
		to('GetBalance_json', ({ Balance, ...rest }) => ({ balance: Balance, ...rest })),
		'| getBalance | as documented | Balance | Balance | written balance |',
	],
	[
		'a number as text',
		to('GetBalance_json', (answer) => ({ ...answer, Balance: String(answer.Balance) })),
		'| getBalance | as documented | Balance | number | text |',
	],
	[
		'a field that is missing',
		to('GetBalance_json', (answer) => ({ ...answer, UserID: undefined })),
		'| getBalance | as documented | UserID | always there: whole number | no field |',
	],
	[
		'the result code in another field',
		to('GetBalance_json', ({ CodeResponse, ...rest }) => ({ CodeResult: CodeResponse, ...rest })),
		'| getBalance | as documented | CodeResponse | always there: the result code | the result code is in CodeResult |',
	],
	[
		'a result code as a number',
		to('ZNS/GetQuota', (answer) => ({ ...answer, CodeResult: 100 })),
		'| getOaQuota | as documented | CodeResult | text | number |',
	],
	[
		'null for a list',
		to('ZNS/GetListZOA', (answer) => ({ ...answer, ZOAList: null })),
		'| listOfficialAccounts | as documented | ZOAList | list | null |',
	],
	[
		'a status that no page lists',
		to('GetSmsSentData_V2', (answer) => {
			for (const one of answer.SentData as Fields[]) one.SendStatus = 9;
			return answer;
		}),
		'| listSentMessages | as documented | SentData[].SendStatus | 0, 1, 2, 4, 5, 7 | 9 |',
	],
	[
		'a date in another form',
		to('GetSmsSentData_V2', (answer) => {
			for (const one of answer.SentData as Fields[]) one.SentTime = '2026-11-27T09:00:00';
			return answer;
		}),
		'{4})?\\)/$/` | text of an ISO date |',
	],
	[
		'a field that no page lists',
		to('ZNS/GetQuota', (answer) => ({ ...answer, BonusQuota: 12 })),
		'| getOaQuota | as documented | BonusQuota | no such field | number |',
	],
	[
		'another case deep inside',
		to('GetTemplate', (answer) => {
			for (const one of (answer.ZNSTemplates ?? []) as Fields[]) {
				one.ZNSTempDetail = (one.ZNSTempDetail as Fields[]).map(({ Param, ...rest }) => ({
					param: Param,
					...rest,
				}));
			}
			return answer;
		}),
		'| listZaloTemplates | as documented | ZNSTemplates[].ZNSTempDetail[].Param | Param | written param |',
	],
	[
		'an object for a list',
		to('ZNS/GetFollowers', (answer) => ({ ...answer, Followers: entry(answer, 'Followers') })),
		'| listFollowers | as documented | Followers | list | object |',
	],
	[
		'text for true and false',
		to('GetSmsReceiverStatus_get', (answer) => {
			for (const one of answer.ReceiverList as Fields[]) one.IsSent = String(one.IsSent);
			return answer;
		}),
		'| listMessageRecipients | as documented | ReceiverList[].IsSent | boolean | text |',
	],
	[
		'a page in place of JSON',
		to('ZNS/GetQuality', () => ({
			bent: { body: '<html></html>', headers: { 'content-type': 'text/html' } },
		})),
		'| getOaQuality | as documented | (body) | a JSON object | text/html |',
	],
	[
		'a success with HTTP 500',
		to('ZNS/GetQuality', () => ({ bent: { status: 500 } })),
		'| getOaQuality | as documented | (HTTP status) | 200 (not documented, inferred) | 500 |',
	],
	[
		'a redirect',
		to('ZNS/GetQuality', () => ({
			bent: { status: 302, headers: { location: 'https://elsewhere.example/' } },
		})),
		'| getOaQuality | as documented | (HTTP status) | 200 (not documented, inferred) | 302 |',
	],
	[
		'a connection that is cut',
		to('ZNS/GetRating', () => ({ bent: { cut: true } })),
		'| listRatings | as documented | (answer) | an answer | none (ECONNRESET) |',
	],
	[
		'another code for wrong keys, with HTTP 401',
		({ answer }) =>
			answer.CodeResponse === '101' ? { status: 401, body: { CodeResponse: '99' } } : undefined,
		'| getBalance | keys that do not exist | (result code) | 101 | 99 |',
	],
	[
		'a documented request that is refused',
		to('QueryListUID', () => ({ bent: { body: { CodeResult: '199', ErrorMessage: 'x' } } })),
		'| listInteractedUsers | as documented | (result code) | 100 | 199 |',
	],
	[
		'a sandbox send that is stored',
		({ call, answer }) =>
			call === 'GetSendStatus' && answer.CodeResponse === '105'
				? { body: { ...answer, CodeResponse: '100' } }
				: undefined,
		'Status of a sandbox send: taken',
	],
	[
		'a phone format that is refused',
		({ sent }) =>
			/^\+84/.test(String(sent.Phone))
				? { body: { CodeResult: '108', CountRegenerate: 0, ErrorMessage: 'x' } }
				: undefined,
		'Phone as +84…: refused with 108, HTTP 200',
	],
];

it.each(bends)('names %s', async (_title, bend, line) => {
	const server = await startBentServer(simulator.url, bend);
	const { report } = await check({}, server.url);
	await server.close();
	expect(report).toContain(line);
	for (const value of valuesOf()) {
		expect([value, report.includes(value)]).toEqual([value, false]);
	}
});

it('names a clock that is not that of Vietnam', async () => {
	// 09:00 in UTC is 16:00 in Vietnam, as which the simulator reads it.
	const later = (value: unknown) => {
		const moment = new Date(`${String(value).replace(' ', 'T')}Z`);
		if (Number.isNaN(moment.getTime())) return value;
		return new Date(moment.getTime() + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
	};
	const server = await startBentServer(
		simulator.url,
		() => undefined,
		(sent) => ('From' in sent ? { ...sent, From: later(sent.From), To: later(sent.To) } : sent),
	);
	const { report } = await check({}, server.url);
	await server.close();
	expect(report).toContain('From and To of the sent messages: UTC');
});

it('stops at the first sandbox send that costs money, and says so', async () => {
	let sends = 0;
	const server = await startBentServer(simulator.url, ({ call, answer }) => {
		if (call === 'SendMultipleMessage_V4_post_json/') sends++;
		return call === 'GetBalance_json' && answer.CodeResponse === '100'
			? { body: { ...answer, Balance: Number(answer.Balance) - 850 * sends } }
			: undefined;
	});
	const { report, outcome } = await check({}, server.url);
	await server.close();
	expect(sends).toBe(1);
	expect(outcome.sandboxCharged).toBe(true);
	expect(report).toContain('The balance fell around a sandbox send');
	expect(
		simulator.requests.filter(({ operationId }) => SANDBOX_SENDS.includes(operationId)).length,
	).toBe(1);
});

it.each(['0901888484', 'Nguyễn Văn An', 'SIM-SECRET-KEY', 'Baotrixemay'])(
	'shows no field that is called %s',
	async (name) => {
		const server = await startBentServer(
			simulator.url,
			to('GetBalance_json', (answer) => ({ ...answer, [name]: { [name]: name } })),
		);
		const { report } = await check({}, server.url);
		await server.close();
		expect(report).toContain(`(a name of ${name.length} characters) | no such field | object`);
		expect(report).not.toContain(name);
	},
);

it('answers or explains every open question', async () => {
	const { report } = await check();
	expect(questions.length).toBe(18);
	for (const { question } of questions) {
		expect(report).toContain(`| ${question} |`);
		expect(report).not.toContain(`| ${question} | this account gave no answer |`);
	}
});
