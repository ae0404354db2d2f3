import { NodeApiError, sleep } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	JsonObject,
} from 'n8n-workflow';
import type { NotedItem, Operation } from '../operation';
import type { Line } from './ask';
import { defaultsOf } from './defaults';
import { exchange } from './exchange';
import { failedItem, safeError } from './failure';
import { foldedJobs, folds, type Job } from './fold';
import { identityOf } from './identity';
import { itemOf, readerOf } from './item';
import { receiptItem, waitForReceipt, waits } from './receipt';
import { defaultBatch, defaultTimeout, type RequestOptions } from './requestOptions';

/** Time between two progress lines in the log of a long run, in milliseconds. */
const progressInterval = 10_000;

/**
 * Runs an operation for all input items, a few requests at a time. n8n's declarative engine would build all
 * requests first and send them at once; this keeps order, sockets and memory bounded.
 * @returns one list of items, in the order of the input
 * @throws the first error, when the node stops on one: what is in flight ends, nothing new starts
 */
export async function runAll(this: IExecuteFunctions, operation: Operation): Promise<INodeExecutionData[][]> {
	const node = this.getNode();
	const inputs = this.getInputData();
	const now = Date.now();
	const request = this.getNodeParameter('requestOptions', 0, {}) as RequestOptions;
	const { batchSize, batchInterval } = { ...defaultBatch, ...request.batching?.batch };
	const inFlight = batchSize > 0 ? batchSize : inputs.length;
	const start = pace(inFlight, batchSize > 0 ? batchInterval : 0);
	const cancelled = this.getExecutionCancelSignal();
	const credentials = await this.getCredentials('esmsApi');
	const defaults = defaultsOf(credentials);
	const results = inputs.map((): INodeExecutionData[] => []);
	let stop: ReturnType<typeof safeError> | undefined;
	let done = 0;
	let reported = now;

	const line = lineOf(this, request, credentials);
	const reader = readerOf(this);
	const itemAt = (index: number) => {
		const item = itemOf(index, now, inputs[index].json, reader(index), defaults);
		if (request.proxy && !isWebAddress(request.proxy)) {
			item.refuse("'Proxy' is not a web address, enter one such as http://proxy.example.com:3128");
		}
		return item;
	};
	const jobs = jobsOf(this, line, operation, inputs.length, itemAt);

	const work = async () => {
		for (;;) {
			if (stop || cancelled?.aborted) return;
			const next = await jobs.next();
			if (next.done) return;
			await start();
			if (stop || cancelled?.aborted) return;
			const { owners, run } = next.value;
			try {
				for (const [index, found] of await run()) results[index].push(...found);
			} catch (error) {
				const safe = safeError(error, node, owners[0]);
				if (this.continueOnFail()) for (const index of owners) results[index].push(failedItem(safe, index));
				else stop ??= safe;
			}
			done += owners.length;
			if (Date.now() - reported > progressInterval) {
				reported = Date.now();
				this.logger.info(`eSMS: ${done} of ${inputs.length} items done`, { node: node.name });
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(inFlight, inputs.length) }, work));
	if (stop) throw withAccepted(stop, this, results);
	summarize(this, results);
	return [results.flat()];
}

/**
 * The requests of a run, made one at a time as they are asked for. Only where items fold into common
 * requests are all items read first.
 */
async function* jobsOf(
	context: IExecuteFunctions,
	line: Line,
	operation: Operation,
	count: number,
	itemAt: (index: number) => NotedItem,
): AsyncGenerator<Job, void, undefined> {
	const folding: NotedItem[] = [];
	for (let index = 0; index < count; index++) {
		const item = itemAt(index);
		if (folds(operation, item)) folding.push(item);
		else yield { owners: [index], run: async () => [[index, await exchangeOrWait(context, line, operation, item)]] };
	}
	yield* await foldedJobs(line, operation, folding);
}

async function exchangeOrWait(
	context: IExecuteFunctions,
	line: Line,
	operation: Operation,
	item: NotedItem,
): Promise<INodeExecutionData[]> {
	if (!waits(item)) return await exchange(line, operation, item);
	const waiting = receiptItem(context, item);
	const sent = await exchange(line, operation, waiting);
	await waitForReceipt(context, waiting, sent);
	return sent;
}

function lineOf(
	context: IExecuteFunctions,
	request: RequestOptions,
	data: ICredentialDataDecryptedObject,
): Line {
	const transport = transportOf(request);
	// Without it n8n reads the credential from its database again for every request, which costs as much as the rest.
	const credentialsDecrypted = { id: '', name: '', type: 'esmsApi', data };
	return {
		node: context.getNode(),
		identity: identityOf(context),
		send: async (options) => {
			const response = (await context.helpers.httpRequestWithAuthentication.call(
				context,
				'esmsApi',
				{ ...options, ...transport },
				{ credentialsDecrypted },
			)) as IN8nHttpFullResponse;
			return { statusCode: response.statusCode, body: String(response.body ?? '') };
		},
	};
}

/**
 * Lets requests start: at most `batchSize` in `batchInterval` milliseconds.
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

const isWebAddress = (text: string) => /^https?:\/\/[^\s/?#]+/i.test(text);

function transportOf(request: RequestOptions): Partial<IHttpRequestOptions> {
	const options: Partial<IHttpRequestOptions> = { timeout: request.timeout ?? defaultTimeout };
	if (request.allowUnauthorizedCerts) options.skipSslCertificateValidation = true;
	if (request.proxy && isWebAddress(request.proxy)) {
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

/** What became of the receivers of a run with more than one, in words for the editor and the log. */
function summarize(context: IExecuteFunctions, results: INodeExecutionData[][]): void {
	const counts = new Map<string, number>();
	for (const { json } of results.flat()) {
		const status = 'error' in json ? 'refused' : json.status;
		if (typeof status === 'string') counts.set(status, (counts.get(status) ?? 0) + 1);
	}
	const words: Record<string, string> = { alreadyAccepted: 'already accepted', repeated: 'repeated and sent once' };
	const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
	if (total < 2) return;
	const parts = [...counts].map(([status, count]) => `${count} ${words[status] ?? status}`);
	const message = `${total} receivers: ${parts.join(', ')}`;
	context.addExecutionHints({ message, location: 'outputPane' });
	context.logger.info(`eSMS: ${message}`, { node: context.getNode().name });
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
		description: `${stop.description ? stop.description.replace(/\.?$/, '. ') : ''}Already accepted by eSMS, with SMSID: ${accepted.join(', ')}.`,
		httpCode: httpCode ?? undefined,
	});
}
