import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { cases, prepared } from './cases.mjs';
import { NODE, rest, setting } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

const credentials = { esmsApi: { id: setting.credential.id, name: setting.credential.name } };

/**
 * Calls the node as an AI agent calls it, through n8n's own executor of tools, which needs no model.
 *
 * @param {Json} parameters
 * @returns {Promise<Json>} what the agent gets to read
 */
async function callTool(parameters) {
	const workflow = await rest.createWorkflow({
		name: `Tool: ${parameters.operation}`,
		nodes: [
			{
				id: 'start',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'executor',
				name: 'Executor',
				type: '@n8n/n8n-nodes-langchain.toolExecutor',
				typeVersion: 1,
				position: [200, 0],
				parameters: {
					toolName: '',
					// By the name of the tool from n8n 2 on, without it before.
					query: JSON.stringify({ eSMS: { reason: 'asked' }, reason: 'asked' }),
					node: 'eSMS',
				},
			},
			{
				id: 'esms',
				name: 'eSMS',
				type: `${NODE}Tool`,
				typeVersion: 1,
				position: [200, 200],
				credentials,
				parameters: {
					...parameters,
					descriptionType: 'manual',
					toolDescription: "={{ $fromAI('reason', 'why the tool is called', 'string') }}",
				},
			},
		],
		connections: {
			Start: { main: [[{ node: 'Executor', type: 'main', index: 0 }]] },
			eSMS: { ai_tool: [[{ node: 'Executor', type: 'ai_tool', index: 0 }]] },
		},
	});
	const execution = await rest.run(workflow, 'Start');
	assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
	return itemsOf(execution, 'Executor')[0];
}

describe('as an AI tool', () => {
	const operations = new Map(cases.filter((one) => !one.items).map((one) => [one.operation, one]));
	for (const described of operations.values()) {
		it(`${described.parameters.resource}: ${described.operation}`, async () => {
			const { parameters, output } = await prepared(described);
			const answer = JSON.stringify(await callTool(parameters));
			for (const [name, value] of Object.entries(output[0] ?? {})) {
				if (typeof value === 'object') continue;
				assert.ok(answer.includes(String(value)), `${name}: ${value} in ${answer.slice(0, 500)}`);
			}
		});
	}
});
