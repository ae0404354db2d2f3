import type { Advice, Operation } from '../../../nodes/Esms/operation';
import { resources } from '../../../nodes/Esms/resources';
import { advice, adviseOn } from '../../../nodes/Esms/response/resultCodes';
import contract from '../../../contract/errors.json';

const operations = new Map<string, Operation>(
	resources.flatMap((resource) => resource.operations.map((one) => [one.value, one])),
);
const operationOf = (value: string) => operations.get(value) as Operation;
const sendZns = operationOf('sendZns');

const ownTexts = [advice, ...[...operations.values()].map((operation) => operation.advice ?? {})]
	.flatMap((table) => Object.entries(table))
	.map(([code, said]) => ({ code, ...said }));

const samples = contract.codes.flatMap(({ code, sampleBodies = [] }) =>
	sampleBodies.flatMap((body) => {
		const text =
			'ErrorMessage' in body ? body.ErrorMessage : 'error' in body ? body.error : undefined;
		return text === undefined ? [] : [[code, text] as const];
	}),
);

describe('the advice table', () => {
	it('has exactly the codes of the contract', () => {
		expect(Object.keys(advice).sort()).toEqual(contract.codes.map(({ code }) => code).sort());
	});

	it.each(contract.codes.map((entry) => [entry.code, entry] as const))(
		'%s: says to try later when the contract says that a repeat may pass',
		(code, { retryable }) => {
			expect(adviseOn(code, sendZns).description.includes('Try again later')).toBe(
				retryable === 'yes',
			);
		},
	);

	it.each(ownTexts.map((said) => [said.code, said.message, said.description] as const))(
		'%s (%s) keeps to the house style',
		(_code, message, description) => {
			const both = `${message} ${description}`;
			expect(both).not.toMatch(/error|problem|failure|mistake/i);
			for (const text of [message, description]) expect(text).toMatch(/^(?:[A-Z]|eSMS ).*[^.\s]$/s);
		},
	);

	it('gives every code a message of its own', () => {
		const different = new Set(ownTexts.map((said) => JSON.stringify(said)));
		const messages = [...different].map((said) => (JSON.parse(said) as Advice).message);
		expect(new Set(messages).size).toBe(messages.length);
	});
});

describe('adviseOn', () => {
	it.each<[string, string, RegExp]>([
		['99', 'sendCustomerCareSms', /without a clear reason/],
		['99', 'getBalance', /did not understand/],
		['102', 'sendZns', /no price list/],
		['102', 'getBalance', /locked/],
		['104', 'sendCustomerCareSms', /brandname/],
		['104', 'sendViber', /brandname/],
		['104', 'estimateAdvertisingSms', /brandname/],
		['104', 'callFromTemplate', /call template.*variables/],
		['104', 'callFromRecording', /call template/],
		['104', 'sendVoiceOtp', /call template/],
		['105', 'getMessageStatus', /does not know/],
		['105', 'getCallStatus', /does not know/],
		['105', 'callFromTemplate', /variables/],
		['107', 'sendAdvertisingSms', /fewer than 30/],
		['107', 'sendVoiceOtp', /phone number/],
		['140', 'sendZns', /IP address/],
		['140', 'listSentMessages', /IP address.*date range/],
	])('%s for %s', (code, operation, message) => {
		expect(adviseOn(code, operationOf(operation)).message).toMatch(message);
	});

	it('does not ask to repeat a call whose variables are wrong, though the code is one to retry elsewhere', () => {
		expect(adviseOn('105', operationOf('callFromTemplate')).description).not.toContain(
			'Try again later',
		);
	});

	it.each(samples)('%s keeps the words of eSMS: %s', (code, text) => {
		expect(adviseOn(code, operationOf('sendCustomerCareSms'), text).description).toMatch(
			new RegExp(`\\. eSMS said: ${escape(text)}$`),
		);
	});

	it.each(['', '   ', null])('says nothing for eSMS when it said nothing (%p)', (text) => {
		expect(adviseOn('103', sendZns, text).description).not.toContain('eSMS said');
	});

	it('ends one sentence without a period and several with one', () => {
		expect(adviseOn('103', sendZns).description).toMatch(/[^.]$/);
		expect(adviseOn('160', sendZns).description).toMatch(/\. Try again later\.$/);
	});

	it.each(['998', '-109', 'toString', '__proto__'])(
		'shows the words of eSMS for the undocumented code %s',
		(code) => {
			expect(adviseOn(code, sendZns, 'Something new')).toEqual({
				message: `eSMS refused the request with code ${code}`,
				description:
					'The meaning of this code is not documented, ask eSMS support. eSMS said: Something new',
			});
		},
	);

	it('bounds the words of eSMS and keeps them on one line', () => {
		const quotedIn = (text: string) =>
			/eSMS said: (.*)$/.exec(adviseOn('103', sendZns, text).description)?.[1];
		expect(quotedIn('out\r\n of \u0000\u001b[31m\u202Emoney\u2028now\u0085')).toBe(
			'out of [31m money now',
		);
		expect(quotedIn('á'.repeat(300))).toBe('á'.repeat(300));
		expect(quotedIn(`${' '.repeat(1999)}a`)).toBe('a');
		expect(quotedIn(`${' '.repeat(2000)}a`)).toBeUndefined();
		expect(quotedIn('👍'.repeat(5000))).toBe(`${'👍'.repeat(300)} …`);
	});
});

function escape(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
