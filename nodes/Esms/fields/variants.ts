import { choice } from './make';

const why = 'JSON keeps the keys and the text out of URLs and their logs, so use another one only if you must';

/** Transport of a send that eSMS also takes in older forms. */
export const requestFormat = choice({
	name: 'requestFormat',
	displayName: 'Request Format',
	optional: true,
	description: `How the request travels. ${why}.`,
	options: [
		{ name: 'Form', value: 'form' },
		{ name: 'GET', value: 'get' },
		{ name: 'JSON', value: 'json' },
		{ name: 'XML', value: 'xml' },
	],
	default: 'json',
});

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
