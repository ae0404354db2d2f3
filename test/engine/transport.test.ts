import fastify, { type FastifyInstance } from 'fastify';
import { generate } from 'selfsigned';
import { sleep } from 'n8n-workflow';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { readTransport } from '../../nodes/Esms/run/requestOptions';
import { failure } from './engine';

/** Addresses that any of the servers here was asked for. */
const asked: string[] = [];
const servers: FastifyInstance[] = [];

/** A server that accepts everything. A proxy is asked for a whole address, so all of them lead to one route. */
function server(https?: object): FastifyInstance {
	const rewriteUrl = ({ url = '' }) => {
		asked.push(url);
		return '/';
	};
	const app = (https ? fastify({ https, rewriteUrl }) : fastify({ rewriteUrl })) as FastifyInstance;
	app.all('/', async () => ({ CodeResult: '100' }));
	servers.push(app);
	return app;
}

async function listen(app: FastifyInstance): Promise<number> {
	const address = await app.listen({ port: 0, host: '127.0.0.1' });
	return Number(new URL(address).port);
}

afterAll(async () => {
	await Promise.all(servers.map(async (app) => await app.close()));
});
beforeEach(() => {
	asked.length = 0;
});

const unpaced = { batching: { batch: { batchSize: 20, batchInterval: 0 } } };
const send = async (restUrl: string, requestOptions: INodeParameters = {}, retryOnFail = false) =>
	await failure({
		parameters: {
			resource: 'otp',
			operation: 'sendGeneratedCode',
			phone: '0901888480',
			brandname: { __rl: true, mode: 'id', value: 'Baotrixemay' },
			codeText: '{OTP} la ma xac minh dang ky Baotrixemay cua ban',
			requestOptions: { ...unpaced, timeout: 2000, ...requestOptions },
		},
		credentials: { apiKey: 'SIM-API-KEY', secretKey: 'SIM-SECRET-KEY', restUrl },
		retryOnFail,
	});

describe('a request that was surely not sent', () => {
	let https: number;
	let otherHost: number;
	let http: number;
	let closing: number;
	let tooOld: number;
	let noCipher: number;
	let proxy: number;

	beforeAll(async () => {
		const certificate = async (name: string) => {
			const { private: key, cert } = await generate([{ name: 'commonName', value: name }]);
			return { key, cert };
		};
		https = await listen(server(await certificate('127.0.0.1')));
		otherHost = await listen(server(await certificate('other.example.com')));
		http = await listen(server());
		const own = await certificate('127.0.0.1');
		const ofOld = {
			minVersion: 'TLSv1',
			maxVersion: 'TLSv1.1',
			ciphers: 'ALL@SECLEVEL=0',
		} as const;
		tooOld = await listen(server({ ...own, ...ofOld }));
		const ciphers = 'ECDHE-ECDSA-AES128-GCM-SHA256';
		noCipher = await listen(server({ ...own, maxVersion: 'TLSv1.2', ciphers }));
		const closes = server();
		closes.server.on('connection', (socket) => socket.destroy());
		closing = await listen(closes);
		const asksForLogin = fastify();
		servers.push(asksForLogin);
		asksForLogin.addHook('onRequest', async (_request, reply) => {
			await reply.code(407).header('Proxy-Authenticate', 'Basic').send('login');
		});
		proxy = await listen(asksForLogin);
	});

	test.each<[string, () => string, string]>([
		['an unknown certificate', () => `https://127.0.0.1:${https}`, 'could not be secured'],
		[
			'a certificate of another host',
			() => `https://127.0.0.1:${otherHost}`,
			'could not be secured',
		],
		['plain HTTP behind https', () => `https://127.0.0.1:${http}`, 'could not be secured'],
		[
			'a connection that closes before it is secured',
			() => `https://127.0.0.1:${closing}`,
			'could not be secured',
		],
		['a TLS that is too old', () => `https://127.0.0.1:${tooOld}`, 'could not be secured'],
		[
			'ciphers that are none of ours',
			() => `https://127.0.0.1:${noCipher}`,
			'could not be secured',
		],
		['an unknown host', () => 'http://no-such-host.invalid', 'could not be reached'],
		['a host name without end', () => `http://${'a'.repeat(300)}.vn`, 'could not be reached'],
		['an address of no network', () => 'http://[fe80::1]:80', 'could not be reached'],
	])(
		'because of %s is told so',
		async (_title, url, words) => {
			for (const retryOnFail of [false, true]) {
				const error = await send(url(), {}, retryOnFail);
				expect(error?.message).toContain(words);
				expect(error?.message).toContain('Nothing was sent');
			}
			expect(asked).toEqual([]);
		},
		30_000,
	);

	test('because the proxy wants a login names the proxy', async () => {
		const error = await send(`http://127.0.0.1:${http}`, { proxy: `http://127.0.0.1:${proxy}` });
		expect(error?.message).toBe('The proxy asks for another user or password. Nothing was sent');
		expect(error?.description).toContain("'Proxy'");
		expect(asked).toEqual([]);
	});

	test('names the switch that lets an unknown certificate pass, and goes out with it', async () => {
		expect((await send(`https://127.0.0.1:${https}`))?.description).toContain(
			"'Ignore SSL Issues'",
		);
		expect(
			await send(`https://127.0.0.1:${https}`, { allowUnauthorizedCerts: true }),
		).toBeUndefined();
		expect(asked).toHaveLength(1);
	});
});

test('a port that does not exist is named by the field of the credential', async () => {
	const error = await send('http://127.0.0.1:99999');
	expect(error?.message).toContain("'REST URL' of the eSMS API credential is not a web address");
	expect(error?.message).toContain('Nothing was sent');
});

test('a connection that breaks after the request was written may have taken it along', async () => {
	const app = fastify();
	servers.push(app);
	app.addHook('onRequest', async (request) => {
		request.raw.socket.destroy();
	});
	const port = await listen(app);
	const error = await send(`http://127.0.0.1:${port}`);
	expect(error?.message).toContain('may have arrived');
});

test('plain words on a secured connection come after the request, which may have arrived', async () => {
	const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
	const app = server({ key, cert });
	app.addHook('onRequest', async ({ raw: { socket } }) => {
		const { _parent: unsecured } = socket as unknown as { _parent: typeof socket };
		unsecured.write('HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n');
		await new Promise((closed) => socket.once('close', closed));
	});
	const port = await listen(app);
	const error = await send(`https://127.0.0.1:${port}`, { allowUnauthorizedCerts: true }, true);
	expect(error?.message).toContain('may have arrived');
	expect(asked).toHaveLength(1);
});

test('an answer that never ends may be one to a request that arrived', async () => {
	const app = fastify();
	servers.push(app);
	app.all('/*', async (_request, reply) => {
		reply.hijack();
		reply.raw.writeHead(200, { 'content-type': 'application/json' });
		while (!reply.raw.destroyed) {
			reply.raw.write(' ');
			await sleep(50);
		}
	});
	const port = await listen(app);
	const error = await send(`http://127.0.0.1:${port}`, { timeout: 400 });
	app.server.closeAllConnections();
	expect(error?.message).toContain('may have arrived');
});

describe('Proxy', () => {
	const node = { name: 'eSMS', parameters: {} } as unknown as INode;
	const read = (proxy: string) => readTransport(node, { proxy }).proxy;

	test.each<[string, IDataObject]>([
		['http://proxy.example.com', { protocol: 'http', host: 'proxy.example.com', port: 80 }],
		['http://proxy.example.com:80', { protocol: 'http', host: 'proxy.example.com', port: 80 }],
		['https://proxy.example.com', { protocol: 'https', host: 'proxy.example.com', port: 443 }],
		['http://proxy.example.com:3128/', { protocol: 'http', host: 'proxy.example.com', port: 3128 }],
	])('%s is understood', (proxy, expected) => {
		expect(read(proxy)).toEqual(expected);
	});

	test.each([
		['http://lan:50%@proxy.example.com', '%25'],
		['http://lan:%FF@proxy.example.com', '%25'],
		['proxy.example.com:3128', 'not a web address'],
		['ftp://proxy.example.com', 'not a web address'],
	])('%s is refused by its label, without its password', (proxy, words) => {
		const refuse = () => read(proxy);
		expect(refuse).toThrow(words);
		expect(refuse).toThrow("'Proxy'");
		expect(refuse).not.toThrow('50%@');
	});

	test.each(['http', 'https'])(
		'its user and password arrive as they were meant, for %s',
		async (scheme) => {
			const logins: string[] = [];
			const asksForLogin = fastify();
			servers.push(asksForLogin);
			const note = (header = '') =>
				logins.push(Buffer.from(header.replace('Basic ', ''), 'base64').toString());
			asksForLogin.addHook('onRequest', async ({ headers }, reply) => {
				note(headers['proxy-authorization']);
				await reply.code(407).send('login');
			});
			asksForLogin.server.on('connect', ({ headers }, socket) => {
				note(headers['proxy-authorization']);
				socket.end('HTTP/1.1 407 Login\r\n\r\n');
			});
			const port = await listen(asksForLogin);
			for (const login of ['lan:a%25b', 'l%25n:100%25', 'lan:a%2541b', 'lan:p%40s%3Fs', 'lan:pw']) {
				const proxy = `http://${login}@127.0.0.1:${port}`;
				const error = await send(`${scheme}://esms.example.com`, { proxy });
				expect(error?.message).toBe(
					'The proxy asks for another user or password. Nothing was sent',
				);
				expect(error?.description).toContain("'Proxy'");
			}
			expect(logins).toEqual(['lan:a%b', 'l%n:100%', 'lan:a%41b', 'lan:p@s?s', 'lan:pw']);
		},
	);

	test('a request goes through it', async () => {
		const port = await listen(server());
		expect(
			await send('http://esms.example.com', { proxy: `http://127.0.0.1:${port}` }),
		).toBeUndefined();
		expect(asked.join()).toMatch(/^http:\/\/esms\.example\.com\//);
	});
});

test.each([0, -1, 3e9, 'soon'])('a Timeout of %p is refused by its label', async (timeout) => {
	const error = await send('http://127.0.0.1:9', { timeout } as INodeParameters);
	expect(error?.message).toContain("'Timeout'");
});

test('the longest time-out that a timer can hold is not over at once', async () => {
	const app = fastify();
	app.all('*', async () => {
		await sleep(100);
		return { CodeResult: '100', Data: { OTP: '123456' } };
	});
	servers.push(app);
	const port = await listen(app);
	expect(await send(`http://127.0.0.1:${port}`, { timeout: 2_147_483_647 })).toBeUndefined();
});
