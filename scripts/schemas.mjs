/**
 * Writes the output previews, which n8n's editor shows before a node has run (`__schema__` beside the node): for each
 * operation what its test cases give, through n8n's engine and against the simulator.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Esms } from '../nodes/Esms/Esms.node.js';
import { startSimulator } from '../simulator/start.mjs';
import { credentialsOf, prepared } from '../test/engine/cases.js';
import { output } from '../test/engine/engine.js';
import { answers, menuEntries, previewedCases, previewOf } from './generate/outputSchema.js';
import { root } from './process.mjs';

const folder = join(root, 'nodes', 'Esms', '__schema__');
// Handed to the engine's tests, which outside of jest would find the codex file of the same name.
const node = new Esms();
const simulator = await startSimulator({ callbackDelayMs: 20, lateDelayMs: 60 });

/** @param {string} operation */
async function outputsOf(operation) {
	const found = [];
	for (const described of previewedCases(operation)) {
		simulator.reset();
		const { parameters, items } = await prepared(simulator, described, node);
		const outputs = await output({
			parameters,
			items,
			credentials: credentialsOf(simulator),
			node,
		});
		found.push(...outputs.flat().map(({ json }) => json));
	}
	return found;
}

await rm(folder, { recursive: true, force: true });
let count = 0;
for (const { resource, operation, isQuestion } of menuEntries) {
	const file = join(folder, 'v1.0.0', resource, `${operation}.json`);
	await mkdir(dirname(file), { recursive: true });
	const outputs = isQuestion ? answers : await outputsOf(operation);
	await writeFile(file, `${JSON.stringify(previewOf(outputs), null, '\t')}\n`);
	count++;
}
await simulator.close();
console.log(`${count} output previews in ${folder}`);
// n8n-core keeps timers of its own running, which nothing outside it can stop.
process.exit(0);
