/** The message that the browser tests show. */
import { rlc } from '../e2e/setting.mjs';

/** Parameters of a Zalo transaction message with each kind of element and several buttons. */
export const zaloTransaction = {
	resource: 'zaloOa',
	operation: 'sendZaloTransaction',
	oaId: rlc('4097311281936189049'),
	zaloUserId: '31215806834323092',
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
						{ label: 'Trạng thái', value: 'Đang giao', statusColor: 'yellow' },
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
};
