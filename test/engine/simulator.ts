import type { Simulator } from '../../simulator/server';
import { startTestSimulator } from '../simulator/start';
import { credentialsOf } from './cases';

/** Runs for the tests of the file that imports it, and has forgotten everything before each of them. */
export let simulator: Simulator;

beforeAll(async () => {
	simulator = await startTestSimulator();
});
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

/** A credential that calls it for all three hosts. */
export const credentials = () => credentialsOf(simulator);

/** A resource locator as n8n stores it. */
export const rl = (value: string) => ({ __rl: true, mode: 'id', value });

/** Request Options without a rate limit. */
export const unpaced = { batching: { batch: { batchSize: 20, batchInterval: 0 } } };
