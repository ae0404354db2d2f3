/** Waits that end because nothing came. n8n looks once a minute whether the limit of one has passed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { waiting } from './question.mjs';
import { sendAndWait } from './sendAndWait.mjs';
import { rest } from './setting.mjs';

/** The item behind a node that has waited. @param {import('../../scripts/n8n/client.mjs').Execution} execution */
function itemAfter(execution) {
	assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
	const [item] = itemsOf(execution, 'After');
	assert.match(item.smsId, /^[0-9a-f-]{31,43}$/);
	return item;
}

describe('what comes within the limit of a wait: nothing', { concurrency: true }, () => {
	it('hands on what was sent, without a receipt', async () => {
		const item = itemAfter(await sendAndWait('0901888486', { waitLimit: 0.05 }, 120_000));
		assert.equal(item.outcome, 'noReceipt');
	});

	it('goes on without an answer, and an older answer is none', async () => {
		const { id } = await waiting(
			{ options: { waitLimit: 0.05 } },
			{ items: [{ order: 1001, data: { approved: true }, outcome: 'approved' }] },
		);
		const item = itemAfter(await rest.finished(id, 120_000));
		assert.equal(item.outcome, 'noAnswer');
		assert.deepEqual(item.data, {});
		assert.equal(item.order, 1001);
	});
});
