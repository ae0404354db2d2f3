import { randomBytes } from 'crypto';
import { sleep } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import {
	LAST_PARAMETER,
	SIGNATURE_PARAMETER,
	TOKEN_PARAMETER,
} from '../../shared/callbacks/parameters';
import { parseCallback, type CallbackEvent } from '../../shared/callbacks/parse';
import { readCallbacks, readUrl, refuse } from '../../shared/callbacks/request';
import { plainId } from '../../shared/ids';
import { parseJson } from '../../shared/json';
import { isSameText } from '../../shared/sameText';
import { receiptWanted, sandbox, waitMinutes } from '../fields/sending';
import type { ItemWithIssues, Operation } from '../operation';
import { toHttpRequest } from '../request/body';
import { getMessageStatus } from '../resources/message/getMessageStatus';
import { getCallStatus } from '../resources/voice/getCallStatus';
import { readAnswer } from '../response/readAnswer';
import { recordOf } from '../response/values';
import type { RequestContext } from './deliver';
import { SendFailure } from './send';

/** An address under which a waiting execution is called. */
export const waitingWebhook = (
	path: string,
	httpMethod: 'GET' | 'POST' | 'HEAD',
): IWebhookDescription => ({
	name: 'default',
	httpMethod,
	responseMode: 'onReceived',
	// Left out, n8n would answer with the literal text 'firstEntryJson'.
	responseData: '',
	path,
	restartWebhook: true,
	isFullPath: true,
});

const path = 'receipt';

/** The address under which a waiting execution takes its receipt. */
export const receiptWebhooks = (['GET', 'POST', 'HEAD'] as const).map((method) =>
	waitingWebhook(path, method),
);

/** Whether the item asks to hold the execution until its receipt arrives. */
export const waits = (item: ItemWithIssues): boolean => receiptWanted.read(item) === true;

/** Names by which an output tells which message it is about. */
const ids = ['smsId', 'referenceId', 'requestId', 'smsRequestId'] as const;

/** What came in, without the IDs of an earlier send. */
export const withoutIds = (json: IDataObject): IDataObject =>
	Object.fromEntries(
		Object.entries(json).filter(([name]) => !(ids as readonly string[]).includes(name)),
	);

/** The output of a receipt, as eSMS calls it back or as it is asked for. */
export function receiptOutput({ raw, ...told }: CallbackEvent, index: number): INodeExecutionData {
	const json = { ...told, status: 'receipt', raw } as unknown as IDataObject;
	return { json, pairedItem: { item: index } };
}

/** What a waiting execution knows of the call that it waits for. */
export interface Wait {
	/** What the call's URL has to carry. */
	token: string;
}

/** What it knows of a receipt. */
interface ReceiptWait extends Wait {
	/** The IDs of the message, once eSMS has accepted it. */
	ids?: Partial<Record<(typeof ids)[number], string>>;
}

/** Where the node's own context keeps the wait: n8n stores it with the execution, and no item holds it. */
const KEPT = 'receipt';

const readWait = <Kept extends Wait>(kept: unknown): Kept | undefined =>
	typeof kept === 'string' ? (parseJson(kept) as Kept | undefined) : undefined;

/**
 * Begins a wait in the node's own context.
 * @param kept under which name
 * @returns the token that tells this wait from every other one of the execution
 */
export function openWait(context: IExecuteFunctions, kept: string): string {
	// Short, because an SMS may carry it, and longer than anybody guesses.
	const token = randomBytes(15).toString('base64url');
	context.getContext('node')[kept] = JSON.stringify({ token } satisfies Wait);
	return token;
}

/**
 * Puts the execution to wait. At the limit n8n hands on the node's input, so what was sent is put into it.
 * @param kept the name of the wait
 * @param known what the call that ends the wait has to be held against
 * @param atLimit fields that go on with what was sent, when nobody has called
 */
export async function holdExecution(
	context: IExecuteFunctions,
	kept: string,
	known: object,
	sent: IDataObject,
	atLimit: IDataObject,
	until: Date,
): Promise<void> {
	const own = context.getContext('node');
	own[kept] = JSON.stringify({ ...readWait(own[kept]), ...known });
	const input = context.getInputData();
	input[0] = { ...input[0], json: { ...withoutIds(input[0].json), ...sent, ...atLimit } };
	await context.putExecutionToWait(until);
}

/**
 * The item with this execution's own address as Callback URL. It ends in an empty parameter, so that
 * eSMS may append its own with `?` or with `&`: n8n's signature before it stays whole. The token before
 * that is the node's own, because n8n does not sign the address in all its versions, and because all
 * waits of an execution share it.
 */
export function receiptItem(context: IExecuteFunctions, item: ItemWithIssues): ItemWithIssues {
	const token = openWait(context, KEPT);
	const url = new URL(String(context.evaluateExpression('{{ $execution.resumeUrl }}', item.index)));
	url.pathname += `/${path}`;
	url.search += `${url.search ? '&' : '?'}${TOKEN_PARAMETER}=${token}&${LAST_PARAMETER}=`;
	if (context.getInputData().length > 1) {
		item.addIssue(
			"'Wait for Receipt' takes one item at a time, put a Loop Over Items node before this one",
		);
	}
	if (sandbox.read(item) === '1') {
		item.addIssue(
			"'Wait for Receipt': eSMS sends no receipt for a sandbox message, switch one of the two off",
		);
	}
	return { ...item, option: (name) => (name === 'callbackUrl' ? url.href : item.option(name)) };
}

/** How long after acceptance eSMS is asked for the status, in milliseconds. */
const askAfter = 1500;

/** How long its answer is waited for: until the wait is stored, n8n takes no receipt. */
const askTimeout = 5000;

/** The call that tells the status of what was sent, and the ID that it asks with. */
function questionOf(operation: Operation, { smsId, referenceId }: IDataObject) {
	if (referenceId) {
		return { operation: getCallStatus, id: referenceId, body: { ReferenceId: referenceId } };
	}
	const lookup = operation.statusLookup?.(smsId) ?? {
		operation: getMessageStatus,
		body: { RefId: smsId },
	};
	return { ...lookup, id: smsId };
}

/**
 * Asks eSMS once what became of a message that it has just accepted: n8n takes no receipt before the wait
 * is stored, and eSMS does not call again.
 *
 * @returns what is known; undefined when it is not at its end, or not told of this very message
 */
async function askOutcome(
	{ send, waitForSlot }: RequestContext,
	operation: Operation,
	item: ItemWithIssues,
	sent: IDataObject,
): Promise<IDataObject | undefined> {
	const { operation: query, id, body } = questionOf(operation, sent);
	if (!id) return undefined;
	await sleep(askAfter);
	const release = await waitForSlot();
	if (!release) return undefined;
	const reply = send(toHttpRequest(query, body)).finally(release);
	const answer = await Promise.race([reply, sleep(askTimeout)]);
	if (answer === undefined || answer instanceof SendFailure) return undefined;
	const read = readAnswer(answer, query);
	const told = read.body.Data ? recordOf(read.body.Data) : read.body;
	if (!read.accepted || plainId(told.SMSID ?? told.ReferenceId) !== plainId(id)) return undefined;
	const simple = { ...item, get: (name: string) => (name === 'simplify' ? true : item.get(name)) };
	try {
		const [status] = query.answer(read.body, body, simple, read.code ?? '');
		const isKnown = status.outcome !== 'pending' && status.outcome !== 'unknown';
		return isKnown ? status : undefined;
	} catch {
		return undefined;
	}
}

const askedText = 'eSMS told the outcome when it was asked, before a receipt came';

/**
 * Holds the execution until the receipt arrives or the limit passes, unless eSMS knows the outcome already.
 * At the limit n8n hands on the node's input, so what was sent is put into it: the next node can ask for
 * the status then.
 *
 * @param results what was sent; it becomes the outcome if that is known already
 */
export async function waitForReceipt(
	context: IExecuteFunctions,
	request: RequestContext,
	operation: Operation,
	item: ItemWithIssues,
	results: INodeExecutionData[],
): Promise<void> {
	const [sent] = results;
	const status = await askOutcome(request, operation, item, sent.json);
	if (status) {
		const { outcome, isFinal, ...others } = status;
		const event = sent.json.referenceId ? 'callStatus' : 'messageStatus';
		const { smsId } = sent.json;
		const known = { event, outcome, isFinal, ...sent.json, ...others, ...(smsId ? { smsId } : {}) };
		results[0] = { ...sent, json: { ...known, status: 'receipt', statusText: askedText } };
		return;
	}
	const minutes = waitMinutes(item);
	const until = new Date(Date.now() + minutes * 60_000);
	const known = { ids: idsOf(sent.json) };
	await holdExecution(context, KEPT, known, sent.json, { outcome: 'noReceipt' }, until);
}

/** The IDs by which an output tells which message it is about. */
export const idsOf = (sent: IDataObject): NonNullable<ReceiptWait['ids']> =>
	Object.fromEntries(
		ids.filter((name) => sent[name] !== undefined).map((name) => [name, String(sent[name])]),
	);

/** The wait that the node's context keeps under a name. A webhook gets there by an expression only. */
export function waitOf<Kept extends Wait>(
	context: IWebhookFunctions,
	kept: string,
): Kept | undefined {
	const name = context
		.getNode()
		.name.replace(/[^\w ]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
	return readWait(context.evaluateExpression(`{{ $node["${name}"].context.${kept} }}`));
}

/**
 * Whether a receipt is that of the message which is waited for. eSMS's own IDs decide where both sides
 * have one, because a Request ID is the user's and may come again.
 */
function isOwn(receipt: CallbackEvent, known: ReceiptWait['ids'] = {}): boolean {
	const told = receipt as unknown as IDataObject;
	const toldIds = [told.smsId, told.switchSmsId, told.referenceId].map(plainId).filter(Boolean);
	const knownIds = [known.smsId, known.referenceId].map(plainId).filter(Boolean);
	if (toldIds.length > 0 && knownIds.length > 0) return knownIds.some((id) => toldIds.includes(id));
	const { requestId } = told;
	return Boolean(requestId) && [known.requestId, known.smsRequestId].includes(String(requestId));
}

/** Parameters of the receipt's URL that eSMS does not send. */
const OWN = [TOKEN_PARAMETER, SIGNATURE_PARAMETER] as const;

/**
 * Takes the receipt of a waiting execution. One that tells no outcome yet, or is that of another message,
 * leaves it waiting. Every call is answered at once, because eSMS repeats those that time out.
 */
export async function takeReceipt(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (this.getRequestObject().method === 'HEAD') return { webhookResponse: '' };

	const url = readUrl(this, OWN);
	const wait = waitOf<ReceiptWait>(this, KEPT);
	if (wait === undefined || !isSameText(url.own.token ?? '', wait.token)) return refuse(this, 401);
	const sent = await readCallbacks(this, url.parameters, OWN, true);
	if (typeof sent === 'number') return refuse(this, sent);

	const receipt = sent
		.map(parseCallback)
		// A wait is for one receiver, so that its outcome is known whatever the other counts say.
		.find((event) => 'outcome' in event && event.outcome !== 'pending' && isOwn(event, wait.ids));
	if (!receipt) return { webhookResponse: 'OK' };
	return { webhookResponse: 'OK', workflowData: [[receiptOutput(receipt, 0)]] };
}
