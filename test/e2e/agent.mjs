/** An agent with a chat model of the test's own, and the eSMS node as its tool. */
import { main, node } from './question.mjs';
import { NODE, rest, rlc, setting } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

/** Manual trigger and agent, whose model answers at `url`, with their connections. */
export async function agentAt(/** @type {string} */ url) {
	const { id, name } = await rest.createCredential('openAiApi', 'Model', {
		apiKey: 'none',
		url,
		header: false,
	});
	return {
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
				credentials: { openAiApi: { id, name } },
			},
		],
		connections: {
			...main('Start', 'Agent'),
			Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
		},
	};
}

/** The eSMS node as a tool that sends a code to the number that the model gives. */
export const smsTool = {
	...node('Send SMS', `${NODE}Tool`, {
		resource: 'sms',
		operation: 'sendCustomerCareSms',
		phone: "={{ $fromAI('phone', 'number', 'string') }}",
		brandname: rlc('Baotrixemay'),
		content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
		descriptionType: 'manual',
		toolDescription: 'Sends an SMS',
	}),
	credentials: { esmsApi: { id: setting.credential.id, name: setting.credential.name } },
};

/** A connection that gives a tool to an agent, or to the review before it. */
export const toolOf = (/** @type {string} */ tool, /** @type {string} */ user) => ({
	[tool]: { ai_tool: [[{ node: user, type: 'ai_tool', index: 0 }]] },
});

/** How a model calls that tool, once for each of its inputs. */
export const toolCalls = (/** @type {Json[]} */ ...inputs) => ({
	tool_calls: inputs.map((input, index) => ({
		id: `call_${index + 1}`,
		type: 'function',
		function: { name: 'Send_SMS', arguments: JSON.stringify(input) },
	})),
});
