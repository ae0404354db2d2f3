/**
 * Many sends while connections break: run once, run again with the same request IDs, then count at the
 * receivers' phones. `npm run test:faults`; FAULTS_SENDS sets how many (10,000).
 */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { rlc, runNode, setting } from '../e2e/setting.mjs';

/** @typedef {import('../e2e/setting.mjs').Json} Json */

const count = Number(process.env.FAULTS_SENDS ?? 10_000);
const phones = Array.from({ length: count }, (_, index) => `09${1_000_000 + index}1`);

/** Every hundredth send meets one of these, in turns. */
const kinds = [
	{ kind: 'drop' },
	{ kind: 'drop', accepted: true },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 502, accepted: true },
	{ kind: 'timeout', accepted: true },
];

/**
 * @param {string} path
 * @param {Json} [body]
 * @returns {Promise<any>}
 */
async function askSimulator(path, body) {
	const response = await fetch(`${setting.simulatorUrl}/_simulator/${path}`, {
		...(body && {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		}),
	});
	return response.json();
}

const send = () =>
	runNode(
		{
			resource: 'sms',
			operation: 'sendCustomerCareSms',
			phone: '={{ $json.phone }}',
			brandname: rlc('Baotrixemay'),
			content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
			options: { requestId: '=order-{{ $json.phone }}' },
			requestOptions: { timeout: 3000, batching: { batch: { batchSize: 20, batchInterval: 0 } } },
		},
		{
			items: phones.map((phone) => ({ phone })),
			node: { onError: 'continueRegularOutput' },
			timeoutMs: 900_000,
		},
	);

/** @param {Json[]} items */
function tally(items) {
	/** @type {Record<string, number>} */
	const counts = {};
	for (const { status, error } of items) {
		const name = error ? 'failed' : status;
		counts[name] = (counts[name] ?? 0) + 1;
	}
	return counts;
}

it(`${count} sends under faults reach each receiver once`, async () => {
	await askSimulator('reset', {});
	for (let index = 50; index < count; index += 100) {
		const fault = kinds[((index - 50) / 100) % kinds.length];
		await askSimulator('faults', { ...fault, phone: phones[index], times: 1 });
	}
	const first = await send();
	const again = await send();
	console.log(`first run: ${JSON.stringify(tally(first.items))}`);
	console.log(`second run, same request IDs: ${JSON.stringify(tally(again.items))}`);

	assert.equal(first.items.length, count);
	assert.equal(again.items.length, count);
	const receivers = await askSimulator('receivers');
	const wrong = phones.filter((phone) => receivers[phone] !== 1);
	console.log(`receivers with one message: ${count - wrong.length} of ${count}`);
	assert.deepEqual(wrong, []);
	assert.equal(tally(again.items).failed, undefined);
});
