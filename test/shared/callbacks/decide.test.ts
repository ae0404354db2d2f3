import { idList, isWanted, type Wanted } from '../../../nodes/shared/callbacks/filter';
import { readQuery } from '../../../nodes/shared/callbacks/parameters';
import { parseCallback } from '../../../nodes/shared/callbacks/parse';
import { RepeatMemory, repeatKey } from '../../../nodes/shared/callbacks/repeats';
import { shortCodeReply } from '../../../nodes/shared/callbacks/reply';
import {
	isSameText,
	isSignedBy,
	shortCodeSignature,
} from '../../../nodes/shared/callbacks/signature';

const parse = (query: string) => parseCallback(readQuery(query));

describe('isWanted', () => {
	const zns = 'SMSID=1&TypeId=25&SendStatus=5&SendSuccess=1&oaid=11&tempid=22';
	test.each<[string, Partial<Wanted>, boolean]>([
		[zns, {}, true],
		[zns, { events: ['callStatus'] }, false],
		[zns, { events: [] }, false],
		[zns, { outcomes: ['delivered', 'failed'] }, true],
		[zns, { outcomes: ['failed'] }, false],
		[zns, { channels: ['zalo'] }, true],
		[zns, { channels: ['sms', 'viber'] }, false],
		[zns, { oaIds: ['10', '11'] }, true],
		[zns, { oaIds: ['10'] }, false],
		[zns, { templateIds: ['22'] }, true],
		[zns, { templateIds: ['2'] }, false],
		['SMSID=1', { channels: ['sms'] }, false],
		['SMSID=1', { oaIds: ['11'] }, false],
		['ReferenceId=1', { events: ['callStatus'], outcomes: ['failed'], channels: ['zalo'] }, true],
		['status=1', { events: ['templateRegistration'] }, true],
		['status=1', { events: ['messageStatus', 'callStatus', 'inboundSms'] }, false],
	])('%s with %j: %s', (query, wanted, expected) => {
		const all: Wanted = {
			events: ['messageStatus'],
			outcomes: [],
			channels: [],
			oaIds: [],
			templateIds: [],
		};
		expect(isWanted(parse(query), { ...all, ...wanted })).toBe(expected);
	});

	test.each([
		['', []],
		[' 1, 2;3\n4 ,', ['1', '2', '3', '4']],
	])('idList of %j', (text, ids) => expect(idList(text)).toEqual(ids));
});

describe('repeatKey', () => {
	const message = 'SMSID=1&phonenumber=0901888484&SendStatus=5&SendSuccess=1&SendFailed=0';
	const inbound = 'serviceNumber=1&sign=2&smsid=3&content=a';
	test.each([
		[message, message, true],
		[message, `${message}&TotalPrice=1`, true],
		[message, message.replace('SMSID', 'smsid'), true],
		[message, message.replace('SMSID=1', 'SMSID=2'), false],
		[message, message.replace('0901', '0902'), false],
		[message, message.replace('SendStatus=5', 'SendStatus=7'), false],
		[message, message.replace('SendFailed=0', 'SendFailed=1'), false],
		['ReferenceId=1&SendStatus=5', 'ReferenceId=1&SendStatus=5&Price=2', true],
		['ReferenceId=1&SendStatus=5', 'ReferenceId=1&SendStatus=7', false],
		['ReferenceId=1', 'SMSID=1', false],
		[inbound, `${inbound}&receiverTime=1`, true],
		[inbound, inbound.replace('smsid=3', 'smsid=4'), false],
		['serviceNumber=1&sign=2&content=a', 'serviceNumber=1&sign=2&content=b', false],
		['status=1&id=2', 'status=1&id=2', true],
		['status=1&id=2', 'status=2&id=2', false],
	])('%s and %s: %s', (first, second, isSame) => {
		expect(repeatKey(parse(first)) === repeatKey(parse(second))).toBe(isSame);
	});
});

describe('RepeatMemory', () => {
	test('a key is a repeat until its window has passed since the first', () => {
		const memory = new RepeatMemory(10);
		const seen = [0, 99, 100, 150, 200].map((now) => memory.isRepeat('a', now, 100));
		expect(seen).toEqual([false, true, false, true, false]);
	});

	test('a window of 0 knows no repeats', () => {
		const memory = new RepeatMemory(10);
		expect([0, 0].map((now) => memory.isRepeat('a', now, 0))).toEqual([false, false]);
	});

	test('a key that was taken back counts as the first', () => {
		const memory = new RepeatMemory(10);
		memory.isRepeat('a', 0, 100);
		memory.forget('a');
		expect(memory.isRepeat('a', 1, 100)).toBe(false);
	});

	test('a key whose window began anew is young again', () => {
		const memory = new RepeatMemory(2);
		for (const [key, now] of [['a', 0], ['b', 50], ['a', 100], ['c', 110]] as const) {
			memory.isRepeat(key, now, 100);
		}
		expect(memory.isRepeat('a', 120, 100)).toBe(true);
	});

	test('it does not grow past its limit, the oldest key goes first', () => {
		const memory = new RepeatMemory(100);
		for (let key = 0; key < 20_000; key += 1) memory.isRepeat(String(key), key, 1e9);
		expect(memory.size).toBe(100);
		expect(memory.isRepeat('19900', 20_000, 1e9)).toBe(true);
		expect(memory.isRepeat('19899', 20_000, 1e9)).toBe(false);
	});
});

describe('signature', () => {
	const fields = { cpid: 'p', smsid: '5', content: 'DK Ánh', receiverTime: '20130228130101' };
	const plus = { ...fields, smsid: '5' };
	const withPlus = Array.from({ length: 500 }, (_, n) => ({ ...plus, smsid: String(n) })).filter(
		(signed) => shortCodeSignature(signed, 'key').includes('+'),
	);

	test('the right one, with its + as it is or as a space', () => {
		expect(withPlus.length).toBeGreaterThan(0);
		for (const signed of withPlus) {
			const sign = shortCodeSignature(signed, 'key');
			expect(isSignedBy(signed, sign, 'key')).toBe(true);
			expect(isSignedBy(signed, sign.replace(/\+/g, ' '), 'key')).toBe(true);
		}
	});

	test.each([
		['another key', fields, shortCodeSignature(fields, 'other')],
		['another text', { ...fields, content: 'DK' }, shortCodeSignature(fields, 'key')],
		['nothing', fields, ''],
		['a longer one', fields, `${shortCodeSignature(fields, 'key')}=`],
	])('%s is refused', (_what, signed, sign) => {
		expect(isSignedBy(signed, sign, 'key')).toBe(false);
	});

	test.each([
		['a', 'a', true],
		['', '', true],
		['a', 'b', false],
		['a', 'aa', false],
		['ạ', 'a', false],
	])('isSameText(%j, %j): %s', (given, expected, isSame) => {
		expect(isSameText(given, expected)).toBe(isSame);
	});
});

test('the reply to a short-code SMS is well-formed whatever it holds', () => {
	expect(shortCodeReply('Cảm ơn 🌸 <b>&"\'\u0000\u0008\uD800', ']]>', '84901888484')).toBe(
		'<ClientResponse>\n' +
			'   <Message>Cảm ơn 🌸 &lt;b&gt;&amp;&quot;&apos;</Message>\n' +
			'   <Smsid>]]&gt;</Smsid>\n' +
			'   <Receiver>84901888484</Receiver>\n' +
			'</ClientResponse>',
	);
});
