/**
 * The example that asks for lost receipts, on two workers, one of which is killed while messages are open. Half of the
 * messages are never reported. Each must get its outcome all the same, and no outcome may be told twice.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { chain } from '../../bench/n8n.mjs';
import { waitFor } from '../../scripts/process.mjs';
import { startSimulator } from '../../scripts/simulator.mjs';
import { example, TABLES } from '../../scripts/stage.mjs';
import { tally } from './cluster.mjs';
import { placeOrders, takingOrders } from './orders.mjs';

/** Messages of one execution. */
const BATCH = 20;

/** Outcomes by the last digit of a number, which steers the simulator: 9 is delivered late. */
const OUTCOMES = /** @type {Record<string, string>} */ ({
	1: 'delivered',
	7: 'failed',
	8: 'rejected',
	9: 'delivered',
});

/** Notes the rows that the example says an outcome of. */
async function startSink() {
	/** @type {string[]} */
	const told = [];
	const server = createServer(async (request, response) => {
		let text = '';
		for await (const chunk of request) text += chunk;
		told.push(JSON.parse(text).smsId);
		response.end('{}');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	server.unref();
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return { url: `http://127.0.0.1:${port}`, told };
}

/**
 * @param {import('./cluster.mjs').Cluster} cluster
 * @param {number} count
 */
export async function lostReceipts({ rest, webhooks, startWorker, ended }, count) {
	const simulator = await startSimulator({ args: ['--late-delay', '20000'] });
	const sink = await startSink();
	const { id: credentialId, name } = await rest.createCredential(
		'esmsApi',
		'eSMS API',
		simulator.credential,
	);
	const credentials = { esmsApi: { id: credentialId, name } };
	const { id: projectId } = await rest.call('GET', '/projects/personal');
	const columns = Object.entries(TABLES['eSMS Messages']);
	const table = await rest.call('POST', `/projects/${projectId}/data-tables`, {
		name: 'eSMS Messages',
		columns: columns.map(([column, type]) => ({ name: column, type })),
	});
	const rows = async () => {
		/** @type {import('../../scripts/n8n/client.mjs').Json[]} */
		const found = [];
		for (let more = true; more;) {
			const path = `/projects/${projectId}/data-tables/${table.id}/rows?take=100&skip=${found.length}`;
			const { data } = await rest.call('GET', path);
			found.push(...data);
			more = data.length === 100;
		}
		return found;
	};

	const webhookId = randomUUID();
	const asking = await example('lost-receipts');
	for (const node of asking.nodes) {
		if (node.type === 'n8n-nodes-esms.esms') node.credentials = credentials;
		if (node.name === 'eSMS Trigger') node.webhookId = webhookId;
		if (node.name === 'Rules')
			node.parameters.jsonOutput = '{ "askAfterMinutes": 0.1, "keptDays": 7 }';
		if (node.name === 'Every Hour')
			node.parameters.rule.interval = [{ field: 'seconds', secondsInterval: 5 }];
		if (node.name === 'Outcome Known') {
			Object.assign(node, { type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2 });
			node.parameters = {
				method: 'POST',
				url: sink.url,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '={{ JSON.stringify($json) }}',
				options: {},
			};
		}
	}
	const { id } = await rest.createWorkflow({ ...asking, id: undefined });
	await rest.activate(id);

	const path = randomUUID();
	const sending = chain('Sends', [
		...takingOrders(path),
		{
			name: 'eSMS',
			type: 'n8n-nodes-esms.esms',
			credentials,
			parameters: {
				resource: 'sms',
				operation: 'sendCustomerCareSms',
				phone: '={{ $json.phone }}',
				brandname: { __rl: true, mode: 'id', value: 'Baotrixemay' },
				content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
				options: { callbackUrl: '={{ $json.callbackUrl }}' },
			},
		},
		{
			name: 'Keep',
			type: 'n8n-nodes-base.executeWorkflow',
			typeVersion: 1.2,
			parameters: { workflowId: { __rl: true, mode: 'id', value: id } },
		},
	]);
	const { id: sendsId } = await rest.createWorkflow({ ...sending, id: undefined });
	await rest.activate(sendsId);

	const killed = await startWorker('worker-lost-1');
	const stays = await startWorker('worker-lost-2');
	const digits = Object.keys(OUTCOMES);
	const orders = Array.from({ length: count }, (_, index) => ({
		phone: `09${String(1_000_000 + index)}${digits[index % digits.length]}`,
		callbackUrl:
			index % (2 * digits.length) < digits.length
				? `${webhooks}/webhook/${webhookId}/esms?esms=`
				: '',
	}));
	for (let start = 0; start < count; start += BATCH) {
		await placeOrders(`${webhooks}/webhook/${path}`, orders.slice(start, start + BATCH));
	}
	const sends = await ended(sendsId, 300_000);
	assert.deepEqual(new Set(sends.map(({ status }) => status)), new Set(['success']));
	const open = (await rows()).filter(({ outcome }) => !outcome).length;
	await killed.kill();
	const again = await startWorker('worker-lost-3');

	const settled = await waitFor(
		'every outcome',
		async () => {
			const found = await rows();
			return found.length === count && found.every(({ outcome }) => outcome) ? found : undefined;
		},
		{ timeoutMs: 300_000, intervalMs: 1000 },
	);
	await rest.deactivate(id);
	const asked = await ended(id, 120_000);
	await stays.stop();
	await again.stop();
	const twice = sink.told.filter((smsId, index) => sink.told.indexOf(smsId) !== index);
	const wrong = settled.filter(({ phone, outcome }) => OUTCOMES[phone.at(-1)] !== outcome);
	console.log(`lost receipts: ${count} messages, half of them never reported; ${open} without an outcome when one of two workers was killed
  rows: ${settled.length}, found by: ${tally(settled.map(({ foundBy }) => foundBy))}; with another outcome than eSMS's: ${wrong.length}
  told: ${sink.told.length}, twice: ${twice.length}; executions of the example, by status: ${tally(asked.map(({ status }) => status))}`);
	assert.ok(open > 0, 'messages were open when the worker was killed');
	assert.equal(settled.length, count, 'every message has one row');
	assert.deepEqual(wrong, [], "every outcome is eSMS's");
	assert.deepEqual(twice, [], 'no outcome is told twice');
	assert.ok(settled.filter(({ foundBy }) => foundBy === 'question').length >= count / 2);
	await simulator.stop();
}
