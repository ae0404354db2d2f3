import fastify from 'fastify';
import { sleep } from 'n8n-workflow';

/** A URL that callbacks go to in a test, and what came. */
export interface CallbackReceiver {
	url: string;
	/** The query of each call, as it came. */
	queries: string[];
	/** The headers of each call. */
	methods: string[];
	/** How it answers: an HTTP status, or nothing for so many milliseconds. */
	answer: { status: number; afterMs: number };
	close: () => Promise<void>;
}

/** Starts a server that takes callbacks. */
export async function startReceiver(): Promise<CallbackReceiver> {
	const app = fastify({ forceCloseConnections: true });
	const queries: string[] = [];
	const methods: string[] = [];
	const answer = { status: 200, afterMs: 0 };
	app.all('/callback', async (request, reply) => {
		queries.push(request.url.split('?').slice(1).join('?'));
		methods.push(request.method);
		await sleep(answer.afterMs);
		return await reply.code(answer.status).send('ok');
	});
	const base = await app.listen({ port: 0, host: '127.0.0.1' });
	return {
		url: `${base}/callback`,
		queries,
		methods,
		answer,
		close: async () => await app.close(),
	};
}
