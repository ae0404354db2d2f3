/**
 * The end-to-end suite: the packed package in a real n8n, which calls the eSMS simulator.
 *
 *     node test/e2e/run.mjs [--n8n 2.41.1] [--package n8n-nodes-esms-x.y.z.tgz] [file.e2e.mjs ...]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { VERSIONS } from '../../scripts/n8n/install.mjs';
import { startN8n } from '../../scripts/n8n/run.mjs';
import { buildAndPack } from '../../scripts/package.mjs';
import { resultsDir, root, stopAll, stopOnSignal, temporaryDir } from '../../scripts/process.mjs';
import { startSimulator } from '../../scripts/simulator.mjs';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		n8n: { type: 'string', default: VERSIONS[0] },
		package: { type: 'string' },
	},
});
const version = values.n8n;
const kind = positionals.length > 0 ? basename(dirname(resolve(positionals[0]))) : 'e2e';
const logDir = join(resultsDir, `${kind}-${version}`);

/** Looks at what all others left. */
const LAST = 'afterwards.e2e.mjs';

async function suite() {
	if (positionals.length > 0) return positionals.map((file) => resolve(file));
	const folder = join(root, 'test', 'e2e');
	const names = (await readdir(folder)).filter((name) => name.endsWith('.e2e.mjs'));
	return names.map((name) => join(folder, name));
}

stopOnSignal(() => 1);
process.exitCode = 1;
try {
	const dataDir = temporaryDir('e2e');
	const packageTarball = values.package ? resolve(values.package) : await buildAndPack(dataDir);
	const n8n = await startN8n({
		packageTarball,
		dataDir,
		version,
		logFile: join(logDir, 'n8n.log'),
		// The most talkative level, because the suite searches the log for secrets.
		env: { N8N_LOG_LEVEL: 'debug' },
	});
	console.log(`n8n ${version} at ${n8n.url}`);

	/** @type {string[]} */
	const simulatorUrls = [];
	/** @param {string[]} files that run one after the other, sorted by name, with a simulator of their own */
	const inTurn = async (files, /** @type {number} */ lane) => {
		if (files.length === 0) return 0;
		const simulator = await startSimulator({ logFile: join(logDir, `simulator-${lane + 1}.log`) });
		simulatorUrls.push(simulator.url);
		/** @type {import('./setting.mjs').Setting} */
		const setting = {
			version,
			n8nUrl: n8n.url,
			cookie: n8n.rest.cookie,
			dataDir,
			logFile: n8n.logFile,
			simulatorUrl: simulator.url,
			simulatorUrls,
			packageTarball,
			credentialData: simulator.credential,
			credential: await n8n.rest.createCredential('esmsApi', 'eSMS API', simulator.credential),
		};
		const options = ['--test', '--test-concurrency=1', '--test-reporter=spec'];
		const child = spawn(process.execPath, [...options, '--test-timeout=600000', ...files], {
			stdio: 'inherit',
			env: { ...process.env, E2E_SETTING: JSON.stringify(setting) },
		});
		const [code] = await once(child, 'exit');
		return code ?? 1;
	};
	// Those beside the others mostly wait, for an n8n of their own and for its look once a minute at what waits.
	const beside = [/install|restart/, /noAnswer|race/];
	const files = await suite();
	const laneOf = (/** @type {string} */ file) =>
		basename(file) === LAST ? undefined : beside.findIndex((one) => one.test(basename(file)));
	const codes = await Promise.all(
		[-1, ...beside.keys()].map((lane) =>
			inTurn(
				files.filter((file) => laneOf(file) === lane),
				lane,
			),
		),
	);
	const last = files.filter((file) => laneOf(file) === undefined);
	process.exitCode = Math.max(...codes, await inTurn(last, beside.length));
} finally {
	await stopAll();
}
