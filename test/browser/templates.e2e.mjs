/** Forms of templates and previews, as their users work with them in n8n's editor. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '../../scripts/process.mjs';
import { NODE, rest, rlc, setting, simulator } from '../e2e/setting.mjs';
import { LOAD_MS, openEditor, SCREEN } from './editor.mjs';

/** @typedef {import('../e2e/setting.mjs').Json} Json */

const TALL_SCREEN = { ...SCREEN, height: 1500 };
const OFFICIAL_ACCOUNT = 'SVoucher';

const editor = await openEditor();
const { page, byTestId, field, pick, picture } = editor;

describe(`templates in the editor of n8n ${setting.version}`, () => {
	before(() => simulator('POST', 'reset'));

	after(() => editor.close());

	/** @param {string} path */
	const input = (path) => field(path).locator('input, textarea').first();

	/**
	 * Opens the node in a workflow of its own.
	 *
	 * @param {Json} parameters @param {{credentials?: Json, type?: string}} [node]
	 */
	async function show(parameters, { credentials = setting.credential, type = NODE } = {}) {
		const { id } = await rest.createWorkflow({
			name: String(parameters.operation),
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
					id: 'esms',
					name: 'Message',
					type,
					typeVersion: 1,
					position: [240, 0],
					credentials: { esmsApi: { id: credentials.id, name: credentials.name } },
					parameters,
				},
			],
			connections: { Start: { main: [[{ node: 'Message', type: 'main', index: 0 }]] } },
		});
		await editor.show(id);
		await byTestId('canvas-node').first().waitFor({ timeout: LOAD_MS });
		await editor.open('Message');
		await page.setViewportSize(TALL_SCREEN);
	}

	const notice = byTestId('empty-fields-notice');

	it('has no form before a template is chosen, and no red words', async () => {
		await show({ resource: 'zns', operation: 'sendZns', phone: '0901888485' });
		await field('templateId').waitFor();
		assert.equal(await page.getByText('Mapping Column Mode').count(), 0);
		assert.equal(await page.getByText('Couldn’t load').count(), 0);
		await picture('templates-1-fresh');
	});

	it('says in the list of templates what to choose first', async () => {
		await field('templateId').locator('[data-test-id="rlc-input"]').click();
		await byTestId('rlc-error-container').getByText("Choose 'Official Account' first").waitFor();
		await picture('templates-2-list-without-account');
		await page.keyboard.press('Escape');
	});

	it('finds a template without accents', async () => {
		await pick('oaId', OFFICIAL_ACCOUNT);
		await field('templateId').locator('[data-test-id="rlc-input"]').click();
		await byTestId('rlc-search').fill('phieu bao hanh');
		await byTestId('rlc-item').filter({ hasText: 'Phiếu bảo hành' }).waitFor();
		await waitFor('one entry', async () => (await byTestId('rlc-item').count()) === 1, {
			timeoutMs: 10_000,
		});
		await picture('templates-3-search');
		await byTestId('rlc-item').first().click();
	});

	it('has a field with a short label for each variable', async () => {
		for (const label of [
			'warranty_code (4 to 12)',
			'customer_name (≤30)',
			'valid_until (dd/MM/yyyy)',
		]) {
			await page.getByText(label, { exact: true }).first().waitFor();
		}
		await picture('templates-4-form');
	});

	it('shows the status of a template that cannot be sent', async () => {
		await pick('templateId', 'Khảo sát cũ');
		await notice.getByText('DISABLE').waitFor();
		await picture('templates-5-disabled');
	});

	it('has a form in a tool of which a model fills in a field', async () => {
		const phone = "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('phone', ``, 'string') }}";
		await show({ resource: 'zns', operation: 'sendZns', phone }, { type: `${NODE}Tool` });
		await pick('oaId', OFFICIAL_ACCOUNT);
		await pick('templateId', 'Phiếu bảo hành');
		await page.getByText('warranty_code (4 to 12)', { exact: true }).first().waitFor();
		await picture('templates-6-tool');
	});

	it('says in form and list that the keys are wrong', async () => {
		const data = { ...setting.credentialData, secretKey: 'not-the-secret' };
		const wrong = await rest.createCredential('esmsApi', 'Wrong keys', data);
		await show(
			{
				resource: 'zns',
				operation: 'sendZns',
				oaId: rlc('4097311281936189049'),
				templateId: rlc('300003'),
			},
			{ credentials: wrong },
		);
		await notice.getByText('key').first().waitFor();
		await picture('templates-7-wrong-keys');
	});

	it('makes an SMS from a registered template', async () => {
		await show({ resource: 'sms', operation: 'sendCustomerCareSms', phone: '0901888484' });
		const registered = page.getByText('The text must match a template that is registered');
		await registered.waitFor();
		await picture('sms-1-free-text');
		await field('smsTextSource').click();
		await page.getByRole('option', { name: 'Registered Template' }).click();
		await field('smsTemplate').waitFor();
		assert.equal(await registered.count(), 0);
		await picture('sms-2-template');
		await pick('brandname', 'Baotrixemay');
		await field('smsTemplate').locator('[data-test-id="rlc-input"]').click();
		await byTestId('rlc-item').filter({ hasText: 'Vietnamobile: Baotrixemay' }).waitFor();
		await picture('sms-3-list');
		await byTestId('rlc-item').filter({ hasText: 'Vietnamobile: Baotrixemay' }).click();
		await page.getByText('1: …thanh toan [ ] (≤20)').waitFor();
		for (const [index, value] of ['500000', '09:00 31/12', 'DH-1001'].entries()) {
			await input(`smsTemplateValues.value["value${index + 1}"]`).fill(value);
		}
		await picture('sms-4-values');
		await byTestId('node-execute-button').click();
		await page.getByText('Accepted by eSMS, not yet delivered').first().waitFor();
		await picture('sms-5-sent');
		const [message] = /** @type {Json[]} */ (await simulator('GET', 'messages'));
		assert.equal(
			message.content,
			'Baotrixemay da nhan duoc so tien thanh toan 500000 VND luc 09:00 31/12 cho don hang DH-1001. Cam on quy khach!',
		);
	});

	for (const [name, words, parameters] of /** @type {Array<[string, string, Json]>} */ ([
		[
			'sms',
			'eSMS answers 146',
			{
				resource: 'sms',
				operation: 'sendCustomerCareSms',
				phone: '0901888484',
				brandname: rlc('Baotrixemay'),
				content: 'Mã xác minh của bạn là 123456',
			},
		],
		[
			'zns',
			'thấy đơn',
			{
				resource: 'zns',
				operation: 'sendZns',
				phone: '0901888484',
				oaId: rlc('4097311281936189049'),
				templateId: rlc('266986'),
				templateData: {
					mappingMode: 'defineBelow',
					value: { customer_name: 'Lan', order_code: 'DH-1001' },
				},
			},
		],
		[
			'viber',
			'Theo dõi',
			{
				resource: 'viber',
				operation: 'sendViber',
				phones: '0901888484',
				brandname: rlc('BAT DONG SAN GIA TOT'),
				viberLayout: 'textImageButton',
				viberText: 'Đơn hàng đang giao',
				viberImageUrl: 'https://127.0.0.1:9/a.png',
				viberButtonLabel: 'Theo dõi',
				viberButtonUrl: 'https://example.com',
			},
		],
		[
			'voice',
			'686868',
			{
				resource: 'voice',
				operation: 'sendVoiceOtp',
				phone: '0901888484',
				voiceCode: '686868 là mã xác minh',
			},
		],
		[
			'multi-channel',
			'thấy đơn',
			{
				resource: 'multiChannel',
				operation: 'sendMultiChannel',
				phone: '0901888484',
				oaId: rlc('4097311281936189049'),
				templateId: rlc('266986'),
				templateData: {
					mappingMode: 'defineBelow',
					value: { customer_name: 'Lan', order_code: 'DH-1001' },
				},
				brandname: rlc('Baotrixemay'),
				content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
			},
		],
	])) {
		it(`shows a ${name} message instead of sending it`, async () => {
			await simulator('POST', 'reset');
			await show({ ...parameters, options: { previewOnly: true } });
			await byTestId('node-execute-button').click();
			await byTestId('radio-button-binary').click();
			await byTestId('ndv-view-binary-data').click();
			await page.frameLocator('iframe').getByText(words).first().waitFor();
			await picture(`preview-${name}`);
			const requests = /** @type {Json[]} */ (await simulator('GET', 'requests'));
			assert.deepEqual(
				requests.filter(({ operationId }) => String(operationId).startsWith('send')),
				[],
			);
		});
	}
});
