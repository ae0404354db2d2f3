import fc from 'fast-check';

import contract from '../../contract/callbacks.json';
import { decodeErrorInfo } from '../../nodes/shared/callbacks/errorInfo';
import { percentDecode, readQuery, separateOwn } from '../../nodes/shared/callbacks/parameters';
import { parseCallback } from '../../nodes/shared/callbacks/parse';
import { repeatKey } from '../../nodes/EsmsTrigger/repeats';
import { listen } from './n8n';
import { isLinear } from '../growth';

const RUNS = 500;
const CALLS = 200;

const NAMES = [
	...[
		'SMSID',
		'smsid',
		'ReferenceId',
		'serviceNumber',
		'sign',
		'SendStatus',
		'TypeId',
		'error_info',
	],
	...['secret', 'esms', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a[b][c]', 'a[]'],
	...['__proto__[x]', 'constructor[prototype][x]', '[', ']=', '%5B%5D', '', '%00', '%E0%A4%A', '%'],
];
const VALUES = [
	...[
		'',
		'0',
		'5',
		'-1',
		'9'.repeat(400),
		'NaN',
		'null',
		'true',
		'%',
		'%zz',
		'%FF%FE',
		'%ED%A0%80',
	],
	...[
		'%00%01%1F',
		'%0D%0Aset-cookie:x',
		'?SMSID=1',
		's?SMSID=2',
		'[1]=2',
		'{',
		'%7B%22',
		'%22%5C%22',
	],
	...[
		'%2522%257B',
		'____31/02/2024%2010:00:00',
		'%7B%22__proto__%22:%7B%22x%22:1%7D%7D',
		'+',
		'&&',
	],
];

const name = fc.oneof(fc.constantFrom(...NAMES), fc.string().map(encodeURIComponent));
const value = fc.oneof(
	fc.constantFrom(...VALUES),
	fc.string({ unit: 'binary' }).map(encodeURIComponent),
	fc.json().map(encodeURIComponent),
	fc.string(),
);
const made = fc
	.array(fc.tuple(name, value), { minLength: 1, maxLength: 30 })
	.map((pairs) => pairs.map((pair) => pair.join('=')).join('&'));

/** A published sample with pieces of it cut out, doubled or overwritten. */
const mutated = fc
	.tuple(
		fc.constantFrom(...contract.samples.map(({ query }) => query)),
		fc.array(fc.tuple(fc.nat(400), fc.nat(20), fc.constantFrom(...VALUES, ...NAMES)), {
			minLength: 1,
			maxLength: 6,
		}),
	)
	.map(([query, cuts]) =>
		cuts.reduce(
			(text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length),
			query,
		),
	);

const hostile = fc.oneof(made, mutated);

const leaves = (node: unknown): string[] =>
	typeof node === 'string' ? [node] : Object.values(node as object).flatMap(leaves);

test('any query becomes one event, and raw holds what was sent and nothing else', () => {
	fc.assert(
		fc.property(hostile, (query) => {
			const { parameters } = separateOwn(readQuery(query), ['secret']);
			const event = parseCallback(parameters);
			const kept = parameters.filter((parameter) => parameter.name !== '__proto__');

			expect(new Set(Object.keys(event.raw))).toEqual(new Set(kept.map((it) => it.name)));
			expect(leaves(event.raw).sort()).toEqual(kept.map((it) => it.value).sort());
			expect(JSON.parse(JSON.stringify(event))).toEqual(event);
			expect(repeatKey(parameters)).toHaveLength(44);
			expect({}).not.toHaveProperty('x');
		}),
		{ numRuns: RUNS },
	);
});

test('a text is decoded as decodeURIComponent does wherever that can', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			expect(percentDecode(encodeURIComponent(text))).toEqual({ text, isBroken: false });
		}),
		{ numRuns: RUNS },
	);
});

test('what eSMS encodes in any of its ways is decoded to the same object', () => {
	const integers = fc.integer();
	const texts = fc.string({ unit: 'binary' });
	const object = fc.record({
		error: integers,
		message: texts,
		data: fc.record({ user_id: texts }),
	});
	fc.assert(
		fc.property(
			object,
			fc.boolean(),
			fc.boolean(),
			fc.boolean(),
			(sent, isInside, isAgain, isTimed) => {
				const json = isInside ? JSON.stringify(JSON.stringify(sent)) : JSON.stringify(sent);
				const text = isAgain ? encodeURIComponent(json) : json;
				const decoded = decodeErrorInfo(text + (isTimed ? '____24/04/2024%2016:58:01' : ''));

				expect(decoded.object).toEqual(sent);
				expect(decoded.time).toBe(isTimed ? '2024-04-24T16:58:01+07:00' : null);
				expect(decoded.isUnreadable).toBe(false);
			},
		),
		{ numRuns: RUNS },
	);
});

test.each([
	['a value', (count) => `error_info=${'x'.repeat(count)}`],
	['quotes', (count) => `error_info=${'%22'.repeat(count / 3)}`],
	['broken percent signs', (count) => `content=${'%'.repeat(count)}`],
	['question marks', (count) => `esms=${'?'.repeat(count)}&secret=${'?'.repeat(count)}`],
	['brackets', (count) => `error_info=${'{"a":['.repeat(count / 6)}`],
	['parameters of one name', (count) => 'a&'.repeat(count)],
] as Array<[string, (count: number) => string]>)(
	'100 kB of %s are read in linear time',
	(_what, query) => {
		const read = (length: number) =>
			parseCallback(separateOwn(readQuery(`SMSID=1&${query(length)}`), ['secret']).parameters);
		expect(read(100_000)).toMatchObject({ smsId: '1' });
		expect(isLinear(read)).toBe(true);
	},
);

test('through n8n: every hostile callback is answered with 200 and comes out, none with 5xx', async () => {
	const events = ['callStatus', 'inboundSms', 'messageStatus', 'templateRegistration'];
	const running = await listen({ parameters: { events, options: { repeatWindow: 0 } } });
	// As Node's HTTP client sends it: quotes and the like encoded, and nothing that follows a #.
	const sendable = hostile.map((query) =>
		new URL(`http://n8n/?${query.replace(/#/g, '%25')}`).search.slice(1),
	);
	await fc.assert(
		fc.asyncProperty(sendable, async (query) => {
			const { parameters } = separateOwn(readQuery(query), ['secret']);
			const before = running.items.length;
			const { status } = await running.call(`?${query}`);

			expect(status).toBe(200);
			const started = running.items.slice(before).map(({ json }) => json.raw);
			expect(started).toEqual(parameters.length > 0 ? [parseCallback(parameters).raw] : []);
		}),
		{ numRuns: CALLS },
	);
	running.stop();
});
