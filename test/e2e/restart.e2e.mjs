/** n8n ends while executions wait. They have an n8n of their own, to restart it. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { chain } from '../../bench/n8n.mjs';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { startN8n } from '../../scripts/n8n/run.mjs';
import { freePort, resultsDir, stopAll, temporaryDir, waitFor } from '../../scripts/process.mjs';
import { post, waiting } from './question.mjs';
import { NODE, rlc, setting, simulator } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

/** Its message stays open, so that the asking goes on. */
const PHONE = '0901888406';

const messages = async () =>
	/** @type {Json[]} */ (await simulator('GET', `messages?phone=${PHONE}`));

const looks = async () =>
	/** @type {Json[]} */ (await simulator('GET', 'requests')).filter(
		({ operationId }) => operationId === 'getMessageStatus',
	).length;

describe('a restart of n8n while an execution asks for the outcome and another waits for an answer', () => {
	after(async () => await stopAll());

	it('ends the first, sends nothing again, and lets the other be answered', async () => {
		const dataDir = temporaryDir('restart');
		const port = await freePort();
		const start = async () =>
			await startN8n({
				packageTarball: setting.packageTarball,
				dataDir,
				port,
				version: setting.version,
				logFile: join(resultsDir, `e2e-${setting.version}`, 'restart.log'),
				env: { N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '3' },
			});
		const before = await start();
		const credential = await before.rest.createCredential(
			'esmsApi',
			'eSMS API',
			setting.credentialData,
		);
		const { id, name } = credential;
		const question = await waiting({}, { client: before.rest, credential });
		const workflow = await before.rest.createWorkflow({
			...chain('Ask over a restart', [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'eSMS',
					type: NODE,
					credentials: { esmsApi: { id, name } },
					// Tries of n8n's own must not send it again either.
					retryOnFail: true,
					parameters: {
						resource: 'sms',
						operation: 'sendCustomerCareSms',
						phone: PHONE,
						brandname: rlc('Baotrixemay'),
						content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
						options: { waitForReceipt: true, askInstead: true, waitLimit: 30 },
					},
				},
			]),
			id: undefined,
		});
		const { executionId } = await before.rest.call('POST', `/workflows/${workflow.id}/run`, {
			workflowData: workflow,
			startNodes: [],
			triggerToStartFrom: { name: 'Start' },
		});
		await waitFor('two questions', async () => ((await looks()) >= 2 ? true : undefined), {
			timeoutMs: 30_000,
		});
		await before.stop();
		const asked = await looks();

		const { rest } = await start();
		const { status } = await waitFor(
			'the end of the execution',
			async () => {
				const found = await rest.call('GET', `/executions/${executionId}`);
				return ['new', 'running', 'waiting'].includes(found.status) ? undefined : found;
			},
			{ timeoutMs: 60_000 },
		);
		assert.match(status, /^(?:crashed|error|canceled)$/);
		await new Promise((done) => setTimeout(done, 10_000));
		assert.equal((await messages()).length, 1);
		assert.equal(await looks(), asked);

		assert.equal((await fetch(question.link)).status, 200);
		await post(question.link, { approved: 'true' });
		const answered = await rest.finished(question.id);
		const [item] = itemsOf(answered, 'After');
		assert.equal(item.outcome, 'approved');
	});
});
