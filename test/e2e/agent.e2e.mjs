/**
 * What an agent's model gets to read of a call that the node refuses. To that of an agent before version 3 n8n hands an
 * empty text, whatever tool it is, and n8n 1 stops one of version 3.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { startModel } from '../../scripts/stage.mjs';
import { main, node } from './question.mjs';
import { NODE, rest, rlc, setting } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

describe("a call that an agent's tool refuses", () => {
	/** @type {Json} */
	let credential;
	/** @type {Awaited<ReturnType<typeof startModel>>} */
	let model;
	before(async () => {
		model = await startModel(({ messages }) =>
			messages.at(-1).role === 'tool'
				? { content: 'done' }
				: {
						tool_calls: [
							{
								id: 'call_1',
								type: 'function',
								function: { name: 'Send_SMS', arguments: '{"phone":"090"}' },
							},
						],
					},
		);
		credential = await rest.createCredential('openAiApi', 'Model', {
			apiKey: 'none',
			url: model.url,
			header: false,
		});
	});

	it('is told to the model', async () => {
		const workflow = await rest.createWorkflow({
			name: `Agent ${randomUUID()}`,
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', {}),
				node(
					'Agent',
					'@n8n/n8n-nodes-langchain.agent',
					{ promptType: 'define', text: 'Send the code', options: {} },
					3,
				),
				{
					...node(
						'Model',
						'@n8n/n8n-nodes-langchain.lmChatOpenAi',
						{ model: { __rl: true, mode: 'id', value: 'gpt-4.1-mini' }, options: {} },
						1.2,
					),
					credentials: { openAiApi: { id: credential.id, name: credential.name } },
				},
				{
					...node('Send SMS', `${NODE}Tool`, {
						resource: 'sms',
						operation: 'sendCustomerCareSms',
						phone: "={{ $fromAI('phone', 'number', 'string') }}",
						brandname: rlc('Baotrixemay'),
						content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
						descriptionType: 'manual',
						toolDescription: 'Sends an SMS',
					}),
					credentials: {
						esmsApi: { id: setting.credential.id, name: setting.credential.name },
					},
				},
			],
			connections: {
				...main('Start', 'Agent'),
				Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
				'Send SMS': { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
			},
		});
		const { status, data } = await rest.run(workflow, 'Start');
		const told = model.requests.at(-1)?.messages.at(-1);
		const said = status === 'error' ? data.resultData.error.message : told.content;
		assert.match(said, /'Phone' has 3 digits/);
	});
});
