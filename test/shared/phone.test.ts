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
		['with the apostrophe of a sheet', "'0901888484", '0901888484'],
		['with a typographic apostrophe', '’0901888484', '0901888484'],
		['with a semicolon at the end', '0901888484;', '0901888484'],
		['with a comma and a space at the end', '0901888484 , ', '0901888484'],
		['as a sheet writes a number', '901888484.0', '0901888484'],
		['as a sheet writes a number with 84', '84901888484.0', '0901888484'],
		['with dots, of which the last stands before a 0', '090.188.848.0', '0901888480'],
		['with a minus sign', '090\u2212188\u22128484', '0901888484'],
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

	it.each<[string, string, string]>([
		['a comma', '0901888484, 0918238965', 'holds more than one number'],
		['a semicolon', '0901888484;0918238965', 'holds more than one number'],
		['a slash', '0901888484/0918238965', 'holds more than one number'],
		['a space', '0901888484 0918238965', 'holds more than one number'],
		['a space, with 84', '84901888484 84918238965', 'holds more than one number'],
		['a line', '0901888484\n0918238965', 'holds more than one number'],
		['a plus', '+84901888484+84918238965', 'holds more than one number'],
		['a dash', '0901888484 - 0918238965', 'holds more than one number'],
		['a short code behind it', '0901888484 8755', 'holds more than one number'],
		['spaces within', '0901 888 484 0918 238 965', 'has 20 digits'],
		['nothing', '09018884840918238965', 'has 20 digits'],
	])('refuses two numbers divided by %s', (_name, typed, issue) => {
		expect(readPhone(typed)).toEqual({ issue: expect.stringContaining(issue) });
	});

	it.each<[string, unknown, string]>([
		['5 digits', '09018', 'has 5 digits, too few for a phone number, enter all of them'],
		['7 digits', '3829295', 'has 7 digits, too few for a phone number, enter all of them'],
		['16 digits', '1234567890123456', 'has 16 digits, at most 15 are allowed, enter one number'],
		['a hash sign', '#0901888484', "holds '#'"],
		['an asterisk', '*101#', "holds '*'"],
		['a plus at the end', '0901888484+', "holds '+'"],
		['digits of another script', '٠٩٠١٨٨٨٤٨٤', 'holds no digits'],
		['a text of many digits', '1'.repeat(80_000), 'holds more than one number'],
	])('refuses %s', (_name, typed, issue) => {
		expect(readPhone(typed)).toEqual({ issue: expect.stringContaining(issue) });
	});

	it.each<[string, unknown, string, string]>([
		['a foreign number', ' +1 (415) 555-0100 ', '+14155550100', 'it goes out as +14155550100'],
		['a French number', '+33 712345678', '+33712345678', 'it goes out as +33712345678'],
		['a landline', '02871087088', '02871087088', 'it goes out as typed (02871087088)'],
		['a landline with spaces', '028 7100 2454', '02871002454', 'it goes out as 02871002454'],
		['a hotline', '1900 6750', '19006750', 'it goes out as 19006750'],
		['the number of eSMS’s sample for 108', '097469188', '097469188', 'it goes out as typed'],
		['ten digits after 84', '849018884841', '849018884841', 'it goes out as typed'],
		['a short code', 8755, '8755', 'it goes out as typed (8755)'],
		['an emergency number', '113', '113', 'it goes out as typed (113)'],
		['a plus without a country', '+901888484', '+901888484', 'it goes out as typed'],
		['no mobile prefix', '0401888484', '0401888484', 'it goes out as typed'],
		['15 digits', '+123456789012345', '+123456789012345', 'it goes out as typed'],
	])('lets %s go as its digits, with a hint', (_name, typed, value, goesOut) => {
		expect(readPhone(typed)).toEqual({
			value,
			warnings: [expect.stringContaining(`is not a Vietnamese mobile number, ${goesOut}`)],
		});
	});

	it.each([
		['01621234567', '0321234567'],
		['0169 123 4567', '0391234567'],
		['841201234567', '0701234567'],
		['1231234567', '0831234567'],
		['+841861234567', '0561234567'],
		['01991234567', '0591234567'],
	])('%s, a number of before 2018, gets a hint that names the one of today, %s', (typed, today) => {
		const value = typed.replaceAll(' ', '');
		const hint = `is a mobile number of before 2018, which has been ${today} since, it goes out as`;
		expect(readPhone(typed)).toEqual({ value, warnings: [expect.stringContaining(hint)] });
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
