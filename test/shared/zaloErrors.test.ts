import contract from '../../contract/zalo-errors.json';
import { zaloErrorAdvice, zaloErrorMeaning } from '../../nodes/shared/zaloErrors';

describe('the error codes of Zalo', () => {
	it.each(contract.codes.map((one) => [one.code, one] as const))(
		'%i has the words of the contract',
		(code, { meaning, advice }) => {
			expect(zaloErrorMeaning(code)).toBe(meaning);
			expect(zaloErrorAdvice(code)).toBe(advice || null);
			expect(zaloErrorMeaning(code, 'Zalo says otherwise')).toBe(meaning);
		},
	);

	it.each(Object.keys(contract.own))('%s of eSMS has a meaning', (code) => {
		expect(zaloErrorMeaning(Number(code))).toMatch(/\w/);
	});

	it.each([null, -9999, 0.5])("%p, which is not known, has Zalo's own text", (code) => {
		expect(zaloErrorMeaning(code)).toBeNull();
		expect(zaloErrorMeaning(code, 'Template is disabled')).toBe('Template is disabled');
		expect(zaloErrorAdvice(code)).toBeNull();
	});
});
