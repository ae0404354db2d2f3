/** A real n8n whose processes a bench or a test starts itself, in a folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { ensureN8n } from '../scripts/n8n/install.mjs';
import { unpack } from '../scripts/package.mjs';
import { freePort, root, run, temporaryDir } from '../scripts/process.mjs';

/** @typedef {import('../scripts/n8n/client.mjs').Json} Json */

/**
 * @typedef {object} Workbench
 * @property {string} version of n8n
 * @property {string} dataDir
 * @property {string} packageDir where the eSMS package lies
 * @property {import('../scripts/n8n/install.mjs').InstalledN8n} installed
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Require} require of n8n's own modules
 * @property {(args: string[], more?: NodeJS.ProcessEnv) => Promise<string>} command runs n8n's command line
 */

/** Where n8n finds the eSMS package in its folder. */
const packagesOf = (/** @type {string} */ dataDir) =>
	join(dataDir, '.n8n', 'nodes', 'node_modules');

/**
 * Puts the nodes that the benches compare with beside the eSMS package.
 *
 * @param {string} dataDir
 */
export async function addBenchNodes(dataDir) {
	const folder = join(packagesOf(dataDir), 'n8n-nodes-bench');
	await mkdir(folder, { recursive: true });
	await cp(join(root, 'bench', 'nodes'), folder, { recursive: true });
}

/**
 * @param {string} version of n8n
 * @param {string} packageTarball
 * @returns {Promise<Workbench>} with the package and the nodes of the benches, nothing running yet
 */
export async function prepareN8n(version, packageTarball) {
	const installed = await ensureN8n(version);
	const dataDir = temporaryDir('bench');
	const packageDir = join(packagesOf(dataDir), 'n8n-nodes-esms');
	await mkdir(packageDir, { recursive: true });
	await unpack(packageTarball, packageDir);
	await addBenchNodes(dataDir);
	const env = {
		PATH: `${dirname(installed.node)}${delimiter}${process.env.PATH}`,
		HOME: dataDir,
		N8N_USER_FOLDER: dataDir,
		N8N_ENCRYPTION_KEY: 'bench',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		GENERIC_TIMEZONE: 'Asia/Ho_Chi_Minh',
	};
	return {
		version,
		dataDir,
		packageDir,
		installed,
		env,
		require: createRequire(join(installed.dir, 'package.json')),
		command: (args, more) =>
			run([installed.node, installed.bin, ...args], { cwd: dataDir, env: { ...env, ...more } }),
	};
}

/**
 * Takes all resources but one operation out of an unpacked package.
 *
 * @param {string} packageDir
 * @param {string} resource
 * @param {string} operation
 */
export async function cutDown(packageDir, resource, operation) {
	const index = join(packageDir, 'dist', 'nodes', 'Esms', 'resources', 'index.js');
	await writeFile(
		index,
		`const all = require('./${resource}').${resource};
exports.resources = [{
	...all,
	first: '${operation}',
	operations: all.operations.filter(({ value }) => value === '${operation}'),
}];
`,
	);
}

/**
 * Puts credentials and workflows into n8n's database, through its command line.
 *
 * @param {Workbench} n8n
 * @param {{credentials: Json[], workflows: Json[]}} given
 */
export async function importInto(n8n, { credentials, workflows }) {
	for (const [kind, entries] of Object.entries({ credentials, workflow: workflows })) {
		const file = join(n8n.dataDir, `${kind}.json`);
		await writeFile(file, JSON.stringify(entries));
		await n8n.command([`import:${kind}`, `--input=${file}`]);
		await rm(file);
	}
}

/**
 * @typedef {object} Figures
 * @property {{cpuMs: number, wallMs: number, peakMb: number}} whole of the process
 * @property {{cpuMs: number, wallMs: number, blockMs: number}} node of the run of the measured node
 */

/**
 * Runs `n8n execute` for a workflow and measures the process and the run of one of its nodes.
 *
 * @param {Workbench} n8n
 * @param {string} id of the workflow
 * @param {string} node name of the node
 * @returns {Promise<Figures>}
 */
export async function measureExecution(n8n, id, node) {
	const file = join(n8n.dataDir, 'figures.json');
	await rm(file, { force: true });
	const { node: binary, bin } = n8n.installed;
	const child = spawn(binary, [bin, 'execute', `--id=${id}`], {
		cwd: n8n.dataDir,
		env: {
			...n8n.env,
			N8N_LOG_LEVEL: 'error',
			NODE_OPTIONS: `--require=${join(root, 'bench', 'meter.cjs')}`,
			METER_FILE: file,
			METER_NODE: node,
		},
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	const stop = () => child.kill('SIGKILL');
	process.once('exit', stop);
	let output = '';
	child.stderr.setEncoding('utf8').on('data', (chunk) => (output += chunk));
	const [code, signal] = await once(child, 'close');
	process.off('exit', stop);
	// n8n 2.41 now and then ends with SIGSEGV once its work is over and the figures are written.
	if (code !== 0 && !(signal === 'SIGSEGV' && existsSync(file))) {
		throw new Error(`n8n execute --id=${id} ended with ${signal ?? `code ${code}`}\n${output}`);
	}
	return JSON.parse(await readFile(file, 'utf8'));
}

/**
 * @param {string} id
 * @param {Json[]} nodes each wired to the one before it
 * @returns {Json} a workflow
 */
export function chain(id, nodes) {
	/** @type {Json[]} */
	const placed = nodes.map((node, index) => ({
		id: node.name.toLowerCase().replaceAll(' ', '-'),
		typeVersion: 1,
		position: [index * 200, 0],
		parameters: {},
		...node,
	}));
	const links = placed
		.slice(1)
		.map((node, index) => [
			placed[index].name,
			{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
		]);
	return {
		id,
		name: id,
		active: false,
		nodes: placed,
		connections: Object.fromEntries(links),
		settings: { executionOrder: 'v1' },
	};
}
