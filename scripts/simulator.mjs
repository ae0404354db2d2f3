/** The eSMS simulator as a process of its own. */
import { join } from 'node:path';
import { freePort, resultsDir, root, startProcess, waitFor } from './process.mjs';

/** Keys that the simulator accepts. */
export const KEYS = { apiKey: 'SIM-API-KEY', secretKey: 'SIM-SECRET-KEY' };

/**
 * @typedef {object} RunningSimulator
 * @property {string} url without a slash at the end
 * @property {string} logFile
 * @property {import('./n8n/client.mjs').Json} credential data of an 'eSMS API' credential that calls the simulator
 * @property {() => Promise<void>} stop
 */

/**
 * @param {{logFile?: string, args?: string[]}} [options] `args`: options of its command line
 * @returns {Promise<RunningSimulator>}
 */
export async function startSimulator({
	logFile = join(resultsDir, 'simulator.log'),
	args = [],
} = {}) {
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const simulator = await startProcess(
		[
			process.execPath,
			'--import',
			'tsx',
			join(root, 'simulator', 'main.mjs'),
			'--port',
			String(port),
			...args,
		],
		{ cwd: root, env: process.env, logFile },
	);
	await waitFor(
		'the simulator',
		async () => {
			if (simulator.ended()) throw new Error(`the simulator ended at once:\n${simulator.output()}`);
			return await fetch(url).then(
				() => true,
				() => undefined,
			);
		},
		{ timeoutMs: 60_000 },
	);
	return {
		url,
		logFile,
		credential: { ...KEYS, restUrl: url, voiceUrl: url, statusUrl: url },
		stop: simulator.stop,
	};
}
