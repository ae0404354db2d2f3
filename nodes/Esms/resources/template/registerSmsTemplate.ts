import {
	customerEmail,
	customerName,
	customerPhone,
	documentUrl,
	smsTemplateText,
	smsTemplateType,
	smsTemplateUnicode,
} from '../../fields/registration';
import { brandname } from '../../fields/sender';
import { callbackUrl } from '../../fields/sending';
import { codeResult, post, type Operation } from '../../operation';
import { registered } from '../../response/registered';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-dang-ky-template-sms */
export const registerSmsTemplate: Operation = {
	value: 'registerSmsTemplate',
	name: 'Register SMS Template',
	action: 'Register SMS template',
	description: 'Hand a text in for approval, after which SMS that fit it may be sent',
	hasSideEffects: true,
	hasReceiver: false,
	...post('/SubServicePreviewJson/', {
		Brandname: brandname,
		Content: smsTemplateText,
		ServiceType: 2,
		SmsType: smsTemplateType,
		IsUnicode: smsTemplateUnicode,
		AssetsUrl: documentUrl,
		CustomerEmail: customerEmail,
		CustomerName: customerName,
		CustomerPhone: customerPhone,
		CallbackUrl: callbackUrl,
	}),
	success: codeResult,
	answer: registered,
};
