import { samplePage, samples } from '../../nodes/EsmsTrigger/samples';
import { isSignedBy } from '../../nodes/EsmsTrigger/signature';
import { parseCallback, signedFields } from '../../nodes/shared/callbacks/parse';

const parametersOf = (fields: Record<string, string>) =>
	Object.entries(fields).map(([name, value]) => ({ name, value, isBroken: false }));

const offered = samples('key', Date.parse('2026-11-04T09:30:15+07:00'));

/** What a workflow is built with has to be what eSMS's callbacks come out as. */
const read: Record<string, Record<string, unknown>> = {
	'SMS delivered': { outcome: 'delivered', channel: 'sms', smsId: '5f0c6a1e27', totalPrice: 450 },
	'SMS failed': { outcome: 'failed', channel: 'sms', smsId: '5f0c6a1e28', totalPrice: 0 },
	'ZNS delivered': {
		outcome: 'delivered',
		channel: 'zalo',
		smsId: '5f0c6a1e29',
		zaloMessageId: '416f53d0cf0ec7569e19',
		requestId: 'order-1042',
	},
	'ZNS failed': { outcome: 'failed', channel: 'zalo', smsId: '5f0c6a1e30', zaloMessageId: null },
	'Call answered': {
		answered: true,
		referenceId: '066107ee-6ec4',
		callDurationSeconds: 18,
		ivr: '1',
	},
	'Template registered (eSMS does not document the names)': {
		isConfirmed: false,
		raw: { ServicePreviewId: '98231', Status: '2' },
	},
	'Short-code SMS received': { keyword: 'DK', smsId: '4821337', content: 'DK An' },
};

test.each(offered.map((one) => [one.label, one] as const))(
	'%s is read as its event, without anything unreadable',
	(label, { event, fields }) => {
		const parsed = parseCallback(parametersOf(fields));
		expect(parsed).toMatchObject({ event, unreadable: [], raw: fields, ...read[label] });
	},
);

test('each sample is known here', () => {
	expect(offered.map(({ label }) => label)).toEqual(Object.keys(read));
});

test.each([
	['key', true],
	['other', false],
])('the short-code SMS is signed with the key: %s', (key, isRight) => {
	const { fields } = offered.find(({ event }) => event === 'inboundSms') as (typeof offered)[0];
	const { sign, ...signed } = signedFields(parametersOf(fields));
	expect(signed).toEqual({
		cpid: 'partner',
		smsid: '4821337',
		content: 'DK An',
		receiverTime: '20261104093015',
	});
	expect(isSignedBy(signed, sign, key)).toBe(isRight);
});

describe('the page', () => {
	const links = (secret: string | null) =>
		[...samplePage(offered, secret).matchAll(/<li><a href="\?([^"]*)">([^<]*)<\/a><\/li>/g)].map(
			([, query, label]) => ({
				label,
				query: Object.fromEntries(new URLSearchParams(query.replaceAll('&amp;', '&'))),
			}),
		);

	test.each([
		[null, {}],
		['', { secret: '' }],
		[`a&b"'<`, { secret: `a&b"'<` }],
	])('links to each sample with the secret %j', (secret, added) => {
		expect(links(secret)).toEqual(
			offered.map(({ label, fields }) => ({ label, query: { ...added, ...fields } })),
		);
	});

	test('is one list in one document, and has no quote that could end a link', () => {
		const page = samplePage(offered, "'");
		expect(page.split('\n')).toEqual([
			'<!doctype html><meta charset="utf-8"><title>eSMS Trigger</title>',
			expect.stringMatching(/^<p>The trigger is listening\./),
			expect.stringMatching(/^<ul>(?:<li>.*<\/li>){7}<\/ul>$/),
		]);
		expect(page).not.toContain("'");
	});
});
