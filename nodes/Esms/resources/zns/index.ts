import type { Resource } from '../../operation';
import { sendZaloJourney } from './sendZaloJourney';
import { sendZns } from './sendZns';
import { sendZnsBulk } from './sendZnsBulk';
import { sendZnsByHashPhone } from './sendZnsByHashPhone';
import { sendZnsByUid } from './sendZnsByUid';
import { sendZnsFullContent } from './sendZnsFullContent';

export const zns: Resource = {
	value: 'zns',
	name: 'ZNS',
	description: 'Zalo messages from an approved template, to a phone number or a Zalo user',
	operations: [
		sendZns,
		sendZnsBulk,
		sendZnsByUid,
		sendZnsByHashPhone,
		sendZaloJourney,
		sendZnsFullContent,
	],
};
