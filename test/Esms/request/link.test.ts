import { isLinear } from '../../growth';
import { encodeLink, imageHint, readLink } from '../../../nodes/Esms/request/link';

describe('readLink', () => {
	it.each([
		['https://esms.vn/a?b=c#d', 'https://esms.vn/a?b=c#d'],
		[' https://esms.vn ', 'https://esms.vn'],
		['HTTPS://ESMS.vn/Ab', 'HTTPS://ESMS.vn/Ab'],
		['https://esms.vn/đơn hàng', 'https://esms.vn/%C4%91%C6%A1n%20h%C3%A0ng'],
		['https://esms.vn/đơn'.normalize('NFD'), 'https://esms.vn/%C4%91%C6%A1n'],
		['https://esms.vn/a[1]|{b}', 'https://esms.vn/a%5B1%5D%7C%7Bb%7D'],
		['https://esms.vn/?a[]=1&b={c|d}', 'https://esms.vn/?a%5B%5D=1&b=%7Bc%7Cd%7D'],
		['https://esms.vn/%7Ba%7D%20', 'https://esms.vn/%7Ba%7D%20'],
		['https://esms.vn/100%', 'https://esms.vn/100%25'],
		['https://esms.vn/"<a>"\\b^`', 'https://esms.vn/%22%3Ca%3E%22%5Cb%5E%60'],
		['https://esms.vn/#a#b', 'https://esms.vn/#a%23b'],
		['https://esms.vn/\ud83d', 'https://esms.vn/%EF%BF%BD'],
		['https://sữa.vn:8443/mẹ', 'https://xn--sa-3ct.vn:8443/m%E1%BA%B9'],
		['https://例え.jp', 'https://xn--r8jz45g.jp'],
		['https://a:b@esms.vn/c', 'https://a:b@esms.vn/c'],
		['http://[::1]:5678/', 'http://[::1]:5678/'],
		['https://esms.vn:443/', 'https://esms.vn:443/'],
		['', ''],
		[undefined, ''],
	])('reads %j as %j', (typed, value) => {
		expect(readLink(typed)).toEqual({ value });
	});

	it.each<[unknown, string]>([
		['example.com', "is not a web address ('example.com'), start it with https://"],
		['banner.png', "is not a web address ('banner.png'), start it with https://"],
		['https://', "is not a web address ('https://'), start it with https://"],
		['https:///a.png', "is not a web address ('https:///a.png'), start it with https://"],
		['https://a b.vn/', "is not a web address ('https://a b.vn/'), start it with https://"],
		['https://a|b.vn/', "is not a web address ('https://a|b.vn/'), start it with https://"],
		['https://esms.vn:99999/', "is not a web address ('https://esms.vn:99999/'), start"],
		['javascript:alert(1)', 'is not a web address'],
		['https://a.vn/b https://c.vn/d', 'holds more than one web address, enter one'],
		[5, "is not a web address ('5')"],
		[{ url: 'https://esms.vn' }, 'holds an object, enter text'],
		[['https://esms.vn'], 'holds a list, enter text'],
		['https://esms.vn/[object Object]', "contains '[object Object]'"],
	])('refuses %j', (typed, issue) => {
		expect(readLink(typed)).toEqual({ issue: expect.stringContaining(issue) });
	});

	it('shows the start of a long one only', () => {
		const read = readLink('x'.repeat(80_000));
		expect('issue' in read && read.issue.length).toBeLessThan(200);
	});
});

describe('imageHint', () => {
	it.each([
		'https://drive.google.com/file/d/1a/view?usp=sharing',
		'https://drive.google.com/open?id=1a',
		'https://docs.google.com/document/d/1a',
		'https://photos.app.goo.gl/1a',
		'https://www.dropbox.com/s/1a/logo.png?dl=0',
		'https://dropbox.com/scl/fi/1a/logo.png?rlkey=b&dl=0',
	])('tells that %s is a page', (link) => {
		expect(imageHint(link)).toMatch(/^leads to the page of a file/);
	});

	it.each([
		'http://localhost/a.png',
		'http://localhost:5678/a.png',
		'https://n8n/a.png',
		'https://banner',
		'http://127.0.0.1/a.png',
		'http://192.168.1.20:8080/a.png',
		'http://172.20.0.3/a.png',
		'http://[::1]/a.png',
		'http://nas.local/a.png',
	])('tells that a phone does not reach %s', (link) => {
		expect(imageHint(link)).toMatch(/^names a host that the receiver's phone cannot reach/);
	});

	it.each([
		'https://esms.vn/a.png',
		'https://drive.google.com/uc?export=view&id=1a',
		'https://lh3.googleusercontent.com/d/1a',
		'https://www.dropbox.com/s/1a/logo.png?raw=1',
		'https://www.dropbox.com/s/1a/logo.png?rlkey=b&dl=1',
		'https://10.vn/a.png',
		'https://172.vn/a.png',
		'https://mylocalhost.vn/a.png',
	])('says nothing of %s', (link) => {
		expect(imageHint(link)).toBeUndefined();
	});
});

it.each<[string, (length: number) => string]>([
	['a space at the end', (length) => `https://${'a'.repeat(length)} b`],
	['a long path and a space', (length) => `https://a/${'a'.repeat(length)} b`],
	['many at signs', (length) => `https://${'a@'.repeat(length / 2)} b`],
	['many percent signs', (length) => `https://a/${'%'.repeat(length)}`],
	['many number signs', (length) => `https://a/${'#'.repeat(length)}`],
	['many spaces', (length) => `https://a/${' '.repeat(length)}http`],
	['another script', (length) => `https://${'ữ'.repeat(length)}`],
	['a page of a file', (length) => `https://dropbox.com/${'?raw=1'.repeat(length / 6)}x`],
	['a host of dots', (length) => `https://${'a.'.repeat(length / 2)}x`],
])('reads %s in linear time', (_name, text) => {
	const read = (length: number) => [
		readLink(text(length)),
		encodeLink(text(length)),
		imageHint(text(length)),
	];
	expect(isLinear(read)).toBe(true);
});
