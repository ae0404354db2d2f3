import { createHash, randomUUID } from 'crypto';

import { localPhone, networkOf } from './phone';
import { outcomeOf, type Outcome } from './steering';
import type { Fields } from './values';

/** What the receiver's phone shows it in. */
export type Channel = 'sms' | 'viber' | 'zns' | 'zaloOa' | 'voice';

/** The published form of a callback, which differs by kind of message. */
export type CallbackForm =
	| 'customerCare'
	| 'advertising'
	| 'viber'
	| 'zns'
	| 'znsByUid'
	| 'zaloOa'
	| 'zaloJourney'
	| 'voiceCall';

/** One receiver of a message and what became of it. */
export interface Receiver {
	/** Phone in local form, Zalo user ID or hash. */
	address: string;
	outcome: Outcome;
	/** eSMS's SendStatus: 2 waiting, 4 rejected, 5 sent, 7 sent and waiting for the report. */
	sendStatus: number;
	/** Known once SendStatus is 5. */
	delivered: boolean | undefined;
	networkId: number;
	networkName: string;
	/** Zalo's own id of the message; empty outside Zalo. */
	zaloMessageId: string;
	/** When the phone had it, milliseconds since 1970. */
	deliveredAt: number | undefined;
}

/** What a send operation says about its message. */
export interface Draft {
	operationId: string;
	channel: Channel;
	form: CallbackForm;
	typeId: number;
	receivers: string[];
	/** What becomes of it whatever its receivers steer. */
	outcome?: Outcome;
	pricePerReceiver: number;
	/** Sender name as the phone shows it. */
	sender: string;
	/** Text of the message, or of its preview. */
	content: string;
	requestId: string;
	callbackUrl: string;
	campaign: string;
	/** Scheduled time in milliseconds since 1970, if any. */
	sendAt: number | undefined;
	oaId?: string;
	templateId?: string;
	/** Template values by name. */
	values?: Fields;
	/** The body that a Zalo OA message was sent with. */
	payload?: unknown;
	image?: string;
	button?: { label: string; url: string };
}

/** A message that eSMS accepted. */
export interface Message extends Draft {
	smsId: string;
	/** The portal's number of it, not the SMSID. */
	portalId: number;
	acceptedAt: number;
	sent: Receiver[];
}

/** Makes an id as the send calls answer it: 31 to 43 characters, with dashes or without. */
export function newSmsId(form: 'plain' | 'dashed' | 'call', serial: number): string {
	const id = randomUUID();
	// The published sample of a call's id ends in a blank.
	if (form === 'call') return `${id} `;
	return (form === 'dashed' ? id : id.replaceAll('-', '')) + String(100 + (serial % 900));
}

/** Makes a receiver that waits for its message. */
export function newReceiver(address: string, smsId: string, draft: Draft): Receiver {
	const phone = localPhone(address);
	// The published sample of a send by Zalo user ID has network 9, which no table lists.
	const network = phone === undefined ? { id: 9, name: '' } : networkOf(phone);
	return {
		address,
		outcome: draft.outcome ?? outcomeOf(address),
		sendStatus: 2,
		delivered: undefined,
		networkId: network.id,
		networkName: network.name,
		zaloMessageId:
			draft.channel === 'zns' || draft.channel === 'zaloOa'
				? createHash('md5').update(`${smsId} ${address}`).digest('hex').slice(0, 20)
				: '',
		deliveredAt: undefined,
	};
}

/** Adds up what became of a message, as the status calls and callbacks give it. */
export function countersOf(
	message: Pick<Message, 'pricePerReceiver'>,
	receivers: readonly Receiver[],
): {
	sendStatus: number;
	success: number;
	failed: number;
	totalPrice: number;
	totalReceiver: number;
	totalSent: number;
} {
	const success = receivers.filter((one) => one.delivered === true).length;
	const failed = receivers.filter((one) => one.delivered === false).length;
	const statuses = new Set(receivers.map((one) => one.sendStatus));
	const sendStatus = [2, 7, 5].find((status) => statuses.has(status)) ?? 4;
	return {
		sendStatus,
		success,
		failed,
		totalPrice: success * message.pricePerReceiver,
		totalReceiver: receivers.length,
		totalSent: receivers.filter((one) => one.sendStatus === 5 || one.sendStatus === 7).length,
	};
}
