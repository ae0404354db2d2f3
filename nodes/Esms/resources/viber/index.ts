import type { Resource } from '../../operation';
import { sendViber } from './sendViber';

export const viber: Resource = {
	value: 'viber',
	name: 'Viber',
	description: 'Text, pictures and buttons in the Viber app',
	operations: [sendViber],
};
