/**
 * Imports each example workflow into a real n8n, runs it against the simulator and checks what happened.
 *
 *     node scripts/examples.mjs [--n8n 2.41.1] [name ...]
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { itemsOf } from './n8n/client.mjs';
import { webhookUrl } from './n8n/run.mjs';
import { resultsDir, stopAll, stopOnSignal, waitFor } from './process.mjs';
import { setStage } from './stage.mjs';

/** @typedef {import('./n8n/client.mjs').Json} Json */

/** The chat model of the AI example: uses a tool once, then says what the tool answered. */
let toolCall = { name: '', arguments: {} };

/**
 * @param {Json} request
 * @returns {Json}
 */
function play({ messages, tools = [] }) {
	const last = messages.at(-1);
	if (last.role === 'tool') return { content: `Done: ${last.content}` };
	assert.ok(tools.some((/** @type {Json} */ tool) => tool.function.name === toolCall.name));
	return {
		tool_calls: [
			{
				id: 'call_1',
				type: 'function',
				function: { name: toolCall.name, arguments: JSON.stringify(toolCall.arguments) },
			},
		],
	};
}

stopOnSignal(() => 1);
process.exitCode = 1;
const { values: flags, positionals: wanted } = parseArgs({
	options: { n8n: { type: 'string' } },
	allowPositionals: true,
});
const stage = await setStage({
	logDir: join(resultsDir, 'examples'),
	version: flags.n8n,
	play,
});
const { n8n, rest, importExample, requestsOf, askSimulator, addRows, rows } = stage;

/**
 * @param {string} path of a Webhook node
 * @param {Json} body
 */
async function post(path, body) {
	const response = await fetch(`${n8n.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return { status: response.status, body: /** @type {Json} */ (await response.json()) };
}

/**
 * Waits for the newest execution of a workflow to end well.
 *
 * @param {Json} workflow
 * @param {number} count how many executions there must be by then
 * @param {number} [timeoutMs]
 */
async function execution(workflow, count, timeoutMs = 60_000) {
	const { id } = await waitFor(
		`execution ${count} of ${workflow.name}`,
		async () => {
			const executions = await rest.executions(workflow.id);
			return executions.length >= count ? executions[0] : undefined;
		},
		{ timeoutMs },
	);
	return succeeded(await rest.finished(id, timeoutMs));
}

/** @param {import('./n8n/client.mjs').Execution} one */
function succeeded(one) {
	const { error } = one.data.resultData;
	assert.equal(one.status, 'success', `${error?.message} ${error?.description ?? ''}`);
	return one;
}

/**
 * Runs a workflow by hand from its first node.
 *
 * @param {Json} workflow
 * @param {string} start
 */
const runByHand = async (workflow, start) => succeeded(await rest.run(workflow, start, 120_000));

/**
 * Fills in a page of a form.
 *
 * @param {string} url
 * @param {Record<string, string>} values
 */
async function submit(url, values) {
	const body = new FormData();
	for (const [name, value] of Object.entries(values)) body.set(name, value);
	return await fetch(url, { method: 'POST', body });
}

/**
 * What the browser shows next. Like the browser, it asks first whether a page is ready: n8n does not
 * answer for the page itself while the workflow runs.
 *
 * @param {string} url
 * @param {RegExp} pattern
 */
const pageWith = (url, pattern) =>
	waitFor(
		`a page with ${pattern}`,
		async () => {
			const ask = new URL(url);
			ask.pathname += '/n8n-execution-status';
			const status = await (await fetch(ask)).text();
			if (status === 'running') return undefined;
			const text = await (await fetch(url)).text();
			return pattern.test(text) ? text : undefined;
		},
		{ timeoutMs: 60_000, intervalMs: 500 },
	);

/** @param {number} days from today, in Vietnam */
function vietnamDate(days) {
	return new Date(Date.now() + (days * 24 + 7) * 3_600_000).toISOString().slice(0, 10);
}

/** @type {Record<string, () => Promise<string>>} each gives a line about what happened */
const examples = {
	'otp-zalo-then-sms': async () => {
		const workflow = await importExample('otp-zalo-then-sms');
		await rest.activate(workflow.id);
		const phone = '0901888401';
		assert.deepEqual(await post('esms-otp/request', { phone }), {
			status: 200,
			body: { sent: true },
		});
		const { code } = (await askSimulator('codes'))[phone];
		const wrong = await post('esms-otp/check', {
			phone,
			code: code === '000000' ? '111111' : '000000',
		});
		assert.equal(wrong.body.valid, false);
		assert.match(wrong.body.reason, /code is/);
		const right = await post('esms-otp/check', { phone, code });
		assert.equal(right.body.valid, true);
		const again = await post('esms-otp/check', { phone, code });
		assert.equal(again.body.valid, false);
		const bad = await post('esms-otp/request', { phone: 'abc' });
		assert.equal(bad.status, 422);
		assert.match(bad.body.reason, /'Phone'/);
		return 'code sent, wrong code refused, right code accepted once';
	},

	'order-status-zalo': async () => {
		const workflow = await importExample('order-status-zalo');
		await rest.activate(workflow.id);
		const order = {
			orderCode: 'DH-1001',
			amount: '250.000đ',
			customerName: 'Lan',
			zaloUserId: '31215806834323092',
			trackingUrl: 'https://shop.example.com/DH-1001',
		};
		await post('esms-order-status', { ...order, status: 'shipping' });
		const [sent] = itemsOf(await execution(workflow, 1), 'Send Zalo Message');
		assert.equal(sent.status, 'accepted');
		assert.equal(sent.sandbox, true);
		assert.equal(sent.requestId, 'DH-1001-shipping');
		const [{ body, valid }] = await requestsOf('sendZaloTransaction');
		assert.ok(valid);
		assert.equal(body.Sandbox, '1');
		const table = body.Payload.message.attachment.payload.elements.find(
			(/** @type {Json} */ element) => element.type === 'table',
		);
		const row = table.content.find((/** @type {Json} */ one) => one.key === 'Trạng thái');
		assert.deepEqual([row.value, row.style], ['Đang giao', 'yellow']);
		await post('esms-order-status', { ...order, status: 'packed' });
		await execution(workflow, 2);
		assert.equal((await requestsOf('sendZaloTransaction')).length, 1);
		return 'one message for a known status, none for another';
	},

	'order-status-zns': async () => {
		const workflow = await importExample('order-status-zns');
		await rest.activate(workflow.id);
		await post('esms-order-status-zns', {
			orderCode: 'DH-1001',
			status: 'delivered',
			product: 'Trà sen',
			customerName: 'Lan',
			zaloUserId: '31215806834323092',
		});
		const [sent] = itemsOf(await execution(workflow, 1), 'Send From Template');
		assert.equal(sent.status, 'accepted');
		assert.equal(sent.sandbox, true);
		assert.equal(sent.requestId, 'DH-1001-delivered');
		const [{ body, valid }] = await requestsOf('sendZnsByUid');
		assert.ok(valid);
		assert.deepEqual(body.TempData, {
			customer_name: 'Lan',
			product_name: 'Trà sen',
			order_code: 'DH-1001',
		});
		return 'one template message to the Zalo user';
	},

	'appointment-reminders': async () => {
		const workflow = await importExample('appointment-reminders');
		await addRows('Appointments', [
			// As the editor adds a row: what is not typed in is empty.
			{ customerName: 'Lan', phone: '0901888401', date: vietnamDate(1), time: '09:30' },
			{
				customerName: 'Minh',
				phone: '0901888402',
				date: vietnamDate(2),
				time: '10:00',
				reminded: false,
			},
			{
				customerName: 'Hoa',
				phone: '0900000789',
				date: vietnamDate(1),
				time: '11:00',
				reminded: false,
			},
			{
				customerName: 'Tuan',
				phone: '0901888403',
				date: vietnamDate(1),
				time: '14:00',
				reminded: true,
			},
		]);
		await runByHand(workflow, 'Every Morning');
		const [lan, minh, hoa, tuan] = await rows('Appointments');
		assert.equal(lan.reminded, true);
		assert.equal(minh.reminded, false);
		assert.equal(hoa.reminded, false);
		assert.match(hoa.note, /template/i);
		assert.equal(tuan.reminded, true);
		const phones = (await requestsOf('sendZns')).map(({ body }) => body.Phone);
		assert.deepEqual(phones, ['0901888401', '0900000789']);
		await runByHand(workflow, 'Every Morning');
		assert.equal(
			(await requestsOf('sendZns')).filter(({ body }) => body.Phone === '0901888401').length,
			1,
		);
		return 'reminded once, a refusal written down';
	},

	'crm-stage-to-zns': async () => {
		const workflow = await importExample('crm-stage-to-zns');
		await rest.activate(workflow.id);
		const deal = {
			id: 'D-77',
			customer: 'Lan',
			phone: '0901888404',
			time: '09:30 31/12',
			bill: 'HD-9',
			date: '31/12/2026',
			amount: '250.000đ',
			product: 'Bảo dưỡng xe',
		};
		/** @type {Array<[string, string, string]>} */
		const stages = [
			['Appointment', 'Confirm Appointment', '228386'],
			['Invoice', 'Send Invoice', '200975'],
			['Won', 'Ask for Rating', '267247'],
		];
		let count = 0;
		for (const [stageName, node, template] of stages) {
			await post('esms-deal', { deal: { ...deal, stage: stageName } });
			count += 1;
			const [sent] = itemsOf(await execution(workflow, count), node);
			assert.equal(sent.status, 'accepted');
			const last = (await requestsOf('sendZns')).at(-1);
			assert.deepEqual([last?.body.TempID, last?.body.Sandbox], [template, '1']);
		}
		const before = (await requestsOf('sendZns')).length;
		await post('esms-deal', { deal: { ...deal, stage: 'Lost' } });
		await execution(workflow, count + 1);
		assert.equal((await requestsOf('sendZns')).length, before);
		return 'three stages, three templates; another stage sends nothing';
	},

	'delivery-board': async () => {
		const webhookId = randomUUID();
		const type = { type: 'n8n-nodes-esms.esmsTrigger', typeVersion: 2 };
		const callbackUrl = await webhookUrl(rest, { ...type, webhookId });
		const active = await importExample('delivery-board', (nodes) => {
			// As the editor does on import.
			nodes['eSMS Trigger'].webhookId = webhookId;
			const { options } = nodes['Send SMS'].parameters;
			Object.assign(options, { callbackUrl, sandbox: false });
		});
		await rest.activate(active.id);
		await post('esms-send', { phone: '0901888405', text: 'Don hang DH-1 da gui', id: 'board-1' });
		await post('esms-send', { phone: '0901888407', text: 'Don hang DH-2 da gui', id: 'board-2' });
		await post('esms-send', { phone: '0901888405', text: 'Don hang DH-1 da gui', id: 'board-1' });
		const board = await waitFor(
			'two outcomes on the board',
			async () => {
				const found = await rows('eSMS Delivery Board');
				return found.filter(({ outcome, text }) => outcome && text).length >= 2 ? found : undefined;
			},
			{ timeoutMs: 60_000 },
		);
		const outcomes = Object.fromEntries(board.map(({ phone, outcome }) => [phone, outcome]));
		assert.deepEqual(outcomes, { '0901888405': 'delivered', '0901888407': 'failed' });
		assert.equal(board.length, 2);
		for (const { id } of await rest.executions(active.id)) succeeded(await rest.finished(id));
		return 'two messages, two outcomes; a repeated id sent once';
	},

	'delivery-board-polling': async () => {
		const sends = { '0901888421': 'delivered', '0901888427': 'failed' };
		for (const phone of Object.keys(sends)) {
			const sender = await importExample('send-sms', (nodes) => {
				Object.assign(nodes['Send SMS'].parameters, {
					phone,
					brandname: { __rl: true, mode: 'id', value: 'Baotrixemay' },
					options: {},
				});
			});
			await runByHand(sender, "When clicking 'Execute workflow'");
		}
		const workflow = await importExample('delivery-board-polling');
		const board = await waitFor(
			'two outcomes on the board',
			async () => {
				await runByHand(workflow, 'eSMS Polling Trigger');
				const found = (await rows('eSMS Delivery Board')).filter(({ phone }) => phone in sends);
				return found.every(({ outcome }) => outcome !== 'pending') ? found : undefined;
			},
			{ timeoutMs: 60_000 },
		);
		assert.deepEqual(
			Object.fromEntries(board.map(({ phone, outcome }) => [phone, outcome])),
			sends,
		);
		assert.ok(board.every(({ text, channel }) => /ma xac minh/.test(text) && channel === 'sms'));
		return 'two messages that were sent elsewhere, two outcomes';
	},

	'zalo-then-sms-fallback': async () => {
		const workflow = await importExample('zalo-then-sms-fallback', (nodes) => {
			nodes['Send ZNS'].parameters.options.waitLimit = 1;
		});
		await rest.activate(workflow.id);
		const phones = ['0901888411', '0901888417', '0901888416', '0900000789'];
		const earlier = (await requestsOf('sendZns')).length;
		const customers = phones.map((phone, index) => ({
			phone,
			name: 'Lan',
			orderCode: `DH-20${index}`,
		}));
		await post('esms-notify', { customers });
		const ended = await execution(workflow, 1, 300_000);
		const zns = (await requestsOf('sendZns')).slice(earlier);
		assert.deepEqual(
			zns.map(({ body }) => body.Phone),
			phones,
		);
		const sms = (await requestsOf('sendCustomerCareSms')).map(({ body }) => body.Phone);
		assert.deepEqual(
			sms.filter((phone) => phones.includes(phone)),
			phones.slice(1),
		);
		assert.equal(itemsOf(ended, 'Done').length, phones.length);
		return 'delivered: Zalo only; failed, without receipt, refused: SMS';
	},

	'refund-approval': async () => {
		const workflow = await importExample('refund-approval', (nodes) => {
			// Seconds, so that nobody waits for the answer that does not come.
			nodes['Ask the Manager'].parameters.options.waitLimit = '={{ $json.body.minutes }}';
		});
		await rest.activate(workflow.id);
		/** @type {[Json, string | undefined, string][]} */
		const refunds = [
			[{ minutes: 5 }, 'true', 'Refund'],
			[{ minutes: 5 }, 'false', 'No Refund'],
			[{ minutes: 0.02 }, undefined, 'Ask Somebody Else'],
			[{ minutes: 5, managerZaloUserId: '' }, undefined, 'Ask Somebody Else'],
		];
		for (const [index, [more, approved, node]] of refunds.entries()) {
			const orderCode = `DH-90${index}`;
			const body = {
				orderCode,
				amount: '250.000',
				managerZaloUserId: '31215806834323092',
				...more,
			};
			await post('esms-refund', body);
			if (approved) {
				const soon = { timeoutMs: 20_000 };
				const question = async () => {
					const sent = (await requestsOf('sendZaloConsultationButtons')).at(-1);
					const text = JSON.stringify(sent?.body ?? {});
					return text.includes(orderCode) ? /https?:[^"#]+/.exec(text)?.[0] : undefined;
				};
				const link = await waitFor('the question', question, soon);
				const opened = async () => {
					const answer = await fetch(link);
					return answer.status === 200 ? await answer.text() : undefined;
				};
				const page = await waitFor('its page', opened, soon);
				assert.match(page, new RegExp(`Hoàn 250.000đ cho đơn ${orderCode}`));
				await fetch(link, { method: 'POST', body: new URLSearchParams({ approved }) });
			}
			const ended = await execution(workflow, index + 1, 120_000);
			assert.equal(itemsOf(ended, node).length, 1, node);
		}
		return 'approved, declined, no answer, refused';
	},

	'campaign-with-approval': async () => {
		const workflow = await importExample('campaign-with-approval');
		await rest.activate(workflow.id);
		const phones = Array.from(
			{ length: 40 },
			(_, index) => `09018885${String(index).padStart(2, '0')}`,
		);
		const campaign = { 'field-0': '[QC] Giam gia 20% hom nay', 'field-1': phones.join('\n') };
		for (const [index, answer] of ['No', 'Yes'].entries()) {
			const started = await submit(`${n8n.url}/form/esms-campaign`, campaign);
			const { formWaitingUrl } = /** @type {Json} */ (await started.json());
			const page = await pageWith(formWaitingUrl, /Approve the campaign/);
			assert.match(page, /40 receivers/);
			assert.equal((await requestsOf('sendAdvertisingSms')).length, 0);
			await submit(formWaitingUrl, { 'field-0': answer });
			await pageWith(formWaitingUrl, answer === 'Yes' ? /Accepted by eSMS/ : /Nothing was sent/);
			// The last page does so by itself in a browser: it ends the execution.
			await fetch(formWaitingUrl, { method: 'POST' });
			await execution(workflow, index + 1);
		}
		const [request, ...others] = await requestsOf('sendAdvertisingSms');
		assert.equal(others.length, 0);
		assert.equal(request.body.Sandbox, '1');
		assert.deepEqual(request.body.Phones, phones);
		return '40 receivers: nothing after No, one request after Yes';
	},

	'low-balance-alert': async () => {
		const workflow = await importExample('low-balance-alert', (nodes) => {
			nodes.Alert.parameters.phone = '0901888484';
		});
		const fine = await runByHand(workflow, 'Every Hour');
		assert.equal(itemsOf(fine, 'Fine').length, 1);
		const before = (await requestsOf('sendCustomerCareSms')).length;
		await askSimulator('settings', { balance: 400_000 });
		const low = await runByHand(workflow, 'Every Hour');
		await askSimulator('settings', { balance: 100_000_000 });
		assert.equal(itemsOf(low, 'Alert')[0].status, 'accepted');
		const alerts = (await requestsOf('sendCustomerCareSms')).slice(before);
		assert.equal(alerts.length, 1);
		assert.match(alerts[0].body.RequestId, /^alert-\d{4}-\d\d-\d\d$/);
		assert.match(alerts[0].body.Content, /so du con/);
		return 'silent while all is well, one alert when the balance is low';
	},

	'nightly-reconciliation': async () => {
		const workflow = await importExample('nightly-reconciliation');
		const sender = await importExample('send-sms', (nodes) => {
			const { parameters } = nodes['Send SMS'];
			const brandname = { __rl: true, mode: 'id', value: 'Baotrixemay' };
			Object.assign(parameters, { phone: '0901888420', brandname, options: {} });
		});
		const [sent] = itemsOf(await runByHand(sender, sender.nodes[0].name), 'Send SMS');
		await addRows('eSMS Delivery Board', [
			{ smsId: sent.smsId, phone: sent.phone, text: 'no receipt came' },
			{ smsId: 'unknown-to-esms', phone: '0901888421', text: 'too old', outcome: 'pending' },
		]);
		await waitFor(
			'the outcome',
			async () => {
				const [message] = await askSimulator(`messages?smsid=${sent.smsId}`);
				return message?.sent.every((/** @type {Json} */ one) => one.delivered) ? true : undefined;
			},
			{ timeoutMs: 20_000 },
		);
		await runByHand(workflow, 'Every Night');
		const board = await rows('eSMS Delivery Board');
		const found = (/** @type {string} */ smsId) => board.find((row) => row.smsId === smsId);
		assert.equal(found(sent.smsId)?.outcome, 'delivered');
		assert.equal(found('unknown-to-esms')?.outcome, 'notFound');
		assert.match(found('unknown-to-esms')?.reason, /does not know/);
		return 'a missing outcome found, an unknown message given up';
	},

	'advertising-within-the-law': async () => {
		// Around the clock, so that it can be tested at any time.
		const rules = { smsFrom: 0, smsTo: 24, mostSms: 3, callFrom: 0, callTo: 24, mostCalls: 1 };
		/** @param {object} changes to the rules */
		const importWith = async (changes) => {
			const workflow = await importExample('advertising-within-the-law', (nodes) => {
				nodes.Rules.parameters.jsonOutput = JSON.stringify({ ...rules, ...changes });
				// As the editor gives one to a trigger that is added.
				nodes['eSMS Trigger'].webhookId = randomUUID();
			});
			await rest.activate(workflow.id);
			return workflow;
		};
		/**
		 * @param {'SMS' | 'Call'} channel
		 * @param {string[]} phones
		 * @returns {Promise<string>} the last page
		 */
		const campaign = async (channel, phones) => {
			const values = {
				'field-0': channel,
				'field-1': '[QC] Giam gia 20%',
				'field-2': phones.join('\n'),
			};
			const started = await submit(`${n8n.url}/form/esms-advertising`, values);
			const { formWaitingUrl } = /** @type {Json} */ (await started.json());
			const page = await pageWith(formWaitingUrl, /numbers are allowed/);
			await fetch(formWaitingUrl, { method: 'POST' });
			return page;
		};
		const numbers = (/** @type {number} */ count, /** @type {number} */ from) =>
			Array.from({ length: count }, (_, index) => `09018${from + index}`);
		const reasons = async () => {
			const counts = /** @type {Record<string, number>} */ ({});
			for (const { reason } of await rows('eSMS Advertising')) {
				counts[reason ?? ''] = (counts[reason ?? ''] ?? 0) + 1;
			}
			return counts;
		};

		const workflow = await importWith({});
		const trigger = workflow.nodes.find((/** @type {Json} */ node) => node.name === 'eSMS Trigger');
		const url = await webhookUrl(rest, trigger);
		const refused = ['TC', ' tc QC', 'TCX', 'DK TC'];
		for (const [index, content] of refused.entries()) {
			await askSimulator('shortcode', { url, content, sender: `8490188853${index}` });
		}
		await waitFor(
			'the executions',
			async () =>
				(await rest.executions(workflow.id)).length >= refused.length ? true : undefined,
			{ timeoutMs: 30_000 },
		);
		for (const { id } of await rest.executions(workflow.id)) succeeded(await rest.finished(id));
		const optedOut = (await rows('eSMS Opt-Outs')).map(({ phone }) => phone);
		assert.deepEqual(optedOut.sort(), ['0901888530', '0901888531']);

		const before = (await requestsOf('sendAdvertisingSms')).length;
		const thirty = numbers(31, 88600);
		const first = await campaign('SMS', [...thirty, '84901888530', '+84 901 888 600', 'abc']);
		assert.match(
			first,
			/31 of 34 numbers are allowed.*1 opted out, 1 twice in the list, 1 not a phone number/,
		);
		await campaign('SMS', thirty);
		await campaign('SMS', thirty);
		const fourth = await campaign('SMS', [...thirty, ...numbers(30, 88700)]);
		assert.match(fourth, /30 of 61 numbers are allowed.*31 3 today already/);
		const few = await campaign('SMS', numbers(3, 88800));
		assert.match(few, /0 of 3 numbers.*3 fewer than 30 numbers are left/);
		const sends = (await requestsOf('sendAdvertisingSms')).slice(before);
		assert.deepEqual(
			sends.map(({ body }) => [body.Phones.length, body.Sandbox]),
			[
				[31, '1'],
				[31, '1'],
				[31, '1'],
				[30, '1'],
			],
		);
		assert.ok(sends.every(({ body }) => !body.Phones.includes('0901888530')));

		await campaign('Call', ['0901888640', '0901888531']);
		const secondCall = await campaign('Call', ['0901888640', '0900000108']);
		assert.match(
			secondCall,
			/1 of 2 numbers are allowed\. Refused by eSMS: 1\. Left out: 1 1 today already/,
		);
		const calls = (await requestsOf('callFromTemplate')).map(({ query }) => query.Phone);
		assert.deepEqual(calls, ['0901888640', '0900000108']);
		await rest.deactivate(workflow.id);

		await importWith({ smsTo: 0, callTo: 0 });
		const late = await campaign('SMS', numbers(31, 88900));
		assert.match(late, /0 of 31 numbers.*31 only from 0 to 0 h/);
		assert.equal((await requestsOf('sendAdvertisingSms')).length, before + 4);
		const { '': allowed, ...left } = await reasons();
		assert.equal(allowed, 31 * 3 + 30 + 1);
		const refusal = Object.keys(left).find((reason) => reason.startsWith('eSMS: '));
		assert.match(String(refusal), /phone number/i);
		assert.equal(Object.keys(left).length, 8);
		return 'four campaigns of six went out; everyone left out has a reason';
	},

	'lost-receipts': async () => {
		const workflow = await importExample('lost-receipts', (nodes) => {
			nodes.Rules.parameters.jsonOutput = JSON.stringify({ askAfterMinutes: 0, keptDays: 7 });
			nodes['eSMS Trigger'].webhookId = randomUUID();
		});
		await rest.activate(workflow.id);
		const trigger = workflow.nodes.find((/** @type {Json} */ node) => node.name === 'eSMS Trigger');
		const callbackUrl = await webhookUrl(rest, trigger);
		const rlc = (/** @type {string} */ value) => ({ __rl: true, mode: 'id', value });
		const sms = {
			resource: 'sms',
			operation: 'sendCustomerCareSms',
			brandname: rlc('ESMS.VN'),
			content: 'Don hang da gui',
		};
		const zns = {
			resource: 'zns',
			operation: 'sendZns',
			oaId: rlc('4097311281936189049'),
			templateId: rlc('300001'),
			templateData: {
				mappingMode: 'defineBelow',
				value: { content: 'Don hang da gui' },
				schema: [{ id: 'content', displayName: 'content', required: true, display: true }],
			},
		};
		const viber = {
			resource: 'viber',
			operation: 'sendViber',
			brandname: rlc('BAT DONG SAN GIA TOT'),
			viberLayout: 'text',
			viberText: 'Don hang da gui',
		};
		const call = { resource: 'voice', operation: 'callFromTemplate', callTemplateId: '1002' };
		/** Sends of a workflow of the user's own, each with the sub-workflow behind it. */
		/** @type {Array<[Json, string, string]>} */
		const sends = [
			[sms, '0901888440', 'delivered'],
			[sms, '0901888447', 'failed'],
			[sms, '0901888446', ''],
			[zns, '0901888441', 'delivered'],
			[zns, '0901888448', 'rejected'],
			[viber, '0901888442', 'delivered'],
			[call, '0901888443', 'delivered'],
			[call, '0901888457', 'failed'],
			[{ ...sms, options: { callbackUrl } }, '0901888444', 'delivered'],
			[{ ...sms, options: { sandbox: true } }, '0901888445', 'none'],
		];
		/** @type {Json[]} */
		const nodes = [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 }];
		/** @type {Json} */
		const connections = { Start: { main: [[]] } };
		const { esmsApi } = stage.credentials;
		for (const [index, [parameters, phone]] of sends.entries()) {
			const receiver = parameters === viber ? { phones: phone } : { phone };
			nodes.push(
				{
					name: `Send ${index}`,
					type: 'n8n-nodes-esms.esms',
					typeVersion: 1,
					parameters: { ...parameters, ...receiver },
					credentials: { esmsApi: { id: esmsApi.id, name: esmsApi.name } },
				},
				{
					name: `Keep ${index}`,
					type: 'n8n-nodes-base.executeWorkflow',
					typeVersion: 1.2,
					parameters: { workflowId: rlc(workflow.id) },
				},
			);
			connections.Start.main[0].push({ node: `Send ${index}`, type: 'main', index: 0 });
			connections[`Send ${index}`] = {
				main: [[{ node: `Keep ${index}`, type: 'main', index: 0 }]],
			};
		}
		const own = await rest.createWorkflow({
			name: 'Sends of my own',
			nodes: nodes.map((node, index) => ({
				id: randomUUID(),
				position: [0, index * 100],
				parameters: {},
				...node,
			})),
			connections,
		});
		await runByHand(own, 'Start');
		const outcomes = async () =>
			Object.fromEntries(
				(await rows('eSMS Messages')).map(({ phone, outcome, foundBy }) => [
					phone,
					[outcome ?? '', foundBy ?? ''],
				]),
			);
		await waitFor(
			'the receipt, and the end of all messages',
			async () => {
				const messages = /** @type {Json[]} */ (await askSimulator('messages'));
				const open = messages.filter(({ sent }) =>
					sent.some((/** @type {Json} */ one) => one.sendStatus === 2),
				);
				const { '0901888444': told } = await outcomes();
				return told?.[1] === 'receipt' && open.every(({ sent }) => sent[0].address.endsWith('6'))
					? true
					: undefined;
			},
			{ timeoutMs: 30_000 },
		);
		await runByHand(workflow, 'Every Hour');
		const expected = Object.fromEntries(
			sends
				.filter(([, , outcome]) => outcome !== 'none')
				.map(([, phone, outcome]) => [
					phone,
					[outcome, phone === '0901888444' ? 'receipt' : outcome === '' ? '' : 'question'],
				]),
		);
		assert.deepEqual(await outcomes(), expected);
		const failed = (await rows('eSMS Messages')).find(({ phone }) => phone === '0901888448');
		assert.ok(
			failed?.reason === '' || failed?.reason === null || typeof failed?.reason === 'string',
		);

		// What has an outcome is neither asked for again nor told again.
		const asked = async () =>
			(
				await Promise.all(['getMessageStatus', 'queryZnsStatus', 'getCallStatus'].map(requestsOf))
			).flat().length;
		const count = await asked();
		const again = await runByHand(workflow, 'Every Hour');
		assert.equal(await asked(), count + 1);
		assert.deepEqual(itemsOf(again, 'Outcome Known'), []);

		await rest.deactivate(workflow.id);
		const old = await importExample('lost-receipts', (nodes_) => {
			nodes_.Rules.parameters.jsonOutput = JSON.stringify({ askAfterMinutes: 0, keptDays: 0 });
		});
		await addRows('eSMS Messages', [
			{ smsId: 'unknown-to-esms', phone: '0901888449', kind: 'other' },
		]);
		await runByHand(old, 'Every Hour');
		const given = await outcomes();
		assert.deepEqual(given['0901888446'], ['unknown', 'nobody']);
		assert.deepEqual(given['0901888449'], ['unknown', 'nobody']);
		return 'nine outcomes: one by receipt, seven asked for, one open until it is too old';
	},

	'ai-agent-templates-only': async () => {
		const workflow = await importExample('ai-agent-templates-only');
		const customer = { phone: '0901888430', customer_name: 'Lan', order_code: 'DH-1001' };
		// What a model that was talked into it would try: other wording, other template, other receivers.
		toolCall = {
			name: 'Send_ZNS',
			arguments: {
				...customer,
				content: 'Chuyen tien ngay',
				templateId: '300001',
				phones: ['0901888431'],
			},
		};
		const run = await runByHand(workflow, 'Chat');
		assert.match(itemsOf(run, 'Agent')[0].output, /accepted/);
		const request = (await requestsOf('sendZns')).at(-1);
		assert.deepEqual(
			[request?.body.Phone, request?.body.TempID, request?.body.TempData, request?.body.Sandbox],
			[customer.phone, '266986', { customer_name: 'Lan', order_code: 'DH-1001' }, '1'],
		);
		assert.ok(!JSON.stringify(request?.body).includes('Chuyen tien'));

		toolCall = {
			name: 'Send_Code',
			arguments: { phone: '0901888430', code: '12 34 56 vay von nhanh' },
		};
		await runByHand(workflow, 'Chat');
		const sms = (await requestsOf('sendCustomerCareSms')).at(-1);
		assert.equal(sms?.body.Content, '123456 la ma xac minh dang ky Baotrixemay cua ban');

		toolCall = { name: 'Send_ZNS', arguments: { ...customer, customer_name: 'L'.repeat(200) } };
		const count = (await requestsOf('sendZns')).length;
		await runByHand(workflow, 'Chat');
		const long = (await requestsOf('sendZns')).slice(count);
		assert.ok(long.every(({ answer }) => answer.CodeResult !== '100'));
		return 'sends what the templates allow, whatever the model asks for';
	},
};

let failed = 0;
try {
	for (const [name, run] of Object.entries(examples)) {
		if (wanted.length > 0 && !wanted.includes(name)) continue;
		const start = Date.now();
		try {
			const line = await run();
			console.log(`ok      ${name}: ${line} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
		} catch (error) {
			failed += 1;
			console.log(`failed  ${name}: ${error instanceof Error ? error.stack : error}`);
		}
	}
	console.log(`${failed} of ${wanted.length || Object.keys(examples).length} failed`);
	process.exitCode = failed > 0 ? 1 : 0;
} finally {
	await stopAll();
}
