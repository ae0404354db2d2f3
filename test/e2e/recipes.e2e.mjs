import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { webhookUrl } from '../../scripts/n8n/run.mjs';
import { root, waitFor } from '../../scripts/process.mjs';
import { NODE, rest, rlc, runNode, setting, TRIGGER } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

describe('a receipt that is confirmed', () => {
	/** @type {string} */
	let workflowId;
	/** @type {string} */
	let url;

	before(async () => {
		const workflow = JSON.parse(
			await readFile(join(root, 'examples', 'confirmed-receipt.json'), 'utf8'),
		);
		const trigger = workflow.nodes.find((/** @type {Json} */ one) => one.type === TRIGGER);
		Object.assign(trigger, { webhookId: randomUUID() });
		const status = workflow.nodes.find((/** @type {Json} */ one) => one.type === NODE);
		status.credentials = { esmsApi: { id: setting.credential.id, name: setting.credential.name } };
		({ id: workflowId } = await rest.createWorkflow(workflow));
		await rest.activate(workflowId);
		url = await webhookUrl(rest, trigger);
	});

	/**
	 * Sends an SMS whose receipts come in.
	 *
	 * @param {string} phone
	 * @returns {Promise<Json>}
	 */
	async function send(phone) {
		const { items } = await runNode({
			resource: 'sms',
			operation: 'sendCustomerCareSms',
			phone,
			brandname: rlc('Baotrixemay'),
			content: `${phone.slice(-6)} la ma xac minh dang ky Baotrixemay cua ban`,
		});
		return items[0];
	}

	/** @param {Json} message */
	async function delivered({ smsId }) {
		await waitFor(
			'the end of the message',
			async () => {
				const answer = await fetch(`${setting.simulatorUrl}/_simulator/messages?smsid=${smsId}`);
				const [found] = /** @type {Json[]} */ (await answer.json());
				return found?.sent[0].sendStatus === 5 ? true : undefined;
			},
			{ timeoutMs: 15_000 },
		);
	}

	/**
	 * Calls as eSMS does and gives the last nodes that ran with items.
	 *
	 * @param {Json} message
	 * @param {Json} parameters
	 */
	async function receipt({ smsId, phone }, parameters) {
		const known = (await rest.executions(workflowId)).length;
		const query = new URLSearchParams({
			SMSID: smsId,
			SendStatus: '5',
			TypeId: '2',
			phonenumber: phone,
			...parameters,
		});
		assert.equal((await fetch(`${url}&${query}`)).status, 200);
		return await waitFor(
			'the execution',
			async () => {
				const executions = await rest.executions(workflowId);
				if (executions.length === known) return undefined;
				const execution = await rest.finished(executions[0].id);
				assert.equal(execution.status, 'success');
				return ['Confirmed', 'Not Confirmed'].filter((name) => itemsOf(execution, name).length > 0);
			},
			{ timeoutMs: 30_000 },
		);
	}

	const DELIVERED = { SendSuccess: '1', SendFailed: '0' };
	const FAILED = { SendSuccess: '0', SendFailed: '1' };

	/** @param {number} lateDelayMs how long the simulator takes to deliver to a number that ends in 9 */
	async function deliverAfter(lateDelayMs) {
		const answer = await fetch(`${setting.simulatorUrl}/_simulator/settings`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ lateDelayMs }),
		});
		assert.equal(/** @type {Json} */ (await answer.json()).lateDelayMs, lateDelayMs);
	}
	after(() => deliverAfter(3000));

	it('tells one that comes before eSMS knows, and the true one is confirmed once', async () => {
		await deliverAfter(8000);
		const message = await send('0901888479');
		assert.deepEqual(await receipt(message, DELIVERED), ['Not Confirmed']);
		await delivered(message);
		assert.deepEqual(await receipt(message, DELIVERED), ['Confirmed']);
		assert.deepEqual(await receipt(message, DELIVERED), []);
	});

	it('tells a forged one, and keeps all but one of the true ones out', async () => {
		const message = await send('0901888471');
		await delivered(message);
		assert.deepEqual(await receipt(message, FAILED), ['Not Confirmed']);
		assert.deepEqual(await receipt(message, DELIVERED), ['Confirmed']);
		assert.deepEqual(await receipt(message, DELIVERED), []);
		assert.deepEqual(await receipt(message, FAILED), ['Not Confirmed']);
	});

	it('is not confirmed again by one that differs in what eSMS does not say', async () => {
		const message = await send('0901888472');
		await delivered(message);
		assert.deepEqual(await receipt(message, DELIVERED), ['Confirmed']);
		assert.deepEqual(
			await receipt(message, { ...DELIVERED, phonenumber: '0901888499', SendSuccess: '7' }),
			[],
		);
	});
});
