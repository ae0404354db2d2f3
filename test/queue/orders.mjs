/** How the workflows that send get their orders: by a call of their webhook. */
import assert from 'node:assert/strict';

/** The first nodes of such a workflow, which give one item for each order; `path` is that of the webhook. */
export const takingOrders = (/** @type {string} */ path) => [
	{
		name: 'Orders',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { path, httpMethod: 'POST', options: {} },
	},
	{
		name: 'One by One',
		type: 'n8n-nodes-base.splitOut',
		parameters: { fieldToSplitOut: 'body.orders', options: {} },
	},
];

/**
 * Starts one execution.
 *
 * @param {string} url of the webhook
 * @param {object[]} orders
 */
export async function placeOrders(url, orders) {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ orders }),
	});
	assert.equal(response.status, 200);
}
