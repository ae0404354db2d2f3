import { messageTypes, networks, sendStatusNames, type Channel } from '../channels';
import { isFinalOutcome, messageOutcome, type Outcome } from '../outcome';
import { zaloErrorAdvice, zaloErrorMeaning } from '../zaloErrors';
import { decodeErrorInfo } from './errorInfo';
import type { Parameter } from './parameters';
import { vietnamTime } from './time';

/** What every event carries beside its own fields. */
interface Received {
	/** Names of parameters that came with a value which could not be read. */
	unreadable: string[];
	/** Every parameter as it came, decoded once; an array where a name came more than once. */
	raw: Record<string, string | string[]>;
}

export interface MessageStatus extends Received {
	event: 'messageStatus';
	outcome: Outcome;
	isFinal: boolean;
	channel: Channel | null;
	phone: string | null;
	zaloUserId: string | null;
	smsId: string | null;
	requestId: string | null;
	network: string | null;
	totalPrice: number | null;
	errorCode: number | null;
	errorMessage: string | null;
	errorMeaning: string | null;
	errorAdvice: string | null;
	errorInfo: Record<string, unknown> | null;
	messageKind: string | null;
	typeId: number | null;
	sendStatus: number | null;
	sendStatusName: string | null;
	sendSuccess: number | null;
	sendFailed: number | null;
	totalReceiver: number | null;
	totalSent: number | null;
	recipientRaw: string | null;
	networkId: number | null;
	zaloMessageId: string | null;
	oaId: string | null;
	templateId: string | null;
	switchSmsId: string | null;
	eventTime: string | null;
}

export interface CallStatus extends Received {
	event: 'callStatus';
	outcome: Outcome;
	isFinal: boolean;
	channel: 'voice';
	referenceId: string | null;
	price: number | null;
	answered: boolean | null;
	callStatus: string | null;
	callDurationSeconds: number | null;
	ivr: string | null;
	callerId: string | null;
	sentResult: number | null;
	sendStatus: number | null;
	sendStatusName: string | null;
}

export interface InboundSms extends Received {
	event: 'inboundSms';
	sender: string | null;
	content: string | null;
	keyword: string | null;
	serviceNumber: string | null;
	smsId: string | null;
	receivedTime: string | null;
	partnerId: string | null;
}

export interface TemplateRegistration extends Received {
	event: 'templateRegistration';
	/** eSMS documents neither names nor method, so that this is what it is can only be supposed. */
	isConfirmed: false;
}

export type CallbackEvent = MessageStatus | CallStatus | InboundSms | TemplateRegistration;

/** Other spellings of a name: those of stored callbacks, and of the short-code page's text. */
const ALIASES = new Map([
	['errorinfo', 'error_info'],
	['znstempid', 'tempid'],
	['receivetime', 'receivertime'],
]);

/**
 * Turns the parameters of one callback, or the fields of one stored Zalo callback, into an event.
 * Names are taken in any letter case; of a repeated name the first value that is not empty counts.
 * https://developers.esms.vn/esms-api/callback-url
 */
export function parseCallback(parameters: Parameter[]): CallbackEvent {
	const fields = new Fields(parameters);
	switch (eventOf(fields)) {
		case 'inboundSms':
			return inboundSms(fields);
		case 'callStatus':
			return callStatus(fields);
		case 'messageStatus':
			return messageStatus(fields);
		default:
			return { event: 'templateRegistration', isConfirmed: false, ...fields.received() };
	}
}

/** An ID counts by its value. Where none has one, the names tell: somebody may call a URL that holds them. */
function eventOf(fields: Fields): CallbackEvent['event'] | null {
	for (const holds of [(name: string) => fields.text(name) !== null, fields.has.bind(fields)]) {
		if (holds('servicenumber') && fields.has('sign')) return 'inboundSms';
		if (holds('referenceid')) return 'callStatus';
		if (holds('smsid')) return 'messageStatus';
	}
	return null;
}

/** The parameters of a short-code SMS that its signature covers. */
export interface SignedFields {
	cpid: string;
	smsid: string;
	content: string;
	receiverTime: string;
}

/** The parameters that a short-code SMS is signed over, exactly as they came, and the signature. */
export function signedFields(parameters: Parameter[]): SignedFields & { sign: string } {
	const fields = new Fields(parameters);
	return {
		cpid: fields.exact('cpid'),
		smsid: fields.exact('smsid'),
		content: fields.exact('content'),
		receiverTime: fields.exact('receivertime'),
		sign: fields.exact('sign'),
	};
}

/** Reads parameters by lower-case name and notes those that cannot be read. */
class Fields {
	private readonly values = new Map<string, string>();

	private readonly unreadable: Set<string>;

	constructor(private readonly parameters: Parameter[]) {
		for (const { name, value } of parameters) {
			const key = fieldName(name);
			if (!this.values.get(key)) this.values.set(key, value);
		}
		this.unreadable = new Set(
			parameters.filter(({ isBroken }) => isBroken).map(({ name }) => name),
		);
	}

	has(name: string): boolean {
		return this.values.has(name);
	}

	exact(name: string): string {
		return this.values.get(name) ?? '';
	}

	text(name: string): string | null {
		return this.exact(name).trim() || null;
	}

	number(name: string): number | null {
		const text = this.text(name);
		if (text === null) return null;
		if (/^-?\d{1,15}(?:\.\d{1,10})?$/.test(text)) return Number(text);
		this.markUnreadable(name);
		return null;
	}

	/** Whether a value came where there should be a number, and is none. */
	isNoNumber(name: string): boolean {
		return this.text(name) !== null && this.number(name) === null;
	}

	markUnreadable(name: string): void {
		const sent = this.parameters.find((parameter) => fieldName(parameter.name) === name);
		if (sent) this.unreadable.add(sent.name);
	}

	received(): Received {
		const sent = new Map<string, string[]>();
		for (const { name, value } of this.parameters) {
			const earlier = sent.get(name);
			if (earlier) earlier.push(value);
			else sent.set(name, [value]);
		}
		// n8n copies items key by key, and this key would set the copy's prototype instead.
		if (sent.delete('__proto__')) this.unreadable.add('__proto__');
		const raw = [...sent].map(([name, values]) => [name, values.length > 1 ? values : values[0]]);
		return { unreadable: [...this.unreadable], raw: Object.fromEntries(raw) };
	}
}

function fieldName(name: string): string {
	const lower = name.trim().toLowerCase();
	return ALIASES.get(lower) ?? lower;
}

function messageStatus(fields: Fields): MessageStatus {
	const errorInfo = decodeErrorInfo(fields.text('error_info'));
	if (errorInfo.isUnreadable) fields.markUnreadable('error_info');
	const typeId = fields.number('typeid');
	const type = typeId === null ? undefined : messageTypes[typeId];
	const isZalo = ['oaid', 'tempid', 'partnerids'].some((name) => fields.text(name) !== null);
	const channel = type?.channel ?? (isZalo ? 'zalo' : null);
	const networkId = fields.number('telcoid');
	const sendSuccess = fields.number('sendsuccess');
	const sendFailed = fields.number('sendfailed');
	const totalReceiver = fields.number('totalreceiver');
	const status = sendStatus(fields);
	// Whoever counts a number that cannot be read as 0 may take a failure for a success.
	const isCounted = !fields.isNoNumber('sendsuccess') && !fields.isNoNumber('sendfailed');
	const outcome = isCounted
		? messageOutcome(status.sendStatus, sendSuccess ?? 0, sendFailed ?? 0)
		: messageOutcome(status.sendStatus, 0, 0);
	const { recipientRaw, ...receiver } = receiverOf(
		fields.text('phonenumber'),
		channel,
		errorInfo.zaloUserId,
	);
	return {
		event: 'messageStatus',
		outcome,
		isFinal: isFinalOutcome(outcome, (sendSuccess ?? 0) + (sendFailed ?? 0), totalReceiver),
		channel,
		...receiver,
		smsId: fields.text('smsid'),
		requestId: fields.text('requestid'),
		network: networkId === null ? null : (networks[networkId] ?? null),
		totalPrice: fields.number('totalprice'),
		errorCode: errorInfo.code,
		errorMessage: errorInfo.message,
		errorMeaning: zaloErrorMeaning(errorInfo.code, errorInfo.message),
		errorAdvice: zaloErrorAdvice(errorInfo.code),
		errorInfo: errorInfo.object,
		messageKind: type?.messageKind ?? null,
		typeId,
		...status,
		sendSuccess,
		sendFailed,
		totalReceiver,
		totalSent: fields.number('totalsent'),
		recipientRaw,
		networkId,
		zaloMessageId: fields.text('partnerids') ?? errorInfo.zaloMessageId,
		oaId: fields.text('oaid'),
		templateId: fields.text('tempid'),
		switchSmsId: fields.text('switchsmsid'),
		eventTime: errorInfo.time,
		...fields.received(),
	};
}

function sendStatus(fields: Fields): { sendStatus: number | null; sendStatusName: string | null } {
	const status = fields.number('sendstatus');
	return {
		sendStatus: status,
		sendStatusName: status === null ? null : (sendStatusNames[status] ?? null),
	};
}

/**
 * Tells phone and Zalo user ID apart, which share `phonenumber`. The user ID that Zalo itself
 * returned comes first: the samples show the other one cut short.
 */
function receiverOf(
	given: string | null,
	channel: Channel | null,
	zaloUserId: string | null,
): Pick<MessageStatus, 'phone' | 'zaloUserId' | 'recipientRaw'> {
	const isPhone = given !== null && /^(?:\+?84|0)\d{8,10}$/.test(given);
	const isUserId = channel === 'zalo' && !isPhone && given !== null && /^\d{10,}$/.test(given);
	const isOtherNumber = channel !== null && channel !== 'zalo';
	return {
		phone: isPhone || isOtherNumber ? given : null,
		zaloUserId: zaloUserId ?? (isUserId ? given : null),
		recipientRaw: given,
	};
}

function callStatus(fields: Fields): CallStatus {
	const status = sendStatus(fields);
	const sentResult = fields.number('sentresult');
	const answer = fields.text('callstatus');
	// The older form of the URL has no SendStatus and is only called with a result. An empty one tells
	// no more: whoever made the URL may have written the names into it.
	const isDone =
		status.sendStatus === 5 || (fields.text('sendstatus') === null && sentResult !== null);
	const outcome = isDone
		? messageOutcome(5, Number(sentResult === 1), Number(sentResult === 0))
		: messageOutcome(status.sendStatus, 0, 0);
	return {
		event: 'callStatus',
		outcome,
		isFinal: outcome !== 'pending',
		channel: 'voice',
		referenceId: fields.text('referenceid'),
		price: fields.number('price'),
		answered: answeredIn(answer),
		callStatus: answer,
		callDurationSeconds: fields.number('callduration'),
		ivr: fields.text('ivr'),
		callerId: fields.text('cid'),
		sentResult,
		...status,
		...fields.received(),
	};
}

const UNANSWERED = new Set(['NOANSWER', 'NOANSWERED', 'NOTANSWERED', 'BUSY']);

function answeredIn(callStatus: string | null): boolean | null {
	const word = callStatus?.toUpperCase().replace(/[\s_-]+/g, '') ?? '';
	if (word === 'ANSWERED') return true;
	return UNANSWERED.has(word) ? false : null;
}

function inboundSms(fields: Fields): InboundSms {
	const received = fields.text('receivertime');
	const digits = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(received ?? '');
	const receivedTime = digits
		? vietnamTime(digits[1], digits[2], digits[3], digits[4], digits[5], digits[6])
		: null;
	if (received !== null && receivedTime === null) fields.markUnreadable('receivertime');
	return {
		event: 'inboundSms',
		sender: fields.text('sender'),
		content: fields.exact('content') || null,
		keyword: fields.text('keyword'),
		serviceNumber: fields.text('servicenumber'),
		smsId: fields.text('smsid'),
		receivedTime,
		partnerId: fields.text('cpid'),
		...fields.received(),
	};
}
