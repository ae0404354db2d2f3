import { readSwitch } from '../../../nodes/Esms/request/values';
import { readPlainText } from '../../../nodes/shared/text';

it.each<[unknown, boolean | undefined]>([
	[true, true],
	['true', true],
	[' TRUE ', true],
	[1, true],
	['1', true],
	[false, false],
	['False', false],
	[0, false],
	['0', false],
	['', false],
	['  ', false],
	[undefined, false],
	[null, false],
	['yes', undefined],
	[2, undefined],
	[{}, undefined],
])('a switch that holds %j is %s', (value, isOn) => {
	expect(readSwitch(value)).toBe(isOn);
});

it.each<[unknown, string]>([
	['  a b ', 'a b'],
	[undefined, ''],
	[null, ''],
	[0, '0'],
	[false, 'false'],
	[Number.MAX_SAFE_INTEGER, '9007199254740991'],
	[-Number.MAX_SAFE_INTEGER, '-9007199254740991'],
])('%p is read as the text %j', (value, text) => {
	expect(readPlainText(value)).toEqual({ value: text });
});

it.each<[unknown, string]>([
	[['a'], 'holds a list, enter text'],
	[{ a: 1 }, 'holds an object, enter text'],
	[Number.NaN, 'is NaN instead of a number, correct the expression'],
	[Number.MAX_SAFE_INTEGER + 1, 'is a number too long to be exact, give it as text'],
	[-Number.MAX_SAFE_INTEGER - 1, 'is a number too long to be exact, give it as text'],
])('%p would not go out as it was meant', (value, issue) => {
	expect(readPlainText(value)).toEqual({ issue });
});
