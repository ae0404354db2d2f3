import type { INodeProperties } from 'n8n-workflow';
import { readPlainText } from '../../shared/text';
import { Field, type Item } from '../operation';
import { emptySendDate, readDate, VIETNAM_TIME, type DateFormat } from '../request/dates';
import { automaticRequestId, requestIdLength } from '../request/requestId';
import { mustGiveValue } from './expressions';
import { choice, date, url, readText, text, boolean } from './builders';

/** Where eSMS reports what became of a message. */
export const callbackUrl = url({
	name: 'callbackUrl',
	displayName: 'Callback URL',
	optional: true,
	placeholder: 'e.g. https://n8n.example.com/webhook/…/esms?esms=',
	description: "Production URL of an eSMS Trigger, in place of the credential's",
});

const receiptSwitch = boolean({
	name: 'waitForReceipt',
	displayName: 'Wait for Receipt',
	optional: true,
	default: true,
	description: "Whether to wait for the 'outcome' (off unless added), noReceipt after the limit",
});

/** Minutes that a running execution may ask for. */
const longestAsking = 30;

const askSwitch = boolean({
	name: 'askInstead',
	displayName: 'Ask eSMS Instead',
	optional: true,
	default: true,
	description:
		'Whether to ask for the status (off unless added), up to 30 minutes, without a public address',
});

/** Not sent: asks eSMS for the outcome, so that it need not reach this n8n. */
export const askInstead = mustGiveValue(askSwitch, 'true or false');

/**
 * Not sent: holds the execution until the receipt arrives. A tool cannot wait. It is shown there all the same: n8n takes
 * what is hidden out of a stored workflow, and a message would go out without the wait that somebody counts on.
 */
export const receiptWanted = mustGiveValue(receiptSwitch, 'true or false');

/** Minutes of a year: a date much further away cannot be written. */
const longestWait = 525_600;

const waitLimitProperty: INodeProperties = {
	displayName: 'Wait Limit (Minutes)',
	name: 'waitLimit',
	type: 'number',
	default: 10,
	typeOptions: { minValue: 1 },
	description: 'Minutes to wait at most',
};

/** How many minutes an execution waits at most; NaN for what is no number. */
export function waitMinutes(item: Item): number {
	const checked = readPlainText(item.option('waitLimit') ?? waitLimitProperty.default);
	return 'value' in checked && /^(?:\d+(?:\.\d+)?|\.\d+)$/.test(checked.value)
		? Number(checked.value)
		: Number.NaN;
}

/** Notes a limit that nothing can wait for. */
function checkLimit(item: Item, longest: number, why: string): void {
	const limit = waitMinutes(item);
	if (limit > 0 && limit <= longest) return;
	item.addIssue(
		`'${waitLimitProperty.displayName}' is '${String(item.option('waitLimit'))}', enter a number above 0 and up to ${longest}${why}`,
	);
}

/** A person may take any time. The default is what holds without the option, as definitions for AI builders say. */
const answerLimitProperty: INodeProperties = {
	...waitLimitProperty,
	default: 0,
	typeOptions: { minValue: 0 },
	description: 'Minutes to wait at most, 0 for no limit',
};

/** Not sent: minutes that the execution waits for an answer; undefined is without a limit. */
export const answerLimit = mustGiveValue(
	new Field({ options: [answerLimitProperty] }, (item) => {
		if ((item.option(answerLimitProperty.name) ?? '') === '') return undefined;
		const minutes = waitMinutes(item);
		if (minutes === 0) return undefined;
		checkLimit(item, longestWait, ' (a year)');
		return minutes;
	}),
	'a number of minutes',
);

/** CallbackUrl of sends to one receiver, whose receipt the execution may wait for. */
export const receiptUrl = new Field(
	{
		options: [
			...askInstead.options,
			...callbackUrl.options,
			...receiptWanted.options,
			waitLimitProperty,
		],
	},
	(item) => {
		const isWanted = receiptWanted.read(item) === true;
		const isAsking = askInstead.read(item) === true;
		const longest = isAsking ? longestAsking : longestWait;
		const why = isAsking ? ", as long as 'Ask eSMS Instead' is on" : ' (a year)';
		if (isWanted) checkLimit(item, longest, why);
		if (isAsking && !isWanted) {
			item.addWarning("'Ask eSMS Instead' has no effect without 'Wait for Receipt'");
		}
		return callbackUrl.read(item);
	},
);

/** A name under which sent messages are found again. */
export const campaignId = text({
	name: 'campaignId',
	displayName: 'Campaign Name',
	optional: true,
	maxLength: 254,
	placeholder: 'e.g. Thank you July',
	description: "Name that 'Get Many Sent' shows, up to 254 characters",
});

const requestIdProperty: INodeProperties = {
	displayName: 'Request ID',
	name: 'requestId',
	type: 'string',
	default: '',
	placeholder: 'e.g. order-1001',
	description: 'Your own ID, up to 50 characters, which eSMS takes once in 24 hours',
};

const repeated = choice({
	name: 'repeatedRequestId',
	displayName: 'If Request ID Was Used',
	optional: true,
	default: 'accept',
	description: 'When eSMS already has a message with it',
	options: [
		{ name: 'Report as Already Accepted', value: 'accept' },
		{ name: 'Stop With a Message', value: 'refuse' },
	],
});

/** RequestId: the user's own, or one made from execution, node, item and content. */
export const requestId = mustGiveValue(
	new Field({ options: [requestIdProperty, ...repeated.options] }, (item) => {
		repeated.read(item);
		const own = readText(item, {
			name: 'requestId',
			displayName: 'Request ID',
			optional: true,
			maxLength: requestIdLength,
		});
		return own ?? automaticRequestId;
	}),
	'an ID',
);

const sandboxSwitch = boolean({
	name: 'sandbox',
	displayName: 'Sandbox',
	optional: true,
	default: true,
	description:
		'Whether eSMS only checks the message (off unless added) and sends, stores and charges nothing',
});

const sandboxChoice = mustGiveValue(sandboxSwitch, 'true or false');

/** Sandbox, IsSandBox or SandBox: each call spells it in its own way and takes '1'. */
export const sandbox = new Field({ options: sandboxSwitch.options }, (item) =>
	sandboxChoice.read(item) === true ? '1' : undefined,
);

const timeZoneProperty: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timeZone',
	type: 'string',
	default: VIETNAM_TIME,
	placeholder: `e.g. ${VIETNAM_TIME}`,
	description: 'Time zone of dates that name none',
};

/** Zone of the dates of an item that name none. */
export const zoneOf = (item: Item): string =>
	readText(item, { name: 'timeZone', displayName: 'Time Zone', optional: true }) ?? VIETNAM_TIME;

function sendDateIn(format: DateFormat): Field {
	const field = date({
		name: 'sendDate',
		displayName: 'Send Date',
		optional: true,
		future: true,
		format,
		description: "When to send, in Vietnam time unless 'Time Zone' differs",
		timeZone: zoneOf,
	});
	const decided = mustGiveValue(field, 'a date, an empty text to send at once,');
	return new Field({ options: [...field.options, timeZoneProperty] }, (item) => {
		const given = item.option('sendDate');
		const isEmpty = item.isEmptyExpression('sendDate');
		if (isEmpty && given === '') {
			item.addWarning(emptySendDate);
			return undefined;
		}
		const found = decided.read(item);
		if (found !== undefined || (given === undefined && !isEmpty)) return found;
		const passed = readDate(given, format, zoneOf(item));
		if ('value' in passed) item.passedDates.push(passed.value);
		return undefined;
	});
}

/** SendDate of all calls but voice. */
export const sendDate = sendDateIn('yyyy-MM-dd HH:mm:ss');

/** SendDate of voice calls, which is written with slashes. */
export const voiceSendDate = sendDateIn('yyyy/MM/dd HH:mm:ss');

const sendingModeChoice = choice({
	name: 'sendingMode',
	displayName: 'Sending Mode',
	optional: true,
	description: 'How ZNS beyond the daily quota of the Official Account are sent',
	options: [
		{ name: 'Normal', value: '1' },
		{
			name: 'Over Quota',
			value: '3',
			description:
				"Only for ZNS of tag 3, from Official Accounts that eSMS has opened it for, and never with 'Send Date'",
		},
	],
	default: '1',
});

/** SendingMode of ZNS. eSMS does not schedule what goes beyond the quota (result code 801). */
export const sendingMode = new Field({ options: sendingModeChoice.options }, (item) => {
	const chosen = sendingModeChoice.read(item);
	const date = item.option('sendDate');
	if (chosen !== '3' || date === undefined || date === null || date === '') return chosen;
	return item.addIssue(
		"'Sending Mode' Over Quota cannot be scheduled, remove 'Send Date' or choose Normal",
	);
});
