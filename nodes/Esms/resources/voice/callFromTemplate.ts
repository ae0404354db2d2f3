import { callSendDate } from '../../fields/advertising';
import { phone } from '../../fields/receiver';
import { requestId } from '../../fields/sending';
import { callCallbackUrl, callTemplateId, callVariables, speed, voice } from '../../fields/voice';
import { codeResult, get, type Operation } from '../../operation';
import { acceptedCall } from '../../response/sent';
import { unfitVariables } from './unfitVariables';

/** @see https://developers.esms.vn/esms-api/ham-goi-voice/ham-tao-cuoc-goi-tu-dong-theo-template */
export const callFromTemplate: Operation = {
	value: 'callFromTemplate',
	name: 'Call From Template',
	action: 'Call from template',
	description: 'Call a number and read a script out, filled with your values',
	hasSideEffects: true,
	hasReceiver: true,
	advice: {
		'104': {
			message: 'The call template was not found or its variables do not fit',
			description:
				"Compare 'Call Template ID' and 'Call Template Values' with the template on account.esms.vn",
		},
		'105': unfitVariables,
	},
	...get(
		'/MakeCallTemplate_V2',
		{
			TemplateId: callTemplateId,
			Phone: phone,
			VariableListStr: callVariables,
			SendDate: callSendDate,
			Voice: voice,
			Speed: speed,
			RequestId: requestId,
			CallbackUrl: callCallbackUrl,
		},
		'voice',
	),
	success: codeResult,
	answer: acceptedCall,
};
