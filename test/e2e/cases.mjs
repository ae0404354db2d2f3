/** The operations' cases, which the tests of the engine run too, for a real n8n. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, waitFor } from '../../scripts/process.mjs';
import { clearSimulator, runNode, simulator } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */
/** @typedef {{operation: string, rows: string[], call: string, parameters: Json, items?: Json[], before?: Json, sent: Json, output: Json[]}} Case */

const folder = join(root, 'test', 'cases');
const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();

/** @type {Case[]} */
export const cases = (
	await Promise.all(
		files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8'))),
	)
).flat();

/**
 * Clears the simulator, sends the message that a case asks about, waits for its end (some have none), and
 * puts its ids in place of the case's placeholders.
 *
 * @param {Case} one
 * @returns {Promise<Case>}
 */
export async function prepared(one) {
	await clearSimulator();
	if (!one.before) return one;
	const { items } = await runNode(one.before);
	const [{ smsId }] = items;
	const patience = Date.now() + 3000;
	const message = await waitFor(
		`the end of message ${smsId}`,
		async () => {
			const [found] = await simulator('GET', `messages?smsid=${encodeURIComponent(smsId)}`);
			return found?.sent[0].sendStatus === 5 || Date.now() > patience ? found : undefined;
		},
		{ timeoutMs: 10_000 },
	);
	return JSON.parse(
		JSON.stringify(one)
			.replaceAll('$smsId', smsId)
			.replaceAll('$zaloMessageId', String(message.sent[0].zaloMessageId)),
	);
}
