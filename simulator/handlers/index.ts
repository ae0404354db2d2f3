import type { Operation } from '../contract';
import { unknownOa, type Handling } from './handling';
import { otpHandling } from './otp';
import { queryHandling } from './queries';
import { registrationHandling } from './registrations';
import { smsHandling } from './sms';
import { voiceHandling } from './voice';
import { zaloOaHandling } from './zaloOa';
import { znsHandling } from './zns';

/** How operations are carried out whose answer depends on the account or on what happened before. */
export const HANDLING: Readonly<Record<string, Handling>> = {
	...smsHandling,
	...znsHandling,
	...zaloOaHandling,
	...otpHandling,
	...voiceHandling,
	...queryHandling,
	...registrationHandling,
};

/** Gives the answer that the contract publishes. */
const published: Handling = {
	check: ({ operation, input }) =>
		operation.fields.has('OAID') ? unknownOa(input.oaid) : undefined,
	answer: ({ operation }) => operation.sample(String(operation.success.value)) ?? {},
};

/** How an operation is carried out; undefined where the contract shows no answer either. */
export function handlingOf(operation: Operation): Handling | undefined {
	const hasAnswer = operation.sample(String(operation.success.value)) !== undefined;
	return HANDLING[operation.id] ?? (hasAnswer ? published : undefined);
}
