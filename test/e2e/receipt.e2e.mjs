import assert from 'node:assert/strict';
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

describe('a receipt', () => {
	/** @type {Json} */
	let workflow;
	let callbackUrl = '';

	before(async () => {
		const file = join(root, 'examples', 'on-receipt.json');
		workflow = await rest.createWorkflow(JSON.parse(await readFile(file, 'utf8')));
		await rest.activate(workflow.id);
		callbackUrl = await webhookUrl(rest, workflow.nodes[0]);
	});

	/**
	 * @param {(item: Json) => boolean} matches
	 * @returns {Promise<{item: Json, execution: import('../../scripts/n8n/client.mjs').Execution}>}
	 */
	const received = (matches) =>
		waitFor(
			'the receipt',
			async () => {
				for (const { id, status } of await rest.executions(workflow.id)) {
					if (status === 'running' || status === 'new') continue;
					const execution = await rest.execution(id);
					const [item] = itemsOf(execution, 'eSMS Trigger');
					if (item && matches(item)) return { item, execution };
				}
				return undefined;
			},
			{ timeoutMs: 30_000 },
		);

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
				options: { callbackUrl },
			});
			assert.equal(sent.status, 'success', JSON.stringify(sent.error));
			const [{ smsId, requestId }] = sent.items;
			const { item, execution } = await received((one) => one.smsId === smsId && one.isFinal);
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
			const sign = callbackUrl.includes('?') ? '&' : '?';
			const answer = await fetch(callbackUrl + sign + query);
			assert.equal(answer.status, 200);
			const { item } = await received((one) => isDeepStrictEqual(one.raw, expected.raw));
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
			const sign = callbackUrl.includes('?') ? '&' : '?';
			assert.equal((await fetch(callbackUrl + sign + query)).status, 200);
		});
	}

	it('leaves no execution that failed', async () => {
		const executions = await rest.executions(workflow.id);
		assert.ok(executions.length > 0);
		assert.deepEqual(
			executions.filter(({ status }) => status === 'error' || status === 'crashed'),
			[],
		);
	});
});
