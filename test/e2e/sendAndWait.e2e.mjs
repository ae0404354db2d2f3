/** A question that holds its execution until a person has answered it on n8n's waiting page. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { waitFor } from '../../scripts/process.mjs';
import { startModel } from '../../scripts/stage.mjs';
import { agentAt, smsTool, toolCalls, toolOf } from './agent.mjs';
import {
	ask,
	asking,
	BROWSER,
	form,
	linksOf,
	main,
	node,
	post,
	sentWith,
	waiting,
} from './question.mjs';
import { allTypes, NODE, rest, rlc, simulator } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

/** What goes on behind the node. @param {string} id */
async function itemAfter(id) {
	const execution = await waitFor(
		'what follows',
		async () => {
			const found = await rest.finished(id);
			// n8n writes the state before the data, which until then is that of the wait.
			const { runData } = found.data.resultData;
			return found.status !== 'success' || runData.After ? found : undefined;
		},
		{ timeoutMs: 20_000, intervalMs: 100 },
	);
	assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
	return itemsOf(execution, 'After');
}

describe('send and wait for response', () => {
	for (const [approved, outcome] of /** @type {const} */ ([
		['true', 'approved'],
		['false', 'declined'],
	])) {
		it(`goes on when a person has ${outcome}`, async () => {
			const { id, link, links } = await waiting();
			assert.deepEqual(
				links.map((one) => one.replace(/.*#/, '')),
				['yes', 'no'],
			);
			const page = await fetch(link, { headers: { 'user-agent': BROWSER } });
			const html = await page.text();
			assert.equal(page.status, 200);
			assert.match(page.headers.get('content-type') ?? '', /^text\/html; charset=utf-8/);
			assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
			assert.match(html, /Duyệt đơn &lt;1001&gt;\?<br>/);
			assert.match(html, />Đồng ý<[^]*>Từ chối</);
			const answer = await post(link, { approved });
			assert.equal(answer.status, 200);
			assert.match(await answer.text(), /Your answer was recorded/);
			const [item, ...others] = await itemAfter(id);
			assert.deepEqual(others, []);
			assert.equal(item.outcome, outcome);
			assert.equal(item.data.approved, approved === 'true');
			assert.ok(Math.abs(Date.parse(item.data.respondedAt) - Date.now()) < 60_000);
			assert.match(item.smsId, /^[0-9a-f-]{31,43}$/);
			const again = await post(link, { approved: 'true' });
			assert.match(await again.text(), /No action required/);
		});
	}

	it('goes on with the text that a person wrote, by a link in an SMS', async () => {
		const { id, link, marker } = await waiting({
			resource: 'sms',
			phone: '0901888481',
			brandname: rlc('ESMS.VN'),
			responseType: 'freeText',
			options: { messageButtonLabel: 'Gửi' },
		});
		const { body } = await sentWith(marker);
		assert.equal(body.Phone, '0901888481');
		assert.ok(body.Content.endsWith(` ${link}`), body.Content);
		const html = await (await fetch(link)).text();
		assert.match(html, /<textarea name="text"[^]*>Gửi</);
		assert.equal((await post(link, { text: ' ' })).status, 422);
		assert.equal((await post(link, { approved: 'true' })).status, 422);
		await post(link, { text: 'Giao sau 5 giờ\r\n"nhé" <b>' });
		const [item] = await itemAfter(id);
		assert.equal(item.outcome, 'answered');
		assert.equal(item.data.text, 'Giao sau 5 giờ\n"nhé" <b>');
	});

	it('goes on with a form that a person filled in, once it is right', async () => {
		const { id, link } = await waiting(form);
		const right = { 'field-0': 'Hàng vỡ <b>', 'field-1': '250000', 'field-2': 'Hà Nội' };
		const html = await (await fetch(link)).text();
		assert.match(html, /<input type="number" name="field-1" required/);
		assert.match(html, /<option value="Hà Nội">/);
		/** @param {string[][]} pairs */
		const formOf = (...pairs) => {
			const body = new FormData();
			for (const [name, value] of pairs) body.append(name, value);
			return body;
		};
		const json = { 'content-type': 'application/json' };
		const pairs = Object.entries(right);
		const withFile = formOf(...pairs.slice(1));
		withFile.set('field-0', new Blob(['x']), 'x.txt');
		/** @type {RequestInit[]} what no page of ours posts, or what does not fit */
		const wrong = [
			{ body: formOf(['field-0', 'Vỡ']) },
			{ body: formOf(...Object.entries({ ...right, 'field-1': '250.000' })) },
			{ body: formOf(...Object.entries({ ...right, 'field-2': 'Huế' })) },
			{ body: formOf(...pairs, ['field-2', 'Đà Nẵng']) },
			{ body: formOf(...pairs, ['field-3', '<script>']) },
			{ body: formOf(...pairs.map(([name, value]) => [`${name}[]`, value])) },
			{ body: formOf(...pairs.map(([name, value]) => [`__proto__[${name}]`, value])) },
			{ body: formOf(['__proto__', 'x'], ['constructor', 'x']) },
			{ body: withFile },
			{ body: formOf(['field-0', 'x'.repeat(5_000_000)]) },
			{ body: formOf(...Array.from({ length: 2000 }, () => ['field-3', 'S'])) },
			{ body: new URLSearchParams({ ...right, 'field-1': 'x' }) },
			{ body: JSON.stringify({ ...right, 'field-1': 250000 }), headers: json },
			{ body: JSON.stringify({ data: [right] }), headers: json },
			{ body: JSON.stringify([right]), headers: json },
			{ body: '"text"', headers: json },
			{ body: 'field-0=x', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
			{ body: 'field-0=Vỡ' },
			{},
		];
		for (const [index, init] of wrong.entries()) {
			const answer = await fetch(link, { method: 'POST', ...init });
			const text = await answer.text();
			// n8n itself may refuse what it cannot read.
			assert.ok([400, 413, 415, 422, 500].includes(answer.status), `${index}: ${answer.status}`);
			assert.ok(!text.includes('<script') && text.length < 30_000, `${index}: ${text}`);
			if (index < 9) assert.equal(answer.status, 422, `${index}: ${text}`);
		}
		assert.equal((await rest.execution(id)).status, 'waiting');
		const answer = await fetch(link, {
			method: 'POST',
			body: formOf(...pairs, ['field-3', 'M'], ['field-3', 'S'], ['other', 'x']),
		});
		assert.equal(answer.status, 200);
		const [item] = await itemAfter(id);
		assert.equal(item.outcome, 'answered');
		const { respondedAt, ...data } = item.data;
		assert.ok(respondedAt);
		assert.deepEqual(data, {
			'Lý do': 'Hàng vỡ <b>',
			'Số tiền': 250_000,
			Kho: 'Hà Nội',
			Size: ['S', 'M'],
			'Ngày giao': null,
		});
	});

	it('is not answered by what opens its links: previews, bots, HEAD', async () => {
		const { id, links, link } = await waiting();
		for (const agent of ['facebookexternalhit/1.1', 'ZaloBot/1.0', 'WhatsApp/2.0', '']) {
			for (const one of [...links, `${link}&approved=true`]) {
				await fetch(one, { headers: { 'user-agent': agent } });
				await fetch(one, { method: 'HEAD', headers: { 'user-agent': agent } });
			}
		}
		assert.equal((await rest.execution(id)).status, 'waiting');
		await post(link, { approved: 'false' });
		const [item] = await itemAfter(id);
		assert.equal(item.outcome, 'declined');
	});

	it('takes no answer without its own token and signature', async () => {
		const { id, link } = await waiting();
		const other = await waiting();
		for (const name of ['token', 'signature']) {
			const missing = new URL(link);
			missing.searchParams.delete(name);
			const guessed = new URL(link);
			guessed.searchParams.set(name, '0'.repeat(String(guessed.searchParams.get(name)).length));
			const foreign = new URL(link);
			foreign.searchParams.set(name, String(new URL(other.link).searchParams.get(name)));
			for (const url of [missing, guessed, foreign]) {
				for (const method of ['GET', 'POST']) {
					const answer = await fetch(url, {
						method,
						...(method === 'POST' && { body: new URLSearchParams({ approved: 'true' }) }),
					});
					assert.equal(answer.status, 401, `${method} ${url.search}`);
				}
			}
		}
		assert.equal((await rest.execution(id)).status, 'waiting');
		await post(link, { approved: 'true' });
		await post(other.link, { approved: 'false' });
		assert.equal((await itemAfter(id))[0].outcome, 'approved');
		assert.equal((await itemAfter(other.id))[0].outcome, 'declined');
	});

	it('asks in a loop, where the link of an earlier question answers no later one', async () => {
		const marker = randomUUID();
		const workflow = await rest.createWorkflow({
			name: `Loop ${marker}`,
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', {}),
				node(
					'Items',
					'n8n-nodes-base.code',
					{
						jsCode: 'return [{ json: { order: 1 } }, { json: { order: 2 } }];',
					},
					2,
				),
				node('Loop', 'n8n-nodes-base.splitInBatches', { options: {} }, 3),
				asking({ message: `={{ "Duyệt ${marker} " + $json.order + "?" }}` }),
				node('After', 'n8n-nodes-base.noOp', {}),
			],
			connections: {
				...main('Start', 'Items'),
				...main('Items', 'Loop'),
				Loop: {
					main: [
						[{ node: 'After', type: 'main', index: 0 }],
						[{ node: 'eSMS', type: 'main', index: 0 }],
					],
				},
				...main('eSMS', 'Loop'),
			},
		});
		const { executionId } = await rest.call('POST', `/workflows/${workflow.id}/run`, {
			workflowData: workflow,
			startNodes: [],
			triggerToStartFrom: { name: 'Start' },
		});
		const [first] = await linksOf(`${marker} 1`);
		const waits = async () =>
			(await rest.execution(executionId)).status === 'waiting' ? true : undefined;
		await waitFor('the first wait', waits, { timeoutMs: 20_000, intervalMs: 100 });
		await post(first, { approved: 'true' });
		const [second] = await linksOf(`${marker} 2`);
		await waitFor('the second wait', waits, { timeoutMs: 20_000, intervalMs: 100 });
		const late = await post(first, { approved: 'true' });
		assert.equal(late.status, 401);
		assert.match(await late.text(), /not open any more/);
		assert.equal((await rest.execution(executionId)).status, 'waiting');
		await post(second, { approved: 'false' });
		const items = await itemAfter(executionId);
		assert.deepEqual(
			items.map(({ outcome }) => outcome),
			['approved', 'declined'],
		);
	});

	it('asks nobody for several items at once', async () => {
		const { id, marker } = await ask({}, { items: [{}, {}] });
		const execution = await rest.finished(id);
		assert.equal(execution.status, 'error');
		assert.match(execution.data.resultData.error?.message ?? '', /Loop Over Items/);
		const requests = /** @type {Json[]} */ (await simulator('GET', 'requests'));
		assert.ok(!JSON.stringify(requests).includes(marker));
	});

	it('waits for nothing when eSMS refuses the message', async () => {
		const { id } = await ask({
			resource: 'sms',
			phone: '0901888481',
			brandname: rlc('Baotrixemay'),
		});
		const execution = await rest.finished(id);
		assert.equal(execution.status, 'error');
		assert.match(JSON.stringify(execution.data.resultData.error), /146/);
	});

	it('shows the message instead of asking', async () => {
		const { id, marker } = await ask({ options: { previewOnly: true } });
		const [item] = await itemAfter(id);
		assert.equal(item.status, 'preview');
		const requests = /** @type {Json[]} */ (await simulator('GET', 'requests'));
		assert.ok(!JSON.stringify(requests).includes(marker));
	});
});

/** n8n 1 makes no human review of tools. */
const types = await allTypes('nodes');
const review = types.find(({ name }) => name === `${NODE}HitlTool`);

describe('the human review of an AI tool', { skip: review ? false : 'this n8n has none' }, () => {
	const phone = '0901886200';
	/** @type {Awaited<ReturnType<typeof startModel>>} */
	let model;
	let calls = 1;
	before(async () => {
		model = await startModel(({ messages }) =>
			messages.at(-1).role === 'tool'
				? {
						content: messages
							.flatMap((/** @type {Json} */ { role, content }) => (role === 'tool' ? content : []))
							.join(' | '),
					}
				: toolCalls(
						...Array.from({ length: calls }, (_, index) => ({
							toolParameters: { phone: `${phone.slice(0, -1)}${index}` },
							hitlParameters: {},
						})),
					),
		);
	});

	/** An agent whose tool sends an SMS, once a person has approved it on Zalo. */
	async function agent() {
		const marker = randomUUID();
		const ask = asking({
			message: `={{ "${marker} " + $tool.name + " " + JSON.stringify($tool.parameters) }}`,
		});
		const { nodes, connections } = await agentAt(model.url);
		const workflow = await rest.createWorkflow({
			name: `Review ${marker}`,
			nodes: [...nodes, { ...ask, name: 'Review', type: `${NODE}HitlTool` }, smsTool],
			connections: {
				...connections,
				...toolOf('Send SMS', 'Review'),
				...toolOf('Review', 'Agent'),
			},
		});
		const { executionId: id } = await rest.call('POST', `/workflows/${workflow.id}/run`, {
			workflowData: workflow,
			startNodes: [],
			triggerToStartFrom: { name: 'Start' },
		});
		return { id, marker };
	}

	const waits = async (/** @type {string} */ id) =>
		await waitFor(
			'the review',
			async () => ((await rest.execution(id)).status === 'waiting' ? true : undefined),
			{ timeoutMs: 20_000, intervalMs: 100 },
		);
	const sentTo = async (/** @type {string} */ number) =>
		/** @type {Json[]} */ (await simulator('GET', `messages?phone=${number}`)).length;

	it('asks on Zalo, with the fields of the question and no others', () => {
		const properties = /** @type {Json[]} */ (review?.properties);
		const fixed = properties.filter(({ name }) => ['resource', 'operation'].includes(name));
		assert.deepEqual(
			new Set(fixed.map(({ type, default: value }) => `${type} ${value}`)),
			new Set(['hidden zaloOa', 'hidden sendAndWait']),
		);
	});

	for (const [approved, count] of /** @type {const} */ ([
		['true', 1],
		['false', 0],
	])) {
		it(`lets the tool run when a person approves, and only then: ${approved}`, async () => {
			const before = await sentTo(phone);
			const { id, marker } = await agent();
			const [first] = await linksOf(marker);
			const { body } = await sentWith(marker);
			assert.match(JSON.stringify(body), new RegExp(phone));
			await waits(id);
			assert.equal(await sentTo(phone), before);
			await post(first.replace(/#.*/, ''), { approved });
			const execution = await rest.finished(id);
			assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
			assert.equal((await sentTo(phone)) - before, count);
			const [{ output }] = itemsOf(execution, 'Agent');
			assert.match(output, count ? /accepted/ : /rejected/);
		});
	}

	it('is refused as a tool of its own, which cannot wait', async () => {
		const marker = randomUUID();
		const tool = asking({ message: marker });
		const workflow = await rest.createWorkflow({
			name: `Tool ${marker}`,
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', {}),
				{
					...node('Executor', '@n8n/n8n-nodes-langchain.toolExecutor', {
						toolName: '',
						query: JSON.stringify({ eSMS: { reason: 'asked' }, reason: 'asked' }),
						node: 'eSMS',
					}),
					onError: 'continueRegularOutput',
				},
				{
					...tool,
					type: `${NODE}Tool`,
					parameters: {
						...tool.parameters,
						descriptionType: 'manual',
						toolDescription: "={{ $fromAI('reason', 'why', 'string') }}",
					},
				},
			],
			connections: {
				...main('Start', 'Executor'),
				eSMS: { ai_tool: [[{ node: 'Executor', type: 'ai_tool', index: 0 }]] },
			},
		});
		const execution = await rest.run(workflow, 'Start');
		assert.match(JSON.stringify(execution.data.resultData), /human review of a tool/);
		const requests = /** @type {Json[]} */ (await simulator('GET', 'requests'));
		assert.ok(!JSON.stringify(requests).includes(marker));
	});

	it('runs no tool without an approval of its own when the model asks for two at once', async () => {
		calls = 2;
		const numbers = [0, 1].map((index) => `${phone.slice(0, -1)}${index}`);
		const before = await Promise.all(numbers.map(sentTo));
		const { id, marker } = await agent();
		const [first] = await linksOf(marker);
		const { body } = await sentWith(marker);
		await waits(id);
		await post(first.replace(/#.*/, ''), { approved: 'true' });
		const settled = await waitFor(
			'what follows',
			async () => {
				const execution = await rest.execution(id);
				return ['success', 'error', 'waiting'].includes(execution.status) ? execution : undefined;
			},
			{ timeoutMs: 20_000, intervalMs: 500 },
		);
		const after_ = await Promise.all(numbers.map(sentTo));
		const sent = after_.map((count, index) => count - before[index]);
		const approved = numbers.map((number) => Number(JSON.stringify(body).includes(number)));
		console.log(`two at once: ${settled.status}, approved ${approved}, sent ${sent}`);
		assert.deepEqual(sent, approved);
	});
});
