import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	INodePropertyRouting,
	INodeRequestOutput,
} from 'n8n-workflow';
import type { Operation } from '../operation';
import type { Answer, Line } from './ask';
import { exchange } from './exchange';
import { foldedJobs, folds } from './fold';
import { failedItem, safeError } from './failure';
import { defaultsOf } from './defaults';
import { identityOf } from './identity';
import { itemOf } from './item';
import { keyRemover } from './keys';
import { waits } from './receipt';

/** Keeps status and text of an answer together, because only the guard knows how to read them. */
const keepAnswer = (async (_items: INodeExecutionData[], response: IN8nHttpFullResponse) => [
	{ json: { statusCode: response.statusCode, body: String(response.body ?? '') } },
]) as NonNullable<INodeRequestOutput['postReceive']>[number];

/**
 * The guard around the requests of an operation, for n8n's declarative engine. The engine calls it as
 * pagination, the one hook that stands around a whole request: it alone can set the item link on items
 * that carry an error, and keep the HTTP client's own error, which holds the keys, from leaving the node.
 */
export function routingOf(operation: Operation): INodePropertyRouting {
	async function guard(
		this: IExecutePaginationFunctions,
		request: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		const index = this.getItemIndex();
		const transport = request.options;
		try {
			const credentials = await this.getCredentials('esmsApi');
			const withoutKeys = keyRemover(credentials);
			const line: Line = {
				node: this.getNode(),
				identity: identityOf(this),
				claimed: new Map(),
				turn: async () => this.getExecutionCancelSignal()?.aborted !== true,
				send: async (options) => {
					request.options = { ...transport, ...options, baseURL: undefined };
					const [answer] = await this.makeRoutingRequest(request);
					const { statusCode, body } = answer.json as unknown as Answer;
					return { statusCode, body: withoutKeys(body) };
				},
			};
			const item = itemOf(
				index,
				Date.now(),
				this.getInputData().json,
				(name, fallback) => this.getNodeParameter(name, fallback),
				defaultsOf(credentials),
			);
			if (waits(item)) {
				item.addIssue(
					"'Wait for Receipt' needs a node in the flow of a workflow, remove it from this tool",
				);
			}
			if (!folds(operation, item)) return await exchange(line, operation, item);
			const found: INodeExecutionData[] = [];
			for (const job of await foldedJobs(line, operation, [item])) {
				for (const [, items] of await job.run()) found.push(...items);
			}
			return found;
		} catch (error) {
			const safe = safeError(error, this.getNode(), index);
			if (this.continueOnFail()) return [failedItem(safe, index)];
			throw safe;
		}
	}
	return {
		request: { method: operation.method, url: operation.url },
		send: { paginate: true },
		operations: { pagination: guard },
		output: { postReceive: [keepAnswer] },
	};
}
