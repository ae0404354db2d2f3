import type { Resource } from '../../operation';
import { callFromRecording } from './callFromRecording';
import { callFromTemplate } from './callFromTemplate';
import { getCallStatus } from './getCallStatus';
import { sendVoiceOtp } from './sendVoiceOtp';

export const voice: Resource = {
	value: 'voice',
	name: 'Voice',
	first: sendVoiceOtp.value,
	operations: [callFromTemplate, callFromRecording, getCallStatus, sendVoiceOtp],
};
