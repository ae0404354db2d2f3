import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { resources } from '../../../nodes/Esms/resources';
import { comparison, smsTemplatesIn } from '../../../nodes/Esms/response/smsTemplate';
import { previewPage } from '../../../nodes/Esms/preview/page';
import { filledHtml } from '../../../nodes/Esms/preview/zns';
import type { Operation } from '../../../nodes/Esms/operation';

const operations = new Map(
	resources.flatMap((resource) => resource.operations.map((one) => [one.value, one])),
);

const none = { issues: [], warnings: [] };

/** The page of an operation for a request and what eSMS answered to the look-ups. */
function page(
	operation: string,
	sent: IDataObject,
	found: Array<IDataObject | undefined> = [],
	findings = none,
): string {
	const { preview } = operations.get(operation) as Operation;
	return preview ? previewPage(preview(sent, found), findings) : '';
}

/** What a page shows, without markup and styles. */
const words = (html: string) =>
	html
		.replace(/<(style|title)>[^]*?<\/\1>/g, '')
		.replace(/<\/?(?:mark|b|br)>/g, '')
		.replace(/<[^>]+>/g, '\n')
		.replace(/\n+/g, '\n');

test('every operation that reaches a person has a preview and its option', () => {
	for (const {
		value,
		hasReceiver,
		hasSideEffects,
		preview,
		controls = [],
	} of operations.values()) {
		const isSend = hasReceiver && hasSideEffects && value !== 'checkCode';
		expect([value, preview !== undefined]).toEqual([value, isSend]);
		const options = controls.flatMap((field) => field.options.map(({ name }) => name));
		expect([value, options.includes('previewOnly')]).toEqual([value, isSend]);
	}
});

describe('an SMS', () => {
	const sent = { Phone: '0901888484', Brandname: 'Baotrixemay', IsUnicode: '0' };

	test('shows sender, text and how it travels', () => {
		const text = '123456 la ma xac minh dang ky Baotrixemay cua ban';
		const shown = words(page('sendCustomerCareSms', { ...sent, Content: text }));
		expect(shown).toContain(`\nBaotrixemay\n${text}\n`);
		expect(shown).toContain('About 1 segment: 49 characters in GSM-7');
		expect(shown).toContain('To: 0901888484');
		expect(shown).toContain('Nothing was sent.');
	});

	test('marks what makes it Unicode, and says what it would take without', () => {
		const text = 'Mã xác minh của bạn là 123456. '.repeat(3).trim();
		const html = page('sendCustomerCareSms', { ...sent, Content: text, IsUnicode: '1' });
		expect(html).toContain('M<mark>ã</mark> x<mark>á</mark>c minh c<mark>ủ</mark>a');
		expect(words(html)).toContain('About 2 segments: 92 characters in Unicode');
		expect(words(html)).toContain('Unicode because of: ã á ủ ạ à');
		expect(words(html)).toContain('Without accents it takes 1 segment');
		expect(html.match(/class="cut"/g)).toHaveLength(1);
		expect(words(html)).toContain('segment 2 of 2');
	});

	test.each([
		['U+200B', 'a\u200Bb'],
		['😀', 'ok 😀'],
	])('names %s', (name, Content) => {
		const shown = words(
			page('sendAdvertisingSms', {
				...sent,
				Content,
				IsUnicode: undefined,
				Phones: ['0901888484'],
			}),
		);
		expect(shown).toContain(`Unicode because of: ${name}`);
	});

	test('says so when it holds accents but does not go out as Unicode', () => {
		expect(words(page('sendCustomerCareSms', { ...sent, Content: 'Mã' }))).toContain(
			'Not sent as Unicode, but it holds: ã',
		);
	});

	test('of the XML format is read too', () => {
		const shown = words(
			page('sendCustomerCareSms', {
				CONTENT: 'Xin chao',
				BRANDNAME: 'Baotrixemay',
				CONTACTS: { CUSTOMER: { PHONE: '0901888484' } },
			}),
		);
		expect(shown).toContain('\nBaotrixemay\nXin chao\n');
		expect(shown).toContain('To: 0901888484');
	});

	test('with a generated code has a code in it', () => {
		const shown = words(
			page('sendGeneratedCode', {
				Brandname: 'A',
				message: '{OTP} la ma cua ban',
				NumCharOfCode: 4,
			}),
		);
		expect(shown).toContain('1234 la ma cua ban');
		expect(shown).toContain('1234 stands for the code');
	});
});

describe('an SMS beside the registered texts', () => {
	const list = (...contents: Array<[string, number, number]>) => ({
		BrandnameTemplates: contents.map(([TempContent, TempId, NetworkID]) => ({
			TempContent,
			TempId,
			NetworkID,
		})),
	});
	const code = '{P1,20} la ma xac minh dang ky Baotrixemay cua ban';
	const paid = 'Da nhan {P2,20} VND luc {P2,20} cho don hang {P1,20}. Cam on!';

	test.each([
		[
			'123456 la ma xac minh dang ky Baotrixemay cua ban',
			`The text matches '${code}' (template 458, 459), which is registered for Itel, Viettel and for no other network`,
		],
		[
			'Da nhan 500000 VND luc 9h VND luc 10h cho don hang DH1. Cam on!',
			`The text matches '${paid}'`,
		],
		[
			'Da nhan 500000 VND luc 9h cho don hang . Cam on!',
			'does not match any of the 2 registered texts of the brandname: eSMS answers 146',
		],
		['123456789012345678901 la ma xac minh dang ky Baotrixemay cua ban', 'eSMS answers 146'],
		['123456 la ma xac minh dang ky Baotrixemay cua ban!', 'eSMS answers 146'],
		['Xin chao', 'eSMS answers 146'],
	])('%s', (text, said) => {
		const found = list([code, 458, 6], [code, 459, 1], [paid, 466, 4]);
		expect(comparison(smsTemplatesIn(found), text).words).toContain(said);
		const sent = { Brandname: 'Baotrixemay', Content: text };
		const shown = page('sendCustomerCareSms', sent, [found]).replaceAll('&#39;', "'");
		expect(shown).toContain(said);
		expect(shown.includes('Follows all documented rules')).toBe(!said.includes('146'));
	});

	test('is said not to be compared where the look-up was refused', () => {
		const sent = { Brandname: 'Baotrixemay', Content: 'Xin chao' };
		expect(words(page('sendCustomerCareSms', sent, [undefined]))).toContain(
			'could not be looked up',
		);
		expect(words(page('sendCustomerCareSms', sent, [{}]))).toContain('has no registered text');
	});

	test('a long text is compared in no time', () => {
		const content = '{P1,1000} a {P1,1000} a {P1,1000} a {P1,1000} a {P1,1000} b';
		expect(comparison([{ content, ids: [], networks: [] }], 'a '.repeat(500)).fits).toBe(false);
	});
});

describe('a ZNS', () => {
	const template = {
		TempId: 200607,
		TempName: 'Xác nhận mua hàng',
		TempContent:
			'<style>p{}</style><h3>Đơn &amp; hàng</h3><p onclick="x()">Cảm ơn {{customer_name}}, mã {{ order_code }}.<br>Giao {{date}}</p>',
		ZNSTempDetail: [
			{ Param: 'order_code', ParamLevel: 2 },
			{ Param: 'customer_name', ParamLevel: 1 },
			{ Param: 'date', ParamLevel: 3 },
		],
	};
	const details = (more = {}) => ({
		Data: {
			Status: 'ENABLE',
			ListButtons: [{ Title: 'Xem', Content: 'https://esms.vn/{{order_code}}', Type: 1 }],
			...more,
		},
	});
	const lists = [{ ZNSTemplates: [template] }, { ZNSTemplates: [] }];
	const sent = { OAID: '1', TempID: '200607', Phone: '0901888484' };

	test.each([
		['V6', 'sendZns', { TempData: { order_code: 'DH1', customer_name: 'Lan' } }],
		[
			'V5',
			'sendZns',
			{
				TempData: [
					{ key: 'order_code', value: 'DH1' },
					{ key: 'customer_name', value: 'Lan' },
				],
			},
		],
		['V4', 'sendZns', { Params: ['Lan', 'DH1'] }],
		['journey', 'sendZaloJourney', { Params: ['Lan', 'DH1'] }],
		['bulk', 'sendZnsBulk', { Data: [{ Phone: '0901888484', Params: ['Lan', 'DH1'] }] }],
		[
			'user ID',
			'sendZnsByUid',
			{ ZaloUid: '312158068343230923', TempData: { order_code: 'DH1', customer_name: 'Lan' } },
		],
		[
			'hash',
			'sendZnsByHashPhone',
			{ HashPhone: 'ab', TempData: { order_code: 'DH1', customer_name: 'Lan' } },
		],
		[
			'multi-channel',
			'sendMultiChannel',
			{ Channels: ['zalo', 'sms'], Data: [{ ...sent, Params: ['Lan', 'DH1'] }, { Content: 'x' }] },
		],
	])('%s has its values in the content of the template', (_call, operation, values) => {
		const html = page(operation, { ...sent, ...(values as IDataObject) }, [...lists, details()]);
		expect(html).toContain(
			'<h3>Đơn &amp; hàng</h3><p>Cảm ơn <b>Lan</b>, mã <b>DH1</b>.<br>Giao <mark>{{date}}</mark></p>',
		);
		expect(html).toContain('<li title="https://esms.vn/DH1">Xem</li>');
		expect(words(html)).toContain('ZNS template: Xác nhận mua hàng (200607)');
	});

	test.each([
		[
			'a status',
			[...lists, details({ Status: 'DISABLE', Reason: 'Bị khóa' })],
			'Template 200607 cannot be sent: its status is DISABLE (Bị khóa)',
		],
		[
			'that there is none',
			[{}, {}, undefined],
			'The Official Account has no template 200607: eSMS answers 789',
		],
		[
			'nothing that is known',
			[undefined, undefined, undefined],
			'The content of the template is not known here',
		],
	])('says %s', (_what, found, said) => {
		expect(words(page('sendZns', { ...sent, TempData: { order_code: 'DH1' } }, found))).toContain(
			said,
		);
		expect(words(page('sendZns', { ...sent, TempData: { order_code: 'DH1' } }, found))).toContain(
			'DH1',
		);
	});

	test.each([
		['<script>alert(1)</script>a', 'a'],
		['<scr<script></script>ipt>alert(1)</script>', 'alert(1)'],
		['<img src="javascript:alert(1)" onerror="x">', ''],
		[
			'<img src="https://esms.vn/a.png" onerror="x">',
			'<img class="picture" src="https://esms.vn/a.png" alt="Image did not load: https://esms.vn/a.png" referrerpolicy="no-referrer">',
		],
		['<p><b>a</p></b>', '<p><b>a</b></p>'],
		['</div></div>a<div>', 'a<div></div>'],
		['a < b', 'a &lt; b'],
		['&lt;script&gt;{{x}}', '&lt;script&gt;<b>&lt;i&gt;</b>'],
		['<a href="https://esms.vn">x</a>', 'x'],
		['{{constructor}}', '<mark>{{constructor}}</mark>'],
	])('of hostile content %j', (content, html) => {
		expect(filledHtml(content, { x: '<i>' })).toBe(html);
	});

	const runs = 1000;
	test(`writes no tag or attribute of the template's own (${runs} runs)`, () => {
		const hostile = fc.constantFrom(
			'<',
			'>',
			'"',
			"'",
			'&lt;',
			'<script',
			'</script>',
			' onload=x',
			'<img src="https://a.b/',
			'{{x}}',
			'<p',
			'<p>',
			'</p>',
			'<!--',
			'-->',
			'=',
			'/',
			'a',
		);
		const tag =
			/^<(?:\/?[a-z][a-z0-9]*|img class="picture" src="[^"<>]*" alt="[^"<>]*" referrerpolicy="no-referrer")>$/;
		fc.assert(
			fc.property(fc.array(hostile, { maxLength: 20 }), fc.string(), (parts, value) => {
				const html = filledHtml(parts.join(''), { x: value });
				for (const found of html.match(/<[^>]*>?/g) ?? []) {
					expect(found).toMatch(tag);
					expect(found).not.toMatch(/script|style|svg/);
				}
			}),
			{ numRuns: runs },
		);
	});
});

describe('other channels', () => {
	test('Viber has image, text and button', () => {
		const html = page('sendViber', {
			Brandname: 'GIA TOT',
			Content: 'Chào\r\nbạn',
			OttImgUrl: 'https://esms.vn/a.png',
			OttLabel: 'Xem <b>',
			OttUrl: 'https://esms.vn',
			Phones: ['0901888484', '0901888485', '0901888486', '0901888487'],
		});
		expect(html).toContain('Chào<br>bạn');
		expect(html).toContain(
			'src="https://esms.vn/a.png" alt="Image did not load: https://esms.vn/a.png"',
		);
		expect(html).toContain('title="Opens https://esms.vn">Xem &lt;b&gt;</span>');
		expect(words(html)).toContain('To: 0901888484, 0901888485, 0901888486 and 1 more');
	});

	test.each([
		['sendVoiceOtp', { Content: 'Ma cua ban la 686868' }, 'Ma cua ban la 686868'],
		['sendVoiceOtp', { Code: '686868' }, '686868'],
		[
			'callFromTemplate',
			{ TemplateId: '1001', VariableListStr: 'Trung||20000' },
			'1: Trung\n2: 20000',
		],
		[
			'callFromRecording',
			{ TemplateId: '2001', Ivr: '1', NumberForward: '02871002454' },
			'Key 1 forwards the call to 02871002454',
		],
		[
			'sendGeneratedCodeMultiChannel',
			{ MultiChannelTempId: '22575' },
			'Multi-channel template 22575',
		],
		['sendZnsFullContent', { Content: 'Mã của bạn\n123' }, 'Mã của bạn123'],
	])('%s is shown in words', (operation, sent, said) => {
		expect(words(page(operation, { Phone: '0901888484', ...sent }))).toContain(said);
	});

	test('a multi-channel message has two phones', () => {
		const html = page('sendMultiChannel', {
			Channels: ['zalo', 'sms'],
			Phone: '0901888484',
			Data: [
				{ OAID: '1', TempID: '2', Params: ['Lan'] },
				{ Content: 'Xin chao', Brandname: 'ABC' },
			],
		});
		expect(html.match(/class="phone (?:zalo|sms)"/g)).toHaveLength(2);
		expect(words(html)).toContain('First: Zalo');
		expect(words(html)).toContain('Where Zalo does not reach the person: SMS\nABC\nXin chao');
	});
});

describe('the page', () => {
	test('shows issues and hints, all escaped', () => {
		const html = page('sendCustomerCareSms', { Content: '<b>' }, [], {
			issues: ['No <b>'],
			warnings: ['Look', 'Look'],
		} as never);
		expect(html).toContain('<h2>Refused before sending (1)</h2><ul><li>No &lt;b&gt;</li></ul>');
		expect(html).toContain('<h2>Hints (1)</h2><ul><li>Look</li></ul>');
		expect(html).not.toContain('Follows all documented rules');
	});

	test.each([...operations.values()].filter(({ preview }) => preview).map(({ value }) => value))(
		'of %s makes do with a request that holds nothing',
		(operation) => {
			const sent = operation === 'sendMultiChannel' ? { Channels: [], Data: [{}, {}] } : {};
			expect(page(operation, sent)).toContain('<!DOCTYPE html>');
			expect(operations.get(operation)?.previewLookups?.(sent) ?? []).toEqual([]);
		},
	);
});
