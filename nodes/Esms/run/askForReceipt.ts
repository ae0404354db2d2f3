import { sleep, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { parseCallback, type CallbackEvent } from '../../shared/callbacks/parse';
import { askInstead, waitMinutes } from '../fields/sending';
import type { ItemWithIssues, Operation } from '../operation';
import { toHttpRequest } from '../request/body';
import { getMessageStatus } from '../resources/message/getMessageStatus';
import { getCallStatus } from '../resources/voice/getCallStatus';
import { readAnswer } from '../response/readAnswer';
import { textOf } from '../response/values';
import type { RequestContext } from './deliver';
import { SendFailure } from './send';
import { receiptOutput, withoutIds } from './waitForReceipt';

/** Whether the execution asks eSMS for the status instead of waiting to be called. */
export const asks = (item: ItemWithIssues): boolean => askInstead.read(item) === true;

/** First pause, by how much each one is longer than the last, and the longest, in milliseconds. */
const firstPause = 2000;
const growth = 1.5;
const longestPause = 60_000;

/** How soon a cancelled execution ends, in milliseconds. */
const step = 500;

/**
 * Asks for the status of a message or a call that eSMS accepted, again and again, until its outcome is known,
 * the limit passes or the execution is cancelled. A look-up that fails is one more that told nothing: the message is
 * on its way, and nothing here sends it again.
 *
 * @param signal of the execution
 * @param sent the output of the send
 * @returns in its place: a receipt as eSMS calls it back, or what was sent with the outcome 'noReceipt'
 */
export async function askForReceipt(
	context: RequestContext,
	signal: AbortSignal | undefined,
	item: ItemWithIssues,
	[sent]: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const minutes = waitMinutes(item);
	const end = Date.now() + minutes * 60_000;
	let found: CallbackEvent | undefined;
	for (let pause = firstPause; ; pause = Math.min(pause * growth, longestPause)) {
		const until = Math.min(Date.now() + pause, end);
		while (Date.now() < until && !signal?.aborted) {
			await sleep(Math.min(step, until - Date.now()));
		}
		if (signal?.aborted) break;
		found = (await lookUp(context, sent.json)) ?? found;
		// Sending may be over before the counts are there that tell how it went.
		if (Date.now() >= end || (isFinal(found) && found.outcome !== 'unknown')) break;
	}
	if (isFinal(found)) return [receiptOutput(found, item.index)];
	const json = { ...withoutIds(item.json), ...sent.json, outcome: 'noReceipt' };
	return [{ json, pairedItem: { item: item.index } }];
}

type Status = Extract<CallbackEvent, { outcome: unknown }>;

const isFinal = (event: CallbackEvent | undefined): event is Status =>
	event !== undefined && 'isFinal' in event && event.isFinal;

/** What eSMS knows of a message or a call, as the event that its callback would be; undefined when it tells nothing. */
async function lookUp(
	context: RequestContext,
	{ referenceId, smsId, requestId, phone, zaloUserId }: IDataObject,
): Promise<CallbackEvent | undefined> {
	if (referenceId) {
		const answer = await ask(context, getCallStatus, { ReferenceId: referenceId });
		return answer && eventOf({ ReferenceId: referenceId, ...answer }, answer);
	}
	if (!smsId) return undefined;
	const answer = await ask(context, getMessageStatus, { RefId: smsId });
	if (!answer) return undefined;
	const { SendStatus, SendSuccess, SendFailed, TotalReceiver, TotalSent, TotalPrice } = answer;
	const fields = { SendStatus, SendSuccess, SendFailed, TotalReceiver, TotalSent, TotalPrice };
	const known = { RequestId: requestId, phonenumber: phone ?? zaloUserId };
	const event = eventOf({ SMSID: smsId, ...known, ...fields }, answer);
	// The status tells no channel, by which a user ID is known as one.
	return zaloUserId ? ({ ...event, zaloUserId } as CallbackEvent) : event;
}

async function ask(
	{ send, waitForSlot }: RequestContext,
	operation: Operation,
	body: IDataObject,
): Promise<IDataObject | undefined> {
	const release = await waitForSlot();
	if (!release) return undefined;
	const reply = await send(toHttpRequest(operation, body)).finally(release);
	if (reply instanceof SendFailure) return undefined;
	const read = readAnswer(reply, operation);
	return read.accepted ? read.body : undefined;
}

function eventOf(fields: IDataObject, raw: IDataObject): CallbackEvent {
	const parameters = Object.entries(fields).map(([name, value]) => ({
		name,
		value: textOf(value) ?? '',
	}));
	return { ...parseCallback(parameters), raw: raw as CallbackEvent['raw'] };
}
