import { oaId } from '../../fields/sender';
import { codeResult, post, type Operation } from '../../operation';
import { textOf } from '../../response/values';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-kiem-tra-chat-luong-oa */
export const getOaQuality: Operation = {
	value: 'getOaQuality',
	name: 'Get Quality',
	action: 'Get official account quality',
	description:
		'Look up how Zalo rates the messages of an Official Account: of the last 48 hours and the last 7 days',
	hasSideEffects: false,
	hasReceiver: false,
	...post('/ZNS/GetQuality/', { OAID: oaId }),
	success: codeResult,
	answer: (body, { OAID }) => [
		{
			oaId: OAID,
			currentQuality: textOf(body.OaCurrentQuality),
			sevenDayQuality: textOf(body.Oa7dayQuality),
		},
	],
};
