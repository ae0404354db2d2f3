import type { IDataObject } from 'n8n-workflow';
import { accepted, acceptedCall } from '../../../nodes/Esms/response/sent';
import { itemWith } from '../item';

const item = itemWith();
const sentOf = (sent: IDataObject, code = '100', answer: IDataObject = { SMSID: ' id-1 ' }) =>
	accepted(answer, sent, item, code);

const taken = {
	status: 'accepted',
	statusText: 'Accepted by eSMS, not yet delivered',
	smsId: 'id-1',
};

it.each<[string, IDataObject, IDataObject[]]>([
	['a phone', { Phone: ' 0901888484 ' }, [{ ...taken, phone: '0901888484' }]],
	[
		'phones',
		{ Phones: ['0901888484', '0901888485'] },
		[
			{ ...taken, phone: '0901888484' },
			{ ...taken, phone: '0901888485' },
		],
	],
	[
		'a contact',
		{ CONTACTS: { CUSTOMER: { PHONE: '0901888484' } } },
		[{ ...taken, phone: '0901888484' }],
	],
	[
		'contacts',
		{ CONTACTS: { CUSTOMER: [{ PHONE: 'a' }, { PHONE: 'b' }] } },
		[
			{ ...taken, phone: 'a' },
			{ ...taken, phone: 'b' },
		],
	],
	['a Zalo user', { ZaloUid: 'u' }, [{ ...taken, zaloUserId: 'u' }]],
	['a user of a consultation', { User_id: 'u' }, [{ ...taken, zaloUserId: 'u' }]],
	[
		'a user in a payload',
		{ Payload: { recipient: { user_id: 'u' } } },
		[{ ...taken, zaloUserId: 'u' }],
	],
	['a payload without receiver', { Payload: {} }, [taken]],
	['a hash', { HashPhone: 'h' }, [{ ...taken, phoneHash: 'h' }]],
	['its Request ID', { Phone: 'a', RequestId: 'r' }, [{ ...taken, phone: 'a', requestId: 'r' }]],
	[
		'the Request IDs of both legs',
		{ Phone: 'a', Channels: ['zalo', 'sms'], Data: [{ RequestId: 'z' }, { RequestId: 's' }] },
		[{ ...taken, phone: 'a', requestId: 'z', smsRequestId: 's' }],
	],
	[
		'the sandbox',
		{ Phone: 'a', Sandbox: '1' },
		[
			{
				...taken,
				statusText: 'Checked in the sandbox: not stored, not delivered, no status and no callback',
				phone: 'a',
				sandbox: true,
			},
		],
	],
])('a send says to whom it went: %s', (_name, sent, entries) => {
	expect(sentOf(sent)).toStrictEqual(entries);
});

describe('a repetition', () => {
	const one = 'eSMS already had a message with this Request ID, so nothing was sent a second time';
	const many =
		'eSMS already had a request with this Request ID, so nothing was sent again, not even to numbers added since';

	it.each<[IDataObject, string]>([
		[{ Phone: 'a', Sandbox: '1' }, one],
		[{ Phones: ['a'] }, many],
		[{ CONTACTS: { CUSTOMER: { PHONE: 'a' } } }, many],
	])('%j gives no SMSID', (sent, statusText) => {
		const [entry] = sentOf(sent, '124');
		expect(entry).toMatchObject({ status: 'alreadyAccepted', statusText, phone: 'a' });
		expect(entry).not.toHaveProperty('smsId');
	});
});

it.each<[string, IDataObject, unknown]>([
	[
		'plain text',
		{ SmsType: '2', Content: 'Ma 1' },
		{ encoding: 'GSM-7', characters: 4, segments: 1 },
	],
	[
		'advertising in XML',
		{ SMSTYPE: '1', CONTENT: 'Ma' },
		{ encoding: 'GSM-7', characters: 2, segments: 1 },
	],
	[
		'Vietnamese',
		{ SmsType: '2', Content: 'Mã' },
		{ encoding: 'Unicode', characters: 2, segments: 1 },
	],
	[
		'what is sent as Unicode',
		{ SmsType: '2', Content: 'Ma', IsUnicode: '1' },
		{ encoding: 'Unicode', characters: 2, segments: 1 },
	],
	[
		'what is not sent as Unicode',
		{ SmsType: '2', Content: 'Ma', IsUnicode: '0' },
		{ encoding: 'GSM-7', characters: 2, segments: 1 },
	],
	[
		'the SMS of two legs',
		{ Channels: ['zalo', 'sms'], Data: [{ TempID: '1' }, { SmsType: '2', Content: 'Ma' }] },
		{ encoding: 'GSM-7', characters: 2, segments: 1 },
	],
	['a voice code', { SmsType: '8', Content: '1' }, undefined],
	['an SMS without text', { SmsType: '2' }, undefined],
	['a ZNS', { TempID: '1' }, undefined],
])('%s is estimated', (_name, sent, estimate) => {
	expect(sentOf({ Phone: 'a', ...sent })[0].estimate).toEqual(estimate);
});

it('an answer with an empty SMSID has none', () => {
	expect(sentOf({ Phone: 'a' }, '100', { SMSID: null })[0]).not.toHaveProperty('smsId');
});

it('a call has its id under the name that its status has, and none without one', () => {
	expect(acceptedCall({ SMSID: 'id ' }, { Phone: 'a' }, item, '100')).toStrictEqual([
		{ ...taken, smsId: 'id', phone: 'a', referenceId: 'id' },
	]);
	expect(acceptedCall({}, { Phone: 'a' }, item, '100')[0]).not.toHaveProperty('referenceId');
});
