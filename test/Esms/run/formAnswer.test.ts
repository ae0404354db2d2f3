import type { FormField } from '../../../nodes/Esms/fields/form';
import { readField } from '../../../nodes/Esms/run/formAnswer';

const read = (type: FormField['type'], posted: unknown) =>
	readField(
		{ name: 'x', label: 'X', type, isRequired: false, options: ['A'] },
		{ x: posted as string },
	);

const thousands = 'Write the number without a dot between its thousands.';
const number = 'Write a number.';
const email = 'Write an email address.';

test.each<[FormField['type'], string, string | undefined]>([
	['number', '250.000', thousands],
	['number', '-1.250.000', thousands],
	['number', '+250.000', thousands],
	['number', '+250.0000', undefined],
	['number', 'x250.000', number],
	['number', '250.000x', number],
	['email', `${'a'.repeat(249)}@b.vn`, undefined],
	['email', `${'a'.repeat(250)}@b.vn`, email],
	['email', 'lan@example.com now', email],
	['email', 'to lan@example.com', email],
])('%s %s: %s', (type, text, mistake) => {
	expect(read(type, text).mistake).toBe(mistake);
});

test('nothing is shown again of what no browser posts', () => {
	expect(read('text', 5)).toEqual({ value: null, mistake: 'Answer this once.', typed: [] });
});
