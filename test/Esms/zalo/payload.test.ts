import fc from 'fast-check';

import {
	consultationButtonsPayload,
	consultationImagePayload,
	consultationTextBody,
	lostZeroHints,
	payloadFromJson,
	requestUserInfoPayload,
	transactionPayload,
} from '../../../nodes/Esms/zalo/payload';
import {
	checkConsultationButtons,
	checkConsultationImage,
	checkConsultationText,
	checkRequestUserInfo,
	checkTransactionMessage,
	type Findings,
} from '../../../nodes/Esms/zalo/rules';
import { isValidTransaction, sample, structuredCopy, validatorOf, type Json } from './sample';

const BANNER =
	'https://minio.esms.vn/blogimg/agent-1/BlogImg/full_cccc34d4-3a46-4644-8613-1b226203c5d5.png';
const icon = (id: string) => `https://img.icons8.com/?size=100&id=${id}&format=png&color=000000`;

/** The sample of the transaction page, as a user fills it in. */
const sampleValues = {
	userId: '31215806834323092',
	templateType: 'transaction_order',
	language: 'VI',
	elements: {
		element: [
			{ type: 'banner', imageUrl: BANNER },
			{ type: 'header', header: 'Trạng thái đơn hàng', align: 'left' },
			{
				type: 'text',
				text: '• Cảm ơn bạn đã mua hàng tại cửa hàng.\n• Thông tin đơn hàng của bạn như sau:',
				align: 'left',
			},
			{
				type: 'table',
				rows: {
					row: [
						{ label: 'Mã khách hàng', value: 'eSMS-001' },
						{ label: 'Trạng thái', value: 'Đang giao', statusColor: 'yellow' },
						{ label: 'Giá tiền', value: '250,000đ' },
					],
				},
			},
			{ type: 'text', text: '📲 Lưu ý điện thoại. Xin cảm ơn!', align: 'center' },
		],
	},
	buttons: {
		button: [
			{
				type: 'oa.open.url',
				title: 'Kiểm tra lộ trình',
				url: 'https://esms.vn/huong-dan/huong-dan-tich-hop/huong-dan-tich-hop-api-cua-esms-vao-website',
				icon: icon('kJlyCVWJrclv'),
			},
			{
				type: 'oa.open.url',
				title: 'Xem lại giỏ hàng',
				url: 'https://esms.vn/huong-dan/huong-dan-su-dung',
				icon: icon('S2Z1vzGMFT1v'),
			},
			{
				type: 'oa.open.phone',
				title: 'Liên hệ tổng đài',
				phone: '0901888484',
				icon: icon('KKBDB20a4V6t'),
			},
		],
	},
};

function elementOf(values: Json): Json {
	const built: Json = transactionPayload({ ...sampleValues, elements: { element: [values] } });
	return built.message.attachment.payload.elements[0];
}

function buttonOf(values: Json): Json {
	const built: Json = transactionPayload({ ...sampleValues, buttons: { button: [values] } });
	return built.message.attachment.payload.buttons[0];
}

function rowOf(values: Json): Json {
	return elementOf({ type: 'table', rows: { row: [values] } }).content[0];
}

describe('transactionPayload', () => {
	it('builds the documented sample', () => {
		expect(transactionPayload(sampleValues)).toEqual(sample);
	});

	it('takes only the fields that the type needs', () => {
		const leftovers = {
			imageUrl: 'https://esms.vn/old.png',
			header: 'Cũ',
			text: 'Cũ',
			align: 'left',
			rows: { row: [{ label: 'Cũ', value: 'Cũ' }] },
			url: 'https://esms.vn/old',
			query: '#cu',
			phone: '0901888484',
			smsText: 'Cũ',
		};
		const filled = {
			...sampleValues,
			elements: {
				element: sampleValues.elements.element.map((entry) => ({ ...leftovers, ...entry })),
			},
			buttons: { button: sampleValues.buttons.button.map((entry) => ({ ...leftovers, ...entry })) },
		};
		expect(transactionPayload(filled)).toEqual(sample);
	});

	it.each([
		['Windows', 'a\r\nb', 'a<br>b'],
		['Unix', 'a\n\nb', 'a<br><br>b'],
		['old Mac', 'a\rb', 'a<br>b'],
		['surrounding', '\n a \n', 'a'],
	])('turns %s line breaks of a text into <br>', (_, text, content) => {
		expect(elementOf({ type: 'text', text, align: 'left' })).toEqual({
			type: 'text',
			content,
			align: 'left',
		});
	});

	it.each([
		['trims', ' Đơn hàng ', 'Đơn hàng'],
		['keeps on one line', 'Đơn\nhàng', 'Đơn hàng'],
		['composes', 'Đơn hàng'.normalize('NFD'), 'Đơn hàng'],
		['writes a number of', 1001, '1001'],
	])('%s a header', (_, header, content) => {
		expect(elementOf({ type: 'header', header })).toEqual({ type: 'header', content });
	});

	it.each([
		['', 'default'],
		['default', 'default'],
		[undefined, 'default'],
		[' https://esms.vn/icon.png ', 'https://esms.vn/icon.png'],
		['aERC3A0iYGgQxim8', 'aERC3A0iYGgQxim8'],
	])('sends the icon %j as %j', (given, expected) => {
		expect(buttonOf({ type: 'oa.open.url', title: 'Mở', icon: given }).image_icon).toBe(expected);
	});

	it.each([
		['oa.open.url', { url: 'https://esms.vn/a?b=c#d' }, { url: 'https://esms.vn/a?b=c#d' }],
		[
			'oa.open.url',
			{ url: 'https://esms.vn/đơn hàng' },
			{ url: 'https://esms.vn/%C4%91%C6%A1n%20h%C3%A0ng' },
		],
		['oa.open.url', { url: 'https://esms.vn/\ud83d' }, { url: 'https://esms.vn/%EF%BF%BD' }],
		['oa.query.show', { query: ' #callback_data ' }, '#callback_data'],
		['oa.query.hide', { query: '#callback_data' }, '#callback_data'],
		[
			'oa.open.sms',
			{ smsText: 'alo', phone: '+84 919.018-791' },
			{ content: 'alo', phone_code: '+84919018791' },
		],
		['oa.open.phone', { phone: 84919018791 }, { phone_code: '84919018791' }],
		['oa.open.phone', { phone: 901888484 }, { phone_code: '0901888484' }],
		['oa.open.phone', { phone: "'901888484.0;" }, { phone_code: '0901888484' }],
		['oa.open.phone', { phone: '1900 6750' }, { phone_code: '19006750' }],
		['oa.open.phone', { phone: '+84 (0) 901 888 484' }, { phone_code: '0901888484' }],
		['oa.open.phone', { phone: '0084901888484' }, { phone_code: '0901888484' }],
		['oa.open.phone', { phone: '849018884' }, { phone_code: '0849018884' }],
		[
			'oa.open.url',
			{ url: 'https://sữa.vn/a[1]|{b}' },
			{ url: 'https://xn--sa-3ct.vn/a%5B1%5D%7C%7Bb%7D' },
		],
	])('shapes the payload of %s from %j', (type, values, payload) => {
		expect(buttonOf({ type, title: 'Nút', ...values })).toEqual({
			type,
			title: 'Nút',
			image_icon: 'default',
			payload,
		});
	});

	it.each([
		['Trạng thái', 'green', 'green'],
		['Trạng thái'.normalize('NFD'), 'green', 'green'],
		['Status', 'red', 'red'],
		['Trạng thái', '', undefined],
		['Giá tiền', 'green', undefined],
	])('row %s with color %j has style %j', (label, statusColor, style) => {
		expect(rowOf({ label, value: 'x', statusColor }).style).toBe(style);
	});

	it('leaves blank values out, so that they are refused by name', () => {
		const payload = transactionPayload({
			userId: ' ',
			templateType: '',
			language: '',
			elements: {},
			buttons: {},
		});
		expect(payload).toEqual({
			recipient: {},
			message: { attachment: { type: 'template', payload: {} } },
		});
		expect(checkTransactionMessage(payload).issues).toEqual([
			"'Zalo User ID' is required",
			"'Template Type' is required",
			"'Elements' is required",
		]);
	});

	it.each<[string, Json, Json, string]>([
		[
			'a table value that is NaN',
			{ label: 'Giá', value: Number.NaN },
			{},
			"Element 4 (Table), row 1: 'Value' is NaN instead of a number, correct the expression",
		],
		[
			'a table value that is an object',
			{ label: 'Giá', value: { vnd: 1 } },
			{},
			"Element 4 (Table), row 1: 'Value' must be text, not a list or an object",
		],
		[
			'a label that is a list',
			{ label: ['Giá'], value: '1' },
			{},
			"Element 4 (Table), row 1: 'Label' must be text, not a list or an object",
		],
		[
			'a number that has lost digits',
			{ label: 'Giá', value: 2 ** 60 },
			{},
			"Element 4 (Table), row 1: 'Value' is a number too long to be exact, give it as text",
		],
		[
			'a row that is no object',
			'Giá',
			{},
			'Element 4 (Table), row 1: a row must be an object with key and value',
		],
		[
			'a title that is infinite',
			undefined,
			{ title: Number.POSITIVE_INFINITY },
			"Button 1: 'Title' is a number too long to be exact, give it as text",
		],
		[
			'a link that is an object',
			undefined,
			{ url: {} },
			"Button 1: 'URL' must be text, not a list or an object",
		],
		[
			'an icon that is a list',
			undefined,
			{ icon: [] },
			"Button 1: 'Icon' must be text, not a list or an object",
		],
	])('lets the rules name %s by its place', (_, row, button, issue) => {
		const values: Json = structuredCopy(sampleValues);
		if (row !== undefined) values.elements.element[3].rows.row.unshift(row);
		const changed = { ...values.buttons.button[0], ...button };
		const payload = transactionPayload({ ...values, buttons: { button: [changed] } });
		expect(checkTransactionMessage(payload).issues).toEqual([issue]);
	});

	it('hints at phone buttons whose 0 it put back', () => {
		const buttons = {
			button: [
				{ type: 'oa.open.phone', phone: 901888484 },
				{ type: 'oa.open.sms', phone: '0901888484' },
				{ type: 'oa.open.url', phone: '901888484' },
				{ type: 'oa.open.sms', phone: ' 918 238 965 ' },
			],
		};
		expect(lostZeroHints(buttons)).toEqual([
			"Button 1: 'Phone Number' has lost its 0, it goes out as 0901888484",
			"Button 4: 'Phone Number' has lost its 0, it goes out as 0918238965",
		]);
		expect(lostZeroHints({})).toEqual([]);
	});

	it('does not hide that a user ID has lost digits', () => {
		const { issues } = checkTransactionMessage(
			transactionPayload({ ...sampleValues, userId: 31215806834323092 }),
		);
		expect(issues).toEqual(["'Zalo User ID' is a number, which loses digits: give it as text"]);
	});
});

describe('consultation messages', () => {
	const userId = '31215806834323092';
	const recipient = { user_id: userId };
	const imageUrl =
		'https://minio.esms.vn/blogimg/agent-1/BlogImg/full_3f8df17c-2d15-4ecb-b9fd-3bcc9cb0d97b.png';

	it('builds a text, with \\r\\n for a line break', () => {
		expect(consultationTextBody({ userId, text: ' Xin chào\nbạn\r\nnhé ' })).toEqual({
			User_id: userId,
			Content: 'Xin chào\r\nbạn\r\nnhé',
		});
	});

	it('builds the documented image message', () => {
		expect(
			consultationImagePayload({
				userId,
				text: 'Tin Zalo Tư vấn\nđính kèm ảnh',
				mediaType: 'image',
				imageUrl,
			}),
		).toEqual({
			recipient,
			message: {
				text: 'Tin Zalo Tư vấn\r\nđính kèm ảnh',
				attachment: {
					type: 'template',
					payload: { template_type: 'media', elements: [{ media_type: 'image', url: imageUrl }] },
				},
			},
		});
	});

	it('builds the documented buttons message, without icons', () => {
		const buttons = {
			button: [
				{
					type: 'oa.open.url',
					title: 'Link url',
					url: 'https://developers.esms.vn/',
					icon: 'default',
				},
				{ type: 'oa.query.show', title: 'QUERY SHOW', query: '#callback_data' },
				{ type: 'oa.query.hide', title: 'QUERY HIDE', query: '#callback_data' },
				{
					type: 'oa.open.sms',
					title: 'OPEN SMS',
					smsText: 'Cảm ơn quý khách!',
					phone: '0901888484',
				},
				{ type: 'oa.open.phone', title: 'OPEN PHONE', phone: '0901888484' },
			],
		};
		expect(consultationButtonsPayload({ userId, text: 'Chào mừng', buttons })).toEqual({
			recipient,
			message: {
				text: 'Chào mừng',
				attachment: {
					type: 'template',
					payload: {
						buttons: [
							{
								title: 'Link url',
								payload: { url: 'https://developers.esms.vn/' },
								type: 'oa.open.url',
							},
							{ title: 'QUERY SHOW', type: 'oa.query.show', payload: '#callback_data' },
							{ title: 'QUERY HIDE', type: 'oa.query.hide', payload: '#callback_data' },
							{
								title: 'OPEN SMS',
								type: 'oa.open.sms',
								payload: { content: 'Cảm ơn quý khách!', phone_code: '0901888484' },
							},
							{ title: 'OPEN PHONE', type: 'oa.open.phone', payload: { phone_code: '0901888484' } },
						],
					},
				},
			},
		});
	});

	it('builds the documented request for user info', () => {
		expect(
			requestUserInfoPayload({
				userId,
				title: 'OA Chatbot',
				subtitle: 'Đang yêu cầu thông tin từ bạn',
				imageUrl: BANNER,
			}),
		).toEqual({
			recipient,
			message: {
				attachment: {
					type: 'template',
					payload: {
						template_type: 'request_user_info',
						elements: [
							{ title: 'OA Chatbot', subtitle: 'Đang yêu cầu thông tin từ bạn', image_url: BANNER },
						],
					},
				},
			},
		});
	});
});

describe('payloadFromJson', () => {
	const { message } = sample;
	const other = { ...sample, recipient: { user_id: '1' } };

	it.each([
		['text', JSON.stringify(sample), '', sample],
		['an object', sample, '', sample],
		['a whole request', { ApiKey: 'a', SecretKey: 'b', OAID: '1', Payload: sample }, '', sample],
		['a message without receiver', { message }, '31215806834323092', sample],
		['a message with another receiver', other, '31215806834323092', sample],
		['a message with its own receiver', other, undefined, other],
		['decomposed text', JSON.stringify(sample).normalize('NFD'), '', sample],
	])('takes %s', (_, json, userId, expected) => {
		expect(payloadFromJson(json, userId)).toEqual({ value: expected });
	});

	it.each([
		['{ message'],
		[''],
		['[]'],
		['"text"'],
		['null'],
		[null],
		[undefined],
		[[sample]],
		[5],
		[BigInt(5)],
	])('refuses %p', (json) => {
		expect(payloadFromJson(json, '1')).toEqual({ issue: 'is not a JSON object with a message' });
	});

	it('refuses a user ID that JSON has made a number', () => {
		const json = `{"recipient":{"user_id":31215806834323092},"message":${JSON.stringify(message)}}`;
		const read = payloadFromJson(json, '');
		expect('value' in read && checkTransactionMessage(read.value).issues).toEqual([
			expect.stringContaining('loses digits'),
		]);
	});
});

const filler = (max: number) => fc.nat(max).map((length) => 'x'.repeat(length));
const anyText = fc.oneof(
	fc.string(),
	fc.string({ unit: 'binary' }),
	fc.constantFrom(
		'',
		' ',
		'Mã đơn hàng',
		'Tên khách hàng',
		'Order Code',
		'Đơn\nhàng',
		'Mã'.normalize('NFD'),
		'📲',
	),
	filler(300),
);
const anyLink = fc.oneof(
	fc.webUrl({ withQueryParameters: true, withFragments: true }),
	fc.constantFrom('https://esms.vn/ảnh đẹp.png', 'esms.vn'),
	anyText,
);
const anyAlign = fc.constantFrom('left', 'center', 'right', '');
const anyRow = fc.record(
	{
		label: fc.oneof(fc.constantFrom('Trạng thái', 'Status', 'Mã', 'Customer Name'), anyText),
		value: anyText,
		statusColor: fc.constantFrom('', 'blue', 'green', 'grey', 'red', 'yellow'),
	},
	{ requiredKeys: ['label', 'value'] },
);
const anyElement = fc.record({
	type: fc.constantFrom('banner', 'header', 'text', 'table'),
	imageUrl: anyLink,
	header: anyText,
	text: anyText,
	align: anyAlign,
	rows: fc.record({ row: fc.array(anyRow, { maxLength: 8 }) }, { requiredKeys: [] }),
});
const anyButton = fc.record({
	type: fc.constantFrom(
		'oa.open.url',
		'oa.query.show',
		'oa.query.hide',
		'oa.open.sms',
		'oa.open.phone',
	),
	title: anyText,
	icon: anyLink,
	url: anyLink,
	query: fc.oneof(anyText, filler(1100)),
	// The schema takes any text, the reader of phone numbers does not.
	phone: fc.constantFrom('0901888484', '+84 919 018 791', 84919018791, 901888484, '1900 6750', ''),
	smsText: anyText,
});
const userId = fc.constantFrom('31215806834323092', '', 1234, 31215806834323092);
const anyButtons = fc.record(
	{ button: fc.array(anyButton, { maxLength: 6 }) },
	{ requiredKeys: [] },
);

/** Values that follow the rules in most respects, so that valid messages come up as well. */
const goodRow = fc.record({
	label: fc.constantFrom('Trạng thái', 'Giá tiền', 'Ngày'),
	value: fc.constantFrom('Đang giao', '250.000đ', '1'),
	statusColor: fc.constantFrom('', 'green', 'red'),
});
const goodTable = fc.record({
	type: fc.constant('table'),
	rows: fc.record({
		row: fc
			.array(goodRow, { maxLength: 5 })
			.map((rows) => [{ label: 'Mã đơn hàng', value: '1' }, ...rows]),
	}),
});
const goodElements = fc
	.tuple(
		fc.subarray<Json>([
			{ type: 'banner', imageUrl: BANNER },
			{ type: 'header', header: 'Đơn hàng', align: '' },
			{ type: 'text', text: 'Xin\nchào', align: 'left' },
			{ type: 'text', text: 'Cảm ơn', align: 'right' },
		]),
		goodTable,
	)
	.map(([others, table]) => [...others, table]);

function runsOf<T>(
	values: fc.Arbitrary<T>,
	runs: number,
	build: (value: T) => unknown,
	check: (payload: unknown) => Findings,
	isValid: (payload: unknown) => boolean,
) {
	const seen = { valid: 0, refused: 0 };
	fc.assert(
		fc.property(values, (value) => {
			const payload = build(value);
			const { issues, warnings } = check(payload);
			const valid = isValid(payload);
			if (!valid) expect(issues.length + warnings.length).toBeGreaterThan(0);
			if (issues.length > 0) expect(valid).toBe(false);
			seen[valid ? 'valid' : 'refused'] += 1;
		}),
		{ numRuns: runs },
	);
	return seen;
}

describe('whatever the builder gives validates, or is refused or hinted at with a reason', () => {
	const runs = 5000;

	it(`transaction (${runs} runs)`, () => {
		const values = fc.record({
			userId,
			templateType: fc.constantFrom('transaction_order', 'transaction_rating', ''),
			language: fc.constantFrom('VI', 'EN', ''),
			elements: fc.record(
				{ element: fc.oneof(fc.array(anyElement, { maxLength: 6 }), goodElements) },
				{ requiredKeys: [] },
			),
			buttons: fc.oneof(anyButtons, fc.constantFrom({}, sampleValues.buttons)),
		});
		const seen = runsOf(
			values,
			runs,
			transactionPayload,
			checkTransactionMessage,
			isValidTransaction,
		);
		expect(seen.valid).toBeGreaterThan(runs / 100);
		expect(seen.refused).toBeGreaterThan(runs / 100);
	});

	it(`consultation text (${runs} runs)`, () => {
		const values = fc.record({ userId, text: fc.oneof(anyText, filler(2100)) });
		const seen = runsOf(
			values,
			runs,
			consultationTextBody,
			checkConsultationText,
			validatorOf('ZaloConsultationText'),
		);
		expect(Math.min(seen.valid, seen.refused)).toBeGreaterThan(runs / 100);
	});

	it(`consultation image (${runs} runs)`, () => {
		const values = fc.record({
			userId,
			text: anyText,
			mediaType: fc.constantFrom('image', 'gif', ''),
			imageUrl: anyLink,
		});
		const seen = runsOf(
			values,
			runs,
			consultationImagePayload,
			checkConsultationImage,
			validatorOf('ZaloConsultationImagePayload'),
		);
		expect(Math.min(seen.valid, seen.refused)).toBeGreaterThan(runs / 100);
	});

	it(`consultation buttons (${runs} runs)`, () => {
		const values = fc.record({
			userId,
			text: anyText,
			buttons: fc.oneof(anyButtons, fc.constant(sampleValues.buttons)),
		});
		const seen = runsOf(
			values,
			runs,
			consultationButtonsPayload,
			checkConsultationButtons,
			validatorOf('ZaloConsultationButtonsPayload'),
		);
		expect(Math.min(seen.valid, seen.refused)).toBeGreaterThan(runs / 100);
	});

	it(`request user info (${runs} runs)`, () => {
		const values = fc.record({ userId, title: anyText, subtitle: anyText, imageUrl: anyLink });
		const seen = runsOf(
			values,
			runs,
			requestUserInfoPayload,
			checkRequestUserInfo,
			validatorOf('ZaloRequestUserInfoPayload'),
		);
		expect(Math.min(seen.valid, seen.refused)).toBeGreaterThan(runs / 100);
	});
});
