import { BRANDNAMES, officialAccountOf } from '../account';
import { textOf, type Fields } from '../values';
import { first, oaRefusal, type Call, type Handling, type Refusal } from './handling';

const NOT_CONTENT = ['apikey', 'secretkey', 'callbackurl'];

/** A registration or order in one text, to find it again. */
function sameAs(call: Call): string {
	const content = Object.entries(call.input).filter(([name]) => !NOT_CONTENT.includes(name));
	return JSON.stringify([call.operation.id, content]);
}

function repeated(call: Call): Refusal | undefined {
	return call.world.registrations.has(sameAs(call)) ? { code: '199' } : undefined;
}

/**
 * Takes a registration in; it is received (1) and then registered (2), or not (0) when its text
 * contains the word REJECT.
 */
function register(call: Call, message: string): Fields {
	const { world, input } = call;
	world.registrations.add(sameAs(call));
	const id = 52_330 + world.next();
	const url = textOf(input.callbackurl);
	const tell = (value: string, step: number) =>
		world.callLater(
			url,
			String(id),
			[
				['ServicePreviewId', String(id)],
				[world.settings.registrationParameter, value],
			],
			step,
		);
	tell('1', 1);
	tell(textOf(input.content).includes('REJECT') ? '0' : '2', 2);
	return { CodeResult: '100', ErrorMessage: message, ServicePreviewId: id };
}

const smsTemplate: Handling = {
	check: (call) =>
		first(
			() => 'servicetype' in call.input && call.input.servicetype !== 2 && { code: '301' },
			() =>
				!BRANDNAMES.some(({ name }) => name === textOf(call.input.brandname)) && {
					code: '104',
					text: 'Brand name code is not exist',
				},
			() => repeated(call),
		),
	answer: (call) => register(call, 'ViHAT is moderating your template'),
};

function oaCheck(call: Call): Refusal | undefined {
	return officialAccountOf(call.input.oaid) === undefined
		? oaRefusal(call.input.oaid)
		: repeated(call);
}

const zaloTemplate: Handling = {
	check: oaCheck,
	answer: (call) => register(call, 'ViHAT is censoring trademark ownership'),
};

const oaPackage: Handling = {
	check: oaCheck,
	answer: (call) => register(call, 'ViHAT is censoring trademark ownership'),
};

/** Registrations of templates and orders of OA packages. */
export const registrationHandling: Record<string, Handling> = {
	registerSmsTemplate: smsTemplate,
	registerZaloTemplate: zaloTemplate,
	purchaseOaPackage: oaPackage,
};
