import { brandnameOf, followsTemplate } from '../account';
import { newSmsId, type Draft } from '../messages';
import { localPhone } from '../phone';
import { fieldsOf, listOf, textOf, type Fields } from '../values';
import {
	balanceRefusal,
	first,
	isSandbox,
	local,
	phoneRefusal,
	requestIdRefusal,
	shared,
	type Call,
	type Handling,
	type Refusal,
} from './handling';

/** Prices in VND as the price estimates give them. */
export const PRICES = { customerCare: 850, advertising: 565, voiceOtp: 600, viber: 470 };

const SMS_TYPES = ['1', '2', '8', '23', '24', '25'];

/** 300 or 118 for a message type that is missing or that this call does not send. */
function typeRefusal(input: Fields, type: string): Refusal | undefined {
	const given = textOf(input.smstype);
	if (given === '') return { code: '300' };
	if (!SMS_TYPES.includes(given) || given !== type) return { code: '118' };
	return undefined;
}

function brandnameRefusal(name: unknown, type: 1 | 2 | 23): Refusal | undefined {
	return brandnameOf(name, type) === undefined
		? { code: '104', text: 'Brand name code is not exist' }
		: undefined;
}

/** 146 for a text that follows no registered text of the brandname. */
export function textRefusal(brandname: unknown, text: unknown): Refusal | undefined {
	const known = brandnameOf(brandname, 2);
	return known !== undefined && textOf(text) !== '' && !followsTemplate(known, textOf(text))
		? {
				code: '146',
				text: 'Sai template Brandname CSKH',
				extra: { SMSID: newSmsId('plain', 156) },
			}
		: undefined;
}

/** 104 or 146 for the sender and text of a customer-care message. */
export function senderRefusal(brandname: unknown, text: unknown): Refusal | undefined {
	return brandnameRefusal(brandname, 2) ?? textRefusal(brandname, text);
}

/** Accepts a message, or only checks it in the sandbox; returns the answer of every plain send. */
export function accepted(call: Call, draft: Draft): Fields {
	const form = call.operation.transport === 'query' ? 'dashed' : 'plain';
	const smsId = isSandbox(call.input)
		? newSmsId(form, call.world.next())
		: call.world.accept(draft, form).smsId;
	return { CodeResult: '100', CountRegenerate: 0, SMSID: smsId };
}

/** The phones of an XML body: CONTACTS, CUSTOMER, PHONE. */
function contacts(input: Fields): string[] {
	return listOf(fieldsOf(input.contacts).CUSTOMER).map((one) => textOf(fieldsOf(one).PHONE));
}

function phonesOf(input: Fields): string[] {
	if ('contacts' in input) return contacts(input);
	return 'phones' in input ? listOf(input.phones).map(textOf) : [textOf(input.phone)];
}

const customerCare: Handling = {
	check: (call) =>
		first(
			() => typeRefusal(call.input, '2'),
			() => phoneRefusal(phonesOf(call.input).join(',')),
			() => senderRefusal(call.input.brandname, call.input.content),
			() => requestIdRefusal(call, call.input.requestid),
			() => balanceRefusal(call, PRICES.customerCare),
		),
	answer: (call) =>
		accepted(call, {
			operationId: call.operation.id,
			channel: 'sms',
			form: 'customerCare',
			typeId: 2,
			receivers: phonesOf(call.input).map(local),
			pricePerReceiver: PRICES.customerCare,
			sender: textOf(call.input.brandname),
			content: textOf(call.input.content),
			...shared(call.input),
		}),
};

/** The distinct valid phones of an advertising message. */
function distinctPhones(input: Fields): string[] {
	const phones = phonesOf(input).map(localPhone);
	return [...new Set(phones.filter((phone) => phone !== undefined))];
}

const MIN_ADVERTISING = 30;
const MAX_ADVERTISING = 5000;

const advertising: Handling = {
	check: (call) => {
		const phones = distinctPhones(call.input);
		return first(
			() => typeRefusal(call.input, '1'),
			() => brandnameRefusal(call.input.brandname, 1),
			() => phones.length > MAX_ADVERTISING && { code: '120' },
			() =>
				phones.length < MIN_ADVERTISING && {
					code: '107',
					text: 'Each request has at least 30 numbers to be approved',
				},
			() => requestIdRefusal(call, call.input.requestid),
			() => balanceRefusal(call, PRICES.advertising * phones.length),
		);
	},
	answer: (call) =>
		accepted(call, {
			operationId: call.operation.id,
			channel: 'sms',
			form: 'advertising',
			typeId: 1,
			receivers: distinctPhones(call.input),
			pricePerReceiver: PRICES.advertising,
			sender: textOf(call.input.brandname),
			content: textOf(call.input.content),
			...shared(call.input),
		}),
};

const voiceOtp: Handling = {
	check: (call) =>
		first(
			() => typeRefusal(call.input, '8'),
			() => /[,;\s]/.test(textOf(call.input.phone)) && { code: '163' },
			() => phoneRefusal(call.input.phone),
			() => requestIdRefusal(call, call.input.requestid),
			() => balanceRefusal(call, PRICES.voiceOtp),
		),
	answer: (call) =>
		accepted(call, {
			operationId: call.operation.id,
			channel: 'voice',
			form: 'viber',
			typeId: 8,
			receivers: [local(call.input.phone)],
			pricePerReceiver: PRICES.voiceOtp,
			sender: 'Voice OTP',
			content: textOf(call.input.content),
			...shared(call.input),
		}),
};

const viber: Handling = {
	check: (call) =>
		first(
			() => typeRefusal(call.input, '23'),
			() => brandnameRefusal(call.input.brandname, 23),
			...phonesOf(call.input).map((phone) => () => phoneRefusal(phone)),
			() => requestIdRefusal(call, call.input.requestid),
			() => balanceRefusal(call, PRICES.viber * phonesOf(call.input).length),
		),
	answer: (call) => {
		const { input } = call;
		const label = textOf(input.ottlabel);
		return accepted(call, {
			operationId: call.operation.id,
			channel: 'viber',
			form: 'viber',
			typeId: 23,
			receivers: phonesOf(input).map(local),
			pricePerReceiver: PRICES.viber,
			sender: textOf(input.brandname),
			content: textOf(input.content),
			image: textOf(input.ottimgurl),
			button: label === '' ? undefined : { label, url: textOf(input.otturl) },
			...shared(input),
		});
	},
};

const estimateCustomerCare: Handling = {
	check: (call) =>
		first(
			() => phoneRefusal(call.input.phone),
			() => brandnameRefusal(call.input.brandname, 2),
		),
	answer: () => summary(PRICES.customerCare, 1),
};

const estimateAdvertising: Handling = {
	check: (call) => brandnameRefusal(call.input.brandname, 1),
	answer: (call) => {
		const count = distinctPhones(call.input).length;
		return summary(PRICES.advertising * count, count);
	},
};

/** The answer of a price estimate. */
export function summary(totalPrice: number, totalReceiver: number): Fields {
	return {
		CodeResult: '100',
		ErrorMessage: 'success',
		TotalPrice: totalPrice,
		TotalReceiver: totalReceiver,
	};
}

/** SMS, voice OTP and Viber sends, in every transport, and the SMS price estimates. */
export const smsHandling: Record<string, Handling> = {
	sendCustomerCareSms: customerCare,
	sendCustomerCareSmsGet: customerCare,
	sendCustomerCareSmsForm: customerCare,
	sendCustomerCareSmsXml: customerCare,
	sendVoiceOtp: voiceOtp,
	sendVoiceOtpGet: voiceOtp,
	sendAdvertisingSms: advertising,
	sendAdvertisingSmsXml: advertising,
	sendViber: viber,
	sendViberGet: viber,
	estimateCustomerCareSms: estimateCustomerCare,
	estimateAdvertisingSms: estimateAdvertising,
};
