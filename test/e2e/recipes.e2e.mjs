import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
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
	/** @type {Json} the message whose receipts come in */
	let message;

	before(async () => {
		const workflow = JSON.parse(await readFile(join(root, 'examples', 'confirmed-receipt.json'), 'utf8'));
		const trigger = workflow.nodes.find((/** @type {Json} */ one) => one.type === TRIGGER);
		// The trigger itself lets repeats through, so that the node behind it has to keep them out.
		Object.assign(trigger, { webhookId: randomUUID() });
		trigger.parameters.options = { repeatWindow: 0 };
		const status = workflow.nodes.find((/** @type {Json} */ one) => one.type === NODE);
		status.credentials = { esmsApi: { id: setting.credential.id, name: setting.credential.name } };
		({ id: workflowId } = await rest.createWorkflow(workflow));
		await rest.activate(workflowId);
		url = await webhookUrl(rest, trigger);

		const { items } = await runNode({
			resource: 'sms',
			operation: 'sendCustomerCareSms',
			phone: '0901888471',
			brandname: rlc('Baotrixemay'),
			content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
		});
		[message] = items;
		await waitFor(
			'the end of the message',
			async () => {
				const answer = await fetch(`${setting.simulatorUrl}/_simulator/messages?smsid=${message.smsId}`);
				const [found] = /** @type {Json[]} */ (await answer.json());
				return found?.sent[0].sendStatus === 5 ? true : undefined;
			},
			{ timeoutMs: 10_000 },
		);
	});

	/**
	 * Calls as eSMS does and gives the nodes that ran with items.
	 *
	 * @param {Json} counters
	 */
	async function receipt(counters) {
		const known = (await rest.executions(workflowId)).length;
		const query = new URLSearchParams({
			SMSID: message.smsId,
			SendStatus: '5',
			TypeId: '2',
			phonenumber: '0901888471',
			...counters,
		});
		assert.equal((await fetch(`${url}&${query}`)).status, 200);
		return await waitFor(
			'the execution',
			async () => {
				const executions = await rest.executions(workflowId);
				if (executions.length === known) return undefined;
				const execution = await rest.finished(executions[0].id);
				return ['Confirmed', 'Not Confirmed'].filter((name) => itemsOf(execution, name).length > 0);
			},
			{ timeoutMs: 30_000 },
		);
	}

	it('goes on as confirmed when eSMS says the same', async () => {
		assert.deepEqual(await receipt({ SendSuccess: '1', SendFailed: '0' }), ['Confirmed']);
	});

	it('keeps a repeat out', async () => {
		assert.deepEqual(await receipt({ SendSuccess: '1', SendFailed: '0' }), []);
	});

	it('tells a forged one', async () => {
		assert.deepEqual(await receipt({ SendSuccess: '0', SendFailed: '1' }), ['Not Confirmed']);
	});
});
