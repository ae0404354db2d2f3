import { firstButton, logoUrl, secondButton, zaloTemplateText } from '../../fields/registration';
import { oaId } from '../../fields/sender';
import { callbackUrl } from '../../fields/sending';
import { znsType } from '../../fields/zns';
import { codeResult, post, type Operation } from '../../operation';
import { registered } from '../../response/registered';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-dang-ky-template-zalo */
export const registerZaloTemplate: Operation = {
	value: 'registerZaloTemplate',
	name: 'Register Zalo Template',
	action: 'Register Zalo template',
	description: 'Hand a ZNS template of an Official Account in for approval',
	hasSideEffects: true,
	hasReceiver: false,
	...post('/RegisZNSTemplateJson/', {
		OAID: oaId,
		SmsType: znsType,
		Content: zaloTemplateText,
		ImageUrl: logoUrl,
		CTA1: firstButton,
		CTA2: secondButton,
		CallbackUrl: callbackUrl,
	}),
	success: codeResult,
	answer: registered,
};
