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
