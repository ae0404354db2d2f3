import { price } from '../../../nodes/Esms/response/price';
import { registered } from '../../../nodes/Esms/response/registered';
import {
	kindOf,
	messageStatusOf,
	outcomeOf,
	sendStatusOf,
} from '../../../nodes/Esms/response/status';
import {
	epochDate,
	numberOf,
	recordOf,
	recordsOf,
	textOf,
} from '../../../nodes/Esms/response/values';

it.each<[unknown, string | null, number | null]>([
	[' a ', 'a', null],
	[' 12 ', '12', 12],
	['1.50', '1.50', 1.5],
	[0, '0', 0],
	['', null, null],
	['  ', null, null],
	[undefined, null, null],
	[null, null, null],
	['Infinity', 'Infinity', null],
])('%p as text and as a number', (value, text, number) => {
	expect(textOf(value)).toBe(text);
	expect(numberOf(value)).toBe(number);
});

it.each<[unknown, string | null]>([
	['1705484048995', '2024-01-17T09:34:08.995Z'],
	[0, '1970-01-01T00:00:00.000Z'],
	['', null],
	['soon', null],
	['99999999999999999', null],
])('%p as a date', (value, date) => {
	expect(epochDate(value)).toBe(date);
});

it.each<[unknown, unknown[], unknown]>([
	[[{ a: 1 }], [{ a: 1 }], [{ a: 1 }]],
	[{ a: 1 }, [], { a: 1 }],
	[[null, 'a', { a: 1 }], [{ a: 1 }], [null, 'a', { a: 1 }]],
	[null, [], {}],
	[undefined, [], {}],
	['text', [], {}],
])('%j as a list and as an object', (value, list, object) => {
	expect(recordsOf(value)).toEqual(list);
	expect(recordOf(value)).toEqual(object);
});

it.each<[Parameters<typeof outcomeOf>, string, boolean]>([
	[[5, 1, 0], 'delivered', true],
	[[5, 0, 1], 'failed', true],
	[[5, 1, 1], 'partial', true],
	[[4, 0, 0], 'rejected', true],
	[[1, 0, 0], 'pending', false],
])('%j is the outcome %s', (numbers, outcome, isFinal) => {
	expect(outcomeOf(...numbers)).toEqual({ outcome, isFinal });
});

it('a status that no table lists has no name', () => {
	expect(sendStatusOf('77')).toEqual({ sendStatus: 77, sendStatusName: null });
	expect(sendStatusOf(undefined)).toEqual({ sendStatus: null, sendStatusName: null });
	expect(sendStatusOf('5').sendStatusName).toEqual(expect.any(String));
});

it('the status of a message keeps counts apart from none', () => {
	const fields = {
		SMSID: ' id ',
		SendStatus: '5',
		SendSuccess: '2',
		SendFailed: '1',
		TotalReceiver: '3',
		TotalSent: '3',
		TotalPrice: '850.5',
	};
	expect(messageStatusOf(fields)).toEqual({
		smsId: 'id',
		outcome: 'partial',
		isFinal: true,
		...sendStatusOf('5'),
		sendSuccess: 2,
		sendFailed: 1,
		totalReceiver: 3,
		totalSent: 3,
		totalPrice: 850.5,
	});
	expect(messageStatusOf({ SendStatus: '5', SendSuccess: '1' })).toMatchObject({
		smsId: null,
		outcome: 'delivered',
		sendFailed: null,
		totalPrice: null,
	});
});

it.each<[unknown, unknown]>([
	['2', { typeId: 2, channel: 'sms', messageKind: expect.any(String) }],
	['99', { typeId: 99, channel: null, messageKind: null }],
	['', { typeId: null, channel: null, messageKind: null }],
])('type %p', (type, kind) => {
	expect(kindOf(type)).toEqual(kind);
});

it('a price estimate', () => {
	expect(price({ TotalPrice: '850', TotalReceiver: 1 })).toEqual([
		{ totalPrice: 850, currency: 'VND', totalReceiver: 1 },
	]);
});

it.each([
	[{ ServicePreviewId: 7, ErrorMessage: ' ok ' }, '7', 'ok'],
	[{ ServicepreviewId: '8' }, '8', null],
	[{}, null, null],
])('the registration %j', (body, servicePreviewId, message) => {
	expect(registered(body)).toEqual([
		{
			status: 'accepted',
			statusText: 'Received by eSMS for review, not yet approved',
			servicePreviewId,
			message,
		},
	]);
});
