/** What an AI builder or MCP client is told: n8n's own catalogue, asked for the types that this n8n has loaded. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { hasCatalog, openCatalog } from '../../scripts/n8n/catalog.mjs';
import { ensureN8n } from '../../scripts/n8n/install.mjs';
import { allTypes, NODE, setting, TRIGGER } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

/** MCP clients cut or refuse long answers. */
const LIMIT = 115_000;
const LIMIT_WITHOUT_REQUEST_OPTIONS = 80_000;

const { dir } = await ensureN8n(setting.version);
const skip = hasCatalog(dir) ? false : 'this n8n has no catalogue for AI builders';

describe(`the catalogue of n8n ${setting.version}`, { skip }, () => {
	/** @type {Json[]} */
	let nodes;
	/** @type {Awaited<ReturnType<typeof openCatalog>>} */
	let catalog;
	before(async () => {
		nodes = await allTypes('nodes');
		catalog = await openCatalog(dir, nodes);
	});

	it('defines the node in a length that a client takes whole', async () => {
		const whole = catalog.definition(NODE);
		const esms = nodes.find(({ name }) => name === NODE) ?? {};
		const properties = esms.properties.filter(
			(/** @type {Json} */ { name }) => name !== 'requestOptions',
		);
		const without = (await openCatalog(dir, [{ ...esms, properties }])).definition(NODE);
		console.log(`definition: ${whole.length} characters, ${without.length} without requestOptions`);
		assert.ok(whole.length <= LIMIT, `${whole.length} characters`);
		assert.ok(without.length <= LIMIT_WITHOUT_REQUEST_OPTIONS, `${without.length} characters`);
	});

	it('defines each operation with its own options and no others', () => {
		const types = catalog.definition(NODE).split(/^export type /m);
		const ofOperation = (/** @type {string} */ operation) =>
			types.find((text) => text.includes(`operation: '${operation}'`)) ?? '';
		assert.match(ofOperation('sendCustomerCareSms'), /^\s+waitForReceipt\?:/m);
		assert.match(ofOperation('sendZns'), /^\s+templateJson\?:/m);
		assert.doesNotMatch(ofOperation('sendCustomerCareSms'), /^\s+templateJson\?:/m);
		assert.doesNotMatch(ofOperation('getBalance'), /^\s+options\?:/m);
	});

	it('tells builders that accepted is not delivered, and which node belongs to it', async () => {
		const answer = await catalog.answer('esms');
		assert.match(answer, /@builderHint .*'accepted' is not delivered.*Official Account/);
		assert.match(answer, new RegExp(`@relatedNodes\\s+- ${TRIGGER.replaceAll('.', '\\.')}`));
	});

	// n8n ranks each word by itself, and a word in the name of a node weighs half as much again as one among its other
	// words: 'send', 'message', 'voice' and 'trigger' lead to Sendy, MessageBird, InvoiceNinja and n8n Trigger first.
	for (const query of ['zalo', 'zns', 'nhắn tin zalo', 'verify phone', 'sms zalo', 'otp zalo']) {
		it(`finds the node among the first five for '${query}'`, async () => {
			assert.ok((await catalog.search(query)).includes(NODE));
		});
	}
});
