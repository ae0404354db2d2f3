/** eSMS's own sample of a Zalo transaction message, built by hand in n8n's editor from an empty workflow. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { waitFor } from '../../scripts/process.mjs';
import { setting, simulator } from '../e2e/setting.mjs';
import { LOAD_MS, openEditor, SCREEN } from './editor.mjs';

/** @typedef {import('../e2e/setting.mjs').Json} Json */

const cases = new URL('../cases/zaloOa.json', import.meta.url);
const [{ parameters, sent }] = JSON.parse(await readFile(cases, 'utf8'));
const elements = /** @type {Json[]} */ (parameters.zaloElements.element);
const buttons = /** @type {Json[]} */ (parameters.zaloButtons.button);

const ACTION = 'Send Zalo transaction message';
const OFFICIAL_ACCOUNT = 'SVoucher';
/**
 * What the menus of the builder call the values of the sample.
 *
 * @type {Record<string, Record<string, string>>}
 */
const MENUS = {
	element: { banner: 'Banner', header: 'Header', text: 'Text', table: 'Table' },
	align: { left: 'Left', center: 'Center', right: 'Right' },
	color: { yellow: 'Yellow' },
	button: { 'oa.open.url': 'Open Link', 'oa.open.phone': 'Call Phone Number' },
};
/** In place of the images of the sample, which are on the internet. */
const IMAGE =
	'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="#9cc3f5"/></svg>';
const LONG_LABEL = 'Mã khách hàng thân thiết số một';
/** Shows the whole builder at once. */
const TALL_SCREEN = { ...SCREEN, height: 4200 };

/** @returns {Promise<Json[]>} the transaction messages sent to eSMS, without keys and the ID that each gets */
async function requests() {
	const all = /** @type {Json[]} */ (await simulator('GET', 'requests'));
	return all
		.filter(({ operationId }) => operationId === 'sendZaloTransaction')
		.map(({ body: { ApiKey, SecretKey, RequestId, ...body } }) => body);
}

/** @param {number} position from 1 */
const request = (position) =>
	waitFor(`request ${position}`, async () => (await requests())[position - 1], {
		timeoutMs: 20_000,
	});

/** @param {string} text */
const wordsOf = (text) => text.split(/\s+/).filter(Boolean);

const editor = await openEditor();
const { page, byTestId, picture } = editor;

describe(`a Zalo message built in n8n ${setting.version}`, () => {
	before(() => simulator('POST', 'reset'));

	after(() => editor.close());

	/** @param {string} path such as `zaloElements.element[0].type` */
	const field = (path) => page.locator(`[data-parameter-path="parameters.${path}"]`);

	/** @param {string} path */
	const input = (path) => field(path).locator('input, textarea').first();

	/** @param {string} path @param {string} text */
	async function type(path, text) {
		await input(path).click();
		await page.keyboard.press('Control+A');
		await page.keyboard.type(text);
	}

	/** Links come from elsewhere. @param {string} path @param {string} link */
	const paste = (path, link) => input(path).fill(link);

	/** @param {string} path @param {string} name as the menu shows it */
	async function choose(path, name) {
		await field(path).click();
		const shown = page.getByText(name, { exact: true });
		await page.getByRole('option').filter({ has: shown }).click();
		await page.getByRole('option').first().waitFor({ state: 'hidden' });
	}

	/** @param {string} name of the button below a list @param {string} path of a field that it adds */
	async function add(name, path) {
		await page.getByRole('button', { name, exact: true }).click();
		await field(path).waitFor();
	}

	/** A new message starts with a header, a text and a table. @param {string} name @param {string} path */
	async function addMissing(name, path) {
		if ((await field(path).count()) === 0) await add(name, path);
	}

	/** @param {string} path of the row @param {Json} row */
	async function fillRow(path, row) {
		await type(`${path}.label`, row.label);
		await type(`${path}.value`, row.value);
		if (row.statusColor) {
			await choose(`${path}.statusColor`, MENUS.color[row.statusColor]);
		}
	}

	/** Runs the node from its own window, once n8n has taken over what was typed: it waits 100 ms for more. */
	async function execute() {
		await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
		await byTestId('node-execute-button').click();
	}

	it('finds the action in the node creator', async () => {
		await editor.show('new');
		await byTestId('canvas-plus-button').click({ timeout: LOAD_MS });
		await byTestId('node-creator-search-bar').fill('zalo');
		const found = byTestId('node-creator-item-name').getByText('eSMS', { exact: true });
		await found.waitFor();
		await picture('builder-1-search');
		await found.click();
		await page.getByText(/^Actions \(\d+\)$/).click();
		const action = byTestId('node-creator-item-name').getByText(ACTION, { exact: true });
		await action.scrollIntoViewIfNeeded();
		await picture('builder-2-actions');
		await action.click();
		await field('zaloUserId').waitFor();
		assert.equal(await input('resource').inputValue(), 'Zalo OA Message');
		assert.equal(await input('operation').inputValue(), 'Send Transaction Message');
		await picture('builder-3-empty');
	});

	it('picks the Official Account and names the receiver', async () => {
		await byTestId('rlc-input').click();
		const account = byTestId('rlc-item').filter({ hasText: OFFICIAL_ACCOUNT }).first();
		await account.waitFor();
		await picture('builder-4-accounts');
		await account.click();
		await type('zaloUserId', parameters.zaloUserId);
		await choose('zaloTemplateType', 'Order');
		await choose('zaloLanguage', 'Vietnamese');
		await picture('builder-5-receiver');
	});

	for (const [index, element] of elements.entries()) {
		it(`adds element ${index + 1}: ${element.type}`, async () => {
			const path = `zaloElements.element[${index}]`;
			await addMissing('Add Element', `${path}.type`);
			await choose(`${path}.type`, MENUS.element[element.type]);
			if (element.imageUrl) await paste(`${path}.imageUrl`, element.imageUrl);
			if (element.header) await type(`${path}.header`, element.header);
			if (element.text) await type(`${path}.text`, element.text);
			if (element.align) await choose(`${path}.align`, MENUS.align[element.align]);
			for (const [position, row] of (element.rows?.row ?? []).entries()) {
				await addMissing('Add Row', `${path}.rows.row[${position}].label`);
				await fillRow(`${path}.rows.row[${position}]`, row);
			}
			await picture(`builder-6-element-${index + 1}-${element.type}`);
		});
	}

	for (const [index, button] of buttons.entries()) {
		it(`adds button ${index + 1}: ${button.title}`, async () => {
			const path = `zaloButtons.button[${index}]`;
			await add('Add Button', `${path}.type`);
			await choose(`${path}.type`, MENUS.button[button.type]);
			await type(`${path}.title`, button.title);
			if (button.url) await paste(`${path}.url`, button.url);
			if (button.phone) await type(`${path}.phone`, button.phone);
			await paste(`${path}.icon`, button.icon);
			await picture(`builder-7-button-${index + 1}`);
		});
	}

	it('shows the message as on a phone and sends nothing', async () => {
		await page.setViewportSize(TALL_SCREEN);
		await picture('builder-8-complete');
		await page.setViewportSize(SCREEN);
		await byTestId('collection-parameter-add').filter({ visible: true }).click();
		await page.getByRole('option', { name: 'Preview Only' }).click();
		await field('options.previewOnly').locator('.el-switch.is-checked').waitFor();
		await execute();
		await byTestId('radio-button-binary').click();
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			byTestId('ndv-download-binary-data').click(),
		]);
		await picture('builder-9-preview-only');
		await byTestId('ndv-view-binary-data').click();
		await page.frameLocator('iframe').getByText(elements[1].header).waitFor();
		await picture('builder-10-view');
		await page.getByText('Back to list').click();

		const saved = join(setting.dataDir, download.suggestedFilename());
		await download.saveAs(saved);
		const phone = await page.context().newPage();
		const images = /** @type {string[]} */ ([]);
		await phone.route(/^https?:/, async (route) => {
			images.push(route.request().url());
			await route.fulfill({ contentType: 'image/svg+xml', body: IMAGE });
		});
		await phone.goto(pathToFileURL(saved).href);
		await phone.screenshot({ path: editor.pathOf('builder-10-page') });
		const shown = await phone.locator('.zalo-message').innerText();
		await phone.close();
		const texts = [
			elements[1].header,
			elements[2].text,
			...elements[3].rows.row.flatMap((/** @type {Json} */ { label, value }) => [label, value]),
			elements[4].text,
			...buttons.map(({ title }) => title),
		];
		assert.deepEqual(wordsOf(shown), wordsOf(texts.join(' ')));
		assert.deepEqual(images, [elements[0].imageUrl, ...buttons.map(({ icon }) => icon)]);
		assert.deepEqual(await requests(), []);
	});

	it("sends eSMS's sample", async () => {
		const option = byTestId('parameter-item')
			.filter({ has: field('options.previewOnly') })
			.last();
		await option.hover();
		await option.getByTitle('Delete').click();
		await field('options.previewOnly').waitFor({ state: 'detached' });
		await execute();
		await page.getByText('Accepted by eSMS, not yet delivered').first().waitFor();
		await picture('builder-11-sent');
		assert.deepEqual(await requests(), [sent]);
	});

	it('sends the elements in the order into which they are dragged', async () => {
		const handles = byTestId('fixed-collection-zaloElements').getByTitle('Drag item');
		const header = field('zaloElements.element[1].type');
		await header.hover();
		await handles.nth(1).hover();
		await page.mouse.down();
		const banner = await field('zaloElements.element[0].type').boundingBox();
		assert.ok(banner);
		await page.mouse.move(banner.x, banner.y + 10, { steps: 10 });
		await picture('builder-12-dragging');
		await page.mouse.up();
		await field('zaloElements.element[0].header').waitFor();
		await picture('builder-13-moved');
		await execute();
		const { Payload } = await request(2);
		const [first, second, ...others] = sent.Payload.message.attachment.payload.elements;
		assert.deepEqual(Payload.message.attachment.payload.elements, [second, first, ...others]);
	});

	it('says which field breaks a rule, and sends nothing', async () => {
		await type('zaloElements.element[3].rows.row[0].label', LONG_LABEL);
		await execute();
		const message = byTestId('node-error-message');
		await message.waitFor();
		await picture('builder-14-refused');
		assert.equal(
			await message.innerText(),
			"Element 4 (Table), row 1: 'Label' is 31 characters, at most 25 are allowed",
		);
		assert.equal((await requests()).length, 2);
	});
});
