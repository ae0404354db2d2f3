import type { IDataObject } from 'n8n-workflow';
import { listing, simplify } from '../../fields/listing';
import { from, messageType, to } from '../../fields/query';
import { codeResult, post, type Operation } from '../../operation';
import { kindOf, outcomeOf, sendStatusOf } from '../../response/status';
import { numberOf, recordsOf, textOf } from '../../response/values';
import { readWcfDate } from '../../response/wcfDate';

/** One receiver's message; SendResult says 1 delivered, 0 failed, 2 not known yet. */
function simplified(entry: IDataObject): IDataObject {
	const { sendStatus } = sendStatusOf(entry.SendStatus);
	const result = numberOf(entry.SendResult);
	const { channel } = kindOf(entry.SmsType);
	return {
		smsId: textOf(entry.ReferenceId),
		phone: textOf(entry.Phone),
		channel,
		...outcomeOf(
			result === 2 && sendStatus === 5 ? 7 : sendStatus,
			Number(result === 1),
			Number(result === 0),
		),
		content: entry.Content,
		campaign: textOf(entry.Campaign),
		price: numberOf(entry.SellPrice),
		sentTime: readWcfDate(entry.SentTime),
	};
}

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-kiem-tra-trang-thai-tin-nhan-theo-khoang-thoi-gian */
export const listSentMessages: Operation = {
	value: 'listSentMessages',
	name: 'Get Many Sent',
	action: 'Get many sent messages',
	description: 'List what was sent to each receiver in a period, with what became of it',
	hasSideEffects: false,
	hasReceiver: false,
	advice: {
		'140': {
			message: 'eSMS does not know the IP address of this n8n, or the date range is not valid',
			description:
				'Ask eSMS support to whitelist the public IP address of the server. If other operations work, check the two dates',
		},
	},
	answerNames: ['SmsId'],
	...post('/GetSmsSentData_V2', { SmsType: messageType, From: from, To: to }),
	success: codeResult,
	controls: [...listing, simplify],
	paging: {
		size: 500,
		part: (offset, size) => ({ Page: offset / size + 1, PageSize: size }),
		// No page says whether it counts the whole list or this part of it: only what exceeds a part is the whole.
		total: ({ CountTotal }) => (Number(CountTotal) > 500 ? numberOf(CountTotal) : null),
	},
	answer: ({ SentData: list }, _sent, item) =>
		simplify.read(item) === true ? recordsOf(list).map(simplified) : recordsOf(list),
};
