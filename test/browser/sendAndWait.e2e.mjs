/** The page on which a person answers, as a phone shows it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { asking, form, waiting } from '../e2e/question.mjs';
import { rest } from '../e2e/setting.mjs';
import { openEditor, SCREEN } from './editor.mjs';

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

	it('takes a form, and shows again what does not fit with what was typed', async () => {
		const { id, link } = await waiting({ ...form, message: 'Hoàn tiền đơn DH-2026-0001?' });
		const { page, picture } = editor;
		await page.goto(link);
		await picture('question-form', true);
		await page.getByLabel('Lý do').fill('Hàng vỡ\n"<b>"');
		await page.getByText('Gửi').click();
		// The browser itself does not let a required field go empty.
		assert.equal((await rest.execution(id)).status, 'waiting');
		await page.getByLabel('Số tiền').fill('250.000');
		await page.getByLabel('Kho').selectOption('Đà Nẵng');
		await page.getByLabel('M', { exact: true }).check();
		await page.getByLabel('Ngày giao').fill('2026-11-30');
		await page.getByText('Gửi').click();
		await page.getByText('without a dot between its thousands').waitFor();
		assert.equal(await page.getByLabel('Lý do').inputValue(), 'Hàng vỡ\n"<b>"');
		assert.equal(await page.getByLabel('Kho').inputValue(), 'Đà Nẵng');
		assert.ok(await page.getByLabel('M', { exact: true }).isChecked());
		assert.equal(await page.getByLabel('Ngày giao').inputValue(), '2026-11-30');
		assert.equal(await overflow(), 0);
		await picture('question-form-again', true);
		await page.getByLabel('Số tiền').fill('250000');
		await page.getByText('Gửi').click();
		await page.getByText('Your answer was recorded').waitFor();
		const { respondedAt, ...data } = (await outcomeOf(id)).data;
		assert.ok(respondedAt);
		assert.deepEqual(data, {
			'Lý do': 'Hàng vỡ\n"<b>"',
			'Số tiền': 250_000,
			Kho: 'Đà Nẵng',
			Size: ['M'],
			'Ngày giao': '2026-11-30',
		});
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

describe('a question in the editor', () => {
	/** @type {Awaited<ReturnType<typeof openEditor>>} */
	let editor;
	before(async () => (editor = await openEditor()));
	after(async () => await editor.close());

	const common = ['message', 'responseType', 'approvalOptions'];
	const asForm = ['message', 'responseType', 'formFields'];
	for (const [resource, parameters, shown, hidden] of /** @type {const} */ ([
		['zaloOa', {}, ['oaId', 'zaloUserId', ...common], ['phone', 'brandname', 'formFields']],
		['sms', {}, ['brandname', 'phone', ...common], ['oaId', 'zaloUserId', 'formFields']],
		['sms', form, ['brandname', 'phone', ...asForm], ['oaId', 'zaloUserId', 'approvalOptions']],
	])) {
		const type = parameters === form ? 'customForm' : 'approval';
		it(`shows the fields of its resource and type and no others: ${resource}, ${type}`, async () => {
			const { page, picture } = editor;
			await page.setViewportSize(SCREEN);
			const ask = asking({ ...parameters, message: 'Duyệt?', resource });
			const { id } = await rest.createWorkflow({
				name: `Question ${resource}`,
				nodes: [ask],
				connections: {},
			});
			await editor.show(id);
			await editor.open('eSMS');
			const fieldOf = (/** @type {string} */ name) =>
				page.locator(
					`[data-parameter-path="parameters.${name}"], [data-test-id="fixed-collection-${name}"]`,
				);
			await fieldOf('message').first().waitFor();
			await picture(`question-editor-${resource}-${type}`);
			for (const name of shown) assert.ok((await fieldOf(name).count()) > 0, name);
			for (const name of hidden) assert.equal(await fieldOf(name).count(), 0, name);
		});
	}
});
