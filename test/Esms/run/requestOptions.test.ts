import type { INode } from 'n8n-workflow';
import { readPace, readTransport } from '../../../nodes/Esms/run/requestOptions';

const node = { id: '1', name: 'eSMS', type: 'esms', parameters: {} } as unknown as INode;

test.each([
	[{}, 20, 1000],
	[{ batchSize: 5 }, 5, 1000],
	[{ batchInterval: 0 }, 20, 0],
	[{ batchSize: 0, batchInterval: 10 }, 1, 10],
	[{ batchSize: 1, batchInterval: 0.5 }, 1, 0.5],
	[{ batchSize: -1, batchInterval: 10 }, Infinity, 0],
])('%j lets %d at once, in %d ms', (batch, atOnce, interval) => {
	expect(readPace(node, { batching: { batch } })).toEqual({ atOnce, interval });
});

test.each([{}, { batching: {} }])('%j is the usual pace', (options) => {
	expect(readPace(node, options)).toEqual({ atOnce: 20, interval: 1000 });
});

const sizes = 'enter a whole number, or -1 for no limit';
const intervals = 'enter 0 to 2147483647 milliseconds';

test.each([
	[{ batchSize: -2 }, `'Items per Batch' is '-2', ${sizes}`],
	[{ batchSize: 1.5 }, `'Items per Batch' is '1.5', ${sizes}`],
	[{ batchSize: '5' as never }, `'Items per Batch' is '5', ${sizes}`],
	[{ batchInterval: -1 }, `'Batch Interval (Ms)' is '-1', ${intervals}`],
	[{ batchInterval: 2 ** 31 }, `'Batch Interval (Ms)' is '2147483648', ${intervals}`],
	[{ batchInterval: NaN }, `'Batch Interval (Ms)' is 'NaN', ${intervals}`],
	[{ batchInterval: '5' as never }, `'Batch Interval (Ms)' is '5', ${intervals}`],
])('%j is refused', (batch, message) => {
	expect(() => readPace(node, { batching: { batch } })).toThrow(
		expect.objectContaining({
			message,
			description: "Nothing was sent. Change it under 'Request Options' in the node's settings.",
		}),
	);
});

test.each([
	[{}, { timeout: 60_000 }],
	[{ timeout: 0.5 }, { timeout: 1 }],
	[{ timeout: 2_147_483_647 }, { timeout: 2_147_483_647 }],
	[{ allowUnauthorizedCerts: false, proxy: '' }, { timeout: 60_000 }],
	[{ allowUnauthorizedCerts: true }, { timeout: 60_000, skipSslCertificateValidation: true }],
])('%j is sent with %j', (options, transport) => {
	expect(readTransport(node, options)).toEqual(transport);
});

test.each([0, -1, 2_147_483_648, NaN, '5' as never])('a time-out of %p is refused', (timeout) => {
	expect(() => readTransport(node, { timeout })).toThrow(
		`'Timeout' is '${String(timeout)}', enter a number of milliseconds above 0 and up to 2147483647`,
	);
});

test.each([
	[' http://host ', { protocol: 'http', host: 'host', port: 80 }],
	['https://host', { protocol: 'https', host: 'host', port: 443 }],
	['HTTP://host:3128/', { protocol: 'http', host: 'host', port: 3128 }],
	[
		'http://me%40:p%3Aw@host:80',
		{ protocol: 'http', host: 'host', port: 80, auth: { username: 'me%40', password: 'p%3Aw' } },
	],
	[
		'http://me@host',
		{ protocol: 'http', host: 'host', port: 80, auth: { username: 'me', password: '' } },
	],
])('the proxy %p', (proxy, read) => {
	expect(readTransport(node, { proxy }).proxy).toEqual(read);
});

const address =
	/^'Proxy' is not a web address, enter one such as http:\/\/proxy\.example\.com:3128$/;
const login =
	/^'Proxy' has a user or password with a % that stands for nothing, write %25 in its place$/;

test.each([
	['host:3128', address],
	['ftp://host', address],
	['x http://host', address],
	['ftp://host/http://host', address],
	['http:host', address],
	['http://', address],
	['http://?a', address],
	['http://host:99999', address],
	['http://a%:b@host', login],
	['http://a:b%@host', login],
])('the proxy %p is refused', (proxy, message) => {
	expect(() => readTransport(node, { proxy })).toThrow(message);
});
