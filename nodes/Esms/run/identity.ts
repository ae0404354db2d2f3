import type { IExecuteFunctions, IExecutePaginationFunctions } from 'n8n-workflow';

/**
 * What tells a run of the node from every other one: execution, node, run of the node. A retry of the
 * node within the execution has the same identity, a repeated execution has another one.
 */
export function identityOf(context: IExecuteFunctions | IExecutePaginationFunctions): string {
	const run = Number(context.getWorkflowDataProxy(0).$runIndex ?? 0);
	return [context.getExecutionId(), context.getNode().id, run].join(':');
}
