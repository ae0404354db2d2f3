/** A small MCP client, for n8n's MCP trigger and for n8n's own MCP server. */

/** @typedef {import('./client.mjs').Json} Json */

/**
 * Opens a session.
 *
 * @param {string} url
 * @param {Record<string, string>} [more] headers, such as a key
 */
export async function openMcp(url, more = {}) {
	/** @type {Record<string, string>} */
	const headers = {
		'content-type': 'application/json',
		accept: 'application/json, text/event-stream',
		...more,
	};
	let count = 0;

	/**
	 * @param {string} method
	 * @param {Json} [params]
	 * @param {boolean} [isNotice] whether no answer is due
	 * @returns {Promise<Json>} the answer
	 */
	const send = async (method, params, isNotice = false) => {
		const response = await fetch(url, {
			method: 'POST',
			headers,
			body: JSON.stringify({
				jsonrpc: '2.0',
				...(!isNotice && { id: (count += 1) }),
				method,
				params,
			}),
		});
		const session = response.headers.get('mcp-session-id');
		if (session) headers['mcp-session-id'] = session;
		const body = await response.text();
		const data = /^data: (.*)$/m.exec(body)?.[1] ?? body;
		return data ? JSON.parse(data) : {};
	};

	await send('initialize', {
		protocolVersion: '2025-03-26',
		capabilities: {},
		clientInfo: { name: 'test', version: '1' },
	});
	await send('notifications/initialized', undefined, true);
	return {
		/** @returns {Promise<Json[]>} the tools that the server offers */
		tools: async () => (await send('tools/list')).result.tools,
		/**
		 * @param {string} name of a tool
		 * @param {Json} args
		 * @returns {Promise<Json>} the whole answer
		 */
		call: (name, args) => send('tools/call', { name, arguments: args }),
	};
}
