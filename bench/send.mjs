/**
 * What a send costs: the eSMS node beside HTTP Request making the same call, in whole `n8n execute` runs.
 *
 *     node bench/send.mjs [--n8n 2.41.1,2.8.4] [--long] [--rounds 3] [--package n8n-nodes-esms-x.y.z.tgz] [--write]
 *
 * --against earlier.tgz compares with another build of the package; --long adds 10,000 items; --sizes 100,1000 and --only full,http choose; --write puts the tables into docs/performance.md.
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { VERSIONS } from '../scripts/n8n/install.mjs';
import { buildAndPack } from '../scripts/package.mjs';
import { root, run, stopAll, stopOnSignal, temporaryDir } from '../scripts/process.mjs';
import { chain, cutDown, importInto, measureExecution, prepareN8n } from './n8n.mjs';
import { digits, machine, median, report, table } from './report.mjs';

/** @typedef {import('../scripts/n8n/client.mjs').Json} Json */
/** @typedef {import('./n8n.mjs').Workbench} Workbench */

const { values } = parseArgs({
	options: {
		n8n: { type: 'string', default: VERSIONS.slice(0, 2).join(',') },
		long: { type: 'boolean', default: false },
		rounds: { type: 'string', default: '3' },
		package: { type: 'string' },
		against: { type: 'string' },
		only: { type: 'string' },
		sizes: { type: 'string' },
		write: { type: 'boolean', default: false },
	},
});
const standard = values.long ? [10, 100, 1_000, 10_000] : [10, 100, 1_000];
const sizes = values.sizes?.split(',').map(Number) ?? standard;
const rounds = Number(values.rounds);

/** From here on the start of n8n, which differs from run to run, is small beside the run of the node. */
const LARGE = 1_000;

const MEASURED = 'Send';
const credential = { id: 'esms', name: 'eSMS API' };

/** In this run the limit of requests a second is off; that on requests in flight stays. */
const requestOptions = { batching: { batch: { batchSize: 20, batchInterval: 0 } } };
const brandname = { __rl: true, mode: 'id', value: 'Baotrixemay' };
const content = '={{ $json.code }} la ma xac minh dang ky Baotrixemay cua ban';

const eachItem = {
	name: MEASURED,
	type: 'n8n-nodes-esms.esms',
	credentials: { esmsApi: credential },
	parameters: {
		resource: 'sms',
		operation: 'sendCustomerCareSms',
		phone: '={{ $json.phone }}',
		brandname,
		content,
		options: {},
		requestOptions,
	},
};

/** @param {string} text the same for all, as folding needs it */
const folded = (text) => ({
	...eachItem,
	parameters: {
		resource: 'sms',
		operation: 'sendAdvertisingSms',
		phones: '={{ $json.phone }}',
		brandname,
		content: text,
		options: {},
		requestOptions,
	},
});

/**
 * @param {string} url
 * @param {boolean} hasCredential whether the keys come from a credential or lie in the node
 */
function httpRequest(url, hasCredential) {
	const pairs = {
		...(!hasCredential && { ApiKey: 'key', SecretKey: 'secret' }),
		Phone: '={{ $json.phone }}',
		Content: content,
		Brandname: 'Baotrixemay',
		SmsType: '2',
		IsUnicode: '0',
	};
	return {
		name: MEASURED,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		...(hasCredential && {
			credentials: { httpCustomAuth: { id: 'custom', name: 'Custom Auth' } },
		}),
		parameters: {
			method: 'POST',
			url: `${url}/MainService.svc/json/SendMultipleMessage_V4_post_json/`,
			...(hasCredential && {
				authentication: 'genericCredentialType',
				genericAuthType: 'httpCustomAuth',
			}),
			sendBody: true,
			bodyParameters: {
				parameters: Object.entries(pairs).map(([name, value]) => ({ name, value })),
			},
			options: {},
		},
	};
}

/**
 * What is measured. `less`: the run whose cost is taken off; `requests`: how many must arrive for so many items.
 *
 * @typedef {object} Contender
 * @property {string} key
 * @property {string} name
 * @property {'full' | 'cut' | 'earlier'} n8n which folder it runs in
 * @property {(url: string) => Json | undefined} node
 * @property {(count: number) => number} requests
 * @property {number} [from] least number of items
 */

const one = (/** @type {number} */ count) => count;

/** @type {Contender[]} */
const CONTENDERS = [
	{ key: 'empty', name: 'empty run', n8n: 'full', node: () => undefined, requests: () => 0 },
	{
		key: 'emptyCut',
		name: 'empty run, cut-down package',
		n8n: 'cut',
		node: () => undefined,
		requests: () => 0,
	},
	{
		key: 'http',
		name: 'HTTP Request 4.2, keys in the node',
		n8n: 'full',
		node: (url) => httpRequest(url, false),
		requests: one,
	},
	{
		key: 'httpAuth',
		name: 'HTTP Request 4.2, keys in a credential',
		n8n: 'full',
		node: (url) => httpRequest(url, true),
		requests: one,
	},
	{
		key: 'full',
		name: 'eSMS, an SMS for each item',
		n8n: 'full',
		node: () => eachItem,
		requests: one,
	},
	{
		key: 'cut',
		name: 'the same, node cut down to this operation',
		n8n: 'cut',
		node: () => eachItem,
		requests: one,
	},
	{
		key: 'folded',
		name: 'eSMS, advertising SMS folded, one text',
		n8n: 'full',
		node: () => folded('[QC] Baotrixemay: giam 20% den het thang nay. Tu choi soan TC gui 1555'),
		requests: (count) => Math.ceil(count / 5_000),
		from: 100,
	},
	{
		key: 'foldedText',
		name: 'the same, the text an expression too',
		n8n: 'full',
		node: () =>
			folded('=[QC] {{ $json.shop }}: giam 20% den het thang nay. Tu choi soan TC gui 1555'),
		requests: (count) => Math.ceil(count / 5_000),
		from: 100,
	},
];
if (values.against) {
	for (const key of ['full', 'folded']) {
		const same = /** @type {Contender} */ (CONTENDERS.find((contender) => contender.key === key));
		const name = `${same.name}, earlier package`;
		CONTENDERS.push({ ...same, key: `${key}Earlier`, name, n8n: 'earlier' });
	}
}

/** @typedef {{cpuMs: number, wallMs: number, nodeCpuMs: number, nodeWallMs: number, blockMs: number, peakMb: number, sockets: number}} Row */

/** Starts the answering server as a process of its own. */
async function startServer() {
	const child = spawn(process.execPath, [join(root, 'bench', 'server.mjs')], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	process.once('exit', () => child.kill());
	for await (const line of createInterface({ input: child.stdout })) {
		const url = `http://127.0.0.1:${line}`;
		return {
			url,
			counts: async () =>
				/** @type {{requests: number, mostSockets: number}} */ (
					await (await fetch(`${url}/counts`)).json()
				),
			stop: () => child.kill(),
		};
	}
	throw new Error('the answering server did not start');
}

/**
 * Time to load the package and size of its node, in processes that have n8n-workflow at hand already.
 *
 * @param {Workbench} n8n
 */
async function weigh(n8n) {
	const script = `
		require(${JSON.stringify(n8n.require.resolve('n8n-workflow'))});
		const start = performance.now();
		const { Esms } = require(${JSON.stringify(join(n8n.packageDir, 'dist/nodes/Esms/Esms.node.js'))});
		const { description } = new Esms();
		const loadMs = performance.now() - start;
		console.log(JSON.stringify({ loadMs, bytes: JSON.stringify(description).length, properties: description.properties.length }));`;
	const runs = [];
	for (let round = 0; round < 7; round++) {
		const printed = await run([n8n.installed.node, '-e', script], {
			env: { ...n8n.env, NODE_PATH: join(n8n.installed.dir, 'node_modules') },
		});
		runs.push(JSON.parse(printed));
	}
	return { ...runs[0], loadMs: median(runs.map(({ loadMs }) => loadMs)) };
}

/**
 * @param {string} version
 * @param {string} tarball
 * @param {Awaited<ReturnType<typeof startServer>>} server
 */
async function measure(version, tarball, server) {
	const benches = {
		full: await prepareN8n(version, tarball),
		cut: await prepareN8n(version, tarball),
		earlier: await prepareN8n(version, values.against ? resolve(values.against) : tarball),
	};
	await cutDown(benches.cut.packageDir, 'sms', 'sendCustomerCareSms');
	const contenders = CONTENDERS.filter(
		({ key }) => !values.only || values.only.split(',').includes(key),
	);
	const { url } = server;
	const keys = { apiKey: 'key', secretKey: 'secret' };
	const body = { ApiKey: 'key', SecretKey: 'secret' };
	for (const [kind, n8n] of Object.entries(benches)) {
		const own = contenders.filter((contender) => contender.n8n === kind);
		if (own.length === 0) continue;
		await importInto(n8n, {
			credentials: [
				{
					...credential,
					type: 'esmsApi',
					data: { ...keys, restUrl: url, voiceUrl: url, statusUrl: url },
				},
				{
					id: 'custom',
					name: 'Custom Auth',
					type: 'httpCustomAuth',
					data: { json: JSON.stringify({ body }) },
				},
			],
			workflows: own.flatMap(({ key, node }) =>
				sizes.map((count) => {
					const items = {
						name: 'Items',
						type: 'n8n-nodes-bench.benchItems',
						parameters: { count },
					};
					const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
					const measured = node(url);
					return chain(`${key}-${count}`, [start, items, ...(measured ? [measured] : [])]);
				}),
			),
		});
	}

	/** @type {Map<string, Row[]>} */
	const runs = new Map();
	const keep = (/** @type {string} */ key, /** @type {Row} */ row) =>
		runs.set(key, [...(runs.get(key) ?? []), row]);
	for (let round = 0; round < rounds; round++) {
		for (const count of sizes) {
			const turn = contenders.filter(({ from = 0 }) => count >= from);
			// In turns and back again, so that a change of the machine's load meets all alike.
			for (const { key, n8n, requests } of round % 2 === 0 ? turn : turn.reverse()) {
				await server.counts();
				const { whole, node } = await measureExecution(benches[n8n], `${key}-${count}`, MEASURED);
				const counts = await server.counts();
				if (counts.requests !== requests(count)) {
					throw new Error(`${key}, ${count} items: ${counts.requests} requests arrived`);
				}
				keep(`${key}-${count}`, {
					...whole,
					nodeCpuMs: node.cpuMs,
					nodeWallMs: node.wallMs,
					blockMs: node.blockMs,
					sockets: counts.mostSockets,
				});
				process.stdout.write(
					`${version} ${key} ${count}: node ${digits(node.cpuMs)} ms CPU, ${digits(node.wallMs)} ms, block ${digits(node.blockMs)} ms, whole ${digits(whole.cpuMs)} ms, ${counts.requests} requests\n`,
				);
			}
			const axios = benches.full.require.resolve('axios', {
				paths: [join(benches.full.installed.dir, 'node_modules', 'n8n')],
			});
			const printed = await run([
				benches.full.installed.node,
				join(root, 'bench', 'axios.mjs'),
				axios,
				url,
				String(count),
			]);
			const { cpuMs, wallMs } = JSON.parse(printed);
			const { mostSockets: sockets } = await server.counts();
			keep(`axios-${count}`, {
				cpuMs,
				wallMs,
				nodeCpuMs: cpuMs,
				nodeWallMs: wallMs,
				blockMs: NaN,
				peakMb: NaN,
				sockets,
			});
		}
	}
	return {
		weights: {
			full: await weigh(benches.full),
			cut: await weigh(benches.cut),
			earlier: await weigh(benches.earlier),
		},
		of: (
			/** @type {string} */ key,
			/** @type {number} */ count,
			/** @type {keyof Row} */ figure,
		) => {
			const rows = runs.get(`${key}-${count}`);
			return rows === undefined ? NaN : median(rows.map((row) => row[figure]));
		},
	};
}

/** @typedef {Awaited<ReturnType<typeof measure>>} Measured */

const emptyOf = (/** @type {string} */ key) => (key === 'cut' ? 'emptyCut' : 'empty');

/**
 * CPU of the process beyond that of an empty run; for few items, where this drowns in what the start of n8n
 * varies by, CPU during the run of the node.
 *
 * @param {Measured} measured
 * @param {string} key
 * @param {number} count
 */
function cost({ of }, key, count) {
	if (key === 'axios' || count < LARGE) return of(key, count, 'nodeCpuMs');
	return of(key, count, 'cpuMs') - of(emptyOf(key), count, 'cpuMs');
}

/**
 * @param {string} version
 * @param {Measured} measured
 */
function describe(version, measured) {
	const { of, weights } = measured;
	const shown = [
		...CONTENDERS.filter(({ key }) => !key.startsWith('empty')),
		{ key: 'axios', name: 'plain axios loop, 20 at a time' },
	];
	const cells = (/** @type {string} */ key, /** @type {number} */ count) => {
		if (Number.isNaN(of(key, count, 'cpuMs'))) return '-';
		const perItem = (/** @type {number} */ value) => digits(value / count);
		const main = `${perItem(cost(measured, key, count))}, ${perItem(of(key, count, 'nodeWallMs'))}`;
		if (key === 'axios') return `${main}; sockets ${of(key, count, 'sockets')}`;
		const [block, peak] = [of(key, count, 'blockMs'), of(key, count, 'peakMb')];
		return `${main}; block ${digits(block / 1000)} s, ${Math.round(peak)} MB, sockets ${of(key, count, 'sockets')}`;
	};
	const ratio = (/** @type {string} */ a, /** @type {string} */ b, /** @type {number} */ count) =>
		digits(cost(measured, a, count) / cost(measured, b, count));
	const nodeRatio = (
		/** @type {string} */ a,
		/** @type {string} */ b,
		/** @type {number} */ count,
	) => digits(of(a, count, 'nodeCpuMs') / of(b, count, 'nodeCpuMs'));
	const ratios = [
		['full node : cut down', 'full', 'cut', '1.15'],
		['eSMS : HTTP Request, keys in the node', 'full', 'http', '1'],
		['eSMS : HTTP Request, keys in a credential', 'full', 'httpAuth', '1'],
		['folded receiver : HTTP Request, keys in the node', 'folded', 'http', '0.25'],
		['folded receiver, two expressions : HTTP Request', 'foldedText', 'http', '-'],
		...(values.against
			? [
					['eSMS : eSMS of the earlier package', 'full', 'fullEarlier', '1'],
					['folded : folded by the earlier package', 'folded', 'foldedEarlier', '1'],
				]
			: []),
	].map(([name, a, b, goal]) => [
		name,
		goal,
		...sizes.map((count) =>
			count < LARGE
				? ratio(a, b, count)
				: `${ratio(a, b, count)} (node run ${nodeRatio(a, b, count)})`,
		),
	]);
	const text = `### n8n ${version}

CPU ms per item, wall ms per item; longest event-loop block, peak memory of the process, most sockets open at once:

${table(
	['items', ...sizes.map(String)],
	shown.map(({ key, name }) => [name, ...sizes.map((count) => cells(key, count))]),
)}

Ratios of CPU:

${table(['', 'goal', ...sizes.map(String)], ratios)}

Loading the eSMS node takes ${digits(weights.full.loadMs)} ms (cut down: ${digits(weights.cut.loadMs)} ms). Its description has ${weights.full.properties} properties and ${Math.round(weights.full.bytes / 1024)} kB of JSON (cut down: ${weights.cut.properties} and ${Math.round(weights.cut.bytes / 1024)} kB).`;
	if (!values.against) return text;
	const { loadMs, bytes } = weights.earlier;
	return `${text} Ratios to the earlier package: ${digits(weights.full.loadMs / loadMs)} in time, ${digits(weights.full.bytes / bytes)} in size.`;
}

stopOnSignal(() => 1);
process.exitCode = 1;
const server = await startServer();
try {
	const tarball = values.package
		? resolve(values.package)
		: await buildAndPack(temporaryDir('package'));
	/** @type {string[]} */
	const sections = [];
	for (const version of values.n8n.split(',')) {
		const measured = await measure(version, tarball, server);
		sections.push(describe(version, measured));
	}
	const intro = `Measured on ${machine()}; medians of ${rounds} rounds in which the contenders take turns. Each figure is of a whole \`n8n execute\` of 'Manual Trigger, items, node' with two fields that are expressions, against a server that answers at once. The limit of requests a second is off. What n8n's start left in memory is collected before the node runs. CPU is user and system time of the n8n process: from ${LARGE.toLocaleString('en')} items on that of the whole process less an empty run (the same workflow without the node), below that of the node's run alone, because the start of n8n varies by more than so few items cost.`;
	await report('bench:send', [intro, ...sections].join('\n\n'), values.write);
	process.exitCode = 0;
} finally {
	server.stop();
	await stopAll();
}
