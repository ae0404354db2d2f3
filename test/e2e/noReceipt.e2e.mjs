/** Runs beside all others: n8n looks once a minute whether a wait is over. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { sendAndWait } from './sendAndWait.mjs';

it('a send that waits for its receipt hands on what was sent when none comes within the limit', async () => {
	const execution = await sendAndWait('0901888486', { waitLimit: 0.05 }, 120_000);
	assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
	const [item] = itemsOf(execution, 'After');
	assert.equal(item.outcome, 'noReceipt');
	assert.match(item.smsId, /^[0-9a-f-]{31,43}$/);
});
