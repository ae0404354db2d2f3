/** Processes, ports and folders that scripts and test runners start and must leave behind clean. */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Folder of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Folder for logs and pictures of a run; git does not see it. */
export const resultsDir = join(root, 'test-results');

/**
 * @typedef {object} Running
 * @property {() => string} output everything the process has printed so far
 * @property {() => boolean} ended
 * @property {() => Promise<void>} stop ends it with all its children
 */

/** @type {Set<Running>} */
const started = new Set();

/**
 * Starts a command whose children end with this process, even if this process is killed.
 *
 * @param {string[]} command
 * @param {{cwd: string, env: NodeJS.ProcessEnv, logFile: string}} options
 * @returns {Promise<Running>}
 */
export async function startProcess(command, { cwd, env, logFile }) {
	await mkdir(dirname(logFile), { recursive: true });
	const log = createWriteStream(logFile);
	const child = spawn(process.execPath, [join(root, 'scripts', 'supervise.mjs'), ...command], {
		cwd,
		env,
		detached: true,
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (chunk) => {
			output += chunk;
			log.write(chunk);
		});
	}
	let over = false;
	const closed = new Promise((done) => {
		child.on('close', () => {
			over = true;
			started.delete(running);
			log.end();
			done(undefined);
		});
	});
	child.stdin.on('error', () => undefined);
	/** @type {Running} */
	const running = {
		output: () => output,
		ended: () => over,
		stop: async () => {
			child.stdin.end();
			await closed;
		},
	};
	started.add(running);
	return running;
}

/** Ends everything that was started and is still running. */
export async function stopAll() {
	await Promise.all([...started].map((running) => running.stop()));
}

/**
 * Ends this process and what it started when it is asked to.
 *
 * @param {() => number} exitCode
 */
export function stopOnSignal(exitCode) {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.once(signal, () => stopAll().finally(() => process.exit(exitCode())));
	}
}

/**
 * @param {string} purpose a word for its name
 * @returns {string} a new folder, removed when this process ends
 */
export function temporaryDir(purpose) {
	const dir = mkdtempSync(join(tmpdir(), `n8n-nodes-esms-${purpose}-`));
	process.once('exit', () => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));
	return dir;
}

/**
 * Runs a command to its end.
 *
 * @param {string[]} command
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} [options]
 * @returns {Promise<string>} what it printed on standard output
 */
export async function run([command, ...args], { cwd = root, env = process.env } = {}) {
	const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
	let stdout = '';
	let stderr = '';
	child.stdout.setEncoding('utf8').on('data', (chunk) => (stdout += chunk));
	child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += chunk));
	const code = await new Promise((done, fail) => {
		child.on('error', fail);
		child.on('close', done);
	});
	if (code !== 0) {
		throw new Error(`${command} ${args.join(' ')} ended with code ${code}\n${stdout}${stderr}`);
	}
	return stdout;
}

/** @returns {Promise<number>} a port of this machine that nothing listens on */
export async function freePort() {
	const server = createServer();
	await new Promise((done, fail) => {
		server.on('error', fail);
		server.listen(0, '127.0.0.1', () => done(undefined));
	});
	const address = /** @type {import('node:net').AddressInfo} */ (server.address());
	await new Promise((done) => server.close(done));
	return address.port;
}

/**
 * Asks again until there is an answer.
 *
 * @template T
 * @param {string} what what is awaited, for the message when time is up
 * @param {() => Promise<T | undefined>} ask
 * @param {{timeoutMs: number, intervalMs?: number}} options
 * @returns {Promise<T>}
 */
export async function waitFor(what, ask, { timeoutMs, intervalMs = 200 }) {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		if (Date.now() > deadline) throw new Error(`${what}: nothing after ${timeoutMs / 1000} s`);
		await sleep(intervalMs);
	}
}
