import type { ICredentialDataDecryptedObject, INodeType } from 'n8n-workflow';
import type { Simulator } from '../../simulator/server';
import type { Case } from '../cases';
import { output } from './engine';

/** A credential that calls the simulator for all three hosts. */
export const credentialsOf = ({ settings, url }: Simulator): ICredentialDataDecryptedObject => ({
	apiKey: settings.apiKey,
	secretKey: settings.secretKey,
	restUrl: url,
	voiceUrl: url,
	statusUrl: url,
});

/** Runs the case's first message and puts its ids into the case. */
export async function prepared(simulator: Simulator, one: Case, node?: INodeType): Promise<Case> {
	if (!one.before) return one;
	const [[sent]] = await output({
		parameters: one.before,
		credentials: credentialsOf(simulator),
		node,
	});
	await simulator.settled();
	const message = simulator.messages.get(String(sent.json.smsId));
	return JSON.parse(
		JSON.stringify(one)
			.replaceAll('$smsId', String(sent.json.smsId))
			.replaceAll('$zaloMessageId', String(message?.sent[0]?.zaloMessageId)),
	) as Case;
}
