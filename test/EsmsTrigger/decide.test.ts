import { idList, isWanted, type Wanted } from '../../nodes/EsmsTrigger/filter';
import { readQuery } from '../../nodes/shared/callbacks/parameters';
import { parseCallback } from '../../nodes/shared/callbacks/parse';
import { RepeatMemory, repeatKey } from '../../nodes/EsmsTrigger/repeats';
import { shortCodeReply } from '../../nodes/EsmsTrigger/reply';
import { isSignedBy, shortCodeSignature } from '../../nodes/EsmsTrigger/signature';
import { isSameText } from '../../nodes/shared/sameText';

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
	const zns = 'SMSID=1&TypeId=25&RequestId=z-1&SendStatus=5&SendSuccess=0&SendFailed=1';
	test.each([
		[zns, zns, true],
		[zns, zns.split('&').reverse().join('&'), true],
		['a=1&a=2&b=3', 'b=3&a=2&a=1', true],
		['a=%31', 'a=1', true],
		[zns, zns.replace('TypeId=25', 'TypeId=2').replace('z-1', 's-1'), false],
		[zns, `${zns}&partnerids=a`, false],
		[`${zns}&partnerids=a`, `${zns}&partnerids=b`, false],
		[`${zns}&TotalPrice=1`, `${zns}&TotalPrice=2`, false],
		[`${zns}&telcoid=1`, `${zns}&telcoid=2`, false],
		['a=1', 'a=1&a=1', false],
		['a=1&b=2', 'a=2&b=1', false],
		['a=b%22,%22c', 'a=b&c', false],
		['ReferenceId=1', 'SMSID=1', false],
	])('%s and %s: %s', (first, second, isSame) => {
		const [one, other] = [first, second].map((query) => repeatKey(readQuery(query)));
		expect(one === other).toBe(isSame);
		expect(one).toHaveLength(44);
	});
});

describe('RepeatMemory', () => {
	const taken = async () => true;
	const calls = async (memory: RepeatMemory, times: number[], windowMs: number) => {
		const seen = [];
		for (const now of times) seen.push(await memory.isRepeat('a', now, windowMs, taken));
		return seen;
	};
	/** A callback that is still being handled, until `end` says how that went. */
	const handling = () => {
		let end: (isTaken: boolean) => void = () => undefined;
		const isTaken = new Promise<boolean>((resolve) => {
			end = resolve;
		});
		return { isTaken: async () => await isTaken, end };
	};

	test('a key is a repeat until its window has passed since the first', async () => {
		const seen = await calls(new RepeatMemory(10), [0, 99, 100, 150, 200], 100);
		expect(seen).toEqual([false, true, false, true, false]);
	});

	test('a window of 0 knows no repeats', async () => {
		expect(await calls(new RepeatMemory(10), [0, 0], 0)).toEqual([false, false]);
	});

	test('after a first one that was not taken the next counts as the first', async () => {
		const memory = new RepeatMemory(10);
		await memory.isRepeat('a', 0, 100, async () => false);
		expect(await calls(memory, [1, 2], 100)).toEqual([false, true]);
	});

	test('those that come meanwhile wait, and are repeats when the first was taken', async () => {
		const memory = new RepeatMemory(10);
		const first = handling();
		expect(await memory.isRepeat('a', 0, 100, first.isTaken)).toBe(false);
		let answered = 0;
		const others = [1, 2].map(async (now) => {
			const isRepeat = await memory.isRepeat('a', now, 100, taken);
			answered += 1;
			return isRepeat;
		});
		expect(await memory.isRepeat('b', 3, 100, taken)).toBe(false);
		expect(answered).toBe(0);

		first.end(true);
		expect(await Promise.all(others)).toEqual([true, true]);
	});

	test('one of those that wait takes over when the first was not taken, as often as that happens', async () => {
		const memory = new RepeatMemory(10);
		const tries = [handling(), handling(), handling()];
		const seen: Array<[number, boolean]> = [];
		const waiting = [0, 1, 2, 3].map(async (now) => {
			seen.push([now, await memory.isRepeat('a', now, 100, tries[now]?.isTaken ?? taken)]);
		});
		for (const [index, { end }] of tries.entries()) end(index === 2);
		await Promise.all(waiting);
		expect(seen).toEqual([
			[0, false],
			[1, false],
			[2, false],
			[3, true],
		]);
	});

	test('a late failure takes nothing from a callback that came after the window', async () => {
		const memory = new RepeatMemory(10);
		const slow = handling();
		await memory.isRepeat('a', 0, 100, slow.isTaken);
		await memory.isRepeat('a', 100, 100, taken);
		slow.end(false);
		expect(await calls(memory, [110], 100)).toEqual([true]);
	});

	test('a key whose window began anew is young again', async () => {
		const memory = new RepeatMemory(2);
		for (const [key, now] of [
			['a', 0],
			['b', 50],
			['a', 100],
			['c', 110],
		] as const) {
			await memory.isRepeat(key, now, 100, taken);
		}
		expect(await memory.isRepeat('a', 120, 100, taken)).toBe(true);
	});

	test('it does not grow past its limit, the oldest key goes first', async () => {
		const memory = new RepeatMemory(100);
		for (let key = 0; key < 20_000; key += 1) await memory.isRepeat(String(key), key, 1e9, taken);
		expect(memory.size).toBe(100);
		expect(await memory.isRepeat('19900', 20_000, 1e9, taken)).toBe(true);
		expect(await memory.isRepeat('19899', 20_000, 1e9, taken)).toBe(false);
	});

	test('callbacks whose end nobody ever tells do not make it grow either', async () => {
		const memory = new RepeatMemory(100);
		for (let key = 0; key < 1000; key += 1) {
			await memory.isRepeat(String(key), key, 1e9, handling().isTaken);
		}
		expect(memory.size).toBe(100);
	});
});

describe('signature', () => {
	const fields = { cpid: 'p', smsid: '5', content: 'DK Ánh', receiverTime: '20130228130101' };
	const plus = { ...fields, smsid: '5' };
	const withPlus = Array.from({ length: 500 }, (_, n) => ({ ...plus, smsid: String(n) })).filter(
		(signed) => shortCodeSignature(signed, 'key').includes('+'),
	);

	test('is that of OpenSSL', () => {
		expect(shortCodeSignature(fields, 'key')).toBe('IAggMx5tlQU1U+R9Y0pN8w==');
	});

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
			'   <Message>Cảm ơn 🌸 &lt;b&gt;&amp;"\'</Message>\n' +
			'   <Smsid>]]&gt;</Smsid>\n' +
			'   <Receiver>84901888484</Receiver>\n' +
			'</ClientResponse>',
	);
});
