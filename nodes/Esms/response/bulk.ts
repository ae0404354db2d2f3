import type { IDataObject } from 'n8n-workflow';
import { phoneAs84 } from '../../shared/phone';
import type { Item } from '../operation';
import { stopsAtRepeat } from '../request/requestId';
import { adviseOn } from './resultCodes';
import { accepted } from './sent';
import { recordsOf, textOf } from './values';

const keyOf = ({ Phone }: IDataObject): string => phoneAs84(String(Phone));

/**
 * The receivers' own answers, by phone: no page promises their order. Among equal phones the first answer belongs to
 * the first receiver. Undefined where eSMS says nothing about one.
 */
function detailsOf(answer: IDataObject, receivers: IDataObject[]): Array<IDataObject | undefined> {
	const byPhone = new Map<string, IDataObject[]>();
	for (const detail of recordsOf(answer.detail)) {
		const known = byPhone.get(keyOf(detail));
		if (known) known.push(detail);
		else byPhone.set(keyOf(detail), [detail]);
	}
	return receivers.map((receiver) => byPhone.get(keyOf(receiver))?.shift());
}

/**
 * The output of a bulk send, one entry per receiver in the order of the request. An accepted request may hold
 * receivers that eSMS refused: their `status` is 'refused', with the code, what it means and what to do.
 * @see https://developers.esms.vn/esms-api/cac-api-khac/tin-zalo-moi-khach-hang-mot-noi-dung
 */
export function receiverResults(answer: IDataObject, body: IDataObject, item: Item): IDataObject[] {
	const { Data, ...shared } = body;
	const receivers = recordsOf(Data);
	const details = detailsOf(answer, receivers);
	return receivers.map((receiver, index) => {
		const one = { ...shared, ...receiver };
		const detail = details[index];
		const code = String(detail?.CodeResult ?? detail?.CodeResponse).trim();
		const isRepeat = code === '124' && !stopsAtRepeat(item.option('repeatedRequestId'));
		if (detail && (code === '100' || isRepeat)) return accepted(detail, one, item, code)[0];
		const [entry] = accepted({}, one, item, '100');
		if (!detail) {
			const statusText = 'eSMS accepted the request without a result for this receiver';
			return { ...entry, status: 'unknown', statusText };
		}
		const words = textOf(detail.ErrorMessage);
		const { message, description } = adviseOn(code, { hasReceiver: true }, words);
		return { ...entry, status: 'refused', statusText: message, code, advice: description };
	});
}
