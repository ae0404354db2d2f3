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
		assert.doesNotMatch(ofOperation('getBalance'), /^\s+(?:sandbox|requestId)\?:/m);
	});

	it('tells builders that accepted is not delivered, and which node belongs to it', async () => {
		const answer = await catalog.answer('esms');
		assert.match(answer, /@builderHint .*'accepted' is not delivered.*Official Account/);
		assert.match(answer, new RegExp(`@relatedNodes\\s+- ${TRIGGER.replaceAll('.', '\\.')}`));
	});

	// The catalogue asks for each word by itself and gives a node the score of its best word. A letter that follows
	// the one before it counts 60, so long words win; the display name counts 1.5 times, an alias once. An alias can
	// not do better than to be the word itself: 'send' 295, 'voice' 355, 'message' 475. What stands fifth has more by
	// its name: Send Email 420 for 'send', Twilio 355 and before us for 'voice', Chat Messages Retriever 537 for
	// 'message', Taiga Trigger 600 for 'trigger', for which 'eSMS Trigger' has 578. Capitals within an alias count 30
	// each: 'vOiCe' and 'mEsSaGe' would bring three of these queries in, 'send' (355) and 'trigger' (565) not even so.
	// They would be there for the ranking alone.
	for (const { query, rank } of [
		{ query: 'zalo', rank: 1 },
		{ query: 'zns', rank: 1 },
		{ query: 'sms', rank: 1 },
		{ query: 'nhắn tin zalo', rank: 1 },
		{ query: 'sms zalo', rank: 1 },
		{ query: 'verify phone', rank: 2 },
		{ query: 'otp zalo', rank: 2 },
	]) {
		it(`has the node in its place for '${query}': ${rank}`, async () => {
			assert.equal((await catalog.search(query)).indexOf(NODE) + 1, rank);
		});
	}

	for (const query of [
		'send sms',
		'zalo message',
		'send zalo message',
		'send otp',
		'send zns',
		'voice call',
		'verify phone',
		'nhắn tin zalo',
		'nhan tin zalo',
	]) {
		it(`is first in the node panel and for n8n's assistant for '${query}'`, () => {
			assert.equal(catalog.panel(query)[0], NODE);
			assert.equal(catalog.assistant(query)[0], NODE);
		});
	}

	it("finds the trigger for 'zalo trigger' in both", () => {
		assert.ok(catalog.panel('zalo trigger').slice(0, 5).includes(TRIGGER));
		assert.equal(catalog.assistant('zalo trigger')[0], TRIGGER);
	});
});
