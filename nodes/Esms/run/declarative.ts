import type {
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodePropertyRouting,
} from 'n8n-workflow';
import { isBulk, type Operation } from '../operation';
import { prepareBulk } from './bulk';
import { failedItem, safeError, stoppedError, toOutputs } from './errors';
import { isTool } from './idempotency';
import { runItem } from './runItem';
import { openRun } from './runItems';

/**
 * An operation for n8n's declarative engine, which serves AI tools. The engine calls it as pagination, the one hook
 * that stands around a whole request: it alone can set the item link on items that carry an error, and keep the HTTP
 * client's own error, which holds the keys, from leaving the node.
 */
export function routingOf(operation: Operation): INodePropertyRouting {
	async function handleItem(this: IExecutePaginationFunctions): Promise<INodeExecutionData[]> {
		const node = this.getNode();
		const index = this.getItemIndex();
		const results = Array.from({ length: index + 1 }, (): INodeExecutionData[] => []);
		const found = results[index];
		try {
			// n8n hands over one item at a time, and reads its parameters by itself.
			const reader = () => (name: string, fallback: unknown) =>
				this.getNodeParameter(name, fallback);
			const inputs: INodeExecutionData[] = [];
			inputs[index] = this.getInputData();
			const { context, itemAt } = await openRun(this, operation, inputs, reader);
			if (!isBulk(operation)) {
				const outputs = await runItem(context, operation, index, () => itemAt(index));
				return toOutputs(node, outputs.get(index) ?? []);
			}
			const { settled, refused, jobs } = await prepareBulk(context, operation, [index], itemAt);
			for (const { run } of [...settled, ...refused, ...jobs]) {
				// One that is refused before sending throws at once.
				const sending = Promise.resolve().then(run);
				const outputs = await sending.catch((error: unknown) => {
					context.memory.noteAll();
					throw error;
				});
				for (const items of outputs.values()) found.push(...items);
			}
			context.memory.forgetAll();
			return toOutputs(node, found);
		} catch (error) {
			const safe = safeError(error, node, index);
			if (this.continueOnFail()) {
				const sent = operation.hasSideEffects ? found : [];
				return toOutputs(node, [...found, failedItem(safe, index, sent)]);
			}
			if (!operation.hasSideEffects) throw safe;
			const failure = { error: safe, indexes: [index] };
			throw stoppedError(node, [failure], results, isTool(node));
		}
	}
	return {
		request: { method: operation.method, url: operation.url },
		send: { paginate: true },
		operations: { pagination: handleItem },
	};
}
