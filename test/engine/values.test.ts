import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { failure, output } from './engine';
import { credentials, rlc, simulator } from './simulator';

const oaId = rlc('4097311281936189049');
const zaloUserId = '31215806834323090';
const identification = { label: 'Mã đơn hàng', value: 'DH1' };
const noon = { sendDate: '2099-01-01T12:00:00' };
const waiting = { waitForReceipt: true, askInstead: true };

const base: Record<string, INodeParameters> = {
	sms: {
		resource: 'sms',
		operation: 'sendCustomerCareSms',
		phone: '0901888480',
		brandname: rlc('ESMS.VN'),
		content: 'Chao ban',
	},
	advertising: {
		resource: 'sms',
		operation: 'sendAdvertisingSms',
		phones: Array.from({ length: 30 }, (_, index) => `09018884${index + 10}`).join(),
		brandname: rlc('QC_ONLINE'),
		content: '[QC] Giam gia',
		options: noon,
	},
	viber: {
		resource: 'viber',
		operation: 'sendViber',
		phones: '0901888480',
		brandname: rlc('BAT DONG SAN GIA TOT'),
		viberLayout: 'textImageButton',
		viberText: 'Xin chào',
		viberImageUrl: 'https://esms.vn/a.png',
		viberButtonLabel: 'eSMS',
		viberButtonUrl: 'https://esms.vn',
	},
	code: {
		resource: 'otp',
		operation: 'sendGeneratedCode',
		phone: '0901888480',
		brandname: rlc('Baotrixemay'),
		codeText: '{OTP} la ma xac minh dang ky Baotrixemay cua ban',
	},
	hash: {
		resource: 'zns',
		operation: 'sendZnsByHashPhone',
		phoneOrHash: '0901888480',
		oaId,
		templateId: rlc('205644'),
		options: { templateJson: '{"otp": "1"}', ...noon },
	},
	zns: {
		resource: 'zns',
		operation: 'sendZns',
		phone: '0901888480',
		oaId,
		templateId: rlc('205644'),
		options: { templateJson: '{"otp": "1"}', ...noon },
	},
	uid: {
		resource: 'zns',
		operation: 'sendZnsByUid',
		zaloUserId,
		oaId,
		templateId: rlc('205644'),
		options: { templateJson: '{"otp": "1"}', ...noon },
	},
	transaction: {
		resource: 'zaloOa',
		operation: 'sendZaloTransaction',
		oaId,
		zaloUserId,
		zaloElements: { element: [{ type: 'table', rows: { row: [identification] } }] },
		options: noon,
	},
	consultation: {
		resource: 'zaloOa',
		operation: 'sendZaloConsultationButtons',
		oaId,
		zaloUserId,
		zaloText: 'Xin chào',
		zaloConsultationButtons: {
			button: [{ type: 'oa.open.phone', title: 'Gọi', phone: '0901888484' }],
		},
	},
	image: {
		resource: 'zaloOa',
		operation: 'sendZaloConsultationImage',
		oaId,
		zaloUserId,
		zaloText: 'Xin chào',
		zaloImageUrl: 'https://esms.vn/a.png',
	},
	recording: {
		resource: 'voice',
		operation: 'callFromRecording',
		phone: '0901888480',
		recordingId: '2001',
		options: noon,
	},
	registration: {
		resource: 'template',
		operation: 'registerZaloTemplate',
		oaId,
		znsType: '25',
		zaloTemplateText: 'Xin chào {{name}}',
		logoUrl: 'https://esms.vn/logo.png',
	},
	sent: {
		resource: 'message',
		operation: 'listSentMessages',
		messageType: '2',
		from: '2026-01-01T00:00:00',
		to: '2026-01-02T00:00:00',
	},
};

const setup = (name: string, changes: INodeParameters) => {
	const options = { ...(base[name].options as IDataObject), ...(changes.options as IDataObject) };
	const parameters = {
		...base[name],
		...changes,
		...(Object.keys(options).length > 0 && { options }),
	};
	return { parameters: parameters as INodeParameters, credentials: credentials() };
};

/** What eSMS got. */
async function wire(name: string, changes: INodeParameters): Promise<IDataObject> {
	expect(await failure(setup(name, changes))).toBeUndefined();
	expect(simulator.requests).toHaveLength(1);
	const [{ query, body, schemaErrors }] = simulator.requests;
	expect(schemaErrors).toEqual([]);
	return { ...query, ...(body as object) } as IDataObject;
}

const decomposed = (text: string) => text.normalize('NFD');

/** Node, what is changed, property of the request, what stands there. */
const read: Array<[string, INodeParameters, string, unknown]> = [
	// Text
	['sms', { content: decomposed('Xin chào bạn') }, 'Content', 'Xin chào bạn'],
	['sms', { content: decomposed('ằ'.repeat(67)) }, 'Content', 'ằ'.repeat(67)],
	['sms', { content: '\u00A0Chao ban\u2003\u200B' }, 'IsUnicode', '0'],
	['sms', { content: '\u00A0Chao ban\u2003\u200B' }, 'Content', 'Chao ban'],
	['sms', { content: '\u0085\u202AChao ban\u202C\u2069' }, 'IsUnicode', '0'],
	['sms', { content: 'Infinity Spa: NaN' }, 'Content', 'Infinity Spa: NaN'],
	['sms', { options: { campaignId: decomposed('Tháng bảy') } }, 'campaignid', 'Tháng bảy'],
	[
		'viber',
		{ viberText: 'Dòng 1\nDòng 2\r\nDòng 3\rDòng 4' },
		'Content',
		'Dòng 1\r\nDòng 2\r\nDòng 3\r\nDòng 4',
	],
	// Phones
	['sms', { phone: "'0901888480" }, 'Phone', '0901888480'],
	['sms', { phone: '0901888480;' }, 'Phone', '0901888480'],
	['sms', { phone: '={{ "901888480.0" }}' }, 'Phone', '0901888480'],
	['sms', { phone: '901888480.00' }, 'Phone', '0901888480'],
	['recording', { options: { forwardTo: '028 7100 2454' } }, 'NumberForward', '02871002454'],
	['recording', { options: { forwardTo: '1900 6750' } }, 'NumberForward', '19006750'],
	['viber', { phones: "'0901888480;\n901888481.0" }, 'Phones', ['0901888480', '0901888481']],
	[
		'registration',
		{ options: { callbackUrl: 'https://a.vn/?x[]=1' } },
		'CallbackUrl',
		'https://a.vn/?x%5B%5D=1',
	],
	// Dates
	['sms', { options: { sendDate: '={{ 4070908800000 }}' } }, 'SendDate', '2099-01-01 07:00:00'],
	['sms', { options: { sendDate: '4070908800000' } }, 'SendDate', '2099-01-01 07:00:00'],
	[
		'sms',
		{ options: { sendDate: '2099-01-01T12:00:00+14:00' } },
		'SendDate',
		'2099-01-01 05:00:00',
	],
	['sms', { options: { ...noon, timeZone: '={{ "" }}' } }, 'SendDate', '2099-01-01 12:00:00'],
	// Switches
	['sms', { options: { sandbox: '={{ "\u200BTrue " }}' } }, 'Sandbox', '1'],
	// What is displayed
	['code', {}, 'IsNumber', '1'],
	['code', {}, 'NumCharOfCode', '6'],
	['code', { options: { codeCharacters: '0', codeLength: '={{ "8.0" }}' } }, 'NumCharOfCode', '8'],
	['code', { options: { codeCharacters: '0' } }, 'IsNumber', '0'],
	// Links
	[
		'viber',
		{ viberButtonUrl: 'https://sữa.vn/a[1]|{b} c' },
		'OttUrl',
		'https://xn--sa-3ct.vn/a%5B1%5D%7C%7Bb%7D%20c',
	],
	[
		'registration',
		{ options: { firstButton: 'https://a.vn/{{code}}?b={c}' } },
		'CTA1',
		'https://a.vn/{{code}}?b=%7Bc%7D',
	],
	[
		'registration',
		{ logoUrl: 'https://esms.vn/logo.PNG?v=1' },
		'ImageUrl',
		'https://esms.vn/logo.PNG?v=1',
	],
];

test.each(read)('%s with %j sends %s as %j', async (name, changes, property, value) => {
	expect((await wire(name, changes))[property]).toEqual(value);
});

test('a text whose letters and marks stand apart takes as few segments as a composed one', async () => {
	const [[{ json }]] = await output(setup('sms', { content: decomposed('ằ'.repeat(67)) }));
	expect(json.estimate).toEqual({ encoding: 'Unicode', characters: 67, segments: 1 });
});

const lost = 'is a number too long to be exact, give it as text';
const several = 'holds more than one number, enter one such as 0901888484';

/** Node, what is changed, how the message starts. */
const refused: Array<[string, INodeParameters, string]> = [
	// Text
	['sms', { content: '={{ "Chao " + {} }}' }, "'Text' contains '[object Object]'"],
	['sms', { content: '={{ ({ a: 1 }) }}' }, "'Text' holds an object, enter text"],
	['sms', { content: '={{ ["a"] }}' }, "'Text' holds a list, enter text"],
	['sms', { content: '={{ 0 / 0 }}' }, "'Text' is NaN instead of a number, correct the expression"],
	[
		'sms',
		{ content: '={{ " NaN" }}' },
		"'Text' is NaN instead of a number, correct the expression",
	],
	['sms', { content: '3.12158E+16' }, `'Text' ${lost}`],
	['sms', { brandname: rlc('={{ 2 ** 60 }}') }, `'Brandname' ${lost}`],
	['viber', { viberText: '={{ ({ a: 1 }) }}' }, "'Text' holds an object, enter text"],
	['code', { codeText: '={{ "{OTP} " + {} }}' }, "'Text With Code' contains '[object Object]'"],
	['uid', { zaloUserId: '={{ 31215806834323092 }}' }, `'Zalo User ID' ${lost}`],
	['sms', { content: '={{ "" + 1e21 }}' }, `'Text' ${lost}`],
	// Phones
	['sms', { phone: '0901888484, 0918238965' }, `'Phone' ${several}`],
	['sms', { phone: '0901888484/0918238965' }, `'Phone' ${several}`],
	['sms', { phone: '0901888484 0918238965' }, `'Phone' ${several}`],
	['hash', { phoneOrHash: '0901888484, 0918238965' }, `'Phone or Hash' ${several}`],
	['sms', { phone: '09018' }, "'Phone' has 5 digits, too few for a phone number"],
	['sms', { phone: '+1234567890123456' }, "'Phone' has 16 digits, at most 15 are allowed"],
	['sms', { phone: '#0901888484' }, "'Phone' holds '#', which no phone number has"],
	['recording', { options: { forwardTo: '0901888484;0918238965' } }, `'Forward To' ${several}`],
	[
		'viber',
		{ phones: '0901888484, 0918238965 0901888485' },
		"'Phones' holds what is no phone number",
	],
	[
		'consultation',
		{
			zaloConsultationButtons: {
				button: [{ type: 'oa.open.phone', title: 'Gọi', phone: '0901888484, 0918238965' }],
			},
		},
		`Button 1: 'Phone Number' ${several}`,
	],
	// Dates
	[
		'sms',
		{ options: { sendDate: '={{ 46300.5 }}' } },
		"'Send Date' is not a date but a spreadsheet's own number of a date ('46300.5'), enter one such as 2026-01-31 09:00:00",
	],
	[
		'sms',
		{ options: { sendDate: '46300.5' } },
		"'Send Date' is not a date but a spreadsheet's own number of a date",
	],
	[
		'sms',
		{ options: { sendDate: '={{ 4070908800 }}' } },
		"'Send Date' is not a date but seconds since 1970",
	],
	['sent', { from: '={{ 1767225600 }}' }, "'From' is not a date but seconds since 1970"],
	['sent', { from: '0001-01-01' }, "'From' is not a date ('0001-01-01')"],
	[
		'sms',
		{ options: { sendDate: '2099-01-01T12:00:00+99:99' } },
		"'Send Date' is not a date ('2099-01-01T12:00:00+99:99')",
	],
	['sms', { options: { sendDate: '2099-01-01T12:00:00+07:60' } }, "'Send Date' is not a date"],
	[
		'sms',
		{ options: { ...noon, timeZone: '={{ ["Asia/Tokyo"] }}' } },
		"'Time Zone' holds a list, enter text",
	],
	[
		'sms',
		{ options: { sendDate: '={{ undefined }}', timeZone: '={{ ["Asia/Tokyo"] }}' } },
		"'Send Date' is an expression that gives nothing here, let it give a date, an empty text to send at once, or remove the option (and 1 more)",
	],
	// Switches
	['sms', { options: { sandbox: '={{ " " }}' } }, "'Sandbox' is an expression that gives nothing"],
	['sms', { options: { sandbox: '={{ "yes" }}' } }, "'Sandbox' is 'yes', enter true or false"],
	// Numbers and choices
	['sms', { options: { ...waiting, waitLimit: '={{ [5] }}' } }, "'Wait Limit (Minutes)' is '5'"],
	[
		'sms',
		{ options: { ...waiting, waitLimit: '={{ true }}' } },
		"'Wait Limit (Minutes)' is 'true'",
	],
	[
		'sms',
		{ options: { ...waiting, waitLimit: '={{ "0x5" }}' } },
		"'Wait Limit (Minutes)' is '0x5'",
	],
	[
		'sms',
		{ options: { requestId: 'a', repeatedRequestId: '={{ "stop" }}' } },
		"'If Request ID Was Used' is 'stop', choose one of 'accept'",
	],
	['sent', { messageType: '={{ "" }}' }, "'Message Type' is empty, fill it in"],
	['sent', { limit: '={{ [5] }}' }, "'Limit' holds a list, enter text"],
	['sent', { limit: '={{ "0x10" }}' }, "'Limit' is '0x10', enter a whole number"],
	['sent', { limit: '={{ 0 / 0 }}' }, "'Limit' is NaN instead of a number"],
	['sent', { messageType: '={{ ["2"] }}' }, "'Message Type' holds a list, enter text"],
	[
		'code',
		{ options: { codeLength: '={{ true }}' } },
		"'Code Length' is 'true', enter a whole number",
	],
	// Links
	[
		'viber',
		{ viberImageUrl: 'https:///a.png' },
		"'Image URL' is not a web address ('https:///a.png')",
	],
	[
		'viber',
		{ viberButtonUrl: 'https://a.vn/b https://c.vn/d' },
		"'Button URL' holds more than one web address",
	],
	['viber', { viberButtonUrl: 'https://.vn/a' }, "'Button URL' is not a web address"],
	['viber', { viberButtonUrl: 'https://a..vn/a' }, "'Button URL' is not a web address"],
	[
		'registration',
		{ options: { firstButton: 'https://a.vn/b https://c.vn/d' } },
		"'First Button Link' holds more than one web address",
	],
	[
		'consultation',
		{
			zaloConsultationButtons: {
				button: [{ type: 'oa.open.url', title: 'Xem', url: 'https://a.vn/b\nhttps://c.vn/d' }],
			},
		},
		"Button 1: 'URL' holds more than one web address",
	],
	[
		'image',
		{ zaloImageUrl: 'https://a.vn/b.png https://c.vn/d.png' },
		"'Image URL' holds more than",
	],
	[
		'registration',
		{ logoUrl: 'https://esms.vn/logo.jpg' },
		"'Logo URL' does not end in .png, eSMS takes a logo as PNG only",
	],
	[
		'registration',
		{ options: { secondButton: '0901888484' } },
		"'Second Button Link' is not a web address ('0901888484')",
	],
	// The builder of Zalo messages
	[
		'transaction',
		{
			zaloElements: {
				element: [
					{
						type: 'table',
						rows: { row: [identification, { label: 'Giá', value: '={{ 0 / 0 }}' }] },
					},
				],
			},
		},
		"Element 1 (Table), row 2: 'Value' is NaN instead of a number, correct the expression",
	],
	[
		'transaction',
		{
			zaloElements: {
				element: [
					{
						type: 'table',
						rows: { row: [identification, { label: 'Giá', value: '={{ ({ a: 1 }) }}' }] },
					},
				],
			},
		},
		"Element 1 (Table), row 2: 'Value' must be text, not a list or an object",
	],
	[
		'transaction',
		{
			zaloElements: {
				element: [
					{ type: 'header', header: '={{ "Đơn " + {} }}' },
					{ type: 'table', rows: { row: [identification] } },
				],
			},
		},
		"Element 1 (Header): 'Header' contains '[object Object]'",
	],
	[
		'transaction',
		{
			zaloMessageSource: 'json',
			zaloMessageJson:
				'{"message": {"attachment": {"type": "template", "payload": {"template_type": "transaction_order", "elements": [{"type": "table", "content": [{"key": "Mã", "value": "NaN"}]}]}}}}',
		},
		"Element 1 (Table), row 1: 'Value' is NaN instead of a number",
	],
	[
		'consultation',
		{ zaloText: '={{ ({ a: 1 }) }}' },
		"'Text' must be text, not a list or an object",
	],
];

describe.each(['customOperations', 'declarative'] as const)('in the run by %s', (path) => {
	test.each(refused)('%s with %j is refused', async (name, changes, message) => {
		const error = await failure({ ...setup(name, changes), path });
		const found =
			path === 'declarative' ? [error?.message, error?.description].join() : error?.message;
		expect(String(found)).toContain(message);
		expect(simulator.requests).toEqual([]);
	});
});

const night = { sendDate: '2099-01-01T23:30:00' };
const early = { sendDate: '2099-01-01T05:59:59' };
const silent = /^Between 22 and 6 h, Vietnam time, a transaction message arrives without a sound/;
const mayBeRefused = /^Between 22 and 6 h, Vietnam time, Zalo refuses ZNS of templates .*-133/;
const table = (label: string, style = '') => ({
	element: [
		{ type: 'table', rows: { row: [identification, { label, value: '1', statusColor: style }] } },
	],
});

/** Node, what is changed, the hints that come out with the result. */
const hinted: Array<[string, INodeParameters, RegExp[]]> = [
	[
		'sms',
		{ phone: '028 7100 2454' },
		[/^'Phone' is not a Vietnamese mobile number, it goes out as 02871002454$/],
	],
	['recording', { options: { forwardTo: '028 7100 2454', sendDate: '2099-06-01T10:00:00' } }, []],
	[
		'hash',
		{ phoneOrHash: '01201888484' },
		[
			/^'Phone or Hash' is a mobile number of before 2018, which has been 0701888484 since, it is hashed/,
		],
	],
	[
		'consultation',
		{
			zaloConsultationButtons: {
				button: [{ type: 'oa.open.phone', title: 'Gọi', phone: '0120 188 8484' }],
			},
		},
		[
			/^Button 1: 'Phone Number' is a mobile number of before 2018, which has been 0701888484 since$/,
		],
	],
	['transaction', {}, []],
	['transaction', { options: night }, [silent]],
	['transaction', { options: early }, [silent]],
	['transaction', { options: { sendDate: '2099-01-01T06:00:00' } }, []],
	['zns', {}, []],
	['zns', { options: night }, [mayBeRefused]],
	['hash', { options: night }, [mayBeRefused]],
	['uid', { options: early }, [mayBeRefused]],
	['uid', { zaloUserId: '0901888484' }, [/^'Zalo User ID' looks like a phone number/]],
	['uid', { zaloUserId: '12345' }, [/^'Zalo User ID' does not look like a Zalo user ID/]],
	['transaction', { zaloUserId: '84901888484' }, [/^'Zalo User ID' looks like a phone number/]],
	[
		'transaction',
		{ zaloElements: table('TRẠNG THÁI') },
		[/row 2: 'Label' should be written 'Trạng thái', upper and lower case/],
	],
	[
		'transaction',
		{
			zaloElements: {
				element: [
					...table('Giá').element,
					{ type: 'banner', imageUrl: 'https://esms.vn/huong-dan' },
				],
			},
		},
		[/'Image URL' does not look like a JPG or PNG image/],
	],
	[
		'consultation',
		{
			zaloConsultationButtons: {
				button: [{ type: 'oa.open.phone', title: 'Gọi', phone: '={{ 901888484 }}' }],
			},
		},
		[/^Button 1: 'Phone Number' has lost its 0, it goes out as 0901888484$/],
	],
	[
		'image',
		{ zaloImageUrl: 'https://drive.google.com/file/d/1a/view' },
		[/^'Image URL' leads to the page of a file/],
	],
	[
		'image',
		{ zaloImageUrl: 'http://localhost/a.png' },
		[/^'Image URL' names a host that the receiver's phone cannot reach/],
	],
	[
		'viber',
		{ viberImageUrl: 'https://www.dropbox.com/s/1a/a.png?dl=0' },
		[/^'Image URL' leads to the page of a file/],
	],
	[
		'viber',
		{ viberImageUrl: 'https://n8n/a.png' },
		[/^'Image URL' names a host that the receiver's phone cannot reach/],
	],
	['registration', { logoUrl: 'https://n8n/logo.png' }, [/^'Logo URL' names a host/]],
];

test.each(hinted)('%s with %j gets the hints %j', async (name, changes, hints) => {
	const [[{ json }]] = await output(setup(name, changes));
	expect(json.hints ?? []).toEqual(hints.map((hint) => expect.stringMatching(hint)));
});
