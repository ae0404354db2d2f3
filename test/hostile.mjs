/**
 * Hostile callers at the eSMS Trigger of a real n8n: none may be answered with 5xx or not at all, none may end n8n,
 * none may make an execution fail, and nothing may come out that was not sent. Meanwhile n8n answers others: the
 * longest pause is put beside that of the same calls at n8n's own Webhook node.
 *
 *     node test/hostile.mjs [--n8n 2.41.1] [--count 10000] [--seed 1] [--package n8n-nodes-esms-x.y.z.tgz]
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { performance } from 'node:perf_hooks';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { chain } from '../bench/n8n.mjs';
import { itemsOf } from '../scripts/n8n/client.mjs';
import { VERSIONS } from '../scripts/n8n/install.mjs';
import { startN8n } from '../scripts/n8n/run.mjs';
import { buildAndPack } from '../scripts/package.mjs';
import {
	resultsDir,
	root,
	stopAll,
	stopOnSignal,
	temporaryDir,
	waitFor,
} from '../scripts/process.mjs';

const { values } = parseArgs({
	options: {
		n8n: { type: 'string', default: VERSIONS[0] },
		count: { type: 'string', default: '10000' },
		seed: { type: 'string', default: '1' },
		package: { type: 'string' },
	},
});
const count = Number(values.count);
const CALLERS = 10;

/** Most calls are made as eSMS makes them; the trigger takes GET, POST and HEAD, n8n refuses the others. */
const METHODS = [...Array(8).fill('GET'), 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const PATIENCE_MS = 30_000;
const UNANSWERED = 999;

/** What n8n lets through of a URL; longer ones its HTTP server refuses with 431. */
const URL_LIMIT = 16_000;

/** How many executions are looked into for what came out. */
const LOOKED_INTO = 200;

/** Each call carries its number under this name, so that an execution can be held against its call. */
const NUMBER = 'call-number';

/** @typedef {{method: string, query: string, type?: string, body?: string, packed?: {piece: string, length: number}}} Call */

const NAMES = [
	...[
		'SMSID',
		'smsid',
		'ReferenceId',
		'serviceNumber',
		'sign',
		'SendStatus',
		'TypeId',
		'error_info',
		'secret',
		'esms',
	],
	...[
		'__proto__',
		'constructor',
		'prototype',
		'toString',
		'hasOwnProperty',
		'valueOf',
		'__proto__[x]',
		'then',
	],
	...[
		'constructor[prototype][x]',
		'a[b][c][d][e][f][g]',
		'a[]',
		'[',
		']',
		']=',
		'%5B%5D',
		'',
		'%00',
		'%E0%A4%A',
		'%',
	],
];
const VALUES = [
	...[
		'',
		'0',
		'5',
		'-1',
		'9'.repeat(400),
		'NaN',
		'null',
		'true',
		'%',
		'%zz',
		'%FF%FE',
		'%ED%A0%80',
		'+',
		'&&',
		'=',
		';',
	],
	...[
		'%00%01%1F',
		'%0D%0Aset-cookie:x',
		'?SMSID=1',
		's?SMSID=2',
		'[1]=2',
		'{',
		'%7B%22',
		'%22%5C%22',
		'%2522%257B',
	],
	...[
		'____31/02/2024%2010:00:00',
		'%7B%22__proto__%22:%7B%22x%22:1%7D%7D',
		'%3Cscript%3E',
		'..%2f..%2fetc',
		'${7*7}',
	],
	...[
		'{{$env}}',
		'={{ $json }}',
		'\x01\x02',
		'\x7f',
		'\xff\xfe',
		'tiếng Việt',
		'\u{1f600}',
		'[['.repeat(500),
	],
];

const name = fc.oneof(fc.constantFrom(...NAMES), fc.string().map(encodeURIComponent));
const value = fc.oneof(
	fc.constantFrom(...VALUES),
	fc.string({ unit: 'binary' }).map(encodeURIComponent),
	fc.json().map(encodeURIComponent),
	fc.string(),
);
const pairs = fc
	.array(fc.tuple(name, value), { minLength: 1, maxLength: 40 })
	.map((found) => found.map((pair) => pair.join('=')).join('&'));

/** @type {{query: string}[]} */
const samples = JSON.parse(
	await readFile(join(root, 'contract', 'callbacks.json'), 'utf8'),
).samples;
/** A published sample with pieces of it cut out, doubled or overwritten. */
const mutated = fc
	.tuple(
		fc.constantFrom(...samples.map(({ query }) => query)),
		fc.array(fc.tuple(fc.nat(400), fc.nat(20), fc.constantFrom(...VALUES, ...NAMES)), {
			minLength: 1,
			maxLength: 6,
		}),
	)
	.map(([query, cuts]) =>
		cuts.reduce(
			(text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length),
			query,
		),
	);

const large = fc
	.tuple(
		fc.constantFrom('x', '%', '%22', '{"a":[', '?', '[', '&a', '\\', '\u{1f600}'),
		fc.constantFrom(1_000, 15_000, 100_000),
	)
	.map(([piece, length]) => `SMSID=1&error_info=${piece.repeat(Math.ceil(length / piece.length))}`);

/** What no HTTP client would send: a space or a line break would only make another request of it. */
const line = (/** @type {string} */ text) => text.replaceAll(/[ \r\n#]/g, '%20');

const query = fc.oneof(
	{ weight: 5, arbitrary: pairs },
	{ weight: 4, arbitrary: mutated },
	{ weight: 1, arbitrary: large },
);
const byUrl = fc
	.tuple(fc.constantFrom(...METHODS), query)
	.map(([method, text]) => /** @type {Call} */ ({ method, query: line(text).slice(0, URL_LIMIT) }));
const tooLong = large.map((text) => /** @type {Call} */ ({ method: 'GET', query: line(text) }));
// Without XML: once n8n's parser, which all webhooks share, has met some that is broken, it never answers XML again.
const byBody = fc
	.tuple(
		fc.constantFrom(
			'application/x-www-form-urlencoded',
			'text/plain',
			'application/json',
			'multipart/form-data; boundary=x',
			'application/octet-stream',
			'nonsense',
			'',
		),
		fc.oneof(
			query,
			fc.json(),
			fc.string({ unit: 'binary' }),
			fc.constant('{"__proto__":{"x":1},"SMSID":{"toString":1}}'),
			fc.constant('['.repeat(100_000)),
		),
	)
	.map(([type, body]) => /** @type {Call} */ ({ method: 'POST', query: '', type, body }));
/** Few bytes that become many, up to what n8n reads; made when they are sent, because they are large. */
const packed = fc
	.tuple(
		fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain', 'x/y'),
		fc.constantFrom('1,', '{"SMSID":"1"},', 'a=1&', '{"a":', '"\\\\', 'x'),
		fc.constantFrom(1_000, 70_000, 1_000_000, 8_000_000, 15_000_000),
	)
	.map(
		([type, piece, length]) =>
			/** @type {Call} */ ({ method: 'POST', query: '', type, packed: { piece, length } }),
	);

/** @param {NonNullable<Call['packed']>} packed */
function unpacked({ piece, length }) {
	const text = piece.repeat(Math.ceil(length / piece.length));
	return piece.endsWith(',') ? `[${text}{}]` : text;
}
const calls = fc.oneof(
	{ weight: 69, arbitrary: byUrl },
	{ weight: 25, arbitrary: byBody },
	{ weight: 5, arbitrary: tooLong },
	{ weight: 1, arbitrary: packed },
);

/**
 * Sends bytes that HTTP clients refuse to send.
 *
 * @param {{host: string, port: number, path: string}} to
 * @param {Call} call
 * @returns {Promise<number>} status; 0 when the connection was closed without one, UNANSWERED after a while
 */
function send(
	{ host, port, path },
	{ method, query: text, type = '', body = '', packed: content },
) {
	const bytes = content ? gzipSync(unpacked(content)) : Buffer.from(body);
	const head = [
		`${method} ${path}?${text} HTTP/1.1`,
		`Host: ${host}`,
		'Connection: close',
		...(method === 'POST' ? [`Content-Length: ${bytes.length}`] : []),
		...(type ? [`Content-Type: ${type}`] : []),
		...(content ? ['Content-Encoding: gzip'] : []),
	].join('\r\n');
	return new Promise((done, fail) => {
		const socket = createConnection({ host, port });
		let answer = '';
		socket.setTimeout(PATIENCE_MS, () => {
			done(UNANSWERED);
			socket.destroy();
		});
		socket.setEncoding('latin1').on('data', (chunk) => (answer += chunk));
		// n8n may refuse and close before all of a long request has arrived.
		socket.on('error', (/** @type {NodeJS.ErrnoException} */ error) =>
			['ECONNRESET', 'EPIPE'].includes(error.code ?? '') ? undefined : fail(error),
		);
		socket.on('close', () => done(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)));
		socket.write(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytes]));
	});
}

/**
 * Whether a call may be broken off without an answer that can be read: whoever refuses a call before all of it has
 * been read closes the connection, and what arrives then makes the system throw the answer away.
 *
 * @param {Call} call
 */
function mayBeBrokenOff({ query: text, type = '' }) {
	const isRefusedByHttp = /[^!-~]/.test(text) || text.length > URL_LIMIT;
	return isRefusedByHttp || type.startsWith('multipart/');
}

/** What percent-encoding stands for; a run of bytes that are no UTF-8 stays. */
const decoded = (/** @type {string} */ text) =>
	text.replaceAll('+', ' ').replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
		try {
			return decodeURIComponent(run);
		} catch {
			return run;
		}
	});

/** The parameters of a query or of a body that is written like one, as `name=value`. */
const parametersIn = (/** @type {string} */ text) =>
	text.split('&').map((part) => {
		const [name, ...rest] = part.split('=');
		return `${decoded(name)}=${decoded(rest.join('='))}`;
	});

/**
 * What an execution gave that its call did not send. A parameter may come out of the end of another one, behind a
 * '?': the trigger takes such a one for appended.
 *
 * @param {import('../scripts/n8n/client.mjs').Json} raw
 * @param {Call} call
 * @returns {string[] | undefined} undefined if n8n reads the call's body in a way of its own
 */
function notSent(raw, { query: text, type = '', body = '', packed: content }) {
	if (content) return undefined;
	const isReadByN8n = /json|xml|form/.test(type) || /^\s*[{[]/.test(body);
	if (body !== '' && isReadByN8n) return undefined;
	const written = Buffer.from(body).toString();
	const sent = [...parametersIn(text), ...parametersIn(written), `body=${written}`];
	const given = Object.entries(raw).flatMap(([name, values]) =>
		[values].flat().map((one) => `${name}=${one}`),
	);
	return given.filter((one) => !sent.some((parameter) => parameter.includes(one)));
}

stopOnSignal(() => 1);
process.exitCode = 1;
try {
	const dataDir = temporaryDir('hostile');
	const packageTarball = values.package ? resolve(values.package) : await buildAndPack(dataDir);
	const n8n = await startN8n({
		packageTarball,
		dataDir,
		version: values.n8n,
		logFile: join(resultsDir, `hostile-${values.n8n}.log`),
		env: { N8N_LOG_LEVEL: 'warn', N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
	});
	const webhookId = randomUUID();
	const parameters = {
		events: ['callStatus', 'inboundSms', 'messageStatus', 'templateRegistration'],
		options: { emitRepeats: true },
	};
	const trigger = {
		name: 'eSMS Trigger',
		type: 'n8n-nodes-esms.esmsTrigger',
		typeVersion: 2,
		webhookId,
		parameters,
	};
	const { id } = await n8n.rest.createWorkflow({ ...chain('Hostile', [trigger]), id: undefined });
	await n8n.rest.activate(id);
	const header = await n8n.rest.createCredential('httpHeaderAuth', 'Header', {
		name: 'secret',
		value: 'right',
	});
	const beside = randomUUID();
	const webhook = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: beside,
		parameters: {
			path: beside,
			multipleMethods: true,
			httpMethod: ['GET', 'HEAD', 'POST'],
			authentication: 'headerAuth',
			options: {},
		},
		credentials: { httpHeaderAuth: { id: header.id, name: header.name } },
	};
	const other = await n8n.rest.createWorkflow({ ...chain('Beside', [webhook]), id: undefined });
	await n8n.rest.activate(other.id);
	const { hostname: host, port } = new URL(n8n.url);
	const toWebhook = { host, port: Number(port), path: `/webhook/${beside}` };
	const to = { host, port: Number(port), path: `/webhook/${webhookId}/esms` };
	await waitFor(
		'the trigger',
		async () => (await send(to, { method: 'GET', query: '' })) === 200 || undefined,
		{
			timeoutMs: 30_000,
		},
	);

	const list = fc
		.sample(calls, { numRuns: count, seed: Number(values.seed) })
		.map((call, number) => ({ ...call, query: `${NUMBER}=${number}&${call.query}` }));
	/** @type {Map<string, number>} */
	const statuses = new Map();
	/** @type {{status: number, call: Call}[]} */
	const bad = [];
	/**
	 * Makes all calls, and meanwhile looks whether n8n answers others.
	 *
	 * @param {typeof to} target
	 * @param {(call: Call, status: number) => void} note
	 * @returns {Promise<number>} the longest time without an answer, in milliseconds
	 */
	async function callAll(target, note) {
		let next = 0;
		let isOver = false;
		let pause = 0;
		const health = (async () => {
			while (!isOver) {
				const asked = performance.now();
				await (await fetch(`${n8n.url}/healthz`)).text();
				pause = Math.max(pause, performance.now() - asked);
				await new Promise((done) => setTimeout(done, 20));
			}
		})();
		const caller = async () => {
			while (next < list.length) {
				const call = list[next++];
				note(call, await send(target, call));
				if (next % 1000 === 0) console.log(`${next} of ${list.length}`);
			}
		};
		await Promise.all(Array.from({ length: CALLERS }, caller));
		isOver = true;
		await health;
		return pause;
	}
	const pauseOfWebhook = await callAll(toWebhook, () => {});
	const pause = await callAll(to, (call, status) => {
		const what = call.packed ? 'packed' : call.body === undefined ? 'query' : 'body';
		const key = `${call.method} ${what} ${status}`;
		statuses.set(key, (statuses.get(key) ?? 0) + 1);
		if (status >= 500 || (status === 0 && !mayBeBrokenOff(call))) {
			bad.push({ status, call });
			console.log(`${status}: ${JSON.stringify(call).slice(0, 1000)}`);
		}
	});

	const after = await send(to, {
		method: 'GET',
		query: 'SMSID=after&SendStatus=5&SendSuccess=1&SendFailed=0',
	});
	const ask = async (/** @type {string[]} */ status) => {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: id, status }));
		return await n8n.rest.call('GET', `/executions?filter=${filter}&limit=1`);
	};
	await waitFor(
		'the end of all executions',
		async () => ((await ask(['new', 'running'])).results.length === 0 ? true : undefined),
		{ timeoutMs: 120_000 },
	);
	const failed = await ask(['error', 'crashed']);

	// There is no other workflow, so that its executions are numbered without gaps.
	const last = Number((await ask(['success'])).results[0].id);
	const looked = Math.min(LOOKED_INTO, last);
	/** @type {{call: Call, strange: string[]}[]} */
	const strange = [];
	let compared = 0;
	for (let nth = 1; nth <= looked; nth++) {
		const execution = await n8n.rest.execution(String(Math.round((nth * last) / looked)));
		const items = itemsOf(execution, 'eSMS Trigger');
		assert.equal(items.length, 1, `execution ${execution.id} has one item`);
		const { raw } = items[0];
		if (raw.SMSID === 'after') continue;
		const call = list[Number([raw[NUMBER]].flat()[0])];
		assert.ok(call, `execution ${execution.id} tells its call`);
		const unexpected = notSent(raw, call);
		if (unexpected === undefined) continue;
		compared += 1;
		if (unexpected.length > 0) strange.push({ call, strange: unexpected });
	}
	const said =
		n8n.logs().match(/Unhandled|uncaught|could not be started|RangeError|TypeError/gi) ?? [];
	console.log(`n8n ${values.n8n}: ${list.length} hostile calls, seed ${values.seed}
  answers: ${[...statuses]
		.sort()
		.map(([key, number]) => `${number} ${key}`)
		.join(', ')}
  failed executions: ${failed.results.length === 0 ? 'none' : failed.count}; n8n's log: ${said.length === 0 ? 'nothing' : [...new Set(said)].join(', ')}; a call afterwards is answered with ${after}
  longest pause of /healthz: ${Math.round(pause)} ms, at the Webhook node with Header Auth ${Math.round(pauseOfWebhook)} ms: ratio ${(pause / pauseOfWebhook).toPrecision(2)}
  parameters that came out: of ${compared} executions compared with what was sent, ${strange.length} gave something else`);
	assert.deepEqual(bad.slice(0, 3), [], `${bad.length} answers with 5xx or none at all`);
	assert.equal(after, 200);
	assert.deepEqual(strange.slice(0, 3), [], 'nothing comes out that was not sent');
	assert.ok(compared > looked / 2, 'most of the executions could be compared');
	assert.equal(failed.results.length, 0, 'no execution fails');
	assert.deepEqual(said, [], 'nothing is thrown inside n8n');
	process.exitCode = 0;
} finally {
	await stopAll();
}
