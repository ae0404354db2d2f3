import type { Resource } from '../operation';
import { account } from './account';
import { multiChannel } from './multiChannel';
import { otp } from './otp';
import { price } from './price';
import { sms } from './sms';
import { viber } from './viber';
import { voice } from './voice';
import { zaloOa } from './zaloOa';
import { zns } from './zns';

/** The menu of resources, A to Z. */
export const resources: readonly Resource[] = [
	account,
	multiChannel,
	otp,
	price,
	sms,
	viber,
	voice,
	zaloOa,
	zns,
];
