/**
 * 5,000 messages go out in executions on two workers, one of which is killed in the middle. No receiver may get a
 * message twice, and whoever got none must be found in an execution that failed. Those are then repeated: the
 * RequestId from the user's own field makes that safe.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { chain } from '../../bench/n8n.mjs';
import { waitFor } from '../../scripts/process.mjs';
import { startSimulator } from '../../scripts/simulator.mjs';
import { CONCURRENCY, tally } from './cluster.mjs';
import { placeOrders, takingOrders } from './orders.mjs';

/** Messages of one execution. */
const BATCH = 50;

/**
 * @param {import('./cluster.mjs').Cluster} cluster
 * @param {number} count
 */
export async function sends({ rest, webhooks, startWorker, ended }, count) {
	const simulator = await startSimulator();
	const { id: credentialId, name } = await rest.createCredential(
		'esmsApi',
		'eSMS API',
		simulator.credential,
	);
	const path = randomUUID();
	const workflow = chain('Sends', [
		...takingOrders(path),
		{
			name: 'eSMS',
			type: 'n8n-nodes-esms.esms',
			credentials: { esmsApi: { id: credentialId, name } },
			parameters: {
				resource: 'sms',
				operation: 'sendCustomerCareSms',
				phone: '={{ $json.phone }}',
				brandname: { __rl: true, mode: 'id', value: 'Baotrixemay' },
				content: '={{ $json.code }} la ma xac minh dang ky Baotrixemay cua ban',
				options: { requestId: '={{ $json.order }}' },
			},
		},
	]);
	const { id } = await rest.createWorkflow({ ...workflow, id: undefined });
	await rest.activate(id);
	const url = `${webhooks}/webhook/${path}`;

	const batches = Array.from({ length: Math.ceil(count / BATCH) }, (_, batch) =>
		Array.from({ length: Math.min(BATCH, count - batch * BATCH) }, (__, index) => {
			const serial = batch * BATCH + index;
			// The last digit steers what becomes of a message in the simulator: 0 to 5 is delivered.
			const phone = `09${String(Math.floor(serial / 5) + 10_000_00).padStart(7, '0')}${serial % 5}`;
			return { order: `order-${serial}`, phone, code: String(100_000 + serial) };
		}),
	);
	/** How many messages each receiver got. */
	const receivers = async () =>
		/** @type {Record<string, number>} */ (
			await (await fetch(`${simulator.url}/_simulator/receivers`)).json()
		);
	const total = (/** @type {Record<string, number>} */ found) =>
		Object.values(found).reduce((a, b) => a + b, 0);

	const killed = await startWorker('worker-sends-1');
	const stays = await startWorker('worker-sends-2');
	for (const batch of batches) await placeOrders(url, batch);
	await waitFor(
		'half of the messages',
		async () => total(await receivers()) >= count / 2 || undefined,
		{ timeoutMs: 600_000, intervalMs: 100 },
	);
	await killed.kill();
	const rows = await ended(id, 600_000);

	const phones = batches.flat().map(({ phone }) => phone);
	const first = await receivers();
	const missing = phones.filter((phone) => first[phone] === undefined);
	const failed = rows.filter(({ status }) => status !== 'success');
	const names = (
		/** @type {typeof rows[number]} */ row,
		/** @type {typeof batches[number]} */ [{ order }],
	) => row.data?.includes(`"${order}"`) ?? false;
	// By elimination, because n8n may keep an execution that a worker took along without what it was given.
	const failedBatches = batches.filter(
		(batch) => !rows.some((row) => row.status === 'success' && names(row, batch)),
	);
	const stillReadable = failed.filter((row) => batches.some((batch) => names(row, batch)));
	const coveredPhones = new Set(failedBatches.flat().map(({ phone }) => phone));
	const notCovered = missing.filter((phone) => !coveredPhones.has(phone));
	const twice = Object.values(first).filter((messages) => messages > 1).length;
	console.log(`sends: ${count} messages in ${batches.length} executions, one of two workers killed after half of them
  executions: ${rows.length}, by status: ${tally(rows.map(({ status }) => status))}
  receivers with a message: ${Object.keys(first).length}, with more than one: ${twice}, without: ${missing.length}
  of those without: ${missing.length - notCovered.length} belong to the ${failedBatches.length} executions that failed; n8n still shows the orders in ${stillReadable.length} of these`);
	assert.equal(rows.length, batches.length, 'every call has one execution');
	assert.equal(
		failedBatches.length,
		failed.length,
		'each batch that did not succeed is one failed execution',
	);
	assert.equal(twice, 0, 'no receiver got two messages');
	assert.equal(notCovered.length, 0, 'whoever got no message is in an execution that failed');
	assert.ok(
		failed.length > 0 && failed.length <= CONCURRENCY,
		'the killed worker had executions in flight',
	);

	for (const batch of failedBatches) await placeOrders(url, batch);
	const all = await ended(id, 600_000);
	await stays.stop();
	const repeats = all.slice(rows.length);
	const last = await receivers();
	const already = repeats.reduce(
		(sum, { data }) => sum + (data?.match(/alreadyAccepted/g)?.length ?? 0),
		0,
	);
	console.log(`  repeated: ${repeats.length} executions, by status: ${tally(repeats.map(({ status }) => status))}
  receivers with a message: ${Object.keys(last).length}, with more than one: ${Object.values(last).filter((messages) => messages > 1).length}
  results 'already accepted' in them: ${already > 0 ? 'yes' : 'none'}`);
	assert.deepEqual(
		repeats.map(({ status }) => status),
		failedBatches.map(() => 'success'),
	);
	assert.deepEqual(
		phones.filter((phone) => last[phone] !== 1),
		[],
		'every receiver got exactly one message',
	);
	await simulator.stop();
}
