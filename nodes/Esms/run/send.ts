import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';
import { escapeXml } from '../../shared/xml';
import { longestTimeout } from './requestOptions';

/** What a server answered: the HTTP status and the body as text, without the account's keys. */
export interface Answer {
	statusCode: number;
	body: string;
}

/**
 * Why no answer came, and what became of the request.
 * - `refusedByCredential`: the credential keeps the request from going out
 * - `notConnected`: no connection was made
 * - `notSecured`: the connection ended before it was encrypted
 * - `proxyLogin`: the proxy wants another user or password
 * - `uncertain`: the request may have arrived
 */
export class SendFailure {
	constructor(
		readonly reason:
			'refusedByCredential' | 'notConnected' | 'notSecured' | 'proxyLogin' | 'uncertain',
		/** Whether the same request may pass after a short pause. */
		readonly isPassing: boolean,
		/** In the words of what failed; without the account's keys. */
		readonly words: string,
	) {}
}

/** Time-out of a whole request in milliseconds, proxy, certificates. */
export type TransportSettings = Pick<
	IHttpRequestOptions,
	'proxy' | 'skipSslCertificateValidation'
> & {
	timeout: number;
};

/** Sends one request with the account's keys, once. Never throws. */
export type Send = (request: IHttpRequestOptions) => Promise<Answer | SendFailure>;

type Context =
	IExecuteFunctions | IExecutePaginationFunctions | ILoadOptionsFunctions | IPollFunctions;

/**
 * The one way to eSMS: for operations on both of n8n's engine paths, lists, template forms and polls.
 * It adds the keys, follows no redirect, takes the keys out of what comes back, and says what became of
 * the request.
 *
 * @param credentials decrypted once for all requests: n8n would read them from its database for each
 */
export function createSend(
	context: Context,
	credentials: ICredentialDataDecryptedObject,
	settings: TransportSettings,
): Send {
	const redact = createRedactor(credentials);
	const credentialsDecrypted = { id: '', name: '', type: 'esmsApi', data: credentials };
	const within = createTimeout(settings.timeout);
	const common = {
		...settings,
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	} as const;
	return async (request) => {
		try {
			const answering = context.helpers.httpRequestWithAuthentication.call(
				context,
				'esmsApi',
				// A spread of so many properties takes ten times as long.
				Object.assign({}, request, common),
				{ credentialsDecrypted },
			);
			const response = (await within(answering)) as IN8nHttpFullResponse;
			const answer = {
				statusCode: response.statusCode,
				body: redact(String(response.body ?? '')),
			};
			return answer.statusCode === proxyAuthenticationRequired
				? new SendFailure('proxyLogin', false, '')
				: answer;
		} catch (error) {
			return failureOf(error as TransportError, redact);
		}
	};
}

/** How many milliseconds later than it should a request may be given up: those that start meanwhile share a timer. */
const shared = 1000;

/**
 * n8n's time-out is for a silent server only: an answer that drips would hold the whole run for ever. A timer for each
 * request would cost more than all else that is done for it here.
 */
function createTimeout(milliseconds: number) {
	let giveUps = new Set<() => void>();
	let sharedUntil = -Infinity;
	return async <T>(answering: Promise<T>): Promise<T> =>
		await new Promise((resolve, reject) => {
			if (performance.now() > sharedUntil) {
				sharedUntil = performance.now() + shared;
				const own = (giveUps = new Set());
				AbortSignal.timeout(Math.min(milliseconds + shared, longestTimeout)).onabort = () =>
					own.forEach((giveUp) => giveUp());
			}
			const waiting = giveUps;
			const giveUp = () => reject(new Error('The answer did not end in time'));
			waiting.add(giveUp);
			const ending =
				<V>(settle: (value: V) => void) =>
				(value: V) => {
					waiting.delete(giveUp);
					settle(value);
				};
			answering.then(ending(resolve), ending(reject));
		});
}

const proxyAuthenticationRequired = 407;

/** Shorter ones would also stand in words of an answer; eSMS's have 30 characters and more. */
const leastKeyLength = 8;

/** What forms and pages write for a character by a name of its own. */
const namedForms: Readonly<Record<string, string>> = { ' ': '+', '"': '&quot;', "'": '&apos;' };

/** A character as itself and as JSON, URLs, forms and XML may write it. */
function writtenForms(char: string): string {
	const code = char.codePointAt(0) as number;
	const hex = code.toString(16);
	const units = char.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
	const forms = [char, `\\${char}`, units.map((unit) => `\\u${unit}`).join('')];
	forms.push(`%${hex.padStart(2, '0')}`, encodeURIComponent(char), escapeXml(char));
	forms.push(namedForms[char] ?? char);
	// Each form once, in whatever case: two ways to read a letter make a key that is cut off take exponential time.
	const each = [...new Map(forms.map((form) => [form.toLowerCase(), form])).values()].map((form) =>
		form.replace(/[^\w]/g, '\\$&'),
	);
	return `(?:${[...each, `&#0*${code};`, `&#x0*${hex};`].join('|')})`;
}

/** Characters that are written as themselves or with an escape; eSMS's keys have no others. */
const PLAIN_KEY = /^[!-~]*$/;

/** Every form of such a character but itself has one of these. */
const ESCAPE = /[\\%&]/;

/** Takes the account's keys out of a text, in case what answered repeats the request in its words. */
function createRedactor({
	apiKey,
	secretKey,
}: ICredentialDataDecryptedObject): (text: string) => string {
	const keys = [apiKey, secretKey]
		.map((key) => String(key ?? '').trim())
		.filter((key) => key.length >= leastKeyLength);
	// To make and to compile the expressions costs more than to send a message, and nearly no answer needs them.
	let written: RegExp[] | undefined;
	const expressions = () =>
		(written ??= keys.map((key) => new RegExp(Array.from(key, writtenForms).join(''), 'gi')));
	const capitals = keys.map((key) => key.toUpperCase());
	const arePlain = keys.every((key) => PLAIN_KEY.test(key));
	// A key with half a character makes no expression: that must fail before anything is sent.
	if (!arePlain) expressions();
	return (text) => {
		const inCapitals = text.toUpperCase();
		const mayHoldKey = ESCAPE.test(text) || capitals.some((key) => inCapitals.includes(key));
		if (arePlain && !mayHoldKey) return text;
		return expressions().reduce((clean, key) => clean.replace(key, '***'), text);
	};
}

/** What the HTTP client threw; n8n wraps it and keeps the first words in `messages`. */
type TransportError = Error & {
	code?: string;
	httpCode?: string | null;
	description?: string | null;
	messages?: string[];
	cause?: unknown;
};

/** Codes of connections that were never made, and those of them that may pass by themselves. */
const notConnected =
	/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_INVALID_URL|ERR_SOCKET_BAD_PORT|ERR_INVALID_PROTOCOL/;
const passing = /ECONNREFUSED|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/;

/** Node's codes for certificates that it does not trust: nothing is written before it does. */
const certificate =
	/^(?!ERR_SSL_).*(?:CERT|UNABLE_TO_|SELF_SIGNED|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)/;

/** Words of a handshake that failed; nothing is written before it ends. */
const handshake =
	/wrong version number|handshake failure|alert protocol version|unsupported protocol|no protocols available|before secure TLS connection was established/i;

/** Node's codes for the same words once the handshake is over, when a request may have gone out: before, it is EPROTO. */
const afterHandshake = /^ERR_SSL_/;

/** Words of a connection that was made and broke. */
const brokeLater = /\b(?:read|write) E(?!PROTO)/;

/** Words of a connection that was never made, not even through the proxy, or that n8n does not allow. */
const unmade =
	/\b(?:connect|getaddrinfo) E[A-Z]|[Ii]nvalid (?:URL|port)|Port should be|before receiving CONNECT response|request was blocked/;

function failureOf(error: TransportError, redact: (text: string) => string): SendFailure {
	const chain = [error, error?.cause as TransportError | undefined].filter(
		(one): one is TransportError => typeof one === 'object' && one !== null,
	);
	const code = chain.flatMap((one) => [one.httpCode, one.code]).find(Boolean) ?? '';
	const words = chain
		.flatMap((one) => [one.message, one.description, ...(one.messages ?? [])])
		.join(' ');
	// Whatever was thrown: of a request that may have arrived nothing else may be told.
	const said = redact(String(error?.message ?? ''));
	if (code === '' && /credential/i.test(words)) {
		return new SendFailure('refusedByCredential', false, said);
	}
	if (certificate.test(code) || (handshake.test(words) && !afterHandshake.test(code))) {
		return new SendFailure('notSecured', false, said);
	}
	if ((notConnected.test(code) || unmade.test(words)) && !brokeLater.test(words)) {
		return new SendFailure('notConnected', passing.test(code), said);
	}
	return new SendFailure('uncertain', false, said);
}
