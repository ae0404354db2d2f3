/** The node as its users see it, in n8n's editor. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { NODE, rest, setting, TRIGGER } from '../e2e/setting.mjs';
import { LOAD_MS, openEditor, SCREEN } from './editor.mjs';
import { zaloTransaction } from './zaloTransaction.mjs';

/** @typedef {import('../e2e/setting.mjs').Json} Json */

/** Shows the whole builder at once. */
const TALL_SCREEN = { width: 1440, height: 3400 };

const OFFICIAL_ACCOUNT = 'SVoucher';
const TEMPLATE = 'Xác nhận đơn đặt hàng';
const VARIABLES = ['name', 'order_code', 'address', 'phone_number', 'product', 'number', 'note'];

/** What people type who want to reach somebody, with accents and without. */
const WORDS = [
	'zalo',
	'nhắn tin',
	'nhan tin',
	'gọi điện',
	'goi dien',
	'điện thoại',
	'dien thoai',
	'phone',
	'verify',
	'text message',
	'send message',
	'send sms',
	'send zalo message',
	'send otp',
	'voice call',
	'verify phone',
	'nhắn tin zalo',
	'esms',
];

const credentials = { esmsApi: { id: setting.credential.id, name: setting.credential.name } };
const start = {
	id: 'start',
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const sms = { resource: 'sms', operation: 'sendCustomerCareSms' };

/** @type {Record<string, Json>} */
const workflows = {
	builder: {
		name: 'Order update by Zalo',
		nodes: [
			start,
			{
				id: 'order',
				name: 'Order Update',
				type: NODE,
				typeVersion: 1,
				position: [240, 0],
				credentials,
				parameters: zaloTransaction,
			},
		],
		connections: { Start: { main: [[{ node: 'Order Update', type: 'main', index: 0 }]] } },
	},
	zns: {
		name: 'ZNS by phone',
		nodes: [
			{
				id: 'zns',
				name: 'Send ZNS',
				type: NODE,
				typeVersion: 1,
				position: [0, 0],
				credentials,
				parameters: { resource: 'zns', operation: 'sendZns', phone: '0901888485' },
			},
		],
		connections: {},
	},
	trigger: {
		name: 'Receipts',
		nodes: [
			{
				id: 'trigger',
				name: 'eSMS Trigger',
				type: TRIGGER,
				typeVersion: 2,
				position: [0, 0],
				webhookId: '0d0c5a3e-40a5-4d0c-9a3f-0a9b5d1f3c11',
				parameters: {},
			},
		],
		connections: {},
	},
};

const editor = await openEditor();
const { page, byTestId, picture, open } = editor;

describe(`the editor of n8n ${setting.version}`, () => {
	after(() => editor.close());

	/** @param {Json} workflow */
	async function show(workflow) {
		const { id } = await rest.createWorkflow(workflow);
		await editor.show(id);
		await byTestId('canvas-node').first().waitFor({ timeout: LOAD_MS });
	}

	it('shows the node on the canvas', async () => {
		await show(workflows.builder);
		assert.equal(await byTestId('canvas-node').count(), 2);
		await picture('1-canvas');
	});

	it('shows the builder with every element and button, each with its own fields', async () => {
		await open('Order Update');
		await page.setViewportSize(TALL_SCREEN);
		const { zaloElements, zaloButtons } = zaloTransaction;
		const parts = zaloElements.element.length + zaloButtons.button.length;
		await byTestId('parameter-input-type')
			.nth(parts - 1)
			.waitFor();
		assert.equal(await byTestId('parameter-input-type').count(), parts);
		assert.equal(await byTestId('parameter-input-imageUrl').count(), 1);
		assert.equal(await byTestId('parameter-input-header').count(), 1);
		assert.equal(await byTestId('parameter-input-text').count(), 2);
		assert.equal(await byTestId('parameter-input-label').count(), 3);
		await picture('2-builder');
	});

	it('adds an element', async () => {
		const types = byTestId('parameter-input-type');
		const shown = await types.count();
		await page.getByText('Add Element').click();
		await types.nth(shown).waitFor();
		await picture('3-element-added');
		await page.setViewportSize(SCREEN);
		await editor.back();
	});

	it('offers what can be done', async () => {
		await open('Order Update');
		await byTestId('parameter-input-operation').click();
		await page.getByRole('option', { name: 'Send Transaction Message' }).waitFor();
		await picture('4-operations');
		await page.keyboard.press('Escape');
	});

	it('offers Official Accounts and templates, and a field for each variable', async () => {
		await show(workflows.zns);
		await open('Send ZNS');
		const lists = byTestId('rlc-input');
		await lists.nth(0).click();
		await byTestId('rlc-item').filter({ hasText: OFFICIAL_ACCOUNT }).first().click();
		await lists.nth(1).click();
		await byTestId('rlc-item').filter({ hasText: TEMPLATE }).first().waitFor();
		await picture('5-templates');
		await byTestId('rlc-item').filter({ hasText: TEMPLATE }).first().click();
		for (const variable of VARIABLES) {
			await page.getByText(`${variable} (`, { exact: false }).first().waitFor();
		}
		await page.setViewportSize({ ...SCREEN, height: 1500 });
		await picture('6-template-values');
		await page.setViewportSize(SCREEN);
	});

	it('shows the URL that eSMS is to call', async () => {
		await show(workflows.trigger);
		await open('eSMS Trigger');
		await page.getByText('Webhook URLs', { exact: true }).click();
		await page.getByText('/esms?esms=').first().waitFor();
		await picture('7-trigger');
	});

	it('finds the node by its name and by what it sends', async () => {
		await show(workflows.builder);
		await byTestId('node-creator-plus-button').click();
		for (const word of WORDS) {
			await byTestId('node-creator-search-bar').fill(word);
			await byTestId('node-creator-item-name').getByText('eSMS', { exact: true }).waitFor();
		}
		await picture('8-search');
		await page.keyboard.press('Escape');
	});

	it('lists sending an SMS and a ZNS first', async () => {
		await byTestId('node-creator-plus-button').click();
		await byTestId('node-creator-search-bar').fill('esms');
		await byTestId('node-creator-item-name').getByText('eSMS', { exact: true }).click();
		await page.getByText('Send customer care or OTP SMS', { exact: true }).waitFor();
		const listed = await byTestId('node-creator-item-name').allTextContents();
		const at = (/** @type {string} */ action) => listed.findIndex((one) => one.trim() === action);
		const [first, zns] = [at('Send customer care or OTP SMS'), at('Send ZNS by phone')];
		// The list is filled as it is scrolled: later groups may not be there yet.
		const status = at('Get message status by SMSID');
		assert.ok(first >= 0 && first < zns && (status < 0 || zns < status), listed.join('; '));
		await picture('8-actions');
		await page.keyboard.press('Escape');
	});

	it('switches Sandbox on as it is added, and says that nothing is sent', async () => {
		await show({
			...workflows.zns,
			nodes: [{ ...workflows.zns.nodes[0], parameters: { ...sms } }],
		});
		await open('Send ZNS');
		await byTestId('collection-parameter-add').filter({ visible: true }).click();
		await page.getByRole('option', { name: 'Sandbox' }).click();
		await page
			.locator('[data-parameter-path="parameters.options.sandbox"] .el-switch.is-checked')
			.waitFor();
		await page
			.getByText(/'Sandbox' is on/)
			.first()
			.waitFor();
		await picture('9-sandbox');
		await editor.back();
		await show(workflows.builder);
	});

	it('runs the workflow and shows what eSMS accepted', async () => {
		await byTestId('execute-workflow-button').first().click();
		await page.getByText('Workflow executed successfully').first().waitFor();
		await picture('9-executed');
		await open('Order Update');
		await page.getByText('Accepted by eSMS, not yet delivered').first().waitFor();
		await picture('10-output');
	});
});
