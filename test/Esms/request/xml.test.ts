import fc from 'fast-check';

import { toXml } from '../../../nodes/Esms/request/xml';

const customers = (...phones: string[]) => ({ CUSTOMER: phones.map((PHONE) => ({ PHONE })) });

/** The samples of openapi.yaml, which are laid out in lines. */
const inOneLine = (sample: string) => sample.replace(/>\s+</g, '><').trim();

describe('toXml', () => {
	it('writes the sample of CustomerCareSmsXml', () => {
		expect(
			toXml({
				APIKEY: 'APIKEYCUABAN',
				SECRETKEY: 'SECRETKEYCUABAN',
				CONTENT: 'CODE la ma xac minh dang ky Baotrixemay cua ban',
				SMSTYPE: 2,
				BRANDNAME: 'Baotrixemay',
				REQUESTID: undefined,
				SENDDATE: '2022-08-03 10:00:00',
				CALLBACKURL: 'https://esms.vn/webhook/',
				CONTACTS: customers('0901888484'),
			}),
		).toBe(
			inOneLine(`
				<RQST>
				<APIKEY>APIKEYCUABAN</APIKEY>
				<SECRETKEY>SECRETKEYCUABAN</SECRETKEY>
				<CONTENT>CODE la ma xac minh dang ky Baotrixemay cua ban</CONTENT>
				<SMSTYPE>2</SMSTYPE>
				<BRANDNAME>Baotrixemay</BRANDNAME>
				<SENDDATE>2022-08-03 10:00:00</SENDDATE>
				<CALLBACKURL>https://esms.vn/webhook/</CALLBACKURL>
				<CONTACTS>
				<CUSTOMER><PHONE>0901888484</PHONE></CUSTOMER>
				</CONTACTS>
				</RQST>`),
		);
	});

	it('writes the sample of AdvertisingSmsXml', () => {
		expect(
			toXml({
				APIKEY: 'APIKEYCUABAN',
				SECRETKEY: 'SECRETKEYCUABAN',
				CONTENT: 'Noi dung quang cao',
				SMSTYPE: '1',
				REQUESTID: '96accf59-0c41-4bc7-a5c4-4a466c2e41c2',
				CAMPAIGNID: 'khuyến mãi',
				BRANDNAME: 'QC_ONLINE',
				CONTACTS: customers('0901888484', '0918238965'),
			}),
		).toBe(
			inOneLine(`
				<RQST>
				<APIKEY>APIKEYCUABAN</APIKEY>
				<SECRETKEY>SECRETKEYCUABAN</SECRETKEY>
				<CONTENT>Noi dung quang cao</CONTENT>
				<SMSTYPE>1</SMSTYPE>
				<REQUESTID>96accf59-0c41-4bc7-a5c4-4a466c2e41c2</REQUESTID>
				<CAMPAIGNID>khuyến mãi</CAMPAIGNID>
				<BRANDNAME>QC_ONLINE</BRANDNAME>
				<CONTACTS>
				<CUSTOMER><PHONE>0901888484</PHONE></CUSTOMER>
				<CUSTOMER><PHONE>0918238965</PHONE></CUSTOMER>
				</CONTACTS>
				</RQST>`),
		);
	});

	it('writes the sample of AdvertisingPriceXml', () => {
		expect(
			toXml({
				APIKEY: 'APIKEYCUABAN',
				SECRETKEY: 'SECRETKEYCUABAN',
				CONTENT:
					'Cam on quy khach da su dung dich vu cua chung toi. Chuc quy khach mot ngay tot lanh!',
				SMSTYPE: '1',
				BRANDNAME: 'QC_ONLINE',
				CONTACTS: customers('0901888484', '0918238965'),
			}),
		).toBe(
			inOneLine(`
				<RQST>
				<APIKEY>APIKEYCUABAN</APIKEY>
				<SECRETKEY>SECRETKEYCUABAN</SECRETKEY>
				<CONTENT>Cam on quy khach da su dung dich vu cua chung toi. Chuc quy khach mot ngay tot lanh!</CONTENT>
				<SMSTYPE>1</SMSTYPE>
				<BRANDNAME>QC_ONLINE</BRANDNAME>
				<CONTACTS>
				<CUSTOMER><PHONE>0901888484</PHONE></CUSTOMER>
				<CUSTOMER><PHONE>0918238965</PHONE></CUSTOMER>
				</CONTACTS>
				</RQST>`),
		);
	});

	it.each<[string, string, string]>([
		['markup', 'a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d'],
		['what looks escaped already', '&amp;', '&amp;amp;'],
		['the end of a CDATA section', ']]>', ']]&gt;'],
		[
			'an attempt to add elements',
			'</CONTENT><PHONE>1</PHONE>',
			'&lt;/CONTENT&gt;&lt;PHONE&gt;1&lt;/PHONE&gt;',
		],
		['quotes', `"it's"`, `"it's"`],
		['control characters', 'a\u0000b\u0008c\u000Bd\u001Fe\u007Ff\u0085g', 'abcdefg'],
		['line breaks and tabs', 'a\nb\tc\r\nd', 'a\nb\tc\r\nd'],
		['an emoji', 'ok 👍', 'ok 👍'],
		['half an emoji', 'ok \uD83D', 'ok '],
		['non-characters', 'a\uFFFEb\uFFFFc', 'abc'],
		['nothing', '', ''],
	])('writes %s', (_name, text, content) => {
		expect(toXml({ CONTENT: text })).toBe(`<RQST><CONTENT>${content}</CONTENT></RQST>`);
	});

	it('writes booleans, and nothing for an empty list', () => {
		expect(toXml({ A: true, B: [], C: ['1', 2] })).toBe('<RQST><A>true</A><C>1</C><C>2</C></RQST>');
	});

	it('keeps every text that XML can hold', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				const content = toXml({ CONTENT: text }).slice(
					'<RQST><CONTENT>'.length,
					-'</CONTENT></RQST>'.length,
				);
				expect(content).not.toMatch(/[<>]/);
				expect(content.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')).toBe(
					text,
				);
			}),
		);
	});
});
