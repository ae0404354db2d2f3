import type { IDataObject, INodeCredentialTestResult } from 'n8n-workflow';
import { isSameText } from '../shared/sameText';

/** What the callback credential holds; '' for what was left empty. */
export interface WebhookSecrets {
	urlSecret: string;
	privateKey: string;
}

/** Reads the credential: texts as they were typed, or what an expression gave in their place. */
export function secretsOf(data: IDataObject): WebhookSecrets {
	const text = (value: unknown) => String(value ?? '').trim();
	return { urlSecret: text(data.urlSecret), privateKey: text(data.privateKey) };
}

/** There is no server to ask: what can be wrong is how the credential was filled in. */
export function checkSecrets({ urlSecret, privateKey }: WebhookSecrets): INodeCredentialTestResult {
	if (urlSecret === '' && privateKey === '') {
		return {
			status: 'Error',
			message: "Fill in 'URL Secret', 'Short-Code Private Key' or both",
		};
	}
	if (!/^[A-Za-z0-9_-]*$/.test(urlSecret)) {
		return { status: 'Error', message: "'URL Secret' may only hold letters, digits, - and _" };
	}
	return { status: 'OK', message: 'The credential can be used' };
}

/**
 * Whether a caller may go on. A credential that holds nothing trusts nobody: it was chosen to keep
 * callers out.
 *
 * @param secret what came with the URL
 */
export function isTrustedUrl(secrets: WebhookSecrets, secret: string | undefined): boolean {
	if (secrets.urlSecret === '') return secrets.privateKey !== '';
	return secret !== undefined && isSameText(secret, secrets.urlSecret);
}
