import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { clearSimulator, runNode, setting } from './setting.mjs';

/** A text that the suite did send, so that a search that finds nothing is known to have searched. */
const SENT = '123456 la ma xac minh dang ky Baotrixemay cua ban';

const { apiKey, secretKey } = setting.credentialData;

/** @returns {Promise<{file: string, text: string}[]>} what n8n wrote, in its folder and its log */
async function written() {
	const folder = join(setting.dataDir, '.n8n');
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name))
		.filter((file) => !file.includes('node_modules'));
	return await Promise.all(
		[...files, setting.logFile].map(async (file) => ({
			file,
			text: await readFile(file, 'latin1'),
		})),
	);
}

describe('what n8n wrote during this suite: database with all executions, files, log', () => {
	it('holds what was sent', async () => {
		const files = await written();
		assert.ok(files.some(({ file, text }) => file.includes('database') && text.includes(SENT)));
		const log = files.find(({ file }) => file === setting.logFile);
		assert.ok(log && log.text.length > 1_000);
	});

	for (const [name, key] of Object.entries({ apiKey, secretKey })) {
		it(`does not hold the ${name}`, async () => {
			const forms = [key, encodeURIComponent(key), Buffer.from(key).toString('base64')];
			for (const { file, text } of await written()) {
				for (const form of forms) assert.ok(!text.includes(form), `${file} holds ${form}`);
			}
		});
	}
});

describe('what the simulator saw since it was last cleared', () => {
	it('are requests that follow the contract', async () => {
		await runNode({ resource: 'account', operation: 'getBalance' });
		assert.ok((await clearSimulator()) > 0);
	});
});
