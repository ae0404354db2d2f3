import errors from '../contract/errors.json';

/** What becomes of a message after eSMS accepted it. */
export type Outcome = 'delivered' | 'pending' | 'failed' | 'rejected' | 'late';

const BY_LAST_DIGIT: Record<string, Outcome> = {
	'6': 'pending',
	'7': 'failed',
	'8': 'rejected',
	'9': 'late',
};

/** The steering numbers as the page and `/help` list them. */
export const STEERING: ReadonlyArray<{ receiver: string; result: string }> = [
	{ receiver: 'ends in 0 to 5', result: 'delivered' },
	{ receiver: 'ends in 6', result: 'stays pending, never a callback' },
	{ receiver: 'ends in 7', result: 'failed (multi-channel: Zalo fails, the SMS is delivered)' },
	{ receiver: 'ends in 8', result: 'rejected' },
	{ receiver: 'ends in 9', result: 'sent and waiting for the report, delivered later' },
	{ receiver: '0900000 and a result code', result: 'refused with that code, e.g. 0900000103' },
	{ receiver: 'Zalo user ID 90000000 and a result code', result: 'refused with that code' },
];

const CODES = new Map(errors.codes.map((one) => [one.code, one.meaningEn]));

/** Takes a receiver (phone, Zalo user ID or hash); returns what becomes of its messages. */
export function outcomeOf(receiver: string): Outcome {
	return BY_LAST_DIGIT[receiver.slice(-1)] ?? 'delivered';
}

/** Takes a receiver in local form; returns the result code that it asks for, if it asks for one. */
export function steeredCode(receiver: string): string | undefined {
	const digits = /^(?:0900000|90000000)(\d{3})$/.exec(receiver)?.[1];
	const code = digits?.replace(/^0(?=99$)/, '');
	return code !== undefined && code !== '100' && CODES.has(code) ? code : undefined;
}

/** Takes a result code; returns what it means, in one English line. */
export function meaningOf(code: string): string {
	return CODES.get(code) ?? 'Unknown error';
}
