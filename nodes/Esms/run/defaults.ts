import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

/** What the credential sets for every send: the Callback URL of sends that have none of their own. */
export function defaultsOf({ callbackUrl }: ICredentialDataDecryptedObject): IDataObject {
	return callbackUrl ? { callbackUrl: String(callbackUrl) } : {};
}
