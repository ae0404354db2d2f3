/** One row for each operation: how it is filled in, and what comes out of n8n then. */
import { rlc } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

/**
 * @typedef {object} OperationCase
 * @property {string} resource
 * @property {string} operation
 * @property {Json} [parameters]
 * @property {Json[]} [items] input items; default: one empty item
 * @property {Json} expect fields of the first output item: a value, or a pattern that its text matches
 */

const OA = '4097311281936189049';
const SMSID = /^[0-9a-f-]{31,43}$/;
const REQUEST_ID = /^.{1,50}$/;
const ZALO_USER = '31215806834323092';
const accepted = { status: 'accepted', smsId: SMSID, requestId: REQUEST_ID };

const toZaloUser = { oaId: rlc(OA), zaloUserId: ZALO_USER };
const acceptedByZaloUser = { ...accepted, zaloUserId: ZALO_USER };

/** A Zalo transaction message with each kind of element and several buttons. @type {OperationCase} */
export const zaloTransaction = {
	resource: 'zaloOa',
	operation: 'sendZaloTransaction',
	parameters: {
		...toZaloUser,
		zaloTemplateType: 'transaction_order',
		zaloLanguage: 'VI',
		zaloElements: {
			element: [
				{ type: 'banner', imageUrl: 'https://example.com/banner.png' },
				{ type: 'header', header: 'Trạng thái đơn hàng', align: 'left' },
				{ type: 'text', text: 'Cảm ơn bạn đã mua hàng tại cửa hàng.', align: 'left' },
				{
					type: 'table',
					rows: {
						row: [
							{ label: 'Mã đơn hàng', value: 'DH-2026-0001' },
							{ label: 'Tổng tiền', value: '1.250.000 VND' },
							{ label: 'Trạng thái', value: 'Đang giao', statusColour: 'yellow' },
						],
					},
				},
				{ type: 'text', text: 'Đơn hàng sẽ đến trong ngày mai.', align: 'center' },
			],
		},
		zaloButtons: {
			button: [
				{
					type: 'oa.open.url',
					title: 'Xem đơn hàng',
					url: 'https://example.com/orders/1',
					icon: 'default',
				},
				{
					type: 'oa.open.phone',
					title: 'Gọi cửa hàng',
					phone: '0901888484',
					icon: 'default',
				},
			],
		},
	},
	expect: acceptedByZaloUser,
};

/** @type {OperationCase[]} */
export const operations = [
	{ resource: 'account', operation: 'getBalance', expect: { balance: /^\d/, currency: 'VND' } },
	{
		resource: 'sms',
		operation: 'sendCustomerCareSms',
		parameters: {
			phone: '+84 901 888 480',
			brandname: rlc('Baotrixemay'),
			content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
		},
		expect: { ...accepted, phone: '0901888480' },
	},
	{
		resource: 'zns',
		operation: 'sendZns',
		parameters: {
			phone: '0901888481',
			oaId: rlc(OA),
			templateId: rlc('205644'),
			templateData: { mappingMode: 'defineBelow', value: { otp: '123456' } },
		},
		expect: { ...accepted, phone: '0901888481' },
	},
	zaloTransaction,
	{
		resource: 'zaloOa',
		operation: 'sendZaloConsultationText',
		parameters: { ...toZaloUser, zaloText: 'Xin chào, cửa hàng có thể giúp gì cho bạn?' },
		expect: acceptedByZaloUser,
	},
	{
		resource: 'zaloOa',
		operation: 'sendZaloConsultationImage',
		parameters: {
			...toZaloUser,
			zaloText: 'Mẫu mới của cửa hàng',
			zaloMediaType: 'image',
			zaloImageUrl: 'https://example.com/image.png',
		},
		expect: acceptedByZaloUser,
	},
	{
		resource: 'zaloOa',
		operation: 'sendZaloConsultationButtons',
		parameters: {
			...toZaloUser,
			zaloText: 'Bạn muốn làm gì tiếp theo?',
			zaloConsultationButtons: {
				button: [
					{ type: 'oa.open.url', title: 'Xem cửa hàng', url: 'https://example.com/shop' },
					{ type: 'oa.query.show', title: 'Hỏi giá', query: '#gia' },
				],
			},
		},
		expect: acceptedByZaloUser,
	},
	{
		resource: 'zaloOa',
		operation: 'sendZaloRequestUserInfo',
		parameters: {
			...toZaloUser,
			zaloInfoTitle: 'Cửa hàng của bạn',
			zaloInfoSubtitle: 'Đang yêu cầu thông tin từ bạn',
			zaloInfoImageUrl: 'https://example.com/image.png',
		},
		expect: acceptedByZaloUser,
	},
];
