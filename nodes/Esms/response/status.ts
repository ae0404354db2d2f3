import type { IDataObject } from 'n8n-workflow';
import { messageTypes, sendStatusNames } from '../../shared/channels';
import { isFinalOutcome, messageOutcome } from '../../shared/outcome';
import { numberOf, textOf } from './values';

/**
 * What became of a message, in the words of the trigger.
 * @param status eSMS's SendStatus
 * @param succeeded receivers that it reached
 * @param failed receivers that it did not reach
 * @param receivers all receivers, null where the call does not tell
 */
export function outcomeOf(
	status: number | null,
	succeeded: number,
	failed: number,
	receivers: number | null = null,
) {
	const outcome = messageOutcome(status, succeeded, failed);
	return { outcome, isFinal: isFinalOutcome(outcome, succeeded + failed, receivers) };
}

/** SendStatus as a number and by name. */
export function sendStatusOf(value: unknown) {
	const sendStatus = numberOf(value);
	return { sendStatus, sendStatusName: sendStatusNames[sendStatus ?? -1] ?? null };
}

/** Status and counts of a whole message, as its status calls give them. */
export function messageStatusOf(fields: IDataObject) {
	const status = sendStatusOf(fields.SendStatus);
	const sendSuccess = numberOf(fields.SendSuccess);
	const sendFailed = numberOf(fields.SendFailed);
	const totalReceiver = numberOf(fields.TotalReceiver);
	return {
		smsId: textOf(fields.SMSID),
		...outcomeOf(status.sendStatus, sendSuccess ?? 0, sendFailed ?? 0, totalReceiver),
		...status,
		sendSuccess,
		sendFailed,
		totalReceiver,
		totalSent: numberOf(fields.TotalSent),
		totalPrice: numberOf(fields.TotalPrice),
	};
}

/** Channel and kind that an SmsType stands for. */
export function kindOf(smsType: unknown) {
	const typeId = numberOf(smsType);
	const type = messageTypes[typeId ?? -1];
	return { typeId, channel: type?.channel ?? null, messageKind: type?.messageKind ?? null };
}
