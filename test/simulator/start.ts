import document from '../../contract/openapi.yaml';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator/server';

/** Starts a simulator on a free port for a test, with callbacks that follow at once. */
export async function startTestSimulator(
	options: Partial<SimulatorOptions> = {},
): Promise<Simulator> {
	return await startSimulator({ document, callbackDelayMs: 20, lateDelayMs: 60, ...options });
}
