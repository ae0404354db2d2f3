import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rlc, runNode, setting } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

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

const phones = Array.from({ length: 10 }, (_, index) => `09018885${index}0`);

/** Ten sends of a node that n8n repeats as a whole when one of them fails. */
const send = () =>
	runNode(
		{
			resource: 'sms',
			operation: 'sendCustomerCareSms',
			phone: '={{ $json.phone }}',
			brandname: rlc('Baotrixemay'),
			content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
			requestOptions: { timeout: 3000 },
		},
		{
			items: phones.map((phone) => ({ phone })),
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
		},
	);

describe('Retry On Fail', () => {
	for (const [name, fault] of /** @type {[string, Json][]} */ ([
		['a dropped connection', { kind: 'drop' }],
		['a dropped connection after eSMS accepted', { kind: 'drop', accepted: true }],
		['an HTTP 500', { kind: 'status', status: 500 }],
		['an HTTP 500 after eSMS accepted', { kind: 'status', status: 500, accepted: true }],
		['a time-out after eSMS accepted', { kind: 'timeout', accepted: true }],
	])) {
		it(`sends each message once when the third of ten items meets ${name}`, async () => {
			await askSimulator('reset', {});
			await askSimulator('faults', { ...fault, phone: phones[2], times: 1 });
			const { status, error, items } = await send();
			assert.equal(status, 'success', JSON.stringify(error));
			assert.deepEqual(
				items.map(({ phone }) => phone),
				phones,
			);
			const requests = await askSimulator('requests');
			assert.ok(requests.length > 10, 'the node was repeated');
			for (const phone of phones) {
				const messages = await askSimulator(`messages?phone=${phone}`);
				assert.equal(messages.length, 1, `${messages.length} messages to ${phone}`);
			}
			for (const [index, item] of items.entries()) {
				if (index === 2) assert.match(item.status, /^(accepted|alreadyAccepted)$/);
				else assert.match(item.smsId, /^[0-9a-f-]{31,43}$/);
			}
		});
	}
});
