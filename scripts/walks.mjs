/**
 * Walks of new users through a real n8n, each step timed and with a picture. Look at the pictures afterwards: they
 * are in test-results/walks-<version>.
 *
 *     node scripts/walks.mjs [--n8n 2.8.4] [install] [sms] [zns] [agent] [mcp]
 */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from './browser.mjs';
import { hasCatalog } from './n8n/catalog.mjs';
import { itemsOf } from './n8n/client.mjs';
import { ensureN8n, VERSIONS } from './n8n/install.mjs';
import { openMcp } from './n8n/mcp.mjs';
import { manifest, NAME, offerPackage } from './n8n/registry.mjs';
import { startN8n } from './n8n/run.mjs';
import { buildAndPack } from './package.mjs';
import { resultsDir, stopAll, stopOnSignal, temporaryDir, waitFor } from './process.mjs';
import { startSimulator } from './simulator.mjs';
import { example, startModel } from './stage.mjs';

/** @typedef {import('./n8n/client.mjs').Json} Json */

const { values, positionals: wanted } = parseArgs({
	allowPositionals: true,
	options: { n8n: { type: 'string', default: VERSIONS[0] } },
});
const version = values.n8n;
const NODE = `${NAME}.esms`;
const PHONE = '0901888484';
const BRANDNAME = 'Baotrixemay';
const TEXT = `123456 la ma xac minh dang ky ${BRANDNAME} cua ban`;
const ACCEPTED = 'Accepted by eSMS, not yet delivered';
const LOAD_MS = 90_000;

const pictures = join(resultsDir, `walks-${version}`);
await mkdir(pictures, { recursive: true });
stopOnSignal(() => 1);
const dataDir = temporaryDir('walks');
const commands = join(dataDir, 'commands');
const server = await offerPackage(await buildAndPack(dataDir), commands);
const simulator = await startSimulator({ logFile: join(pictures, 'simulator.log') });
const n8n = await startN8n({ dataDir, commands, version, logFile: join(pictures, 'n8n.log') });
const { rest } = n8n;
const editor = await openBrowser({
	url: n8n.url,
	cookie: rest.cookie,
	screen: { width: 1440, height: 900 },
});
const { page, byTestId, field, pick, addOption } = editor;
page.setDefaultTimeout(60_000);

let walk = '';
let count = 0;

/**
 * One step of a user: does it, tells how long it took, and takes a picture.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} act
 */
async function step(what, act) {
	const start = Date.now();
	const result = await act();
	console.log(`${walk}: ${((Date.now() - start) / 1000).toFixed(1).padStart(5)} s  ${what}`);
	await page.waitForTimeout(700);
	count += 1;
	const name = `${walk}-${String(count).padStart(2, '0')}-${what.replace(/\W+/g, '-')}`;
	await page.screenshot({ path: join(pictures, `${name}.png`) });
	return result;
}

/** @param {string} text */
const says = (text) => page.getByText(text).first().waitFor();

const installByRest = () =>
	rest.call('POST', '/community-packages', { name: NAME, version: manifest.version });

/** The credential that the walk 'sms' makes by hand, or one without it. */
async function credential() {
	const known = (await rest.call('GET', '/credentials')).filter(
		(/** @type {Json} */ { type }) => type === 'esmsApi',
	);
	const byHand = known.find((/** @type {Json} */ { name }) => name === 'eSMS account');
	return (
		byHand ?? known[0] ?? (await rest.createCredential('esmsApi', 'eSMS API', simulator.credential))
	);
}

/** Closes what n8n tells a new user about itself. */
async function closeTips() {
	const tip = page.getByRole('button', { name: 'Got it' });
	await page.waitForTimeout(1_500);
	if (await tip.isVisible()) await tip.click();
}

/** @param {string} words typed into the node panel @param {RegExp} kind of entries @param {string | RegExp} action */
async function addNode(words, kind, action) {
	await page.goto(`${n8n.url}/workflow/new`, { timeout: LOAD_MS });
	await byTestId('canvas-plus-button').waitFor({ timeout: LOAD_MS });
	await closeTips();
	await byTestId('canvas-plus-button').click();
	await byTestId('node-creator-search-bar').fill(words);
	const names = byTestId('node-creator-item-name');
	await names.getByText('eSMS', { exact: true }).first().click();
	const entries = page.getByText(kind);
	await entries.waitFor();
	const entry = names.getByText(action, { exact: true }).first();
	await page.waitForTimeout(700);
	if (!(await entry.isVisible())) await entries.click();
	await entry.click().catch(async (error) => {
		throw new Error(`${error}: ${await names.allTextContents()}`);
	});
	await byTestId('parameter-input').first().waitFor();
}

const execute = () => byTestId('node-execute-button').click();

/** What the simulator sent to phones, but for the sandbox. */
const sent = async () =>
	/** @type {Json[]} */ (await (await fetch(`${simulator.url}/_simulator/messages`)).json());

/** The URL under which eSMS reaches the trigger of the receipts, once the walk 'sms' has published it. */
const receipts = { id: '', url: '' };

/** A message that is sent for good, and the execution that its receipt starts. */
async function sendForGood() {
	const before = (await sent()).length;
	await field('options.sandbox').locator('.el-switch').click();
	await execute();
	await waitFor('the message', async () => (await sent()).length > before || undefined, {
		timeoutMs: 20_000,
	});
	await says(ACCEPTED);
}

/** @param {string} channel of the message that was sent last */
async function seeReceipt(channel) {
	await page.goto(`${n8n.url}/workflow/${receipts.id}/executions`, { timeout: LOAD_MS });
	await waitFor(
		'the receipt',
		async () => {
			for (const { id } of await rest.executions(receipts.id)) {
				const [item] = itemsOf(await rest.finished(id), 'eSMS Trigger');
				if (item?.channel === channel && item.outcome === 'delivered') return true;
			}
			return undefined;
		},
		{ timeoutMs: 60_000 },
	);
	await says('Succeeded');
}

/** @type {Record<string, () => Promise<void>>} */
const walks = {
	install: async () => {
		await step('install from the panel', async () => {
			await page.goto(`${n8n.url}/settings/community-nodes`, { timeout: LOAD_MS });
			await page
				.getByRole('button', { name: /^Install/ })
				.first()
				.click({ timeout: LOAD_MS });
			await page.getByPlaceholder(/n8n-nodes/).fill(NAME);
			await page.getByRole('dialog').locator('[role="checkbox"], .el-checkbox').first().click();
			await page.getByRole('dialog').getByRole('button', { name: 'Install' }).click();
			const refused = page.getByText('Failed to check package version existence');
			const dialog = page.getByRole('dialog');
			const isOver = async () => !(await dialog.isVisible()) || (await refused.isVisible());
			await waitFor('the installation', async () => (await isOver()) || undefined, {
				timeoutMs: LOAD_MS,
			});
			// Before 2.41 n8n asks the public registry by itself, which has no such version before it is published.
			if (await refused.isVisible()) {
				console.log('install: not from the panel of this n8n, before the version is published');
				await installByRest();
			} else {
				await says(NAME);
			}
		});
	},

	sms: async () => {
		await step("find the action by 'send sms'", () =>
			addNode('send sms', /^Actions \(\d+\)$/, 'Send customer care or OTP SMS'),
		);
		await step('enter the keys, n8n asks eSMS for the balance', async () => {
			const connect = page.getByRole('button', { name: 'Connect to eSMS' });
			const create = byTestId('node-credentials-select').or(connect).first();
			await create.click();
			const isList = !(await connect.isVisible());
			if (isList) await page.getByText('Create new credential').first().click();
			const modal = byTestId('editCredential-modal');
			await modal.waitFor();
			const input = (/** @type {string} */ name) =>
				modal.locator(`[data-test-id="parameter-input-${name}"] input`);
			await input('apiKey').fill(simulator.credential.apiKey);
			await input('secretKey').fill(simulator.credential.secretKey);
			await input('server').click();
			await page.getByRole('option', { name: 'A Proxy or the Simulator' }).click();
			for (const url of ['restUrl', 'voiceUrl', 'statusUrl']) await input(url).fill(simulator.url);
			await byTestId('credential-save-button').click();
			// n8n closes the window by itself once the keys are right; before 2.41 it stays.
			const tested = modal.getByText('Connection tested successfully');
			await waitFor(
				'the test',
				async () => !(await modal.isVisible()) || (await tested.isVisible()) || undefined,
				{
					timeoutMs: 30_000,
				},
			);
		});
		await step('choose the brandname, enter phone and text', async () => {
			const close = byTestId('editCredential-modal').getByRole('button', { name: /close/i });
			if (await close.first().isVisible()) await close.first().click();
			await pick('brandname', BRANDNAME);
			await field('phone').locator('input').fill(PHONE);
			await field('content').locator('textarea').fill(TEXT);
		});
		await step('switch the sandbox on and execute', async () => {
			await addOption('Sandbox');
			await execute();
			await says('Checked in the sandbox');
			assert.deepEqual(await sent(), []);
		});
		// The address of an open node; without the node, that of its workflow.
		const message = page.url().replace(/(workflow\/\w+).*/, '$1');
		await step('add the trigger', () => addNode('esms', /^Triggers \(\d+\)/, /message status/i));
		receipts.url = await step('read its Production URL', async () => {
			await page.getByText('Webhook URLs', { exact: true }).click();
			await byTestId('radio-button-production').click();
			return (await page.getByText('/esms?esms=').first().textContent())?.trim() ?? '';
		});
		await step('publish', async () => {
			await byTestId('ndv-close-button').last().click();
			await page.waitForTimeout(1_000);
			await page
				.getByRole('button', { name: /^Publish/ })
				.first()
				.click();
			const dialog = page.getByRole('dialog');
			await dialog.getByRole('button', { name: 'Publish' }).click();
			await waitFor('the trigger', async () => (await fetch(receipts.url)).ok || undefined, {
				timeoutMs: 30_000,
			});
		});
		receipts.id = /workflow\/(\w+)/.exec(page.url())?.[1] ?? '';
		await step('give the credential the Production URL', async () => {
			const { id } = await credential();
			await page.goto(`${n8n.url}/home/credentials/${id}`, { timeout: LOAD_MS });
			const modal = byTestId('editCredential-modal');
			await modal.locator('[data-test-id="parameter-input-callbackUrl"] input').fill(receipts.url);
			await byTestId('credential-save-button').click();
			await waitFor(
				'the save',
				async () => {
					const { data } = await rest.call('GET', `/credentials/${id}?includeData=true`);
					return data.callbackUrl === receipts.url || undefined;
				},
				{ timeoutMs: 30_000 },
			);
		});
		await step('send without the sandbox', async () => {
			await page.goto(message, { timeout: LOAD_MS });
			await byTestId('canvas-node').last().dblclick();
			await sendForGood();
		});
		await step('see the receipt', () => seeReceipt('sms'));
	},

	zns: async () => {
		await step("find the action by 'send zns'", () =>
			addNode('send zns', /^Actions \(\d+\)$/, 'Send ZNS by phone'),
		);
		await step('choose Official Account and template, the form appears', async () => {
			await pick('oaId', 'SVoucher');
			await pick('templateId', 'Đánh giá sau mua hàng');
			await says('customer_name (');
		});
		await step('fill in the form', async () => {
			await field('phone').locator('input').fill(PHONE);
			const input = (/** @type {string} */ name) =>
				field(`templateData.value["${name}"]`).locator('input, textarea').first();
			await input('customer_name').fill('Lan');
			await input('order_code').fill('DH-1001');
		});
		await step('switch the sandbox on and execute', async () => {
			await addOption('Sandbox');
			await execute();
			await says('Checked in the sandbox');
		});
		await step('send without the sandbox', sendForGood);
		if (receipts.id) await step('see the receipt', () => seeReceipt('zalo'));
	},

	agent: async () => {
		const customer = {
			phone: PHONE,
			warranty_code__4_to_12_: 'BH-1001',
			customer_name___30_: 'Lan',
			valid_until__dd_MM_yyyy_: '31/12/2026',
			branch___50_: 'Quận 1',
		};
		const model = await startModel(({ messages }) => {
			const last = messages.at(-1);
			if (last.role === 'tool')
				return { content: `eSMS says: ${JSON.stringify(last.content).slice(0, 200)}` };
			const call = { name: 'Send_ZNS', arguments: JSON.stringify(customer) };
			return { tool_calls: [{ id: 'call-1', type: 'function', function: call }] };
		});
		const esms = await credential();
		const data = { apiKey: 'none', url: model.url, header: false };
		const openAi = await rest.createCredential('openAiApi', 'OpenAI', data);
		await step('import the example and choose credentials', async () => {
			const workflow = await example('ai-agent-templates-only');
			for (const node of workflow.nodes) {
				const { id, name } = node.type === `${NODE}Tool` ? esms : openAi;
				if (node.name === 'Send ZNS') {
					for (const list of ['oaId', 'templateId']) {
						node.parameters[list] = { __rl: true, mode: 'list', value: '' };
					}
					delete node.parameters.templateData;
					node.parameters.options = {};
				}
				if (node.type === `${NODE}Tool`) node.credentials = { esmsApi: { id, name } };
				if (/lmChat/.test(node.type)) node.credentials = { openAiApi: { id, name } };
			}
			const { id } = await rest.createWorkflow({ ...workflow, pinData: {} });
			await page.goto(`${n8n.url}/workflow/${id}`, { timeout: LOAD_MS });
			await byTestId('canvas-node').first().waitFor({ timeout: LOAD_MS });
			await closeTips();
		});
		await step('choose a template of my own, its form appears', async () => {
			await byTestId('canvas-node')
				.locator('visible=true')
				.filter({ hasText: 'Send ZNS' })
				.first()
				.dblclick();
			await byTestId('parameter-input').first().waitFor();
			await pick('oaId', 'SVoucher');
			await pick('templateId', 'Phiếu bảo hành');
			await says('warranty_code (');
		});
		await step('hand its variables over to the model', async () => {
			for (const name of ['warranty_code', 'customer_name', 'valid_until', 'branch']) {
				const variable = field(`templateData.value["${name}"]`);
				await variable.hover();
				const button = '*[@data-test-id="from-ai-override-button"]';
				await variable.locator(`xpath=ancestor-or-self::*[.//${button}][1]//${button}`).click();
			}
		});
		await step('back to the canvas', async () => {
			await byTestId('ndv-close-button').last().click();
			await byTestId('parameter-input').first().waitFor({ state: 'detached' });
		});
		await step('ask the agent in the chat', async () => {
			await page.getByRole('button', { name: 'Open chat' }).last().click();
			const input = page.locator('textarea').filter({ visible: true }).last();
			await input.fill(`Please thank Lan, ${PHONE}, for order DH-1001`);
			await page.keyboard.press('Enter');
			await says('eSMS says');
			const message = (await sent()).at(-1);
			console.log(`agent: ${await page.getByText('eSMS says').last().textContent()}`);
			console.log(`agent: sent ${message?.content}`);
			assert.match(message?.content ?? '', /BH-1001/);
		});
		const [{ tools }] = model.requests;
		for (const { function: tool } of tools) {
			console.log(
				`agent: the model is told ${tool.name}: ${JSON.stringify(tool.parameters.properties)}`,
			);
		}
	},

	mcp: async () => {
		if (!hasCatalog((await ensureN8n(version)).dir)) return console.log('mcp: not in this n8n');
		await credential();
		await rest.call('PATCH', '/mcp/settings', { mcpAccessEnabled: true });
		const { apiKey } = await rest.call('GET', '/mcp/api-key');
		const client = await openMcp(`${n8n.url}/mcp-server/http`, {
			authorization: `Bearer ${apiKey}`,
		});
		/** @param {string} tool @param {Json} args */
		const ask = async (tool, args) => {
			const { result, error } = await client.call(tool, args);
			const text = (result?.content ?? []).map((/** @type {Json} */ part) => part.text).join('\n');
			if (error || result.isError) throw new Error(`${tool}: ${error?.message ?? text}`);
			return text;
		};
		const found = await step('search the nodes', () =>
			ask('search_nodes', { queries: ['sms', 'zalo'] }),
		);
		assert.match(found, new RegExp(`^- ${NODE}$`, 'm'));
		const operation = { resource: 'sms', operation: 'sendCustomerCareSms' };
		const definition = await step('read the definition', () =>
			ask('get_node_types', { nodeIds: [{ nodeId: NODE, ...operation }] }),
		);
		const type =
			definition
				.split(/^export type /m)
				.find((/** @type {string} */ text) =>
					text.includes(`operation: '${operation.operation}'`),
				) ?? '';
		const credentialType = 'esmsApi';
		const listed = await step('list the credentials', () =>
			ask('list_credentials', { type: credentialType }),
		);
		const [{ id: credentialId, name }] = JSON.parse(listed).data;
		const brandnames = await step('ask for the brandnames', () =>
			ask('explore_node_resources', {
				nodeType: NODE,
				version: 1,
				methodName: /@searchListMethod (\w+)[^/]*\/\s+brandname\?:/.exec(type)?.[1],
				methodType: 'listSearch',
				credentialType,
				credentialId,
				currentNodeParameters: operation,
			}),
		);
		const [brandname] = JSON.parse(brandnames).results;
		const parameters = {
			...operation,
			brandname: { __rl: true, mode: 'list', value: brandname.value },
			phone: PHONE,
			content: TEXT,
			options: { sandbox: true },
		};
		for (const known of [...Object.keys(parameters), 'sandbox']) {
			assert.match(type, new RegExp(`\\b${known}\\??:`));
		}
		await step('validate the node', async () => {
			const nodes = [{ type: NODE, typeVersion: 1, parameters }];
			const verdict = await ask('validate_node_config', { nodes });
			assert.equal(JSON.parse(verdict).valid, true, verdict);
		});
		const code = `import { workflow, node, trigger, newCredential } from '@n8n/workflow-sdk';
const start = trigger({ type: 'n8n-nodes-base.manualTrigger', version: 1, config: { name: 'Start' } });
const send = node({ type: '${NODE}', version: 1, config: { name: 'Send SMS',
	parameters: ${JSON.stringify(parameters)},
	credentials: { esmsApi: newCredential('${name}', '${credentialId}') } } });
export default workflow('sms', 'SMS by an MCP client').add(start).to(send);`;
		await step('validate the workflow', () => ask('validate_workflow', { code }));
		const made = await step('create the workflow', () =>
			ask('create_workflow_from_code', { code }),
		);
		const { workflowId } = JSON.parse(made);
		const executed = await step('execute it', () =>
			ask('execute_workflow', { workflowId, executionMode: 'manual' }),
		);
		const { executionId } = JSON.parse(executed);
		await step('read the execution', async () => {
			const [item] = itemsOf(await rest.finished(executionId), 'Send SMS');
			assert.equal(item?.status, 'accepted', JSON.stringify(item));
			await page.goto(`${n8n.url}/workflow/${workflowId}/executions/${executionId}`, {
				timeout: LOAD_MS,
			});
			await says('Succeeded');
		});
	},
};

try {
	const names = wanted.length > 0 ? wanted : Object.keys(walks);
	if (!names.includes('install')) await installByRest();
	for (const name of names) {
		walk = name;
		count = 0;
		const start = Date.now();
		try {
			await walks[name]();
			console.log(`${name}: ${((Date.now() - start) / 1000).toFixed(1)} s in all`);
		} catch (error) {
			console.log(`${name} failed: ${error instanceof Error ? error.stack : error}`);
			await page.screenshot({ path: join(pictures, `${name}-failed.png`) });
			process.exitCode = 1;
		}
	}
} finally {
	await editor.close();
	server.close();
	await stopAll();
}
