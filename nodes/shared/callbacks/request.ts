import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { MAX_PARAMETERS, readBody, readQuery, separateOwn, type Parameter } from './parameters';

/** Most bytes of a body that are read of somebody who has proven nothing, and of somebody who knows the URL's secret. */
const MAX_BYTES = { stranger: 64 * 1024, trusted: 1024 * 1024 };

/** Most parameters of all callbacks in one call: those of the URL count for each of them. */
const MAX_PARAMETERS_IN_ALL = 50_000;

/** What n8n adds to the request of a webhook. */
type WebhookRequest = ReturnType<IWebhookFunctions['getRequestObject']> & {
	rawBody?: { length: number; toString(encoding?: string): string };
	encoding?: string;
	readRawBody?: () => Promise<void>;
};

/**
 * Reads the query of a webhook's URL. It is taken from the URL itself, because n8n's parser drops and
 * folds parameters. The body is not touched.
 *
 * @param names of parameters that are the URL's own and do not come from eSMS
 */
export function readUrl<Name extends string>(context: IWebhookFunctions, names: readonly Name[]) {
	const [, ...query] = context.getRequestObject().originalUrl.split('?');
	return separateOwn(readQuery(query.join('?')), names);
}

const REFUSALS = { 400: 'Bad Request', 401: 'Unauthorized', 413: 'Payload Too Large' };

/** Why a body is not read: it is broken, or larger than is read. */
export type Refusal = 400 | 413;

/** Answers a call that is not taken. */
export function refuse(
	context: IWebhookFunctions,
	status: keyof typeof REFUSALS,
): IWebhookResponseData {
	context.getResponseObject().status(status).type('text').send(REFUSALS[status]);
	return { noWebhookResponse: true };
}

/**
 * Reads the callbacks of a call: one for each in its body, with the parameters of the URL; the URL's
 * alone if the body is empty.
 *
 * @param url what `readUrl` gave
 * @param names those that it was given
 * @param isTrusted whether the caller has shown a secret that the URL carries
 * @returns none if there are no parameters at all; an HTTP status if the body is not read
 */
export async function readCallbacks(
	context: IWebhookFunctions,
	url: Parameter[],
	names: readonly string[],
	isTrusted: boolean,
): Promise<Parameter[][] | Refusal> {
	if (url.length > MAX_PARAMETERS) return 413;
	const request = context.getRequestObject() as WebhookRequest;
	const limit = isTrusted ? MAX_BYTES.trusted : MAX_BYTES.stranger;
	const posted =
		request.method === 'POST' ? await readPosted(request, context.getBodyData(), limit) : [];
	if (typeof posted === 'number') return posted;
	if (posted.length === 0) return url.length > 0 ? [url] : [];

	let inAll = 0;
	for (const { length } of posted) {
		inAll += length + url.length;
		if (length + url.length > MAX_PARAMETERS || inAll > MAX_PARAMETERS_IN_ALL) return 413;
	}
	return posted.map((sent) => [...separateOwn(sent, names).parameters, ...url]);
}

/**
 * Of JSON and forms the text is read, because n8n rounds long IDs and drops what goes past its limits.
 *
 * @param parsed what n8n has made of the body
 */
async function readPosted(
	request: WebhookRequest,
	parsed: unknown,
	limit: number,
): Promise<Parameter[][] | Refusal> {
	const type = request.headers['content-type'] ?? '';
	const length = request.headers['content-length'];
	if (request.rawBody === undefined && Number(length ?? 0) > limit) return 413;
	if (/^multipart\//i.test(type)) return length === undefined ? 413 : readBody(parsed);
	if (request.rawBody === undefined) {
		// A type that n8n does not parse. What it unpacks of it has a limit of its own.
		const failure = await request.readRawBody?.().catch((error: { type?: string }) => error);
		if (failure) return failure.type === 'entity.too.large' ? 413 : 400;
	}
	const { rawBody, encoding = '' } = request;
	if (rawBody === undefined) return readBody(parsed);
	if (rawBody.length > limit) return 413;
	if (/^[^;]*[/+]xml\b/i.test(type)) return readBody(parsed);
	const text = rawBody.toString(Buffer.isEncoding(encoding) ? encoding : 'utf8');
	if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
		return text === '' ? [] : [readQuery(text)];
	}
	return readBody(text);
}
