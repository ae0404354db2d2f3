import fc from 'fast-check';

import cases from '../../../contract/zalo-transaction.cases.json';
import {
	renderZaloMessage,
	zaloMessageStyles,
	zaloPreviewPage,
} from '../../../nodes/Esms/zalo/render';

const sample = cases[0].payload;

/** Every tag that the renderer may write, with every attribute that it may carry. */
const TAG =
	/^<(?:\/?(?:article|h1|p|table|tr|th|td|span|ul|li|svg|path|circle|div|img|br)(?: (?:class|title|src|alt|referrerpolicy|viewBox|aria-hidden|d|cx|cy|r)="[^"<>]*")*\/?)>$/;

function foreignTags(html: string): string[] {
	return (html.match(/<[^>]*>?/g) ?? []).filter((tag) => !TAG.test(tag));
}

const HOSTILE = [
	'<script>alert(1)</script>',
	'"><img src=x onerror=alert(1)>',
	"' onmouseover='alert(1)",
	'javascript:alert(1)',
	'data:text/html,<script>alert(1)</script>',
	'https://esms.vn/"onerror="alert(1)',
	'https://esms.vn/<svg/onload=alert(1)>',
	'</style><script>alert(1)</script>',
	'&lt;script&gt;',
	'<br><br/><b>',
	'__proto__',
	'constructor',
];

const anyText = fc.oneof(fc.constantFrom(...HOSTILE), fc.string(), fc.webUrl());
const anyValue = fc.oneof(
	{ weight: 5, arbitrary: anyText },
	{ weight: 1, arbitrary: fc.anything() },
);
const anyElement = fc.record(
	{
		type: fc.oneof(fc.constantFrom('banner', 'header', 'text', 'table'), anyValue),
		image_url: anyValue,
		url: anyValue,
		title: anyValue,
		subtitle: anyValue,
		align: anyValue,
		content: fc.oneof(
			anyValue,
			fc.array(
				fc.record({ key: anyValue, value: anyValue, style: anyValue }, { requiredKeys: [] }),
			),
		),
	},
	{ requiredKeys: [] },
);
const anyButton = fc.record(
	{
		title: anyValue,
		image_icon: anyValue,
		type: fc.oneof(
			fc.constantFrom(
				'oa.open.url',
				'oa.query.show',
				'oa.query.hide',
				'oa.open.sms',
				'oa.open.phone',
			),
			anyValue,
		),
		payload: fc.oneof(
			anyValue,
			fc.record({ url: anyValue, content: anyValue, phone_code: anyValue }),
		),
	},
	{ requiredKeys: [] },
);
const anyMessage = fc.record(
	{
		Content: anyValue,
		message: fc.record(
			{
				text: anyValue,
				attachment: fc.record({
					payload: fc.record(
						{
							template_type: fc.oneof(
								fc.constantFrom('transaction_order', 'media', 'request_user_info'),
								anyValue,
							),
							elements: fc.oneof(fc.array(anyElement), anyValue),
							buttons: fc.oneof(fc.array(anyButton), anyValue),
						},
						{ requiredKeys: [] },
					),
				}),
			},
			{ requiredKeys: [] },
		),
	},
	{ requiredKeys: [] },
);

describe('renderZaloMessage', () => {
	const html = renderZaloMessage(sample);

	it.each([
		[
			'the banner',
			'src="https://minio.esms.vn/blogimg/agent-1/BlogImg/full_cccc34d4-3a46-4644-8613-1b226203c5d5.png"',
		],
		['the header', '<h1 class="zalo-header zalo-left">Trạng thái đơn hàng</h1>'],
		['line breaks', 'cửa hàng.<br>• Thông tin'],
		['alignment', '<p class="zalo-text zalo-center">📲 Lưu ý điện thoại. Xin cảm ơn!</p>'],
		['a row', '<tr><th>Mã khách hàng</th><td>eSMS-001</td></tr>'],
		['the status color', '<span class="zalo-status zalo-yellow">Đang giao</span>'],
		[
			'an icon',
			'src="https://img.icons8.com/?size=100&amp;id=kJlyCVWJrclv&amp;format=png&amp;color=000000"',
		],
		['what a button does', 'title="Calls 0901888484"'],
	])('draws %s of the documented sample', (_, expected) => {
		expect(html).toContain(expected);
	});

	it('keeps the order of the elements', () => {
		const order = ['zalo-banner', 'zalo-header', 'Cảm ơn', 'zalo-table', 'Lưu ý', 'zalo-buttons'];
		const places = order.map((mark) => html.indexOf(mark));
		expect(places).toEqual([...places].sort((a, b) => a - b));
		expect(places).not.toContain(-1);
	});

	it("draws Zalo's own icon where none is given", () => {
		const message = {
			attachment: {
				payload: { buttons: [{ title: 'Gọi', image_icon: 'default', type: 'oa.open.phone' }] },
			},
		};
		expect(renderZaloMessage({ message })).toContain('<svg class="zalo-icon"');
	});

	it('draws another icon for each kind of button, and none of a kind it does not know', () => {
		const drawn = [
			'oa.open.url',
			'oa.query.show',
			'oa.query.hide',
			'oa.open.sms',
			'oa.open.phone',
			'oa.other',
		].map((type) => {
			const buttons = [{ title: 'Gọi', image_icon: 'default', type }];
			const message = { attachment: { type: 'template', payload: { buttons } } };
			return /<svg class="zalo-icon"[^>]*>(.*?)<\/svg>/.exec(renderZaloMessage({ message }))?.[1];
		});
		expect(drawn[5]).toBe('');
		expect(drawn.slice(0, 5)).not.toContain('');
		expect(drawn[0]).not.toBe(drawn[4]);
		expect(drawn[3]).not.toBe(drawn[4]);
	});

	it.each([
		['a consultation text', { User_id: '1', Content: 'Xin chào\r\nbạn' }, 'Xin chào<br>bạn'],
		[
			'a consultation image',
			{
				message: {
					text: 'Ảnh',
					attachment: {
						payload: {
							template_type: 'media',
							elements: [{ media_type: 'image', url: 'https://esms.vn/a.png' }],
						},
					},
				},
			},
			'<img class="zalo-banner" src="https://esms.vn/a.png" alt="" referrerpolicy="no-referrer"><p class="zalo-text zalo-left">Ảnh</p>',
		],
		[
			'consultation buttons, without icons',
			{
				message: {
					text: 'Chọn',
					attachment: {
						payload: { buttons: [{ title: 'Mở', type: 'oa.query.hide', payload: '#a' }] },
					},
				},
			},
			'title="Sends to the Official Account, hidden in the chat: #a"><span>Mở</span>',
		],
		[
			'a request for user info',
			{
				message: {
					attachment: {
						payload: {
							template_type: 'request_user_info',
							elements: [{ title: 'OA', subtitle: 'Cho biết', image_url: 'https://esms.vn/a.png' }],
						},
					},
				},
			},
			'<h1 class="zalo-header zalo-left">OA</h1><p class="zalo-text zalo-left">Cho biết</p>',
		],
	])('draws %s', (_, payload, expected) => {
		expect(renderZaloMessage(payload)).toContain(expected);
	});

	it.each([
		'javascript:alert(1)',
		'data:image/png;base64,AA',
		'//esms.vn/a.png',
		'ftp://esms.vn/a.png',
	])('does not load %s', (url) => {
		const elements = [{ type: 'banner', image_url: url }];
		expect(renderZaloMessage({ message: { attachment: { payload: { elements } } } })).not.toContain(
			'src=',
		);
	});

	const runs = 2000;
	it(`writes no tag, attribute or address of the message's own (${runs} runs)`, () => {
		fc.assert(
			fc.property(anyMessage, (payload) => {
				const fragment = renderZaloMessage(payload);
				expect(foreignTags(fragment)).toEqual([]);
				for (const [, address] of fragment.matchAll(/ src="([^"]*)"/g)) {
					expect(address).toMatch(/^https?:\/\//i);
				}
			}),
			{ numRuns: runs },
		);
	});

	it(`takes anything (${runs} runs)`, () => {
		fc.assert(
			fc.property(fc.anything(), (payload) => {
				expect(foreignTags(renderZaloMessage(payload))).toEqual([]);
			}),
			{ numRuns: runs },
		);
	});
});

describe('zaloPreviewPage', () => {
	it('shows the message, the issues and the hints, all escaped', () => {
		const page = zaloPreviewPage(sample, [{ message: 'No <b>' }], [{ message: 'Look' }]);
		expect(page).toContain(renderZaloMessage(sample));
		expect(page).toContain(zaloMessageStyles);
		expect(page).toContain('<h2>Refused before sending (1)</h2><ul><li>No &lt;b&gt;</li></ul>');
		expect(page).toContain('<h2>Hints (1)</h2><ul><li>Look</li></ul>');
		expect(page).not.toContain('Follows all documented rules');
	});

	it('says so when nothing is in the way', () => {
		expect(zaloPreviewPage(sample, [], [])).toContain('Follows all documented rules');
	});
});
