import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { webhookUrl } from '../../scripts/n8n/run.mjs';
import { root, waitFor } from '../../scripts/process.mjs';
import { rest, rlc, runNode } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

const callbacks = JSON.parse(await readFile(join(root, 'contract', 'callbacks.json'), 'utf8'));

/**
 * Creates and activates the example workflow.
 *
 * @param {Json} [parameters] of its trigger, beside those that it has
 * @param {Json} [credentials] of its trigger
 */
async function receiver(parameters = {}, credentials = undefined) {
	const workflow = JSON.parse(await readFile(join(root, 'examples', 'on-receipt.json'), 'utf8'));
	const [trigger] = workflow.nodes;
	Object.assign(trigger, { webhookId: randomUUID(), credentials });
	Object.assign(trigger.parameters, parameters);
	const { id, nodes } = await rest.createWorkflow(workflow);
	await rest.activate(id);
	const url = await webhookUrl(rest, nodes[0]);

	return {
		id,
		url,
		/** Calls it as eSMS does. */
		call: (/** @type {string} */ query) => fetch(url + (url.includes('?') ? '&' : '?') + query),
		/**
		 * Waits for an execution that ended, by what its trigger gave.
		 *
		 * @param {(item: Json) => boolean} matches
		 * @returns {Promise<{item: Json, execution: import('../../scripts/n8n/client.mjs').Execution}>}
		 */
		received: (matches) =>
			waitFor(
				'the receipt',
				async () => {
					for (const { id: executionId } of await rest.executions(id)) {
						const execution = await rest.finished(executionId);
						const [item] = itemsOf(execution, 'eSMS Trigger');
						if (item && matches(item)) return { item, execution };
					}
					return undefined;
				},
				{ timeoutMs: 30_000 },
			),
	};
}

/**
 * A short-code SMS as eSMS sends it, signed.
 *
 * @param {string} smsid
 * @param {string} privateKey
 */
function shortCodeSms(smsid, privateKey) {
	const signed = { cpid: 'partner', smsid, content: 'DK Ánh', receiverTime: '20261104093015' };
	const text = Object.values(signed).join('') + privateKey;
	const sign = createHash('md5').update(text).digest('base64');
	const others = { sender: '84901888484', serviceNumber: '8041', keyword: 'DK' };
	return String(new URLSearchParams({ ...others, ...signed, sign }));
}

describe('a receipt', () => {
	/** @type {Awaited<ReturnType<typeof receiver>>} */
	let workflow;
	/** @type {typeof workflow} lets repeats through: some of eSMS's samples share their ids */
	let withRepeats;
	before(async () => {
		workflow = await receiver();
		withRepeats = await receiver({ outcomes: [], options: { emitRepeats: true } });
	});

	for (const { phone, outcome, branch } of [
		{ phone: '0901888430', outcome: 'delivered', branch: 'Delivered' },
		{ phone: '0901888437', outcome: 'failed', branch: 'Not Delivered' },
		{ phone: '0901888438', outcome: 'rejected', branch: 'Not Delivered' },
	]) {
		it(`starts the other workflow: ${outcome}`, async () => {
			const sent = await runNode({
				resource: 'sms',
				operation: 'sendCustomerCareSms',
				phone,
				brandname: rlc('Baotrixemay'),
				content: `${phone.slice(-6)} la ma xac minh dang ky Baotrixemay cua ban`,
				options: { callbackUrl: workflow.url },
			});
			assert.equal(sent.status, 'success', JSON.stringify(sent.error));
			const [{ smsId, requestId }] = sent.items;
			const { item, execution } = await workflow.received(
				(one) => one.smsId === smsId && one.isFinal,
			);
			assert.equal(item.requestId, requestId);
			assert.equal(item.phone, phone);
			assert.equal(item.channel, 'sms');
			assert.equal(item.outcome, outcome);
			assert.equal(item.raw.SMSID, smsId);
			assert.equal(itemsOf(execution, branch).length, 1);
		});
	}

	for (const { id, query, expected } of callbacks.samples.filter(
		(/** @type {Json} */ sample) => sample.kind === 'messageStatus',
	)) {
		it(`reads eSMS's own sample: ${id}`, async () => {
			assert.equal((await withRepeats.call(query)).status, 200);
			const { item } = await withRepeats.received((one) =>
				isDeepStrictEqual(one.raw, expected.raw),
			);
			for (const [field, value] of Object.entries(expected.normalised)) {
				assert.deepEqual(item[field], value, field);
			}
		});
	}

	/** @type {Json[]} */
	const nonsense = [
		{
			query: 'SMSID=nonsense-1&SendStatus=abc&error_info=%7B%22broken',
			smsId: 'nonsense-1',
			raw: { SMSID: 'nonsense-1', SendStatus: 'abc', error_info: '{"broken' },
			unreadable: ['SendStatus', 'error_info'],
		},
		{
			query: 'SMSID=nonsense-2&SMSID=again&SendStatus[a]=5&constructor=1',
			smsId: 'nonsense-2',
			raw: { SMSID: ['nonsense-2', 'again'], 'SendStatus[a]': '5', constructor: '1' },
			unreadable: [],
		},
		{
			query: 'SMSID=nonsense-3&error_info=%E0%A4%A',
			smsId: 'nonsense-3',
			raw: { SMSID: 'nonsense-3', error_info: '%E0%A4%A' },
			unreadable: ['error_info'],
		},
	];
	for (const { query, smsId, raw, unreadable } of nonsense) {
		it(`gives nonsense as it came and marks it: ${query}`, async () => {
			assert.equal((await withRepeats.call(query)).status, 200);
			const { item } = await withRepeats.received((one) => one.smsId === smsId);
			assert.deepEqual(item.raw, raw);
			assert.deepEqual(item.unreadable.sort(), unreadable);
		});
	}

	it('does not start the workflow while the message is on its way', async () => {
		const smsId = randomUUID();
		assert.equal((await workflow.call(`SMSID=${smsId}&SendStatus=2`)).status, 200);
		const executions = await rest.executions(workflow.id);
		const ended = await Promise.all(executions.map(({ id }) => rest.finished(id)));
		assert.ok(ended.every(({ raw }) => !raw.includes(smsId)));
	});

	it('starts the workflow once when eSMS calls again', async () => {
		const smsId = randomUUID();
		const query = `SMSID=${smsId}&SendFailed=0&SendStatus=5&SendSuccess=1&TypeId=2&phonenumber=0901888484`;
		for (let attempt = 0; attempt < 3; attempt++) {
			assert.equal((await workflow.call(query)).status, 200);
		}
		await workflow.received((one) => one.smsId === smsId);
		const executions = await rest.executions(workflow.id);
		const ended = await Promise.all(executions.map(({ id }) => rest.finished(id)));
		const items = ended.flatMap((execution) => itemsOf(execution, 'eSMS Trigger'));
		assert.equal(items.filter((one) => one.smsId === smsId).length, 1);
	});

	it('leaves no execution that failed', async () => {
		for (const { id } of [workflow, withRepeats]) {
			const executions = await rest.executions(id);
			assert.ok(executions.length > 0);
			for (const execution of executions) {
				assert.equal((await rest.finished(execution.id)).status, 'success');
			}
		}
	});
});

describe('a short-code SMS', () => {
	it('is answered with the documented XML and starts the workflow', async () => {
		const workflow = await receiver({ events: ['inboundSms'], replyText: 'Cảm ơn <bạn>' });
		const answer = await workflow.call(shortCodeSms('m-1', 'any'));
		assert.equal(answer.status, 200);
		assert.match(answer.headers.get('content-type') ?? '', /^application\/xml\b/);
		assert.equal(
			await answer.text(),
			'<ClientResponse>\n   <Message>Cảm ơn &lt;bạn&gt;</Message>\n   <Smsid>m-1</Smsid>\n' +
				'   <Receiver>84901888484</Receiver>\n</ClientResponse>',
		);
		const { item } = await workflow.received((one) => one.smsId === 'm-1');
		assert.equal(item.event, 'inboundSms');
		assert.equal(item.content, 'DK Ánh');
		assert.equal(item.receivedTime, '2026-11-04T09:30:15+07:00');
	});
});

describe('a callback to a trigger with a credential', () => {
	const SECRET = `secret-${randomUUID()}`;
	const PRIVATE_KEY = `key-${randomUUID()}`;
	const STATUS = 'SMSID=guarded&SendStatus=5&SendSuccess=1&SendFailed=0&TypeId=2';
	/** @type {Awaited<ReturnType<typeof receiver>>} */
	let workflow;
	before(async () => {
		const data = { urlSecret: SECRET, privateKey: PRIVATE_KEY };
		const { id, name } = await rest.createCredential('esmsCallbackApi', 'eSMS Callback', data);
		workflow = await receiver(
			{ events: ['inboundSms', 'messageStatus'], authentication: 'esmsCallbackApi' },
			{ esmsCallbackApi: { id, name } },
		);
	});

	for (const [what, query] of [
		['no secret', STATUS],
		['a wrong secret', `secret=${SECRET}x&${STATUS}`],
		['the private key as the secret', `secret=${PRIVATE_KEY}&${STATUS}`],
		['a right signature without the secret', shortCodeSms('m-2', PRIVATE_KEY)],
		['a wrong signature', `secret=${SECRET}&${shortCodeSms('m-3', 'wrong')}`],
		['no signature', `secret=${SECRET}&serviceNumber=8041&smsid=m-4&sign=`],
	]) {
		it(`is answered with 401 and starts nothing: ${what}`, async () => {
			assert.equal((await workflow.call(query)).status, 401);
			assert.deepEqual(await rest.executions(workflow.id), []);
		});
	}

	for (const [what, smsId, query] of [
		['the secret', 'guarded', `secret=${SECRET}&${STATUS}`],
		['the secret and the signature', 'm-5', `secret=${SECRET}&${shortCodeSms('m-5', PRIVATE_KEY)}`],
	]) {
		it(`starts the workflow, which does not get to see what let it in: ${what}`, async () => {
			assert.equal((await workflow.call(query)).status, 200);
			const { execution } = await workflow.received((one) => one.smsId === smsId);
			assert.equal(execution.status, 'success');
			for (const hidden of [SECRET, PRIVATE_KEY]) assert.ok(!execution.raw.includes(hidden));
		});
	}
});
