import { Field } from '../operation';
import { automaticRequestId, requestIdLength } from '../request/requestId';
import { readText } from './builders';
import { requestId } from './sending';

/** What tells the RequestId of the SMS from that of the Zalo message. */
const suffix = '-sms';

/** RequestId of the SMS leg: eSMS asks for another one than that of the Zalo leg. */
export const smsRequestId = new Field({ options: requestId.options }, (item) => {
	const own = requestId.read(item);
	if (own === undefined || own === automaticRequestId) return own;
	const spec = { name: 'requestId', displayName: 'Request ID', optional: true };
	const text = readText(item, { ...spec, maxLength: requestIdLength - suffix.length });
	return text && text + suffix;
});
