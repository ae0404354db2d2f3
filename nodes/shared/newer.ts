/** Fields of a node's description that n8n reads from 2.4x on, and that n8n-workflow 2.8 has no types for. */
export interface NewerFields {
	/** What an AI builder or MCP client is told with the node. */
	builderHint?: {
		searchHint: string;
		relatedNodes?: Array<{ nodeType: string; relationHint: string }>;
	};
}

/** Checks such fields, to be spread into a description; older versions of n8n pass over them. */
export const newer = (fields: NewerFields): object => fields;
