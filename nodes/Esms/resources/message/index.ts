import type { Resource } from '../../operation';
import { getMessageStatus } from './getMessageStatus';
import { getZaloCallbacks } from './getZaloCallbacks';
import { getZnsDeliveryStatus } from './getZnsDeliveryStatus';
import { listMessageRecipients } from './listMessageRecipients';
import { listSentMessages } from './listSentMessages';
import { queryZnsStatus } from './queryZnsStatus';

export const message: Resource = {
	value: 'message',
	name: 'Message',
	description: 'What became of messages that were sent',
	operations: [
		getMessageStatus,
		listSentMessages,
		listMessageRecipients,
		queryZnsStatus,
		getZnsDeliveryStatus,
		getZaloCallbacks,
	],
};
