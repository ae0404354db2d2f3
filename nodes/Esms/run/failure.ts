import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

/**
 * The item that goes on in place of a result when the node continues on fail. It holds no live error:
 * n8n would keep one reachable for the next node's expressions. Only `error`, `message` and `details`
 * may stand in it, so that n8n adds the input's own fields on the error output.
 */
export function failedItem(error: unknown, index: number): INodeExecutionData {
	const { message, description } = error as { message: string; description?: string | null };
	const details: IDataObject = {};
	if (description) details.description = description;
	if (error instanceof NodeApiError && error.httpCode) details.code = error.httpCode;
	return { json: { error: message, details }, pairedItem: { item: index } };
}

/** An error that may leave the node: ours as it is, any other one without what it carries along. */
export function safeError(error: unknown, node: INode, itemIndex: number): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return new NodeOperationError(node, (error as Error).message, { itemIndex });
}
