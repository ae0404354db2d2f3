import { oaId } from '../../fields/sender';
import { codeResult, post, type Operation } from '../../operation';
import { numberOf } from '../../response/values';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/lay-qouta-tin-zalo-theo-oaid */
export const getOaQuota: Operation = {
	value: 'getOaQuota',
	name: 'Get Quota',
	action: 'Get official account quota',
	description: 'Look up how many ZNS an Official Account may send, and how many are left',
	hasSideEffects: false,
	hasReceiver: false,
	...post('/ZNS/GetQuota/', { OAID: oaId }),
	success: codeResult,
	answer: (body, { OAID }) => [
		{
			oaId: OAID,
			dailyQuota: numberOf(body.DailyQuota),
			remainingQuota: numberOf(body.RemainingQuota),
			dailyQuotaPromotion: numberOf(body.DailyQuotaPromotion),
			remainingQuotaPromotion: numberOf(body.RemainingQuotaPromotion),
			monthlyPromotionQuota: numberOf(body.MonthlyPromotionQuota),
			remainingMonthlyPromotionQuota: numberOf(body.RemainingMonthlyPromotionQuota),
			estimatedNextMonthPromotionQuota: numberOf(body.EstimatedNextMonthPromotionQuota),
		},
	],
};
