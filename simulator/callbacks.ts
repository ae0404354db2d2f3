import { createHash } from 'crypto';

import { countersOf, type Message, type Receiver } from './messages';
import { localTime } from './values';

/** How callback parameters are appended to the URL: as it needs, or always by one sign. */
export type CallbackJoin = 'auto' | '?' | '&';

type Parameters = Array<[name: string, value: string]>;

const INACTIVE = {
	error: -114,
	message:
		'User is inactive, or reject the message, or using an outdated Zalo version, or other internal errors',
};

/** Zalo's result for one receiver. */
function zaloResult(receiver: Receiver): { error: number; message: string } {
	return receiver.delivered === false || receiver.sendStatus === 4
		? INACTIVE
		: { error: 0, message: 'Success' };
}

/** Takes a receiver; returns Zalo's result as the stored callbacks give it, '' before there is one. */
export function zaloErrorInfo(receiver: Receiver): string {
	return receiver.sendStatus === 2 ? '' : JSON.stringify(zaloResult(receiver));
}

/** A Zalo user ID that stands for a phone number: where one is needed, eSMS gives Zalo's own. */
function userIdOf(message: Message, receiver: Receiver): string {
	if (message.form === 'zaloOa') return receiver.address;
	const digest = createHash('md5').update(receiver.address).digest('hex');
	return `31${BigInt(`0x${digest.slice(0, 12)}`)
		.toString()
		.padStart(15, '0')
		.slice(0, 15)}`;
}

function encode(text: string): string {
	return encodeURIComponent(text).replaceAll("'", '%27');
}

/** The published samples leave braces as they are. */
function encodeButBraces(text: string): string {
	return encode(text).replaceAll('%7B', '{').replaceAll('%7D', '}');
}

function counters(message: Message, receivers: readonly Receiver[]): Parameters {
	const sum = countersOf(message, receivers);
	return [
		['SMSID', encode(message.smsId)],
		['SendFailed', String(sum.failed)],
		// An advertising message is reported once, as sent, whatever is still open.
		['SendStatus', message.form === 'advertising' ? '5' : String(sum.sendStatus)],
		['SendSuccess', String(sum.success)],
		['TotalPrice', sum.totalPrice.toFixed(4)],
		['TotalReceiver', String(sum.totalReceiver)],
		['TotalSent', String(sum.totalSent)],
		['RequestId', encode(message.requestId)],
		['TypeId', String(message.typeId)],
	];
}

/** JSON inside a JSON string, as the ZNS sample has it. */
function znsErrorInfo(receiver: Receiver): string {
	const inner = JSON.stringify(zaloResult(receiver)).replaceAll('"', '\\"');
	return encodeButBraces(`"${inner}"`);
}

/** Plain JSON, as the sample of a send by Zalo user ID has it. */
function uidErrorInfo(receiver: Receiver): string {
	const result = zaloResult(receiver);
	return encodeButBraces(
		JSON.stringify(
			result.error === 0
				? {
						...result,
						data: {
							delivery_time: null,
							message: "The message was delivered to the user's phone",
							status: 1,
						},
					}
				: result,
		),
	);
}

/** JSON percent-encoded twice with a time behind it, as the samples of OA messages have it. */
function oaErrorInfo(message: Message, receiver: Receiver, at: number): string {
	const data = { message_id: receiver.zaloMessageId, user_id: userIdOf(message, receiver) };
	const json = JSON.stringify({ data, ...zaloResult(receiver) });
	return encode(encodeURI(`${json}____${localTime(at)}`));
}

/**
 * The parameters of a delivery callback in their published order, values percent-encoded.
 *
 * Takes the message, the receivers that it reports on (all of an advertising message, one of any
 * other) and the time. Source: eSMS 'Callback Url' page and the voice pages.
 */
export function callbackParameters(
	message: Message,
	receivers: readonly Receiver[],
	at: number,
): Parameters {
	const [receiver] = receivers;
	const parameters = counters(message, receivers);
	const telco: Parameters[number] = ['telcoid', String(receiver.networkId)];
	const phone: Parameters[number] = ['phonenumber', encode(receiver.address)];
	const oa: Parameters[number] = ['oaid', encode(message.oaId ?? '')];
	const template: Parameters[number] = ['tempid', encode(message.templateId ?? '')];
	const partner: Parameters[number] = [
		'partnerids',
		receiver.delivered === true ? receiver.zaloMessageId : '',
	];
	switch (message.form) {
		case 'advertising':
			return parameters;
		case 'viber':
			return [...parameters, telco, phone];
		case 'customerCare':
			return [...parameters, telco, phone, ['switchsmsid', '']];
		case 'zns':
			return [
				...parameters,
				telco,
				phone,
				partner,
				['error_info', znsErrorInfo(receiver)],
				oa,
				template,
			];
		case 'znsByUid':
			return [
				...parameters,
				telco,
				phone,
				['error_info', uidErrorInfo(receiver)],
				oa,
				template,
				partner,
			];
		case 'zaloOa':
		case 'zaloJourney':
			return [
				...parameters,
				// In the published samples this id lacks the last two digits of the one in error_info.
				['phonenumber', userIdOf(message, receiver).slice(0, -2)],
				['error_info', oaErrorInfo(message, receiver, at)],
				oa,
				partner,
			];
		case 'voiceCall':
			return callParameters(message, receiver);
	}
}

function callParameters(message: Message, receiver: Receiver): Parameters {
	const call = callResult(receiver);
	return [
		['ReferenceId', message.smsId.trim()],
		['CallDuration', String(call.duration)],
		['CallStatus', encode(call.status === 'NOANSWERED' ? 'NO ANSWER' : call.status)],
		['Ivr', call.ivr],
		['Price', (receiver.delivered === true ? message.pricePerReceiver : 0).toFixed(4)],
		['SentResult', receiver.delivered === true ? '1' : '0'],
		['CID', '02871002454'],
		['SendStatus', String(receiver.sendStatus)],
	];
}

/** Takes the receiver of a call; returns how the call went: seconds, state and key pressed. */
export function callResult(receiver: Receiver): { duration: number; status: string; ivr: string } {
	if (receiver.delivered === true) return { duration: 13, status: 'ANSWERED', ivr: '' };
	return {
		duration: 0,
		status: receiver.delivered === false ? 'NOANSWERED' : '',
		ivr: '',
	};
}

/**
 * Puts parameters into a callback URL.
 *
 * A name that the URL already holds is filled in, as the voice pages print it; the others are
 * appended by the sign that `join` asks for.
 */
export function callbackUrl(url: string, parameters: Parameters, join: CallbackJoin): string {
	let target = url;
	const appended: string[] = [];
	for (const [name, value] of parameters) {
		const place = new RegExp(`([?&]${name})=?(?=&|$)`);
		if (place.test(target))
			target = target.replace(place, (_, start: string) => `${start}=${value}`);
		else appended.push(`${name}=${value}`);
	}
	if (appended.length === 0) return target;
	const sign = join === 'auto' ? (target.includes('?') ? '&' : '?') : join;
	return target + (/[?&]$/.test(target) ? '' : sign) + appended.join('&');
}

const LOCAL_NAME = /^(localhost|[^.:]+|.+\.(localhost|local|internal|lan|home\.arpa))$/i;
const LOCAL_ADDRESS =
	/^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[(::1|f[cd][0-9a-f]{2}:.*|fe80:.*)\]$)/i;

/** Tells whether a URL stays on this machine or in its own network. */
export function isLocalUrl(url: string): boolean {
	const host = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^/?#:]+)/i.exec(url)?.[1] ?? '';
	return /^[\d.]+$|^\[/.test(host) ? LOCAL_ADDRESS.test(host) : LOCAL_NAME.test(host);
}
