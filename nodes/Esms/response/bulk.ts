import type { IDataObject } from 'n8n-workflow';
import { compactPhone, phoneAs84 } from '../../shared/phone';
import type { Item } from '../operation';
import { stopsAtRepeat } from '../request/requestId';
import { codeOf } from './readAnswer';
import { adviseOn } from './resultCodes';
import { accepted } from './sent';
import { recordsOf, textOf } from './values';

const keyOf = ({ Phone }: IDataObject): string => phoneAs84(compactPhone(String(Phone)));

/**
 * The receivers' own answers, by phone: no page promises their order. Among equal phones the first answer belongs to
 * the first receiver. Undefined where eSMS says nothing about one.
 * @throws Error when nothing of the list can be read
 */
function detailsOf(answer: IDataObject, receivers: IDataObject[]): Array<IDataObject | undefined> {
	const byPhone = new Map<string, IDataObject[]>();
	const details = recordsOf(answer.detail);
	if (details.length === 0 && Array.isArray(answer.detail) && answer.detail.length > 0) {
		throw new Error('detail holds no objects');
	}
	for (const detail of details) {
		const known = byPhone.get(keyOf(detail));
		if (known) known.push(detail);
		else byPhone.set(keyOf(detail), [detail]);
	}
	return receivers.map((receiver) => byPhone.get(keyOf(receiver))?.shift());
}

/** What eSMS accepted for a receiver, also where its answer about it cannot be read. */
function readAccepted(detail: IDataObject, sent: IDataObject, item: Item, code: string) {
	try {
		return accepted(detail, sent, item, code)[0];
	} catch {
		const statusText = 'eSMS accepted the message, but its answer could not be read';
		return { ...accepted({}, sent, item, code)[0], statusText };
	}
}

/**
 * The output of a bulk send, one entry per receiver in the order of the request. An accepted request may hold
 * receivers that eSMS refused: their `status` is 'refused', with the code, what it means and what to do.
 * @param whole result code of the request
 * @see https://developers.esms.vn/esms-api/cac-api-khac/tin-zalo-moi-khach-hang-mot-noi-dung
 */
export function receiverResults(
	answer: IDataObject,
	body: IDataObject,
	item: Item,
	whole?: string,
): IDataObject[] {
	const { Data, ...shared } = body;
	const receivers = recordsOf(Data);
	const details = detailsOf(answer, receivers);
	return receivers.map((receiver, index) => {
		const one = { ...shared, ...receiver };
		// Under 124 as a whole eSMS has one of the RequestIds, and does not tell which.
		const isRepeatedWhole = whole === '124' && receivers.length === 1;
		const detail = details[index] ?? (isRepeatedWhole ? { CodeResult: whole } : {});
		const code = codeOf(detail.CodeResult) ?? codeOf(detail.CodeResponse);
		const isRepeat = code === '124' && !stopsAtRepeat(item.option('repeatedRequestId'));
		if (code === '100' || isRepeat) return readAccepted(detail, one, item, code);
		const entry = readAccepted(code === null ? detail : {}, one, item, '100');
		if (code === null) {
			const statusText =
				whole === '124'
					? "eSMS already had one of the Request IDs of this request and tells nothing of this receiver, look for the message with 'Get Many Sent'"
					: 'eSMS accepted the request without a result for this receiver';
			return { ...entry, status: 'unknown', statusText };
		}
		const words = textOf(detail.ErrorMessage);
		const { message, description } = adviseOn(code, { hasReceiver: true }, words);
		return { ...entry, status: 'refused', statusText: message, code, advice: description };
	});
}
