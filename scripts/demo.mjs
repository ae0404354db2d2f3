/**
 * A message goes out and its receipt comes back, in a real n8n on this machine.
 *
 *     npm run demo            stays up until Ctrl-C
 *     npm run demo -- --exit  ends, with code 0 only if the receipt arrived and matched
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { buildAndPack } from './package.mjs';
import { resultsDir, root, stopAll, stopOnSignal, temporaryDir, waitFor } from './process.mjs';
import { itemsOf } from './n8n/client.mjs';
import { ensureN8n, VERSIONS } from './n8n/install.mjs';
import { OWNER, startN8n, webhookUrl } from './n8n/run.mjs';
import { startSimulator } from './simulator.mjs';

/** @typedef {import('./n8n/client.mjs').Json} Json */

const RECEIPT_MS = 60_000;
const VERSION = VERSIONS[0];
const stays = !process.argv.includes('--exit');
const logDir = join(resultsDir, 'demo');

/** @param {number} start */
const since = (start) => `${((Date.now() - start) / 1000).toFixed(1)} s`;

/** @param {string} line */
const progress = (line) => console.log(`       ${line}`);

let number = 0;

/**
 * Does a step and prints its result and how long it took.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} action
 * @param {(result: T) => string} describe
 * @returns {Promise<T>}
 */
async function step(name, action, describe) {
	number += 1;
	const start = Date.now();
	console.log(`${String(number).padStart(2)}. ${name}`);
	const result = await action();
	console.log(`    -> ${describe(result)} (${since(start)})`);
	return result;
}

/**
 * @param {string} name file in examples/
 * @returns {Promise<Json>}
 */
async function example(name) {
	return JSON.parse(await readFile(join(root, 'examples', name), 'utf8'));
}

async function demo() {
	const workDir = temporaryDir('demo');
	const tarball = await step(
		'Build and pack the package',
		() => buildAndPack(workDir),
		(file) => basename(file),
	);
	await step(
		`Install n8n ${VERSION}, the first time only (about 3 GB, some minutes)`,
		() => ensureN8n(VERSION, { onProgress: progress }),
		({ dir }) => dir,
	);
	const simulator = await step(
		'Start the eSMS simulator',
		() => startSimulator({ logFile: join(logDir, 'simulator.log') }),
		({ url }) => url,
	);
	const n8n = await step(
		`Start n8n ${VERSION} with the package`,
		() =>
			startN8n({
				packageTarball: tarball,
				dataDir: workDir,
				version: VERSION,
				logFile: join(logDir, 'n8n.log'),
			}),
		({ url }) => url,
	);
	const { rest } = n8n;

	const credential = await step(
		'Create the credential and test it',
		async () => {
			const created = await rest.createCredential('esmsApi', 'eSMS API', simulator.credential);
			const test = await rest.testCredential(created, simulator.credential);
			if (test.status !== 'OK') throw new Error(`the credential test says: ${test.message}`);
			return { created, test };
		},
		({ test }) => test.message,
	);

	const receiver = await step(
		"Create the workflow 'eSMS: on receipt' and publish it",
		async () => {
			const imported = await example('on-receipt.json');
			const [trigger] = imported.nodes;
			// As the editor does on import.
			trigger.webhookId = randomUUID();
			const workflow = await rest.createWorkflow(imported);
			await rest.activate(workflow.id);
			return { id: workflow.id, callbackUrl: await webhookUrl(rest, trigger) };
		},
		({ callbackUrl }) => `callback URL ${callbackUrl}`,
	);

	const sender = await step(
		"Create the workflow 'eSMS: send an SMS' with a number, a brandname and that callback URL, sandbox off",
		async () => {
			const workflow = await example('send-sms.json');
			for (const node of workflow.nodes.filter(isEsms)) {
				Object.assign(node.parameters, {
					phone: '0901888484',
					brandname: { __rl: true, mode: 'id', value: 'Baotrixemay' },
					options: { callbackUrl: receiver.callbackUrl },
				});
				node.credentials = {
					esmsApi: { id: credential.created.id, name: credential.created.name },
				};
			}
			return await rest.createWorkflow(workflow);
		},
		({ id }) => `${n8n.url}/workflow/${id}`,
	);

	const sent = await step(
		'Run it',
		async () => {
			const execution = await rest.run(sender, sender.nodes[0].name);
			const { error } = execution.data.resultData;
			if (error) throw new Error(`${error.message} ${error.description ?? ''}`);
			return itemsOf(execution, sender.nodes.find(isEsms).name)[0];
		},
		({ requestId, smsId }) => `accepted: request ID ${requestId}, SMSID ${smsId}`,
	);

	await step(
		'Wait for the receipt in the other workflow',
		() =>
			waitFor(
				`the receipt of ${sent.smsId}`,
				async () => {
					for (const { id, status } of await rest.executions(receiver.id)) {
						if (status !== 'success') continue;
						const [receipt] = itemsOf(await rest.execution(id), 'eSMS Trigger');
						const matches = receipt?.smsId === sent.smsId && receipt.requestId === sent.requestId;
						if (matches && receipt.isFinal) return receipt;
					}
					return undefined;
				},
				{ timeoutMs: RECEIPT_MS },
			),
		({ smsId, requestId, outcome, network, phone }) =>
			`SMSID ${smsId}, request ID ${requestId}: ${outcome} to ${phone} (${network})`,
	);

	return { n8n, simulator };
}

/** @param {Json} node */
function isEsms(node) {
	return node.type === 'n8n-nodes-esms.esms';
}

const start = Date.now();
let exitCode = 1;
stopOnSignal(() => exitCode);
try {
	const { n8n, simulator } = await demo();
	exitCode = 0;
	console.log(`\nThe receipt arrived and matches the message (${since(start)} in all).`);
	if (stays) {
		console.log(`
n8n        ${n8n.url}
  login    ${OWNER.email}
  password ${OWNER.password}
Simulator  ${simulator.url}
Logs       ${relative(root, logDir)}

Ctrl-C ends everything.`);
		await new Promise(() => setInterval(() => undefined, 60_000));
	}
} catch (error) {
	console.error(`\nStopped: ${error instanceof Error ? error.message : error}`);
	console.error(`Logs: ${relative(root, logDir)}`);
} finally {
	await stopAll();
	process.exitCode = exitCode;
}
