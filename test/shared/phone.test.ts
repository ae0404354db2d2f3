import { phoneAs84, readPhone } from '../../nodes/shared/phone';

describe('readPhone', () => {
	it.each<[string, unknown, string]>([
		['as eSMS writes it', '0901888484', '0901888484'],
		['with 84', '84901888484', '0901888484'],
		['with +84', '+84901888484', '0901888484'],
		['with 0084', '0084901888484', '0901888484'],
		['with +84 and the 0 kept', '+84 (0)901 888 484', '0901888484'],
		['without its 0', '901888484', '0901888484'],
		['a number that lost its 0', 901888484, '0901888484'],
		['a number with 84', 84901888484, '0901888484'],
		['a bigint', BigInt('84901888484'), '0901888484'],
		['with spaces', ' 090 188 84 84 ', '0901888484'],
		['with no-break spaces', '090\u00A0188\u202F8484', '0901888484'],
		['with dots', '090.188.8484', '0901888484'],
		['with dashes', '090-188-8484', '0901888484'],
		['with an en dash', '090–188–8484', '0901888484'],
		['with brackets', '(090) 188 [8484]', '0901888484'],
		['with full-width digits', '０９０１８８８４８４', '0901888484'],
		['with a full-width plus', '＋８４９０１８８８４８４', '0901888484'],
		['with invisible marks', '\u202A0901888484\u202C\u200B\uFEFF', '0901888484'],
		['network prefix 084', '0849018884', '0849018884'],
		['network prefix 084 that lost its 0', 849018884, '0849018884'],
		['network prefix 084 after 84', '84849018884', '0849018884'],
		['03x', '0331234567', '0331234567'],
		['05x', '0561234567', '0561234567'],
		['07x', '0761234567', '0761234567'],
		['08x', '0861234567', '0861234567'],
	])('%s', (_name, typed, value) => {
		expect(readPhone(typed)).toEqual({ value });
	});

	it.each<[string, unknown, RegExp]>([
		['nothing', undefined, /^is empty, fill it in$/],
		['null', null, /^is empty, fill it in$/],
		['an empty text', '', /^is empty, fill it in$/],
		['white space', ' \t\u00A0', /^is empty, fill it in$/],
		['letters', 'abc', /^holds letters \('abc'\), enter digits only, such as 0901888484$/],
		['a letter among digits', '09O1888484', /^holds letters \('O'\)/],
		['Vietnamese letters', 'số 0901888484', /^holds letters \('số'\)/],
		['a number in scientific notation', '9.01888484E+8', /^holds letters \('E'\)/],
		['signs only', '+-()', /^holds no digits/],
		['true', true, /^is not a phone number/],
		['a list', ['0901888484'], /^is not a phone number/],
		['an object', { phone: '0901888484' }, /^is not a phone number/],
		['not a number', Number.NaN, /^is not a phone number/],
		['infinity', Number.POSITIVE_INFINITY, /^is not a phone number/],
		['a fraction', 901888484.5, /^is not a phone number/],
		['a negative number', -901888484, /^is not a phone number/],
		['a number past 2^53', 2 ** 53, /^is not a phone number/],
	])('refuses %s', (_name, typed, issue) => {
		expect(readPhone(typed)).toEqual({ issue: expect.stringMatching(issue) });
	});

	it('shows no more than twenty of the letters', () => {
		expect(readPhone('x'.repeat(1000))).toEqual({
			issue: expect.stringContaining(`('${'x'.repeat(20)}')`),
		});
	});

	it.each<[string, unknown, string]>([
		['a foreign number', ' +1 (415) 555-0100 ', '+1 (415) 555-0100'],
		['a landline', '02871087088', '02871087088'],
		['the short number of eSMS’s sample for 108', '097469188', '097469188'],
		['ten digits after 84', '849018884841', '849018884841'],
		['a short code', 8755, '8755'],
		['two numbers in one field', '0901888484,0901888485', '0901888484,0901888485'],
		['a plus without a country', '+901888484', '+901888484'],
		['no mobile prefix', '0401888484', '0401888484'],
	])('lets %s go as typed, with a hint', (_name, typed, value) => {
		expect(readPhone(typed)).toEqual({
			value,
			warnings: [`is not a Vietnamese mobile number, it goes out as typed (${value})`],
		});
	});
});

describe('phoneAs84', () => {
	it.each([
		['0901888484', '84901888484'],
		['0849018884', '84849018884'],
		['84901888484', '84901888484'],
		['02871087088', '02871087088'],
		['+1 (415) 555-0100', '+1 (415) 555-0100'],
	])('%s becomes %s', (phone, expected) => {
		expect(phoneAs84(phone)).toBe(expected);
	});
});
