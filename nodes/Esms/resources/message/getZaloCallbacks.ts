import type { IDataObject } from 'n8n-workflow';
import { readFields } from '../../../shared/callbacks/parameters';
import { parseCallback } from '../../../shared/callbacks/parse';
import { plainId } from '../../../shared/ids';
import { simplify } from '../../fields/listing';
import { smsIds } from '../../fields/query';
import { oaId } from '../../fields/sender';
import { post, type Operation } from '../../operation';
import { recordsOf } from '../../response/values';

const notFound =
	'eSMS has no callback of this message: it keeps those of ZNS of this Official Account that were sent with a callback URL';

/** The SMSID of a stored callback, or of what is told of it. */
const idOf = (entry: IDataObject) =>
	plainId(Object.entries(entry).find(([name]) => name.toLowerCase() === 'smsid')?.[1]);

/** The main fields of a stored callback, read as the trigger reads one that arrives. */
function simplified(stored: IDataObject): IDataObject {
	const event = parseCallback(readFields(stored));
	if (event.event !== 'messageStatus') return stored;
	return {
		smsId: event.smsId,
		requestId: event.requestId,
		phone: event.phone,
		zaloUserId: event.zaloUserId,
		zaloMessageId: event.zaloMessageId,
		outcome: event.outcome,
		isFinal: event.isFinal,
		errorCode: event.errorCode,
		errorMessage: event.errorMessage,
		errorMeaning: event.errorMeaning,
		errorAdvice: event.errorAdvice,
		totalPrice: event.totalPrice,
	};
}

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-thong-tin-callback-tin-nhan-zalo */
export const getZaloCallbacks: Operation = {
	value: 'getZaloCallbacks',
	name: 'Get Stored Callbacks (Zalo)',
	action: 'Get stored callbacks of many Zalo messages by SMSID',
	description:
		'Catch up on receipts that were missed: eSMS keeps those of ZNS that were sent with a callback URL',
	hasSideEffects: false,
	hasReceiver: false,
	answerNames: ['OAId'],
	...post('/ZaloCallback/GetCallback', { ListRefid: smsIds, OAId: oaId }, 'status'),
	list: 'ListRefid',
	// eSMS answers for so many IDs in one call and leaves out the others without a word.
	bulk: { label: 'SMSIDs', max: 200, ids: { ofPart: plainId, ofEntry: idOf } },
	success: { field: 'Code', value: '100' },
	controls: [simplify],
	answer: ({ Data_callback: list }, { ListRefid }, item) => {
		const isSimple = simplify.read(item) === true;
		const found = recordsOf(list);
		const known = new Set(found.map(idOf));
		const missing = (ListRefid as string[]).filter((id) => !known.has(plainId(id)));
		return [
			...(isSimple ? found.map(simplified) : found),
			...missing.map((id) => ({
				[isSimple ? 'smsId' : 'SMSID']: id,
				found: false,
				statusText: notFound,
			})),
		];
	},
};
