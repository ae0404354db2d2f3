import type { INodeProperties } from 'n8n-workflow';

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
export const defaultBatch = { batchSize, batchInterval };

/** In milliseconds. A send that timed out may have gone out, so this is generous. */
export const defaultTimeout = 60_000;

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
			default: { batch: {} },
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
							description:
								'Most requests in flight at once, and most requests started in one batch interval. -1 for no limit.',
						},
						{
							displayName: 'Batch Interval (Ms)',
							name: 'batchInterval',
							type: 'number',
							typeOptions: { minValue: 0 },
							default: batchInterval,
							description:
								'Time in which one batch of requests is started, in milliseconds. 0 for no limit.',
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
			placeholder: 'e.g. http://proxy.example.com:3128',
			description:
				'HTTP proxy to send through. A user name and a password go into the URL: http://user:password@proxy.example.com:3128.',
		},
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: defaultTimeout,
			description: 'Time to wait for an answer, in milliseconds',
		},
	],
};
