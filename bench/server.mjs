/**
 * Answers every request at once as eSMS answers an accepted send, so that what is measured is the caller.
 *
 *     node bench/server.mjs
 *
 * Prints its port. GET /counts tells what came since it was last asked.
 */
import { createServer } from 'node:http';

const zero = () => ({ requests: 0, mostSockets: 0 });
let counts = zero();
/** Open connections that sends came through; the bench's own to /counts is none of them. */
const open = new Set();
let serial = 0;

const server = createServer((request, response) => {
	if (request.url === '/counts') {
		response.end(JSON.stringify(counts));
		counts = zero();
		return;
	}
	counts.requests++;
	serial++;
	const { socket } = request;
	if (!open.has(socket)) {
		open.add(socket);
		counts.mostSockets = Math.max(counts.mostSockets, open.size);
		socket.once('close', () => open.delete(socket));
	}
	request.resume().on('end', () => {
		response.setHeader('content-type', 'application/json; charset=utf-8');
		response.end(`{"CodeResult":"100","CountRegenerate":0,"SMSID":"bench-${serial}"}`);
	});
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 16_384 }, () => {
	const address = server.address();
	console.log(typeof address === 'object' ? address?.port : address);
});
