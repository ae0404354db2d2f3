import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { escapeXml } from '../../shared/xml';

/** Shorter ones would also stand in words of an answer; eSMS's have 30 characters and more. */
const leastLength = 8;

/** Takes the account's keys out of answers, in case what answered repeats the request in its words. */
export function keyRemover({
	apiKey,
	secretKey,
}: ICredentialDataDecryptedObject): (text: string) => string {
	const keys = [apiKey, secretKey]
		.map((key) => String(key ?? '').trim())
		.filter((key) => key.length >= leastLength);
	const written = keys.flatMap((key) => [
		key,
		encodeURIComponent(key),
		escapeXml(key),
		JSON.stringify(key).slice(1, -1),
	]);
	return (text) => written.reduce((clean, key) => clean.replaceAll(key, '***'), text);
}
