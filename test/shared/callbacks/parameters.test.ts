import {
	MAX_PARAMETERS,
	percentDecode,
	readBody,
	readQuery,
	separateOwn,
} from '../../../nodes/shared/callbacks/parameters';
import { isLinear } from '../../growth';

const pairs = (parameters: Array<{ name: string; value: string }>) =>
	parameters.map(({ name, value }) => [name, value]);

describe('percentDecode', () => {
	test.each([
		['a%20b', 'a b', false],
		['%E1%BA%A1', 'ạ', false],
		['%2520', '%20', false],
		['%', '%', true],
		['%zz%41', '%zzA', true],
		['%41%FF x %42', '%41%FF x B', true],
	])('%s', (text, decoded, isBroken) => {
		expect(percentDecode(text)).toEqual({ text: decoded, isBroken });
	});
});

describe('readQuery', () => {
	test.each([
		['', []],
		['&&', []],
		['a', [['a', '']]],
		['a=', [['a', '']]],
		['=b', [['', 'b']]],
		['a=b=c', [['a', 'b=c']]],
		['a+b=c+d', [['a b', 'c d']]],
		[
			'a=1&a=2&a[b]=3&a[]=4',
			[
				['a', '1'],
				['a', '2'],
				['a[b]', '3'],
				['a[]', '4'],
			],
		],
		['__proto__=1', [['__proto__', '1']]],
	])('%s', (query, expected) => {
		expect(pairs(readQuery(query))).toEqual(expected);
	});

	test('keeps more parameters than n8n does', () => {
		expect(readQuery('a=1&'.repeat(3000))).toHaveLength(3000);
	});
});

describe('readBody', () => {
	const deep = JSON.parse('{"a":'.repeat(9) + '1' + '}'.repeat(9)) as object;
	test.each<[unknown, string[][][]]>([
		[undefined, []],
		[null, []],
		['', []],
		['  ', []],
		[{}, []],
		[
			{ SMSID: '1', n: 2, b: true, x: null },
			[
				[
					['SMSID', '1'],
					['n', '2'],
					['b', 'true'],
					['x', ''],
				],
			],
		],
		[
			{ a: ['1', 2] },
			[
				[
					['a', '1'],
					['a', '2'],
				],
			],
		],
		[{ a: { b: [{ c: 1 }] } }, [[['a[b][0][c]', '1']]]],
		[7, [[['body', '7']]]],
		[
			'SMSID=1&b=%20',
			[
				[
					['SMSID', '1'],
					['b', ' '],
				],
			],
		],
		['{"SMSID":"1"}', [[['SMSID', '1']]]],
		[
			'[1,2]',
			[
				[
					['0', '1'],
					['1', '2'],
				],
			],
		],
		[
			'{"a":12345678901234567890,"b":-1,"c":450.0000,"d":1e400}',
			[
				[
					['a', '12345678901234567890'],
					['b', '-1'],
					['c', '450.0000'],
					['d', '1e400'],
				],
			],
		],
		[
			'{"a":"\\"12345678901234567890","b":[1.5e3,1234567890123456.5]}',
			[
				[
					['a', '"12345678901234567890'],
					['b', '1.5e3'],
					['b', '1234567890123456.5'],
				],
			],
		],
		['hello', [[['body', 'hello']]]],
		['{broken', [[['body', '{broken']]]],
		[deep, [[['a[a][a][a][a]', '{"a":{"a":{"a":{"a":1}}}}']]]],
		[
			{ SMSID: '1', error_info: { error: -118 } },
			[
				[
					['SMSID', '1'],
					['error_info', '{"error":-118}'],
				],
			],
		],
		[
			{ SMSID: '1', ErrorInfo: { Error: 0 } },
			[
				[
					['SMSID', '1'],
					['ErrorInfo', '{"Error":0}'],
				],
			],
		],
	])('%j', (body, expected) => {
		expect(readBody(body).map(pairs)).toEqual(expected);
	});

	test.each<[string, string, string[][][]]>([
		['a list', '[{"SMSID":"1"},{"smsid":2}]', [[['SMSID', '1']], [['smsid', '2']]]],
		[
			'a list of what is no callback',
			'[{"status":1},{"status":2}]',
			[[['status', '1']], [['status', '2']]],
		],
		[
			'a wrapped callback',
			'{"data":{"SMSID":"1","x":2}}',
			[
				[
					['SMSID', '1'],
					['x', '2'],
				],
			],
		],
		[
			'a wrapped callback with something beside it',
			'{"kind":"sms","data":{"ReferenceId":"1"},"n":{"m":2}}',
			[
				[
					['ReferenceId', '1'],
					['kind', 'sms'],
					['n[m]', '2'],
				],
			],
		],
		[
			'a wrapped list',
			'{"a":{"b":[{"SMSID":1},{"SMSID":2}]},"c":3}',
			[[['SMSID', '1']], [['SMSID', '2']]],
		],
		['what is wrapped but no callback', '{"data":{"status":1}}', [[['data[status]', '1']]]],
		['an ID without a value inside', '{"data":{"SMSID":""}}', [[['data[SMSID]', '']]]],
		[
			'a callback with another inside',
			'{"SMSID":1,"data":{"SMSID":2}}',
			[
				[
					['SMSID', '1'],
					['data[SMSID]', '2'],
				],
			],
		],
	])('%s', (_what, body, expected) => {
		expect(readBody(body).map(pairs)).toEqual(expected);
	});

	test('wrappers without an end are not followed', () => {
		const levels = 20_000;
		const body = '{"a":{"SMSID":1},"b":'.repeat(levels) + '1' + '}'.repeat(levels);
		expect(readBody(body).length).toBeGreaterThan(0);
	});

	test('reading a callback stops behind the most that it may have', () => {
		const body = JSON.stringify(
			Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`p${n}`, n])),
		);
		expect(readBody(body)[0]).toHaveLength(MAX_PARAMETERS + 1);
	});

	test.each([
		['quotes', (count) => `{${'"'.repeat(count)}`],
		['a string without an end', (count) => `{"${'\\"'.repeat(count)}`],
		['a long string', (count) => JSON.stringify({ a: 'x"\\'.repeat(count) })],
		['digits', (count) => `{"a":${'9'.repeat(count)}}`],
	] as Array<[string, (count: number) => string]>)('%s are read in linear time', (_what, body) => {
		expect(readBody(body(1_000_000))).toHaveLength(1);
		expect(isLinear((length) => readBody(body(length)))).toBe(true);
	});

	test('nesting that even JSON.stringify cannot follow is named and marked', () => {
		let deepest: unknown[] = [];
		for (let level = 0; level < 200_000; level += 1) deepest = [deepest];
		expect(readBody({ a: deepest })).toEqual([
			[{ name: 'a[0][0][0][0]', value: '', isBroken: true }],
		]);
	});
});

describe('separateOwn', () => {
	test.each([
		['SMSID=1', null, [['SMSID', '1']]],
		['esms=&SMSID=1', null, [['SMSID', '1']]],
		[
			'esms=?SMSID=1&b=2',
			null,
			[
				['SMSID', '1'],
				['b', '2'],
			],
		],
		['esms=%3FSMSID%3D1', null, [['SMSID', '1']]],
		['ESMS=?SMSID=', null, [['SMSID', '']]],
		[
			'other=?status=2',
			null,
			[
				['other', ''],
				['status', '2'],
			],
		],
		['secret=s&esms=', 's', []],
		['secret=s&esms=?SMSID=1', 's', [['SMSID', '1']]],
		['SMSID=1&SECRET=s', 's', [['SMSID', '1']]],
		['secret=s?SMSID=1', 's', [['SMSID', '1']]],
		[
			'secret=s?sender=84&sign=x',
			's',
			[
				['sender', '84'],
				['sign', 'x'],
			],
		],
		['secret=a&secret=b', 'a', []],
		['secret=s?status=2', 's', [['status', '2']]],
		[
			'order=77?SMSID=1&b=2',
			null,
			[
				['order', '77'],
				['SMSID', '1'],
				['b', '2'],
			],
		],
		[
			'order=77?SendStatus=5&SMSID=1',
			null,
			[
				['order', '77'],
				['SendStatus', '5'],
				['SMSID', '1'],
			],
		],
		[
			'secret=s&order=77?ReferenceId=1',
			's',
			[
				['order', '77'],
				['ReferenceId', '1'],
			],
		],
		[
			'cid=77?SMSID=1',
			null,
			[
				['cid', '77'],
				['SMSID', '1'],
			],
		],
		[
			'order=a?b?SMSID=1',
			null,
			[
				['order', 'a?b'],
				['SMSID', '1'],
			],
		],
		['order=77?other=1', null, [['order', '77?other=1']]],
		[
			'SMSID=1&error_info=a?SMSID=2',
			null,
			[
				['SMSID', '1'],
				['error_info', 'a?SMSID=2'],
			],
		],
		[
			'SMSID=1&content=?a=b',
			null,
			[
				['SMSID', '1'],
				['content', '?a=b'],
			],
		],
		[
			'SMSID=1&Content=secret?SMSID=2',
			null,
			[
				['SMSID', '1'],
				['Content', 'secret?SMSID=2'],
			],
		],
		[
			'esms=x&SMSID=1',
			null,
			[
				['esms', 'x'],
				['SMSID', '1'],
			],
		],
		['esms=&token=t', null, [['token', 't']]],
		[
			'SMSID=1&?=1',
			null,
			[
				['SMSID', '1'],
				['?', '1'],
			],
		],
	])('%s', (query, secret, expected) => {
		const separated = separateOwn(readQuery(query), ['secret']);
		expect(separated.own.secret ?? null).toBe(secret);
		expect(pairs(separated.parameters)).toEqual(expected);
	});
});

test('all parameters of a URL of its own are taken from it, each by its first value', () => {
	const query = 'signature=x&Token=a&token=b&order=1&esms=?SMSID=2&secret=c';
	const { own, parameters } = separateOwn(readQuery(query), ['token', 'signature']);
	expect(own).toEqual({ token: 'a', signature: 'x' });
	expect(pairs(parameters)).toEqual([
		['order', '1'],
		['SMSID', '2'],
		['secret', 'c'],
	]);
});
