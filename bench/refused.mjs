/**
 * What a caller without the secret costs: the eSMS Trigger beside n8n's own Webhook node with Header Auth, in
 * turns in one running n8n. The bodies are packed, so that few bytes on the wire become many.
 *
 *     node bench/refused.mjs [--short] [--pairs 7] [--n8n 2.41.1]
 *                            [--package n8n-nodes-esms-x.y.z.tgz] [--write]
 */
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { VERSIONS } from '../scripts/n8n/install.mjs';
import { startN8n } from '../scripts/n8n/run.mjs';
import { buildAndPack } from '../scripts/package.mjs';
import { resultsDir, stopAll, stopOnSignal, temporaryDir, waitFor } from '../scripts/process.mjs';
import { chain } from './n8n.mjs';
import { digits, machine, median, report, table } from './report.mjs';

const { values } = parseArgs({
	options: {
		short: { type: 'boolean', default: false },
		pairs: { type: 'string' },
		n8n: { type: 'string', default: VERSIONS[0] },
		package: { type: 'string' },
		write: { type: 'boolean', default: false },
	},
});
const pairs = Number(values.pairs ?? (values.short ? 3 : 7));

/** Pause before each call, in milliseconds, so that it finds an n8n that has come to rest. */
const REST_MS = 500;

/** Largest ratio of the trigger's time to that of the Webhook node. */
const GOAL = 2;

const KB = 1024;
const MB = KB * KB;
/** n8n itself reads up to 16 MB. */
const SIZES = { '1 kB': KB, '64 kB': 64 * KB, '1 MB': MB, '8 MB': 8 * MB, '15 MB': 15 * MB };

const repeated = (/** @type {string} */ piece, /** @type {number} */ size) =>
	piece.repeat(Math.floor(size / piece.length));

/** @type {Record<string, {type: string, body: (size: number) => string}>} what is sent, as large as asked for */
const KINDS = {
	'JSON, numbers': { type: 'application/json', body: (size) => `[${repeated('1,', size - 3)}1]` },
	'JSON, objects': {
		type: 'application/json',
		body: (size) => `[${repeated('{"SMSID":"1"},', size - 20)}{}]`,
	},
	form: { type: 'application/x-www-form-urlencoded', body: (size) => repeated('a=1&', size) },
	text: { type: 'text/plain', body: (size) => repeated('SMSID=1&', size) },
	'a type that n8n does not read': { type: 'x/y', body: (size) => repeated('SMSID=1&', size) },
};

const SECRET = 'right';

/** n8n 2.41 makes an expression engine for each call of a community trigger; one setting spares it that. */
const MODES = {
	'as installed': {},
	...(values.n8n === VERSIONS[0] && {
		'with N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true': { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
	}),
};

/**
 * @param {NodeJS.ProcessEnv} env of n8n
 * @param {string} packageTarball
 * @returns {Promise<{rows: string[][], worst: number}>} the largest ratio of the times
 */
async function measure(env, packageTarball) {
	const dataDir = temporaryDir('refused');
	const n8n = await startN8n({
		packageTarball,
		dataDir,
		version: values.n8n,
		logFile: join(resultsDir, `refused-${values.n8n}.log`),
		env: { N8N_LOG_LEVEL: 'error', ...env },
	});
	const guard = await n8n.rest.createCredential('esmsCallbackApi', 'Callback', {
		urlSecret: SECRET,
		privateKey: '',
	});
	const header = await n8n.rest.createCredential('httpHeaderAuth', 'Header', {
		name: 'secret',
		value: SECRET,
	});
	const [esmsId, webhookId] = [randomUUID(), randomUUID()];
	const nodes = {
		esms: {
			type: 'n8n-nodes-esms.esmsTrigger',
			typeVersion: 2,
			webhookId: esmsId,
			parameters: { authentication: 'esmsCallbackApi' },
			credentials: { esmsCallbackApi: { id: guard.id, name: guard.name } },
		},
		webhook: {
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId,
			parameters: {
				path: webhookId,
				httpMethod: 'POST',
				authentication: 'headerAuth',
				options: {},
			},
			credentials: { httpHeaderAuth: { id: header.id, name: header.name } },
		},
	};
	/** @type {Record<string, string>} */
	const urls = {
		esms: `${n8n.url}/webhook/${esmsId}/esms?secret=wrong`,
		webhook: `${n8n.url}/webhook/${webhookId}`,
	};
	for (const [name, node] of Object.entries(nodes)) {
		const workflow = { ...chain(name, [{ name: 'Trigger', ...node }]), id: undefined };
		const { id } = await n8n.rest.createWorkflow(workflow);
		await n8n.rest.activate(id);
		await waitFor(
			name,
			async () => ((await fetch(urls[name], { method: 'POST' })).status === 404 ? undefined : true),
			{ timeoutMs: 30_000 },
		);
	}

	/**
	 * @param {string} name
	 * @param {string} type
	 * @param {Buffer} body
	 * @returns {Promise<{ms: number, pauseMs: number}>} until the answer; the longest that n8n answered nobody else
	 */
	async function refused(name, type, body) {
		// What n8n does behind an answer, such as making the next expression engine, belongs to that call and not to
		// the one that is measured next.
		await sleep(REST_MS);
		let isOver = false;
		let pauseMs = 0;
		const others = (async () => {
			while (!isOver) {
				const asked = performance.now();
				await (await fetch(`${n8n.url}/healthz`)).text();
				pauseMs = Math.max(pauseMs, performance.now() - asked);
			}
		})();
		const start = performance.now();
		const response = await fetch(urls[name], {
			method: 'POST',
			headers: { 'content-type': type, 'content-encoding': 'gzip' },
			body,
		});
		await response.text();
		const ms = performance.now() - start;
		isOver = true;
		await others;
		const expected = name === 'esms' ? 401 : 403;
		if (response.status !== expected) throw new Error(`${name}: ${response.status}`);
		return { ms, pauseMs };
	}

	const rows = [];
	let worst = 0;
	for (const [kind, { type, body }] of Object.entries(KINDS)) {
		for (const [size, bytes] of Object.entries(SIZES)) {
			const packed = gzipSync(body(bytes), { level: 9 });
			/** @type {Record<string, {ms: number, pauseMs: number}>[]} */
			const turns = [];
			for (let pair = 0; pair <= pairs; pair++) {
				/** @type {Record<string, {ms: number, pauseMs: number}>} */
				const turn = {};
				// Which one is first changes from pair to pair.
				for (const name of pair % 2 ? ['esms', 'webhook'] : ['webhook', 'esms']) {
					turn[name] = await refused(name, type, packed);
				}
				// The first pair warms up.
				if (pair > 0) turns.push(turn);
			}
			const of = (/** @type {string} */ name, /** @type {'ms' | 'pauseMs'} */ what) =>
				median(turns.map((turn) => turn[name][what]));
			const ratio = of('esms', 'ms') / of('webhook', 'ms');
			worst = Math.max(worst, ratio);
			const pauses = of('esms', 'pauseMs') / of('webhook', 'pauseMs');
			rows.push([
				kind,
				size,
				`${digits(packed.length / KB)} kB`,
				`${digits(of('esms', 'ms'))} : ${digits(of('webhook', 'ms'))}`,
				digits(ratio),
				`${digits(of('esms', 'pauseMs'))} : ${digits(of('webhook', 'pauseMs'))}`,
				digits(pauses),
			]);
			console.log(rows.at(-1)?.join(' | '));
		}
	}
	await n8n.stop();
	return { rows, worst };
}

stopOnSignal(() => 1);
process.exitCode = 1;
try {
	const packageTarball = values.package
		? resolve(values.package)
		: await buildAndPack(temporaryDir('package'));
	const head = ['body', 'unpacked', 'packed', 'ms until refused', 'ratio', '/healthz ms', 'ratio'];
	const parts = [];
	// The goal is for the mode in which n8n treats both nodes alike; what it adds to one is in the table.
	let least = Infinity;
	for (const [mode, env] of Object.entries(MODES)) {
		const { rows, worst } = await measure(env, packageTarball);
		least = Math.min(least, worst);
		parts.push(
			`n8n ${values.n8n} ${mode}, where the largest ratio was ${digits(worst)}:\n\n${table(head, rows)}`,
		);
	}
	await report(
		'bench:refused',
		`Measured on ${machine()}: a POST with a wrong secret to the eSMS Trigger (401) beside one to n8n's Webhook node with Header Auth (403), each to an n8n at rest, median of ${pairs} pairs; at most ${GOAL} times the time is the goal.\n\n${parts.join('\n\n')}`,
		values.write,
	);
	process.exitCode = least > GOAL ? 1 : 0;
} finally {
	await stopAll();
}
