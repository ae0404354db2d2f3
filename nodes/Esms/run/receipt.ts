import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { parseCallback } from '../../shared/callbacks/parse';
import { LAST_PARAMETER, readQuery, separateOwn } from '../../shared/callbacks/parameters';
import { receiptWanted, sandbox } from '../fields/sending';
import type { ItemWithIssues } from '../operation';

const path = 'receipt';

/** The address under which a waiting execution takes its receipt. */
export const receiptWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'GET',
		responseMode: 'onReceived',
		// Left out, n8n would answer with the literal text 'firstEntryJson'.
		responseData: '',
		path,
		restartWebhook: true,
		isFullPath: true,
	},
];

/** Whether the item asks to hold the execution until its receipt arrives. */
export const waits = (item: ItemWithIssues): boolean => receiptWanted.read(item) === true;

/**
 * The item with this execution's own address as Callback URL. It ends in an empty parameter, so that
 * eSMS may append its own with `?` or with `&`: n8n's signature before it stays whole.
 */
export function receiptItem(context: IExecuteFunctions, item: ItemWithIssues): ItemWithIssues {
	const url = new URL(String(context.evaluateExpression('{{ $execution.resumeUrl }}', item.index)));
	url.pathname += `/${path}`;
	url.search += `${url.search ? '&' : '?'}${LAST_PARAMETER}=`;
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

/** Names by which a receipt tells which message it is about. */
const ids = ['smsId', 'requestId', 'referenceId'] as const;

/**
 * Holds the execution until the receipt arrives or the limit passes. At the limit n8n hands on the
 * node's input, so what was sent is put into it: the next node can ask for the status then.
 */
export async function waitForReceipt(
	context: IExecuteFunctions,
	item: ItemWithIssues,
	[sent]: INodeExecutionData[],
): Promise<void> {
	const input = context.getInputData();
	const json = { ...input[0].json };
	// What came in may be the result of an earlier send.
	for (const id of ids) delete json[id];
	input[0] = { ...input[0], json: { ...json, ...sent.json, outcome: 'noReceipt' } };
	const minutes = Number(item.option('waitLimit') ?? 10);
	await context.putExecutionToWait(new Date(Date.now() + minutes * 60_000));
}

/** An ID as it is compared: eSMS writes the same one in both letter cases, with and without dashes. */
const plainId = (id: unknown) =>
	typeof id === 'string' ? id.toLowerCase().replace(/[^0-9a-z]/g, '') : '';

/**
 * Whether a receipt is that of the message which the execution waits for: all waits of an execution have one address.
 * A receipt that names no message is taken for it.
 */
function isOwn(context: IWebhookFunctions, event: IDataObject): boolean {
	const [smsId, requestId, referenceId] = ids.map((name) =>
		plainId(context.evaluateExpression(`{{ $json.${name} }}`)),
	);
	const told = [event.smsId, event.switchSmsId, event.referenceId].map(plainId).filter(Boolean);
	const toldRequest = plainId(event.requestId);
	if (requestId !== '' && requestId === toldRequest) return true;
	const known = [smsId, referenceId].filter(Boolean);
	if (known.length === 0) return toldRequest === '' || requestId === '';
	return told.length === 0 || known.some((id) => told.includes(id));
}

/**
 * Takes the receipt of a waiting execution. One that is not final, or is that of another message, leaves it waiting.
 * Every call is answered at once, because eSMS repeats those that time out.
 */
export async function takeReceipt(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const [, query = ''] = this.getRequestObject().originalUrl.split(/\?(.*)/s);
	const { parameters } = separateOwn(readQuery(query));
	const own = parameters.filter(({ name }) => name !== 'signature');
	const event = parseCallback(own);
	if (!('isFinal' in event) || !event.isFinal) return { webhookResponse: 'OK' };
	const receipt = { status: 'receipt', ...event } as unknown as IDataObject;
	if (!isOwn(this, receipt)) return { webhookResponse: 'OK' };
	return { webhookResponse: 'OK', workflowData: [[{ json: receipt, pairedItem: { item: 0 } }]] };
}
