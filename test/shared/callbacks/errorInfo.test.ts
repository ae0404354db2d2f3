import { decodeErrorInfo } from '../../../nodes/shared/callbacks/errorInfo';

const nothing = {
	object: null,
	code: null,
	message: null,
	zaloMessageId: null,
	zaloUserId: null,
	time: null,
	isUnreadable: false,
};
const again = (text: string) => encodeURIComponent(text);

test.each([undefined, null, '', '  ', 'null', '""', '" "'])('%j is nothing', (text) => {
	expect(decodeErrorInfo(text)).toEqual(nothing);
});

test.each([
	['[{"error":0}]'],
	['{'],
	['{"error":0'],
	['"never ends'],
	['"\\"'],
	['"[1]"'],
	['"{\\"error\\""'],
	['%7B%22'],
	['%22%'],
	['{"a":'.repeat(50_000)],
	['{"a":'.repeat(40) + '1' + '}'.repeat(40)],
	['"'.repeat(100_000)],
	['{"error":' + '['.repeat(100_000)],
])('%.40s is unreadable', (text) => {
	expect(decodeErrorInfo(text)).toEqual({ ...nothing, isUnreadable: true });
});

test.each<[unknown, number]>([
	['-118', -118],
	['"-118"', -118],
	[' 1001 ', 1001],
	[-124, -124],
	['0', 0],
	['{"error":"-114"}', -114],
	['{"ERROR":-114}', -114],
	['"{\\"Error\\":-114}"', -114],
	[{ Error: -108 }, -108],
])('the code of %j', (value, code) => {
	expect(decodeErrorInfo(value)).toMatchObject({ code, isUnreadable: false });
});

test.each<[unknown, string]>([
	['Access token is invalid', 'Access token is invalid'],
	['"Access token is invalid"', 'Access token is invalid'],
	['Access%20token%20is%20invalid', 'Access token is invalid'],
	['-118 no such user', '-118 no such user'],
	['{"error":-114,"message":"User is inactive"}', 'User is inactive'],
	[{ Message: 'User is inactive' }, 'User is inactive'],
])('the words of %j', (value, message) => {
	expect(decodeErrorInfo(value)).toMatchObject({ message, isUnreadable: false });
});

test.each([
	[{ data: { message_id: 'a', user_id: 31 } }],
	['{"Data":{"Message_Id":"a","USER_ID":"31"}}'],
])('the IDs of %j', (value) => {
	expect(decodeErrorInfo(value)).toMatchObject({ zaloMessageId: 'a', zaloUserId: '31' });
});

test.each([
	['{"error":0}____24/04/2024 16:58:01'],
	['{"error":0}____24/04/2024%2016:58:01'],
	[again('{"error":0}____24/04/2024 16:58:01')],
	[again('{"error":0}') + '____24%2F04%2F2024%2016%3A58%3A01'],
	['"{\\"error\\":0}" x____24/04/2024 16:58:01'],
	['0____24/04/2024+16:58:01'],
	['{"error":0}____24/4/2024 16:58:1'],
	['{"error":0}____24/4/2024 4:58:01 PM'],
	['{"error":0}____24/04/2024 04:58:01 CH'],
	['{"error":0}____4/24/2024 4:58:01 PM'],
])('%s', (text) => {
	expect(decodeErrorInfo(text)).toMatchObject({
		code: 0,
		time: '2024-04-24T16:58:01+07:00',
		isUnreadable: false,
	});
});

test.each([
	['5/5/2024 12:00:00 AM', '2024-05-05T00:00:00+07:00'],
	['5/5/2024 12:00:00 PM', '2024-05-05T12:00:00+07:00'],
	['3/2/2024 9:05:07', '2024-02-03T09:05:07+07:00'],
])('the time %s is %s', (written, time) => {
	expect(decodeErrorInfo(`-1____${written}`)).toMatchObject({ code: -1, time });
});

test.each([
	'31/02/2024 10:00:00',
	'01/13/2024 10:00:00',
	'01/01/2024 25:00:00',
	// Day and month may stand in either order.
	'4/5/2024 5:07:01 PM',
	'24/4/2024 17:07:01 PM',
	'24/4/2024 0:07:01 AM',
	'2024-04-24 10:00:00',
])('%s is marked, the rest is read', (time) => {
	const { code, time: read, isUnreadable } = decodeErrorInfo(`{"error":0}____${time}`);
	expect({ code, read, isUnreadable }).toEqual({ code: 0, read: null, isUnreadable: true });
});

test('words behind the JSON are left out', () => {
	const found = decodeErrorInfo('{"error":-124,"message":"Token"}Object reference not set');
	expect(found).toMatchObject({ code: -124, message: 'Token', isUnreadable: false });
});

test('integers that a number cannot hold become texts, also inside a JSON string', () => {
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
