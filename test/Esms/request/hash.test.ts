import { hashPhone, readPhoneHash } from '../../../nodes/Esms/request/hash';

const NUMBER = '0901888484';
const HASH = '5ec1844a205fc3a433ff9b055ef55a84d8d2c836756d27b52362bda525f10209';

describe('hashPhone', () => {
	it.each([NUMBER, '84901888484'])('hashes %s as 84901888484', (phone) => {
		expect(hashPhone(phone)).toBe(HASH);
	});
});

describe('readPhoneHash', () => {
	it.each<[string, unknown]>([
		['a hash', HASH],
		['a hash in capitals, with spaces around it', ` ${HASH.toUpperCase()} `],
		['a number', NUMBER],
		['a number with +84', '+84 901 888 484'],
		['a number that lost its 0', 901888484],
	])('takes %s', (_name, typed) => {
		expect(readPhoneHash(typed)).toEqual({ value: HASH });
	});

	it('takes 64 digits for a hash, not for a number', () => {
		expect(readPhoneHash('1'.repeat(64))).toEqual({ value: '1'.repeat(64) });
	});

	it.each<[string, unknown, string]>([
		['nothing', '', 'is empty, fill it in'],
		['null', null, 'is empty, fill it in'],
		[
			'a hash that is cut',
			HASH.slice(1),
			'is neither a phone number nor a SHA-256 hash of 64 hexadecimal digits, enter one of the two',
		],
		[
			'a hash with a letter too many',
			`${HASH}a`,
			'is neither a phone number nor a SHA-256 hash of 64 hexadecimal digits, enter one of the two',
		],
		[
			'letters',
			'abc',
			'is neither a phone number nor a SHA-256 hash of 64 hexadecimal digits, enter one of the two',
		],
		[
			'two numbers',
			'0901888484, 0918238965',
			'holds more than one number, enter one such as 0901888484',
		],
		[
			'two numbers with a space',
			'0901888484 0918238965',
			'holds more than one number, enter one such as 0901888484',
		],
		['too few digits', '0901', 'has 4 digits, too few for a phone number, enter all of them'],
		['an object', {}, 'is not a phone number, enter digits only, such as 0901888484'],
	])('refuses %s', (_name, typed, issue) => {
		expect(readPhoneHash(typed)).toEqual({ issue });
	});

	it('hashes another number as typed, with a warning that does not say it goes out', () => {
		expect(readPhoneHash('02871087088')).toEqual({
			value: hashPhone('02871087088'),
			warnings: ['is not a Vietnamese mobile number, it is hashed as typed (02871087088)'],
		});
	});
});
