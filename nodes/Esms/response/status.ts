import type { IDataObject } from 'n8n-workflow';
import { messageTypes, sendStatusNames } from '../../shared/channels';
import { messageOutcome } from '../../shared/outcome';
import { numberOf, textOf } from './values';

/**
 * What became of a message, in the words of the trigger.
 * @param status eSMS's SendStatus
 * @param succeeded receivers that it reached
 * @param failed receivers that it did not reach
 */
export function outcomeOf(status: number | null, succeeded: number, failed: number) {
	const outcome = messageOutcome(status, succeeded, failed);
	return { outcome, isFinal: outcome !== 'pending' };
}

/** SendStatus as a number and by name. */
export function sendStatusOf(value: unknown) {
	const sendStatus = numberOf(value);
	return {
		sendStatus,
		sendStatusName: sendStatus === null ? null : (sendStatusNames[sendStatus] ?? null),
	};
}

/** Status and counts of a whole message, as its status calls give them. */
export function messageStatusOf(fields: IDataObject) {
	const status = sendStatusOf(fields.SendStatus);
	const sendSuccess = numberOf(fields.SendSuccess);
	const sendFailed = numberOf(fields.SendFailed);
	return {
		smsId: textOf(fields.SMSID),
		...outcomeOf(status.sendStatus, sendSuccess ?? 0, sendFailed ?? 0),
		...status,
		sendSuccess,
		sendFailed,
		totalReceiver: numberOf(fields.TotalReceiver),
		totalSent: numberOf(fields.TotalSent),
		totalPrice: numberOf(fields.TotalPrice),
	};
}

/** Channel and kind that an SmsType stands for. */
export function kindOf(smsType: unknown) {
	const typeId = numberOf(smsType);
	const type = typeId === null ? undefined : messageTypes[typeId];
	return { typeId, channel: type?.channel ?? null, messageKind: type?.messageKind ?? null };
}
