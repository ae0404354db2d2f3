import { stringify } from 'flatted';
import type { INodeParameters, IRun } from 'n8n-workflow';
import { escapeXml } from '../../nodes/shared/xml';
import type { FaultRequest } from '../../simulator/faults';
import type { Simulator } from '../../simulator/server';
import { cases, type Case } from '../cases';
import { startTestSimulator } from '../simulator/start';
import { credentialsOf, prepared } from './cases';
import { run, type Setup } from './engine';

/** Keys that stand nowhere else, not even in part. */
const [apiKey, secretKey] = ['Qz7XwKvJ3uHb9MdP', 'Lf5&R<tY8g"N2cS%'];
const keys = { apiKey, secretKey };

/** Each key as it may turn up: as it is, in a URL, in a form, in XML, in JSON. */
const forms = Object.values(keys).flatMap((key) => [
	key,
	encodeURIComponent(key),
	escapeXml(key),
	JSON.stringify(key).slice(1, -1),
]);

/** What stands in a text in Base64, such as the data of a file. */
const decodedIn = (text: string) =>
	(text.match(/[\w+/-]{16,}/g) ?? []).map((run) => Buffer.from(run, 'base64').toString('latin1'));

/** Every text that is reachable from a value, through hidden properties and causes too; getters are not called. */
function textsOf(root: unknown): string[] {
	const seen = new Set<unknown>();
	const texts: string[] = [];
	const waiting: unknown[] = [root];
	while (waiting.length > 0) {
		const value = waiting.pop();
		if (typeof value === 'string') texts.push(value, ...decodedIn(value));
		if (Buffer.isBuffer(value)) texts.push(value.toString('latin1'));
		if (typeof value !== 'object' || value === null || seen.has(value)) continue;
		seen.add(value);
		if (value instanceof Map || value instanceof Set) waiting.push(...value.entries());
		for (const name of Reflect.ownKeys(value)) {
			texts.push(String(name));
			waiting.push(Object.getOwnPropertyDescriptor(value, name)?.value);
		}
	}
	return texts;
}

function expectNoKeys(result: IRun | undefined) {
	const texts = [...textsOf(result), stringify(result)].join('\n');
	expect(forms.filter((form) => texts.includes(form))).toEqual([]);
}

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startTestSimulator(keys);
});
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

const sms: INodeParameters = {
	resource: 'sms',
	operation: 'sendCustomerCareSms',
	phone: '={{ $json.phone }}',
	brandname: { __rl: true, mode: 'id', value: 'Baotrixemay' },
	content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
	requestOptions: { timeout: 300 },
};

test.each([
	['as it is', keys.secretKey],
	['in the Base64 of a file', Buffer.from(`<p>${keys.secretKey}</p>`).toString('base64')],
])('the search finds a key that is hidden %s, so that it can fail', (_, data) => {
	const error = Object.defineProperty(new Error('hidden'), 'cause', {
		value: { config: { data } },
	});
	expect(() => expectNoKeys({ error } as unknown as IRun)).toThrow();
});

describe.each(['customOperations', 'declarative'] as const)('through %s', (path) => {
	const setup = (more: Partial<Setup>): Setup => ({
		parameters: sms,
		items: [{ phone: '0901888480' }],
		credentials: credentialsOf(simulator),
		path,
		...more,
	});

	test.each(cases.map((one): [string, Case] => [`${one.operation} (${one.call})`, one]))(
		'%s leaves no key in its results, and no `error` in what went well',
		async (_title, described) => {
			const { parameters, items } = await prepared(simulator, described);
			const result = await run(setup({ parameters, items: items ?? [{}] }));
			const [task] = result.data.resultData.runData.eSMS;
			expect(task.error).toBeUndefined();
			for (const { json } of task.data?.main[0] ?? []) expect(json).not.toHaveProperty('error');
			expectNoKeys(result);
		},
	);

	const echo = JSON.stringify({ CodeResult: '99', ErrorMessage: 'no', ...keys });
	const quoted = JSON.stringify({
		CodeResult: '99',
		ErrorMessage: `unknown ${Object.values(keys).join()}`,
	});
	const title = Object.values(keys)
		.map((key) => encodeURIComponent(key))
		.join('/');
	const failures: Array<[string, FaultRequest | undefined, Record<string, string>]> = [
		['a refusal', { kind: 'code', code: '103' }, {}],
		['wrong keys', undefined, { apiKey: `${keys.apiKey}-` }],
		['a broken connection', { kind: 'drop' }, {}],
		['silence', { kind: 'timeout' }, {}],
		['HTTP 401', { kind: 'status', status: 401, body: echo }, {}],
		['HTTP 500 that repeats the request', { kind: 'status', status: 500, body: echo }, {}],
		[
			'a page that repeats the request',
			{ kind: 'status', status: 200, body: `<html>${Object.values(keys).join()}` },
			{},
		],
		['a refusal whose words repeat the keys', { kind: 'status', status: 200, body: quoted }, {}],
		[
			'a page whose title repeats the path',
			{ kind: 'status', status: 404, body: `<html><title>404 /${title}</title>` },
			{},
		],
		['a redirect', { kind: 'status', status: 307, body: '' }, {}],
		['a host that is not there', undefined, { restUrl: 'http://no-such-host.invalid' }],
		['a port that is closed', undefined, { restUrl: 'http://127.0.0.1:9' }],
		['an address that is none', undefined, { restUrl: 'http://[bad' }],
		['a URL without a scheme', undefined, { restUrl: 'rest.esms.vn' }],
	];
	/** Calls that carry the keys in a body, a query, a form, an XML body and a path. */
	const calls: Array<[string, INodeParameters]> = [
		...['json', 'get', 'form', 'xml'].map((requestFormat): [string, INodeParameters] => [
			requestFormat,
			{ ...sms, options: { requestFormat } },
		]),
		[
			'path',
			{
				resource: 'account',
				operation: 'listBrandnames',
				returnAll: true,
				requestOptions: { timeout: 300 },
			},
		],
	];
	/** The node tries a few times to connect, with pauses: two ways to carry the keys have to do. */
	const isSlow = (url?: string) => /invalid|:9$/.test(url ?? '');
	const table = failures.flatMap(([title, fault, credentials]) =>
		calls
			.filter(([format]) => !isSlow(credentials.restUrl) || ['json', 'path'].includes(format))
			.map(([format, parameters]) => [title, format, fault, credentials, parameters] as const),
	);

	test.each(table)(
		'%s of a %s request leaves no key in the run',
		async (_title, _format, fault, changes, parameters) => {
			if (fault) simulator.fault({ ...fault, times: 10 });
			const credentials = { ...credentialsOf(simulator), ...changes };
			const modes = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;
			for (const result of await Promise.all(
				modes.map(async (onError) => await run(setup({ parameters, credentials, onError }))),
			)) {
				expect(JSON.stringify(result.data.resultData)).toMatch(/"error":/);
				expectNoKeys(result);
			}
		},
		30_000,
	);
});
