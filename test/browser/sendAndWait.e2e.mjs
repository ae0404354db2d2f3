/** The page on which a person answers, as a phone shows it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { waiting } from '../e2e/question.mjs';
import { rest } from '../e2e/setting.mjs';
import { openEditor } from './editor.mjs';

describe('the page of a question on a phone', () => {
	/** @type {Awaited<ReturnType<typeof openEditor>>} */
	let editor;
	before(async () => {
		editor = await openEditor();
		await editor.page.setViewportSize({ width: 360, height: 640 });
	});
	after(async () => await editor.close());

	/** Whatever a phone would have to scroll to the side for. */
	const overflow = () =>
		editor.page.evaluate(() => {
			const { scrollWidth, clientWidth } = /** @type {any} */ (globalThis).document.documentElement;
			return scrollWidth - clientWidth;
		});
	const colours = () =>
		editor.page
			.locator('button')
			.evaluateAll((buttons) =>
				buttons.map((/** @type {any} */ button) => [
					button.textContent,
					/** @type {any} */ (globalThis).getComputedStyle(button).backgroundColor !==
						'rgb(255, 255, 255)',
				]),
			);

	/** @param {string} id */
	const outcomeOf = async (id) => itemsOf(await rest.finished(id), 'After')[0];

	const message = [
		'Duyệt hoàn tiền đơn DH-2026-0001?',
		'Khách: Nguyễn Thị Lan, 250.000đ, giao thiếu 1 sản phẩm. ',
		'https://shop.example.com/orders/DH-2026-0001/refund?reason=missing-item&amount=250000',
	].join('\n');

	it('shows the button that was tapped in Zalo first, and counts only what is tapped on it', async () => {
		const { id, links } = await waiting({ message });
		const { page, picture } = editor;
		await page.goto(links[0]);
		assert.deepEqual(await colours(), [
			['Đồng ý', true],
			['Từ chối', false],
		]);
		await picture('question-approve');
		await page.goto(links[1]);
		await page.reload();
		assert.deepEqual(await colours(), [
			['Đồng ý', false],
			['Từ chối', true],
		]);
		const tops = await page
			.locator('button')
			.evaluateAll((buttons) =>
				buttons.map((/** @type {any} */ button) => button.getBoundingClientRect().top),
			);
		assert.ok(tops[1] < tops[0]);
		assert.equal(await overflow(), 0);
		await picture('question-decline');
		assert.equal((await rest.execution(id)).status, 'waiting');
		await page.getByText('Từ chối').click();
		await page.getByText('Your answer was recorded').waitFor();
		assert.equal(await overflow(), 0);
		await picture('question-recorded');
		assert.equal((await outcomeOf(id)).outcome, 'declined');
		await page.goto(links[0].replace(/#.*/, ''));
		await page.getByText('No action required').waitFor();
		await picture('question-again');
	});

	it('takes a text', async () => {
		const { id, link } = await waiting({
			message: 'Giao lúc nào thì tiện?',
			responseType: 'freeText',
			options: { messageButtonLabel: 'Gửi' },
		});
		const { page, picture } = editor;
		await page.goto(link);
		await page.locator('textarea').fill('Sau 5 giờ chiều\n"nhé" <b>');
		assert.equal(await overflow(), 0);
		await picture('question-text');
		await page.getByText('Gửi').click();
		await page.getByText('Your answer was recorded').waitFor();
		assert.equal((await outcomeOf(id)).data.text, 'Sau 5 giờ chiều\n"nhé" <b>');
	});

	it('says that a link does not ask any more', async () => {
		const { id, link } = await waiting();
		const { page, picture } = editor;
		const url = new URL(link);
		url.searchParams.set('signature', '0'.repeat(64));
		await page.goto(url.href);
		await picture('question-wrong-link');
		await page.goto(link);
		await page.getByText('Đồng ý').click();
		assert.equal((await outcomeOf(id)).outcome, 'approved');
	});
});
