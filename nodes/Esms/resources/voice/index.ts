import type { Resource } from '../../operation';
import { callFromRecording } from './callFromRecording';
import { callFromTemplate } from './callFromTemplate';
import { getCallStatus } from './getCallStatus';
import { sendVoiceOtp } from './sendVoiceOtp';

export const voice: Resource = {
	value: 'voice',
	name: 'Voice',
	description: 'Calls that read out a code or a script, or play a recording',
	operations: [sendVoiceOtp, callFromTemplate, callFromRecording, getCallStatus],
};
