import { zaloMessageId } from '../../fields/query';
import { oaId } from '../../fields/sender';
import { codeResult, post, type Operation } from '../../operation';
import { outcomeOf } from '../../response/status';
import { epochDate, numberOf, recordOf, textOf } from '../../response/values';

/**
 * What became of the message by Zalo's status: 1 on the phone, 0 not there yet, -1 no such message.
 */
function deliveryOf(status: number | null) {
	if (status === 1) return outcomeOf(5, 1, 0);
	return status === -1 ? outcomeOf(5, 0, 0) : outcomeOf(null, 0, 0);
}

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-thong-tin-trang-thai-zns */
export const getZnsDeliveryStatus: Operation = {
	value: 'getZnsDeliveryStatus',
	name: 'Get Zalo Delivery',
	action: 'Get Zalo message delivery by Zalo message ID',
	description: 'Look up whether and when a ZNS reached the phone, by its Zalo message ID',
	hasSideEffects: false,
	hasReceiver: false,
	answerNames: ['message', 'status'],
	...post('/GetZaloMessageStatus', { OAID: oaId, MessageId: zaloMessageId }),
	success: codeResult,
	answer: ({ Data }, { MessageId }) => {
		const { status, message, delivery_time: deliveredAt } = recordOf(Data);
		const deliveryStatus = numberOf(status);
		return [
			{
				zaloMessageId: MessageId,
				...deliveryOf(deliveryStatus),
				deliveryStatus,
				deliveryText: textOf(message),
				deliveredAt: epochDate(deliveredAt),
			},
		];
	},
};
