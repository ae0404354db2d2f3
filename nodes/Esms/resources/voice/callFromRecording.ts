import { callSendDate } from '../../fields/advertising';
import { phone } from '../../fields/receiver';
import { requestId } from '../../fields/sending';
import {
	callCallbackUrl,
	forwardKey,
	forwardTo,
	maxRepeat,
	maxRetry,
	recordingId,
	waitForKey,
	waitRetry,
} from '../../fields/voice';
import { codeResult, get, type Operation } from '../../operation';
import { acceptedCall } from '../../response/sent';
import { unfitVariables } from './unfitVariables';

/** @see https://developers.esms.vn/esms-api/ham-goi-voice/ham-tao-cuoc-goi-tu-dong-tu-file-ghi-am */
export const callFromRecording: Operation = {
	value: 'callFromRecording',
	name: 'Call With Recording',
	action: 'Call with recording',
	description: 'Call a number and play a recording; a pressed key can forward the call',
	hasSideEffects: true,
	hasReceiver: true,
	advice: {
		'104': {
			message: 'The recording or its call template was not found',
			description: "Check 'Recording ID' on account.esms.vn",
		},
		'105': unfitVariables,
	},
	...get(
		'/MakeCallRecord_V2',
		{
			TemplateId: recordingId,
			Phone: phone,
			NumberForward: forwardTo,
			SendDate: callSendDate,
			MaxRepeat: maxRepeat,
			MaxRetry: maxRetry,
			Ivr: forwardKey,
			TimeWaitToIvr: waitForKey,
			WaitRetry: waitRetry,
			CallbackUrl: callCallbackUrl,
			RequestID: requestId,
		},
		'voice',
	),
	success: codeResult,
	answer: acceptedCall,
};
