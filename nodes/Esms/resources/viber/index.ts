import type { Resource } from '../../operation';
import { sendViber } from './sendViber';

export const viber: Resource = {
	value: 'viber',
	name: 'Viber',
	first: sendViber.value,
	operations: [sendViber],
};
