import { listing, upToLimit } from '../../fields/listing';
import { smsId } from '../../fields/query';
import { codeResult, get, type Operation } from '../../operation';
import { outcomeOf } from '../../response/status';
import { numberOf, recordsOf, textOf } from '../../response/values';

/** True as a boolean or, as eSMS's table has it, as text. */
const isTrue = (value: unknown) => /^true$/i.test(String(value));

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-kiem-tra-chi-tiet-tung-so-trong-tin-nhan */
export const listMessageRecipients: Operation = {
	value: 'listMessageRecipients',
	name: 'Get Many Recipients',
	action: 'Get many recipients of message by SMSID',
	description:
		'List the receivers of a message of the last 7 days, with what became of it for each',
	hasSideEffects: false,
	hasReceiver: false,
	...get('/GetSmsReceiverStatus_get', { RefId: smsId }),
	success: codeResult,
	controls: listing,
	answer: ({ ReceiverList: list }, { RefId }, item) =>
		upToLimit(
			recordsOf(list).map((receiver) => {
				const isSent = isTrue(receiver.IsSent);
				const arrived = isTrue(receiver.SentResult);
				return {
					smsId: RefId,
					phone: textOf(receiver.Phone),
					network: textOf(receiver.NetworkName),
					...outcomeOf(isSent ? 5 : 2, Number(arrived), Number(!arrived)),
					isSent,
					retries: numberOf(receiver.Retry),
				};
			}),
			item,
		),
};
