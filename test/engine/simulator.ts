import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Simulator } from '../../simulator/server';
import { startTestSimulator } from '../simulator/start';
import { credentialsOf } from './cases';

/** Runs while the tests of the file that imports it do, and has forgotten between two of them what it was sent. */
export let simulator: Simulator;

beforeAll(async () => {
	simulator = await startTestSimulator();
});
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

/** The simulator's account. */
export const credentials = (): ICredentialDataDecryptedObject => credentialsOf(simulator);

/** A value of a list, as n8n stores it. */
export const rlc = (value: string, mode = 'id') => ({ __rl: true, mode, value });
