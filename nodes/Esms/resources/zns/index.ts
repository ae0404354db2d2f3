import type { Resource } from '../../operation';
import { sendZns } from './sendZns';

export const zns: Resource = {
	value: 'zns',
	name: 'ZNS',
	first: sendZns.value,
	operations: [sendZns],
};
