import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { waitFor } from '../../scripts/process.mjs';
import { rest, rlc, runNode, setting } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

const TYPE = 'n8n-nodes-esms.esmsPollingTrigger';
const credentials = { esmsApi: { id: setting.credential.id, name: setting.credential.name } };

/** @param {Json} parameters @param {Json} [more] */
const workflowOf = (parameters, more = {}) =>
	rest.createWorkflow({
		name: `Polling: ${parameters.event}`,
		nodes: [
			{
				id: 'trigger',
				name: 'Trigger',
				type: TYPE,
				typeVersion: 1,
				position: [0, 0],
				credentials,
				parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, ...parameters },
				...more,
			},
			{
				id: 'after',
				name: 'After',
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [200, 0],
				parameters: {},
			},
		],
		connections: { Trigger: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
	});

/** @param {Json} settings */
const setSimulator = async (settings) =>
	await fetch(`${setting.simulatorUrl}/_simulator/settings`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(settings),
	});

describe('eSMS Polling Trigger', () => {
	after(() => setSimulator({ balance: 100_000_000 }));

	it("shows the latest messages when 'Fetch Test Event' is clicked", async () => {
		const { items } = await runNode({
			resource: 'sms',
			operation: 'sendCustomerCareSms',
			phone: '0901888411',
			brandname: rlc('Baotrixemay'),
			content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
		});
		const workflow = await workflowOf({ event: 'messageStatus', messageTypes: ['2'] });
		const execution = await rest.run(workflow, 'Trigger');
		assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
		const shown = itemsOf(execution, 'After');
		assert.ok(shown.length > 0 && shown.length <= 10);
		assert.equal(shown[0].event, 'messageStatus');
		assert.ok(items[0].smsId);
	});

	it('offers the Official Accounts and their templates', async () => {
		const list = async (/** @type {string} */ methodName, /** @type {string} */ path) =>
			await rest.dynamicParameters('resource-locator-results', {
				nodeTypeAndVersion: { name: TYPE, version: 1 },
				methodName,
				path: `parameters.${path}`,
				currentNodeParameters: { event: 'rating', oaId: rlc('4097311281936189049') },
				credentials,
			});
		const { results: accounts } = await list('searchOfficialAccounts', 'oaId');
		assert.ok(accounts.some((/** @type {Json} */ one) => one.value === '4097311281936189049'));
		const { results: templates } = await list('searchZaloTemplates', 'templateId');
		assert.ok(templates.some((/** @type {Json} */ one) => one.value === '205644'));
	});

	it('starts the workflow once while the balance stays below the limit', async () => {
		await setSimulator({ balance: 1000 });
		const { id } = await workflowOf({ event: 'balance', balanceLimit: 5000 });
		await rest.activate(id);
		const [{ id: executionId }] = await waitFor(
			'the execution',
			async () => {
				const executions = await rest.executions(id);
				return executions.length > 0 ? executions : undefined;
			},
			{ timeoutMs: 30_000 },
		);
		const [item] = itemsOf(await rest.finished(executionId), 'After');
		assert.equal(item.limit, 5000);
		assert.ok(item.balance < 5000);
		const workflow = await rest.call('GET', `/workflows/${id}`);
		await rest.call('POST', `/workflows/${id}/deactivate`);
		await rest.activate(workflow.id);
		await new Promise((done) => setTimeout(done, 3000));
		assert.equal((await rest.executions(id)).length, 1);
	});

	it('is not activated with keys that eSMS refuses', async () => {
		const wrong = await rest.createCredential('esmsApi', 'Wrong keys', {
			...setting.credentialData,
			secretKey: 'WRONG-SECRET-KEY',
		});
		const { id } = await workflowOf(
			{ event: 'messageStatus', messageTypes: ['2'] },
			{ credentials: { esmsApi: { id: wrong.id, name: wrong.name } } },
		);
		await assert.rejects(rest.activate(id), (/** @type {Error} */ { message }) => {
			assert.ok(!message.includes('WRONG-SECRET-KEY'));
			return true;
		});
	});
});
