import { advice, adviseOn } from '../../../nodes/Esms/response/resultCodes';
import contract from '../../../contract/errors.json';

const ownTexts = Object.entries(advice).flatMap(([code, { variants = [], ...base }]) =>
	[base, ...variants].map((said) => ({ code, ...said })),
);

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
		(code, { retryable, operations }) => {
			const said = adviseOn(code, operations[0], null);
			if (retryable === 'yes') expect(said.description).toContain('Try again later');
			expect(said.tryLater).toBe(retryable === 'yes');
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
		const messages = ownTexts.map(({ message }) => message);
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
		expect(adviseOn(code, operation, null).message).toMatch(message);
	});

	it('does not ask to repeat a call whose variables are wrong, though the code is one to retry elsewhere', () => {
		const said = adviseOn('105', 'callFromTemplate', null);
		expect(said.tryLater).toBe(false);
		expect(said.description).not.toContain('Try again later');
	});

	it.each(samples)('%s keeps the words of eSMS: %s', (code, text) => {
		expect(adviseOn(code, 'sendCustomerCareSms', text).description).toMatch(
			new RegExp(`\\. eSMS said: ${escape(text)}$`),
		);
	});

	it.each(['', '   ', null])('says nothing for eSMS when it said nothing (%p)', (text) => {
		expect(adviseOn('103', 'sendZns', text).description).not.toContain('eSMS said');
	});

	it('ends one sentence without a period and several with one', () => {
		expect(adviseOn('103', 'sendZns', null).description).toMatch(/[^.]$/);
		expect(adviseOn('160', 'sendZns', null).description).toMatch(/\. Try again later\.$/);
	});

	it.each(['998', '-109', 'toString', '__proto__'])(
		'shows the words of eSMS for the undocumented code %s',
		(code) => {
			expect(adviseOn(code, 'sendZns', 'Something new')).toEqual({
				message: `eSMS refused the request with code ${code}`,
				description:
					'The meaning of this code is not documented, ask eSMS support. eSMS said: Something new',
				tryLater: false,
			});
		},
	);

	it.each([
		['sendZns', true],
		['callFromTemplate', true],
		['purchaseOaPackage', true],
		['registerSmsTemplate', true],
		['getBalance', false],
		['checkCode', true],
	])('tells %s that a stranger answered; it may have been taken: %p', (operation, lookUp) => {
		const said = adviseOn(null, operation, "an HTML page ('502 Bad Gateway')");
		expect(said.message).toBe('What answered is not eSMS');
		expect(said.description).toContain("Received an HTML page ('502 Bad Gateway')");
		expect(said.description.includes('may still have taken the request')).toBe(lookUp);
		expect(said.tryLater).toBe(false);
	});

	it.each([
		['the words of eSMS', '103', /eSMS said: (.*)$/],
		['what a stranger answered', null, /Received (.*) where eSMS answers/],
	])('bounds %s and keeps it on one line', (_title, code, pattern) => {
		const quotedIn = (text: string) =>
			pattern.exec(adviseOn(code, 'getBalance', text).description)?.[1];
		expect(quotedIn('out\r\n of \u0000\u001b[31m\u202Emoney\u2028now\u0085')).toBe(
			'out of [31m money now',
		);
		expect(quotedIn('á'.repeat(300))).toBe('á'.repeat(300));
		expect(quotedIn('👍'.repeat(5000))).toBe(`${'👍'.repeat(300)} …`);
	});

	it('says so when nothing is known about what a stranger answered', () => {
		expect(adviseOn(null, 'getBalance', null).description).toMatch(/^Received nothing where/);
	});
});

function escape(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
