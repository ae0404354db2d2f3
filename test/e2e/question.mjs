/** A question of the eSMS node that waits, and the links by which it is answered. */
import { randomUUID } from 'node:crypto';
import { waitFor } from '../../scripts/process.mjs';
import { NODE, rest, rlc, setting, simulator } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */
/** @typedef {import('../../scripts/n8n/client.mjs').N8nClient} N8nClient */

/** The browser of a phone, in which Zalo opens links. */
export const BROWSER =
	'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Zalo';
const approval = {
	values: { approvalType: 'double', approveLabel: 'Đồng ý', disapproveLabel: 'Từ chối' },
};

const listOf = (/** @type {string[]} */ ...texts) => ({
	fieldOptions: { values: texts.map((option) => ({ option })) },
});

/** Parameters of a form. @type {Json} */
export const form = {
	responseType: 'customForm',
	formFields: {
		values: [
			{ fieldLabel: 'Lý do', fieldType: 'textarea', requiredField: true },
			{ fieldLabel: 'Số tiền', fieldType: 'number', requiredField: true },
			{ fieldLabel: 'Kho', fieldType: 'dropdown', ...listOf('Hà Nội', 'Đà Nẵng') },
			{ fieldLabel: 'Size', fieldType: 'checkbox', ...listOf('S', 'M', 'L') },
			{ fieldLabel: 'Ngày giao', fieldType: 'date' },
		],
	},
	options: { messageButtonLabel: 'Gửi' },
};

export const node = (
	/** @type {string} */ name,
	/** @type {string} */ type,
	/** @type {Json} */ parameters,
	version = 1,
) => ({ id: randomUUID(), name, type, typeVersion: version, position: [0, 0], parameters });

/** The node that asks. @param {Json} parameters @param {Json} [credential] */
export const asking = ({ message, ...parameters }, credential = setting.credential) => ({
	...node('eSMS', NODE, {
		resource: 'zaloOa',
		operation: 'sendAndWait',
		oaId: rlc('4097311281936189049'),
		zaloUserId: '31215806834323092',
		message,
		approvalOptions: approval,
		...parameters,
	}),
	credentials: { esmsApi: { id: credential.id, name: credential.name } },
});

export const main = (/** @type {string} */ from, /** @type {string} */ to) => ({
	[from]: { main: [[{ node: to, type: 'main', index: 0 }]] },
});

/** The request that carried a question. @param {string} marker a part of its text */
export async function sentWith(marker) {
	return await waitFor(
		`the question ${marker}`,
		async () => {
			const requests = /** @type {Json[]} */ (await simulator('GET', 'requests'));
			return requests.filter(({ body }) => JSON.stringify(body).includes(marker)).at(-1);
		},
		{ timeoutMs: 20_000, intervalMs: 50 },
	);
}

/** The links of a question. @param {string} marker */
export async function linksOf(marker) {
	const { body } = await sentWith(marker);
	/** @type {string[]} */
	const links =
		JSON.stringify(body).match(/https?:\/\/[^"\s\\]+\/webhook-waiting\/[^"\s\\]+/g) ?? [];
	return links;
}

/**
 * Asks a question in a workflow of its own, by hand.
 *
 * @param {Json} parameters
 * @param {{client?: N8nClient, credential?: Json, items?: Json[]}} [more]
 */
export async function ask(
	{ message = 'Duyệt đơn <1001>?', ...parameters },
	{ client = rest, credential, items = [{ order: 1001 }] } = {},
) {
	const marker = randomUUID();
	const workflow = await client.createWorkflow({
		name: `Ask ${marker}`,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', {}),
			node(
				'Items',
				'n8n-nodes-base.code',
				{
					jsCode: `return ${JSON.stringify(items.map((json) => ({ json })))};`,
				},
				2,
			),
			asking({ ...parameters, message: `${message}\n${marker}` }, credential),
			node('After', 'n8n-nodes-base.noOp', {}),
		],
		connections: { ...main('Start', 'Items'), ...main('Items', 'eSMS'), ...main('eSMS', 'After') },
	});
	const { executionId: id } = await client.call('POST', `/workflows/${workflow.id}/run`, {
		workflowData: workflow,
		startNodes: [],
		triggerToStartFrom: { name: 'Start' },
	});
	return { id, marker };
}

/** A question that waits, and its link. @param {Json} parameters @param {Parameters<typeof ask>[1]} [more] */
export async function waiting(parameters = {}, more = {}) {
	const asked = await ask(parameters, more);
	const links = await linksOf(asked.marker);
	const { client = rest } = more;
	await waitFor(
		'the wait',
		async () => ((await client.execution(asked.id)).status === 'waiting' ? true : undefined),
		{ timeoutMs: 20_000, intervalMs: 100 },
	);
	const [first] = links;
	return { ...asked, links, link: first.replace(/#.*/, '') };
}

/** @param {string} link @param {Record<string, string>} fields */
export const post = async (link, fields) =>
	await fetch(link, {
		method: 'POST',
		headers: { 'user-agent': BROWSER },
		body: new URLSearchParams(fields),
	});
