import type { IHttpRequestOptions, INode, INodeProperties } from 'n8n-workflow';
import { percentDecode } from '../../shared/callbacks/parameters';
import { settingError } from './errors';
import type { TransportSettings } from './send';

/** What the user may set about the requests of a run, in n8n's own names. */
export interface RequestOptions {
	batching?: { batch?: { batchSize?: number; batchInterval?: number } };
	allowUnauthorizedCerts?: boolean;
	proxy?: string;
	timeout?: number;
}

/** Gentle to eSMS, which documents limits from 20 requests a second: 20 in flight, 20 started a second. */
const batchSize = 20;
const batchInterval = 1000;
const defaultBatch = { batchSize, batchInterval };

/** In milliseconds. A send that timed out may have gone out, so this is generous. */
const defaultTimeout = 60_000;

/** A timer cannot hold more milliseconds. */
export const longestTimeout = 2_147_483_647;

/**
 * n8n's 'Request Options', which it adds by itself only to nodes without a webhook: this node has one,
 * for receipts that an execution waits for.
 */
export const requestOptions: INodeProperties = {
	displayName: 'Request Options',
	name: 'requestOptions',
	type: 'collection',
	isNodeSetting: true,
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Batching',
			name: 'batching',
			type: 'fixedCollection',
			placeholder: 'Add Batching',
			typeOptions: { multipleValues: false },
			default: {},
			options: [
				{
					displayName: 'Batching',
					name: 'batch',
					values: [
						{
							displayName: 'Items per Batch',
							name: 'batchSize',
							type: 'number',
							typeOptions: { minValue: -1 },
							default: batchSize,
							description: 'Items at once, -1 for all',
						},
						{
							displayName: 'Batch Interval (Ms)',
							name: 'batchInterval',
							type: 'number',
							typeOptions: { minValue: 0 },
							default: batchInterval,
							description: 'Milliseconds, 0 for none',
						},
					],
				},
			],
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'allowUnauthorizedCerts',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description: 'Whether to connect even if SSL certificate validation is not possible',
		},
		{
			displayName: 'Proxy',
			name: 'proxy',
			type: 'string',
			default: '',
			placeholder: 'e.g. http://user:password@10.0.0.1:3128',
			description: 'Address of a proxy',
		},
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: defaultTimeout,
			description: 'In milliseconds',
		},
	],
};

/** How fast requests may go: how many at once and in one interval of milliseconds; none of these: no limit. */
export interface Pace {
	atOnce: number;
	interval: number;
}

/** @throws NodeOperationError when a value of 'Batching' is no number of the kind */
export function readPace(node: INode, { batching }: RequestOptions): Pace {
	const batch = { ...defaultBatch, ...batching?.batch };
	// As in n8n's own nodes.
	if (batch.batchSize === 0) batch.batchSize = 1;
	if (!Number.isInteger(batch.batchSize) || batch.batchSize < -1) {
		throw settingError(
			node,
			`'Items per Batch' is '${batch.batchSize}', enter a whole number, or -1 for no limit`,
		);
	}
	const { batchInterval: pause } = batch;
	if (typeof pause !== 'number' || !(pause >= 0 && pause <= longestTimeout)) {
		throw settingError(
			node,
			`'Batch Interval (Ms)' is '${pause}', enter 0 to ${longestTimeout} milliseconds`,
		);
	}
	if (batch.batchSize === -1) return { atOnce: Infinity, interval: 0 };
	return { atOnce: batch.batchSize, interval: pause };
}

/** @throws NodeOperationError when 'Proxy' is not a web address or 'Timeout' no time */
export function readTransport(
	node: INode,
	{ allowUnauthorizedCerts, proxy, timeout = defaultTimeout }: RequestOptions,
): TransportSettings {
	if (typeof timeout !== 'number' || !(timeout > 0 && timeout <= longestTimeout)) {
		throw settingError(
			node,
			`'Timeout' is '${String(timeout)}', enter a number of milliseconds above 0 and up to ${longestTimeout}`,
		);
	}
	return {
		timeout: Math.ceil(timeout),
		...(allowUnauthorizedCerts && { skipSslCertificateValidation: true }),
		...(proxy && { proxy: readProxy(node, String(proxy).trim()) }),
	};
}

function readProxy(node: INode, address: string): IHttpRequestOptions['proxy'] {
	if (!/^https?:\/\/[^\s/?#]/i.test(address) || !URL.canParse(address)) {
		throw settingError(
			node,
			"'Proxy' is not a web address, enter one such as http://proxy.example.com:3128",
		);
	}
	const { protocol, hostname, port, username, password } = new URL(address);
	if (percentDecode(username).isBroken || percentDecode(password).isBroken) {
		throw settingError(
			node,
			"'Proxy' has a user or password with a % that stands for nothing, write %25 in its place",
		);
	}
	return {
		protocol: protocol.slice(0, -1),
		host: hostname,
		// A URL names the usual port of its scheme by naming none.
		port: port ? Number(port) : protocol === 'https:' ? 443 : 80,
		// As they stand in the URL: n8n puts them into one again, whose reader decodes them.
		...(username && { auth: { username, password } }),
	};
}
