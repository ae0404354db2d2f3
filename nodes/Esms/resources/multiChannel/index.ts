import type { Resource } from '../../operation';
import { sendMultiChannel } from './sendMultiChannel';

export const multiChannel: Resource = {
	value: 'multiChannel',
	name: 'Multi-Channel',
	first: sendMultiChannel.value,
	operations: [sendMultiChannel],
};
