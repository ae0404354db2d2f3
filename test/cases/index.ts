import type { IDataObject, INodeParameters } from 'n8n-workflow';
import account from './account.json';
import message from './message.json';
import multiChannel from './multiChannel.json';
import officialAccount from './officialAccount.json';
import otp from './otp.json';
import price from './price.json';
import sms from './sms.json';
import template from './template.json';
import viber from './viber.json';
import voice from './voice.json';
import zaloOa from './zaloOa.json';
import zns from './zns.json';

/** A call of an operation as a user sets it up, what eSMS must receive, and what must come out. */
export interface Case {
	operation: string;
	/** Rows of the contract's table of operations that this case covers. */
	rows: string[];
	/** Operation of the contract that the request must be. */
	call: string;
	parameters: INodeParameters;
	items?: IDataObject[];
	/** Run first; `$smsId`, `$zaloMessageId` in the parameters then stand for the ids of its message. */
	before?: INodeParameters;
	/** What the request carries besides the keys; an automatic RequestId is left out of the comparison. */
	sent: IDataObject;
	/** Fields of the output items, all items listed. */
	output: IDataObject[];
}

export const cases = [
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
].flat() as Case[];
