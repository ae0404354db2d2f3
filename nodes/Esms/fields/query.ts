import { Field, type Item } from '../operation';
import { plainId } from '../../shared/ids';
import { readPlainText } from '../../shared/text';
import type { DateFormat } from '../request/dates';
import { choice, date, readEntries, text } from './builders';
import { sendDate, zoneOf } from './sending';

/** SMSID of the message that is looked up. */
export const smsId = text({
	name: 'smsId',
	displayName: 'SMSID',
	required: true,
	placeholder: 'e.g. 434a124c-7818-4f45-bdf2-7f7b07fff210100',
	description: "ID that eSMS gave the message when it was sent: 'smsId' in the output of the send",
});

const smsIdsText = text({
	name: 'smsIds',
	displayName: 'SMSIDs',
	required: true,
	rows: 2,
	placeholder:
		'e.g. 4a496110-9fd3-4838-ac8b-bcaa36616f7011, 2d00b834cc1d488081ba7ec308da0ec40918238965',
	description:
		"IDs that eSMS gave the messages ('smsId' in the output of the sends), separated by commas or lines, or a list from an expression",
});

/** ListRefid: the IDs of a text or a list, each once, however it is written. */
export const smsIds = new Field({ parameters: smsIdsText.parameters }, (item) => {
	const ids = new Map<string, string>();
	const place = { name: 'smsIds', displayName: 'SMSIDs' };
	for (const [index, part] of readEntries(item, place, /[\s,;]+/).entries()) {
		const checked = readPlainText(part);
		if ('issue' in checked) return item.addIssue(`'SMSIDs': entry ${index + 1} ${checked.issue}`);
		const id = plainId(checked.value) || checked.value;
		if (id !== '' && !ids.has(id)) ids.set(id, checked.value);
	}
	return ids.size > 0 ? [...ids.values()] : item.addIssue("'SMSIDs' is empty, fill it in");
});

/** Zalo's own ID of a message. */
export const zaloMessageId = text({
	name: 'zaloMessageId',
	displayName: 'Zalo Message ID',
	required: true,
	placeholder: 'e.g. 6dc7499c9ef6baaee3e1',
	description:
		"ID that Zalo gave the message: 'zaloMessageId' in the output of 'Get Zalo Status' or of an eSMS Trigger",
});

/** SmsType of messages that were sent. */
export const messageType = choice({
	name: 'messageType',
	displayName: 'Message Type',
	description: 'Type of the messages to list',
	options: [
		{ name: 'Advertising SMS', value: '1' },
		{ name: 'Customer Care SMS', value: '2' },
		{ name: 'Viber', value: '23' },
		{ name: 'Voice OTP', value: '8' },
		{ name: 'Zalo OA Message', value: '26' },
		{ name: 'ZNS', value: '25' },
		{ name: 'ZNS Priority', value: '24' },
	],
	default: '2',
});

const timeZone = sendDate.options.filter(({ name }) => name === 'timeZone');

const start = { name: 'from', displayName: 'From', required: true, timeZone: zoneOf };
const end = { name: 'to', displayName: 'To', required: true, timeZone: zoneOf };

const [startTime, endTime] = [start, end].map((one) =>
	date({ ...one, format: 'yyyy-MM-dd HH:mm:ss' }),
);

/** Whether the period ends before it starts; false while one of its ends is no date. */
function isReversed(item: Item): boolean {
	const [first, last] = [startTime, endTime].map((one) => one.read(item) as string | undefined);
	return first !== undefined && last !== undefined && first > last;
}

const zone = "in Vietnam time unless 'Time Zone' names another";

/** The parameters of a field with what a new node has in them. */
const startingAt = (value: string, { parameters }: Field) =>
	parameters.map((property) => ({ ...property, default: value }));

/** The two ends of a period, written as the call wants them. */
function period(format: DateFormat) {
	const from = date({ ...start, format, description: `Start of the period, ${zone}` });
	const to = date({ ...end, format, description: `End of the period, ${zone}` });
	return {
		from: new Field(
			{ parameters: startingAt('={{ $now.minus({ days: 7 }) }}', from), options: timeZone },
			from.read,
		),
		to: new Field({ parameters: startingAt('={{ $now }}', to), options: timeZone }, (item) =>
			isReversed(item) ? item.addIssue("'To' is before 'From', swap them") : to.read(item),
		),
	};
}

/** The period of calls that take seconds. */
export const { from, to } = period('yyyy-MM-dd HH:mm:ss');

/** The period of calls that take days. */
export const { from: fromDay, to: toDay } = period('dd/MM/yyyy');

/** The period of the first version of the sent list, which takes days as in the USA. */
export const { from: fromMonthDay, to: toMonthDay } = period('MM/dd/yyyy');

const followerChoice = choice({
	name: 'follower',
	displayName: 'Follower',
	optional: true,
	description: 'Which users to list by whether they follow the Official Account',
	options: [
		{ name: 'All', value: 'all' },
		{ name: 'Followers', value: '1' },
		{ name: 'Not Followers', value: '0' },
	],
	default: 'all',
});

/** IsFollower of the user list: left out for all users. */
export const follower = new Field({ options: followerChoice.options }, (item) => {
	const chosen = followerChoice.read(item);
	return chosen === 'all' ? undefined : chosen;
});

/** TagName of the user list. */
export const tagName = text({
	name: 'tagName',
	displayName: 'Tag',
	optional: true,
	placeholder: 'e.g. VIP',
	description: 'Only users with this tag of the Official Account',
});
