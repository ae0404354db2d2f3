import axios from 'axios';

import type { Operation } from '../../simulator/contract';
import type { RecordedRequest, Simulator } from '../../simulator/server';
import { DEFAULT_SETTINGS } from '../../simulator/world';
import { cases } from '../cases';

type Fields = Record<string, unknown>;

const KEYS = { ApiKey: DEFAULT_SETTINGS.apiKey, SecretKey: DEFAULT_SETTINGS.secretKey };

const PHONE = '0901888484';
const BRANDNAME = 'Baotrixemay';
const TEXT = '1234 la ma xac minh dang ky Baotrixemay cua ban';

/** Values of calls that carry everything in their URL, of which the contract gives no example; else those of a test case. */
const IN_THE_URL: Record<string, Fields> = {
	sendCustomerCareSmsGet: { Phone: PHONE, Content: TEXT, SmsType: '2', Brandname: BRANDNAME },
	sendVoiceOtpGet: { Phone: PHONE, Content: '686868', SmsType: '8' },
	sendViberGet: {
		Phone: PHONE,
		Content: 'Xin chào',
		SmsType: '23',
		Brandname: 'BAT DONG SAN GIA TOT',
	},
	sendGeneratedCode: {
		Phone: PHONE,
		Brandname: BRANDNAME,
		Type: '2',
		message: '{OTP} la ma xac minh dang ky Baotrixemay cua ban',
		TimeAlive: '2',
		NumCharOfCode: '8',
		IsNumber: '1',
	},
	checkCode: { Phone: PHONE, Code: '123456' },
	getMessageStatus: { RefId: 'd533459ee42b2b9525ba9eabf6a8156' },
	callFromTemplate: { TemplateId: '1001', Phone: PHONE, VariableListStr: 'Trung||20000' },
	callFromRecording: { TemplateId: '2001', Phone: PHONE, MaxRetry: '2', Ivr: '1' },
	voiceOtpLegacy: { Phone: PHONE, Code: '686868', Voice: 'hatieumai', Speed: '-1' },
};

/** What a test needs to know of an answer. */
export interface Answered {
	status: number;
	answer: Fields;
	/** The answer as text. */
	text: string;
	recorded: RecordedRequest;
}

function operationOf(simulator: Simulator, operationId: string): Operation {
	const operation = simulator.contract.operations.get(operationId);
	expect(operation).toBeDefined();
	return operation as Operation;
}

/** The fields of an operation that goes through: the contract's example with the test account's keys. */
export function fieldsFor(simulator: Simulator, operationId: string): Fields {
	const inTheUrl = IN_THE_URL[operationId];
	if (inTheUrl !== undefined) return { ...inTheUrl, ...KEYS };
	const example = simulator.contract.examples.find(
		(one) => one.operationId === operationId && typeof one.value === 'object',
	);
	const shown = example?.value ?? cases.find((one) => one.call === operationId)?.sent;
	// A call whose only parameters are the keys needs neither.
	const value: Fields = example === undefined ? { ...shown, ...KEYS } : { ...(shown as Fields) };
	for (const name of Object.keys(value)) {
		if (/^apikey$/i.test(name)) value[name] = KEYS.ApiKey;
		if (/^secretkey$/i.test(name)) value[name] = KEYS.SecretKey;
	}
	return value;
}

/** Sends a body or a query as it is. */
export async function sendRaw(
	simulator: Simulator,
	operationId: string,
	content: { body?: string; query?: Fields; contentType?: string },
): Promise<Answered> {
	const operation = operationOf(simulator, operationId);
	const query = content.query ?? {};
	const path = operation.path.replaceAll(/:(\w+)/g, (_, name: string) =>
		encodeURIComponent(String(query[name])),
	);
	const response = await axios.request<string>({
		method: operation.method,
		url: simulator.url + path,
		params: operation.transport === 'query' ? query : undefined,
		data: content.body,
		headers:
			operation.method === 'GET'
				? {}
				: { 'Content-Type': content.contentType ?? operation.contentTypes[0] },
		validateStatus: () => true,
		responseType: 'text',
		transformResponse: (text: string) => text,
		transformRequest: (text: string) => text,
		proxy: false,
	});
	const text = response.data;
	return {
		status: response.status,
		answer: text.startsWith('{') ? (JSON.parse(text) as Fields) : {},
		text,
		recorded: simulator.requests[simulator.requests.length - 1],
	};
}

/** Sends an operation with given fields, the way its contract carries them (not XML). */
export async function send(
	simulator: Simulator,
	operationId: string,
	fields: Fields,
): Promise<Answered> {
	const { transport } = operationOf(simulator, operationId);
	if (transport === 'query' || transport === 'path') {
		return await sendRaw(simulator, operationId, { query: fields });
	}
	const body =
		transport === 'form'
			? new URLSearchParams(fields as Record<string, string>).toString()
			: JSON.stringify(fields);
	return await sendRaw(simulator, operationId, { body });
}

/** Sends an operation's example with some fields changed; undefined leaves one out. */
export async function sendExample(
	simulator: Simulator,
	operationId: string,
	changes: Fields = {},
): Promise<Answered> {
	const fields = { ...fieldsFor(simulator, operationId), ...changes };
	for (const name of Object.keys(fields)) if (fields[name] === undefined) delete fields[name];
	return await send(simulator, operationId, fields);
}

/** The code of an answer, from whichever field carries it. */
export function codeOf({ answer }: Answered): string {
	return String(answer.CodeResult ?? answer.CodeResponse ?? answer.Code ?? answer.Error ?? '99');
}
