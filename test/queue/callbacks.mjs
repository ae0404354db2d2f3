/**
 * 2,000 callbacks reach the webhook processor while the only worker is killed and started again. Every callback
 * that was answered with 200 must have its execution, and no callback two.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { chain } from '../../bench/n8n.mjs';
import { waitFor } from '../../scripts/process.mjs';
import { CONCURRENCY, tally } from './cluster.mjs';

const CALLERS = 20;

/** @param {string | null} data of an execution, as n8n stores it */
const smsIdIn = (data) => /"(queue-\d+)"/.exec(data ?? '')?.[1];

/**
 * @param {import('./cluster.mjs').Cluster} cluster
 * @param {number} count
 */
export async function callbacks({ rest, webhooks, query, startWorker, ended }, count) {
	const webhookId = randomUUID();
	const workflow = chain('Callbacks', [
		{ name: 'eSMS Trigger', type: 'n8n-nodes-esms.esmsTrigger', typeVersion: 2, webhookId },
		// Long enough for executions to be in flight whenever the worker dies.
		{ name: 'Wait', type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { amount: 0.3 } },
	]);
	const { id } = await rest.createWorkflow({ ...workflow, id: undefined });
	await rest.activate(id);
	const url = `${webhooks}/webhook/${webhookId}/esms?esms=`;
	await waitFor(
		'the webhook of the processor',
		async () => ((await fetch(url)).ok ? true : undefined),
		{ timeoutMs: 30_000 },
	);

	let worker = await startWorker('worker-callbacks');
	/** @type {string[]} */
	const accepted = [];
	/** @type {number[]} */
	const refused = [];
	let made = 0;
	const caller = async () => {
		while (made < count) {
			const smsId = `queue-${made++}`;
			const { status } = await fetch(
				`${url}&SMSID=${smsId}&SendFailed=0&SendStatus=5&SendSuccess=1&TypeId=2&phonenumber=0901888484`,
			);
			if (status === 200) accepted.push(smsId);
			else refused.push(status);
		}
	};
	const calling = Promise.all(Array.from({ length: CALLERS }, caller));
	await waitFor('a third of the callbacks', async () => made >= count / 3 || undefined, {
		timeoutMs: 300_000,
		intervalMs: 20,
	});
	await worker.kill();
	const stored = await query(
		`SELECT id, data FROM execution_entity JOIN execution_data ON "executionId" = id
		WHERE "workflowId" = $1 AND status IN ('new', 'running', 'waiting')`,
		[id],
	);
	/** Callbacks whose executions were queued or in the killed worker's hands, by the id of the execution. */
	const unfinished = new Map(stored.map((row) => [String(row.id), smsIdIn(row.data)]));
	const answeredBefore = accepted.length;
	await sleep(3000);
	const answeredWithout = accepted.length - answeredBefore;
	worker = await startWorker('worker-callbacks-again');
	await calling;
	const rows = await ended(id, 600_000);
	await worker.stop();

	const smsIds = rows.map((row) => smsIdIn(row.data) ?? unfinished.get(String(row.id)));
	const lost = accepted.filter((smsId) => !smsIds.includes(smsId));
	const twice = smsIds.filter((smsId, index) => smsIds.indexOf(smsId) !== index);
	const notRun = rows.filter(({ status }) => status !== 'success');
	const stillReadable = notRun.filter(({ data }) => smsIdIn(data) !== undefined);
	console.log(`callbacks: ${count} sent, ${accepted.length} answered with 200${refused.length > 0 ? `, ${tally(refused)}` : ''}; ${answeredWithout} of them in 3 s without a worker
  executions: ${rows.length}, by status: ${tally(rows.map(({ status }) => status))}
  taken along by the killed worker: ${notRun.length}, they ended as: ${tally(notRun.map(({ status }) => status))}; n8n still shows the callback in ${stillReadable.length} of them
  accepted without an execution: ${lost.length}; executions for one callback twice: ${twice.length}`);

	assert.equal(accepted.length, count, 'every callback is answered with 200');
	assert.deepEqual(lost, [], 'every accepted callback has an execution');
	assert.deepEqual(twice, [], 'no callback has two executions');
	assert.ok(notRun.length <= CONCURRENCY, 'only what was in flight did not run to its end');
	const others = notRun.filter((row) => !unfinished.has(String(row.id)));
	assert.deepEqual(others, [], 'whatever did not end well was there when the worker was killed');
}
