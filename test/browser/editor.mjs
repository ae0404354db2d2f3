/** n8n's editor in a browser, as its users work with it. Pictures go to test-results/browser-<version>. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openBrowser } from '../../scripts/browser.mjs';
import { resultsDir } from '../../scripts/process.mjs';
import { setting } from '../e2e/setting.mjs';

export const LOAD_MS = 60_000;
export const SCREEN = { width: 1440, height: 1000 };

const pictures = join(resultsDir, `browser-${setting.version}`);

/** Opens a browser that is logged in, and gives short ways to what the editor shows. */
export async function openEditor() {
	await mkdir(pictures, { recursive: true });
	const { n8nUrl: url, cookie } = setting;
	const editor = await openBrowser({ url, cookie, screen: SCREEN });
	const { page, byTestId } = editor;
	page.setDefaultTimeout(20_000);

	/** @param {string} name of a picture */
	const pathOf = (name) => join(pictures, `${name}.png`);

	return {
		...editor,
		pathOf,

		/** @param {string} name @param {boolean} [fullPage] */
		picture: (name, fullPage) => page.screenshot({ path: pathOf(name), fullPage }),

		/** @param {string} id of a workflow, or 'new' */
		async show(id) {
			await page.goto(`${setting.n8nUrl}/workflow/${id}`, { timeout: LOAD_MS });
		},

		/** @param {string} name of a node on the canvas */
		async open(name) {
			await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
			await byTestId('parameter-input').first().waitFor();
		},

		/** Goes back from a node to the canvas. */
		async back() {
			await byTestId('ndv-close-button').last().click();
			await byTestId('parameter-input').first().waitFor({ state: 'detached' });
		},
	};
}
