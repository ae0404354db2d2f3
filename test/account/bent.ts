import axios from 'axios';
import fastify from 'fastify';

type Fields = Record<string, unknown>;

/** What a bent server answers in place of the simulator. */
export interface Bent {
	status?: number;
	headers?: Record<string, string>;
	/** JSON, or text as it is. */
	body?: unknown;
	/** Whether the connection is cut instead. */
	cut?: boolean;
}

/** One request as it goes through, with the simulator's answer. */
export interface Passing {
	/** Path without the hosts' common part, such as GetBalance_json. */
	call: string;
	sent: Fields;
	answer: Fields;
}

/**
 * Starts a server that hands every request on to the simulator, and bends what comes back.
 *
 * @param simulatorUrl where the simulator is
 * @param bend what to answer instead; undefined for the simulator's own answer
 * @param change the request's body before it goes on
 */
export async function startBentServer(
	simulatorUrl: string,
	bend: (passing: Passing) => Bent | undefined,
	change: (sent: Fields) => Fields = (sent) => sent,
) {
	const app = fastify({ forceCloseConnections: true });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
	app.all('/*', async (request, reply) => {
		const text = typeof request.body === 'string' ? request.body : '';
		let sent: Fields | undefined;
		try {
			sent = JSON.parse(text) as Fields;
		} catch {
			sent = undefined;
		}
		const passed = await axios.request<string>({
			method: request.method,
			url: simulatorUrl + request.url,
			data: sent ? JSON.stringify(change(sent)) : text,
			headers: request.method === 'POST' ? { 'Content-Type': 'application/json' } : {},
			validateStatus: () => true,
			responseType: 'text',
			transformRequest: (body: string) => body,
			transformResponse: (body: string) => body,
			proxy: false,
		});
		const answer = passed.data.startsWith('{') ? (JSON.parse(passed.data) as Fields) : {};
		const call = request.url.split('?')[0].replace(/^\/(?:MainService\.svc\/json\/)?/, '');
		const bent = bend({ call, sent: sent ?? {}, answer });
		if (bent?.cut) {
			reply.hijack();
			request.raw.socket.destroy();
			return reply;
		}
		return await reply
			.code(bent?.status ?? passed.status)
			.headers({ 'content-type': 'application/json; charset=utf-8', ...bent?.headers })
			.send(
				typeof bent?.body === 'string'
					? bent.body
					: bent?.body === undefined
						? passed.data
						: JSON.stringify(bent.body),
			);
	});
	return { url: await app.listen({ port: 0, host: '127.0.0.1' }), close: () => app.close() };
}
