import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { SECRET_PARAMETER, type Parameter } from '../shared/callbacks/parameters';
import { parseCallback, signedFields, type CallbackEvent } from '../shared/callbacks/parse';
import { readCallbacks, readUrl, refuse } from '../shared/callbacks/request';
import type { Outcome } from '../shared/outcome';
import { idList, isWanted, type Wanted } from './filter';
import { RepeatMemory, repeatKey } from './repeats';
import { shortCodeReply } from './reply';
import { samplePage, samples } from './samples';
import { isTrustedUrl, secretsOf, type WebhookSecrets } from './secrets';
import { isSignedBy } from './signature';

/** Some hours of a busy account: at about 250 bytes a key, 5 MB at most in each n8n process. */
const REMEMBERED_CALLBACKS = 20_000;

const memory = new RepeatMemory(REMEMBERED_CALLBACKS);

interface Options {
	emitRepeats?: boolean;
	greatestAge?: number;
	repeatWindow?: number;
}

interface Filters {
	channels?: string[];
	oaIds?: unknown;
	templateIds?: unknown;
}

/** A callback as it came, and what it says. */
interface Callback {
	parameters: Parameter[];
	event: CallbackEvent;
}

/** Parameters of the trigger's URL that eSMS does not send. */
const OWN = [SECRET_PARAMETER] as const;

/**
 * Takes a call of the trigger's URL: looks whether the caller may make it, reads it, and starts the
 * workflow with the callbacks that are wanted. Nothing of the body is read before the secret is right.
 */
export async function handleCallback(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (this.getRequestObject().method === 'HEAD') return { webhookResponse: '' };

	const url = readUrl(this, OWN);
	const secrets =
		this.getNodeParameter('authentication') === 'none'
			? null
			: secretsOf(await this.getCredentials('esmsCallbackApi'));
	if (secrets && !isTrustedUrl(secrets, url.own.secret)) return refuse(this, 401);

	const isTrusted = secrets !== null && secrets.urlSecret !== '';
	const sent = await readCallbacks(this, url.parameters, OWN, isTrusted);
	if (typeof sent === 'number') return refuse(this, sent);
	if (sent.length === 0) return greetVisitor(this, secrets, url.own.secret ?? null);

	const callbacks = sent.map((parameters) => ({ parameters, event: parseCallback(parameters) }));
	const options = this.getNodeParameter('options', {}) as Options;
	const isGenuine = (callback: Callback) => isGenuineSms(callback, secrets, options);
	if (!callbacks.every(isGenuine)) return refuse(this, 401);

	const webhookResponse = answerTo(this, callbacks);
	const wanted = wantedBy(this);
	const found = callbacks.filter(({ event }) => isWanted(event, wanted));
	const items = (await markRepeats(this, found, options)).filter(
		({ isRepeat }) => !isRepeat || options.emitRepeats === true,
	);
	if (items.length === 0) return { webhookResponse };
	return { webhookResponse, workflowData: [items.map((json) => ({ json }))] };
}

/** Answers a call without parameters; while the editor listens, with samples to choose from. */
function greetVisitor(
	context: IWebhookFunctions,
	secrets: WebhookSecrets | null,
	secret: string | null,
): IWebhookResponseData {
	if (context.getMode() !== 'manual') return { webhookResponse: 'eSMS Trigger' };
	// Where the signature alone keeps callers out, the page must not give a signed SMS to any visitor.
	const maySign = secrets === null || secrets.urlSecret !== '';
	const { events } = wantedBy(context);
	const offered = samples(secrets?.privateKey ?? '', Date.now()).filter(
		({ event }) => events.includes(event) && (event !== 'inboundSms' || maySign),
	);
	context.getResponseObject().type('html');
	return { webhookResponse: samplePage(offered, secret) };
}

/** Whether a short-code SMS is signed and young enough, where that is asked for. */
function isGenuineSms(
	{ event, parameters }: Callback,
	secrets: WebhookSecrets | null,
	{ greatestAge = 0 }: Options,
): boolean {
	if (event.event !== 'inboundSms') return true;
	if (Number(greatestAge) !== 0) {
		const age = Date.now() - Date.parse(event.receivedTime ?? '');
		// A time that is missing or unreadable, and a setting that is no number, are in no range.
		if (!(Math.abs(age) <= Number(greatestAge) * 60_000)) return false;
	}
	if (secrets === null || secrets.privateKey === '') return true;
	const { sign, ...fields } = signedFields(parameters);
	return isSignedBy(fields, sign, secrets.privateKey);
}

/** The answer that eSMS documents for a short-code SMS; any other call only wants a 200. */
function answerTo(context: IWebhookFunctions, callbacks: Callback[]): string {
	const [{ event }] = callbacks;
	if (callbacks.length > 1 || event.event !== 'inboundSms') return 'OK';
	// n8n sends the text after it has stored the execution and keeps a content type that is set.
	context.getResponseObject().type('application/xml');
	const text = textOf(context.getNodeParameter('replyText', ''));
	return shortCodeReply(text, event.smsId ?? '', event.sender ?? '');
}

function wantedBy(context: IWebhookFunctions): Wanted {
	const filters = context.getNodeParameter('filters', {}) as Filters;
	return {
		events: context.getNodeParameter('events') as Wanted['events'],
		outcomes: context.getNodeParameter('outcomes', []) as Outcome[],
		channels: filters.channels ?? [],
		oaIds: idList(textOf(filters.oaIds)),
		templateIds: idList(textOf(filters.templateIds)),
	};
}

/** A text as it was typed, or what an expression gave in its place: a number, a list, nothing. */
function textOf(value: unknown): string {
	return String(value ?? '');
}

/** The items of callbacks, each with whether it repeats an earlier one. */
async function markRepeats(
	context: IWebhookFunctions,
	callbacks: Callback[],
	{ repeatWindow = 60 }: Options,
): Promise<IDataObject[]> {
	const isTest = context.getMode() === 'manual';
	const keys = callbacks.map(({ parameters }) => repeatKey(parameters));
	const repeated = new Map<string, boolean>();
	const isTaken = answered(context);
	// In one order for all calls: two that hold the same callbacks would wait for each other otherwise.
	for (const key of [...new Set(keys)].sort()) {
		repeated.set(key, !isTest && (await isRepeated(context, key, repeatWindow, isTaken)));
	}
	return callbacks.map(({ event }, index) => {
		const key = keys[index];
		const isRepeat = repeated.get(key) === true;
		// The next of the same key in this call repeats this one.
		repeated.set(key, !isTest && repeatWindow > 0);
		const { raw, ...known } = event;
		return { ...known, isRepeat, repeatKey: key, raw } as unknown as IDataObject;
	});
}

/**
 * Notes the callback before the workflow starts, so that a retry meanwhile is known as one: it waits
 * until n8n has answered the first, and takes its place if n8n could not start the workflow.
 */
async function isRepeated(
	context: IWebhookFunctions,
	callback: string,
	minutes: number,
	isTaken: () => Promise<boolean>,
): Promise<boolean> {
	const key = `${context.getWorkflow().id}/${context.getNode().id}/${callback}`;
	return await memory.isRepeat(key, Date.now(), minutes * 60_000, isTaken);
}

/** Gives, when asked, whether n8n will have answered this call with a success. */
function answered(context: IWebhookFunctions): () => Promise<boolean> {
	let status: Promise<number> | undefined;
	return async () => {
		status ??= answeredStatus(context.getResponseObject());
		return (await status) < 400;
	};
}

/** The status that n8n answers with. 'finish' would not tell it of a caller who has hung up. */
async function answeredStatus(
	response: ReturnType<IWebhookFunctions['getResponseObject']>,
): Promise<number> {
	return await new Promise((resolve) => {
		const end = response.end;
		response.end = (...given: unknown[]) => {
			response.end = end;
			resolve(response.statusCode);
			return (end as (...given: unknown[]) => typeof response).apply(response, given);
		};
	});
}
