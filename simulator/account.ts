import { textOf } from './values';

/** A value of a ZNS template. */
export interface TemplateVariable {
	name: string;
	type: 'type_text' | 'type_number' | 'type_date' | 'type_cta_url';
	limit: number;
	/** Whether a send has to give it. */
	required: boolean;
	/** Whether it may be empty: a required one may, and an optional one may not. */
	acceptNull: boolean;
	/** Least characters of a value that is not empty. */
	minLength: number;
}

/** A ZNS template of one or more OAs. */
export interface ZnsTemplate {
	id: string;
	name: string;
	tag: string;
	/** 24 priority, 25 normal. */
	smsType: '24' | '25';
	oaIds: string[];
	/** HTML with `{{name}}` where a value goes. */
	content: string;
	variables: TemplateVariable[];
	buttons: Array<{ title: string; type: number; content: string }>;
	/** What keeps it from being sent; without it Zalo has approved it. */
	status?: 'PENDING_REVIEW' | 'DELETE' | 'REJECT' | 'DISABLE';
	/** Why it has that status. */
	reason?: string;
}

/** A sender name: 1 advertising, 2 customer care, 23 Viber. */
export interface Brandname {
	name: string;
	type: 1 | 2 | 23;
	/** Registered texts, `{P1,20}` for up to 20 characters; customer care only. */
	templates: Array<{ id: number; networkId: number; content: string }>;
}

export const SHOP_OA = '4097311281936189049';
export const MARKETING_OA = '745830328927467685';
export const CALLBACK_OA = '1090257973118325189';
export const INACTIVE_OA = '2097311281936189799';

export const OFFICIAL_ACCOUNTS: ReadonlyArray<{
	id: string;
	name: string;
	active: boolean;
	/** May send over its quota (SendingMode 3). */
	overQuota: boolean;
}> = [
	{ id: MARKETING_OA, name: 'Hệ thống ESMS Marketing', active: true, overQuota: true },
	{ id: SHOP_OA, name: 'SVoucher', active: true, overQuota: false },
	{ id: CALLBACK_OA, name: 'Cửa hàng Hoa Sen', active: true, overQuota: false },
	{ id: INACTIVE_OA, name: 'OA tạm ngưng', active: false, overQuota: false },
];

export const BRANDNAMES: readonly Brandname[] = [
	{
		name: 'Baotrixemay',
		type: 2,
		templates: [
			{ id: 458, networkId: 6, content: '{P1,20} la ma xac minh dang ky Baotrixemay cua ban' },
			{
				id: 466,
				networkId: 4,
				content:
					'Baotrixemay da nhan duoc so tien thanh toan {P2,20} VND luc {P2,20} cho don hang {P1,20}. Cam on quy khach!',
			},
			{
				id: 471,
				networkId: 1,
				content:
					'Cam on quy khach da su dung dich vu cua chung toi. Chuc quy khach mot ngay tot lanh!',
			},
		],
	},
	{ name: 'ESMS.VN', type: 2, templates: [{ id: 480, networkId: 1, content: '{P2,1000}' }] },
	{ name: 'QC_ONLINE', type: 1, templates: [] },
	{ name: 'BAT DONG SAN GIA TOT', type: 23, templates: [] },
];

/** Shorthand for a template variable; `?` after the name makes it optional, and then it may be empty unless told. */
function variable(
	name: string,
	limit: number,
	type: TemplateVariable['type'] = 'type_text',
	rules: Partial<TemplateVariable> = {},
): TemplateVariable {
	const required = !name.endsWith('?');
	return {
		name: name.replace('?', ''),
		type,
		limit,
		required,
		acceptNull: !required,
		minLength: 0,
		...rules,
	};
}

const EVERY_OA = [SHOP_OA, MARKETING_OA];

export const ZNS_TEMPLATES: readonly ZnsTemplate[] = [
	{
		id: '205644',
		name: 'Xác nhận đăng ký dịch vụ',
		tag: 'OTP',
		smsType: '24',
		oaIds: EVERY_OA,
		content: '<div><p>Mã OTP của bạn là</p></div><p><span>{{otp}}</span></p>',
		variables: [variable('otp', 10)],
		buttons: [],
	},
	{
		id: '200607',
		name: 'Xác nhận mua hàng',
		tag: 'TRANSACTION',
		smsType: '25',
		oaIds: EVERY_OA,
		content:
			'<h3>Xác nhận đơn hàng</h3><p>Cảm ơn {{customer_name}} đã mua hàng.</p><p>Mã đơn: <b>{{order_code}}</b><br>Sản phẩm: {{product_name}} x {{quantity}}<br>Thanh toán: {{payment_amount}} VND<br>Giao ngày: {{delivery_date}}<br>Địa chỉ: {{address}}<br>Điện thoại: {{phone}}<br>Email: {{email}}</p>',
		variables: [
			variable('customer_name', 30),
			variable('order_code', 30),
			variable('address', 200),
			variable('phone', 15),
			variable('email', 100),
			variable('product_name', 100),
			variable('quantity', 12, 'type_number'),
			variable('payment_amount', 12, 'type_number'),
			variable('delivery_date', 10, 'type_date'),
		],
		buttons: [{ title: 'Quan tâm OA', type: 3, content: `https://oa.zalo.me/${SHOP_OA}` }],
	},
	{
		id: '540679',
		name: 'Xác nhận đơn đặt hàng',
		tag: 'TRANSACTION',
		smsType: '25',
		oaIds: EVERY_OA,
		content:
			'<h3>Đơn đặt hàng</h3><p>Xin chào {{name}}, đơn {{order_code}} gồm {{number}} {{product}}, giá {{number1}}.</p><p>Giao đến: {{address}}<br>Điện thoại: {{phone_number}}<br>Ghi chú: {{note}}</p>',
		variables: [
			variable('name', 30),
			variable('order_code', 30),
			variable('address', 200),
			variable('phone_number', 15),
			variable('product', 100),
			variable('number', 12, 'type_number'),
			variable('number1', 20),
			variable('note?', 200),
		],
		buttons: [],
	},
	{
		id: '267247',
		name: 'Đánh giá dịch vụ - text',
		tag: 'TRANSACTION',
		smsType: '25',
		oaIds: [SHOP_OA],
		content:
			'<h3>Đánh giá dịch vụ</h3><p>Cảm ơn {{customer_name}} đã dùng {{product_name}} (mã {{order_code}}) {{date}}.</p>',
		// The published journey sample gives three values, the bulk sample four: the last is optional.
		variables: [
			variable('customer_name', 100),
			variable('product_name', 100),
			variable('order_code', 30),
			variable('date?', 30),
		],
		buttons: [{ title: 'Quan tâm OA', type: 3, content: `https://oa.zalo.me/${SHOP_OA}` }],
	},
	{
		id: '266986',
		name: 'Đánh giá sau mua hàng',
		tag: 'CUSTOMER_CARE',
		smsType: '25',
		oaIds: [SHOP_OA],
		content: '<p>{{customer_name}} thấy đơn {{order_code}} thế nào?</p>',
		variables: [variable('customer_name', 30), variable('order_code', 30)],
		buttons: [],
	},
	{
		id: '200975',
		name: 'Thông báo thanh toán',
		tag: 'TRANSACTION',
		smsType: '25',
		oaIds: EVERY_OA,
		content: '<p>{{name}}, hóa đơn {{bill}} ngày {{date}}: {{amount}}.</p>',
		variables: [
			variable('name', 30),
			variable('bill', 30),
			variable('date', 10, 'type_date'),
			variable('amount', 20),
		],
		buttons: [],
	},
	{
		id: '300001',
		name: 'Thông báo chung',
		tag: 'CUSTOMER_CARE',
		smsType: '25',
		oaIds: EVERY_OA,
		content: '<p>{{content}}</p>',
		variables: [variable('content', 400)],
		buttons: [],
	},
	{
		id: '300002',
		name: 'Ưu đãi thành viên',
		tag: 'PROMOTION',
		smsType: '25',
		oaIds: [MARKETING_OA],
		content: '<h3>Ưu đãi</h3><p>{{customer_name}} có {{points}} điểm.</p>',
		variables: [
			variable('customer_name', 30),
			variable('points', 12, 'type_number'),
			variable('link?', 200, 'type_cta_url'),
		],
		buttons: [{ title: 'Xem ưu đãi', type: 1, content: 'https://esms.vn/{{link}}' }],
	},
	{
		id: '300003',
		name: 'Phiếu bảo hành',
		tag: 'TRANSACTION',
		smsType: '25',
		oaIds: [SHOP_OA],
		content:
			'<p>Phiếu {{warranty_code}} của {{customer_name}} có hiệu lực đến {{valid_until}}. Ghi chú: {{remark}}</p><p>Chi nhánh: {{branch}}</p>',
		variables: [
			variable('warranty_code', 12, 'type_text', { minLength: 4 }),
			variable('customer_name', 30),
			variable('valid_until', 20, 'type_date'),
			variable('remark', 100, 'type_text', { acceptNull: true }),
			variable('branch?', 50, 'type_text', { acceptNull: false }),
		],
		buttons: [],
	},
	{
		id: '300004',
		name: 'Khảo sát cũ',
		tag: 'CUSTOMER_CARE',
		smsType: '25',
		oaIds: [SHOP_OA],
		content: '<p>{{customer_name}}, mời bạn tham gia khảo sát.</p>',
		variables: [variable('customer_name', 30)],
		buttons: [],
		status: 'DISABLE',
		reason: 'Template bị khóa do chất lượng thấp',
	},
	{
		id: '228386',
		name: 'Nhắc lịch hẹn',
		tag: 'CUSTOMER_CARE',
		smsType: '25',
		oaIds: [CALLBACK_OA],
		content: '<p>{{customer_name}} có hẹn lúc {{time}}.</p>',
		variables: [variable('customer_name', 30), variable('time', 30)],
		buttons: [],
	},
];

/** Call scripts and recordings of the voice service, and pairs of templates for generated codes. */
export const CALL_TEMPLATES: Record<string, { text: string; variables: number }> = {
	'1001': { text: 'Xin chào {1}, đơn hàng của bạn trị giá {2} đồng.', variables: 2 },
	'1002': { text: 'Cảm ơn quý khách đã sử dụng dịch vụ.', variables: 0 },
};
export const RECORDINGS = ['2001', '2002'];
export const CODE_TEMPLATES = ['22575'];

const FOLLOWER_COUNT = 208;
const INTERACTED_COUNT = 128;

/** User IDs of the OA's followers, 19 digits each. */
export const FOLLOWERS: readonly string[] = Array.from(
	{ length: FOLLOWER_COUNT },
	(_, index) => `78003785019${String(23_859_600 + index)}`,
);

/** Users that interacted with the OA lately; every second follows it, every tenth is labelled VIP. */
export const INTERACTED_USERS: Array<{ id: string; follows: boolean; tag: string }> = Array.from(
	{ length: INTERACTED_COUNT },
	(_, index) => ({
		id: `74064544923${String(43_693_100 + index)}`,
		follows: index % 2 === 0,
		tag: index % 10 === 0 ? 'VIP' : '',
	}),
);

const REMARKS = [
	'Nhân viên tư vấn nhiệt tình, thái độ vui vẻ, dễ thương',
	'Chính sách hỗ trợ rõ ràng, đầy đủ và dễ hiểu',
	'Chất lượng sản phẩm rất tốt',
	'Giao hàng nhanh',
	'Dịch vụ chăm sóc rất tốt',
];

/** A rating that a receiver gave to a ZNS rating template. */
export interface Rating {
	feedbacks: string[];
	msgId: string;
	note: string;
	rate: number;
	/** Milliseconds since 1970, in text. */
	submitDate: string;
	trackingId: string;
}

/** The ratings of one template, newest first, one every six hours up to the given time. */
export function ratingsUntil(now: number): Rating[] {
	return Array.from({ length: 120 }, (_, index) => ({
		feedbacks: REMARKS.slice(0, index % (REMARKS.length + 1)),
		msgId: `5dcf84fe1fd8bd85${String(4096 + index).padStart(4, '0')}`,
		note: index % 7 === 0 ? 'Sẽ quay lại' : '',
		rate: 5 - (index % 5),
		submitDate: String(now - index * 6 * 3_600_000),
		trackingId: index % 3 === 0 ? `don-hang-${index}` : '',
	}));
}

/** The brandname of that name and type, if the account has it. */
export function brandnameOf(name: unknown, type: Brandname['type']): Brandname | undefined {
	return BRANDNAMES.find((one) => one.type === type && one.name === textOf(name));
}

/** The Official Account of that id, if the account has it. */
export function officialAccountOf(id: unknown): (typeof OFFICIAL_ACCOUNTS)[number] | undefined {
	return OFFICIAL_ACCOUNTS.find((one) => one.id === textOf(id));
}

/** The ZNS template of that id, if the OA has it. */
export function templateOf(oaId: unknown, id: unknown): ZnsTemplate | undefined {
	return ZNS_TEMPLATES.find((one) => one.id === textOf(id) && one.oaIds.includes(textOf(oaId)));
}

const VARIABLE = /\{P\d,(\d+)\}/g;

/** Tells whether a text follows one of the brandname's registered texts. */
export function followsTemplate(brandname: Brandname, text: string): boolean {
	return brandname.templates.some(({ content }) => {
		const parts = content.split(VARIABLE);
		const pattern = parts
			.map((part, index) =>
				index % 2 === 1 ? `.{1,${part}}` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
			)
			.join('');
		return new RegExp(`^${pattern}$`, 's').test(text);
	});
}

/** What is wrong with the value of a template variable, or undefined. */
function valueBreach(one: TemplateVariable, value: unknown): string | undefined {
	if (value === undefined) return one.required ? `${one.name} is required` : undefined;
	const text = typeof value === 'string' ? value : '';
	if (text.trim() === '') return one.acceptNull ? undefined : `${one.name} is empty`;
	if (text.length > one.limit) return `${one.name} is longer than ${one.limit}`;
	if (text.length < one.minLength) return `${one.name} is shorter than ${one.minLength}`;
	if (one.type === 'type_number' && !/^\d{1,12}$/.test(text)) return `${one.name} is not a number`;
	if (one.type === 'type_date' && !/^\d\d\/\d\d\/\d{4}$/.test(text)) {
		return `${one.name} is not dd/MM/yyyy`;
	}
	return undefined;
}

/**
 * Checks the values of a ZNS template.
 *
 * Takes them by name, or by position in template order; returns what is wrong, or undefined.
 */
export function valuesBreach(
	template: ZnsTemplate,
	values: Record<string, unknown>,
): string | undefined {
	const unknown = Object.keys(values).find(
		(name) => !template.variables.some((one) => one.name === name),
	);
	return unknown === undefined
		? template.variables.map((one) => valueBreach(one, values[one.name])).find(Boolean)
		: `${unknown} is not in the template`;
}

/** Names positional values; a value too many is named by its position. */
export function namedValues(
	template: ZnsTemplate,
	values: readonly unknown[],
): Record<string, unknown> {
	return Object.fromEntries(
		values.map((value, index) => [template.variables[index]?.name ?? `value ${index + 1}`, value]),
	);
}
