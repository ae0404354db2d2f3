import { isExpression, NodeApiError, NodeOperationError, sleep } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INode,
	INodeExecutionData,
	JsonObject,
} from 'n8n-workflow';
import { hasEffect, type ItemWithIssues, type Operation } from '../operation';
import { mayHaveArrived, type Line } from './ask';
import { defaultsOf } from './defaults';
import { exchange, isPreview } from './exchange';
import { failedItem, safeError } from './failure';
import { foldedJobs, folds, type Job } from './fold';
import { identityOf } from './identity';
import { itemOf, readerOf } from './item';
import { keyRemover } from './keys';
import { forgetRun, memoryOf } from './memory';
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
export async function runAll(
	this: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	const inputs = this.getInputData();
	const prepared = await prepare(this, operation).catch((error: unknown) =>
		safeError(error, this.getNode(), 0),
	);
	if (prepared instanceof Error) {
		// Thrown with Continue On Fail, it would send the input out as if it had been dealt with.
		if (this.continueOnFail()) return [inputs.map((_input, index) => failedItem(prepared, index))];
		throw prepared;
	}
	const { line, inFlight, itemAt } = prepared;
	const results = inputs.map((): INodeExecutionData[] => []);
	const failures: Failure[] = [];
	let done = 0;
	let reported = Date.now();

	const jobs = jobsOf(this, line, operation, inputs.length, itemAt);
	const isStopped = () => failures.length > 0 && !this.continueOnFail();

	const work = async () => {
		while (!isStopped()) {
			const next = await jobs.next();
			if (next.done || !(await line.turn()) || isStopped()) return;
			const { owners, run } = next.value;
			try {
				for (const [index, found] of await run())
					for (const item of found) results[index].push(item);
			} catch (error) {
				const safe = safeError(error, line.node, owners[0]);
				failures.push({ error: safe, owners });
				for (const index of owners) results[index].push(failedItem(safe, index));
			}
			done += owners.length;
			if (Date.now() - reported > progressInterval) {
				reported = Date.now();
				this.logger.info(`eSMS: ${done} of ${inputs.length} items done`, { node: line.node.name });
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(inFlight, inputs.length) }, work));
	if (isStopped())
		throw hasEffect(operation.value)
			? withOutcomes(failures, line.node, results)
			: failures[0].error;
	if (failures.length === 0) forgetRun(line.identity);
	if (hasEffect(operation.value)) summarize(this, results);
	return [results.flat()];
}

/** What went wrong, and the items that it concerns. */
interface Failure {
	error: NodeApiError | NodeOperationError;
	owners: number[];
}

/**
 * What all requests of a run share.
 * @throws when the node's settings or its credential cannot be used
 */
async function prepare(context: IExecuteFunctions, operation: Operation) {
	const node = context.getNode();
	const inputs = context.getInputData();
	const now = Date.now();
	const request = context.getNodeParameter('requestOptions', 0, {}) as RequestOptions;
	const { batchSize, batchInterval } = batchOf(node, request);
	const inFlight = batchSize > 0 ? batchSize : inputs.length;
	const start = pace(inFlight, batchSize > 0 ? batchInterval : 0);
	const signal = context.getExecutionCancelSignal();
	const turn = async () => {
		if (!signal?.aborted) await start();
		return !signal?.aborted;
	};
	const transport = transportOf(node, request);
	const credentials = await context.getCredentials('esmsApi');
	const defaults = defaultsOf(credentials);
	const reader = readerOf(context);
	const { requestId = '' } = (node.parameters.options ?? {}) as { requestId?: unknown };
	const isOneIdForAll =
		inputs.length > 1 &&
		requestId !== '' &&
		!isExpression(requestId) &&
		!operation.bulk &&
		hasEffect(operation.value);
	return {
		line: lineOf(context, operation, transport, credentials, turn),
		inFlight,
		itemAt: (index: number): ItemWithIssues => {
			const item = itemOf(index, now, inputs[index].json, reader(index), defaults);
			if (isOneIdForAll) {
				item.addIssue(
					"'Request ID' is the same for all items, give each its own, such as {{ $json.orderId }}",
				);
			}
			return item;
		},
	};
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
	itemAt: (index: number) => ItemWithIssues,
): AsyncGenerator<Job, void, undefined> {
	const folding: ItemWithIssues[] = [];
	for (let index = 0; index < count; index++) {
		const item = itemAt(index);
		if (folds(operation, item)) folding.push(item);
		else
			yield {
				owners: [index],
				run: async () => [[index, await exchangeOrWait(context, line, operation, item)]],
			};
	}
	yield* await foldedJobs(line, operation, folding);
}

async function exchangeOrWait(
	context: IExecuteFunctions,
	line: Line,
	operation: Operation,
	item: ItemWithIssues,
): Promise<INodeExecutionData[]> {
	if (!waits(item) || isPreview(operation, item)) return await exchange(line, operation, item);
	const waiting = receiptItem(context, item);
	const sent = await exchange(line, operation, waiting);
	await waitForReceipt(context, waiting, sent);
	return sent;
}

function lineOf(
	context: IExecuteFunctions,
	operation: Operation,
	transport: Partial<IHttpRequestOptions>,
	data: ICredentialDataDecryptedObject,
	turn: Line['turn'],
): Line {
	const withoutKeys = keyRemover(data);
	// Without it n8n reads the credential from its database again for every request, which costs as much as the rest.
	const credentialsDecrypted = { id: '', name: '', type: 'esmsApi', data };
	const node = context.getNode();
	const identity = identityOf(context);
	return {
		node,
		identity,
		memory: hasEffect(operation.value) ? memoryOf(node, identity) : undefined,
		claimed: new Map(),
		turn,
		send: async (options) => {
			const response = (await context.helpers.httpRequestWithAuthentication.call(
				context,
				'esmsApi',
				{ ...options, ...transport },
				{ credentialsDecrypted },
			)) as IN8nHttpFullResponse;
			return { statusCode: response.statusCode, body: withoutKeys(String(response.body ?? '')) };
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

/** @throws NodeOperationError when a value of 'Batching' is no number of the kind */
function batchOf(node: INode, request: RequestOptions): typeof defaultBatch {
	const batch = { ...defaultBatch, ...request.batching?.batch };
	// As in n8n's own nodes.
	if (batch.batchSize === 0) batch.batchSize = 1;
	if (!Number.isInteger(batch.batchSize) || batch.batchSize < -1) {
		throw refusedSetting(
			node,
			`'Items per Batch' is '${batch.batchSize}', enter a whole number, or -1 for no limit`,
		);
	}
	if (typeof batch.batchInterval !== 'number' || !(batch.batchInterval >= 0)) {
		throw refusedSetting(
			node,
			`'Batch Interval (Ms)' is '${batch.batchInterval}', enter 0 or more milliseconds`,
		);
	}
	return batch;
}

/** @throws NodeOperationError when 'Proxy' is not a web address or 'Timeout' no time */
function transportOf(
	node: INode,
	{ allowUnauthorizedCerts, proxy, timeout = defaultTimeout }: RequestOptions,
) {
	if (typeof timeout !== 'number' || !(timeout > 0)) {
		throw refusedSetting(
			node,
			`'Timeout' is '${String(timeout)}', enter a number of milliseconds above 0`,
		);
	}
	const options: Partial<IHttpRequestOptions> = { timeout };
	if (allowUnauthorizedCerts) options.skipSslCertificateValidation = true;
	if (proxy) {
		if (!/^https?:\/\/[^\s/?#]+/i.test(proxy) || !URL.canParse(proxy)) {
			throw refusedSetting(
				node,
				"'Proxy' is not a web address, enter one such as http://proxy.example.com:3128",
			);
		}
		const url = new URL(proxy);
		options.proxy = {
			protocol: url.protocol.slice(0, -1),
			host: url.hostname,
			port: Number(url.port),
			...(url.username && {
				auth: {
					username: decodeURIComponent(url.username),
					password: decodeURIComponent(url.password),
				},
			}),
		};
	}
	return options;
}

const refusedSetting = (node: INode, message: string) =>
	new NodeOperationError(node, message, {
		itemIndex: 0,
		description: "Nothing was sent. Change it under 'Request Options' in the node's settings.",
	});

/** What became of the receivers of a run with more than one, in words for the editor and the log. */
function summarize(context: IExecuteFunctions, results: INodeExecutionData[][]): void {
	const counts = new Map<string, number>();
	for (const { json } of results.flat()) {
		const status = 'error' in json ? 'refused' : json.status;
		if (typeof status === 'string') counts.set(status, (counts.get(status) ?? 0) + 1);
	}
	const words: Record<string, string> = {
		alreadyAccepted: 'already accepted',
		repeated: 'repeated and sent once',
	};
	const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
	if (total < 2) return;
	const parts = [...counts].map(([status, count]) => `${count} ${words[status] ?? status}`);
	const message = `${total} receivers: ${parts.join(', ')}`;
	context.addExecutionHints({ message, location: 'outputPane' });
	context.logger.info(`eSMS: ${message}`, { node: context.getNode().name });
}

/** Adds what became of the other items to an error that stops the node, because n8n drops their results. */
function withOutcomes(
	[{ error, owners }, ...others]: Failure[],
	node: INode,
	results: INodeExecutionData[][],
) {
	const accepted = results.flatMap((items, index) =>
		items.flatMap(({ json: { error: failed, smsId, status } }) => {
			if (failed !== undefined || !/^(?:accepted|alreadyAccepted)$/.test(String(status))) return [];
			return [`item ${index}: ${smsId ? String(smsId) : 'already accepted'}`];
		}),
	);
	const named = others.map((other) => {
		const ids = mayHaveArrived(other.error);
		const where = `item ${other.owners.join(', ')}`;
		if (ids === undefined) return `${where}: ${other.error.message}`;
		return `${where}: may have arrived${ids.length === 1 ? `, Request ID ${ids[0]}` : ''}`;
	});
	if (accepted.length === 0 && named.length === 0) return error;
	const { httpCode } = error as NodeApiError;
	const parts = [
		error.description && `${error.description.replace(/\.$/, '')}.`,
		accepted.length > 0 && `Already accepted by eSMS, with SMSID: ${accepted.join(', ')}.`,
		named.length > 0 && `Also not accepted: ${named.join('; ')}.`,
	];
	return new NodeApiError(node, { code: httpCode } as JsonObject, {
		itemIndex: owners[0],
		message:
			accepted.length > 0
				? `${error.message} (${accepted.length} already accepted)`
				: error.message,
		description: parts.filter(Boolean).join(' '),
		httpCode: httpCode ?? undefined,
	});
}
