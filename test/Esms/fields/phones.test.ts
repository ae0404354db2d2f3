import { readPhones } from '../../../nodes/Esms/fields/phones';
import { itemWith } from '../item';

const read = (phones: unknown) => {
	const item = itemWith({ phones });
	return { numbers: readPhones(item), hints: item.warnings, issues: item.issues };
};

const two = ['0901888484', '0918238965'];

test.each<[string, unknown]>([
	['commas', '0901888484, 0918238965'],
	['semicolons', '0901888484;0918238965;'],
	['lines', '0901888484\r\n\n0918238965\n'],
	['a mixture', ' +84 901.888.484 ,\n 84918238965;'],
	['a list', ['0901888484', '0918238965']],
	['a list of numbers without their 0', [901888484, 918238965]],
	['a list of texts with several', ['0901888484,0918238965']],
	['a JSON list as text', '["0901888484", "0918238965"]'],
	['lines of a sheet', "'0901888484\n'0918238965\n"],
	['lines of a sheet that took them for amounts', '901888484.0\n918238965.0\n'],
])('reads numbers separated by %s', (_title, phones) => {
	expect(read(phones)).toEqual({ numbers: two, hints: [], issues: [] });
});

test.each<[string, unknown, string[]]>([
	['one number', 901888484, ['0901888484']],
	['one number as text', '0901888484', ['0901888484']],
])('reads %s', (_title, phones, numbers) => {
	expect(read(phones).numbers).toEqual(numbers);
});

test('takes a number once, however it is written, and says so', () => {
	const { numbers, hints } = read('0901888484, 84901888484, +84901888484, 0918238965');
	expect(numbers).toEqual(two);
	expect(hints).toEqual(["'Phones' held 2 repeated numbers, each receiver is taken once"]);
});

test('hands on a number that is no Vietnamese one of today, and says so', () => {
	const { numbers, hints } = read('0901888484, +65 8123 4567, 0162 123 4567');
	expect(numbers).toEqual(['0901888484', '+6581234567', '01621234567']);
	expect(hints).toEqual([
		"'Phones' holds numbers that are not Vietnamese mobile numbers, they go out as typed: +6581234567, 01621234567 (0321234567 since 2018)",
	]);
});

test.each<[string, unknown, RegExp]>([
	['nothing', '', /^'Phones' is empty/],
	['separators only', ' ,;\n', /^'Phones' is empty/],
	['an empty list', [], /^'Phones' is empty/],
	[
		'words',
		'0901888484, Lan',
		/^'Phones' holds what is no phone number, correct it or take it out: 'Lan'$/,
	],
	[
		'objects',
		[{ phone: '0901888484' }],
		/^'Phones' holds what is no phone number, correct it or take it out: an object$/,
	],
	[
		'an entry with two numbers among good ones',
		'0901888484, 0918238965 0901888485',
		/^'Phones' holds what is no phone number, correct it or take it out: '0918238965 0901888485'$/,
	],
	['many words', 'a,b,c,d,e,f', /^'Phones' .*: 'a', 'b', 'c', 'd', 'e' …$/],
])('refuses %s', (_title, phones, message) => {
	const { numbers, issues } = read(phones);
	expect(numbers).toBeUndefined();
	expect(issues).toEqual([expect.stringMatching(message)]);
});
