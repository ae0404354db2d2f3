import { smsId } from '../../fields/query';
import { codeResponse, get, type Operation } from '../../operation';
import { messageStatusOf } from '../../response/status';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-kiem-tra-tin-nhan-theo-smsid */
export const getMessageStatus: Operation = {
	value: 'getMessageStatus',
	name: 'Get Status',
	action: 'Get message status by SMSID',
	description: 'Look up what became of a message of the last 7 days, by its SMSID',
	hasSideEffects: false,
	hasReceiver: false,
	...get('/GetSendStatus', { RefId: smsId }),
	success: codeResponse,
	answer: (body, { RefId }) => [messageStatusOf({ SMSID: RefId, ...body })],
};
