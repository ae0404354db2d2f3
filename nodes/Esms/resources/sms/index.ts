import type { Resource } from '../../operation';
import { sendCustomerCareSms } from './sendCustomerCareSms';

export const sms: Resource = {
	value: 'sms',
	name: 'SMS',
	first: sendCustomerCareSms.value,
	operations: [sendCustomerCareSms],
};
