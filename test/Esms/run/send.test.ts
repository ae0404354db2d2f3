import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { createSend, SendFailure } from '../../../nodes/Esms/run/send';

const request: IHttpRequestOptions = { url: 'https://rest.esms.vn/', method: 'POST' };
const keys = { apiKey: ' KEY-OF-30 ', secretKey: 'S/"&OF-30' };

type Ask = (...asked: unknown[]) => unknown;

const senderThrough = (ask: Ask, timeout: number, credentials: object = keys) =>
	createSend(
		{
			helpers: { httpRequestWithAuthentication: async (...asked: unknown[]) => ask(...asked) },
		} as unknown as IExecuteFunctions,
		credentials as typeof keys,
		{ timeout },
	);

/** A send whose request ends so. */
const sendThrough = (ask: Ask, credentials?: object) =>
	senderThrough(ask, 1000, credentials)(request);

test('a request goes out with the settings, and the credential that is known already', async () => {
	const ask = jest.fn(() => ({ statusCode: 200, body: '' }));
	await sendThrough(ask);
	expect(ask).toHaveBeenCalledWith(
		'esmsApi',
		{
			...request,
			timeout: 1000,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		},
		{ credentialsDecrypted: { id: '', name: '', type: 'esmsApi', data: keys } },
	);
});

test('a key that could not be taken out of an answer sends nothing', () => {
	const half = { ...keys, secretKey: 'KEY-OF-30-\ud83d' };
	expect(() => senderThrough(jest.fn(), 1000, half)).toThrow('URI malformed');
});

test('an answer that does not end is given up, at most a second late', async () => {
	const began = performance.now();
	const failure = await senderThrough(async () => await new Promise(() => undefined), 100)(request);
	expect(failure).toMatchObject({ reason: 'uncertain', words: 'The answer did not end in time' });
	const took = performance.now() - began;
	expect(took).toBeGreaterThanOrEqual(100);
	expect(took).toBeLessThan(1600);
});

test('a request that starts later has all of its time', async () => {
	const answerAfter = async (delay: number) => {
		await sleep(delay);
		return { statusCode: 200, body: 'late' };
	};
	const send = senderThrough(async () => await answerAfter(500), 600);
	const first = send(request);
	await sleep(900);
	expect(await Promise.all([first, send(request)])).toEqual([
		{ statusCode: 200, body: 'late' },
		{ statusCode: 200, body: 'late' },
	]);
});

test('a letter that is another one in lower case is taken out too', async () => {
	const answer = await sendThrough(() => ({ statusCode: 200, body: 'KEY-İSTANBUL-1' }), {
		...keys,
		apiKey: 'KEY-İSTANBUL-1',
	});
	expect(answer).toEqual({ statusCode: 200, body: '***' });
});

test('a key that is cut off does not hold up n8n', async () => {
	const long = 'KEY-OF-30'.repeat(4);
	const body = `{"CodeResult":"100","echo":"${long.slice(0, 30)}…"}`;
	const answer = await sendThrough(() => ({ statusCode: 200, body }), { ...keys, apiKey: long });
	expect(answer).toEqual({ statusCode: 200, body });
});

test.each<[string, object, string, boolean]>([
	['ECONNREFUSED', { code: 'ECONNREFUSED' }, 'notConnected', true],
	['its wrapped code', { httpCode: 'EAI_AGAIN', code: '' }, 'notConnected', true],
	['the code of its cause', { cause: { code: 'ENOTFOUND' } }, 'notConnected', false],
	['a cause of null', { cause: null, code: 'EHOSTUNREACH' }, 'notConnected', true],
	['a cause in words', { cause: 'ENOTFOUND' }, 'uncertain', false],
	['no code and a credential', { description: 'bad Credential' }, 'refusedByCredential', false],
	['a code and a credential', { description: 'bad credential', code: 'X' }, 'uncertain', false],
	['a certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'notSecured', false],
	['an alert after the handshake', { code: 'ERR_SSL_BAD_CERTIFICATE' }, 'uncertain', false],
	[
		'words of a handshake when it is over',
		{ code: 'ERR_SSL_WRONG_VERSION_NUMBER', messages: ['wrong version number'] },
		'uncertain',
		false,
	],
	...(
		[
			[{ code: 'EAI_FAIL', messages: ['getaddrinfo EAI_FAIL host'] }],
			[
				{
					code: 'ETIMEDOUT',
					messages: ['connect ETIMEDOUT ::1:9 | connect ECONNREFUSED 127.0.0.1:9'],
				},
			],
			[{ code: 'EINVAL', messages: ['connect EINVAL fe80::1:80'] }],
			[{ messages: ['Proxy connection ended before receiving CONNECT response'] }],
			[{ messages: ['The request was blocked because it resolves to a restricted IP address'] }],
		] as const
	).map(([error]): [string, object, string, boolean] => [
		error.messages[0],
		error,
		'notConnected',
		false,
	]),
	[
		'a network that is gone when the request is out',
		{ code: 'EHOSTUNREACH', messages: ['read EHOSTUNREACH'] },
		'uncertain',
		false,
	],
	[
		'a network that is not there',
		{ code: 'EHOSTUNREACH', messages: ['connect EHOSTUNREACH'] },
		'notConnected',
		true,
	],
	...['sslv3 alert handshake failure', 'tlsv1 alert protocol version', 'unsupported protocol'].map(
		(words): [string, object, string, boolean] => [
			words,
			{ code: 'EPROTO', messages: [`write EPROTO 40:error:0A000410:SSL routines::${words}`] },
			'notSecured',
			false,
		],
	),
	[
		'another break of the protocol',
		{ code: 'EPROTO', messages: ['write EPROTO 40:error:0A0003FC:SSL routines::bad record mac'] },
		'uncertain',
		false,
	],
	['first words', { messages: ['x', 'wrong version number'] }, 'notSecured', false],
	['an address', { description: 'Invalid URL' }, 'notConnected', false],
	['two halves of words', { messages: ['Invalid', 'URL'] }, 'notConnected', false],
	['a time-out', { code: 'ECONNABORTED' }, 'uncertain', false],
])('what a request ends in by %s', async (_name, error, reason, isPassing) => {
	const thrown = Object.assign(new Error('No KEY-OF-30'), error);
	const failure = await sendThrough(() => {
		throw thrown;
	});
	expect(failure).toEqual(new SendFailure(reason as 'uncertain', isPassing, 'No ***'));
});

test.each([undefined, null, 'closed', {}, { message: 7 }])(
	'%j that is thrown is uncertain',
	async (thrown) => {
		const failure = await sendThrough(() => {
			throw thrown;
		});
		expect(failure).toMatchObject({ reason: 'uncertain', isPassing: false });
	},
);

test('an answer without a body is empty', async () => {
	expect(await sendThrough(() => ({ statusCode: 204 }))).toEqual({ statusCode: 204, body: '' });
});

test.each([
	['JSON of .NET', 'S\\u002F\\u0022\\u0026OF-30'],
	['JSON with a stroke', 'S\\/\\"&OF-30'],
	['a URL in small letters', 'S%2f%22%26OF-30'],
	['XML by numbers', 'S&#47;&#x22;&amp;OF-30'],
])('a key is taken out as %s writes it', async (_what, written) => {
	const body = `<KEY-OF-30> ${written}.`;
	const answer = await sendThrough(() => ({ statusCode: 200, body }));
	expect(answer).toMatchObject({ body: '<***> ***.' });
});

test('a proxy that wants a login is not asked again', async () => {
	const answer = { statusCode: 407, body: 'login' };
	expect(await sendThrough(() => answer)).toMatchObject({ reason: 'proxyLogin', isPassing: false });
});

test.each<[string, object, string, string]>([
	['trimmed', keys, 'a KEY-OF-30 b', 'a *** b'],
	['in a URL', keys, 'S%2F%22%26OF-30', '***'],
	['in XML', keys, 'S/"&amp;OF-30', '***'],
	['in JSON', keys, 'S/\\"&OF-30', '***'],
	['more than once', keys, 'KEY-OF-30KEY-OF-30', '******'],
	['with 8 characters', { apiKey: '12345678' }, '12345678', '***'],
	['in small letters', { apiKey: 'KEY-OF-30' }, 'key-of-30', '***'],
	['of the second kind', { apiKey: 'KEY-OF-30', secretKey: 'SECRET-30' }, 'a SECRET-30', 'a ***'],
	['with a stroke in JSON', { apiKey: 'AB/CDEFGH' }, 'AB\\/CDEFGH', '***'],
	['with a stroke in numbers of JSON', { apiKey: 'AB/CDEFGH' }, 'AB\\u002fCDEFGH', '***'],
	['with a space in a form', { apiKey: 'AB CDEFGH' }, 'AB+CDEFGH', '***'],
	['with a quote in a page', { apiKey: 'AB"CDEFGH' }, 'AB&quot;CDEFGH', '***'],
	[
		'with an apostrophe in a page',
		{ apiKey: "AB'CDEFGH" },
		'AB&#039;CDEFGH AB&apos;CDEFGH',
		'*** ***',
	],
	['with zeros before a number', { apiKey: 'AB/CDEFGH' }, 'AB&#x002F;CDEFGH', '***'],
	['with a picture in JSON', { apiKey: 'AB😀CDEFGH' }, 'AB\\ud83d\\uDE00CDEFGH', '***'],
	['with a picture by number', { apiKey: 'AB😀CDEFGH' }, 'AB&#128512;CDEFGH', '***'],
	['without what XML cannot hold', { apiKey: 'AB\u0085CDEFGH' }, 'ABCDEFGH', '***'],
	['without a last one of these', { apiKey: 'ABCDEFGH\u007f' }, 'ABCDEFGH', '***'],
	['shorter than words', { apiKey: '1234567', secretKey: '' }, '1234567', '1234567'],
	['that is not set', {}, 'undefined', 'undefined'],
])('an answer holds no key %s', async (_name, credentials, body, clean) => {
	const answer = { statusCode: 200, body };
	expect(await sendThrough(() => answer, credentials)).toEqual({ statusCode: 200, body: clean });
});
