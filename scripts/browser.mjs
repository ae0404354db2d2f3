/** n8n's editor in a browser, as its users work with it. */
import { chromium } from 'playwright-core';

/**
 * Opens a browser that is logged in, and gives short ways to what the editor shows.
 *
 * @param {object} options
 * @param {string} options.url of n8n
 * @param {string} options.cookie the login, `name=value`
 * @param {{width: number, height: number}} options.screen
 */
export async function openBrowser({ url, cookie, screen }) {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: ['--no-sandbox'],
	});
	const context = await browser.newContext({ viewport: screen });
	const [name, value] = cookie.split('=');
	await context.addCookies([{ name, value, url }]);
	const page = await context.newPage();

	/** @param {string} id */
	const byTestId = (id) => page.locator(`[data-test-id="${id}"]`);

	/** @param {string} path of a parameter of the open node */
	const field = (path) =>
		page.locator(`[data-parameter-path="parameters.${path.replaceAll('"', '\\"')}"]`);

	return {
		page,
		byTestId,
		field,

		/** @param {string} path of a resource locator @param {string} text of an entry */
		async pick(path, text) {
			await field(path).locator('[data-test-id="rlc-input"]').click();
			await byTestId('rlc-item').filter({ hasText: text }).first().click();
		},

		/** @param {string} option of 'Options' */
		async addOption(option) {
			await byTestId('collection-parameter-add').filter({ visible: true }).first().click();
			await page.getByRole('option', { name: option, exact: true }).click();
		},

		close: () => browser.close(),
	};
}
