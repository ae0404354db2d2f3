import type { Resource } from '../../operation';
import { sendAdvertisingSms } from './sendAdvertisingSms';
import { sendAndWait } from './sendAndWait';
import { sendCustomerCareSms } from './sendCustomerCareSms';

export const sms: Resource = {
	value: 'sms',
	name: 'SMS',
	description:
		'Text messages to mobile phones: codes, notices to customers (CSKH), advertising (QC)',
	operations: [sendCustomerCareSms, sendAdvertisingSms],
	sendAndWait,
};
