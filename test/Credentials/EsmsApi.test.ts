import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { hosts } from '../../nodes/shared/hosts';
import { EsmsApi } from '../../credentials/EsmsApi.credentials';

const { authenticate, properties } = new EsmsApi();
const account = { apiKey: 'A&1', secretKey: 'S<2' };
const host = 'https://rest.esms.vn';

/** Freezes a value to its depths, so that a change of it throws. */
function frozen<T>(value: T): T {
	if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
	return Object.freeze(value);
}

const json = { 'Content-Type': 'application/json' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const plain = { 'Content-Type': 'text/plain' };

const placements: Array<[string, IHttpRequestOptions, Partial<IHttpRequestOptions>]> = [
	[
		'a JSON body',
		{ method: 'POST', url: `${host}/a/`, headers: json, body: { Phone: '1' } },
		{ url: `${host}/a/`, body: { Phone: '1', ApiKey: 'A&1', SecretKey: 'S<2' } },
	],
	[
		'the body of a call that has none of its own',
		{ method: 'POST', url: `${host}/a` },
		{ body: { ApiKey: 'A&1', SecretKey: 'S<2' } },
	],
	[
		'a form, in its own spelling',
		{ method: 'POST', url: `${host}/a/`, headers: form, body: { Phone: '1' } },
		{ body: { Phone: '1', Apikey: 'A&1', SecretKey: 'S<2' } },
	],
	[
		'an XML body, escaped',
		{
			method: 'POST',
			url: `${host}/a/`,
			headers: plain,
			body: '<RQST><SMSTYPE>2</SMSTYPE></RQST>',
		},
		{
			body: '<RQST><APIKEY>A&amp;1</APIKEY><SECRETKEY>S&lt;2</SECRETKEY><SMSTYPE>2</SMSTYPE></RQST>',
		},
	],
	[
		'a query',
		{ method: 'GET', url: `${host}/a`, qs: { RefId: '1' } },
		{ url: `${host}/a`, qs: { RefId: '1', ApiKey: 'A&1', SecretKey: 'S<2' }, body: undefined },
	],
	[
		'the first version of the sent list, in its own spelling',
		{
			method: 'POST',
			url: `${host}/MainService.svc/json/GetSmsSentData`,
			headers: json,
			body: { From: '01/31/2026' },
		},
		{ body: { From: '01/31/2026', Apikey: 'A&1', Secretkey: 'S<2' } },
	],
	...['GetListBrandname', 'GetBalance'].map((call): (typeof placements)[number] => [
		`the path of ${call}`,
		{ method: 'GET', url: `${host}/MainService.svc/json/${call}/{ApiKey}/{SecretKey}` },
		{ url: `${host}/MainService.svc/json/${call}/A%261/S%3C2`, qs: undefined },
	]),
];

describe.each(placements)('keys in %s', (_title, request, expected) => {
	it('stand where the call wants them', async () => {
		const given = frozen(structuredClone(request));
		const { url, body, qs } = await authenticate(account, given);
		expect({ url, body, qs }).toMatchObject(expected);
		expect(given).toEqual(request);
	});

	it('stand there once when n8n sends again after an HTTP 401', async () => {
		const once = await authenticate(account, request);
		expect(await authenticate(account, frozen(structuredClone(once)))).toEqual(once);
	});
});

describe('the hosts of the credential', () => {
	const url = async (request: IHttpRequestOptions, data: Record<string, string>) =>
		(await authenticate({ ...account, ...data }, request)).url;

	it.each([
		['https://rest.esms.vn/a', { restUrl: 'http://127.0.0.1:4010' }, 'http://127.0.0.1:4010/a'],
		[
			'https://voiceapi.esms.vn/a',
			{ voiceUrl: 'https://proxy.example.com/voice/' },
			'https://proxy.example.com/voice/a',
		],
		[
			'https://status-sms.esms.vn/a',
			{ statusUrl: ' https://proxy.example.com ' },
			'https://proxy.example.com/a',
		],
		[
			'https://rest.esms.vn/a',
			{ restUrl: '', voiceUrl: 'http://127.0.0.1' },
			'https://rest.esms.vn/a',
		],
		['https://rest.esms.vn/a', {}, 'https://rest.esms.vn/a'],
	])('put %s with %j at %s', async (from, data, to) => {
		expect(await url({ method: 'GET', url: from }, data)).toBe(to);
		expect(await url({ method: 'GET', baseURL: new URL(from).origin, url: '/a' }, data)).toBe(to);
	});

	it.each([
		['restUrl', 'rest.esms.vn', host, "'REST URL'"],
		['restUrl', 'ftp://rest.esms.vn', host, "'REST URL'"],
		['restUrl', 'https://rest.esms.vn/?x=1', host, "'REST URL'"],
		['voiceUrl', 'voice api', 'https://voiceapi.esms.vn', "'Voice URL'"],
		['statusUrl', 'https://', 'https://status-sms.esms.vn', "'Status URL'"],
	])('are refused by label: %s %s', async (field, value, from, label) => {
		const refused = authenticate({ ...account, [field]: value }, { url: `${from}/a` });
		await expect(refused).rejects.toThrow(label);
	});
});

describe('the keys go to eSMS alone', () => {
	const own = {
		restUrl: 'https://proxy.example.com/esms/',
		voiceUrl: 'http://127.0.0.1:4010',
		statusUrl: 'https://me:pw@proxy.example.com',
	};
	const ask = async (request: object) =>
		(await authenticate({ ...account, ...own }, {
			method: 'GET',
			...request,
		} as IHttpRequestOptions)) as IHttpRequestOptions & { uri?: string; form?: IDataObject };

	it.each([
		'https://evil.example.com/a',
		'https://rest.esms.vn.evil.example.com/a',
		'https://rest.esms.vn@evil.example.com/a',
		'https://rest.esms.vn:x@evil.example.com/a',
		'https://evil.example.com/https://rest.esms.vn/a',
		'https://evil.example.com\\@rest.esms.vn/a',
		'https://rest.esms.vn\n.evil.example.com/a',
		'https://rest.esms.vn:8443/a',
		'http://rest.esms.vn/a',
		'ftp://rest.esms.vn/a',
		'//evil.example.com/a',
		'/a',
		'',
		'https://proxy.example.com/esms-too/a',
		'https://proxy.example.com/esms/../b',
		'https://proxy.example.com/esms/%2e%2e/b',
		'http://127.0.0.1:40100/a',
	])('not to %s', async (url) => {
		for (const request of [{ url }, { uri: url }]) {
			await expect(ask(request)).rejects.toThrow(/gives its keys to eSMS only/);
		}
	});

	it('not to an address whose own base is eSMS', async () => {
		const request = { baseURL: 'https://rest.esms.vn', url: 'https://evil.example.com/a' };
		await expect(ask(request)).rejects.toThrow(/gives its keys to eSMS only/);
	});

	it.each([
		['https://rest.esms.vn/a?b=c d', 'https://proxy.example.com/esms/a?b=c d'],
		['HTTPS://REST.esms.vn:443/A', 'https://proxy.example.com/esms/A'],
		['https://voiceapi.esms.vn/a', 'http://127.0.0.1:4010/a'],
		['https://status-sms.esms.vn', 'https://me:pw@proxy.example.com'],
		['https://proxy.example.com/esms/a', 'https://proxy.example.com/esms/a'],
		['https://proxy.example.com/esms?a=b', 'https://proxy.example.com/esms?a=b'],
		['http://127.0.0.1:4010/a', 'http://127.0.0.1:4010/a'],
	])('but to %s, as %s', async (from, to) => {
		const byUri = await ask({ uri: from });
		expect([byUri.uri, byUri.url]).toEqual([to, to]);
		expect((await ask({ url: from })).url).toBe(to);
	});

	it('and follow no redirect, whatever the caller asked for', async () => {
		const asked = { url: `${host}/a`, followRedirect: true, followAllRedirects: true };
		expect(await ask(asked)).toMatchObject({
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
		});
	});
});

it.each<[string, object, object]>([
	[
		'a form of the HTTP Request node',
		{ form: { a: '1' } },
		{ form: { a: '1', Apikey: 'A&1', SecretKey: 'S<2' } },
	],
	['JSON as text', { body: ' {"a":1}' }, { body: '{"ApiKey":"A&1","SecretKey":"S<2","a":1}' }],
	['empty JSON as text', { body: '{ }' }, { body: '{"ApiKey":"A&1","SecretKey":"S<2"}' }],
	[
		'a form as text',
		{ body: 'a=1', headers: { 'content-type': form['Content-Type'] } },
		{ body: 'a=1&Apikey=A%261&SecretKey=S%3C2' },
	],
	[
		'XML behind a line break',
		{ body: '\n<RQST></RQST>' },
		{ body: '<RQST><APIKEY>A&amp;1</APIKEY><SECRETKEY>S&lt;2</SECRETKEY></RQST>' },
	],
])('keys in %s', async (_title, request, expected) => {
	const sent = { method: 'POST', uri: `${host}/a`, ...request } as unknown as IHttpRequestOptions;
	const once = await authenticate(account, frozen(structuredClone(sent)));
	expect(once).toMatchObject(expected);
	expect(await authenticate(account, frozen(structuredClone(once)))).toEqual(once);
});

it('cuts the spaces that a copied key brings along', async () => {
	const { body } = await authenticate(
		{ apiKey: ' A ', secretKey: '\tS\n' },
		{ method: 'POST', url: `${host}/a` },
	);
	expect(body as IDataObject).toEqual({ ApiKey: 'A', SecretKey: 'S' });
});

it('hides the keys in the editor, and nothing else', () => {
	const hidden = properties.filter(({ typeOptions }) => typeOptions?.password === true);
	expect(hidden.map(({ name }) => name)).toEqual(['apiKey', 'secretKey']);
});

describe('the addresses', () => {
	const proxy = 'https://proxy.example.com';
	const names = Object.values(hosts).map(({ field }) => field);

	/** What the node gets of a stored credential: n8n adds defaults and drops what the form would not show. */
	const read = (stored: IDataObject) =>
		NodeHelpers.getNodeParameters(
			properties,
			stored as never,
			true,
			false,
			null,
			null,
		) as IDataObject;
	/** What the form shows, which keeps the ones that are in use in sight. */
	const shown = (stored: IDataObject) =>
		properties
			.filter(({ name }) => (names as string[]).includes(name))
			.filter((property) =>
				NodeHelpers.displayParameter(
					{ server: 'esms', ...origins, ...stored } as never,
					property,
					null,
					null,
				),
			)
			.map(({ name }) => name);
	const origins = Object.fromEntries(
		Object.values(hosts).map(({ field, origin }) => [field, origin]),
	);

	it("are eSMS's own unless something else is entered", () => {
		expect(shown({})).toEqual([]);
		for (const property of properties.filter(({ name }) => (names as string[]).includes(name))) {
			expect(property.default).toBe(origins[property.name]);
		}
	});

	it('are shown once a proxy or the simulator is chosen', () => {
		expect(shown({ server: 'own' })).toEqual(names);
		expect(read({ server: 'own', restUrl: proxy }).restUrl).toBe(proxy);
	});

	it('of a credential that was stored before there was a choice stay in use, and in sight', () => {
		expect(read({ restUrl: proxy }).restUrl).toBe(proxy);
		expect(shown({ restUrl: proxy })).toEqual(['restUrl']);
	});

	it.each([{}, { server: 'esms' }, { restUrl: hosts.rest.origin }])(
		'of %j lead to eSMS',
		async (stored) => {
			const { url } = await authenticate({ ...account, ...read(stored) } as never, {
				method: 'POST',
				url: `${hosts.rest.origin}/a`,
			});
			expect(url).toBe(`${hosts.rest.origin}/a`);
		},
	);
});
