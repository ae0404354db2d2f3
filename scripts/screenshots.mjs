/**
 * Takes the pictures of the README and of docs/examples.md from the real editor. Look at each afterwards.
 *
 *     node scripts/screenshots.mjs [name ...]
 */
import { mkdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { chromium } from 'playwright-core';
import { itemsOf } from './n8n/client.mjs';
import { resultsDir, root, stopAll, stopOnSignal, waitFor } from './process.mjs';
import { setStage } from './stage.mjs';

/** @typedef {import('./n8n/client.mjs').Json} Json */
/** @typedef {import('playwright-core').Page} Page */

const LOAD_MS = 90_000;
/** GitHub pages load quickly with pictures up to this size. */
const MAX_BYTES = 150_000;
const EXAMPLES = [
	'otp-zalo-then-sms',
	'order-status-zalo',
	'appointment-reminders',
	'crm-stage-to-zns',
	'delivery-board',
	'delivery-board-polling',
	'zalo-then-sms-fallback',
	'campaign-with-approval',
	'refund-approval',
	'advertising-within-the-law',
	'low-balance-alert',
	'lost-receipts',
	'nightly-reconciliation',
	'ai-agent-templates-only',
];

const images = join(root, 'docs', 'images');
await mkdir(join(images, 'examples'), { recursive: true });

stopOnSignal(() => 1);
const stage = await setStage({
	logDir: join(resultsDir, 'screenshots'),
	env: { WEBHOOK_URL: 'https://n8n.example.com/' },
});
const { n8n, rest, importExample } = stage;
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox'],
});

/** @param {{width: number, height: number}} viewport */
async function newPage(viewport) {
	const context = await browser.newContext({ viewport });
	const [name, value] = rest.cookie.split('=');
	await context.addCookies([{ name, value, url: n8n.url }]);
	const page = await context.newPage();
	page.setDefaultTimeout(30_000);
	return page;
}

/** @param {string} name */
const testId = (name) => `[data-test-id="${name}"]`;

/**
 * @param {Page} page
 * @param {Json} workflow
 */
async function openWorkflow(page, workflow) {
	await page.goto(`${n8n.url}/workflow/${workflow.id}`, { timeout: LOAD_MS });
	await page.locator(testId('canvas-node')).first().waitFor({ timeout: LOAD_MS });
}

/**
 * @param {Page} page
 * @param {string} name
 */
async function openNode(page, name) {
	await page.locator(`${testId('canvas-node')}[data-node-name="${name}"]`).dblclick();
	await page.locator(testId('parameter-input')).first().waitFor();
	// Lists and icons load after the panel is there.
	await page.waitForTimeout(2_000);
}

/**
 * Hides what the editor lays over the canvas: whatever holds its buttons and not the canvas.
 *
 * @param {Page} page
 */
async function hideOverlays(page) {
	await page.addStyleTag({ content: '.vue-flow__panel { visibility: hidden }' });
	const buttons = ['execute-workflow-button', 'node-creator-plus-button'].map(testId).join(', ');
	for (const button of await page.locator(buttons).all()) {
		await button.evaluate((/** @type {any} */ element) => {
			let overlay = element;
			while (!overlay.parentElement.querySelector('.vue-flow')) overlay = overlay.parentElement;
			overlay.style.display = 'none';
		});
	}
}

/** Space around the nodes of a canvas, in pixels: labels and ports stick out. */
const MARGIN = { x: 80, top: 16, bottom: 88 };

/**
 * The part of the canvas that holds nodes, notes and connections; zooms out until all of it can be seen.
 *
 * @param {Page} page
 */
async function drawnOn(page) {
	const canvas = await boxOf(page.locator('.vue-flow').first());
	for (;;) {
		const parts = await page.locator('.vue-flow__node, .vue-flow__edge-path').all();
		const boxes = await Promise.all(parts.map(boxOf));
		const left = Math.min(...boxes.map(({ x }) => x)) - MARGIN.x;
		const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN.top;
		const width = Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN.x - left;
		const height = Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN.bottom - top;
		const fits =
			left >= canvas.x &&
			top >= canvas.y &&
			width <= canvas.width &&
			top + height <= canvas.y + canvas.height;
		if (fits) return { x: left, y: top, width, height };
		await page.keyboard.press('-');
		await page.waitForTimeout(800);
	}
}

/** @param {import('playwright-core').Locator} locator */
async function boxOf(locator) {
	const box = await locator.boundingBox();
	if (box === null) throw new Error(`${locator} is not shown`);
	return box;
}

/**
 * The middle column of an open node, between input and output.
 *
 * @param {Page} page
 */
async function parametersOf(page) {
	const enough = (page.viewportSize()?.height ?? 0) * 0.7;
	return await page
		.getByText('Parameters', { exact: true })
		.first()
		.evaluate((/** @type {any} */ element, height) => {
			let column = element;
			while (column.parentElement && column.clientHeight < height) column = column.parentElement;
			const box = column.getBoundingClientRect();
			return { x: box.x, y: box.y, width: box.width, height: box.height };
		}, enough);
}

/**
 * A workflow of one eSMS node with a message whose parts fit on a screen.
 *
 * @param {Json} options
 */
async function zaloWorkflow(options) {
	return await importExample('order-status-zalo', (nodes) => {
		const { parameters } = nodes['Send Zalo Message'];
		const [header, text, table] = parameters.zaloElements.element;
		text.text = 'Đơn hàng đã rời kho và đang trên đường đến bạn.';
		const values = ['DH-2026-0001', 'Đang giao', 'Nguyễn Thị Lan', '1.250.000đ'];
		table.rows.row.forEach(
			(/** @type {Json} */ row, /** @type {number} */ index) => (row.value = values[index]),
		);
		table.rows.row[1].statusColor = 'yellow';
		parameters.zaloElements.element = [header, text, table];
		parameters.zaloButtons.button[0].url = 'https://shop.example.com/DH-2026-0001';
		Object.assign(parameters, { zaloUserId: '31215806834323092', options });
	});
}

/**
 * Opens the page of a question.
 *
 * @param {Page} page
 * @param {Json} [changes] of the node that asks
 */
async function ask(page, changes = {}) {
	const workflow = await importExample('refund-approval', (nodes) => {
		Object.assign(nodes['Ask the Manager'].parameters, changes);
	});
	await rest.activate(workflow.id);
	const { length } = await stage.requestsOf('sendZaloConsultationButtons');
	await fetch(`${n8n.url}/webhook/esms-refund`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			orderCode: 'DH-2026-0001',
			amount: '250.000',
			managerZaloUserId: '312',
		}),
	});
	const url = await waitFor(
		'the page',
		async () => {
			const sent = (await stage.requestsOf('sendZaloConsultationButtons'))[length];
			const [link] = /https?:[^"]+/.exec(JSON.stringify(sent?.body ?? {})) ?? [];
			if (link === undefined) return undefined;
			const { pathname, search, hash } = new URL(link);
			const address = n8n.url + pathname + search + hash;
			// Not with the browser, which does not load an address a second time that differs by nothing.
			return (await fetch(address)).ok ? address : undefined;
		},
		{ timeoutMs: 20_000 },
	);
	await page.goto(url);
	await rest.deactivate(workflow.id);
}

/** @type {Record<string, (path: string) => Promise<void>>} */
const pictures = {
	builder: async (path) => {
		const page = await newPage({ width: 1280, height: 1150 });
		await openWorkflow(page, await zaloWorkflow({ sandbox: true }));
		await openNode(page, 'Send Zalo Message');
		await page.getByText('Elements', { exact: true }).evaluate((label) => label.scrollIntoView());
		await page.waitForTimeout(500);
		await page.screenshot({ path, clip: await parametersOf(page) });
		await page.context().close();
	},

	preview: async (path) => {
		const workflow = await zaloWorkflow({ previewOnly: true });
		workflow.nodes.push({
			id: 'start',
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [480, 200],
			parameters: {},
		});
		workflow.connections = {
			Start: { main: [[{ node: 'Send Zalo Message', type: 'main', index: 0 }]] },
		};
		const stored = await rest.createWorkflow({ ...workflow, id: undefined, name: 'Preview' });
		const execution = await rest.run(stored, 'Start');
		if (itemsOf(execution, 'Send Zalo Message')[0]?.status !== 'preview')
			throw new Error('no preview');
		const [[item]] = execution.data.resultData.runData['Send Zalo Message'][0].data.main;
		const page = await newPage({ width: 640, height: 760 });
		const { id, data } = item.binary.preview;
		if (id)
			await page.goto(
				`${n8n.url}/rest/binary-data?id=${encodeURIComponent(id)}&action=view&fileName=preview.html&mimeType=text/html`,
			);
		else await page.setContent(Buffer.from(data, 'base64').toString('utf8'));
		await page.waitForTimeout(1_000);
		await page.screenshot({ path, fullPage: true });
		await page.context().close();
	},

	question: async (path) => {
		const page = await newPage({ width: 390, height: 330 });
		await ask(page);
		await page.screenshot({ path });
		await page.context().close();
	},

	form: async (path) => {
		const page = await newPage({ width: 390, height: 720 });
		const option = (/** @type {string[]} */ ...texts) => ({
			fieldOptions: { values: texts.map((text) => ({ option: text })) },
		});
		await ask(page, {
			message: 'Hoàn tiền đơn DH-2026-0001?',
			responseType: 'customForm',
			formFields: {
				values: [
					{ fieldLabel: 'Số tiền (đ)', fieldType: 'number', requiredField: true },
					{
						fieldLabel: 'Lý do',
						fieldType: 'dropdown',
						requiredField: true,
						...option('Hàng vỡ', 'Giao thiếu'),
					},
					{ fieldLabel: 'Ghi chú', fieldType: 'textarea' },
				],
			},
			options: { messageButtonLabel: 'Gửi' },
		});
		await page.locator('input').fill('250.000');
		await page.locator('select').selectOption('Hàng vỡ');
		await page.locator('button').click();
		await page.locator('strong').waitFor();
		await page.screenshot({ path, fullPage: true });
		await page.context().close();
	},

	credential: async (path) => {
		const page = await newPage({ width: 1280, height: 860 });
		await page.goto(`${n8n.url}/home/credentials/${stage.credentials.esmsApi.id}`, {
			timeout: LOAD_MS,
		});
		await page.getByText('Secret Key').first().waitFor({ timeout: LOAD_MS });
		await page.waitForTimeout(2_000);
		const { x, y, width } = await boxOf(page.locator(testId('editCredential-modal')));
		// Down to the URLs, which are the simulator's here.
		const last = await boxOf(page.getByText('Server', { exact: true }).first());
		await page.screenshot({ path, clip: { x, y, width, height: last.y - y - 8 } });
		await page.context().close();
	},

	trigger: async (path) => {
		const page = await newPage({ width: 1280, height: 860 });
		await openWorkflow(page, await importExample('delivery-board'));
		await openNode(page, 'eSMS Trigger');
		await page.getByText('Webhook URLs', { exact: true }).click();
		await page.locator(testId('radio-button-production')).click();
		await page.waitForTimeout(1_000);
		const { x, y, width } = await parametersOf(page);
		await page.screenshot({ path, clip: { x, y, width, height: 700 } });
		await page.context().close();
	},

	'polling-trigger': async (path) => {
		const page = await newPage({ width: 1280, height: 860 });
		await openWorkflow(page, await importExample('delivery-board-polling'));
		await openNode(page, 'eSMS Polling Trigger');
		const { x, y, width } = await parametersOf(page);
		await page.screenshot({ path, clip: { x, y, width, height: 700 } });
		await page.context().close();
	},
};
for (const name of EXAMPLES) {
	pictures[`examples/${name}`] = async (path) => {
		const page = await newPage({ width: 1360, height: 900 });
		await openWorkflow(page, await importExample(name));
		await page
			.locator('.vue-flow')
			.first()
			.click({ position: { x: 5, y: 5 } });
		await page.keyboard.press('1');
		await page.waitForTimeout(1_500);
		await hideOverlays(page);
		await page.screenshot({ path, clip: await drawnOn(page) });
		await page.context().close();
	};
}

const wanted = process.argv.slice(2);
try {
	for (const [name, take] of Object.entries(pictures)) {
		if (wanted.length > 0 && !wanted.includes(name)) continue;
		const path = join(images, `${name}.png`);
		await take(path);
		const { size } = await stat(path);
		console.log(`${relative(root, path)}: ${size} bytes${size > MAX_BYTES ? ', too large' : ''}`);
		if (size > MAX_BYTES) process.exitCode = 1;
	}
} finally {
	await browser.close();
	await stopAll();
}
