import errors from '../../contract/errors.json';
import { INACTIVE_OA, MARKETING_OA } from '../../simulator/account';
import type { Simulator } from '../../simulator/server';
import { startTestSimulator } from './start';
import { codeOf, fieldsFor, send, sendExample, sendRaw } from './wire';

type Fields = Record<string, unknown>;

const phones = (count: number) =>
	Array.from({ length: count }, (_, index) => `09${String(10_000_000 + index)}`);

let simulator: Simulator;
/** Milliseconds since 1970 by the simulator's clock. */
let now = Date.now();

beforeAll(async () => {
	simulator = await startTestSimulator({ now: () => now });
});
beforeEach(() => simulator.reset());
afterAll(async () => await simulator.close());

const zaloPayload = (change: (message: Fields) => void) => {
	const payload = structuredClone(fieldsFor(simulator, 'sendZaloTransaction').Payload) as Fields;
	change(payload.message as Fields);
	return payload;
};

/** Sends that give a ZNS template and values, with the field that names the values. */
const ZNS_SENDS: Record<string, (values: Record<string, string>) => Fields> = {
	sendZns: (values) => ({ TempID: '200975', TempData: values }),
	sendZnsByUid: (values) => ({ TempID: '200975', TempData: values }),
	sendZnsByHashPhone: (values) => ({ TempID: '200975', TempData: values }),
	sendZnsV5: (values) => ({
		TempID: '200975',
		TempData: Object.entries(values).map(([key, value]) => ({ key, value })),
	}),
	sendZnsV4: (values) => ({ TempID: '200975', Params: Object.values(values) }),
	sendZaloJourney: (values) => ({ TempID: '200975', Params: Object.values(values) }),
};

const GOOD_VALUES = { name: 'Anh', bill: '2506007899', date: '02/05/2024', amount: '360.000' };

interface Case {
	what: string;
	operation: string;
	change: Fields | (() => Fields);
	code: string;
	/** Only where the contract shows a text. */
	text?: string;
	/** Whether the request itself follows the schema. */
	valid?: boolean;
}

const cases: Case[] = [
	{
		what: 'no SmsType',
		operation: 'sendCustomerCareSms',
		change: { SmsType: undefined },
		code: '300',
	},
	{
		what: 'a type of another call',
		operation: 'sendCustomerCareSms',
		change: { SmsType: '1' },
		code: '118',
	},
	{
		what: 'a type that does not exist',
		operation: 'sendCustomerCareSms',
		change: { SmsType: '99' },
		code: '118',
	},
	{
		what: 'an unknown brandname',
		operation: 'sendCustomerCareSms',
		change: { Brandname: 'Nobody' },
		code: '104',
		text: 'Brand name code is not exist',
		valid: true,
	},
	{
		what: 'a brandname of another type',
		operation: 'sendCustomerCareSms',
		change: { Brandname: 'QC_ONLINE' },
		code: '104',
		valid: true,
	},
	{
		what: 'no brandname',
		operation: 'sendCustomerCareSms',
		change: { Brandname: undefined },
		code: '104',
	},
	{
		what: 'a text that no template has',
		operation: 'sendCustomerCareSms',
		change: { Content: 'Hello' },
		code: '146',
		text: 'Sai template Brandname CSKH',
		valid: true,
	},
	{
		what: 'a value longer than the template allows',
		operation: 'sendCustomerCareSms',
		change: { Content: `${'1'.repeat(21)} la ma xac minh dang ky Baotrixemay cua ban` },
		code: '146',
		valid: true,
	},
	{
		what: 'a phone with a digit too few',
		operation: 'sendCustomerCareSms',
		change: { Phone: '097469188' },
		code: '108',
		text: 'The phone number 097469188 is not valid.',
		valid: true,
	},
	{
		what: 'two phones',
		operation: 'sendCustomerCareSms',
		change: { Phone: '0901888484,0918238965' },
		code: '108',
		valid: true,
	},
	{ what: 'an empty text', operation: 'sendCustomerCareSms', change: { Content: '' }, code: '99' },
	{
		what: 'a RequestId of 51 characters',
		operation: 'sendCustomerCareSms',
		change: { RequestId: 'x'.repeat(51) },
		code: '99',
	},
	{
		what: 'a SendDate in another form',
		operation: 'sendCustomerCareSms',
		change: { SendDate: '03/08/2022' },
		code: '99',
	},
	{
		what: 'a callback URL that is none',
		operation: 'sendCustomerCareSms',
		change: { CallbackUrl: 'webhook' },
		code: '99',
	},
	{
		what: 'an unknown brandname',
		operation: 'sendCustomerCareSmsGet',
		change: { Brandname: 'Nobody' },
		code: '104',
		valid: true,
	},
	{
		what: 'no brandname',
		operation: 'sendCustomerCareSmsGet',
		change: { Brandname: undefined },
		code: '104',
	},
	{
		what: 'an unknown brandname',
		operation: 'sendCustomerCareSmsForm',
		change: { Brandname: 'Nobody' },
		code: '104',
		valid: true,
	},
	{
		what: 'two phones',
		operation: 'sendVoiceOtp',
		change: { Phone: '0901888484,0918238965' },
		code: '163',
		valid: true,
	},
	{
		what: 'a wrong phone',
		operation: 'sendVoiceOtpGet',
		change: { Phone: '123' },
		code: '108',
		valid: true,
	},
	{
		what: 'an advertising brandname',
		operation: 'sendViber',
		change: { Brandname: 'QC_ONLINE' },
		code: '104',
		valid: true,
	},
	{
		what: 'a wrong phone among others',
		operation: 'sendViber',
		change: { Phones: ['0901888484', '1'] },
		code: '108',
		valid: true,
	},
	{
		what: 'neither text nor picture',
		operation: 'sendViber',
		change: { Content: undefined, OttImgUrl: undefined },
		code: '99',
	},
	{ what: 'no text', operation: 'sendViberGet', change: { Content: undefined }, code: '99' },
	{
		what: '29 numbers',
		operation: 'sendAdvertisingSms',
		change: { Phones: phones(29) },
		code: '107',
		text: 'Each request has at least 30 numbers to be approved',
	},
	{
		what: '30 numbers, one of them no phone',
		operation: 'sendAdvertisingSms',
		change: { Phones: [...phones(29), '1'] },
		code: '107',
		valid: true,
	},
	{
		what: '30 numbers, two of them the same',
		operation: 'sendAdvertisingSms',
		change: { Phones: [...phones(29), ...phones(1)] },
		code: '107',
	},
	{
		what: '5,001 numbers',
		operation: 'sendAdvertisingSms',
		change: { Phones: phones(5001) },
		code: '120',
	},
	{
		what: '5,000 numbers',
		operation: 'sendAdvertisingSms',
		change: { Phones: phones(5000) },
		code: '100',
		valid: true,
	},
	{
		what: 'a customer-care brandname',
		operation: 'sendAdvertisingSms',
		change: { Brandname: 'Baotrixemay' },
		code: '104',
		valid: true,
	},

	{
		what: 'no user ID',
		operation: 'sendZnsByUid',
		change: { ZaloUid: undefined },
		code: '853',
		text: 'Missing ZaloUid',
	},
	{
		what: 'a user ID of 21 digits',
		operation: 'sendZnsByUid',
		change: { ZaloUid: '1'.repeat(21) },
		code: '852',
		text: 'Zalo UID Invalid',
	},
	{
		what: 'a hash with a character too few',
		operation: 'sendZnsByHashPhone',
		change: { HashPhone: 'a'.repeat(63) },
		code: '115',
	},
	{
		what: 'a phone instead of a hash',
		operation: 'sendZnsByHashPhone',
		change: { HashPhone: '0901888484' },
		code: '115',
	},
	{
		what: 'over-quota mode with a SendDate',
		operation: 'sendZns',
		change: { SendingMode: '3', SendDate: '2030-01-01 10:00:00' },
		code: '801',
		valid: true,
	},
	{
		what: 'over-quota mode of an OA without it',
		operation: 'sendZns',
		change: { SendingMode: '3' },
		code: '802',
		valid: true,
	},
	{
		what: 'over-quota mode of an OA with it',
		operation: 'sendZns',
		change: { SendingMode: '3', OAID: MARKETING_OA },
		code: '100',
		valid: true,
	},
	{
		what: 'a wrong phone',
		operation: 'sendZns',
		change: { Phone: '12' },
		code: '108',
		valid: true,
	},
	...Object.entries(ZNS_SENDS).flatMap(([operation, change]): Case[] => [
		{ what: 'good values', operation, change: change(GOOD_VALUES), code: '100', valid: true },
		{
			what: 'an unknown OA',
			operation,
			change: { ...change(GOOD_VALUES), OAID: '1' },
			code: '204',
			valid: true,
		},
		{
			what: 'an inactive OA',
			operation,
			change: { ...change(GOOD_VALUES), OAID: INACTIVE_OA },
			code: '799',
			valid: true,
		},
		{ what: 'no OA', operation, change: { ...change(GOOD_VALUES), OAID: undefined }, code: '791' },
		{
			what: 'no template',
			operation,
			change: { ...change(GOOD_VALUES), TempID: undefined },
			code: '791',
		},
		{
			what: 'a template of another OA',
			operation,
			change: { ...change(GOOD_VALUES), TempID: '228386' },
			code: '789',
			text: 'TemplateId is not config',
			valid: true,
		},
		{
			what: 'an empty value',
			operation,
			change: change({ ...GOOD_VALUES, name: '' }),
			code: '790',
			valid: true,
		},
		{
			what: 'a value over its limit',
			operation,
			change: change({ ...GOOD_VALUES, bill: '1'.repeat(31) }),
			code: '790',
			valid: true,
		},
		{
			what: 'a date in another form',
			operation,
			change: change({ ...GOOD_VALUES, date: '2024-05-02' }),
			code: '790',
			valid: true,
		},
		{
			what: 'a value too many',
			operation,
			change: change({ ...GOOD_VALUES, more: 'x' }),
			code: '790',
			valid: true,
		},
	]),
	{
		what: 'a number with a dot in a number field',
		operation: 'sendZns',
		change: () => ({
			TempData: { ...(fieldsFor(simulator, 'sendZns').TempData as Fields), quantity: '1.000' },
		}),
		code: '790',
		valid: true,
	},
	{
		what: 'a number in place of a text',
		operation: 'sendZns',
		change: { TempID: '205644', TempData: { otp: 123456 } },
		code: '790',
	},
	{
		what: 'an optional value left out',
		operation: 'sendZns',
		change: {
			TempID: '267247',
			TempData: { customer_name: 'A', product_name: 'B', order_code: 'C' },
		},
		code: '100',
		valid: true,
	},
	{
		what: 'a wrong template',
		operation: 'estimateZns',
		change: { TempID: '1' },
		code: '789',
		valid: true,
	},
	{
		what: 'too long a text',
		operation: 'sendZnsFullContent',
		change: { Content: 'a'.repeat(401) },
		code: '789',
		valid: true,
	},
	{
		what: 'an unknown OA',
		operation: 'sendZnsFullContentForm',
		change: { OAID: '1' },
		code: '204',
		valid: true,
	},
	{
		what: '501 receivers',
		operation: 'sendZnsBulk',
		change: { Data: phones(501).map((Phone) => ({ Phone, Params: ['1', '2', '3'] })) },
		code: '687',
	},
	{
		what: '500 receivers',
		operation: 'sendZnsBulk',
		change: { Data: phones(500).map((Phone) => ({ Phone, Params: ['1', '2', '3'] })) },
		code: '100',
		valid: true,
	},
	{
		what: 'a receiver without values',
		operation: 'sendZnsBulk',
		change: { Data: [{ Phone: '0901888484' }] },
		code: '110',
	},
	{
		what: 'an unknown template',
		operation: 'sendZnsBulk',
		change: { TempID: '1' },
		code: '789',
		valid: true,
	},
	{
		what: 'an SMS text that no template has',
		operation: 'sendMultiChannel',
		change: () => {
			const [zalo, sms] = fieldsFor(simulator, 'sendMultiChannel').Data as Fields[];
			return { Data: [zalo, { ...sms, Content: 'Hello' }] };
		},
		code: '146',
		valid: true,
	},
	{
		what: 'an unknown OA',
		operation: 'sendMultiChannel',
		change: () => {
			const [zalo, sms] = fieldsFor(simulator, 'sendMultiChannel').Data as Fields[];
			return { Data: [{ ...zalo, OAID: '1' }, sms] };
		},
		code: '204',
		valid: true,
	},
	{
		what: 'one leg',
		operation: 'sendMultiChannel',
		change: () => ({ Data: [(fieldsFor(simulator, 'sendMultiChannel').Data as Fields[])[0]] }),
		code: '104',
	},

	{
		what: 'an unknown OA',
		operation: 'sendZaloConsultationText',
		change: { OAID: '1' },
		code: '204',
		valid: true,
	},
	{
		what: 'a text of 2,001 characters',
		operation: 'sendZaloConsultationText',
		change: { Content: 'a'.repeat(2001) },
		code: '210',
	},
	{
		what: 'an unknown OA',
		operation: 'sendZaloTransaction',
		change: { OAID: '1' },
		code: '204',
		valid: true,
	},
	{
		what: 'no payload',
		operation: 'sendZaloTransaction',
		change: { Payload: undefined },
		code: '210',
	},
	{
		what: 'a payload as text',
		operation: 'sendZaloTransaction',
		change: { Payload: '{}' },
		code: '210',
	},
	{
		what: 'a message without a table',
		operation: 'sendZaloTransaction',
		change: () => ({
			Payload: zaloPayload((message) => {
				const { payload } = message.attachment as { payload: { elements: Fields[] } };
				payload.elements = payload.elements.filter(({ type }) => type !== 'table');
			}),
		}),
		code: '210',
	},
	{
		what: 'five buttons',
		operation: 'sendZaloTransaction',
		change: () => ({
			Payload: zaloPayload((message) => {
				const { payload } = message.attachment as { payload: Fields };
				payload.buttons = Array.from({ length: 5 }, () => ({
					title: 'x',
					image_icon: '',
					type: 'oa.query.show',
					payload: 'x',
				}));
			}),
		}),
		code: '210',
	},

	{
		what: 'an unknown brandname',
		operation: 'sendGeneratedCode',
		change: { Brandname: 'Nobody' },
		code: '104',
		valid: true,
	},
	{
		what: 'a text without a place for the code',
		operation: 'sendGeneratedCode',
		change: { message: 'Hello' },
		code: '146',
	},
	{
		what: 'eleven minutes',
		operation: 'sendGeneratedCode',
		change: { TimeAlive: '11' },
		code: '99',
	},
	{
		what: 'an unknown pair of templates',
		operation: 'sendGeneratedCodeMultiChannel',
		change: { MultiChannelTempId: '1' },
		code: '789',
		valid: true,
	},
	{
		what: 'a wrong phone',
		operation: 'checkCode',
		change: { Phone: '1' },
		code: '108',
		valid: true,
	},

	{
		what: 'an unknown call template',
		operation: 'callFromTemplate',
		change: { TemplateId: '1' },
		code: '104',
		text: 'Template not found',
		valid: true,
	},
	{
		what: 'a call value too few',
		operation: 'callFromTemplate',
		change: { VariableListStr: 'Trung' },
		code: '105',
		valid: true,
	},
	{
		what: 'a wrong phone',
		operation: 'callFromTemplate',
		change: { Phone: '1' },
		code: '108',
		valid: true,
	},
	{
		what: 'an unknown recording',
		operation: 'callFromRecording',
		change: { TemplateId: '1' },
		code: '106',
		valid: true,
	},
	{
		what: 'a wrong phone',
		operation: 'voiceOtpLegacy',
		change: { Phone: '1' },
		code: '107',
		valid: true,
	},

	{
		what: 'an unknown message',
		operation: 'getMessageStatus',
		change: {},
		code: '105',
		valid: true,
	},
	{
		what: 'an unknown message',
		operation: 'listMessageRecipients',
		change: {},
		code: '105',
		valid: true,
	},
	{ what: 'an unknown call', operation: 'getCallStatus', change: {}, code: '105', valid: true },
	{ what: 'an unknown message', operation: 'queryZnsStatus', change: {}, code: '854', valid: true },
	{ what: 'no message', operation: 'queryZnsStatus', change: { SmsId: undefined }, code: '851' },
	{ what: 'no message', operation: 'getZnsDeliveryStatus', change: { MessageId: '' }, code: '851' },
	{
		what: 'more than 500 a page',
		operation: 'listSentMessages',
		change: { PageSize: 501 },
		code: '99',
	},
	{
		what: 'dates the other way round',
		operation: 'listSentMessagesV1',
		change: { From: '31/01/2019' },
		code: '140',
		valid: true,
	},
	{
		what: 'an unknown brandname',
		operation: 'listCustomerCareTemplates',
		change: { Brandname: 'x' },
		code: '104',
		valid: true,
	},
	{
		what: 'an unknown OA',
		operation: 'listZaloTemplates',
		change: { OAId: '1' },
		code: '204',
		valid: true,
	},
	{
		what: 'an unknown template',
		operation: 'getZaloTemplate',
		change: { TemplateId: '1' },
		code: '789',
		valid: true,
	},
	{
		what: 'an unknown OA',
		operation: 'getOaQuota',
		change: { OAID: '1' },
		code: '204',
		valid: true,
	},
	{ what: 'more than 50 ratings', operation: 'listRatings', change: { Limit: '51' }, code: '99' },
	{
		what: 'a date that does not exist',
		operation: 'listInteractedUsers',
		change: { FromDate: '31/02/2024' },
		code: '161',
		text: 'FromDate is invalid date format.',
		valid: true,
	},
	{
		what: 'a date in another form',
		operation: 'listInteractedUsers',
		change: { ToDate: '2024-10-13' },
		code: '161',
		text: 'ToDate is invalid date format.',
	},
	{
		what: 'an offset over 9,950',
		operation: 'listInteractedUsers',
		change: { Offset: 9951 },
		code: '162',
		text: 'Offset is invalid.',
	},
	{
		what: 'more than 50 users',
		operation: 'listInteractedUsers',
		change: { Count: 51 },
		code: '162',
		text: 'Count is invalid.',
	},
	{
		what: 'an unknown brandname',
		operation: 'registerSmsTemplate',
		change: { Brandname: 'x' },
		code: '104',
		valid: true,
	},
	{
		what: 'another service type',
		operation: 'registerSmsTemplate',
		change: { ServiceType: 3 },
		code: '301',
	},
	{
		what: 'an unknown OA',
		operation: 'registerZaloTemplate',
		change: { OAID: '1' },
		code: '204',
		valid: true,
	},
	{
		what: 'an unknown OA',
		operation: 'purchaseOaPackage',
		change: { OAID: '1' },
		code: '204',
		valid: true,
	},
	{
		what: 'a package that does not exist',
		operation: 'purchaseOaPackage',
		change: { Package: 4 },
		code: '99',
	},
	{
		what: 'an unknown brandname',
		operation: 'estimateCustomerCareSms',
		change: { BrandName: 'x' },
		code: '104',
		valid: true,
	},
];

test.each(cases)(
	'$operation: $what gives $code',
	async ({ operation, change, code, text, valid }) => {
		const changes = typeof change === 'function' ? change() : change;
		const answered = await sendExample(simulator, operation, changes);
		expect([codeOf(answered), answered.status]).toEqual([code, 200]);
		if (text !== undefined) expect(answered.answer.ErrorMessage).toBe(text);
		if (code === '99') expect(answered.answer).toEqual({ error: 'Invalid request' });
		expect(answered.recorded.valid).toBe(valid ?? false);
		expect(simulator.contract.operations.get(operation)?.checkAnswer(answered.answer)).toEqual([]);
		if (code !== '100') expect(simulator.messages.size).toBe(0);
	},
);

describe('keys', () => {
	const operations = [
		'sendCustomerCareSms',
		'sendCustomerCareSmsGet',
		'sendZnsBulk',
		'getBalance',
		'getBalanceByPath',
		'listBrandnames',
		'listSentMessages',
		'getMessageStatus',
		'getCallStatus',
		'getZaloTemplate',
		'getZaloCallbacks',
		'callFromTemplate',
	];

	test.each(
		operations.flatMap((operation) =>
			[
				['wrong', '101'],
				['LOCKED', '143'],
				['BLOCKED-IP', '140'],
			].map(([key, code]) => ({ operation, key, code })),
		),
	)('$operation with the key $key gives $code', async ({ operation, key, code }) => {
		const answered = await sendExample(simulator, operation, { ApiKey: key });
		expect(codeOf(answered)).toBe(code);
		expect(answered.recorded.keysOk).toBe(false);
		expect(simulator.contract.operations.get(operation)?.checkAnswer(answered.answer)).toEqual([]);
	});

	test.each([
		[
			'sendCustomerCareSms',
			{ CodeResult: '101', CountRegenerate: 0, ErrorMessage: 'Authorize Failed' },
		],
		['listSentMessages', { CodeResult: '101', ErrorMessage: 'Authorize Failed.' }],
		['listBrandnames', { CodeResult: '101', ErrorMessage: 'Authorize Failed' }],
		['getBalance', { Balance: 0, CodeResponse: '101', ErrorMessage: 'Authorize Failed' }],
		['getMessageStatus', { CodeResponse: '101', SMSID: 'd533459ee42b2b9525ba9eabf6a8156' }],
	])('%s refuses wrong keys with its published body', async (operation, body) => {
		const { answer } = await sendExample(simulator, operation, { SecretKey: 'wrong' });
		expect(answer).toEqual(body);
	});

	test('keys are never kept', async () => {
		await sendExample(simulator, 'sendCustomerCareSms');
		await sendExample(simulator, 'listBrandnames');
		await sendExample(simulator, 'sendCustomerCareSmsForm');
		const kept = JSON.stringify(simulator.requests);
		expect(kept).toContain('***');
		expect(kept).not.toContain('SIM-');
	});
});

describe('RequestId', () => {
	const DAY_MS = 24 * 3_600_000;

	test.each([
		['sendCustomerCareSms', { RequestId: 'same' }],
		['sendCustomerCareSmsGet', { RequestId: 'same' }],
		['sendVoiceOtp', { RequestId: 'same' }],
		['sendAdvertisingSms', { RequestId: 'same' }],
		['sendZns', { RequestId: 'same' }],
		['sendZnsByUid', { RequestId: 'same' }],
		['sendZaloJourney', { RequestId: 'same' }],
		['sendZaloTransaction', { RequestId: 'same' }],
		['sendZaloConsultationText', { RequestId: 'same' }],
		['callFromTemplate', { RequestId: 'same' }],
		['callFromRecording', { RequestID: 'same' }],
	])('%s: repeated within 24 hours gives 124 and no second message', async (operation, id) => {
		expect(codeOf(await sendExample(simulator, operation, id))).toBe('100');
		const repeated = await sendExample(simulator, operation, id);
		expect(codeOf(repeated)).toBe('124');
		expect(repeated.answer.ErrorMessage).toBe('Request exist 1');
		expect(simulator.messages.size).toBe(1);
		now += DAY_MS;
		expect(codeOf(await sendExample(simulator, operation, id))).toBe('100');
	});

	test('the customer-care call alone tells the status of the first message', async () => {
		await sendExample(simulator, 'sendCustomerCareSms', { RequestId: 'one' });
		await simulator.settled();
		const repeated = await sendExample(simulator, 'sendCustomerCareSms', { RequestId: 'one' });
		expect(repeated.answer.SendStatus).toBe('5');
		const other = await sendExample(simulator, 'sendZns', { RequestId: 'one' });
		expect([codeOf(other), 'SendStatus' in other.answer]).toEqual(['124', false]);
	});

	test('a bulk send refuses the repeated one alone, and the bad phone as the sample shows', async () => {
		const Params = ['Chị A', 'Gội đầu', 'KH001'];
		const Data = [
			{ Phone: '0901888484', RequestId: 'a', Params },
			{ Phone: '0918238965', RequestId: 'a', Params },
			{ Phone: '097469188', RequestId: 'b', Params },
			{ Phone: '0918238965', Params: ['Chị A'] },
		];
		const { answer } = await sendExample(simulator, 'sendZnsBulk', { Data });
		expect(answer).toMatchObject({
			CodeResult: '100',
			Message: 'Sucess',
			TotalFail: 3,
			TotalSuccess: 1,
			detail: [
				{ CodeResult: '100', Phone: '0901888484' },
				{ CodeResult: '124', Phone: '0918238965' },
				{
					CodeResult: '108',
					Phone: '097469188',
					ErrorMessage: 'The phone number 097469188 is not valid.',
				},
				{ CodeResult: '790', Phone: '0918238965' },
			],
		});
	});

	test('either leg of a multi-channel send counts', async () => {
		expect(codeOf(await sendExample(simulator, 'sendMultiChannel'))).toBe('100');
		const [zalo, sms] = fieldsFor(simulator, 'sendMultiChannel').Data as Fields[];
		for (const Data of [
			[{ ...zalo, RequestId: 'new' }, sms],
			[zalo, { ...sms, RequestId: 'new' }],
		]) {
			expect(codeOf(await sendExample(simulator, 'sendMultiChannel', { Data }))).toBe('124');
		}
	});
});

test('a registration or order that was already made gives 199', async () => {
	for (const operation of ['registerSmsTemplate', 'registerZaloTemplate', 'purchaseOaPackage']) {
		expect(codeOf(await sendExample(simulator, operation))).toBe('100');
		expect(codeOf(await sendExample(simulator, operation))).toBe('199');
	}
});

test.each(errors.codes.map(({ code }) => code).filter((code) => code !== '100'))(
	'the number 0900000 and the code gives %s',
	async (code) => {
		const Phone = `0900000${code.padStart(3, '0')}`;
		const answered = await sendExample(simulator, 'sendCustomerCareSms', { Phone });
		expect(answered.answer.CodeResult).toBe(code);
		const uid = `90000000${code.padStart(3, '0')}`;
		const byUid = await sendExample(simulator, 'sendZaloConsultationText', { User_id: uid });
		expect(byUid.answer.CodeResult).toBe(code);
		expect(simulator.messages.size).toBe(0);
	},
);

test('money runs out with 103', async () => {
	simulator.settings.balance = 1000;
	const sent = [
		await sendExample(simulator, 'sendVoiceOtp', { RequestId: 'a' }),
		await sendExample(simulator, 'sendVoiceOtp', { RequestId: 'b' }),
	];
	const { answer } = await sendExample(simulator, 'getBalance');
	simulator.settings.balance = 1_000_000;
	expect(sent.map(codeOf)).toEqual(['100', '103']);
	expect(answer.Balance).toBe(400);
});

test.each([
	['getZnsDeliveryStatus', 30],
	['getZaloCallbacks', 20],
])('%s takes %i a second, then 160', async (operation, perSecond) => {
	const answers = [];
	for (let count = 0; count <= perSecond; count++)
		answers.push(await sendExample(simulator, operation));
	expect(answers.map(codeOf)).toEqual([...Array<string>(perSecond).fill('100'), '160']);
	now += 1000;
	expect(codeOf(await sendExample(simulator, operation))).toBe('100');
});

test.each([
	['no JSON', 'sendZns', 'hello', undefined],
	['a list', 'sendZns', '[]', undefined],
	['XML that is not well formed', 'sendCustomerCareSmsXml', '<RQST><APIKEY>x</RQST>', undefined],
	['another root', 'sendCustomerCareSmsXml', '<OTHER/>', undefined],
])('a body that cannot be read (%s) is noted and refused', async (_, operation, body) => {
	const answered = await sendRaw(simulator, operation, { body });
	expect(codeOf(answered)).toBe('101');
	expect(answered.recorded.valid).toBe(false);
	expect(answered.recorded.schemaErrors[0]).toMatch(/^body is not readable/);
});

describe('XML bodies', () => {
	const xml = (fields: Record<string, string>, numbers: string[]) =>
		`<RQST>${Object.entries(fields)
			.map(([name, value]) => `<${name}>${value}</${name}>`)
			.join('')}<CONTACTS>${numbers
			.map((one) => `<CUSTOMER><PHONE>${one}</PHONE></CUSTOMER>`)
			.join('')}</CONTACTS></RQST>`;
	const keys = { APIKEY: 'SIM-API-KEY', SECRETKEY: 'SIM-SECRET-KEY' };
	const care = {
		...keys,
		CONTENT: '12 la ma xac minh dang ky Baotrixemay cua ban',
		SMSTYPE: '2',
		BRANDNAME: 'Baotrixemay',
	};
	const advert = { ...keys, CONTENT: 'Giảm giá &amp; quà', SMSTYPE: '1', BRANDNAME: 'QC_ONLINE' };

	test.each([
		['sendCustomerCareSmsXml', care, phones(1), '100', true],
		['sendCustomerCareSmsXml', { ...care, BRANDNAME: 'x' }, phones(1), '104', true],
		['sendCustomerCareSmsXml', { ...care, CONTENT: 'x' }, phones(1), '146', true],
		['sendCustomerCareSmsXml', { ...care, SECRETKEY: 'x' }, phones(1), '101', true],
		['sendCustomerCareSmsXml', care, phones(2), '108', true],
		['sendCustomerCareSmsXml', care, [], '108', false],
		['sendAdvertisingSmsXml', advert, phones(30), '100', true],
		['sendAdvertisingSmsXml', advert, phones(29), '107', false],
		['estimateAdvertisingSms', advert, phones(2), '100', true],
	])('%s with %j to %j gives %s', async (operation, fields, numbers, code, valid) => {
		const answered = await sendRaw(simulator, operation, { body: xml(fields, numbers) });
		expect([codeOf(answered), answered.recorded.valid]).toEqual([code, valid]);
		expect(JSON.stringify(answered.recorded)).not.toContain('SIM-SECRET-KEY');
	});

	test('entities are read', async () => {
		await sendRaw(simulator, 'sendAdvertisingSmsXml', { body: xml(advert, phones(30)) });
		const [{ content }] = simulator.messages.values();
		expect(content).toBe('Giảm giá & quà');
	});
});

test('an undocumented content type is refused with the body of tab 99', async () => {
	const body = JSON.stringify(fieldsFor(simulator, 'sendZns'));
	const answered = await sendRaw(simulator, 'sendZns', { body, contentType: 'application/xml' });
	expect(answered.answer).toEqual({ error: 'Invalid request' });
	const text = JSON.stringify(fieldsFor(simulator, 'sendZaloConsultationText'));
	const asText = await sendRaw(simulator, 'sendZaloConsultationText', {
		body: text,
		contentType: 'text/plain',
	});
	expect(codeOf(asText)).toBe('100');
});

test('an undocumented field is named and has no effect', async () => {
	const { recorded } = await sendExample(simulator, 'sendViber', { IsSandBox: '0', Sandbox: '1' });
	expect(recorded.unknownFields).toEqual(['Sandbox']);
	expect(simulator.messages.size).toBe(1);
});

test('an address that eSMS does not have is a page, not an answer', async () => {
	const operation = simulator.contract.operations.get('sendZns');
	const answered = await sendRaw(
		{
			...simulator,
			contract: {
				...simulator.contract,
				operations: new Map([
					['sendZns', { ...operation, path: '/MainService.svc/json/SendZaloMessage_V7/' }],
				]),
			},
		} as Simulator,
		'sendZns',
		{ body: '{}' },
	);
	expect(answered.status).toBe(404);
	expect(answered.text).toContain('<html>');
});

test('a generated code is good once, until it expires', async () => {
	const fields = fieldsFor(simulator, 'sendGeneratedCode');
	const made = async () => {
		await send(simulator, 'sendGeneratedCode', fields);
		const [message] = [...simulator.messages.values()].slice(-1);
		return message.content.split(' ')[0];
	};
	const code = await made();
	expect(code).toMatch(/^\d{8}$/);
	const wrong = await sendExample(simulator, 'checkCode', { Code: 'x' });
	expect(wrong.answer).toEqual({
		CodeResult: '117',
		CountRegenerate: 0,
		ErrorMessage: '0901888484, Content: x Code Invalid',
	});
	const good = await sendExample(simulator, 'checkCode', { Code: code });
	expect(good.answer.ErrorMessage).toBe('0901888484, Content: Success!');
	expect(codeOf(await sendExample(simulator, 'checkCode', { Code: code }))).toBe('117');
	const late = await made();
	now += 2 * 60_000 + 1;
	expect(codeOf(await sendExample(simulator, 'checkCode', { Code: late }))).toBe('117');
});

test.each<[string, string, Fields, string[]]>([
	['a bare line break', 'sendViber', { Content: 'a\nb' }, ['/Content']],
	['line breaks as the page asks', 'sendViber', { Content: 'a\r\nb' }, []],
	[
		'a logo that is a JPG',
		'registerZaloTemplate',
		{ ImageUrl: 'https://a.vn/a.jpg' },
		['/ImageUrl'],
	],
	['a logo that is a PNG', 'registerZaloTemplate', { ImageUrl: 'https://a.vn/a.PNG?v=1' }, []],
])('%s in %s is noted where the page speaks of it', async (_what, operation, change, places) => {
	await send(simulator, operation, { ...fieldsFor(simulator, operation), ...change });
	const found = simulator.requests[0].schemaErrors.map((issue) => issue.split(' ')[0]);
	expect(found).toEqual(places);
});
