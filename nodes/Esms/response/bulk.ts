import type { IDataObject } from 'n8n-workflow';
import type { Item } from '../operation';
import { phoneAs84 } from '../../shared/phone';
import { adviseOn } from './resultCodes';
import { accepted } from './sent';
import { recordsOf, textOf } from './values';

/** The receivers' own answers in the order of the request; undefined where eSMS says nothing about one. */
function detailsOf(body: IDataObject, receivers: IDataObject[]): Array<IDataObject | undefined> {
	const details = recordsOf(body.detail);
	if (details.length === receivers.length) return details;
	const byPhone = new Map(details.map((detail) => [phoneAs84(String(detail.Phone)), detail]));
	return receivers.map(({ Phone }) => byPhone.get(phoneAs84(String(Phone))));
}

/**
 * The output of a bulk send, one entry per receiver in the order of the request. An accepted request may hold
 * receivers that eSMS refused: their `status` is 'refused', with the code, what it means and what to do.
 * @see https://developers.esms.vn/esms-api/cac-api-khac/tin-zalo-moi-khach-hang-mot-noi-dung
 */
export function receiverResults(body: IDataObject, sent: IDataObject, item: Item): IDataObject[] {
	const { Data, ...shared } = sent;
	const receivers = recordsOf(Data);
	const details = detailsOf(body, receivers);
	return receivers.flatMap((receiver, index) => {
		const one = { ...shared, ...receiver };
		const detail = details[index];
		const code = String(detail?.CodeResult).trim();
		const isRepeat = code === '124' && item.option('repeatedRequestId') !== 'refuse';
		if (detail && (code === '100' || isRepeat)) return accepted(detail, one);
		const [entry] = accepted({}, one);
		if (!detail) {
			const statusText = 'eSMS accepted the request without a result for this receiver';
			return [{ ...entry, status: 'unknown', statusText }];
		}
		const { message, description } = adviseOn(code, 'sendZnsBulk', textOf(detail.ErrorMessage));
		return [{ ...entry, status: 'refused', statusText: message, code, advice: description }];
	});
}
