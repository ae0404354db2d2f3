/** Redis and PostgreSQL for a test: those that run on this machine, or its own. What the test made there goes. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import {
	freePort,
	resultsDir,
	run,
	startProcess,
	temporaryDir,
	waitFor,
} from '../../scripts/process.mjs';

const HOST = '127.0.0.1';

/**
 * @typedef {object} Services
 * @property {NodeJS.ProcessEnv} env n8n's settings for both
 * @property {(sql: string, values?: unknown[]) => Promise<Record<string, any>[]>} query
 * @property {() => Promise<void>} clean removes the database and the keys
 */

/** @param {number} port @returns {Promise<boolean>} whether something listens there */
const listens = (port) =>
	new Promise((done) => {
		const socket = createConnection({ host: HOST, port });
		const end = (/** @type {boolean} */ is) => {
			socket.destroy();
			done(is);
		};
		socket.once('connect', () => end(true)).once('error', () => end(false));
	});

/** @param {number} port */
const listening = (port) =>
	waitFor(`port ${port}`, async () => ((await listens(port)) ? true : undefined), {
		timeoutMs: 60_000,
	});

/** @returns {Promise<number>} port */
async function redisPort() {
	if (await listens(6379)) return 6379;
	const port = await freePort();
	const args = ['--port', String(port), '--bind', HOST, '--save', '', '--appendonly', 'no'];
	await startProcess(['redis-server', ...args], {
		cwd: temporaryDir('redis'),
		env: process.env,
		logFile: join(resultsDir, 'queue', 'redis.log'),
	});
	await listening(port);
	return port;
}

/** @returns {string} folder of PostgreSQL's commands */
function postgresBin() {
	const found = spawnSync('which', ['initdb']).stdout?.toString().trim();
	if (found) return found.slice(0, -'/initdb'.length);
	const folder = '/usr/lib/postgresql';
	const versions = existsSync(folder)
		? readdirSync(folder).sort((a, b) => Number(b) - Number(a))
		: [];
	if (versions.length === 0)
		throw new Error('neither a running PostgreSQL nor its commands are here');
	return join(folder, versions[0], 'bin');
}

/** @param {number} port */
const loginAt = (port) => ({ host: HOST, port, user: 'postgres', password: '' });

/**
 * @param {any} Client of PostgreSQL
 * @returns {Promise<number>} port of a PostgreSQL that lets user postgres in without a password
 */
async function postgresPort(Client) {
	const client = new Client({ ...loginAt(5432), database: 'postgres' });
	const isOpen = await client.connect().then(
		() => true,
		() => false,
	);
	await client.end().catch(() => undefined);
	if (isOpen) return 5432;
	const bin = postgresBin();
	const dir = temporaryDir('postgres');
	// PostgreSQL does not run as root.
	const asUser = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
	const data = join(dir, 'data');
	await chmod(dir, 0o777);
	await mkdir(join(dir, 'socket'), { mode: 0o777 });
	await chmod(join(dir, 'socket'), 0o777);
	await run([...asUser, join(bin, 'initdb'), '-D', data, '-A', 'trust', '-U', 'postgres']);
	const port = await freePort();
	const options = ['-p', String(port), '-h', HOST, '-k', join(dir, 'socket')];
	await startProcess([...asUser, join(bin, 'postgres'), '-D', data, ...options], {
		cwd: dir,
		env: process.env,
		logFile: join(resultsDir, 'queue', 'postgres.log'),
	});
	await listening(port);
	return port;
}

/**
 * @param {NodeJS.Require} ownRequire of n8n's own modules: its database and Redis clients serve here too
 * @returns {Promise<Services>}
 */
export async function startServices(ownRequire) {
	const { Client } = ownRequire('pg');
	const { Redis } = ownRequire('ioredis');
	const name = `n8n_esms_test_${process.pid}`;
	const [redis, postgres] = [await redisPort(), await postgresPort(Client)];
	const login = loginAt(postgres);

	const admin = new Client({ ...login, database: 'postgres' });
	await admin.connect();
	await admin.query(`CREATE DATABASE ${name}`);
	const client = new Client({ ...login, database: name });
	await client.connect();
	const keys = new Redis(redis, HOST);

	return {
		env: {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: HOST,
			QUEUE_BULL_REDIS_PORT: String(redis),
			QUEUE_BULL_PREFIX: `${name}:bull`,
			N8N_REDIS_KEY_PREFIX: name,
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: HOST,
			DB_POSTGRESDB_PORT: String(postgres),
			DB_POSTGRESDB_DATABASE: name,
			DB_POSTGRESDB_USER: login.user,
			DB_POSTGRESDB_PASSWORD: login.password,
		},
		query: async (sql, parameters) => (await client.query(sql, parameters)).rows,
		clean: async () => {
			const stream = keys.scanStream({ match: `*${name}*`, count: 1000 });
			for await (const found of stream) if (found.length > 0) await keys.del(found);
			keys.disconnect();
			await client.end();
			await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
			await admin.end();
		},
	};
}
