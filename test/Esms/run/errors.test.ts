import type { INode, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import {
	cancelledError,
	failedItem,
	failureError,
	idsOfArrival,
	issuesError,
	refusedError,
	repetitionError,
	safeError,
	sentBeforeError,
	settingError,
	stoppedError,
	strangerError,
	toOutputs,
	untoldError,
	type Failure,
	type NodeError,
} from '../../../nodes/Esms/run/errors';
import { SendFailure } from '../../../nodes/Esms/run/send';
import { itemWith } from '../item';

const node = { id: '1', name: 'eSMS', type: 'esms', parameters: {} } as unknown as INode;
const url = 'https://rest.esms.vn/MainService.svc/json/Path/';
const asked = {
	operation: { hasSideEffects: true },
	url,
	ids: ['id-1'],
	userSuppliedIds: [] as string[],
	itemIndex: 3,
};
const answered = (text: string) => ({ code: null, text, accepted: false, body: {} });
const told = (error: NodeError) => ({
	message: error.message,
	description: error.description ?? undefined,
	code: (error as NodeApiError).httpCode ?? undefined,
	item: error.context.itemIndex,
	ids: idsOfArrival(error),
});
const texts = (count: number) => Array.from({ length: count }, (_, index) => `issue ${index}`);

const itemOf = (issues: string[], warnings: string[] = []) => {
	const item = { ...itemWith(), index: 3 };
	issues.forEach(item.addIssue);
	warnings.forEach(item.addWarning);
	return item;
};

test.each([
	[1, 'issue 0', 'Nothing was sent for this item'],
	[2, 'issue 0 (and 1 more)', 'Nothing was sent for this item. issue 0. issue 1.'],
	[
		11,
		'issue 0 (and 10 more)',
		`Nothing was sent for this item. ${texts(10).join('. ')}. and 1 more.`,
	],
	[10, 'issue 0 (and 9 more)', `Nothing was sent for this item. ${texts(10).join('. ')}.`],
])('%i issues', (count, message, description) => {
	expect(told(issuesError(node, itemOf(texts(count))))).toMatchObject({
		message,
		description,
		item: 3,
		ids: undefined,
	});
});

test.each([
	[1900, 1900],
	[1901, 1902],
])('a text of %i characters comes out with %i', (length, shown) => {
	const { message } = issuesError(node, itemOf(['x'.repeat(length)]));
	expect(message).toHaveLength(shown);
	expect(message.endsWith(' …')).toBe(shown > length);
	const noticed = itemOf(
		[],
		['x'.repeat(length - 'What. eSMS said: No. Before sending: .'.length)],
	);
	expect(refusedError(node, operation, refusal, noticed).description).toHaveLength(shown);
});

const refusal = { code: '105', text: 'No', accepted: false, body: {} };
const operation = { advice: { '105': { message: 'Why', description: 'What' } }, hasReceiver: true };

test.each([
	[[], 'What. eSMS said: No'],
	[['a', 'b'], 'What. eSMS said: No. Before sending: a. b.'],
])('a refusal of an item with the hints %j', (warnings, description) => {
	expect(told(refusedError(node, operation, refusal, itemOf([], warnings)))).toEqual({
		message: 'Why',
		description,
		code: '105',
		item: 3,
		ids: undefined,
	});
});

test('a refusal ends in one period, and needs no item', () => {
	const dotted = { ...operation, advice: { '105': { message: 'Why', description: 'One. Two' } } };
	const read = { ...refusal, text: null };
	const error = refusedError(node, dotted, read, itemOf([], ['a']));
	expect(error.description).toBe('One. Two. Before sending: a.');
	expect(told(refusedError(node, dotted, read))).toMatchObject({
		description: 'One. Two.',
		item: undefined,
	});
});

const addresses =
	'Check the URL fields of the eSMS API credential and any proxy or firewall in between';
const repeat =
	'You may repeat it with the same Request ID (id-1, to be entered under Options), by which eSMS refuses a second message';
const notAsked = 'Check with eSMS before you repeat it, because this call has no Request ID';

test.each([
	[
		200,
		'Hi',
		{},
		'What answered is not eSMS',
		`Received Hi where eSMS answers with JSON. ${addresses}. ${repeat}.`,
	],
	[
		503,
		'',
		{},
		'eSMS is down or busy',
		`Received nothing where eSMS answers with JSON. Try again later. ${repeat}.`,
	],
	[
		504,
		'',
		{ ids: [] },
		'What answered is not eSMS',
		`Received nothing where eSMS answers with JSON. ${addresses}. ${notAsked}.`,
	],
])('HTTP %i with %j for %j', (status, text, changes, happened, description) => {
	const request = { ...asked, ...changes };
	expect(told(strangerError(node, answered(text), status, request))).toEqual({
		message: `${happened}. The request may have arrived`,
		description,
		code: String(status),
		item: 3,
		ids: request.ids,
	});
	const onlyReads = { ...request, operation: { hasSideEffects: false } };
	expect(told(strangerError(node, answered(text), status, onlyReads))).toMatchObject({
		message: happened,
		description: expect.stringMatching(
			/\. Nothing was changed by this request, try again later\.$/,
		) as string,
		code: String(status),
		item: 3,
		ids: undefined,
	});
});

test.each([
	[['id-1'], ['id-1'], /^You may repeat it with the same Request ID, by which eSMS/],
	[['id-1', 'id-2'], ['id-1', 'id-2'], /^You may repeat it with the same Request ID, by which/],
	[['id-1', 'id-2'], [], /^Look for the message with 'Get Many Sent' before you repeat it\.$/],
	[['id-1'], [], /^You may repeat it with the same Request ID \(id-1, to be entered under Options/],
])('no answer to a request under %j, of which %j are own', (ids, userSuppliedIds, advice) => {
	const failure = new SendFailure('uncertain', false, 'timeout');
	const error = failureError(node, failure, { ...asked, ids, userSuppliedIds });
	expect(error.message).toBe(
		'eSMS did not answer in time or the connection broke. The request may have arrived',
	);
	expect(error.description).toMatch(advice);
	expect(idsOfArrival(error)).toEqual(ids);
});

test('no answer to a part of a list is not repeated by its Request ID, which the whole list would get', () => {
	const failure = new SendFailure('uncertain', false, 'timeout');
	const error = failureError(node, failure, { ...asked, ids: ['id-1'], isPart: true });
	expect(error.description).toBe("Look for the message with 'Get Many Sent' before you repeat it.");
});

test.each(['refusedByCredential', 'notSecured'] as const)(
	'%s is told in bounded words',
	(reason) => {
		const error = failureError(node, new SendFailure(reason, false, 'name, '.repeat(1000)), asked);
		expect(error.message.length).toBeLessThan(500);
		expect(`${error.message} ${error.description}`).toContain('Nothing was sent');
	},
);

test.each([
	['refusedByCredential', 'words. Nothing was sent', undefined],
	[
		'proxyLogin',
		'The proxy asks for another user or password. Nothing was sent',
		"Correct the user and the password in 'Proxy' under 'Request Options', as in http://user:password@proxy.example.com:3128",
	],
	[
		'notSecured',
		'The connection to eSMS could not be secured (words). Nothing was sent',
		"Check the URL fields of the eSMS API credential (rest.esms.vn by default) and any proxy in between. Only if you trust what answers there, switch 'Ignore SSL Issues' on under 'Request Options'.",
	],
	[
		'notConnected',
		'eSMS could not be reached. Nothing was sent',
		'No connection was made. Check the network, the proxy and the URL fields of the eSMS API credential (rest.esms.vn by default).',
	],
] as const)('%s', (reason, message, description) => {
	const error = failureError(node, new SendFailure(reason, false, 'words'), asked);
	expect(told(error)).toMatchObject({ message, description, item: 3, ids: undefined });
});

const uncertain = (ids: string[] = ['id-1'], itemIndex = 1) =>
	failureError(node, new SendFailure('uncertain', false, ''), { ...asked, ids, itemIndex });
const refused = (itemIndex = 0) =>
	refusedError(node, operation, refusal, { index: itemIndex, warnings: [] });

test('a repetition that was cancelled does not say that nothing was sent', () => {
	const error = repetitionError(node, cancelledError(node, 3), ['id-2']);
	expect(told(error)).toMatchObject({
		message: 'The execution was cancelled. An earlier try may have arrived',
		description: undefined,
	});
});

test('a repetition keeps what is known of the first try', () => {
	const unsure = uncertain();
	expect(repetitionError(node, unsure, ['id-2'])).toBe(unsure);
	expect(told(repetitionError(node, refused(3), ['id-2']))).toEqual({
		message: 'Why. An earlier try may have arrived',
		description: 'What. eSMS said: No',
		code: '105',
		item: 3,
		ids: ['id-2'],
	});
	const failure = new SendFailure('notConnected', true, '');
	expect(told(repetitionError(node, failureError(node, failure, asked), []))).toMatchObject({
		message: 'eSMS could not be reached. An earlier try may have arrived',
		code: undefined,
		ids: [],
	});
});

test('a value without end cuts off nothing that keeps people from paying twice', () => {
	const long = 'x'.repeat(5000);
	const first = issuesError(node, itemOf([long, 'another']));
	expect(first.message).toContain('(and 1 more)');
	const repeated = repetitionError(node, settingError(node, long), ['id-1']);
	expect(repeated.message).toContain('An earlier try may have arrived');
	const sent = [{ json: { status: 'accepted', smsId: 'sms-1' } }];
	const stopped = stoppedError(
		node,
		[{ error: issuesError(node, itemOf([long, long])), indexes: [1] }],
		[sent, []],
	);
	expect(stopped.message).toContain('(1 already accepted)');
	expect(stopped.description).toContain('item 0: sms-1');
	for (const { message, description } of [first, repeated, stopped]) {
		expect(message.length).toBeLessThan(2000);
		expect((description ?? '').length).toBeLessThan(2000);
	}
});

test('the Request ID of what may have arrived is whole beside what was accepted', () => {
	const id = '0123456789'.repeat(4);
	const text = 'an HTML page '.repeat(40);
	const answer = { accepted: false, code: null, text, body: {} };
	const error = strangerError(node, answer, 502, { ...asked, ids: [id], itemIndex: 1 });
	const sent = Array.from({ length: 30 }, (_, index) => [
		{ json: { status: 'accepted', smsId: `sms-${index}-${'0'.repeat(40)}` } },
	]);
	const stopped = stoppedError(node, [{ error, indexes: [30] }], [...sent, []]);
	expect(stopped.description).toContain(`(${id}, to be entered under Options)`);
	expect(stopped.description).toContain('item 9: sms-9');
	expect((stopped.description ?? '').length).toBeLessThan(2000);
});

test('what has no Request ID is not sent again', () => {
	expect(told(sentBeforeError(node, 3))).toEqual({
		message: 'This was sent before and may have arrived, so it was not sent again',
		description: 'This call has no Request ID. Check with eSMS before you repeat it.',
		code: undefined,
		item: 3,
		ids: [],
	});
});

describe('a run that stops', () => {
	const result = (json: INodeExecutionData['json']) => [{ json }];
	const stopped = (failures: Failure[], results: INodeExecutionData[][] = []) =>
		told(stoppedError(node, failures, results));
	const first = { error: refused(), indexes: [2, 3] };
	const own = 'What. eSMS said: No';

	test('is told as it is when nothing else is to be told', () => {
		expect(stoppedError(node, [first], [result({ status: 'refused', smsId: 'x' })])).toBe(
			first.error,
		);
	});

	test.each<[string, Failure[], INodeExecutionData[][], string, string]>([
		[
			'what was accepted',
			[],
			[
				result({ status: 'accepted', smsId: 'a' }),
				result({ status: 'alreadyAccepted' }),
				result({ status: 'refused', smsId: 'b' }),
				result({ error: 'x' }),
			],
			'Why (2 already accepted)',
			`${own}. Already accepted by eSMS, with SMSID: item 0: a; item 1: already accepted.`,
		],
		[
			'which items share a message',
			[],
			[
				[
					...result({ status: 'accepted', smsId: 'a' }),
					...result({ status: 'accepted', smsId: 'a' }),
				],
				result({ status: 'accepted', smsId: 'b' }),
				result({ status: 'accepted', smsId: 'a' }),
			],
			'Why (4 already accepted)',
			`${own}. Already accepted by eSMS, with SMSID: item 0, 2: a; item 1: b.`,
		],
		[
			'of whom eSMS told nothing',
			[],
			[result({ status: 'unknown', requestId: 'r1' })],
			'Why (1 other may have arrived)',
			`${own}. Also not accepted: item 0: may have arrived, Request ID r1.`,
		],
		[
			'what may have arrived',
			[
				{ error: uncertain(), indexes: [4] },
				{ error: uncertain(['a', 'b']), indexes: [5, 6] },
				{ error: uncertain([]), indexes: [7] },
			],
			[],
			'Why (4 others may have arrived)',
			`${own}. Also not accepted: item 4: may have arrived, Request ID id-1; item 5, 6: may have arrived; item 7: may have arrived.`,
		],
		[
			'what was refused',
			[{ error: issuesError(node, itemOf(['x'.repeat(101)])), indexes: [1] }],
			[],
			'Why',
			`${own}. Also not accepted: item 1: ${'x'.repeat(100)}.`,
		],
		[
			'all of it',
			[{ error: uncertain(), indexes: [4] }],
			[result({ status: 'accepted', smsId: 'a' })],
			'Why (1 already accepted, 1 other may have arrived)',
			`${own}. Already accepted by eSMS, with SMSID: item 0: a. Also not accepted: item 4: may have arrived, Request ID id-1.`,
		],
	])('tells %s', (_title, others, results, message, description) => {
		expect(stopped([first, ...others], results)).toEqual({
			message,
			description,
			code: '105',
			item: 2,
			ids: undefined,
		});
	});

	test('does not say that nothing was sent beside what was', () => {
		const failure = new SendFailure('notConnected', false, '');
		const request = { operation: { hasSideEffects: true }, url: 'https://rest.esms.vn' };
		const error = failureError(node, failure, request);
		expect(error.message).toContain('Nothing was sent');
		const results = [result({ status: 'accepted', smsId: 'a' })];
		expect(stopped([{ error, indexes: [1] }], results).message).toBe(
			'eSMS could not be reached (1 already accepted)',
		);
		const other = (index: number) =>
			stopped([first, { error, indexes: [index] }], results).description;
		expect(other(0)).toMatch(/item 0: eSMS could not be reached\.$/);
		expect(other(1)).toMatch(/item 1: eSMS could not be reached\. Nothing was sent\.$/);
		expect(failedItem(error, 0, results[0]).json).toMatchObject({
			error: 'eSMS could not be reached (receivers of this item already handed to eSMS: 1)',
		});
	});

	test('says of its settings that nothing was sent, and beside what was, for this item', () => {
		const settings = [{ error: settingError(node, 'Why'), indexes: [1] }];
		const change = "Change it under 'Request Options' in the node's settings.";
		const refusedOther = { error: refused(), indexes: [2] };
		expect(stopped([...settings, refusedOther]).description).toBe(
			`Nothing was sent. ${change} Also not accepted: item 2: Why.`,
		);
		expect(stopped(settings, [result({ status: 'accepted', smsId: 'a' })]).description).toBe(
			`Nothing was sent for this item. ${change} Already accepted by eSMS, with SMSID: item 0: a.`,
		);
	});

	test('counts what a tool had handed over before, which another item has not', () => {
		const results = [result({ status: 'repeated', smsId: 'a' })];
		expect(stopped([first], results).message).toBe('Why');
		expect(stoppedError(node, [first], results, true).message).toBe('Why (1 already accepted)');
	});

	test('counts what it did not come to', () => {
		const untold = { error: untoldError(node, 4, ['r1']), indexes: [4] };
		expect(untold.error.message).toBe('An earlier try may have arrived');
		expect(stopped([first, untold]).message).toBe('Why (1 other may have arrived)');
	});

	test('ends its own description in one period, and needs none', () => {
		const accepted = [result({ status: 'accepted', smsId: 'a' })];
		const two = itemOf(['a', 'b']);
		const rest = 'Already accepted by eSMS, with SMSID: item 0: a.';
		const broken = (index: number) => ({ error: issuesError(node, two), indexes: [index] });
		expect(stopped([broken(1)], accepted)).toMatchObject({
			description: `Nothing was sent for this item. a. b. ${rest}`,
			code: undefined,
		});
		// Where a part of the item itself went out, that would not be true.
		expect(stopped([broken(0)], accepted)).toMatchObject({
			description: `a. b. ${rest}`,
		});
		const bare = { error: safeError(new Error('Odd'), node, 0), indexes: [0] };
		expect(stopped([bare], accepted).description).toBe(rest);
	});
});

test('an item that goes on in place of a result', () => {
	expect(failedItem(refused(), 1)).toEqual({
		json: { error: 'Why', message: { description: 'What. eSMS said: No', code: '105' } },
		pairedItem: { item: 1 },
	});
	expect(failedItem(safeError(new Error('Odd'), node, 1), 1).json).toStrictEqual({
		error: 'Odd',
		message: {},
	});
	const failure = new SendFailure('notConnected', true, '');
	expect(failedItem(failureError(node, failure, asked), 1).json.message).not.toHaveProperty('code');
});

test.each([
	['accepted', true],
	['unknown', true],
	['refused', false],
	[undefined, false],
])('a failed item beside a receiver that is %s counts it: %s', (status, isCounted) => {
	const rest = failedItem(cancelledError(node, 0), 0, [{ json: { status } }]).json;
	const counted = ' (receivers of this item already handed to eSMS: 1)';
	expect(rest).toEqual({
		error: `The execution was cancelled${isCounted ? counted : ''}`,
		message: isCounted ? {} : { description: 'Nothing was sent for this item' },
	});
});

test('a refused receiver for the error output', () => {
	const about = { code: '1', phone: '2', requestId: '3' };
	const json = { ...about, statusText: 'a', advice: 'b', status: 'refused' };
	const items = [{ json, pairedItem: { item: 1 } }, { json: { status: 'accepted' } }];
	expect(toOutputs(node, items)).toBe(items);
	expect(toOutputs({ ...node, onError: 'continueErrorOutput' }, items)).toEqual([
		{
			json: { error: 'a', message: { ...about, description: 'b' } },
			pairedItem: { item: 1 },
		},
		items[1],
	]);
});

test('an error of another make leaves without what it carries', () => {
	const ours = [refused(), issuesError(node, itemOf(['a']))];
	for (const error of ours) expect(safeError(error, node, 0)).toBe(error);
	const other = Object.assign(new Error('Odd'), { config: 'key' });
	const safe = safeError(other, node, 3);
	expect(told(safe)).toMatchObject({ message: 'Odd', item: 3 });
	expect(JSON.stringify(safe)).not.toContain('key');
});
