import { isExpression } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IExecutePaginationFunctions,
	INode,
	INodeExecutionData,
} from 'n8n-workflow';
import { cleanText } from '../../shared/text';
import { isBulk, type ItemWithIssues, type Operation } from '../operation';
import { askForReceipt, asks } from './askForReceipt';
import { prepareBulk, readAtOnce, type Job } from './bulk';
import type { RequestContext } from './deliver';
import {
	failedItem,
	idsOfArrival,
	repetitionError,
	safeError,
	stoppedError,
	toOutputs,
	untoldError,
	type Failure,
} from './errors';
import { isTool, lifeOf, openMemory, type LedgerEntry, type RunMemory } from './idempotency';
import { createItem, createReader, type ReadParameter } from './item';
import { createPace } from './pace';
import { answering, asksForAnswer, noAnswerHere } from './sendAndWait';
import { receiptItem, waitForReceipt, waits } from './waitForReceipt';
import { readPace, readTransport, type RequestOptions } from './requestOptions';
import { runItem } from './runItem';
import { createSend } from './send';

/** Time between two progress lines in the log of a long run, in milliseconds. */
const progressInterval = 10_000;

/** A run of the node: what its requests share, how many go at once, and its items. */
interface Run {
	context: RequestContext;
	atOnce: number;
	itemAt(index: number): ItemWithIssues;
}

/**
 * What all requests of a run share, on either of n8n's engine paths.
 * @throws NodeOperationError when the node's settings or its credential cannot be used
 */
export async function openRun(
	n8n: IExecuteFunctions | IExecutePaginationFunctions,
	operation: Operation,
	inputs: INodeExecutionData[],
	readerOf: (index: number, count?: number) => ReadParameter,
	receipt?: RequestContext['receipt'],
): Promise<Run> {
	const node = n8n.getNode();
	const now = Date.now();
	let unreadable: { error: unknown } | undefined;
	const credentials = await n8n.getCredentials('esmsApi').catch((error: unknown) => {
		unreadable = { error };
		return {} as ICredentialDataDecryptedObject;
	});
	const memory = openMemory(n8n, operation, credentials);
	// On the declarative path each item is on its own: the one that stops the node cannot tell of the others.
	const givesBack = !memory.isTool && (receipt !== undefined || n8n.continueOnFail());
	const read: ReadParameter = (name, fallback) => {
		if (unreadable) throw unreadable.error;
		return readerOf(0)(name, fallback);
	};
	const { pace, transport, broken } = readSettings(node, memory, read, givesBack);
	// The Callback URL of sends that have none of their own.
	const { callbackUrl } = credentials;
	const defaults: IDataObject = callbackUrl ? { callbackUrl: String(callbackUrl) } : {};
	const isForTool = isTool(node);
	const idForAll = fixedRequestId(node, operation);
	return {
		context: {
			node,
			send: createSend(n8n, credentials, transport),
			memory,
			waitForSlot: broken
				? async () => await Promise.reject(broken)
				: createPace(lifeOf(n8n), pace, n8n.getExecutionCancelSignal()),
			receipt: isForTool ? undefined : receipt,
		},
		atOnce: pace.atOnce,
		itemAt: (index) => {
			if (broken) throw broken;
			const reader = readerOf(index, Math.min(readAtOnce, inputs.length - index));
			const item = createItem(index, now, inputs[index].json, node, reader, defaults);
			if ((isForTool || !receipt) && asksForAnswer(operation)) {
				item.addIssue(noAnswerHere);
			} else if ((isForTool || !receipt) && waits(item)) {
				item.addIssue(
					"'Wait for Receipt' needs a node in the flow of a workflow, remove it from this tool",
				);
			}
			if (idForAll && inputs.length > 1 && !operation.bulk) {
				item.addIssue(
					"'Request ID' is the same for all items, give each its own, such as {{ $json.orderId }}",
				);
			} else if (idForAll) {
				item.addWarning(
					"'Request ID' is a fixed text, so eSMS refuses all later messages with it for 24 hours, use a field such as {{ $json.orderId }}",
				);
			}
			return item;
		},
	};
}

/**
 * @param givesBack whether the items are to get what became of an earlier try where the settings break on this one
 * @returns the settings; where they break, what keeps this try from sending anything
 * @throws NodeOperationError, which does not say that nothing was sent where an earlier try may have sent something
 */
function readSettings(
	node: INode,
	{ isTool: forTool, ledger }: RunMemory,
	read: ReadParameter,
	givesBack: boolean,
) {
	const using = (settings: RequestOptions) => ({
		pace: readPace(node, settings),
		transport: readTransport(node, settings),
	});
	try {
		return { ...using(read('requestOptions', {}) as RequestOptions), broken: undefined };
	} catch (error) {
		const broken = safeError(error, node, 0);
		const settled = ledger.settled();
		if (settled.length > 0 && givesBack) return { ...using({}), broken };
		// The other calls of a tool have nothing to do with this one, but for what may be its own earlier try: a request
		// that may have arrived, or a part of a list.
		const earlier = settled.filter(
			(entry) => !forTool || entry.state === 'mayHaveArrived' || hasSeveralReceivers(entry),
		);
		const ids = earlier.flatMap((entry) => entry.ids);
		throw earlier.length > 0 ? repetitionError(node, broken, ids) : error;
	}
}

const hasSeveralReceivers = ({ receivers }: LedgerEntry): boolean =>
	[...(receivers?.values() ?? [])].flat().length > 1;

/** Whether the user's own RequestId is a text that is the same in every execution. */
function fixedRequestId({ parameters }: INode, { hasSideEffects }: Operation): boolean {
	const { requestId = '' } = (parameters.options ?? {}) as { requestId?: unknown };
	const isGiven = cleanText(String(requestId)) !== '';
	return hasSideEffects && isGiven && !(isExpression(requestId) && requestId.includes('{{'));
}

/**
 * Runs an operation for all input items, a few requests at a time. n8n's declarative engine would build all
 * requests first and send them at once; this keeps order, sockets and memory bounded.
 *
 * @returns one list of items, in the order of the input
 * @throws the first error, when the node stops on one: what is in flight ends, nothing new starts
 */
export async function runItems(
	this: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	const node = this.getNode();
	const inputs = this.getInputData();
	// No field of this node has a rule of n8n's, which would look through all of them for one at each read.
	const reader = createReader(node, (index, name, fallback) =>
		this.getNodeParameter(name, index, fallback, { skipValidation: true }),
	);
	const receipt: RequestContext['receipt'] = asksForAnswer(operation)
		? answering(this)
		: {
				isWanted: waits,
				prepare: (item) => {
					const called = receiptItem(this, item);
					return asks(item) ? item : called;
				},
				hold: async (shared, called, item, sent) => {
					if (!asks(item)) return await waitForReceipt(this, shared, called, item, sent);
					const told = await askForReceipt(shared, this.getExecutionCancelSignal(), item, sent);
					sent.splice(0, sent.length, ...told);
				},
			};
	const opened = await openRun(this, operation, inputs, reader, receipt).catch((error: unknown) =>
		safeError(error, node, 0),
	);
	if (opened instanceof Error) {
		// Thrown with Continue On Fail, it would send the input out as if it had been dealt with.
		if (this.continueOnFail()) return [inputs.map((_input, index) => failedItem(opened, index))];
		throw opened;
	}
	const { context, atOnce, itemAt } = opened;
	const results = inputs.map((): INodeExecutionData[] => []);
	const failures: Failure[] = [];
	const isStopped = () => failures.length > 0 && !this.continueOnFail();
	let done = 0;
	let reported = Date.now();

	const jobs = await jobsOf(context, operation, inputs.length, itemAt, !this.continueOnFail());
	let started = 0;
	const work = async () => {
		while (started < jobs.length && !isStopped() && !this.getExecutionCancelSignal()?.aborted) {
			const { indexes, receivers, run } = jobs[started++];
			try {
				for (const [index, found] of await run()) {
					for (const item of found) results[index].push(item);
				}
			} catch (error) {
				const safe = safeError(error, node, indexes[0]);
				failures.push({ error: safe, indexes, receivers });
			}
			done += indexes.length;
			if (Date.now() - reported > progressInterval) {
				reported = Date.now();
				this.logger.info(`eSMS: ${done} of ${inputs.length} items done`, { node: node.name });
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, inputs.length) }, work));
	if (isStopped()) {
		throw operation.hasSideEffects
			? stoppedError(
					node,
					[...failures, ...untold(context, failures)],
					results,
					context.memory.isTool,
				)
			: failures[0].error;
	}
	if (operation.hasSideEffects) summarize(this, results, failures);
	for (const { error, indexes } of failures) {
		for (const index of indexes) {
			const sent = operation.hasSideEffects ? results[index] : [];
			results[index].push(failedItem(error, index, sent));
		}
	}
	const items = toOutputs(node, results.flat());
	// n8n repeats a run too whose first item carries an error.
	if (failures.length === 0 && items[0]?.json.error === undefined) context.memory.close();
	return [items];
}

/** What of an earlier try may have arrived, to which this one did not come. */
function untold(
	{ node, memory: { ledger, isTool: forTool } }: RequestContext,
	failures: readonly Failure[],
): Failure[] {
	// The other calls of a tool have nothing to do with this one.
	const uncertain = forTool ? [] : ledger.settled().filter(({ state }) => state !== 'accepted');
	return uncertain.flatMap(({ request, ids, receivers }) => {
		const indexes = request?.items.map(({ index }) => index) ?? [];
		const isTold = failures.some(
			({ error, indexes: told }) =>
				idsOfArrival(error) !== undefined && indexes.every((index) => told.includes(index)),
		);
		const count = receivers && new Set([...receivers.values()].flat()).size;
		return isTold ? [] : [{ error: untoldError(node, indexes[0], ids), indexes, receivers: count }];
	});
}

/**
 * The work of a run, in its order. Only where items share requests are all of them read first, so that a node that
 * stops on an error does so before its first request.
 */
async function jobsOf(
	context: RequestContext,
	operation: Operation,
	count: number,
	itemAt: (index: number) => ItemWithIssues,
	stopsOnError: boolean,
): Promise<Job[]> {
	const indexes = Array.from({ length: count }, (_, index) => index);
	if (isBulk(operation)) {
		const { settled, refused, jobs } = await prepareBulk(context, operation, indexes, itemAt);
		return [...settled, ...refused, ...(refused.length === 0 || !stopsOnError ? jobs : [])];
	}
	// What an earlier try has settled comes first, before all what it had accepted: nothing that fails now must hide it.
	const { ledger, isTool: forTool } = context.memory;
	const turnOf = (index: number) => {
		const earlier = forTool ? undefined : ledger.of(index).at(-1);
		return earlier?.results ? 0 : earlier?.state === 'mayHaveArrived' ? 1 : 2;
	};
	return indexes
		.sort((one, other) => turnOf(one) - turnOf(other))
		.map((index) => ({
			indexes: [index],
			run: () => runItem(context, operation, index, () => itemAt(index)),
		}));
}

const mayHaveArrived = 'may have arrived';

const statusWords: Record<string, string> = {
	alreadyAccepted: 'already accepted',
	repeated: 'repeated and sent once',
};

/** What became of the receivers of a run with more than one, in words for the editor and the log. */
function summarize(
	n8n: IExecuteFunctions,
	results: INodeExecutionData[][],
	failures: readonly Failure[],
): void {
	const counts = new Map<string, number>();
	const add = (status: string, count: number) =>
		counts.set(status, (counts.get(status) ?? 0) + count);
	for (const { json } of results.flat()) if (typeof json.status === 'string') add(json.status, 1);
	for (const { error, indexes, receivers = indexes.length } of failures) {
		add(idsOfArrival(error) === undefined ? 'refused' : mayHaveArrived, receivers);
	}
	const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
	if (total < 2) return;
	const parts = [...counts].map(([status, count]) => `${count} ${statusWords[status] ?? status}`);
	const message = `${total} receivers: ${parts.join(', ')}`;
	n8n.addExecutionHints({ message, location: 'outputPane' });
	n8n.logger.info(`eSMS: ${message}`, { node: n8n.getNode().name });
}
