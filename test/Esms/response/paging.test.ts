import { createRepeatCheck, isListEnd } from '../../../nodes/Esms/response/paging';

test.each<[number | null | undefined, number, number, boolean]>([
	[200, 50, 100, false],
	[200, 50, 200, true],
	[200, 50, 250, true],
	[200, 30, 180, false],
	[200, 0, 180, true],
	[null, 50, 100, false],
	[undefined, 49, 99, true],
	[0, 50, 50, false],
	[0, 0, 0, true],
	[-1, 50, 50, false],
	[1.234, 50, 50, false],
	[-1, 20, 70, true],
])('a list of %j whose last part had %i of 50 and all parts %i ends: %s', (...given) => {
	const [total, found, count, isEnd] = given;
	expect(isListEnd({ total, found, size: 50, count })).toBe(isEnd);
});

test('a part is a repeat when none of its entries is new, in whatever order they come', () => {
	const isRepeat = createRepeatCheck();
	const parts = [[1, { a: 1 }], [{ a: 1 }, 1], [2, 1], [2, 1, { a: 1 }], [{ a: '1' }], []];
	expect(parts.map(isRepeat)).toEqual([false, true, false, true, false, true]);
});
