import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Operation } from '../../../nodes/Esms/operation';
import {
	Claims,
	claimsIds,
	contentOf,
	isSameTime,
	openMemory,
	type LedgerEntry,
} from '../../../nodes/Esms/run/idempotency';

const sends = { value: 'sendSms', hasSideEffects: true } as Operation;
const inFormats = { ...sends, variants: {} } as Operation;
const reads = { value: 'getBalance', hasSideEffects: false } as Operation;

test.each([
	[undefined, undefined, true],
	['2026-01-01 00:00:00', '2026-01-01 00:00:00', true],
	['2026-01-01 00:00:00', '2026-01-01 00:09:59', true],
	['2026-01-01 00:09:59', '2026-01-01 00:00:00', true],
	['2026-01-01 00:00:00', '2026-01-01 00:10:00', false],
	[undefined, '2026-01-01 00:00:00', false],
	['2026-01-01 00:00:00', undefined, false],
])('%j and %j stand for the same time: %s', (one, other, isSame) => {
	expect(isSameTime(one, other)).toBe(isSame);
});

describe('what a request says to whom', () => {
	const body = { Phone: '0901888484', Content: 'a', SendDate: '1', CallbackUrl: 'u' };
	const multi = { Channels: ['sms'], Data: [{ Phone: '1', SendDate: '2' }] };
	test.each<[string, IDataObject, Operation, IDataObject, boolean]>([
		['when it goes out', body, sends, { ...body, SendDate: '2' }, true],
		['in another case', body, sends, { Phone: '0901888484', Content: 'a', sendDate: '2' }, true],
		['where its receipt goes', body, sends, { ...body, CallbackUrl: 'v' }, true],
		['how a registered text is encoded', body, sends, { ...body, IsUnicode: '1' }, false],
		['how it is encoded', body, inFormats, { ...body, IsUnicode: '1' }, true],
		['its text', body, sends, { ...body, Content: 'b' }, false],
		['a name that only holds one of these', body, sends, { ...body, SendDateTo: '1' }, false],
		['a name that only ends in one', body, sends, { ...body, MySendDate: '1' }, false],
		['the operation', body, { ...sends, value: 'other' }, body, false],
		['the dates of channels', multi, sends, { ...multi, Data: [{ Phone: '1' }] }, true],
		['the phones of channels', multi, sends, { ...multi, Data: [{ Phone: '2' }] }, false],
		['the order of its properties', body, sends, { Content: 'a', Phone: '0901888484' }, true],
		['the order of a list', { Phones: [1, 2] }, sends, { Phones: [2, 1] }, false],
		['dates in other data', { Data: [{ SendDate: 1 }] }, sends, { Data: [{}] }, false],
	])('does it stay the same but for %s', (_title, one, operation, other, isSame) => {
		expect(contentOf(operation, other, []) === contentOf(sends, one, [])).toBe(isSame);
	});

	test('is kept as a short hash', () => {
		expect(contentOf(sends, body, [])).toMatch(/^[\w+/]{16}$/);
	});
});

test.each([
	[sends, {}, true],
	[sends, { SandBox: '1' }, false],
	[reads, {}, false],
])('%j with %j claims its IDs: %s', (operation, body, claims) => {
	expect(claimsIds(operation, body)).toBe(claims);
});

describe('claims', () => {
	let life: IDataObject;
	const claims = () => new Claims(life, 'account');
	beforeEach(() => {
		life = {};
	});

	test('a planned ID is taken for other messages of the run alone', () => {
		const run = claims();
		expect(run.otherUnder('a', 'one')).toBeUndefined();
		run.plan(['a'], 'one');
		expect(run.otherUnder('a', 'one')).toBeUndefined();
		expect(run.otherUnder('a', 'two')).toBe('message');
		expect(run.otherUnder('b', 'two')).toBeUndefined();
		expect(claims().otherUnder('a', 'two')).toBeUndefined();
	});

	test('a held one is taken for other runs of the account, and stands there as a hash', () => {
		const run = claims();
		run.plan(['a'], 'one');
		expect(run.hold(['a', 'never planned'])).toEqual(['a']);
		expect(claims().hold(['a'])).toEqual([]);
		expect(claims().otherUnder('a', 'one')).toBeUndefined();
		expect(claims().otherUnder('a', 'two')).toBe('message');
		expect(new Claims(life, 'other').otherUnder('a', 'two')).toBeUndefined();
		expect(Object.entries(life.esmsRequestIds as IDataObject).flat()).toEqual([
			expect.stringMatching(/^.{16}$/),
			expect.stringMatching(/^.{16}$/),
		]);
	});

	test('one at a send date is taken for the same message at another', () => {
		const [day, soon, next] = ['2099-01-01 09:00:00', '2099/01/01 09:05:00', '2099-01-02 09:00:00'];
		const run = claims();
		run.plan(['a'], 'one', day);
		run.hold(['a']);
		for (const [one, other] of [
			[run, 'message'],
			[claims(), 'time'],
		] as const) {
			const taken = [day, soon, next, undefined].map((date) => one.otherUnder('a', 'one', date));
			expect(taken).toEqual([undefined, undefined, other, other]);
		}
	});

	test('one whose date each message computes anew stays at the first', () => {
		const run = claims();
		const dates = ['2099-01-01 09:00:00', '2099-01-01 09:08:00', '2099-01-01 09:16:00'];
		for (const date of dates.slice(0, 2)) {
			run.plan(['a'], 'one', date);
			run.hold(['a']);
		}
		expect(claims().otherUnder('a', 'one', dates[2])).toBe('time');
	});

	test('one that equal messages hold is free when all of them have released it', () => {
		const run = claims();
		run.plan(['a'], 'one');
		for (const held of [run.hold(['a']), run.hold(['a'])]) expect(held).toEqual(['a']);
		run.release(['a']);
		expect(claims().otherUnder('a', 'two')).toBe('message');
		run.release(['a']);
		expect(claims().otherUnder('a', 'two')).toBeUndefined();
	});

	test('one that an equal message is about to go out under is held by it again', () => {
		const run = claims();
		run.plan(['a'], 'one');
		run.hold(['a']);
		run.release(['a']);
		expect(run.otherUnder('a', 'two')).toBeUndefined();
		expect(run.hold(['a'])).toEqual(['a']);
		for (const one of [run, claims()]) expect(one.otherUnder('a', 'two')).toBe('message');
	});

	test('survives that n8n loads the execution anew, and then nobody releases it', () => {
		const before = claims();
		before.plan(['a'], 'one');
		before.hold(['a']);
		life = JSON.parse(JSON.stringify(life)) as IDataObject;
		const after = claims();
		expect(after.otherUnder('a', 'two')).toBe('message');
		after.plan(['a'], 'one');
		expect(after.hold(['a'])).toEqual([]);
	});

	test('a released one is free for all', () => {
		const run = claims();
		run.plan(['a', 'b'], 'one');
		run.hold(['a', 'b']);
		run.release(['a']);
		for (const one of [run, claims()]) {
			expect([one.otherUnder('a', 'two'), one.otherUnder('b', 'two')]).toEqual([
				undefined,
				'message',
			]);
		}
	});
});

/** A run of the node as n8n shows it. */
interface Run {
	life?: IDataObject;
	/** Without a flow context, as in a call through MCP on n8n 1. */
	bare?: boolean;
	type?: string;
	retryOnFail?: boolean;
	run?: number;
	execution?: string;
	operation?: Operation;
	name?: string;
	key?: string;
	workflow?: string;
}

const open = ({ life = {}, bare, run = 0, operation = sends, ...more }: Run) =>
	openMemory(
		{
			getNode: () => ({
				name: more.name ?? 'eSMS',
				type: more.type ?? 'esms',
				retryOnFail: more.retryOnFail ?? true,
			}),
			getContext: () => {
				if (bare) throw new Error('no flow');
				return life;
			},
			getExecuteData: () => life,
			getWorkflowDataProxy: () => ({ $runIndex: run }),
			getExecutionId: () => more.execution,
			getWorkflow: () => ({ id: more.workflow ?? 'w' }),
		} as unknown as IExecuteFunctions,
		operation,
		{ apiKey: more.key ?? 'k', secretKey: 's' },
	);

const tool = { type: 'esmsTool' };

test.each([
	['k', 'message'],
	[' k\n', 'message'],
	['another', undefined],
])('the claims of one account are known with the key %j: %s', (key, other) => {
	const life = {};
	const { claims } = open({ life });
	claims.plan(['a'], 'one');
	claims.hold(['a']);
	expect(open({ life, key }).claims.otherUnder('a', 'two')).toBe(other);
});

describe('the ledger of a run', () => {
	test.each<[string, Run, Run, boolean]>([
		['a repeated run', {}, {}, true],
		['a repeated run without a flow context', { bare: true }, { bare: true }, true],
		['another run', {}, { run: 1 }, false],
		['another node', {}, { name: 'Other' }, false],
		['a node that is not repeated', { retryOnFail: false }, {}, false],
		['a node that only reads', { operation: reads }, {}, false],
		['a tool, whatever its run', { ...tool, retryOnFail: false }, { ...tool, run: 5 }, true],
		['another execution', {}, { life: {} }, false],
		['a node that is no tool', { type: 'esmsTools' }, { type: 'esmsTools', run: 5 }, false],
		['a review of a tool', { type: 'esmsHitlTool' }, { type: 'esmsHitlTool', run: 5 }, false],
	])('is there again for %s: %#', (_title, first, second, isSame) => {
		const life = {};
		expect(open({ life, ...first }).ledger === open({ life, ...second }).ledger).toBe(isSame);
	});

	test('is gone once n8n will not repeat the run, unless another run has its place', () => {
		const life = {};
		const first = open({ life });
		const second = open({ life, run: 1 });
		first.close();
		expect(open({ life, run: 1 }).ledger).toBe(second.ledger);
		second.close();
		expect(open({ life, run: 1 }).ledger).not.toBe(second.ledger);
	});

	test('stays for the later calls of a tool', () => {
		const life = {};
		const first = open({ life, ...tool });
		first.close();
		expect(open({ life, ...tool }).ledger).toBe(first.ledger);
	});

	const entry = (state: LedgerEntry['state'], ...ids: string[]): LedgerEntry => ({
		state,
		ids,
		content: '',
		key: '',
	});

	test('forgets what ended without a message, and knows the IDs of the rest', () => {
		const { ledger } = open({});
		const [kept, arrived] = [entry('accepted', 'a', 'b'), entry('mayHaveArrived', 'c')];
		ledger.add([0, 1], kept);
		ledger.add([0], entry('refused', 'd'));
		ledger.add([0], arrived);
		ledger.add([1], entry('notSent', 'e'));
		expect([...ledger.usedIds()]).toEqual(['a', 'b', 'c']);
		expect(ledger.of(0)).toHaveLength(3);
		ledger.forget(0);
		expect(ledger.of(0)).toEqual([kept, arrived]);
		expect(ledger.of(1)).toHaveLength(2);
		expect(ledger.of(2)).toEqual([]);
	});

	test('of a tool keeps what may have arrived before what was accepted', () => {
		const { ledger } = open(tool);
		ledger.add(['code'], entry('mayHaveArrived'));
		for (let index = 0; index < 1001; index++) ledger.add([index], entry('accepted'));
		expect(ledger.of('code')).toHaveLength(1);
		expect(ledger.of(0)).toHaveLength(0);
	});

	test('of a tool holds no more where all may have arrived', () => {
		const { ledger } = open(tool);
		for (let index = 0; index < 1000; index++) ledger.add([index], entry('mayHaveArrived'));
		ledger.add(['next'], entry('notSent'));
		expect(ledger.of(0)).toHaveLength(0);
		expect(ledger.of('next')).toHaveLength(1);
	});

	test.each([
		['a tool', tool, 1000],
		['a node', {}, 1001],
	])('of %s holds so many at most', (_title, type, most) => {
		const { ledger } = open(type);
		for (let index = 0; index < 1001; index++) ledger.add([index], entry('accepted', `${index}`));
		expect(ledger.usedIds().size).toBe(most);
		expect(ledger.usedIds().has('1000')).toBe(true);
		expect(ledger.usedIds().has('0')).toBe(most === 1001);
	});

	test('of a tool holds so many of one content at most, the latest of them', () => {
		const { ledger } = open(tool);
		for (let index = 0; index < 1002; index++) ledger.add(['code'], entry('accepted', `${index}`));
		expect(ledger.of('code').map(({ ids }) => ids[0])).toEqual(
			Array.from({ length: 1000 }, (_, index) => `${index + 2}`),
		);
	});
});

describe('the key of a run', () => {
	const execution = 'e1';
	test.each<[string, Run, Run, boolean]>([
		['its tries', { execution }, { execution }, true],
		['another execution', { execution }, { execution: 'e2' }, false],
		['another run', { execution }, { execution, run: 1 }, false],
		['another node', { execution }, { execution, name: 'Other' }, false],
		['another run of a tool', { execution, ...tool }, { execution, ...tool, run: 1 }, true],
		['the tries of a call without an execution', { ...tool }, { ...tool }, true],
		['another call without an execution', { ...tool }, { ...tool, life: {} }, false],
	])('is the same for %s: %#', (_title, first, second, isSame) => {
		const life = {};
		const keys = [first, second].map((one) => open({ life, ...one }).keyOf('content'));
		expect(keys[0] === keys[1]).toBe(isSame);
	});
});

describe('a call through MCP that may have arrived', () => {
	const [date, near, far] = ['2026-01-01 00:00:00', '2026-01-01 00:05:00', '2026-01-01 01:00:00'];
	let time = 1_800_000_000_000;
	beforeEach(() => {
		jest.spyOn(Date, 'now').mockImplementation(() => time);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});
	/** A call that ended so, with a content of its own, and its key. */
	let calls = 0;
	const ids = ['id'];
	const called = (more: Run = tool) => {
		const content = `content ${++calls}`;
		const call = open(more);
		const ended = { content, ids, sendDate: date, key: call.keyOf(content, date) };
		call.note(ended);
		return ended;
	};
	const keyOf = (content: string, sendDate?: string, more: Run = tool) =>
		open(more).keyOf(content, sendDate);

	test('gives its key to an equal call of another session for the same time', () => {
		const { content, key } = called();
		expect(keyOf(content, date)).toBe(key);
		expect(keyOf(content, near)).toBe(key);
		for (const other of [far, undefined]) expect(keyOf(content, other)).not.toBe(key);
		expect(keyOf('another content', date)).not.toBe(key);
	});

	test.each<[string, Run]>([
		['of another account', { key: 'other' }],
		['of another node', { name: 'Other' }],
		['of another workflow', { workflow: 'other' }],
		['in an execution', { execution: 'e1' }],
		['of a node in a flow', { type: 'esms' }],
	])('gives nothing to an equal one %s', (_title, more) => {
		const { content, key } = called();
		const other = keyOf(content, near, { ...tool, ...more });
		expect(other).not.toBe(key);
		expect(other).not.toContain(date);
	});

	test.each<[string, Run]>([
		['in an execution', { ...tool, execution: 'e1' }],
		['of a node in a flow', {}],
	])('is not remembered of one %s', (_title, more) => {
		const { content, key } = called(more);
		expect(keyOf(content, near)).not.toBe(key);
		expect(keyOf(content, near)).not.toContain(date);
	});

	test('is remembered for 24 hours from its last try, under the key of its first', () => {
		const { content, key } = called();
		time += 23 * 3_600_000;
		open(tool).note({ content, ids, sendDate: near, key });
		expect(keyOf(content, near)).toBe(key);
		time += 24 * 3_600_000 - 1;
		expect(keyOf(content, date)).toBe(key);
		time += 1;
		expect(keyOf(content, date)).not.toBe(key);
	});

	test('is remembered until an equal one under its key for the same time has ended', () => {
		const ended = called();
		const { content, key } = ended;
		const atOnce = { content, ids, key: open(tool).keyOf(content) };
		open(tool).note(atOnce);
		const inExecution = open({ ...tool, execution: 'e1' });
		open(tool).forget({ ...ended, key: keyOf(content, date, { ...tool, name: 'Other' }) });
		open(tool).forget(atOnce);
		inExecution.forget({ ...ended, key: inExecution.keyOf(content, date) });
		expect(keyOf(content, date)).toBe(key);
		open(tool).forget({ ...ended, sendDate: near });
		expect(keyOf(content, date)).not.toBe(key);
		expect(keyOf(content)).not.toBe(key);
	});

	test('is remembered beside an equal one for another time', () => {
		const { content, key } = called();
		const other = open(tool);
		const otherKey = other.keyOf(content, far);
		other.note({ content, ids, sendDate: far, key: otherKey });
		expect([keyOf(content, date), keyOf(content, far)]).toEqual([key, otherKey]);
		open(tool).forget({ content, ids, sendDate: far, key: otherKey });
		expect(keyOf(content, date)).toBe(key);
		expect(keyOf(content, far)).not.toBe(otherKey);
	});

	test('is remembered beside an equal one under another key', () => {
		const ended = called();
		open(tool).note({ ...ended, key: 'parallel' });
		open(tool).forget(ended);
		expect(keyOf(ended.content, date)).toBe('parallel');
	});

	test.each([
		['without a RequestId for as long as a code is good', [], 9, 11],
		['with one for a day', ids, 1439, 1441],
	])('is remembered %s', (_title, own, before, after) => {
		const { content, key } = called();
		open(tool).note({ content, key, ids: own, sendDate: date });
		time += before * 60_000;
		expect(open(tool).isNoted({ content, sendDate: date })).toBe(true);
		time += (after - before) * 60_000;
		expect(open(tool).isNoted({ content, sendDate: date })).toBe(false);
	});

	test('is remembered anew when an equal one a day later may have arrived too', () => {
		const { content } = called();
		time += 24 * 3_600_000;
		open(tool).note({ content, ids, sendDate: near, key: 'later' });
		expect(keyOf(content, near)).toBe('later');
	});

	test('is remembered under the key that it went out with, though an equal one has ended in between', () => {
		const ended = called();
		const running = { ...ended, key: keyOf(ended.content, date) };
		open(tool).forget(ended);
		open(tool).note(running);
		expect(keyOf(ended.content, date)).toBe(ended.key);
	});

	test('is one of the latest 500', () => {
		const all = Array.from({ length: 501 }, () => called());
		const isKnown = ({ content, key }: ReturnType<typeof called>) => keyOf(content, date) === key;
		expect(isKnown(all[0])).toBe(false);
		expect(all.slice(1).every(isKnown)).toBe(true);
	});

	test('is noted of all requests of a call of which one went wrong, until all are taken', () => {
		const call = open(tool);
		const entry = (content: string, state: LedgerEntry['state'], status?: string) =>
			call.ledger.add([content], {
				content,
				state,
				ids,
				key: content,
				...(status && { results: new Map([[0, [{ json: { status } }]]]) }),
			});
		entry('first', 'accepted', 'accepted');
		entry('second', 'accepted', 'unknown');
		entry('third', 'refused');
		const isNoted = () => ['first', 'second', 'third'].map((one) => keyOf(one) === one);
		call.noteAll();
		expect(isNoted()).toEqual([true, true, false]);
		call.forgetAll();
		expect(isNoted()).toEqual([false, true, false]);
	});
});
