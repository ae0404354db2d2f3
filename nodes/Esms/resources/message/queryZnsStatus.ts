import type { IDataObject } from 'n8n-workflow';
import { decodeErrorInfo } from '../../../shared/callbacks/errorInfo';
import { zaloErrorAdvice, zaloErrorMeaning } from '../../../shared/zaloErrors';
import { simplify } from '../../fields/listing';
import { smsId } from '../../fields/query';
import { znsType } from '../../fields/zns';
import { codeResult, post, type Operation } from '../../operation';
import { messageStatusOf, outcomeOf } from '../../response/status';
import { recordOf, textOf } from '../../response/values';

/** FinalStatus 0 says that the status may still change, whatever SendStatus is. */
function simplified(data: IDataObject): IDataObject {
	const {
		smsId: id,
		outcome,
		isFinal,
		sendStatus,
		sendStatusName,
		totalPrice,
	} = messageStatusOf(data);
	const { code: errorCode, message: errorMessage } = decodeErrorInfo(data.ErrorInfo);
	return {
		smsId: id,
		zaloMessageId: textOf(data.ZaloMsgId),
		...(textOf(data.FinalStatus) === '0' ? outcomeOf(null, 0, 0) : { outcome, isFinal }),
		sendStatus,
		sendStatusName,
		errorCode,
		errorMessage,
		errorMeaning: zaloErrorMeaning(errorCode, errorMessage),
		errorAdvice: zaloErrorAdvice(errorCode),
		totalPrice,
	};
}

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-thong-tin-trang-thai-zns-1 */
export const queryZnsStatus: Operation = {
	value: 'queryZnsStatus',
	name: 'Get Zalo Status',
	action: 'Get Zalo message status by SMSID',
	description: "Look up what became of a ZNS by its SMSID, with Zalo's own result code",
	hasSideEffects: false,
	hasReceiver: false,
	...post('/QueryZnsStatus/', { SmsId: smsId, SmsType: znsType }),
	success: codeResult,
	controls: [simplify],
	answer: ({ Data }, { SmsId }, item) => {
		const data = { SMSID: SmsId, ...recordOf(Data) } as IDataObject;
		return [simplify.read(item) === true ? simplified(data) : data];
	},
};
