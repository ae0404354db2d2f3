import errors from '../../../contract/errors.json';
import { readQuery } from '../../../nodes/shared/callbacks/parameters';
import { parseCallback } from '../../../nodes/shared/callbacks/parse';
import { zaloErrorMeaning } from '../../../nodes/shared/zaloErrors';

const parse = (query: string) => parseCallback(readQuery(query));

describe('which event it is', () => {
	test.each([
		['serviceNumber=8041&sign=x&SMSID=1&ReferenceId=2', 'inboundSms'],
		['SERVICENUMBER=8041&Sign=', 'inboundSms'],
		['serviceNumber=8041&smsid=1', 'messageStatus'],
		['sign=x&SMSID=1&ReferenceId=2', 'callStatus'],
		['referenceid=', 'callStatus'],
		['smsid=1', 'messageStatus'],
		['SmsId=1', 'messageStatus'],
		['status=2', 'templateRegistration'],
		['SMSID=m2&SendStatus=5&ReferenceId=', 'messageStatus'],
		['ReferenceId=c1&SMSID=', 'callStatus'],
		['serviceNumber=&sign=&SMSID=m2', 'messageStatus'],
		['serviceNumber=&sign=&ReferenceId=1', 'callStatus'],
		['serviceNumber=8041&sign=&SMSID=m2', 'inboundSms'],
		['SMSID=&ReferenceId=', 'callStatus'],
		['SMSID=&RequestId=1', 'messageStatus'],
		['SMSID[x]=1', 'templateRegistration'],
		['constructor=1', 'templateRegistration'],
	])('%s', (query, event) => {
		expect(parse(query).event).toBe(event);
	});

	test('a template registration is raw and unconfirmed', () => {
		expect(parse('ServicePreviewId=9&x=2')).toEqual({
			event: 'templateRegistration',
			isConfirmed: false,
			unreadable: [],
			raw: { ServicePreviewId: '9', x: '2' },
		});
	});
});

describe('outcome of a message', () => {
	test.each([
		['5', '1', '0', 'delivered', true],
		['5', '0', '1', 'failed', true],
		['5', '3', '1', 'partial', true],
		['5', '0', '0', 'unknown', true],
		['5', '', '', 'unknown', true],
		['4', '0', '0', 'rejected', true],
		['6', '0', '0', 'failed', true],
		['0', '0', '0', 'pending', false],
		['1', '0', '0', 'pending', false],
		['2', '0', '0', 'pending', false],
		['3', '0', '0', 'pending', false],
		['7', '1', '0', 'pending', false],
		['99', '1', '0', 'pending', false],
		['', '1', '0', 'pending', false],
		['5', '1', '1,000', 'unknown', true],
		['5', 'x', '1', 'unknown', true],
		['5', 'x', '0', 'unknown', true],
		['4', 'x', '1', 'rejected', true],
		['7', '1', 'x', 'pending', false],
	])('SendStatus %s, %s succeeded, %s failed: %s', (status, success, failed, outcome, isFinal) => {
		const query = `SMSID=1&SendStatus=${status}&SendSuccess=${success}&SendFailed=${failed}`;
		expect(parse(query)).toMatchObject({ outcome, isFinal });
	});

	test.each([
		['SendStatus=5&SendSuccess=1&SendFailed=0&TotalReceiver=169', 'delivered', false],
		['SendStatus=5&SendSuccess=0&SendFailed=1&TotalReceiver=2', 'failed', false],
		['SendStatus=5&SendSuccess=1&SendFailed=1&TotalReceiver=3', 'partial', false],
		['SendStatus=5&SendSuccess=168&SendFailed=1&TotalReceiver=169', 'partial', true],
		['SendStatus=5&SendSuccess=0&SendFailed=0&TotalReceiver=169', 'unknown', true],
		['SendStatus=5&SendSuccess=2&SendFailed=0&TotalReceiver=1', 'delivered', true],
		['SendStatus=5&SendSuccess=1&TotalReceiver=', 'delivered', true],
		['SendStatus=5&SendSuccess=1&TotalReceiver=many', 'delivered', true],
		['SendStatus=4&TotalReceiver=169', 'rejected', true],
	])('%s: %s, final: %s', (query, outcome, isFinal) => {
		expect(parse(`SMSID=1&${query}`)).toMatchObject({ outcome, isFinal });
	});
});

describe('outcome of a call', () => {
	test.each([
		['SendStatus=5&SentResult=1&CallStatus=ANSWERED', 'delivered', true, true],
		['SendStatus=5&SentResult=0&CallStatus=NO+ANSWER', 'failed', true, false],
		['SendStatus=5&SentResult=', 'unknown', true, null],
		['SendStatus=2&SentResult=0', 'pending', false, null],
		['SendStatus=7&SentResult=1', 'pending', false, null],
		['SendStatus=4', 'rejected', true, null],
		['SentResult=1&CallStatus=answered', 'delivered', true, true],
		['SentResult&CallStatus=no_answer', 'pending', false, false],
		['SendStatus=&SentResult=1&CallStatus=ANSWERED', 'delivered', true, true],
		['SendStatus=&SentResult=0', 'failed', true, null],
		['SendStatus=&SentResult=', 'pending', false, null],
		['SendStatus=&SentResult=1&SendStatus=7', 'pending', false, null],
		['SendStatus=x&SentResult=1', 'pending', false, null],
		['SendStatus=5&SentResult=1&CallStatus=BUSY', 'delivered', true, false],
		['SendStatus=5&SentResult=0&CallStatus=NOANSWERED', 'failed', true, false],
		['SendStatus=5&SentResult=0&CallStatus=not+answered', 'failed', true, false],
		['SendStatus=5&SentResult=0&CallStatus=CANCELED', 'failed', true, null],
	])('%s', (query, outcome, isFinal, answered) => {
		expect(parse(`ReferenceId=1&${query}`)).toMatchObject({ outcome, isFinal, answered });
	});
});

describe('who got the message', () => {
	test.each([
		['TypeId=25&phonenumber=0901888484', '0901888484', null],
		['TypeId=25&phonenumber=84901888484', '84901888484', null],
		['TypeId=25&phonenumber=5308693166941955879', null, '5308693166941955879'],
		['TypeId=26&phonenumber=312&error_info={"data":{"user_id":"3125"}}', null, '3125'],
		['TypeId=26&error_info={"data":{"user_id":31215806834323092}}', null, '31215806834323092'],
		['TypeId=2&phonenumber=%2B61412345678', '+61412345678', null],
		['phonenumber=0901888484', '0901888484', null],
		['phonenumber=5308693166941955879', null, null],
		['TypeId=25&phonenumber=', null, null],
		['oaid=1&phonenumber=5308693166941955879', null, '5308693166941955879'],
	])('%s', (query, phone, zaloUserId) => {
		expect(parse(`SMSID=1&${query}`)).toMatchObject({ phone, zaloUserId });
	});
});

describe('the channel', () => {
	test.each([
		['TypeId=2', 'sms'],
		['TypeId=2&oaid=1', 'sms'],
		['TypeId=99', null],
		['TypeId=99&oaid=1', 'zalo'],
		['TypeId=99&tempid=1', 'zalo'],
		['partnerids=1', 'zalo'],
		['oaid=&tempid=&partnerids=', null],
	])('%s: %s', (query, channel) => {
		expect(parse(`SMSID=1&${query}`)).toMatchObject({ channel });
	});
});

describe('what Zalo answered', () => {
	test.each([
		['-118', -118, null, []],
		['%22-118%22', -118, null, []],
		['1001', 1001, null, []],
		['Access+token+is+invalid', null, 'Access token is invalid', []],
		['%7B%22Error%22:-114,%22Message%22:%22No%22%7D', -114, 'No', []],
		['-118____4/5/2024+5:07:01+PM', -118, null, ['error_info']],
	])('%s', (value, errorCode, errorMessage, unreadable) => {
		const event = parse(`SMSID=1&error_info=${value}`);
		expect(event).toMatchObject({ errorCode, errorMessage, unreadable });
	});
});

test.each([
	[
		'SMSID=1',
		['outcome', 'isFinal', 'channel', 'phone', 'zaloUserId', 'smsId', 'requestId', 'network'],
	],
	['ReferenceId=1', ['outcome', 'isFinal', 'channel', 'referenceId']],
])('what matters most of %s comes first, what was sent last', (query, first) => {
	const names = Object.keys(parse(query));
	expect(names.slice(0, first.length + 1)).toEqual(['event', ...first]);
	expect(names.at(-1)).toBe('raw');
});

test('a short-code SMS', () => {
	const query =
		'sender=84901888484&content=DK+%C3%81nh%20%F0%9F%8C%B8&serviceNumber=8041&keyword=DK' +
		'&sign=abc&cpid=007&smsid=00042&receiverTime=20130228130101';
	expect(parse(query)).toMatchObject({
		event: 'inboundSms',
		smsId: '00042',
		sender: '84901888484',
		serviceNumber: '8041',
		keyword: 'DK',
		content: 'DK Ánh 🌸',
		partnerId: '007',
		receivedTime: '2013-02-28T13:01:01+07:00',
		unreadable: [],
	});
});

test.each([
	['content=+a+', ' a '],
	['content=', null],
])('the text of a short-code SMS is kept as written: %s', (query, content) => {
	expect(parse(`serviceNumber=1&sign=1&${query}`)).toMatchObject({ content });
});

test('the time of a short-code SMS goes by both its names', () => {
	const event = parse('serviceNumber=1&sign=1&receiveTime=20130228130101');
	expect(event).toMatchObject({ receivedTime: '2013-02-28T13:01:01+07:00' });
});

describe('what cannot be read is emitted raw and marked', () => {
	test.each([
		['SendStatus=five', { sendStatus: null, sendStatusName: null }, ['SendStatus']],
		['totalprice=1.5e3', { totalPrice: null }, ['totalprice']],
		[`TotalPrice=${'9'.repeat(400)}`, { totalPrice: null }, ['TotalPrice']],
		['error_info=%7Bnope', { errorInfo: null, errorCode: null }, ['error_info']],
		['error_info=[1]', { errorInfo: null }, ['error_info']],
		['RequestId=%E1%BA', { requestId: '%E1%BA' }, ['RequestId']],
		['RequestId=50%', { requestId: '50%' }, ['RequestId']],
		['__proto__=x', {}, ['__proto__']],
	])('%s', (query, known, unreadable) => {
		expect(parse(`SMSID=1&${query}`)).toMatchObject({ smsId: '1', ...known, unreadable });
	});

	test('a time that does not exist', () => {
		const event = parse('serviceNumber=1&sign=1&receiverTime=20130230130101');
		expect(event).toMatchObject({ receivedTime: null, unreadable: ['receiverTime'] });
		expect(event.raw.receiverTime).toBe('20130230130101');
	});
});

describe('repeated and oddly written names', () => {
	test('the first value that is not empty counts, raw keeps all', () => {
		const event = parse('SMSID=&SMSID=a&smsid=b&SMSID=c');
		expect(event).toMatchObject({ smsId: 'a', raw: { SMSID: ['', 'a', 'c'], smsid: 'b' } });
	});

	test('names that objects inherit stay plain parameters', () => {
		const event = parse('SMSID=1&constructor=a&toString=b&hasOwnProperty=c&__proto__=d');
		expect({ ...event.raw }).toEqual({
			SMSID: '1',
			constructor: 'a',
			toString: 'b',
			hasOwnProperty: 'c',
		});
		expect(Object.getPrototypeOf(event.raw)).toBe(Object.prototype);
	});

	test('a TypeId named like an inherited property is no type', () => {
		expect(parse('SMSID=1&TypeId=constructor')).toMatchObject({ typeId: null, channel: null });
	});
});

describe('what a Zalo code means', () => {
	const listed = errors.otherStatusFields.find(({ where }) =>
		where.startsWith('callback error_info'),
	);
	test.each(Object.keys(listed?.values ?? {}))('%s', (code) => {
		expect(parse(`SMSID=1&error_info={"error":${code}}`)).toMatchObject({
			errorCode: Number(code),
			errorMeaning: expect.stringMatching(/\w/),
		});
	});

	test('a code of the commonest kind has words for what to do, an unknown one has those of Zalo', () => {
		const told = (error: number) =>
			parse(`SMSID=1&error_info={"error":${error},"message":"Zalo says so"}`);
		expect(told(-118)).toMatchObject({
			errorMessage: 'Zalo says so',
			errorMeaning: 'The number has no Zalo account, or the account is closed',
			errorAdvice: 'Send by SMS',
		});
		expect(told(-9999)).toMatchObject({ errorMeaning: 'Zalo says so', errorAdvice: null });
	});

	test.each([null, -999])('%s has none', (code) => expect(zaloErrorMeaning(code)).toBeNull());
});
