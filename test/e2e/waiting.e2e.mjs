import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { waitFor } from '../../scripts/process.mjs';
import { sendAndWait } from './sendAndWait.mjs';
import { simulator } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

/**
 * Starts a send that waits for its receipt and gives back once n8n has stored the wait.
 *
 * @param {string} phone one that ends in 6, to which the simulator sends no receipt of its own
 */
async function waiting(phone) {
	const ended = sendAndWait(phone);
	const [{ callbackUrl, smsId }] = await waitFor(
		'the message',
		async () => {
			const found = /** @type {Json[]} */ (await simulator('GET', `messages?phone=${phone}`));
			return found.length > 0 ? found : undefined;
		},
		{ timeoutMs: 20_000, intervalMs: 50 },
	);
	await waitFor(
		'the wait',
		async () => (await fetch(callbackUrl, { method: 'HEAD' })).status === 200 || undefined,
		{ timeoutMs: 20_000, intervalMs: 50 },
	);
	return { ended, callbackUrl, smsId };
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
		const { ended, callbackUrl, smsId } = await waiting('0901888496');
		const receipt = '&RequestId=other&SendStatus=5&SendSuccess=0&SendFailed=1';
		assert.equal((await fetch(`${callbackUrl}&SMSID=other${receipt}`)).status, 200);
		assert.equal((await fetch(callbackUrl, { method: 'HEAD' })).status, 200, 'it waits no longer');
		const right = `&SMSID=${smsId}&SendStatus=5&SendSuccess=1`;
		assert.equal((await fetch(callbackUrl + right)).status, 200);
		const [item] = itemsOf(await ended, 'After');
		assert.equal(item.outcome, 'delivered');
		assert.notEqual(item.smsId, 'other');
	});

	it('takes no receipt without the token of its URL, and answers GET, POST and HEAD', async () => {
		const { ended, callbackUrl, smsId } = await waiting('0901888476');
		const url = new URL(callbackUrl);
		const forged = `&SMSID=${smsId}&SendStatus=5&SendSuccess=0&SendFailed=1`;
		url.searchParams.delete('token');
		url.searchParams.delete('esms');
		// n8n before 2.41 signs no waiting URL: nothing else may be left of the query.
		if (url.search === '') url.search = '?a=1';
		assert.equal((await fetch(url + forged)).status, 401);
		url.searchParams.set('token', 'guessed');
		assert.equal((await fetch(url + forged, { method: 'POST', body: '' })).status, 401);
		const nameless = '&SMSID=&SendStatus=5&SendSuccess=1';
		assert.equal((await fetch(callbackUrl + nameless)).status, 200);
		const right = await fetch(callbackUrl, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify([{ SMSID: smsId.toUpperCase(), SendStatus: 4 }]),
		});
		assert.equal(right.status, 200);
		const [item] = itemsOf(await ended, 'After');
		assert.equal(item.outcome, 'rejected');
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

	it('refuses a sandbox message, for which no receipt comes', async () => {
		const execution = await sendAndWait('0901888481', { sandbox: true });
		assert.equal(execution.status, 'error');
		assert.match(execution.data.resultData.error?.message ?? '', /'Wait for Receipt'/);
	});
});
