import { Field, type Item } from '../operation';
import { hasAdvertisingLabel, isQuietHour } from '../request/text';
import { content } from './message';
import { sendDate } from './sending';

/** Characters of an advertising text by eSMS's older page; the newer ones name no limit. */
const olderLimit = 422;

/** Text of an advertising SMS, with hints about what the law and eSMS's older page ask for. */
export const advertisingContent = new Field(content, (item) => {
	const text = content.read(item);
	if (typeof text !== 'string') return text;
	if (!hasAdvertisingLabel(text)) {
		item.addWarning(
			"'Text' does not start with [QC], the label that Decree 91/2020/ND-CP asks for on advertising SMS",
		);
	}
	if ([...text].length > olderLimit) {
		item.addWarning(
			`'Text' is longer than ${olderLimit} characters, so eSMS may refuse it (result code 131)`,
		);
	}
	return text;
});

/** When a message goes out: what `sendDate` read, or now. */
export const goesOutAt = (item: Item, planned: unknown): Date =>
	typeof planned === 'string' ? new Date(`${planned.replace(' ', 'T')}+07:00`) : new Date(item.now);

/** SendDate of an advertising SMS, with a hint when it falls into the night in Vietnam. */
export const advertisingSendDate = new Field(sendDate, (item) => {
	const planned = sendDate.read(item);
	if (isQuietHour(goesOutAt(item, planned))) {
		item.addWarning(
			"Decree 91/2020/ND-CP wants advertising SMS between 7 and 22 h, Vietnam time, and at most 3 a day to one number, this one goes out at another hour, change it with 'Send Date'",
		);
	}
	return planned;
});
