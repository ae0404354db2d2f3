import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Operation } from '../../nodes/Esms/operation';
import { resources } from '../../nodes/Esms/resources';
import { itemWith } from '../Esms/item';
import { failure, output } from './engine';
import refusals from './refusals.lookups.json';
import { credentials, simulator } from './simulator';

const operations = new Map(
	resources.flatMap((resource) => resource.operations.map((one) => [one.value, one])),
);

/** Reads an answer as the operation does after a request that carried `sent`. */
function answer(
	operation: string,
	body: IDataObject,
	sent: IDataObject = {},
	parameters: IDataObject = {},
) {
	const { answer: read } = operations.get(operation) as Operation;
	return read(body, sent, itemWith(parameters), String(body.CodeResult ?? '100'));
}

const simple = { simplify: true, returnAll: true };

interface Refusal {
	parameters: INodeParameters;
	/** What of it is changed, and the message that follows. */
	cases: Array<[INodeParameters, string]>;
}

const table = (refusals as unknown as Refusal[]).flatMap(({ parameters, cases }) =>
	cases.map(([change, message]): [string, INodeParameters, INodeParameters, string] => [
		String(parameters.operation),
		change,
		parameters,
		message,
	]),
);

describe('before anything is sent', () => {
	test.each(table)('%s refuses %j', async (_operation, change, parameters, message) => {
		const error = await failure({
			parameters: { ...parameters, ...change },
			credentials: credentials(),
		});
		expect(error?.message).toBe(message);
		expect(simulator.requests).toEqual([]);
	});

	test('the same input without the change is taken', async () => {
		for (const { parameters } of refusals as unknown as Refusal[]) {
			simulator.reset();
			await output({ parameters, credentials: credentials() });
			expect(simulator.requests.map(({ schemaErrors }) => schemaErrors)).toEqual([[]]);
		}
	});

	test('SMSIDs of one or many items go into requests of at most 200, and each item gets what is its own', async () => {
		const ids = (count: number) => Array.from({ length: count }, (_, index) => `id-${index}`);
		const parameters = {
			resource: 'message',
			operation: 'getZaloCallbacks',
			oaId: { __rl: true, mode: 'id', value: '4097311281936189049' },
			smsIds: '={{ $json.ids }}',
		};
		const run = async (given: unknown) =>
			await failure({
				parameters,
				items: [{ ids: given as string[] }],
				credentials: credentials(),
			});
		expect((await run([{ id: 1 }]))?.message).toBe("'SMSIDs': entry 1 holds an object, enter text");
		expect((await run([]))?.message).toBe("'SMSIDs' is empty, fill it in");
		expect(simulator.requests).toEqual([]);
		for (const given of [ids(200), ids(200).join('; '), [...ids(200), 'id-0', 'ID0']]) {
			expect(await run(given)).toBeUndefined();
			expect(simulator.requests.pop()?.body.ListRefid).toEqual(ids(200));
		}
		const items = ids(201).map((id) => ({ ids: id }));
		const [results] = await output({ parameters, items, credentials: credentials() });
		expect(
			simulator.requests.map(({ body }) => (body.ListRefid as unknown as string[]).length),
		).toEqual([101, 100]);
		results.forEach(({ json, pairedItem }, index) => {
			expect(json).toMatchObject({ smsId: `id-${index}`, found: false });
			expect(pairedItem).toEqual({ item: index });
		});
	});
});

describe('outcomes are told in the words of the trigger', () => {
	test.each([
		[5, 1, 0, 'delivered', true],
		[5, 0, 1, 'failed', true],
		[5, 1, 1, 'partial', true],
		[5, 0, 0, 'unknown', true],
		[4, 0, 0, 'rejected', true],
		[6, 0, 0, 'failed', true],
		[1, 0, 0, 'pending', false],
		[2, 0, 0, 'pending', false],
		[7, 0, 0, 'pending', false],
		['5', '1', '0', 'delivered', true],
		[undefined, 0, 0, 'pending', false],
	])(
		'of a message with SendStatus %p, %p reached, %p not: %s',
		(SendStatus, SendSuccess, SendFailed, outcome, isFinal) => {
			const [entry] = answer(
				'getMessageStatus',
				{ SendStatus, SendSuccess, SendFailed } as IDataObject,
				{ RefId: 'a' },
			);
			expect(entry).toMatchObject({ smsId: 'a', outcome, isFinal });
		},
	);

	test('of a message to many, some of whom are counted', () => {
		const counts = { SendStatus: 5, SendSuccess: 1, SendFailed: 0, TotalReceiver: 169 };
		const [entry] = answer('getMessageStatus', counts, { RefId: 'a' });
		expect(entry).toMatchObject({ outcome: 'delivered', isFinal: false });
	});

	test.each([
		['NOANSWERED', false],
		['NOT ANSWERED', false],
		['NO ANSWER', false],
		['BUSY', false],
		['ANSWERED', true],
		['CANCELED', null],
	])('of a call with CallStatus %s: answered %p', (CallStatus, answered) => {
		const body = { SendStatus: 5, SentResult: 1, CallStatus };
		expect(answer('getCallStatus', body, { ReferenceId: 'a' })).toMatchObject([{ answered }]);
	});

	test.each<[unknown, number | null, string | null]>([
		[-118, -118, null],
		['"-118"', -118, null],
		['{"error":-114,"message":"inactive"}', -114, 'inactive'],
		[{ Error: -114, Message: 'inactive' }, -114, 'inactive'],
		['Access token is invalid', null, 'Access token is invalid'],
		['', null, null],
	])('of a ZNS for which Zalo answered %j', (ErrorInfo, errorCode, errorMessage) => {
		const told = { errorCode, errorMessage };
		const Data = { ErrorInfo } as IDataObject;
		expect(answer('queryZnsStatus', { Data }, { SmsId: 'a' }, simple)).toMatchObject([told]);
		const stored = { SMSID: 'a', ErrorInfo } as IDataObject;
		const sent = { ListRefid: ['a'] };
		expect(answer('getZaloCallbacks', { Data_callback: [stored] }, sent, simple)).toMatchObject([
			told,
		]);
	});

	test.each([
		[5, 1, 'delivered'],
		[5, 0, 'failed'],
		[5, 2, 'pending'],
		[7, 2, 'pending'],
		[4, 0, 'rejected'],
		[1, 2, 'pending'],
		[0, 2, 'pending'],
	])(
		'of a sent message with SendStatus %i and SendResult %i: %s',
		(SendStatus, SendResult, outcome) => {
			const [entry] = answer(
				'listSentMessages',
				{ SentData: [{ SendStatus, SendResult }] },
				{ SmsType: '2' },
				simple,
			);
			expect(entry).toMatchObject({ outcome, isFinal: outcome !== 'pending' });
		},
	);

	test.each([
		[true, true, 'delivered'],
		[true, false, 'failed'],
		[false, false, 'pending'],
		['true', 'True', 'delivered'],
		['False', 'False', 'pending'],
	])('of a receiver with IsSent %p and SentResult %p: %s', (IsSent, SentResult, outcome) => {
		const [entry] = answer(
			'listMessageRecipients',
			{ ReceiverList: [{ IsSent, SentResult }] },
			{},
			simple,
		);
		expect(entry).toMatchObject({ outcome, isFinal: outcome !== 'pending' });
	});

	test.each([
		['1', 5, 1, 0, '0', 'delivered', 'Accepted by Zalo'],
		['1', 5, 0, 1, '1001', 'failed', 'The user was not online in time'],
		['0', 5, 1, 0, '0', 'pending', 'Accepted by Zalo'],
		['0', 2, 0, 0, null, 'pending', null],
		['1', 5, 0, 1, '-9999', 'failed', null],
	])(
		'of a ZNS with FinalStatus %s, SendStatus %i, %i reached, %i not, Zalo code %p: %s',
		(FinalStatus, SendStatus, SendSuccess, SendFailed, ErrorInfo, outcome, errorMeaning) => {
			const Data = { FinalStatus, SendStatus, SendSuccess, SendFailed, ErrorInfo };
			const [entry] = answer('queryZnsStatus', { Data }, { SmsId: 'a' }, simple);
			expect(entry).toMatchObject({
				smsId: 'a',
				outcome,
				isFinal: outcome !== 'pending',
				errorMeaning,
			});
		},
	);
});

describe('published answers', () => {
	test('a stored callback is read as one that arrives, free text after the JSON too', () => {
		const stored = {
			SMSID: '4a496110-9fd3-4838-ac8b-bcaa36616f7011',
			SendFailed: 1,
			SendSuccess: 0,
			SendStatus: 5,
			TotalPrice: 0,
			TotalReceiver: 1,
			TotalSent: 1,
			RequestId: null,
			TypeId: 25,
			Telcoid: 1,
			PhoneNumber: '0909090909',
			CallbackUrl: 'https://example.com',
			Partnerids: '7984e9b198c40e9957d6',
			ErrorInfo:
				'{"error":-124,"message":"Access token is invalid"}Object reference not set to an instance of an object.',
			OAId: '1090257973118325189',
			ZnsTempId: '228386',
		};
		const [entry] = answer(
			'getZaloCallbacks',
			{ Code: 100, Data_callback: [stored] },
			{ ListRefid: [stored.SMSID] },
			simple,
		);
		expect(entry).toEqual({
			smsId: stored.SMSID,
			requestId: null,
			phone: '0909090909',
			zaloUserId: null,
			zaloMessageId: '7984e9b198c40e9957d6',
			outcome: 'failed',
			isFinal: true,
			errorCode: -124,
			errorMessage: 'Access token is invalid',
			errorMeaning: 'The access to the Official Account is not valid',
			errorAdvice: 'Link the Official Account with eSMS again',
			totalPrice: 0,
		});
	});

	test.each([simple, undefined])(
		'a stored callback is that of an ID however both are written',
		(options) => {
			const sent = { ListRefid: ['4A496110-9fd3', 'b'] };
			const found = answer(
				'getZaloCallbacks',
				{ Data_callback: [{ smsid: '4a4961109FD3 ', SENDSTATUS: 5, sendsuccess: 1 }] },
				sent,
				options,
			);
			expect(found).toHaveLength(2);
			expect(found[1]).toMatchObject({ found: false });
			if (options) expect(found[0]).toMatchObject({ outcome: 'delivered' });
			const { bulk } = operations.get('getZaloCallbacks') as Operation;
			const asked = bulk?.ids?.ofPart('4A496110-9fd3');
			expect(found.map((entry) => bulk?.ids?.ofEntry(entry) === asked)).toEqual([true, false]);
		},
	);

	test('dates become ISO, IDs stay text', () => {
		const sent = {
			ReferenceId: ' 35781d6c25524e40a035c26663189549 ',
			SentTime: '/Date(1705484048995+0700)/',
			SellPrice: 345.0,
			SmsType: 2,
		};
		expect(
			answer('listSentMessages', { SentData: [sent] }, { SmsType: '2' }, simple),
		).toMatchObject([
			{
				smsId: '35781d6c25524e40a035c26663189549',
				sentTime: '2024-01-17T16:34:08.995+07:00',
				price: 345,
				channel: 'sms',
			},
		]);
		expect(
			answer('listRatings', {
				Data: [
					{
						msgId: '5dcf84fe1fd8bd85e4ca',
						rate: 5,
						submitDate: '1659750276218',
						trackingId: '',
						feedbacks: ['a'],
						note: '',
					},
				],
			}),
		).toEqual([
			{
				zaloMessageId: '5dcf84fe1fd8bd85e4ca',
				requestId: null,
				stars: 5,
				remarks: ['a'],
				note: null,
				submittedAt: '2022-08-06T01:44:36.218Z',
			},
		]);
		expect(
			answer(
				'getZnsDeliveryStatus',
				{ Data: { delivery_time: '1767678030984', message: 'ok', status: 1 } },
				{ MessageId: 'm' },
			),
		).toEqual([
			{
				zaloMessageId: 'm',
				outcome: 'delivered',
				isFinal: true,
				deliveryStatus: 1,
				deliveryText: 'ok',
				deliveredAt: '2026-01-06T05:40:30.984Z',
			},
		]);
		expect(
			answer('listZaloTemplates', { ZNSTemplates: [{ TempId: 205644 }] }, { OAId: '1' }, simple),
		).toMatchObject([{ templateId: '205644', variables: [] }]);
	});

	test('the English quota has two figures, the others are not known', () => {
		expect(
			answer('getOaQuota', { DailyQuota: 500, RemainingQuota: 500 }, { OAID: '1' }),
		).toMatchObject([
			{ oaId: '1', dailyQuota: 500, remainingQuota: 500, monthlyPromotionQuota: null },
		]);
	});

	test.each(
		[...operations.values()]
			.filter(({ value }) => /^list|^get(?!Call)|^query/.test(value))
			.map(({ value }) => value),
	)('%s makes do with an answer that holds nothing but success', (operation) => {
		const entries = answer(operation, {}, { ListRefid: [] }, simple);
		expect(entries).toHaveLength(
			operation.startsWith('list') || operation === 'getZaloCallbacks' ? 0 : 1,
		);
	});
});

test('a list with the keys in its path keeps them out of what is shown', async () => {
	const wrong = { ...credentials(), secretKey: 'not-the-secret' };
	const error = await failure({
		parameters: { resource: 'account', operation: 'listBrandnames' },
		credentials: wrong,
	});
	expect(error?.httpCode).toBe('101');
	expect(JSON.stringify(error)).not.toMatch(/not-the-secret|SIM-API-KEY/);
});
