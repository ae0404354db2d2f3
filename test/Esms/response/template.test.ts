import { fits, partsOf } from '../../../nodes/Esms/request/smsTemplate';
import { smsTemplatesIn } from '../../../nodes/Esms/response/smsTemplate';
import { searchable, sentenceOf, variableTypeOf } from '../../../nodes/Esms/response/template';

test.each([
	['type_text', 'type_text'],
	['STRING', 'type_text'],
	['type_number', 'type_number'],
	['NUMBER', 'type_number'],
	['DATE', 'type_date'],
	['date', 'type_date'],
	['type_cta_url', 'type_cta_url'],
	['SOMETHING_NEW', 'SOMETHING_NEW'],
	[undefined, null],
	['', null],
])('list and details call the type %p %p', (value, word) => {
	expect(variableTypeOf(value)).toBe(word);
});

const content =
	'<style>{{otp}}</style><h3>Xin ch&#224;o &amp; c&#x1EA3;m ơn</h3><p>Mã <b>{{ otp }}</b> dùng một lần. Đừng đưa cho ai!<br>Hạn: {{date}}</p>';

test.each([
	['otp', 'Mã {{ otp }} dùng một lần.'],
	['date', 'Hạn: {{date}}'],
	['no', undefined],
])('%s stands in the sentence %p', (variable, sentence) => {
	expect(sentenceOf(content, variable)).toBe(sentence);
});

test('a long sentence is cut off, no content has none', () => {
	expect(sentenceOf(`<p>${'a'.repeat(200)} {{x}}</p>`, 'x')).toHaveLength(120);
	expect(sentenceOf(undefined, 'x')).toBeUndefined();
});

test.each([
	['Xác nhận ĐƠN', 'xac nhan don'],
	['Xác nhận'.normalize('NFD'), 'xac nhan'],
])('%s is found as %s', (text, plain) => {
	expect(searchable(text)).toBe(plain);
});

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
	['a', '', false],
])('%j fits %j: %p', (template, text, expected) => {
	expect(fits(template, text)).toBe(expected);
});

test('a text that several networks approved is one', () => {
	const entry = (TempId: number, NetworkID: number) => ({
		TempContent: ' a {P1,2} ',
		TempId,
		NetworkID,
	});
	expect(
		smsTemplatesIn({ BrandnameTemplates: [entry(1, 1), entry(2, 2), entry(3, 99), { TempId: 4 }] }),
	).toEqual([
		{ content: 'a {P1,2}', ids: ['1', '2', '3'], networks: ['Viettel', 'Mobifone', '99'] },
	]);
});
