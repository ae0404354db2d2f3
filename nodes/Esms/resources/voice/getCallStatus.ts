import { readFields } from '../../../shared/callbacks/parameters';
import { parseCallback, type CallStatus } from '../../../shared/callbacks/parse';
import { referenceId } from '../../fields/voice';
import { codeResponse, get, type Operation } from '../../operation';

/** @see https://developers.esms.vn/esms-api/ham-goi-voice/ham-lay-trang-thai-cuoc-goi */
export const getCallStatus: Operation = {
	value: 'getCallStatus',
	name: 'Get Call Status',
	action: 'Get call status',
	description: 'Retrieve whether a call was answered, how long it took and which key was pressed',
	hasSideEffects: false,
	hasReceiver: false,
	...get('/GetSendStatus', { ReferenceId: referenceId }, 'voice'),
	success: codeResponse,
	answer: (body, sent) => {
		// The fields are those of the callback of a call, so both come out in the same words.
		const status = parseCallback(readFields({ ...sent, ...body })) as CallStatus;
		return [
			{
				referenceId: status.referenceId,
				outcome: status.outcome,
				isFinal: status.isFinal,
				answered: status.answered,
				callStatus: status.callStatus,
				callDurationSeconds: status.callDurationSeconds,
				ivr: status.ivr,
				sendStatus: status.sendStatus,
				sendStatusName: status.sendStatusName,
				sentResult: status.sentResult,
			},
		];
	},
};
