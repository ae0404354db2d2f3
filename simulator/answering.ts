import type { Contract, Operation } from './contract';
import type { Fault } from './faults';
import { handlingOf } from './handlers';
import type { Call, Refusal } from './handlers/handling';
import { meaningOf } from './steering';
import { fieldsOf, textOf, type Fields } from './values';
import type { World } from './world';

/** One request as it reached the server, parsed. */
export interface Incoming {
	endpoint: Contract['endpoints'][number];
	/** Body, query or path values by their names as sent. */
	input: Fields;
	/** Why the body could not be read or is of an undocumented type. */
	transportErrors: string[];
}

/** What the server makes of a request before it answers. */
export interface Judged {
	operation: Operation;
	call: Call;
	keysOk: boolean;
	schemaErrors: string[];
	/** Top-level fields that the contract does not list for this operation. */
	unknownFields: string[];
}

/** The body without a code that the docs show under the tab labelled 99. */
const INVALID: Fields = { error: 'Invalid request' };

/** Keys that show what the account itself can be refused for. */
const KEY_REFUSALS: Record<string, string> = { LOCKED: '143', 'BLOCKED-IP': '140' };

/** Sends and bulk sends carry CountRegenerate in their error bodies; queries do not. */
const WITH_COUNT = /^(send|checkCode)/;

/** Takes a request; returns what it is, whether it is valid, and its fields by lower-case name. */
export function judge(incoming: Incoming, world: World): Judged {
	const operation = incoming.endpoint.choose(incoming.input);
	const names = Object.keys(incoming.input);
	const input = Object.fromEntries(
		names
			.filter((name) => operation.fields.has(name))
			.map((name) => [name.toLowerCase(), incoming.input[name]]),
	);
	return {
		operation,
		call: { operation, input, world },
		keysOk: input.apikey === world.settings.apiKey && input.secretkey === world.settings.secretKey,
		schemaErrors: [...incoming.transportErrors, ...operation.check(incoming.input)],
		unknownFields: names.filter((name) => !operation.fields.has(name)),
	};
}

/** Puts a result code into the shape of the operation's error body. */
function refusalBody(operation: Operation, { code, text, extra }: Refusal, input: Fields): Fields {
	const published = operation.sample(code);
	const shownText = text ?? (textOf(fieldsOf(published).ErrorMessage) || meaningOf(code));
	if (published !== undefined) {
		return {
			...published,
			...('ErrorMessage' in published ? { ErrorMessage: shownText } : {}),
			// An id of the sample would be of no message here.
			...('SMSID' in published ? { SMSID: textOf(input.refid) } : {}),
			...extra,
		};
	}
	const { field } = operation.success;
	if (field === 'Error') return { Error: Number(code), Message: shownText };
	if (field === 'Code') return { Code: Number(code), Message: shownText };
	if (operation.id === 'getMessageStatus') {
		return { CodeResponse: code, SMSID: textOf(input.refid) };
	}
	if (operation.id.startsWith('getBalance')) {
		return { Balance: 0, CodeResponse: code, ErrorMessage: shownText };
	}
	return {
		CodeResult: code,
		...(WITH_COUNT.test(operation.id) ? { CountRegenerate: 0 } : {}),
		ErrorMessage: shownText,
		...extra,
	};
}

/**
 * Answers a request as eSMS does: keys first, then what the contract refuses with a code, then the
 * body of tab 99 for what does not follow the contract, then the operation itself.
 */
export function answer({ operation, call, keysOk, schemaErrors }: Judged, fault?: Fault): Fields {
	const refuse = (refusal: Refusal) => refusalBody(operation, refusal, call.input);
	if (fault?.kind === 'code') return refuse({ code: fault.code });
	if (!keysOk) {
		return refuse({ code: KEY_REFUSALS[textOf(call.input.apikey)] ?? '101' });
	}
	const handling = handlingOf(operation);
	if (!handling) throw new Error(`The contract shows no answer of ${operation.id}`);
	const refusal = handling.check(call);
	if (refusal !== undefined) return refuse(refusal);
	return schemaErrors.length > 0 ? INVALID : handling.answer(call);
}
