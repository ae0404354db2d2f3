import type { IDataObject } from 'n8n-workflow';

/**
 * The names of all fields that eSMS documents in answers, and what other places call them: eSMS's overview
 * and older tables, and servers that write them in another letter case.
 * https://developers.esms.vn/esms-api
 */
const documented =
	`AcceptNull ApplyTemplateQuota Balance Brandname BrandnameTemplates CallbackUrl CallDuration CallStatus Campaign
	Code CodeResponse CodeResult Content Count CountRegenerate CountTotal DailyQuota DailyQuotaPromotion Data
	Data_callback delivery_time detail error ErrorInfo ErrorMessage EstimatedNextMonthPromotionQuota feedbacks
	FinalStatus Followers IsSandbox IsSent Ivr Limit ListBrandName ListButtons ListParams MaxLength Message MinLength
	MonthlyPromotionQuota MsgId Name NetworkID NetworkName note Oa7dayQuality OaCurrentQuality OAID OAName Offset Param
	ParamLevel Partnerids Phone PhoneFailList PhoneNumber PhoneNumberList PreviewUrl rate Reason ReceiverList
	ReceiverStatus ReferenceId RemainingMonthlyPromotionQuota RemainingQuota RemainingQuotaPromotion RequestId Require
	RequireType Retry SeenTime SellPrice SendFailed SendResult SendStatus SendSuccess SentData SentResult SentStatus
	SentTime ServicePreviewId SMSID SmsType Status submitDate Telcoid TempContent TempId TemplateDailyQuota TemplateId TemplateName
	TemplateQuality TemplateRemainingQuota TemplateTag TempName Timeout Title Total TotalFail TotalPrice TotalReceiver
	TotalSent TotalSuccess trackingId Type TypeId User_Id UserID Users ZaloId ZaloMsgId ZNSTempDetail ZnsTempId
	ZNSTemplates ZOAList`.split(/\s+/);

/** Other words for the same field. */
const otherNames: Readonly<Record<string, string>> = {
	refercenceid: 'ReferenceId',
	sentfailed: 'SendFailed',
	sentsuccess: 'SendSuccess',
	totalsend: 'TotalSent',
};

const general = new Map([
	...Object.entries(otherNames),
	...documented.map((name): [string, string] => [name.toLowerCase(), name]),
]);

/** Deeper than any answer of eSMS; what lies below is handed on as it came. */
const deepest = 16;

/**
 * Brings the names of an answer's fields to the contract's spelling, at every depth. Unknown names stay.
 *
 * @param names of this answer that other answers spell in another letter case
 */
export function inContractSpelling<T>(answer: T, names: readonly string[] = []): T {
	const special = new Map(names.map((name) => [name.toLowerCase(), name]));
	const spell = (value: unknown, depth: number): unknown => {
		if (typeof value !== 'object' || value === null || depth > deepest) return value;
		if (Array.isArray(value)) return value.map((entry) => spell(entry, depth + 1));
		const spelled: IDataObject = {};
		for (const given of Object.keys(value)) {
			const lower = given.toLowerCase();
			const name = special.get(lower) ?? general.get(lower) ?? given;
			// Where a field came in two spellings, the contract's own one counts.
			const isOther = name !== given && Object.hasOwn(value, name);
			// It would set the prototype.
			if (isOther || name === '__proto__') continue;
			spelled[name] = spell((value as IDataObject)[given], depth + 1) as IDataObject;
		}
		return spelled;
	};
	return spell(answer, 0) as T;
}
