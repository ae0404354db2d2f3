/** A real n8n with the packed package, in a folder of its own. */
import { mkdir } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { unpack } from '../package.mjs';
import { freePort, resultsDir, startProcess, waitFor } from '../process.mjs';
import { N8nClient } from './client.mjs';
import { ensureN8n, VERSIONS } from './install.mjs';

export const OWNER = {
	email: 'owner@example.com',
	password: 'Owner-2026',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** Time for a first start on a slow, busy machine. */
const START_MS = 300_000;

/**
 * @typedef {object} RunningN8n
 * @property {string} version
 * @property {string} url without a slash at the end
 * @property {string} logFile
 * @property {() => string} logs
 * @property {N8nClient} rest logged in as OWNER
 * @property {() => Promise<void>} stop
 */

/**
 * Starts n8n with the package in its place, its owner set up and the client logged in.
 *
 * @param {object} options
 * @param {string} [options.packageTarball] left out, n8n starts without the package
 * @param {string} [options.commands] folder whose commands n8n finds before all others
 * @param {string} options.dataDir an empty folder, in which n8n makes `.n8n` with its database
 * @param {string} [options.version]
 * @param {number} [options.port]
 * @param {NodeJS.ProcessEnv} [options.env] settings of n8n added to those below
 * @param {string} [options.logFile]
 * @param {(line: string) => void} [options.onProgress]
 * @returns {Promise<RunningN8n>}
 */
export async function startN8n(options) {
	const { packageTarball, dataDir, version = VERSIONS[0], onProgress } = options;
	const installed = await ensureN8n(version, { onProgress });
	const logFile = options.logFile ?? join(resultsDir, `n8n-${version}.log`);
	const port = options.port ?? (await freePort());
	const url = `http://127.0.0.1:${port}`;

	if (packageTarball !== undefined) {
		const packageDir = join(dataDir, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-esms');
		await mkdir(packageDir, { recursive: true });
		await unpack(packageTarball, packageDir);
	}
	const path = [options.commands, dirname(installed.node), process.env.PATH].filter(Boolean);

	const n8n = await startProcess([installed.node, installed.bin, 'start'], {
		cwd: dataDir,
		logFile,
		env: {
			PATH: path.join(delimiter),
			HOME: dataDir,
			N8N_USER_FOLDER: dataDir,
			N8N_HOST: '127.0.0.1',
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_PORT: String(port),
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			WEBHOOK_URL: `${url}/`,
			N8N_SECURE_COOKIE: 'false',
			N8N_DIAGNOSTICS_ENABLED: 'false',
			N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
			N8N_TEMPLATES_ENABLED: 'false',
			N8N_PERSONALIZATION_ENABLED: 'false',
			N8N_HIRING_BANNER_ENABLED: 'false',
			GENERIC_TIMEZONE: 'Asia/Ho_Chi_Minh',
			...options.env,
		},
	});
	try {
		const rest = new N8nClient(url);
		await waitFor(
			`n8n ${version}`,
			async () => {
				if (n8n.ended()) throw new Error(`n8n ${version} ended at once:\n${n8n.output()}`);
				return await isReady(url);
			},
			{ timeoutMs: START_MS },
		);
		await rest.setUpOwner(OWNER);
		return { version, url, logFile, logs: n8n.output, rest, stop: n8n.stop };
	} catch (error) {
		await n8n.stop();
		throw error;
	}
}

/**
 * @param {string} url
 * @returns {Promise<true | undefined>}
 */
async function isReady(url) {
	try {
		const health = await fetch(`${url}/healthz/readiness`);
		const settings = await fetch(`${url}/rest/settings`);
		await settings.json();
		return health.ok && settings.ok ? true : undefined;
	} catch {
		return undefined;
	}
}

/**
 * @param {N8nClient} rest
 * @param {import('./client.mjs').Json} trigger a node of an active workflow
 * @returns {Promise<string>} its production URL
 */
export async function webhookUrl(rest, trigger) {
	const { type: name, typeVersion: version, webhookId } = trigger;
	const [{ webhooks }] = await rest.nodeTypes([{ name, version }]);
	return `${rest.url}/webhook/${webhookId}/${webhooks[0].path}`;
}
