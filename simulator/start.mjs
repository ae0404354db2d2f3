import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { startSimulator as start } from './server.ts';

/**
 * Starts the simulator with the contract of this repository; for scripts that run under tsx.
 *
 * @param {Omit<import('./server.ts').SimulatorOptions, 'document'>} [options]
 * @returns {Promise<import('./server.ts').Simulator>}
 */
export async function startSimulator(options = {}) {
	const text = await readFile(new URL('../contract/openapi.yaml', import.meta.url), 'utf8');
	return await start({ document: parse(text), ...options });
}
