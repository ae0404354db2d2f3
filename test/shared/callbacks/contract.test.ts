import contract from '../../../contract/callbacks.json';
import { decodeErrorInfo } from '../../../nodes/shared/callbacks/errorInfo';
import { readFields, readQuery } from '../../../nodes/shared/callbacks/parameters';
import { parseCallback } from '../../../nodes/shared/callbacks/parse';
import { shortCodeSignature } from '../../../nodes/EsmsTrigger/signature';
import { messageTypes, networks, sendStatusNames } from '../../../nodes/shared/channels';

const records = contract.polledRecords;

describe('published samples', () => {
	test.each(contract.samples.map((sample) => [sample.id, sample] as const))('%s', (_id, sample) => {
		const event = parseCallback(readQuery(sample.query));

		expect(event).toMatchObject(sample.expected.normalised);
		expect(event.raw).toEqual(sample.expected.raw);
		expect(event.unreadable).toEqual([]);
		expect(event).toHaveProperty('isFinal', true);
	});

	const withErrorInfo = contract.samples.filter(({ expected }) => 'errorInfo' in expected);
	test.each(withErrorInfo.map((sample) => [sample.id, sample] as const))(
		'error_info of %s',
		(_id, { expected }) => {
			const raw: { error_info?: string } = expected.raw;
			const { object, time, isUnreadable } = decodeErrorInfo(raw.error_info);
			const sent = expected.errorInfo;
			expect({ object, time, isUnreadable }).toEqual({
				object: sent?.object,
				time: sent?.timestamp,
				isUnreadable: false,
			});
		},
	);

	test.each(records.map((record) => [record.id, record] as const))(
		'stored callback %s',
		(_id, { record, expected }) => {
			expect(parseCallback(readFields(record))).toMatchObject(expected.normalised);
			expect(decodeErrorInfo(record.ErrorInfo).object).toEqual(expected.errorInfo.object);
		},
	);

	test('there are 12 samples, 3 patterns and a stored callback', () => {
		expect([contract.samples.length, contract.patterns.length, records.length]).toEqual([12, 3, 1]);
	});
});

describe('published patterns', () => {
	test.each(contract.patterns.map((pattern) => [pattern.id, pattern] as const))(
		'%s is told apart with empty values',
		(_id, { query, kind }) => {
			const empty = query.replace(/\{\{\w+\}\}/g, '');
			const event = parseCallback(readQuery(empty));

			expect(event.event).toBe(kind);
			const names = empty.split('&').map((part) => part.split('=')[0]);
			expect(Object.keys(event.raw)).toEqual(names);
			expect(Object.values(event.raw).join('')).toBe('');
			expect(event.unreadable).toEqual([]);
		},
	);

	const { vectors } = contract.patterns.find(({ id }) => id === 'shortcodeMo')?.signature ?? {};
	test.each(vectors ?? [])('signature of $input', ({ input, base64 }) => {
		const fields = { cpid: input, smsid: '', content: '', receiverTime: '' };
		expect(shortCodeSignature(fields, '')).toBe(base64);
	});
});

describe('tables', () => {
	test('types', () => {
		const types = Object.entries(contract.typeIds).map(([id, { channel, messageKind }]) => [
			id,
			{ channel, messageKind },
		]);
		expect(messageTypes).toEqual(Object.fromEntries(types));
	});

	test('networks', () => expect(networks).toEqual(contract.networks));

	test('send statuses', () => expect(sendStatusNames).toEqual(contract.sendStatusNames));
});
