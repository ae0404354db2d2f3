import { unicode } from '../../fields/message';
import { wholeTextNotice } from '../../fields/notices';
import { znsNight } from '../../fields/night';
import { phone } from '../../fields/receiver';
import { oaId } from '../../fields/sender';
import { requestId } from '../../fields/sending';
import { formFormat } from '../../fields/variants';
import { znsContent, znsType } from '../../fields/zns';
import { codeResult, form, post, type Operation } from '../../operation';
import { accepted } from '../../response/sent';

const message = { OAID: oaId, Phone: phone, Content: znsContent };

/** @see https://developers.esms.vn/esms-api/cac-api-khac/ham-gui-tin-nhan-zalo-dang-json-full-template */
export const sendZnsFullContent: Operation = {
	value: 'sendZnsFullContent',
	name: 'Send by Full Content',
	action: 'Send ZNS by full content',
	description:
		'Send the whole text of a template message instead of its values (advanced, agree on it with eSMS first)',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendMultipleMessage_V4_post_json/', {
		...message,
		SmsType: znsType,
		IsUnicode: unicode,
		RequestId: requestId,
	}),
	variants: {
		chosenBy: formFormat,
		calls: { form: form('/SendMultipleMessage_V4_post/', { ...message, Smstype: znsType }) },
	},
	controls: [znsNight, wholeTextNotice],
	success: codeResult,
	answer: accepted,
};
