import type { Resource } from '../../operation';
import { sendMultiChannel } from './sendMultiChannel';

export const multiChannel: Resource = {
	value: 'multiChannel',
	name: 'Multi-Channel',
	description: 'A Zalo message first, an SMS where Zalo does not reach the person',
	operations: [sendMultiChannel],
};
