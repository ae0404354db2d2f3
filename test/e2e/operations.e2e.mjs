import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cases, prepared } from './cases.mjs';
import { allTypes, NODE, rlc, runNode } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

/**
 * Whether a value holds all that is expected of it: objects may have more fields, lists not more entries.
 *
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} path
 */
function assertHolds(actual, expected, path) {
	if (typeof expected !== 'object' || expected === null) {
		assert.deepEqual(actual, expected, `${path}: ${JSON.stringify(actual)}`);
		return;
	}
	assert.ok(typeof actual === 'object' && actual !== null, `${path}: ${JSON.stringify(actual)}`);
	if (Array.isArray(expected)) assert.equal(Object.keys(actual).length, expected.length, path);
	for (const [name, value] of Object.entries(expected)) {
		assertHolds(/** @type {Json} */ (actual)[name], value, `${path}.${name}`);
	}
}

describe('operations', () => {
	for (const described of cases) {
		it(`${described.parameters.resource}: ${described.operation} (${described.rows.join(', ')})`, async () => {
			const { parameters, items, output } = await prepared(described);
			const result = await runNode(parameters, { items });
			assert.equal(result.status, 'success', JSON.stringify(result.error));
			assertHolds(result.items, output, 'items');
			for (const item of result.outputs[0]) assert.notEqual(item.pairedItem, undefined);
		});
	}

	it('has a case for each operation of the node', async () => {
		const node = (await allTypes('nodes')).find(({ name }) => name === NODE);
		const menus = node?.properties.filter((/** @type {Json} */ one) => one.name === 'operation');
		const offered = menus.flatMap((/** @type {Json} */ { displayOptions, options }) =>
			options
				.map((/** @type {Json} */ option) => option.value)
				// n8n adds an entry that only explains its HTTP Request node; what waits has tests of its own.
				.filter(
					(/** @type {string} */ value) => !['__CUSTOM_API_CALL__', 'sendAndWait'].includes(value),
				)
				.map((/** @type {string} */ value) => `${displayOptions.show.resource[0]}: ${value}`),
		);
		const rows = cases.map(({ parameters, operation }) => `${parameters.resource}: ${operation}`);
		assert.deepEqual([...new Set(rows)].sort(), offered.sort());
	});

	it('sends one message per item and links each result to its item', async () => {
		const { items, outputs } = await runNode(
			{
				resource: 'sms',
				operation: 'sendCustomerCareSms',
				phone: '={{ $json.phone }}',
				brandname: rlc('Baotrixemay'),
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
