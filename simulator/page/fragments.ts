import { renderZaloMessage } from '../../nodes/Esms/zalo/render';
import { templateOf } from '../account';
import { callResult } from '../callbacks';
import type { Message, Receiver } from '../messages';
import { fieldsOf, localTime, textOf } from '../values';
import { escapeHtml, safeUrl } from './escape';

/** What a request's line on the page says. */
export interface RequestLine {
	id: number;
	at: number;
	method: string;
	path: string;
	operationId: string;
	valid: boolean;
	keysOk: boolean;
	schemaErrors: string[];
	unknownFields: string[];
	query: unknown;
	body: unknown;
	answer: unknown;
}

/** What a callback's line on the page says. */
export interface CallbackLine {
	at: number;
	url: string;
	attempt: number;
	result: number | string;
}

const APPS: Record<Message['channel'], string> = {
	sms: 'Messages',
	viber: 'Viber',
	zns: 'Zalo',
	zaloOa: 'Zalo',
	voice: 'Phone',
};

function lines(text: string): string {
	return escapeHtml(text).replaceAll(/\r\n|\r|\n/g, '<br>');
}

/** The state of a message for one receiver, in one word for the color and one for the eye. */
function stateOf(receiver: Receiver): [className: string, label: string] {
	if (receiver.sendStatus === 4) return ['rejected', 'rejected'];
	if (receiver.sendStatus === 7) return ['waiting', 'sent, waiting for report'];
	if (receiver.delivered === undefined) return ['waiting', 'waiting'];
	return receiver.delivered ? ['delivered', 'delivered'] : ['failed', 'failed'];
}

/** A ZNS card: the template's own markup with the values in their places. */
function znsCard(message: Message): string {
	const template = templateOf(message.oaId, message.templateId);
	const value = (name: string) => textOf(message.values?.[name]);
	const body = (template?.content ?? '').replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
		escapeHtml(value(name)),
	);
	const buttons = (template?.buttons ?? [])
		.map(({ title }) => `<li>${escapeHtml(title)}</li>`)
		.join('');
	return `<div class="card zns"><div class="logo">${escapeHtml(message.sender)}</div><div class="zns-body">${body}</div>${buttons === '' ? '' : `<ul>${buttons}</ul>`}</div>`;
}

function viberCard(message: Message): string {
	const image = safeUrl(message.image ?? '');
	const picture =
		image === undefined ? '' : `<img src="${image}" alt="" referrerpolicy="no-referrer">`;
	const button =
		message.button === undefined
			? ''
			: `<span class="viber-button" title="${escapeHtml(message.button.url)}">${escapeHtml(message.button.label)}</span>`;
	return `<div class="bubble viber">${picture}${message.content === '' ? '' : `<p>${lines(message.content)}</p>`}${button}</div>`;
}

function callCard(message: Message, receiver: Receiver): string {
	const call = callResult(receiver);
	const state =
		call.status === 'ANSWERED'
			? `Answered, ${call.duration} s`
			: call.status === ''
				? 'Calling…'
				: 'Missed call';
	return `<div class="card call ${call.status === 'NOANSWERED' ? 'missed' : ''}"><b>${escapeHtml(message.sender)}</b><span>${state}</span><q>${lines(message.content)}</q></div>`;
}

function body(message: Message, receiver: Receiver): string {
	switch (message.channel) {
		case 'sms':
			return `<div class="bubble sms">${lines(message.content)}</div>`;
		case 'viber':
			return viberCard(message);
		case 'zns':
			return znsCard(message);
		case 'zaloOa':
			return `<div class="card oa">${renderZaloMessage(message.payload)}</div>`;
		case 'voice':
			return callCard(message, receiver);
	}
}

/** Takes a message and one of its receivers; returns the key of their fragment. */
export function fragmentKey(message: Message, receiver: Receiver): string {
	return `${message.smsId.trim()}-${message.typeId}-${receiver.address}`;
}

/** Draws a message as the receiver's phone shows it, with its outcome and SMSID beneath. */
export function messageFragment(message: Message, receiver: Receiver): string {
	const [state, label] = stateOf(receiver);
	const others = message.sent.length > 1 ? ` · and ${message.sent.length - 1} more receivers` : '';
	// A message that never reached the phone is shown faded: nobody sees it there.
	return `<article class="message ${state}"><header><b>${escapeHtml(message.sender)}</b><span>${APPS[message.channel]} · ${localTime(message.acceptedAt).slice(11)}</span></header>${body(message, receiver)}<footer><span class="state ${state}">${label}</span><code title="SMSID">${escapeHtml(message.smsId.trim())}</code>${others}</footer></article>`;
}

/** The code of an answer, whichever field carries it; 99 for a body without one. */
function codeOf(answer: unknown): string {
	const { CodeResult, CodeResponse, Code, Error, fault } = fieldsOf(answer);
	return textOf(CodeResult ?? CodeResponse ?? Code ?? Error ?? fault) || '99';
}

/** Draws a request's line: what it was, whether it is valid, and its body and answer to unfold. */
export function requestFragment(request: RequestLine): string {
	const problems = [
		...request.schemaErrors,
		...request.unknownFields.map((name) => `${name} is not in the contract`),
	];
	const verdict = request.valid ? (problems.length === 0 ? 'valid' : 'extra fields') : 'invalid';
	const sent = { query: request.query, body: request.body };
	const answer = JSON.stringify(request.answer) ?? '';
	const code = codeOf(request.answer);
	const refused = code === '100' || code === '0' ? '' : ' refused';
	return `<details class="request ${request.valid ? 'valid' : 'invalid'}"><summary><time>${localTime(request.at).slice(11)}</time><b>${escapeHtml(request.operationId)}</b><span class="verdict ${problems.length === 0 ? 'valid' : 'invalid'}">${verdict}</span><span class="code${refused}">${escapeHtml(code)}</span><code>${escapeHtml(answer)}</code></summary><p>${escapeHtml(`${request.method} ${request.path}`)}</p>${problems.length === 0 ? '' : `<ul>${problems.map((one) => `<li>${escapeHtml(one)}</li>`).join('')}</ul>`}<pre>${escapeHtml(JSON.stringify(sent, null, 2))}</pre><pre>${escapeHtml(JSON.stringify(request.answer, null, 2) ?? '')}</pre></details>`;
}

/** Draws a callback's line: the try, its result and the URL that was called. */
export function callbackFragment(callback: CallbackLine): string {
	const good = callback.result === 200;
	return `<details class="request ${good ? 'valid' : 'invalid'}"><summary><time>${localTime(callback.at).slice(11)}</time><b>try ${callback.attempt}</b><span class="verdict ${good ? 'valid' : 'invalid'}">${escapeHtml(String(callback.result))}</span><code>${escapeHtml(callback.url)}</code></summary><pre>${escapeHtml(callback.url.split(/[?&]/).join('\n'))}</pre></details>`;
}
