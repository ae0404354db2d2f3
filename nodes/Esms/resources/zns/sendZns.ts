import { deliveryWithReceipt } from '../../fields/delivery';
import { scheduledZnsNight } from '../../fields/night';
import { phone } from '../../fields/receiver';
import { oaId, templateId } from '../../fields/sender';
import { templateData, templatePairs, templateParams } from '../../fields/template';
import { apiVersion } from '../../fields/variants';
import { codeResult, post, type Operation } from '../../operation';
import { accepted } from '../../response/sent';
import { previewOnly } from '../../fields/preview';
import { zns as znsPreview } from '../../preview/messages';
import { queryZnsStatus } from '../message/queryZnsStatus';
import { znsLookups } from '../template/lookups';

const message = { OAID: oaId, TempID: templateId, Phone: phone };
const sending = {
	...deliveryWithReceipt(
		'SendDate',
		'campaignid',
		'RequestId',
		'Sandbox',
		'CallbackUrl',
		'SendingMode',
	),
};

/** @see https://developers.esms.vn/esms-api/ham-gui-tin/tin-nhan-zalo */
export const sendZns: Operation = {
	value: 'sendZns',
	name: 'Send by Phone',
	action: 'Send ZNS by phone',
	description: 'Send a Zalo template message to a phone number',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/SendZaloMessage_V6/', { ...message, TempData: templateData, ...sending }),
	variants: {
		chosenBy: apiVersion,
		calls: {
			v5: post('/SendZaloMessage_V5_post/', { ...message, TempData: templatePairs, ...sending }),
			v4: post('/SendZaloMessage_V4_post_json/', {
				...message,
				Params: templateParams,
				...sending,
			}),
		},
	},
	controls: [previewOnly, scheduledZnsNight],
	success: codeResult,
	preview: znsPreview,
	previewLookups: znsLookups,
	statusLookup: (smsId) => ({
		operation: queryZnsStatus,
		body: { SmsId: String(smsId), SmsType: '25' },
	}),
	answer: accepted,
};
