import type { Resource } from '../operation';
import { account } from './account';
import { message } from './message';
import { multiChannel } from './multiChannel';
import { officialAccount } from './officialAccount';
import { otp } from './otp';
import { price } from './price';
import { sms } from './sms';
import { template } from './template';
import { viber } from './viber';
import { voice } from './voice';
import { zaloOa } from './zaloOa';
import { zns } from './zns';

/** The menu of resources, and so the groups of n8n's actions list: what people come for first. */
export const resources: readonly Resource[] = [
	sms,
	zns,
	zaloOa,
	multiChannel,
	otp,
	viber,
	voice,
	message,
	price,
	template,
	officialAccount,
	account,
];
