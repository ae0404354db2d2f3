import { createHash } from 'crypto';
import axios from 'axios';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { sleep } from 'n8n-workflow';

import { answer, judge, type Incoming } from './answering';
import { callbackUrl } from './callbacks';
import { readContract, type Contract, type OpenApiDocument } from './contract';
import { Faults, type Fault, type FaultRequest } from './faults';
import type { Message } from './messages';
import { helpText } from './page/help';
import { Feed } from './page/feed';
import { pageDocument } from './page/page';
import { fieldsOf, textOf, type Fields } from './values';
import { DEFAULT_SETTINGS, World, type CallbackTry, type Clock, type Settings } from './world';

/** A request as the simulator remembers it; the keys are masked. */
export interface RecordedRequest {
	id: number;
	/** Milliseconds since 1970. */
	at: number;
	method: string;
	/** Path with the names of path parameters, never their values. */
	path: string;
	operationId: string;
	/** Headers but those that carry secrets. */
	headers: Record<string, unknown>;
	/** Query values; empty for operations with a body. */
	query: Fields;
	/** Parsed body; empty for operations without one. */
	body: Fields;
	keysOk: boolean;
	/** Whether the request follows `contract/openapi.yaml`. */
	valid: boolean;
	schemaErrors: string[];
	/** Top-level fields that the contract does not list; they are ignored. */
	unknownFields: string[];
	/** The answer's body, or the fault that took its place. */
	answer: unknown;
}

/** What a short-code message says, and where it goes. */
export interface ShortCodeMessage {
	url: string;
	content?: string;
	sender?: string;
	serviceNumber?: string;
	keyword?: string;
	cpid?: string;
	smsid?: string;
	/** yyyyMMddHHmmss in Vietnamese time. */
	receiverTime?: string;
	/** What the signature is made with. */
	privateKey?: string;
	/** Given to send another signature than the right one. */
	sign?: string;
}

/** How the simulator is started. */
export interface SimulatorOptions extends Partial<Settings> {
	/** The parsed `contract/openapi.yaml`. */
	document: unknown;
	/** 0 takes a free port. */
	port?: number;
	host?: string;
	now?: Clock;
	/** Told one line per request. */
	log?: (line: string) => void;
}

/** A running simulator. */
export interface Simulator {
	url: string;
	port: number;
	contract: Contract;
	/** Every request to an operation, oldest first. */
	requests: RecordedRequest[];
	/** Every accepted message by its SMSID. */
	messages: ReadonlyMap<string, Message>;
	/** Every try of a callback, oldest first. */
	callbacks: readonly CallbackTry[];
	settings: Settings;
	/** Sets a fault for requests to come; undefined for a kind that does not exist. */
	fault: (request: FaultRequest) => Fault | undefined;
	/** Lets a receiver give a rating now. */
	rate: World['rate'];
	/** Lets a user interact with the Official Accounts now. */
	interact: World['interact'];
	/** Sends a short-code message to a URL; returns the answer. */
	sendShortCode: (message: ShortCodeMessage) => Promise<{ status: number; body: string }>;
	/** Waits until no outcome and no callback is left to come. */
	settled: () => Promise<void>;
	/** Forgets requests, messages, callbacks and faults. */
	reset: () => void;
	close: () => Promise<void>;
}

const MAX_BODY = 20 * 1024 * 1024;
const SECRET_HEADERS = ['authorization', 'cookie', 'proxy-authorization'];
const KEY_NAME = /^(api|secret)key$/i;
/** How long a request hangs that is to time out, unless its sender gives up earlier. */
const HANG_MS = 600_000;
const HANG_STEP_MS = 20;

const xml = new XMLParser({
	parseTagValue: false,
	ignoreAttributes: true,
	isArray: (name) => name === 'CUSTOMER',
});

/** Reads the body of an XML operation: the fields of its RQST element. */
function readXml(text: string): Fields | undefined {
	if (XMLValidator.validate(text) !== true) return undefined;
	const { RQST } = fieldsOf(xml.parse(text));
	return typeof RQST === 'object' ? fieldsOf(RQST) : undefined;
}

function readJson(text: string): Fields | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? fieldsOf(value)
			: undefined;
	} catch {
		return undefined;
	}
}

/** Reads a request's fields from where its operation carries them. */
function read(endpoint: Incoming['endpoint'], request: FastifyRequest): Incoming {
	const [operation] = endpoint.operations;
	if (operation.transport === 'path') {
		return { endpoint, input: fieldsOf(request.params), transportErrors: [] };
	}
	if (operation.transport === 'query') {
		return { endpoint, input: { ...fieldsOf(request.query) }, transportErrors: [] };
	}
	const text = textOf(request.body);
	const input =
		operation.transport === 'form'
			? Object.fromEntries(new URLSearchParams(text))
			: operation.transport === 'xml'
				? readXml(text)
				: readJson(text);
	const type = textOf(request.headers['content-type']).split(';')[0].trim().toLowerCase();
	return {
		endpoint,
		input: input ?? {},
		transportErrors: [
			...(input === undefined ? [`body is not readable as ${operation.transport}`] : []),
			...(operation.contentTypes.includes(type)
				? []
				: [`content type '${type}' is not ${operation.contentTypes.join(' or ')}`]),
		],
	};
}

function masked(input: Fields): Fields {
	return Object.fromEntries(
		Object.entries(input).map(([name, value]) => [name, KEY_NAME.test(name) ? '***' : value]),
	);
}

function sentHeaders(request: FastifyRequest): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(request.headers).filter(([name]) => !SECRET_HEADERS.includes(name)),
	);
}

function timeStamp(time: number): string {
	return new Date(time + 7 * 3_600_000).toISOString().replaceAll(/\D/g, '').slice(0, 14);
}

/** The signature of a short-code message: base64 of the MD5 of its values and the private key. */
export function shortCodeSignature(
	values: Required<Pick<ShortCodeMessage, 'cpid' | 'smsid' | 'content' | 'receiverTime'>>,
	privateKey: string,
): string {
	const text = values.cpid + values.smsid + values.content + values.receiverTime + privateKey;
	return createHash('md5').update(text).digest('base64');
}

/**
 * Starts the simulator: an eSMS server for development, tests and demos.
 *
 * Serves every documented endpoint of the contract on one port, with the page at `/` and the admin
 * API under `/_simulator/`.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
	const {
		document,
		port = 0,
		host = '127.0.0.1',
		now = Date.now,
		log = () => {},
		...given
	} = options;
	const contract = readContract(document as OpenApiDocument);
	const settings: Settings = { ...DEFAULT_SETTINGS, ...given };
	const world = new World(settings, now);
	const faults = new Faults();
	const requests: RecordedRequest[] = [];
	const feed = new Feed(world);
	let serial = 0;
	let open = true;

	const app: FastifyInstance = fastify({ bodyLimit: MAX_BODY, forceCloseConnections: true });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

	/** Keeps a request without an answer until its sender gives up. */
	const hang = async (request: FastifyRequest) => {
		for (let waited = 0; open && waited < HANG_MS; waited += HANG_STEP_MS) {
			if (request.raw.socket.destroyed) return;
			await sleep(HANG_STEP_MS);
		}
	};

	const endpointsByRoute = new Map<string, Contract['endpoints']>();
	for (const endpoint of contract.endpoints) {
		const route = `${endpoint.method} ${endpoint.path}`;
		endpointsByRoute.set(route, [...(endpointsByRoute.get(route) ?? []), endpoint]);
	}

	for (const [route, endpoints] of endpointsByRoute) {
		const [method, path] = route.split(' ');
		app.route({
			method,
			url: path,
			handler: async (request: FastifyRequest, reply: FastifyReply) => {
				// GetSendStatus is on two hosts, which share this port: only its parameter differs.
				const endpoint =
					endpoints.find(
						({ id }) => id === 'getCallStatus' && 'ReferenceId' in fieldsOf(request.query),
					) ?? endpoints[0];
				const incoming = read(endpoint, request);
				const judged = judge(incoming, world);
				const { operation } = judged;
				const fault = faults.match(operation.id, incoming.input);
				const carriedOut = fault === undefined || fault.accepted || fault.kind === 'code';
				const body = carriedOut ? answer(judged, fault) : undefined;
				const shown = masked(incoming.input);
				serial++;
				const record: RecordedRequest = {
					id: serial,
					at: now(),
					method,
					path: path.replaceAll(/:(\w+)/g, '{$1}'),
					operationId: operation.id,
					headers: sentHeaders(request),
					query: operation.contentTypes.length === 0 ? shown : {},
					body: operation.contentTypes.length === 0 ? {} : shown,
					keysOk: judged.keysOk,
					valid: judged.schemaErrors.length === 0,
					schemaErrors: judged.schemaErrors,
					unknownFields: judged.unknownFields,
					answer:
						fault === undefined || fault.kind === 'code'
							? body
							: { fault: fault.kind, answer: body },
				};
				requests.push(record);
				feed.request(record);
				log(`${method} ${record.path} ${operation.id} ${JSON.stringify(record.answer)}`);
				switch (fault?.kind) {
					case 'drop':
						reply.hijack();
						request.raw.socket.destroy();
						return reply;
					case 'timeout':
						reply.hijack();
						await hang(request);
						request.raw.socket.destroy();
						return reply;
					case 'status':
						return await reply.code(fault.status).type('text/html').send(fault.body);
					default:
						return await reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
				}
			},
		});
	}

	const reset = () => {
		world.reset();
		faults.clear();
		requests.length = 0;
		feed.reset();
	};

	const sendShortCode = async (message: ShortCodeMessage) => {
		const values = {
			sender: '84901888484',
			content: 'ESMS xin chao',
			serviceNumber: '8041',
			cpid: 'simulator',
			smsid: String(world.next()),
			receiverTime: timeStamp(now()),
			...message,
		};
		const sign =
			message.sign ?? shortCodeSignature(values, message.privateKey ?? 'SIM-PRIVATE-KEY');
		const keyword = message.keyword ?? values.content.split(' ')[0];
		const names = [
			['sender', values.sender],
			['content', values.content],
			['serviceNumber', values.serviceNumber],
			['keyword', keyword],
			['sign', sign],
			['cpid', values.cpid],
			['smsid', values.smsid],
			['receiverTime', values.receiverTime],
		] as const;
		const url = callbackUrl(
			message.url,
			names.map(([name, value]) => [name, encodeURIComponent(value)]),
			settings.callbackJoin,
		);
		const answered = await axios.get<string>(url, {
			timeout: settings.callbackTimeoutMs,
			validateStatus: () => true,
			proxy: false,
			responseType: 'text',
			transformResponse: (text: string) => text,
		});
		return { status: answered.status, body: answered.data };
	};

	app.get(
		'/',
		async (_request, reply) => await reply.type('text/html; charset=utf-8').send(pageDocument()),
	);
	app.get(
		'/help',
		async (_request, reply) =>
			await reply.type('text/plain; charset=utf-8').send(helpText(settings)),
	);
	app.get('/_simulator/events', (request, reply) => {
		reply.hijack();
		feed.connect(request.raw, reply.raw);
	});
	app.get('/_simulator/requests', () => requests);
	app.get('/_simulator/messages', (request) => {
		const { phone, smsid } = fieldsOf(request.query);
		if (typeof smsid === 'string') return [world.messages.get(smsid.trim())].filter(Boolean);
		return typeof phone === 'string'
			? (world.byReceiver.get(phone) ?? [])
			: [...world.messages.values()];
	});
	app.get('/_simulator/receivers', () =>
		Object.fromEntries([...world.byReceiver].map(([address, { length }]) => [address, length])),
	);
	app.get('/_simulator/callbacks', () => world.callbacks);
	app.get('/_simulator/codes', () => Object.fromEntries(world.codes));
	app.get('/_simulator/faults', () => faults.all());
	app.post('/_simulator/faults', async (request, reply) => {
		const fault = faults.add((readJson(textOf(request.body)) ?? {}) as unknown as FaultRequest);
		return (
			fault ?? (await reply.code(400).send({ error: 'kind is drop, status, timeout or code' }))
		);
	});
	app.delete('/_simulator/faults', () => {
		faults.clear();
		return faults.all();
	});
	app.post('/_simulator/settings', (request) =>
		Object.assign(settings, readJson(textOf(request.body)) ?? {}),
	);
	app.post('/_simulator/ratings', (request) => world.rate(readJson(textOf(request.body)) ?? {}));
	app.post('/_simulator/users', (request) => {
		const { id } = readJson(textOf(request.body)) ?? {};
		world.interact(textOf(id));
		return { id };
	});
	app.post('/_simulator/reset', () => {
		reset();
		return { reset: true };
	});
	app.post('/_simulator/shortcode', async (request) => {
		const message = readJson(textOf(request.body)) ?? {};
		return await sendShortCode(message as unknown as ShortCodeMessage);
	});
	// The answer of a WCF service to an address that it does not know.
	app.setNotFoundHandler(
		async (_request, reply) =>
			await reply.code(404).type('text/html').send('<html><body>Endpoint not found.</body></html>'),
	);

	const url = await app.listen({ port, host });
	return {
		url,
		port: Number(new URL(url).port),
		contract,
		requests,
		messages: world.messages,
		callbacks: world.callbacks,
		settings,
		fault: (request) => faults.add(request),
		rate: (rating) => world.rate(rating),
		interact: (id) => world.interact(id),
		sendShortCode,
		settled: async () => await world.settled(),
		reset,
		close: async () => {
			open = false;
			feed.close();
			await world.close();
			await app.close();
		},
	};
}
