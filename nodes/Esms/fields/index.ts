import { Field } from '../operation';
import * as advertising from './advertising';
import * as listing from './listing';
import * as message from './message';
import * as multiChannel from './multiChannel';
import * as night from './night';
import * as notices from './notices';
import * as otp from './otp';
import * as phones from './phones';
import * as preview from './preview';
import * as query from './query';
import * as receiver from './receiver';
import * as registration from './registration';
import * as sendAndWait from './sendAndWait';
import * as sender from './sender';
import * as sending from './sending';
import * as smsTemplate from './smsTemplate';
import * as template from './template';
import * as variants from './variants';
import * as viber from './viber';
import * as voice from './voice';
import * as zalo from './zalo';
import * as zns from './zns';

/** All fields, in the order in which the editor shows them: from whom, to whom, what, how. */
export const fieldOrder: readonly Field[] = [
	sender,
	receiver,
	query,
	phones,
	otp,
	voice,
	{ smsTextSource: smsTemplate.smsTextSource },
	zns,
	template,
	zalo,
	viber,
	smsTemplate,
	message,
	sendAndWait,
	notices,
	registration,
	advertising,
	sending,
	night,
	multiChannel,
	preview,
	variants,
	listing,
].flatMap((fields) => Object.values(fields).filter((field) => field instanceof Field));
