/**
 * The README's first message, done in the real editor: a picture of each step and a silent film of the whole way. Look
 * at them afterwards.
 *
 *     node scripts/firstMessage.mjs
 */
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import gifenc from 'gifenc';
import { PNG } from 'pngjs';
import { openBrowser } from './browser.mjs';
import { resultsDir, root, stopAll, stopOnSignal } from './process.mjs';
import { setStage } from './stage.mjs';

const LOAD_MS = 90_000;
const SCREEN = { width: 1200, height: 760 };
const FILM_MAX_BYTES = 5_000_000;
const ACTION = 'Send customer care or OTP SMS';
const BRANDNAME = 'Baotrixemay';
const TEXT = '123456 la ma xac minh dang ky Baotrixemay cua ban';

stopOnSignal(() => 1);
const { n8n, rest } = await setStage({ logDir: join(resultsDir, 'first-message') });
const editor = await openBrowser({ url: n8n.url, cookie: rest.cookie, screen: SCREEN });
const { page, byTestId, field } = editor;
page.setDefaultTimeout(30_000);

const { GIFEncoder, quantize, applyPalette } = gifenc;
const gif = GIFEncoder();

/**
 * Adds what the screen shows to the film.
 *
 * @param {number} seconds
 */
async function show(seconds) {
	const { data, width, height } = PNG.sync.read(await page.screenshot());
	const palette = quantize(data, 128);
	gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay: seconds * 1000 });
}

/** @param {string} text typed as a person does, a few frames for the film */
async function type(text) {
	for (const part of text.match(/.{1,8}/g) ?? []) {
		await page.keyboard.type(part);
		await show(0.2);
	}
}

const images = join(root, 'docs', 'images', 'first');
await mkdir(images, { recursive: true });

/** @param {string} picture */
const keep = (picture) => page.screenshot({ path: join(images, `${picture}.png`) });

try {
	await page.goto(`${n8n.url}/workflow/new`, { timeout: LOAD_MS });
	await byTestId('canvas-plus-button').waitFor({ timeout: LOAD_MS });
	await page.waitForTimeout(2_000);
	const tip = page.getByRole('button', { name: 'Got it' });
	if (await tip.isVisible()) await tip.click();
	await show(1.5);

	await byTestId('canvas-plus-button').click();
	await byTestId('node-creator-search-bar').waitFor();
	await type('sms');
	await page.waitForTimeout(1_000);
	await show(1.5);
	await byTestId('node-creator-item-name').getByText('eSMS', { exact: true }).click();
	const actions = page.getByText(/^Actions \(\d+\)$/);
	await actions.waitFor();
	const action = byTestId('node-creator-item-name').getByText(ACTION, { exact: true });
	if (!(await action.isVisible())) await actions.click();
	await action.hover();
	await page.waitForTimeout(500);
	await keep('1-action');
	await show(2);
	await action.click();

	await field('phone').waitFor();
	await page.waitForTimeout(1_500);
	await show(1.5);
	await byTestId('rlc-input').first().click();
	const brandname = byTestId('rlc-item').filter({ hasText: BRANDNAME }).first();
	await brandname.waitFor();
	await page.waitForTimeout(500);
	await keep('2-brandname');
	await show(2);
	await brandname.click();

	await field('phone').locator('input').click();
	await type('0901888484');
	await field('content').locator('textarea').click();
	await type(TEXT);
	await page.waitForTimeout(500);
	await keep('3-fields');
	await show(1.5);

	await byTestId('collection-parameter-add').filter({ visible: true }).click();
	await page.getByRole('option', { name: 'Sandbox' }).hover();
	await show(1.5);
	await page.getByRole('option', { name: 'Sandbox' }).click();
	await field('options.sandbox').locator('.el-switch.is-checked').waitFor();
	await field('options.sandbox').scrollIntoViewIfNeeded();
	await page.waitForTimeout(500);
	await keep('4-sandbox');
	await show(2);

	await byTestId('node-execute-button').click();
	await page.getByText('Checked in the sandbox').first().waitFor();
	await page.waitForTimeout(1_500);
	await keep('5-output');
	await show(4);

	gif.finish();
	const film = join(root, 'docs', 'first-message.gif');
	await writeFile(film, gif.bytes());
	const { size } = await stat(film);
	console.log(`${relative(root, film)}: ${size} bytes`);
	if (size > FILM_MAX_BYTES) throw new Error('the film is too large');
	process.exitCode = 0;
} catch (error) {
	await page.screenshot({ path: join(resultsDir, 'first-message', 'failed.png') });
	throw error;
} finally {
	await editor.close();
	await stopAll();
}
