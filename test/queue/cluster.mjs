/** n8n in queue mode: a main process, workers and a webhook processor, each of which a test may kill. */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { OWNER } from '../../scripts/n8n/run.mjs';
import { N8nClient } from '../../scripts/n8n/client.mjs';
import { freePort, resultsDir, root, waitFor } from '../../scripts/process.mjs';
import { prepareN8n } from '../../bench/n8n.mjs';
import { startServices } from './services.mjs';

/** Time for a start on a slow, busy machine. */
const START_MS = 300_000;

/** Executions that a worker runs at once. */
export const CONCURRENCY = 10;

/**
 * Shorter than n8n's own times, so that a killed worker is noticed within the patience of a test: n8n's are
 * 60, 10 and 30 seconds.
 */
const LOCKS = {
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

/**
 * @typedef {object} Part a process of n8n
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} kill ends it at once, as a crash does
 */

/**
 * @typedef {object} Cluster
 * @property {N8nClient} rest of the main process, logged in as OWNER
 * @property {string} webhooks URL of the webhook processor
 * @property {import('./services.mjs').Services['query']} query
 * @property {(name: string) => Promise<Part>} startWorker
 * @property {(workflowId: string, timeoutMs: number) => Promise<ExecutionRow[]>} ended waits until every
 *   execution of a workflow has ended, and gives them
 * @property {() => Promise<void>} stop ends all processes and removes what they stored
 */

/** @typedef {{id: string, status: string, data: string | null}} ExecutionRow */

/** @type {Set<Part>} */
const parts = new Set();

/** Ends whatever is left running; for signals. */
export async function stopParts() {
	await Promise.all([...parts].map((part) => part.stop()));
}

/**
 * @param {string} version of n8n
 * @param {string} packageTarball
 * @param {{hasDefaultLocks?: boolean}} [options] whether n8n's own lock times hold
 * @returns {Promise<Cluster>}
 */
export async function startCluster(version, packageTarball, { hasDefaultLocks = false } = {}) {
	const n8n = await prepareN8n(version, packageTarball);
	const services = await startServices(n8n.require);
	try {
		return await startProcesses(n8n, services, hasDefaultLocks);
	} catch (error) {
		await stopParts();
		await services.clean();
		throw error;
	}
}

/**
 * @param {import('../../bench/n8n.mjs').Workbench} n8n
 * @param {import('./services.mjs').Services} services
 * @param {boolean} hasDefaultLocks
 * @returns {Promise<Cluster>}
 */
async function startProcesses(n8n, services, hasDefaultLocks) {
	const logDir = join(resultsDir, 'queue');
	await mkdir(logDir, { recursive: true });

	/**
	 * @param {string} name
	 * @param {string[]} args
	 * @param {NodeJS.ProcessEnv} env
	 * @returns {Promise<Part & {ended: () => boolean}>}
	 */
	const startPart = async (name, args, env) => {
		const { node, bin } = n8n.installed;
		const child = spawn(
			process.execPath,
			[join(root, 'scripts', 'supervise.mjs'), node, bin, ...args],
			{
				cwd: n8n.dataDir,
				env: { ...n8n.env, ...services.env, ...(!hasDefaultLocks && LOCKS), ...env },
				detached: true,
				stdio: ['pipe', 'pipe', 'pipe'],
			},
		);
		const log = createWriteStream(join(logDir, `${name}.log`), { flags: 'a' });
		child.stdout.pipe(log, { end: false });
		child.stderr.pipe(log, { end: false });
		child.stdin.on('error', () => undefined);
		let over = false;
		const closed = new Promise((done) => {
			child.on('close', () => {
				over = true;
				parts.delete(part);
				log.end();
				done(undefined);
			});
		});
		const part = {
			ended: () => over,
			stop: async () => {
				child.stdin.end();
				await closed;
			},
			kill: async () => {
				// The group: the supervisor and n8n with its own children.
				if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
				await closed;
			},
		};
		parts.add(part);
		return part;
	};

	/**
	 * @param {Part & {ended: () => boolean}} part
	 * @param {string} name
	 * @param {string} url answers when it is ready
	 */
	const ready = async (part, name, url) => {
		await waitFor(
			name,
			async () => {
				if (part.ended()) throw new Error(`${name} ended at once, see ${logDir}`);
				const response = await fetch(url).catch(() => undefined);
				return response?.ok || undefined;
			},
			{ timeoutMs: START_MS },
		);
		return part;
	};

	const port = await freePort();
	const webhookPort = await freePort();
	const webhooks = `http://127.0.0.1:${webhookPort}`;
	const main = await startPart('main', ['start'], {
		N8N_PORT: String(port),
		WEBHOOK_URL: `${webhooks}/`,
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
	});
	const url = `http://127.0.0.1:${port}`;
	await ready(main, 'the main process', `${url}/healthz/readiness`);
	const rest = new N8nClient(url);
	await waitFor(
		"n8n's REST interface",
		async () => (await rest.send('GET', '/settings')).body?.data,
		{ timeoutMs: START_MS },
	);
	await rest.setUpOwner(OWNER);

	const processor = await startPart('webhooks', ['webhook'], {
		N8N_PORT: String(webhookPort),
		WEBHOOK_URL: `${webhooks}/`,
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
	});
	await ready(processor, 'the webhook processor', `${webhooks}/healthz`);

	return {
		rest,
		webhooks,
		query: services.query,
		startWorker: async (name) => {
			const healthPort = await freePort();
			const worker = await startPart(name, ['worker', `--concurrency=${CONCURRENCY}`], {
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(healthPort),
				N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
				N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			});
			return await ready(worker, name, `http://127.0.0.1:${healthPort}/healthz/readiness`);
		},
		ended: async (workflowId, timeoutMs) => {
			await waitFor(
				'the end of all executions',
				async () => {
					const [{ open }] = await services.query(
						`SELECT count(*)::int AS open FROM execution_entity
						WHERE "workflowId" = $1 AND status IN ('new', 'running', 'waiting')`,
						[workflowId],
					);
					return open === 0 ? true : undefined;
				},
				{ timeoutMs, intervalMs: 1000 },
			);
			const rows = await services.query(
				`SELECT id, status, data FROM execution_entity
				LEFT JOIN execution_data ON "executionId" = id WHERE "workflowId" = $1 ORDER BY id`,
				[workflowId],
			);
			return /** @type {ExecutionRow[]} */ (rows);
		},
		stop: async () => {
			await stopParts();
			await services.clean();
		},
	};
}

/**
 * @template T
 * @param {T[]} values
 * @returns {string} how many of each, e.g. '191 success, 9 error'
 */
export function tally(values) {
	const counts = new Map();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts].map(([value, count]) => `${count} ${value}`).join(', ') || 'none';
}
