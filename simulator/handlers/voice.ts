import { CALL_TEMPLATES, RECORDINGS } from '../account';
import { callResult } from '../callbacks';
import { textOf, type Fields } from '../values';
import {
	balanceRefusal,
	first,
	local,
	phoneRefusal,
	requestIdRefusal,
	shared,
	type Call,
	type Handling,
} from './handling';

const CALL_PRICE = 400;

function accept(call: Call, content: string): Fields {
	const { smsId } = call.world.accept(
		{
			operationId: call.operation.id,
			channel: 'voice',
			form: 'voiceCall',
			typeId: 0,
			receivers: [local(call.input.phone)],
			pricePerReceiver: CALL_PRICE,
			sender: '02871002454',
			content,
			...shared(call.input),
		},
		'call',
	);
	return { CodeResult: '100', SMSID: smsId };
}

/** The values of a call script, joined by || in the request. */
function variablesOf(input: Fields): string[] {
	const text = textOf(input.variableliststr);
	return text === '' ? [] : text.split('||');
}

const fromTemplate: Handling = {
	check: (call) => {
		const template = CALL_TEMPLATES[textOf(call.input.templateid)];
		return first(
			() => template === undefined && { code: '104', text: 'Template not found' },
			() => phoneRefusal(call.input.phone),
			() => variablesOf(call.input).length !== template?.variables && { code: '105' },
			() => requestIdRefusal(call, call.input.requestid),
			() => balanceRefusal(call, CALL_PRICE),
		);
	},
	answer: (call) => {
		const values = variablesOf(call.input);
		const { text } = CALL_TEMPLATES[textOf(call.input.templateid)];
		return accept(
			call,
			text.replaceAll(/\{(\d)\}/g, (_, position: string) => values[Number(position) - 1] ?? ''),
		);
	},
};

const fromRecording: Handling = {
	check: (call) =>
		first(
			() => !RECORDINGS.includes(textOf(call.input.templateid)) && { code: '106' },
			() => phoneRefusal(call.input.phone),
			() => requestIdRefusal(call, call.input.requestid),
			() => balanceRefusal(call, CALL_PRICE),
		),
	answer: (call) => accept(call, `Recording ${textOf(call.input.templateid)}`),
};

const legacyOtp: Handling = {
	check: (call) =>
		first(
			() => phoneRefusal(call.input.phone, '107'),
			() => balanceRefusal(call, CALL_PRICE),
		),
	answer: (call) => accept(call, `Mã xác thực của bạn là ${textOf(call.input.code)}`),
};

const status: Handling = {
	check: (call) =>
		call.world.messages.get(textOf(call.input.referenceid))?.form === 'voiceCall'
			? undefined
			: { code: '105' },
	answer: (call) => {
		const id = textOf(call.input.referenceid);
		const [receiver] = call.world.messages.get(id)?.sent ?? [];
		const result = callResult(receiver);
		return {
			CallDuration: result.duration,
			CallStatus: result.status,
			CodeResponse: '100',
			Ivr: result.ivr,
			ReferenceId: id,
			SendStatus: receiver.sendStatus,
			SentResult: receiver.delivered === true ? 1 : 0,
		};
	},
};

/** Calls of the voice service and their status. */
export const voiceHandling: Record<string, Handling> = {
	callFromTemplate: fromTemplate,
	callFromRecording: fromRecording,
	voiceOtpLegacy: legacyOtp,
	getCallStatus: status,
};
