import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { openMcp } from '../../scripts/n8n/mcp.mjs';
import { clearSimulator, NODE, rest, rlc, setting, simulator } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

const credentials = { esmsApi: { id: setting.credential.id, name: setting.credential.name } };
const text = '123456 la ma xac minh dang ky Baotrixemay cua ban';

/** @param {Json} fault */
async function fault(fault) {
	await fetch(`${setting.simulatorUrl}/_simulator/faults`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(fault),
	});
}

/** How many messages a number was sent. @param {string} phone */
async function received(phone) {
	const messages = /** @type {Json[]} */ (await simulator('GET', 'messages'));
	return messages
		.flatMap(({ sent }) => sent)
		.filter((/** @type {Json} */ one) => one.address === phone).length;
}

/** The eSMS tool: an SMS whose number and text the model gives. @param {Json} more */
const tool = (more) => ({
	id: 'esms',
	name: 'eSMS',
	type: `${NODE}Tool`,
	typeVersion: 1,
	position: [200, 200],
	credentials,
	...more,
	parameters: {
		resource: 'sms',
		operation: 'sendCustomerCareSms',
		phone: "={{ $fromAI('phone', 'number', 'string') }}",
		brandname: rlc('Baotrixemay'),
		content: "={{ $fromAI('text', 'text', 'string') }}",
		requestOptions: { timeout: 4000 },
		descriptionType: 'manual',
		toolDescription: 'Sends an SMS',
		...more.parameters,
	},
});

/** Calls the tool as often as there are executors, one after another, in one execution. @param {number} calls @param {string} phone @param {Json} more */
async function execute(calls, phone, more = {}) {
	const args = { phone, text };
	const executors = Array.from({ length: calls }, (_, index) => ({
		id: `executor-${index}`,
		name: `Executor ${index + 1}`,
		type: '@n8n/n8n-nodes-langchain.toolExecutor',
		typeVersion: 1,
		position: [200 * (index + 1), 0],
		onError: 'continueRegularOutput',
		// By the name of the tool from n8n 2 on, without it before.
		parameters: { toolName: '', query: JSON.stringify({ eSMS: args, ...args }), node: 'eSMS' },
	}));
	const workflow = await rest.createWorkflow({
		name: `Tool calls ${randomUUID()}`,
		nodes: [
			{
				id: 'start',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			...executors,
			tool(more),
		],
		connections: {
			...Object.fromEntries(
				executors.map(({ name }, index) => [
					index === 0 ? 'Start' : executors[index - 1].name,
					{ main: [[{ node: name, type: 'main', index: 0 }]] },
				]),
			),
			eSMS: {
				ai_tool: [executors.map(({ name }) => ({ node: name, type: 'ai_tool', index: 0 }))],
			},
		},
	});
	const execution = await rest.run(workflow, 'Start', 60_000);
	return {
		answers: executors.map(({ name }) => JSON.stringify(itemsOf(execution, name)[0])),
		errors: execution.data.resultData.runData.eSMS.map(
			(/** @type {Json} */ { error }) => error?.message ?? '',
		),
	};
}

const retries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };

describe('calls of an AI tool', () => {
	after(async () => {
		await clearSimulator();
	});

	it('send one message when n8n repeats the first after it was accepted and dropped', async () => {
		await fault({ kind: 'drop', accepted: true, phone: '0901885100', times: 1 });
		const { answers } = await execute(1, '0901885100', retries);
		assert.equal(await received('0901885100'), 1);
		assert.match(answers[0], /already handed to eSMS/);
	});

	it('send one message when the model asks again in the same execution', async () => {
		const { answers } = await execute(2, '0901885110');
		assert.equal(await received('0901885110'), 1);
		assert.match(answers[1], /repeated/);
	});

	it('send one message when the model asks again after it may have arrived', async () => {
		await fault({ kind: 'drop', accepted: true, phone: '0901885120', times: 1 });
		const { answers } = await execute(2, '0901885120');
		assert.match(answers[1], /already handed to eSMS/);
		assert.equal(await received('0901885120'), 1);
	});

	it('cannot wait for a receipt', async () => {
		const options = { waitForReceipt: true };
		const { errors } = await execute(1, '0901885130', { parameters: { options } });
		assert.match(errors[0], /Wait for Receipt/);
		assert.equal(await received('0901885130'), 0);
	});
});

describe('calls through the MCP trigger', () => {
	const path = `mcp-${randomUUID()}`;
	/** @type {Json} */
	let workflow;

	/** A session of an MCP client, which calls the tool once. @param {string} phone */
	async function call(phone) {
		const client = await openMcp(`${setting.n8nUrl}/mcp/${path}`);
		const [{ name }] = await client.tools();
		return JSON.stringify(await client.call(name, { phone, text }));
	}

	it('is set up', async () => {
		workflow = await rest.createWorkflow({
			name: 'MCP',
			nodes: [
				{
					id: 'mcp',
					name: 'MCP',
					type: '@n8n/n8n-nodes-langchain.mcpTrigger',
					typeVersion: 2,
					position: [0, 0],
					webhookId: path,
					parameters: { path },
				},
				tool(retries),
			],
			connections: { eSMS: { ai_tool: [[{ node: 'MCP', type: 'ai_tool', index: 0 }]] } },
		});
		await rest.activate(workflow.id);
	});

	it('send two messages for two sessions that ask for the same', async () => {
		for (const _session of [1, 2]) assert.match(await call('0901885140'), /accepted/i);
		assert.equal(await received('0901885140'), 2);
	});

	it('send one message when n8n repeats the first after it was accepted and dropped', async () => {
		await fault({ kind: 'drop', accepted: true, phone: '0901885150', times: 1 });
		assert.match(await call('0901885150'), /already handed to eSMS/);
		assert.equal(await received('0901885150'), 1);
	});

	it('send one message when another session asks again after an uncertain end', async () => {
		await fault({ kind: 'drop', accepted: true, phone: '0901885160', times: 1 });
		await fault({ kind: 'drop', phone: '0901885160', nth: 2, times: 2 });
		assert.match(await call('0901885160'), /may have arrived/);
		assert.match(await call('0901885160'), /alreadyAccepted/);
		assert.equal(await received('0901885160'), 1);
	});
});
