import { fits, partsOf } from '../../../nodes/Esms/request/smsTemplate';
import { comparison, smsTemplatesIn } from '../../../nodes/Esms/response/smsTemplate';
import {
	decodeEntities,
	searchable,
	sentenceOf,
	variableTypeOf,
} from '../../../nodes/Esms/response/template';

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
	'<style>{{otp}}</style><h3>Xin ch&#224;o &amp; c&#x1EA3;m  ơn {{  name  }}! </h3><p>Mã <b>{{ otp }}</b> dùng một lần. Đừng đưa cho ai!<br>Hạn: {{date}}</p>';

test.each([
	['otp', 'Mã {{ otp }} dùng một lần.'],
	['date', 'Hạn: {{date}}'],
	['name', 'Xin chào & cảm ơn {{ name }}!'],
	['no', undefined],
])('%s stands in the sentence %p', (variable, sentence) => {
	expect(sentenceOf(content, variable)).toBe(sentence);
});

test('a long sentence is cut off, no content has none', () => {
	const whole = `${'a'.repeat(114)} {{x}}`;
	expect(sentenceOf(`<p>${whole}</p>`, 'x')).toBe(whole);
	expect(sentenceOf(`<p>${whole} b</p>`, 'x')).toBe(`${'a'.repeat(114)} {{x}…`);
	expect(sentenceOf(undefined, 'x')).toBeUndefined();
});

test.each([
	['&#1114111; &#x10FFFF;', '\u{10ffff} \u{10ffff}'],
	['&#0; &#1114112; &#x110000;', '&#0; &#1114112; &#x110000;'],
	['&#7879;&#x1ec7;&#X1EC7;', 'ệệệ'],
	['&amp;lt; &QUOT;&nbsp;&apos;', '&lt; " \''],
	['&unknown; & &; &#; &#xg;', '&unknown; & &; &#; &#xg;'],
])('%s is the text %s', (html, text) => {
	expect(decodeEntities(html)).toBe(text);
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
	['a{P1,1}b', 'abb', true],
	['a', 'aa', false],
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
		smsTemplatesIn({
			BrandnameTemplates: [
				entry(1, 1),
				entry(2, 2),
				entry(3, 99),
				entry(4, 1),
				{ TempId: 5 },
				{ TempContent: 'b' },
			],
		}),
	).toEqual([
		{ content: 'a {P1,2}', ids: ['1', '2', '3', '4'], networks: ['Viettel', 'Mobifone', '99'] },
		{ content: 'b', ids: [], networks: [] },
	]);
});

const template = (content: string, ids: string[] = [], networks: string[] = []) => ({
	content,
	ids,
	networks,
});
const refused = "of the brandname: eSMS answers 146, 'Get Many SMS Templates' lists them";

test.each([
	[
		[],
		false,
		"The brandname has no registered text: eSMS answers 146, register one with 'Register SMS Template'",
	],
	[[template('b')], false, `The text does not match the one registered text ${refused}`],
	[
		[template('b'), template('c')],
		false,
		`The text does not match any of the 2 registered texts ${refused}`,
	],
	[[template('b'), template('a')], true, "The text matches 'a'"],
	[
		[template('a', ['1', '2'], ['Viettel']), template('{P1,1}', ['3'], ['Itel', 'Viettel'])],
		true,
		"The text matches 'a' (template 1, 2), which is registered for Viettel, Itel and for no other network",
	],
])('beside the registered texts %j', (templates, isFit, words) => {
	expect(comparison(templates, 'a')).toEqual({ fits: isFit, words });
});
