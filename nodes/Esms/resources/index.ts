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

/** The menu of resources, A to Z. */
export const resources: readonly Resource[] = [
	account,
	message,
	multiChannel,
	officialAccount,
	otp,
	price,
	sms,
	template,
	viber,
	voice,
	zaloOa,
	zns,
];
