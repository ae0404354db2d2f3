import fc from 'fast-check';

import cases from '../../../contract/zalo-transaction.cases.json';
import {
	checkConsultationButtons,
	checkConsultationImage,
	checkConsultationText,
	checkRequestUserInfo,
	checkTransactionMessage,
	type Findings,
} from '../../../nodes/Esms/zalo/rules';
import {
	copyOfSample,
	isValidTransaction,
	sample,
	structuredCopy,
	validatorOf,
	type Json,
} from './sample';

type Parts = ReturnType<typeof copyOfSample>;

describe('checkTransactionMessage: cases of the contract', () => {
	it('has all 52', () => {
		expect(cases).toHaveLength(52);
	});

	it.each(cases.map((entry) => [entry.name, entry] as const))(
		'%s',
		(_, { valid, origin, payload }) => {
			const { issues, warnings } = checkTransactionMessage(payload);
			expect(issues.length > 0).toBe(!valid && origin.startsWith('documented'));
			expect(issues.length + warnings.length > 0).toBe(!valid);
		},
	);
});

const NEEDS_VI = "a row is required whose 'Label' starts with 'Mã' or is 'Tên khách hàng'";
const NEEDS_EN = "a row is required whose 'Label' contains 'Code' or is 'Customer Name'";
const ACTIONS = "'oa.open.url', 'oa.query.show', 'oa.query.hide', 'oa.open.sms', 'oa.open.phone'";

type Rule = [
	rule: string,
	kind: 'issue' | 'hint',
	change: (parts: Parts) => unknown,
	message: string,
];

/** The rule table of zalo-messages.md, one line for each case that it names. */
const rules: Rule[] = [
	[
		'recipient.user_id is required',
		'issue',
		(p) => delete p.payload.recipient.user_id,
		"'Zalo User ID' is required",
	],
	[
		'recipient.user_id is not empty',
		'hint',
		(p) => (p.payload.recipient.user_id = ''),
		"'Zalo User ID' is empty",
	],
	[
		'recipient.user_id is a string',
		'issue',
		(p) => (p.payload.recipient.user_id = 31215806834),
		"'Zalo User ID' is a number, which loses digits: give it as text",
	],
	['recipient is required', 'issue', (p) => delete p.payload.recipient, "'recipient' is required"],
	[
		'message.attachment is required',
		'issue',
		(p) => delete p.payload.message.attachment,
		"'attachment' is required",
	],
	[
		"attachment.type must be 'template'",
		'issue',
		(p) => (p.attachment.type = 'file'),
		"'attachment.type' must be one of 'template'",
	],
	[
		'template_type is required',
		'issue',
		(p) => delete p.template.template_type,
		"'Template Type' is required",
	],
	[
		'template_type is one of 13 values',
		'issue',
		(p) => (p.template.template_type = 'transaction_sale'),
		"'Template Type' must be one of 'transaction_account', 'transaction_billing', 'transaction_booking', 'transaction_contract', 'transaction_education', 'transaction_event', 'transaction_internal', 'transaction_membership', 'transaction_order', 'transaction_partnership', 'transaction_rating', 'transaction_reward', 'transaction_transaction'",
	],
	[
		'template_type is case-sensitive',
		'hint',
		(p) => (p.template.template_type = 'TRANSACTION_ORDER'),
		"'Template Type' should be written 'transaction_order'",
	],
	[
		'template_type is one of 13 transaction values',
		'issue',
		(p) => (p.template.template_type = 'media'),
		"'Template Type' must be one of",
	],
	[
		'language is VI or EN',
		'issue',
		(p) => (p.template.language = 'FR'),
		"'Language' must be one of 'VI', 'EN'",
	],
	[
		'language is in capitals',
		'hint',
		(p) => (p.template.language = 'vi'),
		"'Language' should be written 'VI'",
	],
	['elements is required', 'issue', (p) => delete p.template.elements, "'Elements' is required"],
	[
		'elements is not empty',
		'hint',
		(p) => (p.template.elements = []),
		`'Elements' is empty, a table is expected: ${NEEDS_VI}`,
	],
	[
		'a table is mandatory',
		'issue',
		(p) => p.template.elements.splice(3, 1),
		`'Elements' needs a table: ${NEEDS_VI}`,
	],
	[
		'one table',
		'hint',
		(p) => p.template.elements.push(p.table),
		"'Elements' holds 2 of type 'Table', more than 1 may be refused",
	],
	[
		'one banner',
		'hint',
		(p) => p.template.elements.push(p.banner),
		"'Elements' holds 2 of type 'Banner', more than 1 may be refused",
	],
	[
		'one header',
		'hint',
		(p) => p.template.elements.push(p.header),
		"'Elements' holds 2 of type 'Header', more than 1 may be refused",
	],
	[
		'at most 2 text elements',
		'issue',
		(p) => p.template.elements.push(p.text),
		"'Elements' holds 3 texts, at most 2 are allowed",
	],
	[
		'element type is one of four',
		'issue',
		(p) => (p.text.type = 'footer'),
		"Element 3: 'Type' must be one of 'banner', 'header', 'text', 'table'",
	],
	[
		'banner.image_url is required',
		'issue',
		(p) => delete p.banner.image_url,
		"Element 1 (Banner): 'Image URL' is required",
	],
	[
		'banner.image_url is a link',
		'issue',
		(p) => (p.banner.image_url = 'banner.png'),
		"Element 1 (Banner): 'Image URL' is not a link, it must start with https:// or http://",
	],
	[
		'header.content is required',
		'issue',
		(p) => delete p.header.content,
		"Element 2 (Header): 'Header' is required",
	],
	[
		'header.content at most 100 characters',
		'issue',
		(p) => (p.header.content = 'h'.repeat(101)),
		"Element 2 (Header): 'Header' is 101 characters, at most 100 are allowed",
	],
	[
		'align of a header',
		'issue',
		(p) => (p.header.align = 'justify'),
		"Element 2 (Header): 'Alignment' must be one of 'left', 'center', 'right'",
	],
	[
		'align of a text',
		'issue',
		(p) => (p.text.align = 'middle'),
		"Element 3 (Text): 'Alignment' must be one of 'left', 'center', 'right'",
	],
	[
		'text.content is required',
		'issue',
		(p) => delete p.text.content,
		"Element 3 (Text): 'Text' is required",
	],
	[
		'text.content at most 250 characters',
		'issue',
		(p) => (p.text.content = `${'t'.repeat(247)}<br>`),
		"Element 3 (Text): 'Text' is 251 characters (each line break counts as 4), at most 250 are allowed",
	],
	[
		'VI table needs an identification row',
		'issue',
		(p) => (p.rows[0].key = 'Khách hàng'),
		`Element 4 (Table): ${NEEDS_VI}`,
	],
	[
		"VI key must start with 'Mã'",
		'issue',
		(p) => (p.rows[0].key = 'Số Mã'),
		`Element 4 (Table): ${NEEDS_VI}`,
	],
	[
		"VI key starts with a capital 'Mã'",
		'hint',
		(p) => (p.rows[0].key = 'mã đơn hàng'),
		`Element 4 (Table): ${NEEDS_VI}: upper and lower case may count`,
	],
	[
		"'Tên khách hàng' is a fixed key",
		'issue',
		(p) => (p.rows[0].key = 'Tên khách hàng:'),
		`Element 4 (Table): ${NEEDS_VI}`,
	],
	[
		'EN message with Vietnamese key',
		'issue',
		(p) => {
			p.template.language = 'EN';
			delete p.rows[1].style;
		},
		`Element 4 (Table): ${NEEDS_EN}`,
	],
	[
		'VI message with English key',
		'issue',
		(p) => (p.rows[0].key = 'Customer Code'),
		`Element 4 (Table): ${NEEDS_VI}`,
	],
	[
		"EN key contains a capital 'Code'",
		'hint',
		(p) => {
			p.template.language = 'EN';
			p.rows[0].key = 'Customer code';
			delete p.rows[1].style;
		},
		`Element 4 (Table): ${NEEDS_EN}: upper and lower case may count`,
	],
	[
		"in EN only 'Status' takes style",
		'issue',
		(p) => {
			p.template.language = 'EN';
			p.rows[0].key = 'Customer Name';
		},
		"Element 4 (Table), row 2: 'Status Color' may stand only on the row whose 'Label' is 'Status'",
	],
	[
		'style only on the status row',
		'issue',
		(p) => (p.rows[2].style = 'red'),
		"Element 4 (Table), row 3: 'Status Color' may stand only on the row whose 'Label' is 'Trạng thái'",
	],
	[
		'style is one of five',
		'issue',
		(p) => (p.rows[1].style = 'orange'),
		"Element 4 (Table), row 2: 'Status Color' must be one of 'blue', 'green', 'grey', 'red', 'yellow'",
	],
	[
		'style is spelt grey',
		'issue',
		(p) => (p.rows[1].style = 'gray'),
		"Element 4 (Table), row 2: 'Status Color' must be one of 'blue', 'green', 'grey', 'red', 'yellow'",
	],
	[
		'the property is lower-case style',
		'hint',
		(p) => {
			p.rows[1].Style = 'red';
			delete p.rows[1].style;
		},
		"Element 4 (Table), row 2: 'Style' should be written 'style'",
	],
	[
		'row key at most 25 characters',
		'issue',
		(p) => (p.rows[1] = { key: 'k'.repeat(26), value: 'v' }),
		"Element 4 (Table), row 2: 'Label' is 26 characters, at most 25 are allowed",
	],
	[
		'row value at most 100 characters',
		'issue',
		(p) => (p.rows[1].value = 'v'.repeat(101)),
		"Element 4 (Table), row 2: 'Value' is 101 characters, at most 100 are allowed",
	],
	[
		'each row has a value',
		'issue',
		(p) => delete p.rows[2].value,
		"Element 4 (Table), row 3: 'Value' is required",
	],
	[
		'each row has a key',
		'issue',
		(p) => delete p.rows[2].key,
		"Element 4 (Table), row 3: 'Label' is required",
	],
	[
		'key and value are not empty',
		'hint',
		(p) => (p.rows[2].value = ''),
		"Element 4 (Table), row 3: 'Value' is empty",
	],
	[
		'at most 5 rows besides the mandatory one',
		'hint',
		(p) => p.rows.push(p.rows[2], p.rows[2], p.rows[2], p.rows[2]),
		"Element 4 (Table): 'Rows' holds 7, more than 6 may be refused",
	],
	[
		'the identification row is mandatory',
		'issue',
		(p) => (p.table.content = []),
		`Element 4 (Table): ${NEEDS_VI}`,
	],
	[
		'table.content is an array',
		'issue',
		(p) => (p.table.content = { key: 'Mã', value: '1' }),
		"Element 4 (Table): 'Rows' must be a list",
	],
	[
		'at most 4 buttons',
		'issue',
		(p) => p.template.buttons.push(p.button, p.button),
		"'Buttons' holds 5, at most 4 are allowed",
	],
	[
		'button title at most 35 characters',
		'hint',
		(p) => (p.button.title = 't'.repeat(36)),
		"Button 1: 'Title' is 36 characters, more than 35 may be refused",
	],
	[
		'button title at most 100 characters',
		'issue',
		(p) => (p.button.title = 't'.repeat(101)),
		"Button 1: 'Title' is 101 characters, at most 100 are allowed",
	],
	[
		'button title is required',
		'issue',
		(p) => delete p.template.buttons[1].title,
		"Button 2: 'Title' is required",
	],
	[
		'image_icon is required',
		'hint',
		(p) => delete p.button.image_icon,
		"Button 1: 'Icon' may be required, send 'default' for Zalo's own icon",
	],
	['button type is required', 'issue', (p) => delete p.button.type, "Button 1: 'Type' is required"],
	[
		'button payload is required',
		'issue',
		(p) => delete p.button.payload,
		"Button 1: 'payload' is required",
	],
	[
		'button type is one of 5 actions',
		'issue',
		(p) => (p.button.type = 'oa.open.app'),
		`Button 1: 'Type' must be one of ${ACTIONS}`,
	],
	[
		'oa.open.url payload as a string',
		'issue',
		(p) => (p.button.payload = 'https://esms.vn'),
		"Button 1: 'payload' must be an object",
	],
	[
		'oa.open.url payload without url',
		'issue',
		(p) => (p.button.payload = {}),
		"Button 1: 'URL' is required",
	],
	[
		'oa.query.show payload is a string',
		'issue',
		(p) => Object.assign(p.button, { type: 'oa.query.show', payload: {} }),
		"Button 1: 'Text to Send' must be text, not a list or an object",
	],
	[
		'query payload at most 1000 characters',
		'issue',
		(p) => Object.assign(p.button, { type: 'oa.query.hide', payload: '#'.repeat(1001) }),
		"Button 1: 'Text to Send' is 1001 characters, at most 1000 are allowed",
	],
	[
		'the property is phone_code',
		'issue',
		(p) =>
			Object.assign(p.button, {
				type: 'oa.open.sms',
				payload: { content: 'a', phoneCode: '84919018791' },
			}),
		"Button 1: 'Phone Number' is required",
	],
	[
		'oa.open.sms needs content',
		'issue',
		(p) => Object.assign(p.button, { type: 'oa.open.sms', payload: { phone_code: '84919018791' } }),
		"Button 1: 'SMS Text' is required",
	],
	[
		'sms content at most 160 characters',
		'issue',
		(p) =>
			Object.assign(p.button, {
				type: 'oa.open.sms',
				payload: { content: 'c'.repeat(161), phone_code: '84919018791' },
			}),
		"Button 1: 'SMS Text' is 161 characters, at most 160 are allowed",
	],
	[
		'oa.open.phone payload as a string',
		'issue',
		(p) => Object.assign(p.button, { type: 'oa.open.phone', payload: '84919018791' }),
		"Button 1: 'payload' must be an object",
	],
	[
		'oa.open.phone without phone_code',
		'issue',
		(p) => Object.assign(p.button, { type: 'oa.open.phone', payload: {} }),
		"Button 1: 'Phone Number' is required",
	],
];

describe('checkTransactionMessage: rules of the contract', () => {
	it.each(rules)('%s: %s', (_, kind, change, message) => {
		const parts = copyOfSample();
		change(parts);
		const found = checkTransactionMessage(parts.payload);
		const expected = expect.stringContaining(message);
		expect(kind === 'issue' ? found.issues : found.warnings).toContainEqual(expected);
		if (kind === 'hint') expect(found.issues).toEqual([]);
		expect(isValidTransaction(parts.payload)).toBe(false);
	});

	const allowed: Array<[string, (parts: Parts) => unknown]> = [
		['a blank alignment', (p) => (p.text.align = '')],
		['a blank icon', (p) => (p.button.image_icon = '')],
		[
			'an attachment ID as icon',
			(p) => (p.button.image_icon = 'aERC3A0iYGgQxim8fYIK6fxzsXkaFfq7ZFRB3RCyZH6'),
		],
		['six rows', (p) => p.rows.push(p.rows[2], p.rows[2], p.rows[2])],
		['a title of 35 characters', (p) => (p.button.title = 't'.repeat(35))],
		[
			'characters beyond the basic plane, each counted as one',
			(p) => (p.button.title = '📲'.repeat(35)),
		],
		[
			"no language, with 'Status' and 'Mã'",
			(p) => {
				delete p.template.language;
				p.rows[1].key = 'Status';
			},
		],
		[
			"no language, with 'Customer Name'",
			(p) => {
				delete p.template.language;
				p.rows[0].key = 'Customer Name';
			},
		],
		['rows in another order', (p) => p.rows.reverse()],
		['elements in another order', (p) => p.template.elements.reverse()],
		['no buttons', (p) => delete p.template.buttons],
		['an image made from a query', (p) => (p.banner.image_url = 'https://esms.vn/i?id=1')],
		['a Zalo user ID of 19 digits', (p) => (p.payload.recipient.user_id = '7800378501923859600')],
	];
	it.each(allowed)('lets %s pass', (_, change) => {
		const parts = copyOfSample();
		change(parts);
		expect(checkTransactionMessage(parts.payload)).toEqual({ issues: [], warnings: [] });
		expect(isValidTransaction(parts.payload)).toBe(true);
	});

	const hinted: Array<[string, (parts: Parts) => unknown, string]> = [
		[
			'an image of another kind',
			(p) => (p.banner.image_url = 'https://esms.vn/a.webp?x=1'),
			"Element 1 (Banner): 'Image URL' does not look like a JPG or PNG image",
		],
		[
			'a link of another scheme',
			(p) => (p.button.payload.url = 'tel:19001900'),
			"Button 1: 'URL' does not start with https:// or http://, Zalo may not open it",
		],
		[
			'a link with unencoded characters',
			(p) => (p.button.payload.url = 'https://esms.vn/đơn hàng'),
			"Button 1: 'URL' holds characters that a link should carry percent-encoded",
		],
		[
			'a phone number with spaces',
			(p) => (p.template.buttons[2].payload.phone_code = '1900 6750'),
			"Button 3: 'Phone Number' holds more than digits, such as 0901888484",
		],
		[
			'a phone number that has lost its 0',
			(p) => (p.template.buttons[2].payload.phone_code = '901888484'),
			"Button 3: 'Phone Number' has lost its 0, write 0901888484",
		],
		[
			'a Zalo user ID that is a phone number',
			(p) => (p.payload.recipient.user_id = '84901888484'),
			"'Zalo User ID' looks like a phone number, enter the ID that Zalo gives the user for this Official Account",
		],
		[
			'a Zalo user ID of another form',
			(p) => (p.payload.recipient.user_id = 'ZALO_USER_ID'),
			"'Zalo User ID' does not look like a Zalo user ID, those in eSMS's samples have 17 to 19 digits",
		],
		[
			'a banner that is a page',
			(p) => (p.banner.image_url = 'https://esms.vn/huong-dan'),
			"Element 1 (Banner): 'Image URL' does not look like a JPG or PNG image",
		],
		[
			'a banner that is a whole site',
			(p) => (p.banner.image_url = 'https://esms.vn'),
			"Element 1 (Banner): 'Image URL' does not look like a JPG or PNG image",
		],
		[
			'a banner that is a page of Google Drive',
			(p) => (p.banner.image_url = 'https://drive.google.com/file/d/1a/view'),
			"Element 1 (Banner): 'Image URL' leads to the page of a file, where the phone finds no image, give a link that opens the image alone",
		],
		[
			'a banner that stands on the machine of n8n',
			(p) => (p.banner.image_url = 'http://localhost:5678/banner.png'),
			"Element 1 (Banner): 'Image URL' names a host that the receiver's phone cannot reach ('localhost:5678'), give a public link",
		],
		[
			'the label of the status row in capitals',
			(p) => (p.rows[1].key = 'TRẠNG THÁI'),
			"Element 4 (Table), row 2: 'Label' should be written 'Trạng thái', upper and lower case may count for 'Status Color'",
		],
		[
			'the label of the identification row in capitals',
			(p) => (p.rows[0].key = 'TÊN KHÁCH HÀNG'),
			`Element 4 (Table): ${NEEDS_VI}: upper and lower case may count`,
		],
		[
			'a property that no document has',
			(p) => (p.payload.message.text = 'Xin chào'),
			"'text' is not part of this message",
		],
		[
			'a null that could be left out',
			(p) => (p.template.buttons = null),
			"'Buttons' is null, leave it out instead",
		],
		[
			'a null style',
			(p) => (p.rows[0].style = null),
			"Element 4 (Table), row 1: 'Status Color' is null, leave it out instead",
		],
	];
	it.each(hinted)('warnings at %s', (_, change, message) => {
		const parts = copyOfSample();
		change(parts);
		expect(checkTransactionMessage(parts.payload)).toEqual({
			issues: [],
			warnings: [message],
		});
	});

	it.each(['Mã khách hàng', 'Tên khách hàng'])(
		'compares %s and the status row in one Unicode form',
		(key) => {
			const { payload, rows } = copyOfSample();
			rows[0].key = key.normalize('NFD');
			rows[1].key = rows[1].key.normalize('NFD');
			expect(checkTransactionMessage(payload)).toEqual({ issues: [], warnings: [] });
		},
	);

	it.each<[string, (parts: Parts) => unknown, string]>([
		[
			'a table value that is NaN',
			(p) => (p.rows[2].value = 'NaN'),
			"Element 4 (Table), row 3: 'Value' is NaN instead of a number, correct the expression",
		],
		[
			'a header with the trace of an object',
			(p) => (p.header.content = 'Đơn [object Object]'),
			"Element 2 (Header): 'Header' contains '[object Object]', where an expression names an object, name one of its fields",
		],
		[
			'a button with two phone numbers',
			(p) => (p.template.buttons[2].payload.phone_code = '0901888484, 0918238965'),
			"Button 3: 'Phone Number' holds more than one number, enter one such as 0901888484",
		],
		[
			'a button with letters for a phone number',
			(p) => (p.template.buttons[2].payload.phone_code = '1900 ESMS'),
			"Button 3: 'Phone Number' holds letters ('ESMS'), enter digits only, such as 0901888484",
		],
		[
			'an icon that is an object',
			(p) => (p.button.image_icon = {}),
			"Button 1: 'Icon' must be text, not a list or an object",
		],
		[
			'a link without a host',
			(p) => (p.button.payload.url = 'https://'),
			"Button 1: 'URL' is not a link that opens, it names no host",
		],
	])('refuses %s, though the schema takes some of it', (_, change, issue) => {
		const parts = copyOfSample();
		change(parts);
		expect(checkTransactionMessage(parts.payload).issues).toEqual([issue]);
	});

	it('tells everything at once', () => {
		const parts = copyOfSample();
		parts.template.template_type = 'transaction_sale';
		parts.header.content = 'h'.repeat(120);
		parts.rows[0].key = 'Một nhãn dài quá hai mươi lăm ký tự';
		parts.button.title = '';
		parts.template.buttons[2].payload = {};
		expect(checkTransactionMessage(parts.payload).issues).toEqual([
			expect.stringContaining("'Template Type' must be one of"),
			"Element 2 (Header): 'Header' is 120 characters, at most 100 are allowed",
			"Element 4 (Table), row 1: 'Label' is 35 characters, at most 25 are allowed",
			`Element 4 (Table): ${NEEDS_VI}`,
			"Button 1: 'Title' is required",
			"Button 3: 'Phone Number' is required",
		]);
	});
});

/** Every place in a value where something can be changed. */
function places(value: unknown, path: Array<string | number> = []): Array<Array<string | number>> {
	if (typeof value !== 'object' || value === null) return [path];
	// The schema takes any text for a phone number, the reader of phone numbers does not.
	return [
		path,
		...Object.keys(value)
			.filter((key) => key !== 'phone_code')
			.flatMap((key) => places((value as Json)[key], [...path, key])),
	];
}

/** Whether a value has something at a path. */
const reaches = (value: unknown, path: ReadonlyArray<string | number>): boolean =>
	path.length === 0 ||
	(typeof value === 'object' &&
		value !== null &&
		Object.hasOwn(value, path[0]) &&
		reaches((value as Json)[path[0]], path.slice(1)));

function changed(value: unknown, path: ReadonlyArray<string | number>, to: unknown): unknown {
	if (path.length === 0) return to;
	const copy = structuredCopy(value) as Json;
	const parent = path.slice(0, -1).reduce<Json>((at, key) => at[key], copy);
	const last = path[path.length - 1];
	if (to === undefined && Array.isArray(parent)) parent.splice(Number(last), 1);
	else if (to === undefined) delete parent[last];
	else parent[last] = to;
	return copy;
}

const anyReplacement = fc.oneof(
	fc.constantFrom<unknown>(
		undefined,
		null,
		'',
		0,
		true,
		[],
		{},
		'left',
		'VI',
		'EN',
		'vi',
		'Status',
		'Trạng thái',
		'Mã',
		'Code',
		'red',
		'oa.query.show',
		'oa.open.sms',
		'banner',
		'table',
		'text',
		'https://esms.vn',
		'https://esms.vn/a b',
		'http://[::1]/',
		'https://a:b@esms.vn/#x#y',
	),
	fc.webUrl({ withFragments: true, withQueryParameters: true }),
	fc.jsonValue(),
	fc.nat(1100).map((length) => 'x'.repeat(length)),
	fc.record({ type: fc.constantFrom('text', 'banner'), content: fc.string() }),
);

describe('the rules and the schemas', () => {
	const runs = 5000;
	const messagesByKind: Array<
		[string, unknown, (payload: unknown) => Findings, (payload: unknown) => boolean]
	> = [
		['transaction', sample, checkTransactionMessage, isValidTransaction],
		[
			'consultation text',
			{ User_id: '31215806834323092', Content: 'Xin chào' },
			checkConsultationText,
			validatorOf('ZaloConsultationText'),
		],
		[
			'consultation image',
			image(),
			checkConsultationImage,
			validatorOf('ZaloConsultationImagePayload'),
		],
		[
			'consultation buttons',
			consultationButtons(),
			checkConsultationButtons,
			validatorOf('ZaloConsultationButtonsPayload'),
		],
		[
			'request user info',
			userInfo(),
			checkRequestUserInfo,
			validatorOf('ZaloRequestUserInfoPayload'),
		],
	];

	it.each(messagesByKind)(
		`%s: agree on the documented sample changed at random (${runs} runs)`,
		(_, start, check, isValid) => {
			expect(check(start)).toEqual({ issues: [], warnings: [] });
			expect(isValid(start)).toBe(true);
			const where = fc.constantFrom(...places(start));
			const change = fc.array(fc.tuple(where, anyReplacement), { minLength: 1, maxLength: 3 });
			fc.assert(
				fc.property(change, (changes) => {
					let payload: unknown = start;
					for (const [path, to] of changes) {
						if (reaches(payload, path)) payload = changed(payload, path, to);
					}
					const { issues, warnings } = check(payload);
					const valid = isValid(payload);
					if (issues.length > 0) expect(valid).toBe(false);
					if (!valid) expect(issues.length + warnings.length).toBeGreaterThan(0);
				}),
				{ numRuns: runs },
			);
		},
	);

	it.each(messagesByKind)(`%s: takes anything (${runs} runs)`, (_, __, check) => {
		fc.assert(
			fc.property(fc.anything(), (payload) => {
				expect(check(payload).issues.length).toBeGreaterThan(0);
			}),
			{ numRuns: runs },
		);
	});
});

function image(): Json {
	return {
		recipient: { user_id: '31215806834323092' },
		message: {
			text: 'Tin Zalo Tư vấn đính kèm ảnh',
			attachment: {
				type: 'template',
				payload: {
					template_type: 'media',
					elements: [
						{
							media_type: 'image',
							url: 'https://minio.esms.vn/blogimg/agent-1/BlogImg/full_3f8df17c-2d15-4ecb-b9fd-3bcc9cb0d97b.png',
						},
					],
				},
			},
		},
	};
}

function consultationButtons(): Json {
	return {
		recipient: { user_id: '31215806834323092' },
		message: {
			text: 'Chào mừng bạn đến với hệ thống eSMS. Đây là tin nhắn zalo dạng button.',
			attachment: {
				type: 'template',
				payload: {
					buttons: [
						{
							title: 'Link url',
							payload: {
								url: 'https://developers.esms.vn/esms-api/ham-gui-tin/tin-zalo-tu-van-dang-button',
							},
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
	};
}

function userInfo(): Json {
	return {
		recipient: { user_id: '31215806834323092' },
		message: {
			attachment: {
				type: 'template',
				payload: {
					template_type: 'request_user_info',
					elements: [
						{
							title: 'OA Chatbot',
							subtitle: 'Đang yêu cầu thông tin từ bạn',
							image_url:
								'https://minio.esms.vn/blogimg/agent-1/BlogImg/full_cccc34d4-3a46-4644-8613-1b226203c5d5.png',
						},
					],
				},
			},
		},
	};
}

function findingsAfter(
	start: Json,
	change: (message: Json, template: Json) => unknown,
	check: (payload: unknown) => Findings,
) {
	change(start.message, start.message.attachment.payload);
	return check(start);
}

describe('consultation messages and the request for user info', () => {
	it.each([
		['no text', { User_id: '31215806834323092' }, { issues: ["'Text' is required"], warnings: [] }],
		[
			'empty text',
			{ User_id: '31215806834323092', Content: '' },
			{ issues: [], warnings: ["'Text' is empty"] },
		],
		[
			'2000 characters',
			{ User_id: '31215806834323092', Content: 'x'.repeat(2000) },
			{ issues: [], warnings: [] },
		],
		[
			'2001 characters',
			{ User_id: '31215806834323092', Content: 'x'.repeat(2001) },
			{ issues: ["'Text' is 2001 characters, at most 2000 are allowed"], warnings: [] },
		],
		['no receiver', { Content: 'x' }, { issues: ["'Zalo User ID' is required"], warnings: [] }],
		['no body', undefined, { issues: ['The message must be a JSON object'], warnings: [] }],
	])('text: %s', (_, body, expected) => {
		expect(checkConsultationText(body)).toEqual(expected);
	});

	type Change = (message: Json, template: Json) => unknown;
	const two = (template: Json) => template.elements.push(template.elements[0]);
	const issue = (message: string) => ({ issues: [message], warnings: [] });
	const hint = (message: string) => ({ issues: [], warnings: [message] });

	const imageRules: Array<[string, Change, unknown]> = [
		['no text', (m) => delete m.text, issue("'Text' is required")],
		[
			'text of 2001 characters',
			(m) => (m.text = 'x'.repeat(2001)),
			issue("'Text' is 2001 characters, at most 2000 are allowed"),
		],
		[
			'another attachment type',
			(m) => (m.attachment.type = 'image'),
			issue("'attachment.type' must be one of 'template'"),
		],
		[
			'another template_type',
			(_, t) => (t.template_type = 'list'),
			issue("'template_type' must be one of 'media'"),
		],
		['two images', (_, t) => two(t), issue("'elements' holds 2, at most 1 is allowed")],
		['no image', (_, t) => (t.elements = []), hint("'elements' is empty, one entry is expected")],
		[
			'another media type',
			(_, t) => (t.elements[0].media_type = 'video'),
			issue("'Media Type' must be one of 'image', 'gif'"),
		],
		[
			'a GIF file as animated image',
			(_, t) => (t.elements[0] = { media_type: 'gif', url: 'https://esms.vn/a.gif' }),
			{ issues: [], warnings: [] },
		],
		[
			'a GIF file as still image',
			(_, t) => (t.elements[0].url = 'https://esms.vn/a.gif'),
			hint("'Image URL' does not look like a JPG or PNG image"),
		],
		['no link', (_, t) => delete t.elements[0].url, issue("'Image URL' is required")],
	];
	it.each(imageRules)('image: %s', (_, change, expected) => {
		expect(findingsAfter(image(), change, checkConsultationImage)).toEqual(expected);
	});

	const buttonRules: Array<[string, Change, unknown]> = [
		['no text', (m) => delete m.text, issue("'Text' is required")],
		['no buttons', (_, t) => delete t.buttons, issue("'Buttons' is required")],
		['an empty list of buttons', (_, t) => (t.buttons = []), hint("'Buttons' is empty")],
		[
			'nine buttons',
			(_, t) => t.buttons.push(...t.buttons.slice(0, 4)),
			{ issues: [], warnings: [] },
		],
		[
			'a title of 100 characters',
			(_, t) => (t.buttons[1].title = 'x'.repeat(100)),
			{ issues: [], warnings: [] },
		],
		[
			'a title of 101 characters',
			(_, t) => (t.buttons[1].title = 'x'.repeat(101)),
			issue("Button 2: 'Title' is 101 characters, at most 100 are allowed"),
		],
		[
			'an icon',
			(_, t) => (t.buttons[0].image_icon = 'default'),
			hint("Button 1: 'image_icon' is not part of this message"),
		],
		[
			'a template_type',
			(_, t) => (t.template_type = 'list'),
			hint("'template_type' is not part of this message"),
		],
		[
			'another action',
			(_, t) => (t.buttons[0].type = 'oa.open.app'),
			issue(`Button 1: 'Type' must be one of ${ACTIONS}`),
		],
		[
			'a button that is none',
			(_, t) => (t.buttons[0] = 'Mở'),
			issue('Button 1: a button must be an object'),
		],
	];
	it.each(buttonRules)('buttons: %s', (_, change, expected) => {
		expect(findingsAfter(consultationButtons(), change, checkConsultationButtons)).toEqual(
			expected,
		);
	});

	const infoRules: Array<[string, Change, unknown]> = [
		['a text', (m) => (m.text = 'Xin chào'), hint("'text' is not part of this message")],
		[
			'another template_type',
			(_, t) => (t.template_type = 'media'),
			issue("'template_type' must be one of 'request_user_info'"),
		],
		['two elements', (_, t) => two(t), hint("'elements' holds 2, more than 1 may be refused")],
		['no title', (_, t) => delete t.elements[0].title, issue("'Title' is required")],
		[
			'a title of 101 characters',
			(_, t) => (t.elements[0].title = 'x'.repeat(101)),
			issue("'Title' is 101 characters, at most 100 are allowed"),
		],
		['no subtitle', (_, t) => delete t.elements[0].subtitle, issue("'Subtitle' is required")],
		[
			'a subtitle of 501 characters',
			(_, t) => (t.elements[0].subtitle = 'x'.repeat(501)),
			issue("'Subtitle' is 501 characters, at most 500 are allowed"),
		],
		['no image', (_, t) => delete t.elements[0].image_url, issue("'Image URL' is required")],
		[
			'an element that is none',
			(_, t) => (t.elements[0] = 'OA'),
			issue('an element must be an object'),
		],
	];
	it.each(infoRules)('user info: %s', (_, change, expected) => {
		expect(findingsAfter(userInfo(), change, checkRequestUserInfo)).toEqual(expected);
	});
});
