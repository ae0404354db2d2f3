import { randomUUID } from 'crypto';
import axios from 'axios';

import { ratingsUntil, type Rating } from './account';
import { Agenda } from './agenda';
import { callbackParameters, callbackUrl, isLocalUrl, type CallbackJoin } from './callbacks';
import { newReceiver, newSmsId, type Draft, type Message, type Receiver } from './messages';

/** What can be set at the start, and later by the admin API. */
export interface Settings {
	apiKey: string;
	secretKey: string;
	/** Starting balance in VND. */
	balance: number;
	/** From acceptance to the outcome and its callback. */
	callbackDelayMs: number;
	/** From 'waiting for the report' to delivered, for receivers that end in 9. */
	lateDelayMs: number;
	/** How long a callback may take. */
	callbackTimeoutMs: number;
	/** How often a callback is tried when it times out. */
	callbackTries: number;
	/** From one try to the next. */
	callbackRetryMs: number;
	callbackJoin: CallbackJoin;
	/** Whether callbacks may leave the local network; else a URL outside it is only noted. */
	callAnywhere: boolean;
	/** Whether the documented requests per second are enforced with 160. */
	rateLimits: boolean;
	/** Parameter that carries 0, 1 or 2 of a template registration; its name is not documented. */
	registrationParameter: string;
}

/** The defaults of every setting. */
export const DEFAULT_SETTINGS: Settings = {
	apiKey: 'SIM-API-KEY',
	secretKey: 'SIM-SECRET-KEY',
	balance: 100_000_000,
	callbackDelayMs: 300,
	lateDelayMs: 3_000,
	callbackTimeoutMs: 5_000,
	callbackTries: 5,
	callbackRetryMs: 1_000,
	callbackJoin: 'auto',
	callAnywhere: false,
	rateLimits: true,
	registrationParameter: 'Status',
};

/** One try of a callback. */
export interface CallbackTry {
	at: number;
	smsId: string;
	url: string;
	attempt: number;
	/** HTTP status of the answer, or what happened instead. */
	result: number | string;
}

/** A code that eSMS made, for one phone. */
export interface GeneratedCode {
	code: string;
	expiresAt: number;
	used: boolean;
}

/** What the page is told as it happens. */
export type WorldEvent =
	| { type: 'message'; message: Message; receiver: Receiver }
	| { type: 'callback'; callback: CallbackTry };

/** Milliseconds since 1970. */
export type Clock = () => number;

const DAY_MS = 24 * 3_600_000;
/** What a callback to a public address comes to: the published samples name eSMS's own. */
const NOT_CALLED = 'not called: not a local address';
/** What axios says of a call that a reset broke off. */
const BROKEN_OFF = 'ERR_CANCELED';
/** Callbacks under way at once; more wait for their turn. */
const CALLBACKS_AT_ONCE = 50;

/** The state behind the server: messages, codes, callbacks, and what is still to happen. */
export class World {
	readonly messages = new Map<string, Message>();

	/** Messages by receiver, oldest first. */
	readonly byReceiver = new Map<string, Message[]>();

	/** Every message and receiver by type, oldest first, as the sent list gives them. */
	readonly byType = new Map<number, Array<{ message: Message; receiver: Receiver }>>();

	readonly byZaloMessageId = new Map<string, { message: Message; receiver: Receiver }>();

	readonly codes = new Map<string, GeneratedCode>();

	readonly callbacks: CallbackTry[] = [];

	/** Texts of registrations and orders that were already made. */
	readonly registrations = new Set<string>();

	/** Ratings, newest first: those of the time before the start, and those that were given since. */
	readonly ratings: Rating[];

	/** Users that interacted with an Official Account since the start, beside those of the account. */
	readonly interactions: Array<{ id: string; at: number }> = [];

	spent = 0;

	private readonly requestIds = new Map<string, { at: number; message: Message | undefined }>();

	private readonly calls = new Map<string, { second: number; count: number }>();

	private readonly agenda = new Agenda();

	private readonly listeners = new Set<(event: WorldEvent) => void>();

	private readonly waitingCallbacks: Array<() => Promise<void>> = [];

	private callbacksUnderWay = 0;

	/** Calls under way, to be broken off by a reset. */
	private readonly underWay = new Set<AbortController>();

	private serial = 0;

	constructor(
		readonly settings: Settings,
		readonly now: Clock,
	) {
		this.ratings = ratingsUntil(now());
	}

	/** Tells a listener what happens from now on; returns how to stop. */
	subscribe(listener: (event: WorldEvent) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	/** A number that rises with every call, for ids. */
	next(): number {
		this.serial++;
		return this.serial;
	}

	/** The balance in VND. */
	get balance(): number {
		return this.settings.balance - this.spent;
	}

	/** The message that used a RequestId within the last 24 hours. */
	usedRequestId(requestId: string): { message: Message | undefined } | undefined {
		const use = requestId === '' ? undefined : this.requestIds.get(requestId);
		return use !== undefined && this.now() - use.at < DAY_MS ? use : undefined;
	}

	/** Whether an operation is called more often in this second than the contract allows. */
	tooFast(operationId: string, perSecond: number): boolean {
		const second = Math.floor(this.now() / 1000);
		const calls = this.calls.get(operationId);
		const count = calls?.second === second ? calls.count + 1 : 1;
		this.calls.set(operationId, { second, count });
		return this.settings.rateLimits && count > perSecond;
	}

	/**
	 * Accepts a message and lets its outcome and callback follow.
	 *
	 * `follow` runs when a receiver's outcome is known, for what depends on it.
	 */
	accept(
		draft: Draft,
		idForm: 'plain' | 'dashed' | 'call',
		follow?: (receiver: Receiver) => void,
		smsId: string = newSmsId(idForm, this.next()),
	): Message {
		const message: Message = {
			...draft,
			smsId,
			portalId: 29_028_844 + this.next(),
			acceptedAt: this.now(),
			sent: draft.receivers.map((address) => newReceiver(address, smsId, draft)),
		};
		this.spent += message.pricePerReceiver * message.sent.length;
		this.messages.set(smsId.trim(), message);
		this.useRequestId(message.requestId, message);
		const sentOfType = this.byType.get(message.typeId) ?? [];
		this.byType.set(message.typeId, sentOfType);
		for (const receiver of message.sent) {
			sentOfType.push({ message, receiver });
			const received = this.byReceiver.get(receiver.address);
			if (received === undefined) this.byReceiver.set(receiver.address, [message]);
			else received.push(message);
			if (receiver.zaloMessageId !== '') {
				this.byZaloMessageId.set(receiver.zaloMessageId, { message, receiver });
			}
		}
		this.tell({ type: 'message', message, receiver: message.sent[0] });
		const wait = Math.max(0, (message.sendAt ?? 0) - message.acceptedAt);
		// A message for another day stays waiting.
		if (wait < DAY_MS) {
			this.agenda.after(wait + this.settings.callbackDelayMs, () => this.decide(message, follow));
		}
		return message;
	}

	/** Remembers a RequestId for 24 hours. */
	useRequestId(requestId: string, message?: Message): void {
		if (requestId !== '') this.requestIds.set(requestId, { at: this.now(), message });
	}

	/** Calls a URL with parameters after the callback delay, as a registration does. */
	callLater(url: string, name: string, parameters: Array<[string, string]>, times = 1): void {
		if (url === '') return;
		this.agenda.after(this.settings.callbackDelayMs * times, () =>
			this.call(name, callbackUrl(url, parameters, this.settings.callbackJoin), 1, false),
		);
	}

	/** Lets a receiver give a rating now; what is left out of it is filled in. */
	rate(given: Partial<Pick<Rating, 'note' | 'rate' | 'trackingId'>>): Rating {
		const rating: Rating = {
			feedbacks: [],
			msgId: randomUUID().replaceAll('-', '').slice(0, 20),
			note: '',
			rate: 5,
			trackingId: '',
			...given,
			submitDate: String(this.now()),
		};
		this.ratings.unshift(rating);
		return rating;
	}

	/** Lets a user interact with the Official Accounts now. */
	interact(id: string): void {
		this.interactions.push({ id, at: this.now() });
	}

	/** Waits until no outcome and no callback is left to come. */
	async settled(): Promise<void> {
		while (!this.agenda.idle || this.callbacksUnderWay > 0) {
			await new Promise<void>((done) => this.agenda.after(20, done));
		}
	}

	/** Forgets everything but the settings. */
	reset(): void {
		this.stop();
		for (const map of [
			this.messages,
			this.byReceiver,
			this.byType,
			this.byZaloMessageId,
			this.codes,
			this.requestIds,
			this.calls,
		]) {
			map.clear();
		}
		this.registrations.clear();
		this.callbacks.length = 0;
		this.ratings.splice(0, this.ratings.length, ...ratingsUntil(this.now()));
		this.interactions.length = 0;
		this.spent = 0;
	}

	/** Ends all that is under way. */
	async close(): Promise<void> {
		this.stop();
		this.listeners.clear();
		await this.agenda.close();
	}

	private stop(): void {
		this.agenda.clear();
		this.waitingCallbacks.length = 0;
		for (const call of this.underWay) call.abort();
	}

	private tell(event: WorldEvent): void {
		for (const listener of this.listeners) listener(event);
	}

	/** Settles each receiver of a message by its steering digit. */
	private decide(message: Message, follow?: (receiver: Receiver) => void): void {
		const settle = (receiver: Receiver) => {
			receiver.sendStatus = receiver.outcome === 'rejected' ? 4 : 5;
			receiver.delivered =
				receiver.outcome === 'rejected' ? undefined : receiver.outcome !== 'failed';
			receiver.deliveredAt = receiver.delivered === true ? this.now() : undefined;
			this.tell({ type: 'message', message, receiver });
			follow?.(receiver);
		};
		if (message.form === 'advertising') {
			// One callback for all receivers, which only counts them.
			for (const receiver of message.sent) if (receiver.outcome !== 'pending') settle(receiver);
			this.report(message, message.sent);
			return;
		}
		for (const receiver of message.sent) {
			if (receiver.outcome === 'pending') continue;
			if (receiver.outcome === 'late') {
				receiver.sendStatus = 7;
				this.tell({ type: 'message', message, receiver });
				this.report(message, [receiver]);
				this.agenda.after(this.settings.lateDelayMs, () => {
					settle(receiver);
					this.report(message, [receiver]);
				});
			} else {
				settle(receiver);
				this.report(message, [receiver]);
			}
		}
	}

	private report(message: Message, receivers: readonly Receiver[]): void {
		if (message.callbackUrl === '') return;
		const parameters = callbackParameters(message, receivers, this.now());
		const url = callbackUrl(message.callbackUrl, parameters, this.settings.callbackJoin);
		this.call(message.smsId.trim(), url, 1, message.form === 'voiceCall');
	}

	/** Calls a URL in its turn and, on a time-out, again: a call's result until it answers 200. */
	private call(smsId: string, url: string, attempt: number, untilOk: boolean): void {
		this.waitingCallbacks.push(async () => {
			const allowed = this.settings.callAnywhere || isLocalUrl(url);
			const result = allowed ? await this.get(url) : NOT_CALLED;
			if (result === BROKEN_OFF) return;
			const callback = { at: this.now(), smsId, url, attempt, result };
			this.callbacks.push(callback);
			this.tell({ type: 'callback', callback });
			const again = untilOk ? result !== 200 : result === 'timeout';
			if (allowed && again && attempt < this.settings.callbackTries) {
				this.agenda.after(this.settings.callbackRetryMs, () =>
					this.call(smsId, url, attempt + 1, untilOk),
				);
			}
		});
		this.callNext();
	}

	private callNext(): void {
		if (this.callbacksUnderWay >= CALLBACKS_AT_ONCE) return;
		const job = this.waitingCallbacks.shift();
		if (job === undefined) return;
		this.callbacksUnderWay++;
		void job().finally(() => {
			this.callbacksUnderWay--;
			this.callNext();
		});
	}

	/** Makes one GET; returns the HTTP status, or what happened instead. */
	private async get(url: string): Promise<number | string> {
		const controller = new AbortController();
		this.underWay.add(controller);
		try {
			const { status } = await axios.get(url, {
				timeout: this.settings.callbackTimeoutMs,
				signal: controller.signal,
				validateStatus: () => true,
				maxRedirects: 0,
				proxy: false,
				responseType: 'text',
			});
			return status;
		} catch (error) {
			const code = axios.isAxiosError(error) ? error.code : undefined;
			return code === 'ECONNABORTED' || code === 'ETIMEDOUT' ? 'timeout' : (code ?? 'failed');
		} finally {
			this.underWay.delete(controller);
		}
	}
}
