import type { INodeProperties } from 'n8n-workflow';
import { readPhone } from '../../shared/phone';
import { Field, type Item } from '../operation';

const phoneProperty: INodeProperties = {
	displayName: 'Phone',
	name: 'phone',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 0901888484',
	description: 'Number of the receiver. Spaces, dots, 84 and +84 are understood.',
};

/** Reads a number for the parameter with that label; anything but a Vietnamese mobile number gets a hint. */
export function readPhoneOf(item: Item, label: string, value: unknown): string | undefined {
	const checked = readPhone(value);
	if ('issue' in checked) return item.addIssue(`'${label}' ${checked.issue}`);
	for (const hint of checked.warnings ?? []) item.addWarning(`'${label}' ${hint}`);
	return checked.value;
}

/** The receiver's phone number, sent as 0 and nine digits as in eSMS's samples. */
export const phone = new Field({ parameters: [phoneProperty] }, (item) =>
	readPhoneOf(item, 'Phone', item.get('phone')),
);

/** The Zalo user that receives a message. */
export const zaloUserProperty: INodeProperties = {
	displayName: 'Zalo User ID',
	name: 'zaloUserId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 31215806834323092',
	description:
		"ID of the Zalo user for this Official Account: 'zaloUserId' in the output of 'Get Many Interacted Users' or of an eSMS Trigger",
};
