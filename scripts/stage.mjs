/** What the example workflows need around them: n8n with the package, the simulator, a scripted chat model, credentials and tables. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { startN8n } from './n8n/run.mjs';
import { buildAndPack } from './package.mjs';
import { freePort, root, temporaryDir } from './process.mjs';
import { startSimulator } from './simulator.mjs';

/** @typedef {import('./n8n/client.mjs').Json} Json */

/** Data tables of the examples, as their notes describe them. */
export const TABLES = {
	Appointments: {
		customerName: 'string',
		phone: 'string',
		date: 'string',
		time: 'string',
		reminded: 'boolean',
		note: 'string',
	},
	'eSMS Delivery Board': {
		smsId: 'string',
		phone: 'string',
		text: 'string',
		channel: 'string',
		outcome: 'string',
		reason: 'string',
		price: 'number',
	},
	'eSMS Opt-Outs': { phone: 'string', text: 'string' },
	'eSMS Advertising': { phone: 'string', channel: 'string', day: 'string', reason: 'string' },
	'eSMS Messages': {
		smsId: 'string',
		phone: 'string',
		kind: 'string',
		outcome: 'string',
		reason: 'string',
		foundBy: 'string',
	},
};

/** Which credential each node type takes. */
const CREDENTIALS = [
	{ pattern: /^n8n-nodes-esms\.esms(?:Tool|PollingTrigger)?$/, type: 'esmsApi' },
	{ pattern: /\.lmChatOpenAi$/, type: 'openAiApi' },
];

/**
 * @param {string} name without `.json`
 * @returns {Promise<Json>} a workflow of examples/
 */
export async function example(name) {
	return JSON.parse(await readFile(join(root, 'examples', `${name}.json`), 'utf8'));
}

/**
 * A server that speaks OpenAI's chat completions and plays a script.
 *
 * @param {(request: Json) => Json} play from a request to the assistant's message
 */
export async function startModel(play) {
	/** @type {Json[]} */
	const requests = [];
	const server = createServer(async (incoming, response) => {
		let text = '';
		for await (const chunk of incoming) text += chunk;
		const request = JSON.parse(text || '{}');
		requests.push(request);
		/** @type {Json} */
		const message = { role: 'assistant', content: null, ...play(request) };
		response.setHeader('content-type', 'application/json');
		response.end(
			JSON.stringify({
				id: 'chatcmpl-1',
				object: 'chat.completion',
				created: 1,
				model: request.model,
				choices: [{ index: 0, message, finish_reason: message.tool_calls ? 'tool_calls' : 'stop' }],
				usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
			}),
		);
	});
	const port = await freePort();
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	server.unref();
	return { url: `http://127.0.0.1:${port}/v1`, requests };
}

/**
 * Starts everything.
 *
 * @param {object} options
 * @param {string} options.logDir
 * @param {NodeJS.ProcessEnv} [options.env] settings of n8n
 * @param {string} [options.version] of n8n, the newest tested one by default
 * @param {(request: Json) => Json} [options.play] what the chat model says
 */
export async function setStage({ logDir, env, version, play = () => ({ content: 'OK' }) }) {
	const dataDir = temporaryDir('stage');
	const packageTarball = await buildAndPack(dataDir);
	const simulator = await startSimulator({ logFile: join(logDir, 'simulator.log') });
	const n8n = await startN8n({
		packageTarball,
		dataDir,
		version,
		logFile: join(logDir, 'n8n.log'),
		env,
	});
	const model = await startModel(play);
	const { rest } = n8n;

	/** @type {Record<string, import('./n8n/client.mjs').Credential>} */
	const credentials = {
		esmsApi: await rest.createCredential('esmsApi', 'eSMS API', simulator.credential),
		openAiApi: await rest.createCredential('openAiApi', 'OpenAI', {
			apiKey: 'none',
			url: model.url,
			header: false,
		}),
	};

	const { id: projectId } = await rest.call('GET', '/projects/personal');
	/** @type {Record<string, string>} */
	const tables = {};
	for (const [name, columns] of Object.entries(TABLES)) {
		const { id } = await rest.call('POST', `/projects/${projectId}/data-tables`, {
			name,
			columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
		});
		tables[name] = `/projects/${projectId}/data-tables/${id}`;
	}

	return {
		n8n,
		rest,
		simulator,
		model,
		credentials,
		/**
		 * Adds rows to a table.
		 *
		 * @param {string} table
		 * @param {Json[]} rows
		 */
		addRows: (table, rows) => rest.call('POST', `${tables[table]}/insert`, { data: rows }),
		/**
		 * @param {string} table
		 * @returns {Promise<Json[]>}
		 */
		rows: async (table) => {
			/** @type {Json[]} */
			const found = [];
			for (let more = true; more;) {
				const path = `${tables[table]}/rows?take=100&skip=${found.length}`;
				const { data } = await rest.call('GET', path);
				found.push(...data);
				more = data.length === 100;
			}
			return found;
		},
		/**
		 * Imports an example as a user does who follows its note: with credentials, and with changes to
		 * parameters where the note asks for them.
		 *
		 * @param {string} name
		 * @param {(nodes: Record<string, Json>) => void} [change] gets the nodes by name
		 * @returns {Promise<Json>} the workflow as stored
		 */
		importExample: async (name, change = () => undefined) => {
			const workflow = await example(name);
			for (const node of workflow.nodes) {
				const type = CREDENTIALS.find(({ pattern }) => pattern.test(node.type))?.type;
				if (type === undefined) continue;
				node.credentials = { [type]: { id: credentials[type].id, name: credentials[type].name } };
			}
			change(
				Object.fromEntries(workflow.nodes.map((/** @type {Json} */ node) => [node.name, node])),
			);
			return await rest.createWorkflow(workflow);
		},
		/**
		 * @param {string} operationId
		 * @returns {Promise<Json[]>} what the simulator got for an operation, oldest first
		 */
		requestsOf: async (operationId) => {
			const answer = await fetch(`${simulator.url}/_simulator/requests`);
			const requests = /** @type {Json[]} */ (await answer.json());
			return requests.filter((request) => request.operationId === operationId);
		},
		/**
		 * @param {string} path below /_simulator/
		 * @param {Json} [body] for a POST
		 * @returns {Promise<any>}
		 */
		askSimulator: async (path, body) => {
			const answer = await fetch(`${simulator.url}/_simulator/${path}`, {
				...(body && {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(body),
				}),
			});
			return await answer.json();
		},
	};
}
