import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { webhookUrl } from '../../scripts/n8n/run.mjs';
import { root, waitFor } from '../../scripts/process.mjs';
import { rest, rlc, runNode } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

const callbacks = JSON.parse(await readFile(join(root, 'contract', 'callbacks.json'), 'utf8'));

/**
 * Creates and activates the example workflow.
 *
 * @param {Json} options of its trigger
 */
async function receiver(options = {}) {
	const workflow = JSON.parse(await readFile(join(root, 'examples', 'on-receipt.json'), 'utf8'));
	Object.assign(workflow.nodes[0], { webhookId: randomUUID(), parameters: { options } });
	const { id, nodes } = await rest.createWorkflow(workflow);
	await rest.activate(id);
	const url = await webhookUrl(rest, nodes[0]);

	return {
		id,
		url,
		/** Calls it as eSMS does. */
		call: (/** @type {string} */ query) => fetch(url + (url.includes('?') ? '&' : '?') + query),
		/**
		 * Waits for an execution that ended, by what its trigger gave.
		 *
		 * @param {(item: Json) => boolean} matches
		 * @returns {Promise<{item: Json, execution: import('../../scripts/n8n/client.mjs').Execution}>}
		 */
		received: (matches) =>
			waitFor(
				'the receipt',
				async () => {
					for (const { id: executionId } of await rest.executions(id)) {
						const execution = await rest.finished(executionId);
						const [item] = itemsOf(execution, 'eSMS Trigger');
						if (item && matches(item)) return { item, execution };
					}
					return undefined;
				},
				{ timeoutMs: 30_000 },
			),
	};
}

describe('a receipt', () => {
	/** @type {Awaited<ReturnType<typeof receiver>>} */
	let workflow;
	/** @type {typeof workflow} lets repeats through: some of eSMS's samples share their ids */
	let withRepeats;
	before(async () => {
		workflow = await receiver();
		withRepeats = await receiver({ emitRepeats: true });
	});

	for (const { phone, outcome, branch } of [
		{ phone: '0901888430', outcome: 'delivered', branch: 'Delivered' },
		{ phone: '0901888437', outcome: 'failed', branch: 'Not Delivered' },
		{ phone: '0901888438', outcome: 'rejected', branch: 'Not Delivered' },
	]) {
		it(`starts the other workflow: ${outcome}`, async () => {
			const sent = await runNode({
				resource: 'sms',
				operation: 'sendCustomerCareSms',
				phone,
				brandname: rlc('Baotrixemay'),
				content: `${phone.slice(-6)} la ma xac minh dang ky Baotrixemay cua ban`,
				options: { callbackUrl: workflow.url },
			});
			assert.equal(sent.status, 'success', JSON.stringify(sent.error));
			const [{ smsId, requestId }] = sent.items;
			const { item, execution } = await workflow.received(
				(one) => one.smsId === smsId && one.isFinal,
			);
			assert.equal(item.requestId, requestId);
			assert.equal(item.phone, phone);
			assert.equal(item.channel, 'sms');
			assert.equal(item.outcome, outcome);
			assert.equal(item.raw.SMSID, smsId);
			assert.equal(itemsOf(execution, branch).length, 1);
		});
	}

	for (const { id, query, expected } of callbacks.samples.filter(
		(/** @type {Json} */ sample) => sample.kind === 'messageStatus',
	)) {
		it(`reads eSMS's own sample: ${id}`, async () => {
			assert.equal((await withRepeats.call(query)).status, 200);
			const { item } = await withRepeats.received((one) => isDeepStrictEqual(one.raw, expected.raw));
			for (const [field, value] of Object.entries(expected.normalised)) {
				assert.deepEqual(item[field], value, field);
			}
		});
	}

	for (const query of [
		'SMSID=nonsense-1&SendStatus=abc&error_info=%7B%22broken',
		'SMSID=nonsense-2&SMSID=again&SendStatus[a]=5&constructor=1',
		'SMSID=nonsense-3&error_info=%E0%A4%A',
	]) {
		it(`answers 200 to nonsense: ${query}`, async () => {
			assert.equal((await workflow.call(query)).status, 200);
		});
	}

	it('starts the workflow once when eSMS calls again', async () => {
		const smsId = randomUUID();
		const query = `SMSID=${smsId}&SendFailed=0&SendStatus=5&SendSuccess=1&TypeId=2&phonenumber=0901888484`;
		for (let attempt = 0; attempt < 3; attempt++) {
			assert.equal((await workflow.call(query)).status, 200);
		}
		await workflow.received((one) => one.smsId === smsId);
		const executions = await rest.executions(workflow.id);
		const ended = await Promise.all(executions.map(({ id }) => rest.finished(id)));
		const items = ended.flatMap((execution) => itemsOf(execution, 'eSMS Trigger'));
		assert.equal(items.filter((one) => one.smsId === smsId).length, 1);
	});

	it('leaves no execution that failed', async () => {
		for (const { id } of [workflow, withRepeats]) {
			const executions = await rest.executions(id);
			assert.ok(executions.length > 0);
			for (const execution of executions) {
				assert.equal((await rest.finished(execution.id)).status, 'success');
			}
		}
	});
});
