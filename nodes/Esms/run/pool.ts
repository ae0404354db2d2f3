import { NodeApiError, sleep } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	JsonObject,
} from 'n8n-workflow';
import type { Operation } from '../operation';
import { exchange, type Send } from './exchange';
import { failedItem, safeError } from './failure';
import { defaultsOf } from './defaults';
import { identityOf } from './identity';
import { itemOf, type ReadParameter } from './item';
import { defaultBatch, defaultTimeout, type RequestOptions } from './requestOptions';
import { receiptItem, waitForReceipt, waits } from './receipt';

/**
 * Lets requests start: at most `batchSize` in flight, and at most `batchSize` started in `batchInterval`
 * milliseconds.
 */
function pace(batchSize: number, batchInterval: number) {
	const starts: number[] = [];
	return async () => {
		if (batchInterval <= 0) return;
		const now = Date.now();
		const free = starts.length < batchSize ? now : Math.max(now, starts[0] + batchInterval);
		starts.push(free);
		if (starts.length > batchSize) starts.shift();
		if (free > now) await sleep(free - now);
	};
}

/**
 * Runs an operation for all input items, a few at a time. n8n's declarative engine would build all
 * requests first and send them at once; this keeps order, sockets and memory bounded.
 * @returns one list of items, in the order of the input
 * @throws the first error, when the node stops on one: what is in flight ends, nothing new starts
 */
export async function runAll(this: IExecuteFunctions, operation: Operation): Promise<INodeExecutionData[][]> {
	const node = this.getNode();
	const now = Date.now();
	const results: INodeExecutionData[][] = [];
	const request = this.getNodeParameter('requestOptions', 0, {}) as RequestOptions;
	const batch = { ...defaultBatch, ...request.batching?.batch };
	const inputs = this.getInputData();
	const count = inputs.length;
	const inFlight = batch.batchSize > 0 ? Math.min(batch.batchSize, count) : count;
	const start = pace(inFlight, batch.batchSize > 0 ? batch.batchInterval : 0);
	const cancelled = this.getExecutionCancelSignal();
	let stop: NodeApiError | ReturnType<typeof safeError> | undefined;
	let next = 0;
	const identity = identityOf(this);
	const defaults = await defaultsOf(this);

	const send: Send = async (options) => {
		const response = (await this.helpers.httpRequestWithAuthentication.call(this, 'esmsApi', {
			...options,
			...transportOf(request),
		})) as IN8nHttpFullResponse;
		return { statusCode: response.statusCode, body: String(response.body ?? '') };
	};

	const work = async () => {
		while (next < count && !stop && !cancelled?.aborted) {
			const index = next++;
			await start();
			if (stop || cancelled?.aborted) return;
			try {
				const read: ReadParameter = (name, fallback) => this.getNodeParameter(name, index, fallback);
				let item = itemOf(index, now, inputs[index].json, read, defaults);
				const isWaiting = waits(item);
				if (isWaiting) item = receiptItem(this, item);
				results[index] = await exchange(node, operation, item, `${identity}:${index}`, send);
				if (isWaiting) await waitForReceipt(this, item, results[index]);
			} catch (error) {
				const safe = safeError(error, node, index);
				if (this.continueOnFail()) results[index] = [failedItem(safe, index)];
				else stop ??= safe;
			}
		}
	};
	await Promise.all(Array.from({ length: inFlight }, work));
	if (stop) throw withAccepted(stop, this, results);
	return [results.flat()];
}

function transportOf(request: RequestOptions): Partial<IHttpRequestOptions> {
	const options: Partial<IHttpRequestOptions> = { timeout: request.timeout ?? defaultTimeout };
	if (request.allowUnauthorizedCerts) options.skipSslCertificateValidation = true;
	if (request.proxy) {
		const url = new URL(request.proxy);
		options.proxy = {
			protocol: url.protocol.slice(0, -1),
			host: url.hostname,
			port: Number(url.port),
			...(url.username && { auth: { username: url.username, password: url.password } }),
		};
	}
	return options;
}

/** Adds what eSMS has already accepted to an error that stops the node, because n8n drops the results. */
function withAccepted(
	stop: Error & { description?: string | null },
	context: IExecuteFunctions,
	results: INodeExecutionData[][],
) {
	const accepted = results.flatMap((items, index) =>
		items.filter(({ json }) => json.smsId).map(({ json }) => `item ${index}: ${String(json.smsId)}`),
	);
	if (accepted.length === 0) return stop;
	const { httpCode, context: where } = stop as NodeApiError;
	return new NodeApiError(context.getNode(), { code: httpCode } as JsonObject, {
		itemIndex: where.itemIndex as number,
		message: `${stop.message} (${accepted.length} already accepted)`,
		description: `${stop.description ?? ''} Already accepted by eSMS, with SMSID: ${accepted.join(', ')}.`.trim(),
		httpCode: httpCode ?? undefined,
	});
}
