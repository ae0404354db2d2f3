/** A JSON Schema or another object of the contract. */
export type Fields = Record<string, unknown>;

/** Takes any value; returns it as an object, or an empty one. */
export const fieldsOf = (value: unknown): Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** Takes any value; returns it as a list, or an empty one. */
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** One call of `contract/openapi.yaml`, as far as a check of its answers needs it. */
export interface DocumentedCall {
	/** operationId. */
	id: string;
	method: 'GET' | 'POST';
	/** With eSMS's own host, and the keys' places in the path. */
	url: string;
	carries: 'query' | 'path' | 'json';
	/** Names under which the request carries the keys. */
	keyNames: { apiKey: string; secretKey: string };
	/** JSON Schema of the answer, all references resolved. */
	answer: Fields;
	success: { field: string; value: string };
	/** Answers to a request that went well, as eSMS's pages publish them. */
	samples: Fields[];
}

const MAIN_HOST = 'https://rest.esms.vn';

/** Follows every reference of a node; the answers' schemas have no circles. */
function resolved(document: Fields, node: unknown): unknown {
	if (Array.isArray(node)) return node.map((one) => resolved(document, one));
	if (typeof node !== 'object' || node === null) return node;
	const { $ref: reference, ...own } = node as Fields;
	const rest = Object.fromEntries(
		Object.entries(own).map(([name, value]) => [name, resolved(document, value)]),
	);
	if (typeof reference !== 'string') return rest;
	const target = reference
		.slice(2)
		.split('/')
		.reduce<unknown>((at, key) => fieldsOf(at)[key], document);
	return { ...fieldsOf(resolved(document, target)), ...rest };
}

/** The names under which a request carries the keys: two calls print them in another case. */
function keyNamesOf(properties: Fields, documented: unknown[]) {
	const named = (wanted: string) =>
		Object.keys(properties).find((name) => name.toLowerCase() === wanted.toLowerCase()) ?? wanted;
	return { apiKey: named(String(documented[0])), secretKey: named(String(documented[1])) };
}

/**
 * Reads the calls of the contract that take JSON, a query or keys in the path.
 *
 * @param document the parsed `contract/openapi.yaml`
 * @returns the calls by operationId; those that share an address under their own
 */
export function readCalls(document: unknown): Map<string, DocumentedCall> {
	const root = fieldsOf(document);
	const calls = new Map<string, DocumentedCall>();
	for (const [path, item] of Object.entries(fieldsOf(root.paths))) {
		for (const method of ['get', 'post']) {
			const source = fieldsOf(fieldsOf(item)[method]);
			if (typeof source.operationId !== 'string') continue;
			const content = fieldsOf(fieldsOf(source.requestBody).content);
			const json = fieldsOf(content['application/json']);
			if (Object.keys(content).length > 0 && !('application/json' in content)) continue;

			const server = listOf(source.servers ?? fieldsOf(item).servers)[0];
			const base = String(fieldsOf(server).url ?? MAIN_HOST);
			const media = fieldsOf(
				fieldsOf(fieldsOf(fieldsOf(source.responses)['200']).content)['application/json'],
			);
			const success = fieldsOf(source['x-success']);
			const { field, value } = { field: String(success.field), value: String(success.value) };
			const samples = Object.values(fieldsOf(resolved(root, media.examples)))
				.map((example) => fieldsOf(fieldsOf(example).value))
				.filter((one) => String(one[field]) === value);
			const shared = listOf(source['x-operations']).map(fieldsOf);
			const operations = shared.length > 0 ? shared : [{ operationId: source.operationId }];
			for (const { operationId, schema, response } of operations as Fields[]) {
				const named = (name: unknown) =>
					typeof name === 'string' ? { $ref: `#/components/schemas/${name}` } : undefined;
				const request = fieldsOf(resolved(root, named(schema) ?? json.schema));
				const answer = fieldsOf(resolved(root, named(response) ?? media.schema));
				const listed = fieldsOf(answer.properties);
				calls.set(String(operationId), {
					id: String(operationId),
					method: method === 'get' ? 'GET' : 'POST',
					url: base + path,
					carries: 'requestBody' in source ? 'json' : path.includes('{') ? 'path' : 'query',
					keyNames: keyNamesOf(
						fieldsOf(request.properties),
						listOf(fieldsOf(source['x-auth']).fields),
					),
					answer,
					success: { field, value },
					// Calls that share an address publish their answers together.
					samples: samples.filter((one) => Object.keys(one).every((name) => name in listed)),
				});
			}
		}
	}
	return calls;
}
