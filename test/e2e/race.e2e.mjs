/** Receipts that come before n8n has stored the wait: n8n takes none then, and eSMS does not call again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { startSimulator } from '../../scripts/simulator.mjs';
import { activeSendAndWait, sendAndWait } from './sendAndWait.mjs';
import { rest } from './setting.mjs';

const TIMES = 3;

describe('a receipt that comes early', () => {
	for (const delay of [0, 5, 20, 50, 400]) {
		it(`is not lost ${delay} ms after the send, by hand and in production`, async () => {
			const simulator = await startSimulator({ args: ['--callback-delay', String(delay)] });
			try {
				const name = `eSMS with receipts after ${delay} ms`;
				const credential = await rest.createCredential('esmsApi', name, simulator.credential);
				const start = await activeSendAndWait('0901888471', credential);
				for (let count = 0; count < TIMES; count++) {
					for (const execution of [
						await sendAndWait('0901888471', {}, 60_000, credential),
						await start(),
					]) {
						assert.equal(execution.status, 'success');
						const [item] = itemsOf(execution, 'After');
						assert.equal(item.outcome, 'delivered', JSON.stringify(item));
					}
				}
			} finally {
				await simulator.stop();
			}
		});
	}
});
