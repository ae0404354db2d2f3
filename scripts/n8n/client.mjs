/** A small client of the REST interface that n8n's editor uses. Works with n8n 2.41, 2.8 and 1.123. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'flatted';
import { waitFor } from '../process.mjs';

/** @typedef {Record<string, any>} Json */

/**
 * @typedef {object} Credential
 * @property {string} id
 * @property {string} name
 * @property {string} type
 */

/**
 * @typedef {object} Execution
 * @property {string} id
 * @property {string} status
 * @property {Json} data n8n's run data, unpacked
 * @property {string} raw the run data as n8n stores it
 */

const FINISHED = ['success', 'error', 'crashed', 'canceled'];

export class N8nClient {
	/** @param {string} url of n8n, without a slash at the end */
	constructor(url) {
		this.url = url;
		/** The login cookie, `name=value`. */
		this.cookie = '';
	}

	/**
	 * @param {string} method
	 * @param {string} path below /rest
	 * @param {unknown} [body]
	 * @returns {Promise<{status: number, body: any}>}
	 */
	async send(method, path, body) {
		const ask = async () =>
			await fetch(`${this.url}/rest${path}`, {
				method,
				headers: { 'content-type': 'application/json', cookie: this.cookie },
				body: body === undefined ? undefined : JSON.stringify(body),
			});
		const response = await ask().catch(async (error) => {
			// n8n closes a connection that it has kept, perhaps just as the request goes out.
			if (method === 'GET' && error.cause?.code === 'ECONNRESET') return await ask();
			throw error;
		});
		for (const cookie of response.headers.getSetCookie()) {
			if (cookie.startsWith('n8n-auth=')) this.cookie = cookie.split(';')[0];
		}
		const text = await response.text();
		// A busy n8n says so for a moment.
		if (method === 'GET' && text.includes('Database is not ready')) {
			await sleep(1000);
			return await this.send(method, path, body);
		}
		try {
			return { status: response.status, body: JSON.parse(text) };
		} catch {
			return { status: response.status, body: text };
		}
	}

	/**
	 * @param {string} method
	 * @param {string} path
	 * @param {unknown} [body]
	 * @returns {Promise<any>} the `data` of n8n's answer
	 */
	async call(method, path, body) {
		const answer = await this.send(method, path, body);
		if (answer.status >= 400 || typeof answer.body !== 'object') {
			const text = JSON.stringify(answer.body)?.slice(0, 500);
			throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
		}
		return answer.body.data;
	}

	/** @param {{email: string, password: string, firstName: string, lastName: string}} owner */
	async setUpOwner(owner) {
		const settings = await this.call('GET', '/settings');
		if (settings.userManagement.showSetupOnFirstLoad)
			await this.call('POST', '/owner/setup', owner);
		await this.call('POST', '/login', {
			emailOrLdapLoginId: owner.email,
			password: owner.password,
		});
	}

	/**
	 * @param {string} type
	 * @param {string} name
	 * @param {Json} data
	 * @returns {Promise<Credential>}
	 */
	async createCredential(type, name, data) {
		const { id } = await this.call('POST', '/credentials', { name, type, data });
		return { id, name, type };
	}

	/**
	 * @param {Credential} credential
	 * @param {Json} data
	 * @returns {Promise<{status: 'OK' | 'Error', message: string}>}
	 */
	async testCredential(credential, data) {
		return await this.call('POST', '/credentials/test', { credentials: { ...credential, data } });
	}

	/**
	 * @param {{name: string, version: number}[]} nodeInfos
	 * @returns {Promise<Json[]>} descriptions of node types
	 */
	async nodeTypes(nodeInfos) {
		return await this.call('POST', '/node-types', { nodeInfos });
	}

	/**
	 * Asks what the editor asks when it fills a list or a mapper.
	 *
	 * @param {'resource-locator-results' | 'resource-mapper-fields' | 'options'} kind
	 * @param {Json} request
	 */
	async dynamicParameters(kind, request) {
		return await this.call('POST', `/dynamic-node-parameters/${kind}`, request);
	}

	/**
	 * @param {Json} workflow
	 * @returns {Promise<Json>} the workflow as stored, with its id
	 */
	async createWorkflow(workflow) {
		return await this.call('POST', '/workflows', {
			settings: { executionOrder: 'v1' },
			...workflow,
			active: false,
		});
	}

	/**
	 * Runs a workflow by hand and waits for its end.
	 *
	 * @param {Json} workflow as stored
	 * @param {string} startNode name of its manual trigger
	 * @param {number} [timeoutMs]
	 * @returns {Promise<Execution>}
	 */
	async run(workflow, startNode, timeoutMs = 60_000) {
		const { executionId } = await this.call('POST', `/workflows/${workflow.id}/run`, {
			workflowData: workflow,
			startNodes: [],
			triggerToStartFrom: { name: startNode },
		});
		return await this.finished(executionId, timeoutMs);
	}

	/**
	 * @param {string} id
	 * @returns {Promise<Execution>}
	 */
	async execution(id) {
		const { status, data } = await this.call('GET', `/executions/${id}`);
		return { id, status, data: parse(data), raw: data };
	}

	/**
	 * @param {string} id
	 * @param {number} timeoutMs
	 */
	async finished(id, timeoutMs = 60_000) {
		return await waitFor(
			`execution ${id}`,
			async () => {
				const execution = await this.execution(id);
				// n8n writes the state before the data, which until then is that of no node or of a wait.
				const { resultData, waitTill } = execution.data ?? {};
				const isWritten =
					execution.status !== 'success' || (resultData?.lastNodeExecuted && !waitTill);
				const isComplete = FINISHED.includes(execution.status) && resultData && isWritten;
				return isComplete ? execution : undefined;
			},
			{ timeoutMs },
		);
	}

	/**
	 * @param {string} workflowId
	 * @returns {Promise<{id: string, status: string}[]>} newest first
	 */
	async executions(workflowId) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		return (await this.call('GET', `/executions?filter=${filter}&limit=100`)).results;
	}

	/**
	 * Activates a workflow and waits until its triggers are registered.
	 *
	 * @param {string} id
	 */
	async activate(id) {
		const { versionId } = await this.call('GET', `/workflows/${id}`);
		const answer = await this.send('POST', `/workflows/${id}/activate`, {
			versionId,
			name: '',
			description: '',
		});
		if (answer.status === 404) {
			await this.call('PATCH', `/workflows/${id}`, { active: true, versionId });
		} else if (answer.status >= 400) {
			throw new Error(`activation answered ${answer.status}: ${JSON.stringify(answer.body)}`);
		}
		await waitFor(
			`activation of workflow ${id}`,
			async () => {
				const { body } = await this.send('GET', `/workflows/${id}/publication-status`);
				const status = body?.data?.status;
				if (status === 'failed') throw new Error(`workflow ${id} was not activated`);
				// Before 2.41 there is no such path: activation was over when it answered.
				return status === undefined || status === 'published' ? true : undefined;
			},
			{ timeoutMs: 30_000 },
		);
	}

	/**
	 * @param {string} id of a workflow whose triggers stop
	 */
	async deactivate(id) {
		const answer = await this.send('POST', `/workflows/${id}/deactivate`);
		if (answer.status === 404) {
			const { versionId } = await this.call('GET', `/workflows/${id}`);
			await this.call('PATCH', `/workflows/${id}`, { active: false, versionId });
		} else if (answer.status >= 400) {
			throw new Error(`deactivation answered ${answer.status}: ${JSON.stringify(answer.body)}`);
		}
	}
}

/**
 * @param {Execution} execution
 * @param {string} node name of a node
 * @returns {Json[]} the items on its first output, last run
 */
export function itemsOf(execution, node) {
	const main = execution.data.resultData.runData[node]?.at(-1)?.data?.main ?? [];
	return (main[0] ?? []).map((/** @type {Json} */ item) => item.json);
}
