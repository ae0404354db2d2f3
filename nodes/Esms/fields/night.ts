import { Field } from '../operation';
import { isZaloNight } from '../request/text';
import { goesOutAt } from './advertising';
import { sendDate } from './sending';

/** Not sent: a hint at a message that goes out at Zalo's night. */
const atNight = (hint: string, planned?: Field) =>
	new Field({}, (item) => {
		if (isZaloNight(goesOutAt(item, planned?.read(item)))) item.addWarning(hint);
	});

const refused =
	'Between 22 and 6 h, Vietnam time, Zalo refuses ZNS of templates that are not made for the night (code -133)';

/** Night of a ZNS that goes out at once. */
export const znsNight = atNight(refused);

/** Night of a ZNS that can be scheduled. */
export const scheduledZnsNight = atNight(`${refused}, change the hour with 'Send Date'`, sendDate);

/** Night of a transaction message. */
export const transactionNight = atNight(
	"Between 22 and 6 h, Vietnam time, a transaction message arrives without a sound, change the hour with 'Send Date'",
	sendDate,
);
