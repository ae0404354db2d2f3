/** The 13 kinds of transaction message, as eSMS names them (page tin-zalo-giao-dich). */
export const TEMPLATE_TYPES = [
	{ value: 'transaction_account', name: 'Account', vietnamese: 'Tài khoản' },
	{ value: 'transaction_billing', name: 'Billing', vietnamese: 'Hóa đơn' },
	{ value: 'transaction_booking', name: 'Booking', vietnamese: 'Lịch hẹn' },
	{ value: 'transaction_contract', name: 'Contract', vietnamese: 'Hợp đồng' },
	{ value: 'transaction_education', name: 'Education', vietnamese: 'Học vụ' },
	{ value: 'transaction_event', name: 'Event', vietnamese: 'Sự kiện' },
	{ value: 'transaction_internal', name: 'Internal', vietnamese: 'Nội bộ' },
	{ value: 'transaction_membership', name: 'Membership', vietnamese: 'Thành viên' },
	{ value: 'transaction_order', name: 'Order', vietnamese: 'Đơn hàng' },
	{ value: 'transaction_partnership', name: 'Partnership', vietnamese: 'Đối tác' },
	{ value: 'transaction_rating', name: 'Rating', vietnamese: 'Đánh giá' },
	{ value: 'transaction_reward', name: 'Reward', vietnamese: 'Tích điểm' },
	{ value: 'transaction_transaction', name: 'Transaction', vietnamese: 'Giao dịch' },
] as const;

export const LANGUAGES = ['VI', 'EN'] as const;

export const ELEMENT_TYPES = [
	{ value: 'banner', name: 'Banner' },
	{ value: 'header', name: 'Header' },
	{ value: 'text', name: 'Text' },
	{ value: 'table', name: 'Table' },
] as const;

export const ALIGNMENTS = ['left', 'center', 'right'] as const;

export const STATUS_COLORS = ['blue', 'green', 'grey', 'red', 'yellow'] as const;

/** The one row of a table that may carry a color, by the message's language. */
export const STATUS_LABELS = { VI: 'Trạng thái', EN: 'Status' } as const;

/** The row that says who the message is about: how its label starts (VI) or what it holds (EN), or the label in full. */
export const IDENTIFICATION = {
	VI: { word: 'Mã', label: 'Tên khách hàng' },
	EN: { word: 'Code', label: 'Customer Name' },
} as const;

export const ACTIONS = {
	openUrl: 'oa.open.url',
	queryShow: 'oa.query.show',
	queryHide: 'oa.query.hide',
	openSms: 'oa.open.sms',
	openPhone: 'oa.open.phone',
} as const;

/** Zalo draws its own icon where a transaction button carries this. */
export const DEFAULT_ICON = 'default';

export const MEDIA_TYPES = ['image', 'gif'] as const;

/** How many characters, or how many of a thing, a Zalo message may hold. */
export const LIMITS = {
	header: 100,
	text: 250,
	texts: 2,
	label: 25,
	value: 100,
	rows: 6,
	buttons: 4,
	/** Of the two figures on the transaction page: the one for buttons, and the one for actions. */
	buttonTitle: 35,
	actionTitle: 100,
	query: 1000,
	sms: 160,
	consultationText: 2000,
	userInfoTitle: 100,
	userInfoSubtitle: 500,
} as const;
