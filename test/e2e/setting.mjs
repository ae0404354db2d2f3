/** What every end-to-end test works with: the running n8n and simulator, and short ways to use them. */
import assert from 'node:assert/strict';
import { itemsOf, N8nClient } from '../../scripts/n8n/client.mjs';

/** @typedef {import('../../scripts/n8n/client.mjs').Json} Json */

/**
 * @typedef {object} Setting
 * @property {string} version of n8n
 * @property {string} n8nUrl
 * @property {string} cookie
 * @property {string} dataDir n8n's folder
 * @property {string} logFile n8n's log
 * @property {string} simulatorUrl
 * @property {string[]} simulatorUrls of all suites that were begun, for a look at the end
 * @property {string} packageTarball
 * @property {Json} credentialData
 * @property {import('../../scripts/n8n/client.mjs').Credential} credential
 */

/** @type {Setting} */
export const setting = JSON.parse(process.env.E2E_SETTING ?? '{}');

/** A client of the running n8n, logged in. */
export const rest = new N8nClient(setting.n8nUrl);
rest.cookie = setting.cookie;

const credentials = { esmsApi: { id: setting.credential.id, name: setting.credential.name } };

/** Type of the node, with its package. */
export const NODE = 'n8n-nodes-esms.esms';

/** Type of the trigger, with its package. */
export const TRIGGER = 'n8n-nodes-esms.esmsTrigger';

/**
 * @param {string} kind nodes or credentials
 * @returns {Promise<Json[]>} every type that the editor knows
 */
export async function allTypes(kind) {
	const headers = { cookie: setting.cookie };
	const response = await fetch(`${setting.n8nUrl}/types/${kind}.json`, { headers });
	return /** @type {Json[]} */ (await response.json());
}

/**
 * Runs the eSMS node on items, behind a manual trigger and a Code node that makes the items.
 *
 * @param {Json} parameters of the eSMS node
 * @param {{items?: Json[], node?: Json, credentials?: Json, timeoutMs?: number}} [options] `node`: other settings of it, such as onError
 */
export async function runNode(parameters, options = {}) {
	const items = options.items ?? [{}];
	const workflow = await rest.createWorkflow({
		name: `${parameters.resource}: ${parameters.operation}`,
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
				id: 'items',
				name: 'Items',
				type: 'n8n-nodes-base.code',
				typeVersion: 2,
				position: [200, 0],
				parameters: { jsCode: `return ${JSON.stringify(items.map((json) => ({ json })))};` },
			},
			{
				id: 'esms',
				name: 'eSMS',
				type: NODE,
				typeVersion: 1,
				position: [400, 0],
				credentials: options.credentials ?? credentials,
				parameters,
				...options.node,
			},
		],
		connections: {
			Start: { main: [[{ node: 'Items', type: 'main', index: 0 }]] },
			Items: { main: [[{ node: 'eSMS', type: 'main', index: 0 }]] },
		},
	});
	const execution = await rest.run(workflow, 'Start', options.timeoutMs);
	const { runData, error } = execution.data.resultData;
	return {
		execution,
		status: execution.status,
		error,
		items: itemsOf(execution, 'eSMS'),
		outputs: runData.eSMS?.at(-1)?.data?.main ?? [],
	};
}

/**
 * Asks for a list or for mapper fields as the editor does.
 *
 * @param {'resource-locator-results' | 'resource-mapper-fields' | 'options'} kind
 * @param {string} methodName
 * @param {string} path of the parameter
 * @param {Json} currentNodeParameters
 * @param {Json} [more] filter, paginationToken
 */
export async function ask(kind, methodName, path, currentNodeParameters, more = {}) {
	return await rest.dynamicParameters(kind, {
		nodeTypeAndVersion: { name: NODE, version: 1 },
		methodName,
		path: `parameters.${path}`,
		currentNodeParameters,
		credentials,
		...more,
	});
}

/**
 * @param {'GET' | 'POST'} method
 * @param {string} path of the simulator's admin API
 * @returns {Promise<any>}
 */
export async function simulator(method, path, url = setting.simulatorUrl) {
	const response = await fetch(`${url}/_simulator/${path}`, { method });
	return await response.json();
}

/**
 * Lets the simulator forget all messages and requests, after a look at whether the requests, but those
 * with wrong keys, followed the contract.
 *
 * @returns {Promise<number>} how many there were
 */
export async function clearSimulator(url = setting.simulatorUrl) {
	const requests = /** @type {Json[]} */ (await simulator('GET', 'requests', url));
	const strange = requests.filter(
		({ keysOk, valid, unknownFields }) => keysOk && (!valid || unknownFields.length > 0),
	);
	await simulator('POST', 'reset', url);
	assert.deepEqual(strange, []);
	return requests.length;
}

/** A resource locator's value. */
export const rlc = (/** @type {string} */ value) => ({ __rl: true, mode: 'id', value });
