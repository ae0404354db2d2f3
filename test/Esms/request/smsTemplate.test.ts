import { fits, partsOf } from '../../../nodes/Esms/request/smsTemplate';

test('a registered text has its placeholders, as lists and as registrations write them', () => {
	expect(partsOf('{P1,20} la ma, het han {date:10} {OTP}!')).toEqual([
		{ placeholder: '{P1,20}', name: 'P1', limit: 20 },
		' la ma, het han ',
		{ placeholder: '{date,10}', name: 'date', limit: 10 },
		' ',
		{ placeholder: '{OTP}', name: 'OTP' },
		'!',
	]);
	expect(partsOf('a {} {1} b')).toEqual(['a {} {1} b']);
});

test.each([
	['{P1,3} ab', 'xyz ab', true],
	['{P1,3} ab', 'wxyz ab', false],
	['{P1,3}{P2,3}', 'abcdef', true],
	['{P1,3}{P2,3}', 'abcdefg', false],
	['a {P1,9} b', 'a  b b b', true],
	['Cảm ơn', 'Cảm ơn'.normalize('NFD'), true],
	['a b', 'a\nb ', true],
	['a b', 'a  b', true],
	['a b', 'ab', false],
	['ab {x} c', 'ab c', false],
	['a', '', false],
	['a{P1,1}b', 'abb', true],
	['a', 'aa', false],
])('%j fits %j: %p', (template, text, expected) => {
	expect(fits(template, text)).toBe(expected);
});
