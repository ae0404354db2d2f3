import { cleanText, readPlainText, toComposed } from '../../nodes/shared/text';

const decomposed = 'Trạng thái đơn hàng'.normalize('NFD');

describe('readPlainText', () => {
	it.each<[string, unknown, string]>([
		['nothing', undefined, ''],
		['null', null, ''],
		['a text', ' Lan ', 'Lan'],
		['letters and marks kept apart', decomposed, 'Trạng thái đơn hàng'],
		['no-break and wide spaces at its ends', '\u00A0\u2003Lan\u3000\u202F', 'Lan'],
		['invisible characters at its ends', '\uFEFF\u200BLan\u200B\u2060\u200E', 'Lan'],
		['rarer invisible ones', '\u061C\u034F\u2800Lan\u3164\u115F', 'Lan'],
		['a no-break space within', 'Lan\u00A0Anh', 'Lan\u00A0Anh'],
		['an emoji that is joined', '👨\u200D👩\u200D👧', '👨\u200D👩\u200D👧'],
		['a number', 1.5, '1.5'],
		['0', 0, '0'],
		['false', false, 'false'],
		['a bigint with every digit', BigInt('31215806834323092'), '31215806834323092'],
		['a name that starts like a number', 'Infinity Spa', 'Infinity Spa'],
		['NaN within a text', 'So du: NaN', 'So du: NaN'],
		['a lot number', '1E5', '1E5'],
	])('reads %s', (_name, value, text) => {
		expect(readPlainText(value)).toEqual({ value: text });
	});

	it.each<[unknown, string]>([
		[{ a: 1 }, 'holds an object, enter text'],
		[['a'], 'holds a list, enter text'],
		[new Date(), 'holds an object, enter text'],
		[() => 'a', 'holds an object, enter text'],
		[Number.NaN, 'is NaN instead of a number, correct the expression'],
		[' NaN ', 'is NaN instead of a number, correct the expression'],
		['-Infinity', 'is -Infinity instead of a number, correct the expression'],
		[Number.POSITIVE_INFINITY, 'is a number too long to be exact, give it as text'],
		[2 ** 53, 'is a number too long to be exact, give it as text'],
		['3.12158E+16', 'is a number too long to be exact, give it as text'],
		['3,12158E+16', 'is a number too long to be exact, give it as text'],
	])('refuses %p', (value, issue) => {
		expect(readPlainText(value)).toEqual({ issue });
	});

	it.each(['[object Object]', 'Chào [object Object],', '[object Object],[object Object]'])(
		'refuses %s, the trace of an object',
		(value) => {
			expect(readPlainText(value)).toEqual({
				issue: expect.stringMatching(/^contains '\[object Object\]'/),
			});
		},
	);
});

describe('toComposed', () => {
	it('leaves a letter with more marks than any script has as it is', () => {
		const marks = `a${'\u0300\u0316'.repeat(40_000)}`;
		expect(toComposed(marks)).toBe(marks);
	});
});

describe('cleanText', () => {
	it('takes what stands within a text, however long', () => {
		const within = `a${' '.repeat(80_000)}b`;
		expect(cleanText(` ${within}\n`)).toBe(within);
	});
});
