import type { IDataObject } from 'n8n-workflow';
import type { Item } from '../operation';
import { phoneAs84 } from '../../shared/phone';
import { adviseOn } from './advice';
import { accepted } from './sent';

const listOf = (value: unknown) => (Array.isArray(value) ? (value as IDataObject[]) : []);

/** The receivers' own answers in the order of the request; undefined where eSMS says nothing about one. */
function detailsOf(body: IDataObject, receivers: IDataObject[]): Array<IDataObject | undefined> {
	const details = listOf(body.detail);
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
	const receivers = listOf(Data);
	const details = detailsOf(body, receivers);
	return receivers.flatMap((receiver, index) => {
		const detail = details[index];
		const [entry] = accepted(detail ?? {}, { ...shared, ...receiver });
		if (!detail) {
			const statusText = 'eSMS accepted the request without a result for this receiver';
			return [{ ...entry, status: 'unknown', statusText }];
		}
		const code = String(detail.CodeResult).trim();
		const isRepeat = code === '124' && item.option('repeatedRequestId') !== 'refuse';
		if (code === '100' || isRepeat) return [entry];
		const said = typeof detail.ErrorMessage === 'string' ? detail.ErrorMessage : null;
		const { message, description } = adviseOn(code, 'sendZnsBulk', said);
		return [{ ...entry, status: 'refused', statusText: message, code, advice: description }];
	});
}
