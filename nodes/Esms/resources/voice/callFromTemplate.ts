import { phone } from '../../fields/receiver';
import { requestId, voiceSendDate } from '../../fields/sending';
import { callCallbackUrl, callTemplateId, callVariables, speed, voice } from '../../fields/voice';
import { previewOnly } from '../../fields/preview';
import { codeResult, get, type Operation } from '../../operation';
import { callScript } from '../../preview/messages';
import { acceptedCall } from '../../response/sent';

/** @see https://developers.esms.vn/esms-api/ham-goi-voice/ham-tao-cuoc-goi-tu-dong-theo-template */
export const callFromTemplate: Operation = {
	value: 'callFromTemplate',
	name: 'Call From Template',
	action: 'Call from template',
	description: 'Call a number and read a script out, filled with your values',
	hasSideEffects: true,
	hasReceiver: true,
	...get(
		'/MakeCallTemplate_V2',
		{
			TemplateId: callTemplateId,
			Phone: phone,
			VariableListStr: callVariables,
			SendDate: voiceSendDate,
			Voice: voice,
			Speed: speed,
			RequestId: requestId,
			CallbackUrl: callCallbackUrl,
		},
		'voice',
	),
	controls: [previewOnly],
	success: codeResult,
	preview: callScript,
	answer: acceptedCall,
};
