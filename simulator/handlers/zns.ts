import {
	namedValues,
	officialAccountOf,
	templateOf,
	valuesBreach,
	ZNS_TEMPLATES,
	type ZnsTemplate,
} from '../account';
import { newSmsId, type Draft } from '../messages';
import { fieldsOf, listOf, textOf, type Fields } from '../values';
import {
	balanceRefusal,
	first,
	isSandbox,
	local,
	oaRefusal,
	phoneRefusal,
	requestIdRefusal,
	shared,
	steeredRefusal,
	templateRefusal,
	type Call,
	type Handling,
	type Refusal,
} from './handling';
import { accepted, PRICES, senderRefusal, summary } from './sms';

const ZNS_PRICE = 330;
const JOURNEY_PRICE = 220;
const MAX_BULK = 500;
const MAX_UID = 20;

/** Template values by name, from an object (V6), key/value pairs (V5) or positions (V4). */
function valuesOf(template: ZnsTemplate, input: Fields): Fields {
	if ('params' in input) return namedValues(template, listOf(input.params));
	if (!Array.isArray(input.tempdata)) return fieldsOf(input.tempdata);
	return Object.fromEntries(
		input.tempdata.map(fieldsOf).map((pair) => [textOf(pair.key), pair.value]),
	);
}

/** 801 or 802 for the over-quota mode. */
function modeRefusal(input: Fields): Refusal | undefined {
	if (textOf(input.sendingmode) !== '3') return undefined;
	if (textOf(input.senddate) !== '') return { code: '801' };
	return officialAccountOf(input.oaid)?.overQuota === true ? undefined : { code: '802' };
}

function templateCheck(input: Fields): Refusal | undefined {
	return templateRefusal(input.oaid, input.tempid, (template) => valuesOf(template, input));
}

/** What every send of a ZNS template is checked for, after its receiver. */
function znsRefusal(call: Call, price: number): Refusal | undefined {
	const { input } = call;
	return first(
		() => textOf(input.tempid) === '' && { code: '791' },
		() => oaRefusal(input.oaid),
		() => templateCheck(input),
		() => modeRefusal(input),
		() => requestIdRefusal(call, input.requestid),
		() => balanceRefusal(call, price),
	);
}

/** Takes a template and its values; returns the text without markup, as the sent list gives it. */
function plainText(template: ZnsTemplate | undefined, values: Fields): string {
	return (template?.content ?? '')
		.replaceAll(/<[^>]+>/g, ' ')
		.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => textOf(values[name]))
		.replaceAll(/\s+/g, ' ')
		.trim();
}

function znsDraft(call: Call, input: Fields, receiver: string): Draft {
	const template = templateOf(input.oaid, input.tempid);
	const values = template === undefined ? {} : valuesOf(template, input);
	return {
		operationId: call.operation.id,
		channel: 'zns',
		form: 'zns',
		typeId: Number(template?.smsType ?? 25),
		receivers: [receiver],
		pricePerReceiver: ZNS_PRICE,
		sender: officialAccountOf(input.oaid)?.name ?? '',
		content: plainText(template, values),
		oaId: textOf(input.oaid),
		templateId: textOf(input.tempid),
		values,
		...shared(input),
	};
}

const byPhone: Handling = {
	check: (call) =>
		first(
			() => phoneRefusal(call.input.phone),
			() => znsRefusal(call, ZNS_PRICE),
		),
	answer: (call) => accepted(call, znsDraft(call, call.input, local(call.input.phone))),
};

const byUid: Handling = {
	check: (call) => {
		const uid = textOf(call.input.zalouid);
		return first(
			() => uid === '' && { code: '853', text: 'Missing ZaloUid' },
			() => uid.length > MAX_UID && { code: '852', text: 'Zalo UID Invalid' },
			() => steeredRefusal(uid),
			() => znsRefusal(call, ZNS_PRICE),
		);
	},
	answer: (call) =>
		accepted(call, {
			...znsDraft(call, call.input, textOf(call.input.zalouid)),
			form: 'znsByUid',
		}),
};

const byHash: Handling = {
	check: (call) =>
		first(
			() => !/^[0-9a-f]{64}$/i.test(textOf(call.input.hashphone)) && { code: '115' },
			() => znsRefusal(call, ZNS_PRICE),
		),
	answer: (call) => accepted(call, znsDraft(call, call.input, textOf(call.input.hashphone))),
};

const journey: Handling = {
	check: (call) =>
		first(
			() => phoneRefusal(call.input.phone),
			() => znsRefusal(call, JOURNEY_PRICE),
		),
	answer: (call) =>
		accepted(call, {
			...znsDraft(call, call.input, local(call.input.phone)),
			form: 'zaloJourney',
			typeId: 27,
			pricePerReceiver: JOURNEY_PRICE,
		}),
};

/** One receiver of a bulk send, with the fields of the whole request. */
function bulkItem(input: Fields, item: unknown): Fields {
	const { Phone, Params, RequestId } = fieldsOf(item);
	return { ...input, phone: Phone, params: Params, requestid: RequestId };
}

const bulk: Handling = {
	check: (call) => {
		const data = listOf(call.input.data);
		return first(
			() => data.length > MAX_BULK && { code: '687' },
			() => textOf(call.input.tempid) === '' && { code: '791' },
			() => oaRefusal(call.input.oaid),
			() =>
				templateOf(call.input.oaid, call.input.tempid) === undefined && {
					code: '789',
					text: 'TemplateId is not config',
				},
			() => modeRefusal(call.input),
			() =>
				data.some((one) => !('Phone' in fieldsOf(one)) || !('Params' in fieldsOf(one))) && {
					code: '110',
				},
			() => balanceRefusal(call, ZNS_PRICE * data.length),
		);
	},
	answer: (call) => {
		const detail = listOf(call.input.data).map((one): Fields => {
			const input = bulkItem(call.input, one);
			const phone = textOf(input.phone);
			const refusal = first(
				() => phoneRefusal(phone),
				() => templateCheck(input),
				() => requestIdRefusal(call, input.requestid),
			);
			if (refusal !== undefined) {
				return { CodeResult: refusal.code, Phone: phone, ErrorMessage: refusal.text ?? '' };
			}
			const smsId = isSandbox(input)
				? newSmsId('dashed', call.world.next())
				: call.world.accept(znsDraft(call, input, local(phone)), 'dashed').smsId;
			return { CodeResult: '100', Phone: phone, SMSID: smsId };
		});
		const succeeded = detail.filter((one) => one.CodeResult === '100').length;
		return {
			CodeResult: '100',
			// Spelt so in the published sample.
			Message: 'Sucess',
			TotalFail: detail.length - succeeded,
			TotalSuccess: succeeded,
			detail,
		};
	},
};

/** The template of the OA that a full text fits, with the text as its value. */
function fittingTemplate(input: Fields): ZnsTemplate | undefined {
	const values = { content: textOf(input.content) };
	return ZNS_TEMPLATES.find(
		(one) =>
			one.oaIds.includes(textOf(input.oaid)) &&
			one.variables.length === 1 &&
			one.variables[0].name === 'content' &&
			valuesBreach(one, values) === undefined,
	);
}

const fullContent: Handling = {
	check: (call) =>
		first(
			() => phoneRefusal(call.input.phone),
			() => oaRefusal(call.input.oaid),
			() =>
				fittingTemplate(call.input) === undefined && {
					code: '789',
					text: 'TemplateId is not config',
				},
			() => requestIdRefusal(call, call.input.requestid),
			() => balanceRefusal(call, ZNS_PRICE),
		),
	answer: (call) => {
		const template = fittingTemplate(call.input);
		const content = textOf(call.input.content);
		return accepted(call, {
			...znsDraft(call, call.input, local(call.input.phone)),
			typeId: Number(textOf(call.input.smstype)),
			templateId: template?.id ?? '',
			values: { content },
			content,
		});
	},
};

/** The legs of a multi-channel send with their fields by lower-case name. */
function legs(input: Fields): [zalo: Fields, sms: Fields] {
	const [zalo, sms] = listOf(input.data).map((leg) =>
		Object.fromEntries(
			Object.entries(fieldsOf(leg)).map(([name, value]) => [name.toLowerCase(), value]),
		),
	);
	return [
		{ ...zalo, phone: input.phone },
		{ ...sms, phone: input.phone },
	];
}

const multiChannel: Handling = {
	check: (call) => {
		const [zalo, sms] = legs(call.input);
		return first(
			() => phoneRefusal(call.input.phone),
			() => znsRefusal({ ...call, input: zalo }, ZNS_PRICE),
			() => senderRefusal(sms.brandname, sms.content),
			() => requestIdRefusal(call, sms.requestid),
		);
	},
	answer: (call) => {
		const [zalo, sms] = legs(call.input);
		const phone = local(call.input.phone);
		if (isSandbox(zalo) || isSandbox(sms)) {
			return {
				CodeResult: '100',
				CountRegenerate: 0,
				SMSID: newSmsId('plain', call.world.next()),
			};
		}
		const message = call.world.accept(znsDraft(call, zalo, phone), 'plain', (receiver) => {
			if (receiver.delivered !== false) return;
			call.world.accept(
				{
					operationId: call.operation.id,
					channel: 'sms',
					form: 'customerCare',
					typeId: 2,
					// The SMS that follows a failed Zalo message arrives.
					receivers: [phone],
					outcome: 'delivered',
					pricePerReceiver: PRICES.customerCare,
					sender: textOf(sms.brandname),
					content: textOf(sms.content),
					...shared(sms),
				},
				'plain',
				undefined,
				message.smsId,
			);
		});
		call.world.useRequestId(textOf(sms.requestid), message);
		return { CodeResult: '100', CountRegenerate: 0, SMSID: message.smsId };
	},
};

const estimate: Handling = {
	check: (call) =>
		first(
			() => phoneRefusal(call.input.phone),
			() => oaRefusal(call.input.oaid),
			() => templateCheck(call.input),
		),
	answer: () => summary(2 * ZNS_PRICE, 1),
};

/** Sends of Zalo template messages, alone and before an SMS, and their price estimate. */
export const znsHandling: Record<string, Handling> = {
	sendZns: byPhone,
	sendZnsV5: byPhone,
	sendZnsV4: byPhone,
	sendZnsByUid: byUid,
	sendZnsByHashPhone: byHash,
	sendZaloJourney: journey,
	sendZnsBulk: bulk,
	sendZnsFullContent: fullContent,
	sendZnsFullContentForm: fullContent,
	sendMultiChannel: multiChannel,
	estimateZns: estimate,
};
