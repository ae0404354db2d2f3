import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { ensureN8n } from '../../scripts/n8n/install.mjs';
import { root } from '../../scripts/process.mjs';
import { clearSimulator, setting } from './setting.mjs';

/** A text that the suite did send, so that a search that finds nothing is known to have searched. */
const SENT = '123456 la ma xac minh dang ky Baotrixemay cua ban';

const { apiKey, secretKey } = setting.credentialData;

/** @typedef {{name: string, text: string}} Written */

/** @returns {Promise<Written[]>} what each table holds */
async function tables() {
	const { node, bin } = await ensureN8n(setting.version);
	const database = join(setting.dataDir, '.n8n', 'database.sqlite');
	const script = join(root, 'test', 'e2e', 'tables.cjs');
	const { stdout } = await promisify(execFile)(node, [script, bin, database], {
		maxBuffer: Infinity,
	});
	return Object.entries(JSON.parse(stdout)).map(([name, rows]) => ({
		name: `table ${name}`,
		text: rows.flatMap(Object.values).join('\n'),
	}));
}

/** @returns {Promise<Written[]>} what n8n wrote, in its folder and its log */
async function files() {
	const folder = join(setting.dataDir, '.n8n');
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const inFolder = entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name))
		.filter((file) => !file.includes('node_modules'));
	return await Promise.all(
		[...inFolder, setting.logFile].map(async (name) => ({
			name,
			text: await readFile(name, 'latin1'),
		})),
	);
}

describe('what n8n wrote during this suite: database with all executions, files, log', () => {
	/** @type {Written[]} */
	let written;
	before(async () => {
		written = [...(await tables()), ...(await files())];
	});

	for (const table of ['execution_data', 'workflow_entity'])
		it(`holds what was sent in the table ${table}`, () => {
			assert.ok(written.find(({ name }) => name === `table ${table}`)?.text.includes(SENT));
		});

	it('holds a log', () => {
		const log = written.find(({ name }) => name === setting.logFile);
		assert.ok(log && log.text.length > 1_000);
	});

	for (const [name, key] of Object.entries({ apiKey, secretKey })) {
		it(`does not hold the ${name}`, () => {
			const forms = [key, encodeURIComponent(key), Buffer.from(key).toString('base64')];
			for (const { name: place, text } of written) {
				for (const form of forms) assert.ok(!text.includes(form), `${place} holds ${form}`);
			}
		});
	}
});

describe('what the simulators saw since they were last cleared', () => {
	it('are requests that follow the contract', async () => {
		const seen = await Promise.all(setting.simulatorUrls.map((url) => clearSimulator(url)));
		assert.ok(Math.max(...seen) > 0);
	});
});
