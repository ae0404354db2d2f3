/**
 * Callbacks per second: the eSMS Trigger beside n8n's own Webhook node, in turns in one running n8n.
 *
 *     node bench/trigger.mjs [--short] [--pairs 9] [--seconds 4] [--memory 20000] [--set 2.8.4,2.41.1-lazy,2.41.1]
 *                            [--package n8n-nodes-esms-x.y.z.tgz] [--write]
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { VERSIONS } from '../scripts/n8n/install.mjs';
import { startN8n } from '../scripts/n8n/run.mjs';
import { buildAndPack } from '../scripts/package.mjs';
import { root, stopAll, stopOnSignal, temporaryDir, waitFor } from '../scripts/process.mjs';
import { addBenchNodes, chain } from './n8n.mjs';
import { digits, machine, median, report, table } from './report.mjs';

const { values } = parseArgs({
	options: {
		short: { type: 'boolean', default: false },
		pairs: { type: 'string' },
		seconds: { type: 'string' },
		memory: { type: 'string' },
		set: { type: 'string' },
		package: { type: 'string' },
		write: { type: 'boolean', default: false },
	},
});
const pairs = Number(values.pairs ?? (values.short ? 3 : 9));
const seconds = Number(values.seconds ?? (values.short ? 1.5 : 4));
const memoryCalls = Number(values.memory ?? (values.short ? 1_000 : 20_000));

/** Most calls of one turn, however fast they are answered. */
const MOST_CALLS = 2_000;
const CALLERS = 10;

/** What is put beside what; `goal`: least ratio of the first to the second. The slow set leaves the memory out. */
const SETS = [
	{
		id: '2.8.4',
		name: 'n8n 2.8.4',
		version: '2.8.4',
		env: {},
		hasMemory: true,
		compare: [
			{ a: 'esms', b: 'webhook', goal: 0.95 },
			{ a: 'filtered', b: 'esms', goal: 2 },
		],
	},
	{
		id: `${VERSIONS[0]}-lazy`,
		name: `n8n ${VERSIONS[0]}, N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true`,
		version: VERSIONS[0],
		env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
		hasMemory: true,
		compare: [
			{ a: 'esms', b: 'webhook', goal: 0.95 },
			{ a: 'filtered', b: 'esms', goal: 2 },
		],
	},
	{
		id: VERSIONS[0],
		name: `n8n ${VERSIONS[0]}, as installed`,
		version: VERSIONS[0],
		env: {},
		hasMemory: false,
		compare: [
			{ a: 'esms', b: 'bare', goal: 1 },
			{ a: 'esms', b: 'webhook', goal: undefined },
			{ a: 'filtered', b: 'esms', goal: 2 },
		],
	},
].filter(({ id }) => values.set === undefined || values.set.split(',').includes(id));

/** @type {Record<string, string>} */
const NAMES = {
	esms: 'eSMS Trigger',
	webhook: 'Webhook node',
	bare: 'bare community trigger',
	filtered: 'eSMS Trigger, filtered out',
};

/** @type {Record<string, (webhookId: string) => {node: Record<string, any>, path: string}>} */
const TRIGGERS = {
	esms: (webhookId) => ({
		node: { type: 'n8n-nodes-esms.esmsTrigger', typeVersion: 2, webhookId, parameters: {} },
		path: `${webhookId}/esms`,
	}),
	filtered: (webhookId) => ({
		node: {
			type: 'n8n-nodes-esms.esmsTrigger',
			typeVersion: 2,
			webhookId,
			parameters: { outcomes: ['rejected'] },
		},
		path: `${webhookId}/esms`,
	}),
	bare: (webhookId) => ({
		node: { type: 'n8n-nodes-bench.bareTrigger', typeVersion: 2, webhookId },
		path: `${webhookId}/bare`,
	}),
	webhook: (webhookId) => ({
		node: {
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId,
			parameters: { path: webhookId, options: {} },
		},
		path: webhookId,
	}),
};

const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });

/** @param {string} url @returns {Promise<number>} status */
const call = (url) =>
	new Promise((done, fail) => {
		request(url, { agent }, (response) => {
			response.resume().on('end', () => done(response.statusCode ?? 0));
		})
			.on('error', fail)
			.end();
	});

const receipt = () =>
	`SMSID=${randomUUID()}&SendFailed=0&SendStatus=5&SendSuccess=1&TotalPrice=850&TotalReceiver=1&TotalSent=1` +
	'&RequestId=order-1001&TypeId=2&telcoid=1&phonenumber=0901888484&CustomerID=&error_info=&partnerids=';

/**
 * Calls a URL as ten callers do, until the time is up or the calls are made.
 *
 * @param {string} url
 * @param {{calls: number, forMs?: number}} limit
 * @returns {Promise<number>} answered calls per second
 */
async function load(url, { calls, forMs = Infinity }) {
	const start = performance.now();
	let made = 0;
	const caller = async () => {
		while (made < calls && performance.now() - start < forMs) {
			made++;
			const status = await call(`${url}?${receipt()}`);
			if (status !== 200) throw new Error(`${url} answered ${status}`);
		}
	};
	await Promise.all(Array.from({ length: CALLERS }, caller));
	return made / ((performance.now() - start) / 1000);
}

/**
 * @param {typeof SETS[number]} set
 * @param {string} packageTarball
 */
async function measure({ id, version, env, hasMemory, compare }, packageTarball) {
	const dataDir = temporaryDir('bench');
	await addBenchNodes(dataDir);
	const meterFile = join(dataDir, 'memory.json');
	const n8n = await startN8n({
		packageTarball,
		dataDir,
		version,
		env: {
			...env,
			N8N_LOG_LEVEL: 'error',
			NODE_OPTIONS: `--require=${join(root, 'bench', 'meter.cjs')}`,
			METER_FILE: meterFile,
		},
	});
	/** @type {Record<string, string>} */
	const urls = {};
	for (const kind of new Set(compare.flatMap(({ a, b }) => [a, b]))) {
		const { node, path } = TRIGGERS[kind](randomUUID());
		const workflow = chain(kind, [
			{ name: 'Trigger', ...node },
			{ name: 'Nothing', type: 'n8n-nodes-base.noOp' },
		]);
		const { id: workflowId } = await n8n.rest.createWorkflow({ ...workflow, id: undefined });
		await n8n.rest.activate(workflowId);
		urls[kind] = `${n8n.url}/webhook/${path}`;
	}

	const filter = encodeURIComponent(JSON.stringify({ status: ['new', 'running'] }));
	const drained = () =>
		waitFor(
			'the end of all executions',
			async () => {
				const { results } = await n8n.rest.call('GET', `/executions?filter=${filter}&limit=1`);
				return results.length === 0 ? true : undefined;
			},
			{ timeoutMs: 120_000 },
		);
	const turn = async (/** @type {string} */ kind) => {
		const rate = await load(urls[kind], { calls: MOST_CALLS, forMs: seconds * 1000 });
		await drained();
		return rate;
	};

	for (const kind of Object.keys(urls)) await turn(kind);
	const results = [];
	for (const { a, b, goal } of compare) {
		/** @type {{a: number, b: number}[]} */
		const rates = [];
		for (let pair = 0; pair < pairs; pair++) {
			// Which one is first changes from pair to pair.
			/** @type {{a: number, b: number}} */
			const rate = { a: 0, b: 0 };
			if (pair % 2 === 0) rate.a = await turn(a);
			rate.b = await turn(b);
			if (pair % 2 === 1) rate.a = await turn(a);
			rates.push(rate);
		}
		const ratios = rates.map((rate) => rate.a / rate.b);
		console.log(`${id}: ${NAMES[a]} : ${NAMES[b]} = ${ratios.map(digits).join(' ')}`);
		results.push({
			name: `${NAMES[a]} : ${NAMES[b]}`,
			goal,
			rates: [median(rates.map((rate) => rate.a)), median(rates.map((rate) => rate.b))],
			ratio: median(ratios),
			spread: [Math.min(...ratios), Math.max(...ratios)],
		});
	}

	const pid = Number(await readFile(`${meterFile}.pid`, 'utf8'));
	const memory = async () => {
		await drained();
		await rm(meterFile, { force: true });
		process.kill(pid, 'SIGUSR2');
		await waitFor('the memory', async () => existsSync(meterFile) || undefined, {
			timeoutMs: 30_000,
		});
		await new Promise((done) => setTimeout(done, 200));
		const { heapUsed, rss } = JSON.parse(await readFile(meterFile, 'utf8'));
		return { heap: heapUsed / 2 ** 20, rss: rss / 2 ** 20 };
	};
	const steps = hasMemory ? 5 : 0;
	const memories = hasMemory ? [await memory()] : [];
	for (let step = 0; step < steps; step++) {
		await load(urls.esms, { calls: Math.ceil(memoryCalls / steps) });
		memories.push(await memory());
		console.log(
			`${id}: after ${((step + 1) * memoryCalls) / steps} callbacks ${digits(memories[step + 1].heap)} MB`,
		);
	}
	await n8n.stop();
	return { results, memories };
}

stopOnSignal(() => 1);
process.exitCode = 1;
try {
	const tarball = values.package
		? resolve(values.package)
		: await buildAndPack(temporaryDir('package'));
	const rows = [];
	const memoryRows = [];
	for (const set of SETS) {
		const { results, memories } = await measure(set, tarball);
		for (const { name, goal, rates, ratio, spread } of results) {
			rows.push([
				set.name,
				name,
				rates.map(digits).join(' : '),
				`${digits(ratio)} (${spread.map(digits).join('-')})`,
				goal ?? '-',
			]);
		}
		if (set.hasMemory)
			memoryRows.push([
				set.name,
				...memories.map(({ heap, rss }) => `${Math.round(heap)} / ${Math.round(rss)}`),
			]);
	}
	const steps = memoryRows.length > 0 ? memoryRows[0].length - 1 : 0;
	const text = `Measured on ${machine()}: ${CALLERS} callers on one machine with n8n, GET, no secret set, every callback a new one, answered at once and starting an execution of trigger and No Operation unless it is filtered out. ${pairs} pairs of ${seconds} s each, the first of a pair changing; the ratio is the median of the pairs, with the smallest and the largest.

${table(['', '', 'callbacks per second', 'ratio', 'goal'], rows)}

Memory of the n8n process after a garbage collection, heap / resident MB, while ${memoryCalls.toLocaleString('en')} callbacks start executions:

${table(['', ...Array.from({ length: steps }, (_, step) => `${((step * memoryCalls) / (steps - 1)).toLocaleString('en')}`)], memoryRows)}`;
	await report('bench:trigger', text, values.write);
	process.exitCode = 0;
} finally {
	agent.destroy();
	await stopAll();
}
