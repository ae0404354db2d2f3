import type { IDataObject } from 'n8n-workflow';
import { receiverResults } from '../../../nodes/Esms/response/bulk';
import { itemWith } from '../item';

const item = (options: IDataObject = {}) => itemWith({ options });

const receiver = (Phone: string, RequestId: string) => ({ Phone, Params: ['a'], RequestId });
const [a, b, c] = [
	receiver('0901888484', 'r1'),
	receiver('0918238965', 'r2'),
	receiver('097469188', 'r3'),
];
const sent = { OAID: '1', TempID: '2', Data: [a, b, c] };
const taken = (Phone: string, SMSID: string) => ({ CodeResult: '100', Phone, SMSID });
const invalid = {
	CodeResult: '108',
	Phone: c.Phone,
	ErrorMessage: 'The phone number 097469188 is not valid.',
};
const body = (...detail: IDataObject[]) => ({ CodeResult: '100', Message: 'Sucess', detail });

const brief = (entries: IDataObject[]) =>
	entries.map(({ phone, requestId, status, smsId, code }) => [
		phone,
		requestId,
		status,
		smsId ?? code,
	]);

test('the published answer gives each receiver its own result', () => {
	const answer = body(taken('0901888484', 'id-1'), taken('0918238965', 'id-2'), invalid);
	const entries = receiverResults(answer, sent, item());
	expect(brief(entries)).toEqual([
		['0901888484', 'r1', 'accepted', 'id-1'],
		['0918238965', 'r2', 'accepted', 'id-2'],
		['097469188', 'r3', 'refused', '108'],
	]);
	expect(entries[2].statusText).toBeTruthy();
	expect(entries[2].advice).toContain('eSMS said: The phone number 097469188 is not valid.');
});

test('a receiver that the answer leaves out is unknown, and the others keep their own results', () => {
	const answer = body(invalid, taken('84918238965', 'id-2'));
	expect(brief(receiverResults(answer, sent, item()))).toEqual([
		['0901888484', 'r1', 'unknown', undefined],
		['0918238965', 'r2', 'accepted', 'id-2'],
		['097469188', 'r3', 'refused', '108'],
	]);
});

test.each([
	['detail is missing', { CodeResult: '100' }],
	['detail is null', { CodeResult: '100', detail: null }],
])('nothing is claimed when %s', (_name, answer) => {
	expect(receiverResults(answer, sent, item()).map(({ status }) => status)).toEqual([
		'unknown',
		'unknown',
		'unknown',
	]);
});

test.each<[string, IDataObject, string, string | undefined]>([
	['an empty code', { CodeResult: '', CodeResponse: '100', SMSID: 'id-1' }, 'accepted', 'id-1'],
	['no code', { SMSID: 'id-1' }, 'unknown', 'id-1'],
	['another way to write the phone', { ...taken('+84 90 188 8484 ', 'id-1') }, 'accepted', 'id-1'],
])('a receiver whose result has %s is %j', (_name, detail, status, smsId) => {
	const answer = { ...body({ Phone: a.Phone, ...detail }, null as never) };
	const [entry] = receiverResults(answer, { ...sent, Data: [a] }, item());
	expect(entry).toMatchObject({ status, smsId });
	expect(entry).not.toHaveProperty('code');
});

test.each([
	[1, 'alreadyAccepted', 'eSMS already had a message'],
	[3, 'unknown', 'eSMS already had one of the Request IDs'],
])('of %s receivers of a request that eSMS has as a whole', (count, status, words) => {
	const request = { ...sent, Data: sent.Data.slice(0, count) };
	const entries = receiverResults({ CodeResult: '124' }, request, item(), '124');
	expect(entries).toHaveLength(count);
	for (const entry of entries) {
		expect(entry).toMatchObject({ status, statusText: expect.stringContaining(words) });
	}
});

test('an answer for one receiver that cannot be read leaves those for the others', () => {
	const answer = body(
		{ CodeResult: '100', Phone: a.Phone, SMSID: { id: 1 } as never },
		{ CodeResult: '103', Phone: b.Phone },
	);
	const [first, second] = receiverResults(answer, { ...sent, Data: [a, b] }, item());
	expect(first).toMatchObject({ status: 'accepted', statusText: expect.stringContaining('read') });
	expect(second).toMatchObject({ status: 'refused', code: '103' });
	const untold = body({ Phone: a.Phone, SMSID: {} as never });
	expect(receiverResults(untold, { ...sent, Data: [a] }, item())).toMatchObject([
		{ status: 'unknown' },
	]);
});

test.each([
	['accept', 'alreadyAccepted', undefined],
	['refuse', 'refused', '124'],
])('a RequestId that eSMS already has, with %s', (repeatedRequestId, status, code) => {
	const answer = body({ CodeResult: '124', Phone: a.Phone, ErrorMessage: 'Request exist 1' });
	const [entry] = receiverResults(answer, { ...sent, Data: [a] }, item({ repeatedRequestId }));
	expect(entry).toMatchObject({ status, phone: a.Phone, requestId: 'r1' });
	expect(entry.code).toBe(code);
});

test('a refused receiver has no SMSID, whatever the answer holds, because no message follows', () => {
	const answer = body({ CodeResult: '146', Phone: a.Phone, SMSID: 'id-1' });
	const [entry] = receiverResults(answer, { ...sent, Data: [a] }, item());
	expect(entry).toMatchObject({ status: 'refused', code: '146' });
	expect(entry).not.toHaveProperty('smsId');
});

test('a sandbox send says so for each receiver', () => {
	const answer = body(taken(a.Phone, 'id-1'));
	const [entry] = receiverResults(answer, { ...sent, Data: [a], Sandbox: '1' }, item());
	expect(entry).toMatchObject({ status: 'accepted', sandbox: true });
});

test('equal phones get their answers in the order of the request', () => {
	const twice = { ...sent, Data: [a, { ...a, RequestId: 'r9' }, b] };
	const answer = body(taken(b.Phone, 'id-b'), taken(a.Phone, 'id-1'), taken(a.Phone, 'id-2'));
	expect(brief(receiverResults(answer, twice, item()))).toEqual([
		[a.Phone, 'r1', 'accepted', 'id-1'],
		[a.Phone, 'r9', 'accepted', 'id-2'],
		[b.Phone, 'r2', 'accepted', 'id-b'],
	]);
});

test.each([
	['CodeResult', ' 100 ', 'accepted'],
	['CodeResponse', '100', 'accepted'],
	['CodeResponse', 108, 'refused'],
])("a receiver's code in %s: %j", (name, code, status) => {
	const answer = body({ [name]: code, Phone: a.Phone, SMSID: 'id-1' });
	expect(receiverResults(answer, { ...sent, Data: [a] }, item())[0].status).toBe(status);
});

test('says of code 99 that the number may be blocked, and of silence that it is one', () => {
	const [blocked, silent] = receiverResults(
		body({ CodeResult: '99', Phone: a.Phone }),
		{ ...sent, Data: [a, b] },
		item(),
	);
	expect(blocked.advice).toContain('the number may be blocked');
	expect(silent.statusText).toBe('eSMS accepted the request without a result for this receiver');
});
