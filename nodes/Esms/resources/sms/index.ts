import type { Resource } from '../../operation';
import { sendAdvertisingSms } from './sendAdvertisingSms';
import { sendCustomerCareSms } from './sendCustomerCareSms';

export const sms: Resource = {
	value: 'sms',
	name: 'SMS',
	first: sendCustomerCareSms.value,
	operations: [sendAdvertisingSms, sendCustomerCareSms],
};
