import { SEND_AND_WAIT_OPERATION, WAIT_INDEFINITELY } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { SIGNATURE_PARAMETER, TOKEN_PARAMETER } from '../../shared/callbacks/parameters';
import { readUrl } from '../../shared/callbacks/request';
import { isSameText } from '../../shared/sameText';
import { ANSWER_URL, readQuestion, type Question } from '../fields/sendAndWait';
import { answerLimit } from '../fields/sending';
import type { Operation } from '../operation';
import { innerHost } from '../request/link';
import { recordOf } from '../response/values';
import { closedPage, questionPage, thanksPage } from './answerPage';
import type { RequestContext } from './deliver';
import { readField } from './formAnswer';
import {
	holdExecution,
	idsOf,
	openWait,
	receiptWebhooks,
	takeReceipt,
	waitingWebhook,
	waitOf,
	type Wait,
} from './waitForReceipt';

/** The page where a person answers, as n8n's own nodes have it: n8n guards it by its signature. */
const page = '={{ $nodeId }}';

/** The addresses under which a waiting execution is called. */
export const webhooks = [
	...receiptWebhooks,
	waitingWebhook(page, 'GET'),
	waitingWebhook(page, 'POST'),
];

/** Whether an operation asks a person and waits for the answer. */
export const asksForAnswer = ({ value }: Operation): boolean => value === SEND_AND_WAIT_OPERATION;

/** Why an AI tool cannot ask. */
export const noAnswerHere =
	"'Send and Wait for Response' needs a node in the flow of a workflow, or n8n's human review of a tool: a tool itself cannot wait";

/** Where the node's own context keeps the wait. */
const KEPT = 'answer';

/** What a waiting execution knows of the answer that it waits for. */
interface AnswerWait extends Wait {
	question: Question;
	ids: IDataObject;
}

/**
 * Holds the execution until a person has answered or the limit has passed. The address carries n8n's signature, and a
 * token of this wait: the signature alone would let the link of an earlier question of a loop answer a later one.
 */
export function answering(context: IExecuteFunctions): NonNullable<RequestContext['receipt']> {
	return {
		isWanted: () => true,
		prepare: (item) => {
			if (context.getInputData().length > 1) {
				item.addIssue(
					"'Send and Wait for Response' takes one item at a time, put a Loop Over Items node before this one",
				);
			}
			answerLimit.read(item);
			// n8n 1 and 2.8 check the signature only when they are told to, later ones always.
			(context as Partial<IExecuteFunctions>).setSignatureValidationRequired?.call(context);
			const url = context.getSignedResumeUrl({ [TOKEN_PARAMETER]: openWait(context, KEPT) });
			const host = innerHost(url);
			if (host) {
				item.addWarning(
					`The page is at '${host}', which a phone cannot reach: set WEBHOOK_URL of n8n to its public address`,
				);
			}
			return { ...item, option: (name) => (name === ANSWER_URL ? url : item.option(name)) };
		},
		hold: async (_shared, _operation, item, [sent]) => {
			const minutes = answerLimit.read(item) as number | undefined;
			const until =
				minutes === undefined ? WAIT_INDEFINITELY : new Date(Date.now() + minutes * 60_000);
			const known = { question: readQuestion(item), ids: idsOf(sent.json) };
			// An answer that came in with the item is that to another question.
			const atLimit = { outcome: 'noAnswer', data: {} };
			await holdExecution(context, KEPT, known, sent.json, atLimit, until);
		},
	};
}

function show(context: IWebhookFunctions, status: number, html: string): IWebhookResponseData {
	context
		.getResponseObject()
		.status(status)
		.set({
			'Cache-Control': 'no-store',
			'Content-Security-Policy':
				"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
			'Referrer-Policy': 'no-referrer',
		})
		.type('html')
		.send(html);
	return { noWebhookResponse: true };
}

/** Parameters of the page's URL. */
const OWN = [TOKEN_PARAMETER, SIGNATURE_PARAMETER] as const;

/** Shows the page of a waiting execution, and takes what is posted from it. Opening the page answers nothing. */
async function takeAnswer(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const wait = waitOf<AnswerWait>(this, KEPT);
	const { token = '' } = readUrl(this, OWN).own;
	if (wait?.question === undefined || !isSameText(token, wait.token)) {
		return show(this, 401, closedPage());
	}
	const { question, ids } = wait;
	const { choices, fields } = question;
	if (this.getRequestObject().method !== 'POST') return show(this, 200, questionPage(question));
	const posted = recordOf(this.getBodyData());
	const body = recordOf(posted.data ?? posted);
	const chosen = choices.find(({ approved }) => body.approved === String(approved));
	const filled = fields.map((field) => readField(field, body));
	if ((choices.length > 0 && !chosen) || filled.some(({ mistake }) => mistake !== undefined)) {
		return show(this, 422, questionPage(question, filled));
	}
	const outcome = !chosen ? 'answered' : chosen.approved ? 'approved' : 'declined';
	const entries = fields.map(({ label, name }, index) => [label || name, filled[index].value]);
	const data = {
		...(chosen ? { approved: chosen.approved } : Object.fromEntries(entries)),
		respondedAt: new Date().toISOString(),
	};
	return {
		webhookResponse: thanksPage(chosen?.label),
		workflowData: [[{ json: { outcome, data, ...ids }, pairedItem: { item: 0 } }]],
	};
}

/** Takes a call to a waiting execution: an answer where it asks a person, a receipt otherwise. */
export async function takeCall(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const asks = this.getNodeParameter('operation') === SEND_AND_WAIT_OPERATION;
	return await (asks ? takeAnswer : takeReceipt).call(this);
}
