import type { IDataObject } from 'n8n-workflow';
import { listing, simplify, upToLimit } from '../../fields/listing';
import { from, fromMonthDay, messageType, to, toMonthDay } from '../../fields/query';
import { sentListVersion } from '../../fields/variants';
import { codeResult, post, type Item, type Operation } from '../../operation';
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

/**
 * One receiver's message as the first version tells it: by a number of eSMS's portal, without SMSID, result and price.
 */
function simplifiedFirst(entry: IDataObject): IDataObject {
	const { sendStatus } = sendStatusOf(entry.SentStatus);
	const { channel } = kindOf(entry.SmsType);
	return {
		smsId: null,
		portalId: textOf(entry.SmsId),
		phone: textOf(entry.Phone),
		channel,
		...outcomeOf(sendStatus, 0, 0),
		content: textOf(entry.Content),
		campaign: null,
		price: null,
		sentTime: readWcfDate(textOf(entry.SentTime)),
	};
}

/** The messages of the wanted type in an answer of the first version, which lists all types in a list without a documented name. */
function sentOfType(answer: IDataObject, item: Item): IDataObject[] {
	const wanted = messageType.read(item);
	return recordsOf(Object.values(answer).find(Array.isArray)).filter((entry) => {
		const type = textOf(entry.SmsType);
		return type === null || type === wanted;
	});
}

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-kiem-tra-trang-thai-tin-nhan-theo-khoang-thoi-gian */
export const listSentMessages: Operation = {
	value: 'listSentMessages',
	name: 'Get Many Sent',
	action: 'Get many sent messages of period',
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
	variants: {
		chosenBy: sentListVersion,
		calls: { v1: post('/GetSmsSentData', { From: fromMonthDay, To: toMonthDay }) },
	},
	paging: {
		size: 500,
		part: (offset, size) => ({ Page: offset / size + 1, PageSize: size }),
		// No page says whether it counts the whole list or this part of it: only what exceeds a part is the whole.
		total: ({ CountTotal }) => (Number(CountTotal) > 500 ? numberOf(CountTotal) : null),
	},
	answer: (answer, { SmsType }, item) => {
		const isFirst = SmsType === undefined;
		const entries = isFirst
			? upToLimit(sentOfType(answer, item), item)
			: recordsOf(answer.SentData);
		if (simplify.read(item) !== true) return entries;
		return entries.map(isFirst ? simplifiedFirst : simplified);
	},
};
