import fc from 'fast-check';

import { parseJson } from '../../nodes/shared/json';
import { isLinear } from '../growth';

describe('parseJson', () => {
	it.each<[string, unknown]>([
		['"a\\uFEFFb"', 'a\uFEFFb'],
		['\uFEFF{"a":1}', { a: 1 }],
		['"a\uFEFFb"', 'a\uFEFFb'],
		['9007199254740991', 9007199254740991],
		['9007199254740992', '9007199254740992'],
		['-9007199254740991', -9007199254740991],
		['-9007199254740993', '-9007199254740993'],
		['1e400', Number.POSITIVE_INFINITY],
		['12345678901234567890.5', Number('12345678901234567890.5')],
		['1234567890123456789e3', Number('1234567890123456789e3')],
		['"12345678901234567890"', '12345678901234567890'],
		['"a\\"12345678901234567890\\\\"', 'a"12345678901234567890\\'],
		['{"12345678901234567890":1}', { '12345678901234567890': 1 }],
		['{"a":12345678901234567890}', { a: '12345678901234567890' }],
		[
			'{"a" : 12345678901234567890 , "b":[ 12345678901234567890 ]}',
			{ a: '12345678901234567890', b: ['12345678901234567890'] },
		],
	])('%s', (text, value) => {
		expect(parseJson(text)).toEqual(value);
	});

	it('gives numbers as they were written, long or short, where that is asked for', () => {
		const text = '[1, -2.50, 1e3, 12345678901234567890, "4", true]';
		const written = ['1', '-2.50', '1e3', '12345678901234567890', '4', true];
		expect(parseJson(text, 'text')).toEqual(written);
	});

	it.each([
		'',
		'x',
		'{',
		'0012345678901234567890',
		'"12345678901234567890',
		'{"a":12345678901234567890x}',
		'--12345678901234567890',
	])('gives nothing for %p', (text) => {
		expect(parseJson(text)).toBeUndefined();
	});

	it('reads what JSON.parse reads wherever no integer is too long', () => {
		fc.assert(
			fc.property(fc.json(), (text) => {
				const plain: unknown = JSON.parse(text);
				if (!holdsLongInteger(plain)) expect(parseJson(text)).toEqual(plain);
			}),
			{ numRuns: 500 },
		);
	});

	it('keeps every integer and every text as they were written', () => {
		const leaf = fc.oneof(
			fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
			fc.string(),
			fc.stringMatching(/^["\\0-9:,{}[\]]*$/),
		);
		const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
			tree: fc.oneof(
				{ maxDepth: 4 },
				leaf,
				fc.array(tie('tree')),
				fc.dictionary(fc.string(), tie('tree')),
			),
		}));
		fc.assert(
			fc.property(tree, (value) => {
				expect(parseJson(write(value))).toEqual(expected(value));
			}),
			{ numRuns: 500 },
		);
	});

	it('stays linear on unclosed quotes', () => {
		expect(parseJson('"\\'.repeat(200_000))).toBeUndefined();
		expect(isLinear((length) => parseJson('"\\'.repeat(length / 2)))).toBe(true);
	});
});

type Tree = bigint | string | Tree[] | { [key: string]: Tree };

function write(value: Tree): string {
	if (typeof value === 'bigint') return value.toString();
	if (typeof value === 'string') return JSON.stringify(value);
	if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
	return `{${Object.entries(value)
		.map(([key, inner]) => `${JSON.stringify(key)}: ${write(inner)}`)
		.join(',')}}`;
}

function expected(value: Tree): unknown {
	if (typeof value === 'bigint')
		return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
	if (typeof value === 'string') return value;
	if (Array.isArray(value)) return value.map(expected);
	// Through entries, as a key may be '__proto__'.
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expected(inner)]));
}

function holdsLongInteger(value: unknown): boolean {
	if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some(holdsLongInteger);
}
