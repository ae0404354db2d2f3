import { choice } from './builders';

const formats = {
	form: { name: 'Form', value: 'form' },
	get: { name: 'GET', value: 'get' },
	json: { name: 'JSON', value: 'json' },
	legacy: {
		name: 'Legacy Engine',
		value: 'legacy',
		description:
			"GET to the older voice OTP service, which takes 'Voice' and 'Speed' and knows no request ID",
	},
	xml: { name: 'XML', value: 'xml' },
};

/** Transport of a call that eSMS also takes in those older forms. */
const format = (name: string, older: Array<keyof typeof formats>) =>
	choice({
		name,
		displayName: 'Request Format',
		optional: true,
		description: 'How the request travels. JSON keeps keys and text out of URLs and their logs.',
		options: [...older, 'json' as const].sort().map((one) => formats[one]),
		default: 'json',
	});

export const requestFormat = format('requestFormat', ['form', 'get', 'xml']);
export const formFormat = format('formFormat', ['form']);
export const getFormat = format('getFormat', ['get']);
export const xmlFormat = format('xmlFormat', ['xml']);
export const voiceFormat = format('voiceFormat', ['get', 'legacy']);

/** Version of the ZNS call. All versions send the same message. */
export const apiVersion = choice({
	name: 'apiVersion',
	displayName: 'API Version',
	optional: true,
	description:
		'Version of the call. All send the same message: V6 names the template values, V5 lists them as pairs, V4 by position.',
	options: [
		{ name: 'V4', value: 'v4' },
		{ name: 'V5', value: 'v5' },
		{ name: 'V6', value: 'v6' },
	],
	default: 'v6',
});

/** Version of the list of sent messages. */
export const sentListVersion = choice({
	name: 'sentListVersion',
	displayName: 'API Version',
	optional: true,
	description:
		'Version of the call. V2 takes times, comes in parts and tells the SMSID and the outcome. V1 takes whole days and tells neither, so use it only if you must.',
	options: [
		{ name: 'V1', value: 'v1' },
		{ name: 'V2', value: 'v2' },
	],
	default: 'v2',
});
