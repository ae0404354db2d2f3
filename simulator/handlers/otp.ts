import { createHash } from 'crypto';

import { brandnameOf, CODE_TEMPLATES } from '../account';
import { textOf, type Fields } from '../values';
import {
	balanceRefusal,
	first,
	local,
	phoneRefusal,
	shared,
	type Call,
	type Handling,
} from './handling';
import { accepted, PRICES, textRefusal } from './sms';

const LETTERS_AND_DIGITS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const DEFAULT_LENGTH = 6;
const DEFAULT_MINUTES = 5;

/** Makes a code for a phone and remembers it until it expires. */
function makeCode(call: Call, length: number, digitsOnly: boolean): string {
	const { world, input } = call;
	const phone = local(input.phone);
	const letters = digitsOnly ? '0123456789' : LETTERS_AND_DIGITS;
	const seed = createHash('sha256').update(`${phone} ${world.next()} ${world.now()}`).digest();
	const code = Array.from(
		{ length },
		(_, index) => letters[seed[index % 32] % letters.length],
	).join('');
	const minutes = Number(textOf(input.timealive)) || DEFAULT_MINUTES;
	world.codes.set(phone, { code, expiresAt: world.now() + minutes * 60_000, used: false });
	return code;
}

function sendCode(call: Call, sender: string, content: string): Fields {
	return accepted(call, {
		operationId: call.operation.id,
		channel: 'sms',
		form: 'customerCare',
		typeId: 2,
		receivers: [local(call.input.phone)],
		pricePerReceiver: PRICES.customerCare,
		sender,
		content,
		...shared(call.input),
	});
}

function codeText(input: Fields, code: string): string {
	return textOf(input.message).replaceAll('{OTP}', code);
}

const bySms: Handling = {
	check: (call) =>
		first(
			() => phoneRefusal(call.input.phone),
			() =>
				brandnameOf(call.input.brandname, 2) === undefined && {
					code: '104',
					text: 'Brand name code is not exist',
				},
			() => textRefusal(call.input.brandname, codeText(call.input, '000000')),
			() => balanceRefusal(call, PRICES.customerCare),
		),
	answer: (call) => {
		const length = Number(textOf(call.input.numcharofcode)) || DEFAULT_LENGTH;
		const code = makeCode(call, length, textOf(call.input.isnumber) === '1');
		return sendCode(call, textOf(call.input.brandname), codeText(call.input, code));
	},
};

const byZaloThenSms: Handling = {
	check: (call) =>
		first(
			() => phoneRefusal(call.input.phone),
			() =>
				!CODE_TEMPLATES.includes(textOf(call.input.multichanneltempid)) && {
					code: '789',
					text: 'TemplateId is not config',
				},
			() => balanceRefusal(call, PRICES.customerCare),
		),
	answer: (call) => {
		const code = makeCode(call, DEFAULT_LENGTH, true);
		// What eSMS answers when it only makes the code is not documented: the code is not in the answer.
		return textOf(call.input.typeid) === '1'
			? { CodeResult: '100', CountRegenerate: 0 }
			: sendCode(call, 'Baotrixemay', `${code} la ma xac minh dang ky Baotrixemay cua ban`);
	},
};

const check: Handling = {
	check: (call) => {
		const phone = local(call.input.phone);
		const given = textOf(call.input.code);
		const made = call.world.codes.get(phone);
		const good =
			made !== undefined && !made.used && made.code === given && made.expiresAt >= call.world.now();
		return (
			phoneRefusal(call.input.phone) ??
			(good
				? undefined
				: { code: '117', text: `${textOf(call.input.phone)}, Content: ${given} Code Invalid` })
		);
	},
	answer: (call) => {
		const made = call.world.codes.get(local(call.input.phone));
		if (made !== undefined) made.used = true;
		return {
			CodeResult: '100',
			CountRegenerate: 0,
			ErrorMessage: `${textOf(call.input.phone)}, Content: Success!`,
		};
	},
};

/** Codes that eSMS makes, sends and checks. */
export const otpHandling: Record<string, Handling> = {
	sendGeneratedCode: bySms,
	sendGeneratedCodeMultiChannel: byZaloThenSms,
	checkCode: check,
};
