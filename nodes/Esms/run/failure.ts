import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

/**
 * The item that goes on in place of a result when the node continues on fail. It holds no live error:
 * n8n would keep one reachable for the next node's expressions. Nothing but `error` and `message` may
 * stand in it, by which n8n 1 and 2.8 know what belongs to the error output; they add the input's fields.
 */
export function failedItem(error: unknown, index: number): INodeExecutionData {
	const { message, description } = error as { message: string; description?: string | null };
	const advice: IDataObject = {};
	if (description) advice.description = description;
	if (error instanceof NodeApiError && error.httpCode) advice.code = error.httpCode;
	return { json: { error: message, message: advice }, pairedItem: { item: index } };
}

/** An error that may leave the node: ours as it is, any other one without what it carries along. */
export function safeError(
	error: unknown,
	node: INode,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return new NodeOperationError(node, (error as Error).message, { itemIndex });
}
