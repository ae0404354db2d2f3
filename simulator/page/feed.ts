import type { Message, Receiver } from '../messages';
import type { CallbackTry, World } from '../world';
import {
	callbackFragment,
	fragmentKey,
	messageFragment,
	requestFragment,
	type RequestLine,
} from './fragments';

/** A stream that server-sent events are written to. */
interface Stream {
	writeHead: (status: number, headers: Record<string, string>) => unknown;
	write: (text: string) => unknown;
	end: () => unknown;
}

/** What tells that the browser has left. */
interface Connection {
	on: (event: 'close', listener: () => void) => unknown;
}

const KEPT = 200;

/** Tells open pages what happens, and new ones what happened last. */
export class Feed {
	private readonly streams = new Set<Stream>();

	private messages: Array<{ message: Message; receiver: Receiver }> = [];

	private requests: RequestLine[] = [];

	private callbacks: CallbackTry[] = [];

	constructor(world: World) {
		world.subscribe((event) => {
			if (event.type === 'message') {
				const { message, receiver } = event;
				if (receiver.sendStatus === 2 && receiver === message.sent[0]) {
					this.messages = [...this.messages.slice(1 - KEPT), { message, receiver }];
				}
				this.tellMessage(message, receiver);
			} else {
				this.callbacks = [...this.callbacks.slice(1 - KEPT), event.callback];
				this.tell('callback', () => ({ html: callbackFragment(event.callback) }));
			}
		});
	}

	/** Shows a request on open pages. */
	request(request: RequestLine): void {
		this.requests = [...this.requests.slice(1 - KEPT), request];
		this.tell('request', () => ({ html: requestFragment(request) }));
	}

	/** Opens the stream of a page and repeats what happened last. */
	connect(connection: Connection, stream: Stream): void {
		stream.writeHead(200, {
			'content-type': 'text/event-stream; charset=utf-8',
			'cache-control': 'no-store',
		});
		stream.write('retry: 1000\n\nevent: reset\ndata: {}\n\n');
		this.streams.add(stream);
		connection.on('close', () => this.streams.delete(stream));
		const only = new Set([stream]);
		for (const { message, receiver } of this.messages) this.tellMessage(message, receiver, only);
		for (const one of this.requests) {
			this.tell('request', () => ({ html: requestFragment(one) }), only);
		}
		for (const one of this.callbacks) {
			this.tell('callback', () => ({ html: callbackFragment(one) }), only);
		}
	}

	/** Empties open pages. */
	reset(): void {
		this.messages = [];
		this.requests = [];
		this.callbacks = [];
		this.tell('reset', () => ({}));
	}

	/** Ends every stream. */
	close(): void {
		for (const stream of this.streams) stream.end();
		this.streams.clear();
	}

	private tellMessage(message: Message, receiver: Receiver, streams = this.streams): void {
		if (receiver !== message.sent[0]) return;
		this.tell(
			'message',
			() => ({
				key: fragmentKey(message, receiver),
				receiver: receiver.address,
				html: messageFragment(message, receiver),
			}),
			streams,
		);
	}

	/** Draws only when somebody looks. */
	private tell(event: string, data: () => unknown, streams: Set<Stream> = this.streams): void {
		if (streams.size === 0) return;
		const text = `event: ${event}\ndata: ${JSON.stringify(data())}\n\n`;
		for (const stream of streams) stream.write(text);
	}
}
