import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { failure, output } from './engine';
import { credentials, rl, simulator } from './simulator';

const phone = '0901888480';
const numbers = (count: number) =>
	Array.from({ length: count }, (_, index) => `09${String(index).padStart(7, '0')}0`);
const base: Record<string, INodeParameters> = {
	customerCare: {
		resource: 'sms',
		operation: 'sendCustomerCareSms',
		phone,
		brandname: rl('Baotrixemay'),
		content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
	},
	advertising: {
		resource: 'sms',
		operation: 'sendAdvertisingSms',
		phones: numbers(30).join(),
		brandname: rl('QC_ONLINE'),
		content: '[QC] Giam gia',
	},
	voiceOtp: { resource: 'voice', operation: 'sendVoiceOtp', phone, voiceCode: '686868' },
	template: {
		resource: 'voice',
		operation: 'callFromTemplate',
		phone,
		callTemplateId: '1001',
		callVariables: 'Lan\n20000',
	},
	recording: { resource: 'voice', operation: 'callFromRecording', phone, recordingId: '2001' },
	viber: {
		resource: 'viber',
		operation: 'sendViber',
		phones: phone,
		brandname: rl('BAT DONG SAN GIA TOT'),
		viberLayout: 'textImageButton',
		viberText: 'Xin chào',
		viberImageUrl: 'https://esms.vn/a.png',
		viberButtonLabel: 'eSMS',
		viberButtonUrl: 'https://esms.vn',
	},
	generated: {
		resource: 'otp',
		operation: 'sendGeneratedCode',
		phone,
		brandname: rl('Baotrixemay'),
		codeText: '{OTP} la ma xac minh dang ky Baotrixemay cua ban',
	},
	generatedByZalo: {
		resource: 'otp',
		operation: 'sendGeneratedCodeMultiChannel',
		phone,
		codeTemplateId: '22575',
	},
	check: { resource: 'otp', operation: 'checkCode', phone, typedCode: '123456' },
	multiChannel: {
		resource: 'multiChannel',
		operation: 'sendMultiChannel',
		phone,
		oaId: rl('4097311281936189049'),
		templateId: rl('205644'),
		brandname: rl('Baotrixemay'),
		content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
	},
};
const values = { templateJson: '{"otp": "123456"}' };

const sent = async (parameters: INodeParameters) => {
	const [items = []] = await output({ parameters, credentials: credentials() });
	return items.map(({ json }) => json);
};

/** n8n itself stops at a required field that is left empty, but not at an expression that gives nothing. */
const empty = '={{ "" }}';

test.each<[string, INodeParameters, string]>([
	['advertising', { phones: numbers(29).join() }, "'Phones' holds 29 different numbers"],
	[
		'advertising',
		{ phones: [...numbers(29), numbers(1)[0]].join() },
		"'Phones' holds 29 different numbers",
	],
	['advertising', { phones: empty }, "'Phones' is empty"],
	['advertising', { content: empty }, "'Text' is empty"],
	[
		'advertising',
		{ options: { requestId: 'x'.repeat(51) } },
		"'Request ID' is 51 characters, at most 50",
	],
	[
		'advertising',
		{ options: { campaignId: 'x'.repeat(255) } },
		"'Campaign Name' is 255 characters, at most 254",
	],
	['advertising', { options: { sendDate: '2020-01-01T10:00:00' } }, "'Send Date' is in the past"],
	[
		'advertising',
		{ options: { xmlFormat: 'form' } },
		"'Request Format' is 'form', choose one of 'json' (JSON), 'xml' (XML)",
	],
	[
		'advertising',
		{ options: { xmlFormat: 'xml', sandbox: true } },
		"'Sandbox' does not exist for this 'Request Format'",
	],
	[
		'customerCare',
		{ options: { requestFormat: 'form', sandbox: true } },
		"'Sandbox' does not exist for this 'Request Format'",
	],
	['voiceOtp', { voiceCode: ' ' }, "'Code' is empty"],
	[
		'voiceOtp',
		{ options: { voiceFormat: 'get', sandbox: true } },
		"'Sandbox' does not exist for this 'Request Format'",
	],
	[
		'voiceOtp',
		{ options: { voiceFormat: 'legacy', voice: 'robot' } },
		"'Voice' is 'robot', choose one of",
	],
	['template', { callTemplateId: empty }, "'Call Template ID' is empty"],
	['template', { callVariables: 'Lan\na||b' }, "'Call Template Values': value 2 holds ||"],
	['template', { options: { speed: 4 } }, "'Speed' is 4, at most 3"],
	['template', { options: { speed: -4 } }, "'Speed' is -4, at least -3"],
	['template', { options: { callbackUrl: 'example.com' } }, "'Callback URL' is not a web address"],
	['recording', { recordingId: empty }, "'Recording ID' is empty"],
	['recording', { options: { forwardKey: '12' } }, "'Forward Key' is '12', enter one digit"],
	['recording', { options: { forwardTo: 'hotline' } }, "'Forward To' holds letters"],
	['recording', { options: { maxRetry: -1 } }, "'Max Retries' is -1, at least 0"],
	[
		'recording',
		{ options: { waitRetry: 1.5 } },
		"'Wait Between Retries (Seconds)' is '1.5', enter a whole number",
	],
	['viber', { viberText: empty }, "'Text' is empty"],
	['viber', { viberImageUrl: 'a.png' }, "'Image URL' is not a web address"],
	['viber', { viberButtonLabel: empty }, "'Button Label' is empty"],
	['viber', { viberButtonUrl: empty }, "'Button URL' is empty"],
	['viber', { viberLayout: 'video' }, "'Layout' is 'video', choose one of"],
	[
		'viber',
		{ phones: `${phone}, 0901888481`, options: { getFormat: 'get' } },
		"'Phones' holds 2 different numbers, 'Request Format' GET",
	],
	['generated', { codeText: 'Your code' }, "'Text With Code' has no {OTP}"],
	['generated', { options: { codeLifetime: 1 } }, "'Lifetime (Minutes)' is 1, at least 2"],
	['generated', { options: { codeLifetime: 11 } }, "'Lifetime (Minutes)' is 11, at most 10"],
	['generated', { options: { codeLength: 0 } }, "'Code Length' is 0, at least 1"],
	['generatedByZalo', { codeTemplateId: empty }, "'Multi-Channel Template ID' is empty"],
	['generatedByZalo', { codeSending: '3' }, "'Sending' is '3', choose one of"],
	['check', { typedCode: empty }, "'Code' is empty"],
	['check', { phone: 'me' }, "'Phone' holds letters"],
	[
		'multiChannel',
		{ options: { ...values, requestId: 'x'.repeat(47) } },
		"'Request ID' is 47 characters, at most 46",
	],
	['multiChannel', { content: empty, options: values }, "'Text' is empty"],
])('%s refuses %j before sending', async (name, changes, message) => {
	const error = await failure({
		parameters: { ...base[name], ...changes },
		credentials: credentials(),
	});
	expect(error?.message).toContain(message);
	expect(simulator.requests).toEqual([]);
});

test('says once what stands in several places of a request', async () => {
	const options = { ...values, callbackUrl: 'example.com' };
	const error = await failure({
		parameters: { ...base.multiChannel, options },
		credentials: credentials(),
	});
	expect(error?.message).toBe(
		"'Callback URL' is not a web address ('example.com'), start it with https://",
	);
	expect(simulator.requests).toEqual([]);
});

describe('hints', () => {
	const hintsOf = async (parameters: INodeParameters) =>
		((await sent(parameters))[0].hints ?? []) as string[];

	test.each<[string, IDataObject, RegExp | undefined]>([
		['by day with the label', { options: { sendDate: '2099-01-02T07:00:00' } }, undefined],
		[
			'after 22 h',
			{ options: { sendDate: '2099-01-02T22:00:00' } },
			/between 7 and 22 h.*at most 3 a day to one number/,
		],
		['before 7 h', { options: { sendDate: '2099-01-02T06:59:00' } }, /between 7 and 22 h/],
		[
			'without the label',
			{ content: 'Giam gia', options: { sendDate: '2099-01-02T10:00:00' } },
			/\[QC\]/,
		],
		[
			'longer than an older page allows',
			{ content: `[QC] ${'a'.repeat(418)}`, options: { sendDate: '2099-01-02T10:00:00' } },
			/422 characters/,
		],
	])('an advertising SMS %s goes out', async (_title, changes, hint) => {
		const hints = await hintsOf({ ...base.advertising, ...changes } as INodeParameters);
		expect(hints).toEqual(hint ? [expect.stringMatching(hint)] : []);
		expect(simulator.requests).toHaveLength(1);
	});

	test('a repeated number', async () => {
		const phones = [...numbers(30), '+84 900 000 000'].join();
		const options = { sendDate: '2099-01-02T10:00:00' };
		expect(await hintsOf({ ...base.advertising, phones, options })).toEqual([
			expect.stringMatching(/1 repeated/),
		]);
	});

	test('an option that the chosen format has no place for', async () => {
		const hints = await hintsOf({ ...base.voiceOtp, options: { voice: 'male', sandbox: true } });
		expect(hints).toEqual([
			"'Voice' has no effect, because this 'Request Format' has no place for it",
		]);
	});

	test('a picture without https', async () => {
		const hints = await hintsOf({ ...base.viber, viberImageUrl: 'http://esms.vn/a.png' });
		expect(hints).toEqual([expect.stringMatching(/^'Image URL' does not start with https/)]);
	});
});

describe('what comes out', () => {
	test.each([
		[
			'123456 la ma xac minh dang ky Baotrixemay cua ban',
			{},
			{ encoding: 'GSM-7', characters: 49, segments: 1 },
		],
		['Cám ơn quý khách', { unicode: '1' }, { encoding: 'Unicode', characters: 16, segments: 1 }],
		[
			'Cám ơn quý khách',
			{ removeAccents: true },
			{ encoding: 'GSM-7', characters: 16, segments: 1 },
		],
	])('an estimate of the segments of %j with %j', async (content, options, estimate) => {
		const parameters = { ...base.customerCare, brandname: rl('ESMS.VN'), content, options };
		expect(await sent(parameters)).toMatchObject([{ status: 'accepted', estimate }]);
	});

	test('no estimate for what is no SMS', async () => {
		for (const name of ['voiceOtp', 'viber', 'template']) {
			const [json] = await sent(base[name]);
			expect(json.status).toBe('accepted');
			expect(json).not.toHaveProperty('estimate');
		}
	});

	test('one SMSID for all receivers of an advertising SMS', async () => {
		const items = await sent(base.advertising);
		expect(items.map((json) => json.phone)).toEqual(numbers(30));
		expect(new Set(items.map((json) => json.smsId)).size).toBe(1);
	});

	test('another request ID for each leg of a multi-channel send', async () => {
		const [json] = await sent({ ...base.multiChannel, options: values });
		expect(json.requestId).toMatch(/^[0-9a-f]{40}$/);
		expect(json.smsRequestId).toMatch(/^[0-9a-f]{40}$/);
		expect(json.smsRequestId).not.toBe(json.requestId);
		const legs = simulator.requests[0].body.Data as IDataObject[];
		expect(legs.map(({ RequestId }) => RequestId)).toEqual([json.requestId, json.smsRequestId]);
	});

	test('a call by the name that its status and its callback know it by', async () => {
		const [json] = await sent(base.template);
		expect(json.referenceId).toBe(json.smsId);
		expect(json.smsId).toMatch(/\S$/);
	});
});

describe('a code', () => {
	test('is right once, then used up', async () => {
		await sent(base.generated);
		await simulator.settled();
		const [message] = simulator.messages.values();
		const [typedCode] = message.content.split(' ');
		const check = { ...base.check, typedCode };
		expect(await sent(check)).toEqual([
			{ valid: true, reason: expect.any(String), phone, resultCode: '100' },
		]);
		expect(await sent(check)).toMatchObject([{ valid: false, resultCode: '117' }]);
	});

	test('that could not be checked stops the node', async () => {
		const error = await failure({
			parameters: base.check,
			credentials: { ...credentials(), secretKey: 'wrong' },
		});
		expect(error).toMatchObject({ httpCode: '101' });
	});
});
