/**
 * Answers every request at once as eSMS answers an accepted send, so that what is measured is the caller.
 *
 *     node bench/server.mjs
 *
 * Prints its port. GET /counts tells what came since it was last asked.
 */
import { createServer } from 'node:http';

const zero = () => ({ requests: 0, sockets: 0, mostSockets: 0 });
let counts = zero();
let open = 0;
let serial = 0;

const server = createServer((request, response) => {
	if (request.url === '/counts') {
		response.end(JSON.stringify(counts));
		counts = zero();
		return;
	}
	counts.requests++;
	serial++;
	request.resume().on('end', () => {
		response.setHeader('content-type', 'application/json; charset=utf-8');
		response.end(`{"CodeResult":"100","CountRegenerate":0,"SMSID":"bench-${serial}"}`);
	});
});
server.on('connection', (socket) => {
	counts.sockets++;
	counts.mostSockets = Math.max(counts.mostSockets, ++open);
	socket.on('close', () => open--);
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 16_384 }, () => {
	const address = server.address();
	console.log(typeof address === 'object' ? address?.port : address);
});
