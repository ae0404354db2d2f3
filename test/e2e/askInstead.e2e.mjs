import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { waitFor } from '../../scripts/process.mjs';
import { sendAndWait } from './sendAndWait.mjs';
import { rest, simulator } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

/** @param {string} phone */
const messagesTo = async (phone) =>
	/** @type {Json[]} */ (await simulator('GET', `messages?phone=${phone}`));

describe('wait for receipt, by asking', () => {
	for (const [phone, outcome] of /** @type {const} */ ([
		['0901888401', 'delivered'],
		['0901888407', 'failed'],
		['0901888409', 'delivered'],
	])) {
		it(`goes on with the outcome of a message to ${phone}, without a callback`, async () => {
			const execution = await sendAndWait(phone, { askInstead: true });
			assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
			const [item] = itemsOf(execution, 'After');
			assert.deepEqual([item.status, item.outcome, item.phone], ['receipt', outcome, phone]);
			const [message] = await messagesTo(phone);
			assert.equal(message.smsId, item.smsId);
			assert.equal(message.callbackUrl, '');
		});
	}

	it('ends when the execution is stopped, and nothing is sent again', async () => {
		const phone = '0901888406';
		const waiting = sendAndWait(phone, { askInstead: true, waitLimit: 30 });
		await waitFor(
			'the message',
			async () => ((await messagesTo(phone)).length > 0 ? true : undefined),
			{ timeoutMs: 20_000 },
		);
		const filter = encodeURIComponent(JSON.stringify({ status: ['running'] }));
		const { results } = await rest.call('GET', `/executions?filter=${filter}&limit=10`);
		const running = results.find((/** @type {Json} */ one) => one.workflowName?.includes(phone));
		await rest.call('POST', `/executions/${running.id}/stop`);
		const execution = await waiting;
		assert.equal(execution.status, 'canceled');
		const looksOf = async () =>
			/** @type {Json[]} */ (await simulator('GET', 'requests')).filter(
				({ operationId }) => operationId === 'getMessageStatus',
			).length;
		const looks = await looksOf();
		await new Promise((done) => setTimeout(done, 8000));
		assert.equal(await looksOf(), looks);
		assert.equal((await messagesTo(phone)).length, 1);
	});
});
