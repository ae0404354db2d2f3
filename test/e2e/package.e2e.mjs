import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { allTypes, NODE, setting, TRIGGER } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

describe(`the package in n8n ${setting.version}`, () => {
	/** @type {Json[]} */
	let nodes;
	/** @type {Json[]} */
	let credentials;
	before(async () => {
		nodes = await allTypes('nodes');
		credentials = await allTypes('credentials');
	});

	const find = (/** @type {Json[]} */ types, /** @type {string} */ name) => {
		const found = types.find((type) => type.name === name);
		assert.ok(found, `${name} is not loaded`);
		return found;
	};

	it('loads the node with its credential', () => {
		const { displayName, credentials: used } = find(nodes, NODE);
		assert.equal(displayName, 'eSMS');
		assert.deepEqual(used, [{ name: 'esmsApi', required: true }]);
	});

	it('loads the trigger in a version that spares n8n an evaluation per call', () => {
		const { version, inputs, group } = find(nodes, TRIGGER);
		assert.notEqual(version, 1);
		assert.deepEqual(inputs, []);
		assert.deepEqual(group, ['trigger']);
	});

	it('offers the node as a tool for AI agents', () => {
		assert.deepEqual(find(nodes, `${NODE}Tool`).outputs, ['ai_tool']);
	});

	it('shows Request Options of its own', () => {
		const own = find(nodes, NODE).properties.filter(
			(/** @type {Json} */ one) => one.name === 'requestOptions',
		);
		assert.equal(own.length, 1);
	});

	it('keeps both keys in secret fields', () => {
		const { properties } = find(credentials, 'esmsApi');
		for (const name of ['apiKey', 'secretKey']) {
			const property = properties.find((/** @type {Json} */ one) => one.name === name);
			assert.equal(property.typeOptions?.password, true, name);
		}
	});

	for (const name of [NODE, TRIGGER]) {
		for (const theme of ['light', 'dark']) {
			it(`serves the ${theme} icon of ${name}`, async () => {
				const path = find(nodes, name).iconUrl[theme];
				const icon = await fetch(`${setting.n8nUrl}/${path}`);
				assert.equal(icon.status, 200);
				assert.match(await icon.text(), /<svg/);
			});
		}
	}
});
