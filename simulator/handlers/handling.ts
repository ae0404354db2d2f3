import { officialAccountOf, templateOf, valuesBreach, type ZnsTemplate } from '../account';
import type { Operation } from '../contract';
import { localPhone } from '../phone';
import { steeredCode } from '../steering';
import { readDate, textOf, type Fields } from '../values';
import type { World } from '../world';

/** A result code other than success, with the text and fields that the contract shows for it. */
export interface Refusal {
	code: string;
	text?: string;
	extra?: Fields;
}

/** One request: the fields that the contract lists, by lower-case name. */
export interface Call {
	operation: Operation;
	input: Fields;
	world: World;
}

/** How the simulator carries out an operation. */
export interface Handling {
	/** What the contract refuses; undefined when nothing stands against the request. */
	check: (call: Call) => Refusal | undefined;
	/** Carries the request out; returns eSMS's answer. */
	answer: (call: Call) => Fields;
}

/** Takes refusals in the order in which eSMS would find them; returns the first. */
export function first(...rules: Array<() => Refusal | undefined | false>): Refusal | undefined {
	for (const rule of rules) {
		const refusal = rule();
		if (refusal !== undefined && refusal !== false) return refusal;
	}
	return undefined;
}

/** 108 for what is no phone number, or the code that a steering number asks for. */
export function phoneRefusal(phone: unknown, code = '108'): Refusal | undefined {
	const local = localPhone(textOf(phone));
	if (local === undefined) return { code, text: `The phone number ${textOf(phone)} is not valid.` };
	return steeredRefusal(local);
}

/** The code that a steering receiver asks for. */
export function steeredRefusal(receiver: string): Refusal | undefined {
	const code = steeredCode(receiver);
	return code === undefined ? undefined : { code };
}

/** 124 for a RequestId of the last 24 hours. */
export function requestIdRefusal(call: Call, requestId: unknown): Refusal | undefined {
	const used = call.world.usedRequestId(textOf(requestId));
	if (used === undefined) return undefined;
	const status = used.message?.sent[0]?.sendStatus;
	const shown = call.operation.id === 'sendCustomerCareSms' && status !== undefined;
	return {
		code: '124',
		text: 'Request exist 1',
		extra: shown ? { SendStatus: String(status) } : undefined,
	};
}

/** 103 when the balance does not cover the message. */
export function balanceRefusal(call: Call, price: number): Refusal | undefined {
	return call.world.balance < price ? { code: '103' } : undefined;
}

/** 791, 204 or 799 for an OA that cannot send. */
export function oaRefusal(oaId: unknown): Refusal | undefined {
	if (textOf(oaId) === '') return { code: '791' };
	const account = officialAccountOf(oaId);
	if (account === undefined) return { code: '204' };
	return account.active ? undefined : { code: '799' };
}

/** Refuses an OA that is not on the account; queries answer for an inactive one too. */
export function unknownOa(oaId: unknown): Refusal | undefined {
	return officialAccountOf(oaId) === undefined ? oaRefusal(oaId) : undefined;
}

/** 791, 789 or 790 for a ZNS template and its values by name. */
export function templateRefusal(
	oaId: unknown,
	templateId: unknown,
	values: (template: ZnsTemplate) => Fields,
): Refusal | undefined {
	if (textOf(templateId) === '') return { code: '791' };
	const template = templateOf(oaId, templateId);
	if (template === undefined) return { code: '789', text: 'TemplateId is not config' };
	const issue = valuesBreach(template, values(template));
	return issue === undefined ? undefined : { code: '790', text: `Params invalid: ${issue}` };
}

/** Whether a request is a test that eSMS checks but neither stores nor sends. */
export function isSandbox(input: Fields): boolean {
	return textOf(input.sandbox) === '1' || textOf(input.issandbox) === '1';
}

/** The fields that most sends share, as a message keeps them. */
export function shared(input: Fields): {
	requestId: string;
	callbackUrl: string;
	campaign: string;
	sendAt: number | undefined;
} {
	return {
		requestId: textOf(input.requestid),
		callbackUrl: textOf(input.callbackurl),
		campaign: textOf(input.campaignid),
		sendAt: readDate(textOf(input.senddate), 'ymd'),
	};
}

/** Takes a phone number that passed the checks; returns it in local form. */
export function local(phone: unknown): string {
	return localPhone(textOf(phone)) ?? '';
}
