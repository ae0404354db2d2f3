import type { Resource } from '../../operation';
import { estimateAdvertisingSms } from './estimateAdvertisingSms';
import { estimateCustomerCareSms } from './estimateCustomerCareSms';
import { estimateZns } from './estimateZns';

export const price: Resource = {
	value: 'price',
	name: 'Price',
	description: 'What a message would cost, without sending it',
	operations: [estimateCustomerCareSms, estimateAdvertisingSms, estimateZns],
};
