/** A send that holds its execution until the receipt arrives. */
import { NODE, rest, rlc, setting } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

const node = (
	/** @type {string} */ name,
	/** @type {string} */ type,
	/** @type {Json} */ parameters,
	version = 1,
) => ({
	id: name,
	name,
	type,
	typeVersion: version,
	position: [0, 0],
	parameters,
	...(type === NODE && {
		credentials: { esmsApi: { id: setting.credential.id, name: setting.credential.name } },
	}),
});

/**
 * Starts a send that waits for its receipt and gives the execution once it is over.
 *
 * @param {string} phone whose last digit decides what becomes of the message
 * @param {Json} [options] of the eSMS node
 * @param {number} [timeoutMs]
 */
export async function sendAndWait(phone, options = {}, timeoutMs = 60_000) {
	const send = {
		resource: 'sms',
		operation: 'sendCustomerCareSms',
		phone,
		brandname: rlc('Baotrixemay'),
		content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
		options: { waitForReceipt: true, waitLimit: 1, ...options },
	};
	const workflow = await rest.createWorkflow({
		name: `Wait for the receipt of ${phone}`,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', {}),
			node('eSMS', NODE, send),
			node('After', 'n8n-nodes-base.noOp', {}),
		],
		connections: {
			Start: { main: [[{ node: 'eSMS', type: 'main', index: 0 }]] },
			eSMS: { main: [[{ node: 'After', type: 'main', index: 0 }]] },
		},
	});
	return await rest.run(workflow, 'Start', timeoutMs);
}
