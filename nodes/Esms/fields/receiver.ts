import type { INodeProperties } from 'n8n-workflow';
import { phoneNumber } from './builders';

/** The receiver's phone number. */
export const phone = phoneNumber({
	name: 'phone',
	displayName: 'Phone',
	required: true,
	placeholder: 'e.g. 0901888484',
	description: "Receiver's number, in any usual writing",
});

/** The Zalo user that receives a message. */
export const zaloUserProperty: INodeProperties = {
	displayName: 'Zalo User ID',
	name: 'zaloUserId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 31215806834323092',
	description:
		"User ID for this OA: 'zaloUserId' of 'Get Many Interacted Users' or an eSMS Trigger",
};
