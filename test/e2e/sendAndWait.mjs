/** A send that holds its execution until the receipt arrives. */
import { randomUUID } from 'node:crypto';
import { waitFor } from '../../scripts/process.mjs';
import { NODE, rest, rlc, setting } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

const node = (
	/** @type {string} */ name,
	/** @type {string} */ type,
	/** @type {Json} */ parameters,
	version = 1,
	credential = setting.credential,
) => ({
	id: name,
	name,
	type,
	typeVersion: version,
	position: [0, 0],
	parameters,
	...(type === NODE && {
		credentials: { esmsApi: { id: credential.id, name: credential.name } },
	}),
});

/** The send that waits, and what comes behind it. */
const sendNodes = (
	/** @type {string} */ phone,
	/** @type {Json} */ options,
	credential = setting.credential,
) => {
	const send = {
		resource: 'sms',
		operation: 'sendCustomerCareSms',
		phone,
		brandname: rlc('Baotrixemay'),
		content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
		options: { waitForReceipt: true, waitLimit: 1, ...options },
	};
	return [node('eSMS', NODE, send, 1, credential), node('After', 'n8n-nodes-base.noOp', {})];
};

const connections = {
	Start: { main: [[{ node: 'eSMS', type: 'main', index: 0 }]] },
	eSMS: { main: [[{ node: 'After', type: 'main', index: 0 }]] },
};

/**
 * Starts a send that waits for its receipt by hand and gives the execution once it is over.
 *
 * @param {string} phone whose last digit decides what becomes of the message
 * @param {Json} [options] of the eSMS node
 * @param {number} [timeoutMs]
 * @param {typeof setting.credential} [credential]
 */
export async function sendAndWait(phone, options = {}, timeoutMs = 60_000, credential = undefined) {
	const workflow = await rest.createWorkflow({
		name: `Wait for the receipt of ${phone}`,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', {}),
			...sendNodes(phone, options, credential),
		],
		connections,
	});
	return await rest.run(workflow, 'Start', timeoutMs);
}

/**
 * Activates a workflow whose sends wait for their receipts.
 *
 * @param {string} phone
 * @param {typeof setting.credential} credential
 * @returns a way to start it, which gives the execution once it is over
 */
export async function activeSendAndWait(phone, credential) {
	const path = randomUUID();
	const { id } = await rest.createWorkflow({
		name: `Wait for the receipt of ${phone} in production`,
		nodes: [
			{ ...node('Start', 'n8n-nodes-base.webhook', { path, options: {} }, 2), webhookId: path },
			...sendNodes(phone, {}, credential),
		],
		connections,
	});
	await rest.activate(id);
	const seen = new Set();
	return async () => {
		const { status } = await fetch(`${setting.n8nUrl}/webhook/${path}`);
		if (status !== 200) throw new Error(`the workflow answered ${status}`);
		return await waitFor(
			'the execution',
			async () => {
				const fresh = (await rest.executions(id)).find((one) => !seen.has(one.id));
				if (!fresh || ['new', 'running', 'waiting'].includes(fresh.status)) return undefined;
				seen.add(fresh.id);
				return await rest.finished(fresh.id);
			},
			{ timeoutMs: 90_000 },
		);
	};
}
