import { decodeErrorInfo } from '../../../nodes/shared/callbacks/errorInfo';

const nothing = { object: null, timestamp: null, trailingText: null };
const again = (text: string) => encodeURIComponent(text);

test.each([null, '', '  '])('%j is absent', (text) => {
	expect(decodeErrorInfo(text)).toEqual({ encoding: 'absent', ...nothing });
});

test.each([
	['null'],
	['0'],
	['[{"error":0}]'],
	['{'],
	['{"error":0'],
	['"never ends'],
	['"\\"'],
	['""'],
	['"not json"'],
	['"[1]"'],
	['%7B%22'],
	['%22%'],
	['{"a":'.repeat(50_000)],
	['{"a":'.repeat(40) + '1' + '}'.repeat(40)],
	['"'.repeat(100_000)],
	['\\"'.repeat(50_000)],
	['{"error":' + '['.repeat(100_000)],
])('%.40s is unreadable', (text) => {
	expect(decodeErrorInfo(text)).toEqual({ encoding: 'unreadable', ...nothing });
});

test.each([
	['{"error":0}____24/04/2024 16:58:01', 'plainJson+timestampSuffix'],
	['{"error":0}____24/04/2024%2016:58:01', 'plainJson+timestampSuffix'],
	[again('{"error":0}____24/04/2024 16:58:01'), 'percentEncodedAgain+plainJson+timestampSuffix'],
	[again('"{\\"error\\":0}"'), 'percentEncodedAgain+jsonInsideJsonString'],
	['{"error":0} Object reference', 'plainJson+trailingText'],
	[
		'"{\\"error\\":0}" x____24/04/2024 16:58:01',
		'jsonInsideJsonString+timestampSuffix+trailingText',
	],
])('%s', (text, encoding) => {
	const hasTime = encoding.includes('timestampSuffix');
	expect(decodeErrorInfo(text)).toMatchObject({
		encoding,
		object: { error: 0 },
		timestamp: hasTime ? '2024-04-24T16:58:01+07:00' : null,
	});
});

test.each(['31/02/2024 10:00:00', '01/13/2024 10:00:00', '01/01/2024 25:00:00'])(
	'%s is no time, the rest is read',
	(time) => {
		const { object, timestamp } = decodeErrorInfo(`{"error":0}____${time}`);
		expect({ object, timestamp }).toEqual({ object: { error: 0 }, timestamp: null });
	},
);

test('long integers become strings, also inside a JSON string; short ones and texts stay', () => {
	const json = '{"id":31215806834323092,"n":-114,"f":1.25,"t":"12345678901234567890"}';
	const object = { id: '31215806834323092', n: -114, f: 1.25, t: '12345678901234567890' };
	expect(decodeErrorInfo(json).object).toEqual(object);
	expect(decodeErrorInfo(JSON.stringify(json)).object).toEqual(object);
});

test('__proto__ inside the JSON is left out', () => {
	const { object } = decodeErrorInfo(
		'{"__proto__":{"polluted":1},"data":{"__proto__":[]},"error":0}',
	);
	expect(JSON.stringify(object)).toBe('{"data":{},"error":0}');
	expect({}).not.toHaveProperty('polluted');
});
