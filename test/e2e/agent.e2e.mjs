/**
 * What an agent's model gets to read of a call that the node refuses. To that of an agent before version 3 n8n hands an
 * empty text, whatever tool it is, and n8n 1 stops one of version 3.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { startModel } from '../../scripts/stage.mjs';
import { agentAt, smsTool, toolCalls, toolOf } from './agent.mjs';
import { rest } from './setting.mjs';

it("tells the model what an agent's tool refuses", async () => {
	const model = await startModel(({ messages }) =>
		messages.at(-1).role === 'tool' ? { content: 'done' } : toolCalls({ phone: '090' }),
	);
	const { nodes, connections } = await agentAt(model.url);
	const workflow = await rest.createWorkflow({
		name: `Agent ${randomUUID()}`,
		nodes: [...nodes, smsTool],
		connections: { ...connections, ...toolOf('Send SMS', 'Agent') },
	});
	const { status, data } = await rest.run(workflow, 'Start');
	const told = model.requests.at(-1)?.messages.at(-1);
	const said = status === 'error' ? data.resultData.error.message : told.content;
	assert.match(said, /'Phone' has 3 digits/);
});
