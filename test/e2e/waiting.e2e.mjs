import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { waitFor } from '../../scripts/process.mjs';
import { NODE, rest, rlc, setting, simulator } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

const node = (/** @type {string} */ name, /** @type {string} */ type, /** @type {Json} */ parameters, version = 1) => ({
	id: name,
	name,
	type,
	typeVersion: version,
	position: [0, 0],
	parameters,
	...(type === NODE && {
		credentials: { esmsApi: { id: setting.credential.id, name: setting.credential.name } },
	}),
});

/**
 * Starts a send that waits for its receipt and gives the execution once it is over.
 *
 * @param {string} phone whose last digit decides what becomes of the message
 * @param {Json} [options] of the eSMS node
 * @param {number} [timeoutMs]
 */
async function sendAndWait(phone, options = {}, timeoutMs = 60_000) {
	const send = {
		resource: 'sms',
		operation: 'sendCustomerCareSms',
		phone,
		brandname: rlc('Baotrixemay'),
		content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
		options: { waitForReceipt: true, waitLimit: 1, ...options },
	};
	const workflow = await rest.createWorkflow({
		name: `Wait for the receipt of ${phone}`,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', {}),
			node('eSMS', NODE, send),
			node('After', 'n8n-nodes-base.noOp', {}),
		],
		connections: {
			Start: { main: [[{ node: 'eSMS', type: 'main', index: 0 }]] },
			eSMS: { main: [[{ node: 'After', type: 'main', index: 0 }]] },
		},
	});
	return await rest.run(workflow, 'Start', timeoutMs);
}

describe('wait for receipt', () => {
	for (const [digit, outcome] of /** @type {const} */ ([
		['1', 'delivered'],
		['7', 'failed'],
		['9', 'delivered'],
	])) {
		it(`goes on with the outcome of a message to ...${digit}: ${outcome}`, async () => {
			const execution = await sendAndWait(`090188848${digit}`);
			assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
			const [item] = itemsOf(execution, 'After');
			assert.equal(item.outcome, outcome);
			assert.equal(item.status, 'receipt');
			assert.match(item.smsId, /^[0-9a-f-]{31,43}$/);
			assert.ok(!JSON.stringify(item).includes('signature'));
		});
	}

	it('is not ended by the receipt of another message', async () => {
		const phone = '0901888499';
		const waiting = sendAndWait(phone);
		const [{ callbackUrl }] = await waitFor(
			'the message',
			async () => {
				const found = /** @type {Json[]} */ (await simulator('GET', `messages?phone=${phone}`));
				return found.length > 0 ? found : undefined;
			},
			{ timeoutMs: 20_000, intervalMs: 50 },
		);
		const answers = [];
		for (let count = 0; count < 3; count++) {
			const other = await fetch(`${callbackUrl}&SMSID=other&RequestId=other&SendStatus=5&SendSuccess=0&SendFailed=1`);
			answers.push(other.status);
			await new Promise((done) => setTimeout(done, 400));
		}
		const execution = await waiting;
		const [item] = itemsOf(execution, 'After');
		assert.equal(item.outcome, 'delivered', `${answers}`);
		assert.notEqual(item.smsId, 'other');
		assert.ok(answers.includes(200), `${answers}`);
	});

	it('refuses a limit that is no time before anything is sent', async () => {
		const phone = '0901888498';
		for (const waitLimit of ['={{ "soon" }}', -5]) {
			const execution = await sendAndWait(phone, { waitLimit });
			assert.equal(execution.status, 'error');
			assert.match(execution.data.resultData.error?.message ?? '', /'Wait Limit \(Minutes\)' is/);
		}
		assert.deepEqual(await simulator('GET', `messages?phone=${phone}`), []);
	});

	it('hands on what was sent when no receipt comes within the limit', async () => {
		const execution = await sendAndWait('0901888486', { waitLimit: 0.05 }, 120_000);
		assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
		const [item] = itemsOf(execution, 'After');
		assert.equal(item.outcome, 'noReceipt');
		assert.match(item.smsId, /^[0-9a-f-]{31,43}$/);
	});

	it('refuses a sandbox message, for which no receipt comes', async () => {
		const execution = await sendAndWait('0901888481', { sandbox: true });
		assert.equal(execution.status, 'error');
		assert.match(execution.data.resultData.error?.message ?? '', /'Wait for Receipt'/);
	});
});
