import { SEND_AND_WAIT_OPERATION } from 'n8n-workflow';
import { answerLinkNotice } from '../../fields/notices';
import { previewOnly } from '../../fields/preview';
import { phone } from '../../fields/receiver';
import { questionDelivery, smsQuestion, smsQuestionUnicode } from '../../fields/sendAndWait';
import { brandname } from '../../fields/sender';
import { answerLimit } from '../../fields/sending';
import { codeResult, post, type Operation } from '../../operation';
import { customerCareSms } from '../../preview/messages';
import { accepted } from '../../response/sent';
import { smsLookups } from '../template/lookups';

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-nhan-sms-otp-cskh */
export const sendAndWait: Operation = {
	value: SEND_AND_WAIT_OPERATION,
	name: 'Send and Wait for Response',
	action: 'Send SMS and wait for response',
	description: 'Ask a person by a link in a customer care SMS, and wait for the answer',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendMultipleMessage_V4_post_json/', {
		Phone: phone,
		Content: smsQuestion,
		Brandname: brandname,
		SmsType: '2',
		IsUnicode: smsQuestionUnicode,
		...questionDelivery,
	}),
	controls: [answerLinkNotice, answerLimit, previewOnly],
	success: codeResult,
	preview: customerCareSms,
	previewLookups: smsLookups,
	answer: accepted,
};
