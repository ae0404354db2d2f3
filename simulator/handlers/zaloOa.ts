import { officialAccountOf } from '../account';
import { fieldsOf, textOf, type Fields } from '../values';
import {
	balanceRefusal,
	first,
	oaRefusal,
	requestIdRefusal,
	shared,
	steeredRefusal,
	type Call,
	type Handling,
} from './handling';
import { accepted } from './sms';

const OA_PRICE = 60;
const MAX_TEXT = 2000;

function accept(call: Call, userId: string, content: string, payload: unknown): Fields {
	return accepted(call, {
		operationId: call.operation.id,
		channel: 'zaloOa',
		form: 'zaloOa',
		typeId: 26,
		receivers: [userId],
		pricePerReceiver: OA_PRICE,
		sender: officialAccountOf(call.input.oaid)?.name ?? '',
		content,
		oaId: textOf(call.input.oaid),
		payload,
		...shared(call.input),
	});
}

const text: Handling = {
	check: (call) =>
		first(
			() => oaRefusal(call.input.oaid),
			() => steeredRefusal(textOf(call.input.user_id)),
			() => textOf(call.input.content).length > MAX_TEXT && { code: '210' },
			() => requestIdRefusal(call, call.input.requestid),
			() => balanceRefusal(call, OA_PRICE),
		),
	answer: (call) => {
		const content = textOf(call.input.content);
		return accept(call, textOf(call.input.user_id), content, { Content: content });
	},
};

function userIdOf(payload: Fields): string {
	return textOf(fieldsOf(payload.recipient).user_id);
}

/** The text that the sent list shows for a message made of parts. */
function previewOf(payload: Fields): string {
	const message = fieldsOf(payload.message);
	const parts = fieldsOf(fieldsOf(message.attachment).payload);
	const elements = Array.isArray(parts.elements) ? parts.elements.map(fieldsOf) : [];
	return (
		textOf(message.text) ||
		textOf(elements.find((one) => one.type === 'header')?.content) ||
		textOf(elements[0]?.title) ||
		textOf(parts.template_type)
	);
}

const withPayload: Handling = {
	check: (call) => {
		const payload = fieldsOf(call.input.payload);
		return first(
			() => oaRefusal(call.input.oaid),
			() => steeredRefusal(userIdOf(payload)),
			() =>
				call.operation.check({
					ApiKey: 'x',
					SecretKey: 'x',
					OAID: 'x',
					Payload: call.input.payload,
				}).length > 0 && { code: '210' },
			() => requestIdRefusal(call, call.input.requestid),
			() => balanceRefusal(call, OA_PRICE),
		);
	},
	answer: (call) => {
		const payload = fieldsOf(call.input.payload);
		return accept(call, userIdOf(payload), previewOf(payload), payload);
	},
};

/** Messages of an Official Account to a Zalo user ID. */
export const zaloOaHandling: Record<string, Handling> = {
	sendZaloConsultationText: text,
	sendZaloConsultationImage: withPayload,
	sendZaloConsultationButtons: withPayload,
	sendZaloRequestUserInfo: withPayload,
	sendZaloTransaction: withPayload,
};
