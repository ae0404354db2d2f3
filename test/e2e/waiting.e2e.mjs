import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { NODE, rest, rlc, setting } from './setting.mjs';

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
