/**
 * Installs a version of n8n into a cache outside the checkout, with the Node it runs on.
 *
 *     node scripts/n8n/install.mjs 2.41.1
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} InstalledN8n
 * @property {string} version
 * @property {string} dir folder that holds `node_modules/n8n`
 * @property {string} node path of the Node binary this version runs on
 * @property {string} bin path of n8n's command
 */

/**
 * @typedef {object} Recipe
 * @property {number | undefined} node major version of Node to fetch; undefined: the Node running this script
 * @property {Record<string, string>} overrides
 * @property {string[]} compiled native modules, compiled here because their download pages may be out of reach
 */

/** @type {Record<string, Recipe>} */
const RECIPES = {
	'2.41.1': {
		node: 24,
		overrides: { linkedom: '0.18.12' },
		compiled: ['sqlite3', 'isolated-vm'],
	},
	'2.8.4': {
		node: undefined,
		overrides: { linkedom: '0.18.12', xlsx: 'npm:@e965/xlsx@0.20.3' },
		compiled: ['sqlite3'],
	},
	'1.123.81': {
		node: 24,
		overrides: { linkedom: '0.18.12', xlsx: 'npm:@e965/xlsx@0.20.3' },
		compiled: ['sqlite3'],
	},
};

/** The versions this script can install, the first being the default everywhere. */
export const VERSIONS = Object.keys(RECIPES);

/** Folder that keeps what was installed. */
export const cacheDir = resolve(
	process.env.N8N_NODES_ESMS_CACHE ?? join(homedir(), '.cache', 'n8n-nodes-esms'),
);

/** Settings that `npm run` hands down and that would bend an installation elsewhere. */
const INHERITED =
	/^npm_(package|lifecycle|config_(local_prefix|prefix|legacy_peer_deps|omit|ignore_scripts|workspace))/i;

/**
 * @param {string | undefined} nodeRoot folder of a Node distribution with bin/ and include/
 * @returns {NodeJS.ProcessEnv}
 */
function npmEnvironment(nodeRoot) {
	const env = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !INHERITED.test(name)),
	);
	if (nodeRoot !== undefined) {
		env.PATH = `${join(nodeRoot, 'bin')}${delimiter}${env.PATH}`;
		if (existsSync(join(nodeRoot, 'include', 'node', 'node_api.h'))) {
			env.npm_config_nodedir = nodeRoot;
		}
	}
	return env;
}

/**
 * Runs npm and keeps its output for the message of a failure.
 *
 * @param {string[]} args
 * @param {{cwd: string, env: NodeJS.ProcessEnv}} options
 * @returns {Promise<void>}
 */
async function npm(args, options) {
	const child = spawn('npm', args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	const stop = () => child.kill();
	process.once('exit', stop);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk) => {
			output = (output + chunk).slice(-20_000);
		});
	}
	const code = await new Promise((done, fail) => {
		child.on('error', fail);
		child.on('close', done);
	}).finally(() => process.off('exit', stop));
	if (code !== 0) {
		throw new Error(`npm ${args.join(' ')} in ${options.cwd} ended with code ${code}\n${output}`);
	}
}

/**
 * @param {string} dir
 * @returns {string} size of a folder in words
 */
function sizeOf(dir) {
	const kilobytes = Number.parseInt(spawnSync('du', ['-sk', dir]).stdout?.toString() ?? '', 10);
	return Number.isNaN(kilobytes) ? 'size unknown' : `${Math.round(kilobytes / 1024)} MB`;
}

/**
 * Runs a step, telling every few seconds how long it has taken and how much is on disk.
 *
 * @template T
 * @param {string} what
 * @param {string} dir
 * @param {(line: string) => void} onProgress
 * @param {() => Promise<T>} step
 * @returns {Promise<T>}
 */
async function withProgress(what, dir, onProgress, step) {
	const start = Date.now();
	const elapsed = () => `${Math.round((Date.now() - start) / 1000)} s`;
	onProgress(`${what} ...`);
	const timer = setInterval(() => onProgress(`${what}: ${elapsed()}, ${sizeOf(dir)}`), 10_000);
	try {
		return await step();
	} finally {
		clearInterval(timer);
		onProgress(`${what}: took ${elapsed()}, ${sizeOf(dir)}`);
	}
}

/** @param {number} pid */
function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
	}
}

/**
 * Lets one run at a time fill a cache folder. A folder counts only once its marker is written, so
 * what a broken run left is thrown away.
 *
 * @param {string} dir
 * @param {(line: string) => void} onProgress
 * @param {() => Promise<void>} fill
 * @returns {Promise<void>}
 */
async function fillOnce(dir, onProgress, fill) {
	const marker = join(dir, '.complete');
	const lock = `${dir}.lock`;
	await mkdir(dirname(dir), { recursive: true });
	while (!existsSync(marker)) {
		try {
			await writeFile(lock, String(process.pid), { flag: 'wx' });
		} catch (error) {
			if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
			const owner = Number.parseInt(await readFile(lock, 'utf8').catch(() => ''), 10);
			if (Number.isNaN(owner) || isAlive(owner)) {
				onProgress(`waiting for process ${owner}, which is installing into ${dir}`);
				await sleep(5_000);
			} else {
				await rm(lock, { force: true });
			}
			continue;
		}
		try {
			if (existsSync(marker)) return;
			await rm(dir, { recursive: true, force: true });
			await mkdir(dir, { recursive: true });
			await fill();
			await writeFile(marker, new Date().toISOString());
		} finally {
			await rm(lock, { force: true });
		}
	}
}

/**
 * @param {number} major
 * @param {(line: string) => void} onProgress
 * @returns {Promise<string>} folder of a Node distribution with bin/ and include/
 */
async function ensureNode(major, onProgress) {
	if (process.versions.node.startsWith(`${major}.`)) return dirname(dirname(process.execPath));
	const dir = join(cacheDir, `node-${major}`);
	await fillOnce(dir, onProgress, async () => {
		await writeFile(join(dir, 'package.json'), JSON.stringify({ private: true }));
		await withProgress(`fetching Node ${major}`, dir, onProgress, () =>
			npm(['install', '--no-audit', '--no-fund', `node@${major}`], {
				cwd: dir,
				env: npmEnvironment(undefined),
			}),
		);
	});
	const package_ = join(dir, 'node_modules', 'node');
	const platform = join(
		package_,
		'node_modules',
		`node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
	);
	return existsSync(platform) ? platform : package_;
}

/** @returns {string[]} tools a native module needs to compile and that are missing here */
function missingCompileTools() {
	return ['python3', 'make', 'g++'].filter(
		(tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error !== undefined,
	);
}

/**
 * Makes sure a version of n8n is installed. The first time takes minutes and up to 3 GB.
 *
 * @param {string} version one of VERSIONS
 * @param {{onProgress?: (line: string) => void}} [options]
 * @returns {Promise<InstalledN8n>}
 */
export async function ensureN8n(version, { onProgress = console.log } = {}) {
	const recipe = RECIPES[version];
	if (recipe === undefined) {
		throw new Error(`n8n ${version} is not known here; known: ${VERSIONS.join(', ')}`);
	}
	const dir = join(cacheDir, `n8n-${version}`);
	const nodeRoot =
		recipe.node === undefined
			? dirname(dirname(process.execPath))
			: await ensureNode(recipe.node, onProgress);
	const node = recipe.node === undefined ? process.execPath : join(nodeRoot, 'bin', 'node');

	await fillOnce(dir, onProgress, async () => {
		const missing = missingCompileTools();
		if (missing.length > 0) {
			throw new Error(
				`n8n needs ${missing.join(', ')} to compile its native modules. ` +
					'On Debian or Ubuntu: apt-get install -y python3 make g++',
			);
		}
		await writeFile(
			join(dir, 'package.json'),
			JSON.stringify(
				{ private: true, dependencies: { n8n: version }, overrides: recipe.overrides },
				null,
				'\t',
			),
		);
		const options = { cwd: dir, env: npmEnvironment(nodeRoot) };
		await withProgress(`installing n8n ${version}`, dir, onProgress, () =>
			npm(
				[
					'install',
					'--ignore-scripts',
					'--no-audit',
					'--no-fund',
					'--no-progress',
					'--package-lock=false',
					'--legacy-peer-deps=false',
				],
				options,
			),
		);
		await withProgress(`compiling ${recipe.compiled.join(', ')}`, dir, onProgress, () =>
			npm(['rebuild', ...recipe.compiled], options),
		);
	});
	return { version, dir, node, bin: join(dir, 'node_modules', 'n8n', 'bin', 'n8n') };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const installed = await ensureN8n(process.argv[2] ?? VERSIONS[0]);
	console.log(`n8n ${installed.version}: ${installed.bin}\nNode: ${installed.node}`);
}
