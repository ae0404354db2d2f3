import { escapeHtml, httpUrl, lines } from '../../nodes/shared/html';

test.each([
	[`<a href='x' title="y">&`, '&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;'],
	[12, '12'],
	[undefined, ''],
	[{ toString: () => '<b>' }, ''],
])('%j becomes the HTML text %j', (value, html) => {
	expect(escapeHtml(value)).toBe(html);
});

test.each([
	['a<br>b<br/>c<BR />d', 'a<br>b<br>c<br>d'],
	['a\r\nb\rc\n\nd', 'a<br>b<br>c<br><br>d'],
	['<brx>', '&lt;brx&gt;'],
	[5, '5'],
])('%j becomes the lines %j', (value, html) => {
	expect(lines(value)).toBe(html);
});

test.each([
	['https://a.vn/b?c=1&d=2', 'https://a.vn/b?c=1&amp;d=2'],
	['  HTTP://a.vn\n', 'HTTP://a.vn'],
	['javascript:alert(1)//https://a.vn', undefined],
	['xhttps://a.vn', undefined],
	['https://a.vn" onerror="x', undefined],
	['https://a.vn b', undefined],
	['https://', undefined],
	[['https://a.vn'], undefined],
])('%j is the address %j', (value, address) => {
	expect(httpUrl(value)).toBe(address);
});
