import { Field, type Item } from '../operation';
import { timeOf } from '../request/dates';
import { hasAdvertisingLabel, isQuietHour } from '../request/text';
import { content, contentProperty } from './message';
import { sendDate, voiceSendDate } from './sending';

/** Characters of an advertising text by eSMS's older page; the newer ones name no limit. */
const olderLimit = 422;

/** Text of an advertising SMS. */
export const advertisingText = new Field(
	{
		parameters: [
			contentProperty(
				'The same text for all receivers, which starts with [QC]',
				'e.g. [QC] Giam 20% trong hom nay tai Baotrixemay',
			),
		],
		options: content.options,
	},
	content.read,
);

/** The same with hints about what the law and eSMS's older page ask for. */
export const advertisingContent = new Field(advertisingText, (item) => {
	const text = content.read(item);
	if (typeof text !== 'string') return text;
	if (!hasAdvertisingLabel(text)) {
		item.addWarning(
			"'Text' does not start with [QC], the label that Decree 91/2020/ND-CP asks for on advertising SMS",
		);
	}
	if (text.length > olderLimit && [...text].length > olderLimit) {
		item.addWarning(
			`'Text' is longer than ${olderLimit} characters, so eSMS may refuse it (result code 131)`,
		);
	}
	return text;
});

/** When a message goes out: what its SendDate read, or now. */
export const goesOutAt = (item: Item, planned: unknown): Date =>
	new Date(typeof planned === 'string' ? timeOf(planned) : item.now);

/** A SendDate with a hint when it, or now without it, is at an hour that is not for advertising of that kind. */
const hintedDate = (date: Field, kind: 'sms' | 'call', hint: string) =>
	new Field(date, (item) => {
		const planned = date.read(item);
		if (isQuietHour(goesOutAt(item, planned), kind)) item.addWarning(hint);
		return planned;
	});

/** SendDate of an advertising SMS. */
export const advertisingSendDate = hintedDate(
	sendDate,
	'sms',
	"Decree 91/2020/ND-CP wants advertising SMS between 7 and 22 h, Vietnam time, and at most 3 a day to one number, this one goes out at another hour, change it with 'Send Date'",
);

/** SendDate of a call with a script or a recording, which may advertise or not. */
export const callSendDate = hintedDate(
	voiceSendDate,
	'call',
	"If this call advertises: Decree 91/2020/ND-CP wants such calls between 8 and 17 h, Vietnam time, and at most 1 a day to one number, this one goes out at another hour, change it with 'Send Date'",
);
