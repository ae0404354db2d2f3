/** The command itself, against the simulator: `node --test test/account/command.mjs`. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { root, stopAll, temporaryDir } from '../../scripts/process.mjs';
import { KEYS, startSimulator } from '../../scripts/simulator.mjs';

/** @typedef {import('../../scripts/n8n/client.mjs').Json} Json */

const PHONE = '0938123450';
const out = join(temporaryDir('account-check'), 'report.md');

describe('npm run check:account', () => {
	/** @type {string} */
	let url;

	before(async () => ({ url } = await startSimulator()));
	beforeEach(() => fetch(`${url}/_simulator/reset`, { method: 'POST' }));
	after(stopAll);

	/** @returns {Promise<Json[]>} */
	const requests = async () =>
		/** @type {Json[]} */ (await (await fetch(`${url}/_simulator/requests`)).json());

	/**
	 * Runs the command without a terminal.
	 *
	 * @param {string[]} flags
	 * @param {Record<string, string>} [environment]
	 * @returns {Promise<{code: number | null, text: string}>}
	 */
	async function run(flags, environment = {}) {
		const env = {
			...process.env,
			ESMS_API_KEY: KEYS.apiKey,
			ESMS_SECRET_KEY: KEYS.secretKey,
			ESMS_REST_URL: url,
			ESMS_VOICE_URL: url,
			ESMS_STATUS_URL: url,
			...environment,
		};
		const command = ['--import', 'tsx', join(root, 'scripts', 'check-account.mjs'), ...flags];
		const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'pipe'] });
		let text = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8').on('data', (chunk) => (text += chunk));
		}
		const code = await new Promise((done) => child.on('close', done));
		return { code, text };
	}

	for (const [title, flags, environment, words] of /** @type {const} */ ([
		['no keys', [], { ESMS_API_KEY: '' }, /Set ESMS_API_KEY/],
		['no terminal and no --yes', [], {}, /add --yes/],
		['a phone number that is none', ['--yes'], { ESMS_PHONE: '123' }, /ESMS_PHONE is not/],
	])) {
		it(`asks nothing with ${title}`, async () => {
			const { code, text } = await run([...flags], environment);
			assert.equal(code, 2);
			assert.match(text, words);
			assert.deepEqual(await requests(), []);
		});
	}

	it('says what it will do, and writes the report', async () => {
		const { code, text } = await run(['--yes', '--out', out], { ESMS_PHONE: PHONE });
		assert.equal(code, 0, text);
		assert.match(text, /Nothing is sent and nothing is charged/);
		assert.match(text, /^0 differences from the contract\.$/m);
		const report = await readFile(out, 'utf8');
		assert.match(report, /^# eSMS account check\n\nn8n-nodes-esms \d+\.\d+\.\d+, contract of 20/);
		for (const secret of [KEYS.apiKey, KEYS.secretKey, PHONE.slice(1)]) {
			assert.ok(!(text + report).includes(secret));
		}
		const sends = (await requests()).filter(({ operationId }) => /^send/.test(operationId));
		assert.equal(sends.length, 14);
		assert.ok(sends.every(({ body }) => body.Sandbox === '1'));
	});

	it('ends with 1 when the keys are wrong', async () => {
		const { code, text } = await run(['--yes', '--out', out], { ESMS_SECRET_KEY: 'another' });
		assert.equal(code, 1);
		assert.match(text, /The keys were not taken/);
	});

	it('makes no send with --look-ups-only', async () => {
		const flags = ['--yes', '--look-ups-only', '--out', out];
		const { code } = await run(flags, { ESMS_PHONE: PHONE });
		assert.equal(code, 0);
		const asked = (await requests()).map(({ operationId }) => operationId);
		assert.ok(asked.length > 40);
		assert.deepEqual(
			asked.filter((id) => /^send/.test(id)),
			[],
		);
	});
});
