import type { Resource } from '../../operation';
import { checkCode } from './checkCode';
import { sendGeneratedCode } from './sendGeneratedCode';
import { sendGeneratedCodeMultiChannel } from './sendGeneratedCodeMultiChannel';

export const otp: Resource = {
	value: 'otp',
	name: 'OTP',
	description: 'One-time codes that eSMS makes, sends and checks',
	operations: [sendGeneratedCode, sendGeneratedCodeMultiChannel, checkCode],
};
