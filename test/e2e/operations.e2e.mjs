import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { operations } from './operations.mjs';
import { allTypes, NODE, runNode } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

/**
 * @param {Json} item
 * @param {Json} expected
 */
function assertItem(item, expected) {
	for (const [field, value] of Object.entries(expected)) {
		const message = `${field} of ${JSON.stringify(item)}`;
		if (value instanceof RegExp) assert.match(String(item[field]), value, message);
		else assert.deepEqual(item[field], value, message);
	}
}

describe('operations', () => {
	for (const { resource, operation, parameters, items, expect } of operations) {
		it(`${resource}: ${operation}`, async () => {
			const result = await runNode({ resource, operation, ...parameters }, { items });
			assert.equal(result.status, 'success', JSON.stringify(result.error));
			assertItem(result.items[0], expect);
			assert.notEqual(result.outputs[0][0].pairedItem, undefined);
		});
	}

	it('has a row for each operation of the node', async () => {
		const node = (await allTypes('nodes')).find(({ name }) => name === NODE);
		const menus = node?.properties.filter((/** @type {Json} */ one) => one.name === 'operation');
		const offered = menus.flatMap((/** @type {Json} */ { displayOptions, options }) =>
			options
				.map((/** @type {Json} */ option) => option.value)
				// n8n adds an entry that only explains its HTTP Request node.
				.filter((/** @type {string} */ value) => value !== '__CUSTOM_API_CALL__')
				.map((/** @type {string} */ value) => `${displayOptions.show.resource[0]}: ${value}`),
		);
		const rows = operations.map(({ resource, operation }) => `${resource}: ${operation}`);
		assert.deepEqual([...new Set(rows)].sort(), offered.sort());
	});

	it('sends one message per item and links each result to its item', async () => {
		const { items, outputs } = await runNode(
			{
				resource: 'sms',
				operation: 'sendCustomerCareSms',
				phone: '={{ $json.phone }}',
				brandname: { __rl: true, mode: 'id', value: 'Baotrixemay' },
				content: '={{ $json.code }} la ma xac minh dang ky Baotrixemay cua ban',
			},
			{
				items: ['0901888410', '0901888411', '0901888412'].map((phone, index) => ({
					phone,
					code: 100_000 + index,
				})),
			},
		);
		assert.deepEqual(
			items.map(({ phone }) => phone),
			['0901888410', '0901888411', '0901888412'],
		);
		assert.deepEqual(
			outputs[0].map((/** @type {Json} */ one) => one.pairedItem),
			[{ item: 0 }, { item: 1 }, { item: 2 }],
		);
		assert.equal(new Set(items.map(({ smsId }) => smsId)).size, 3);
	});
});
