import type { FormField } from '../../../nodes/Esms/fields/form';
import { closedPage, questionPage, thanksPage } from '../../../nodes/Esms/run/answerPage';
import type { FieldAnswer } from '../../../nodes/Esms/run/formAnswer';

const field = (more: Partial<FormField>): FormField => ({
	name: 'field-0',
	label: 'Giá',
	type: 'text',
	isRequired: true,
	options: ['A', 'B'],
	...more,
});

/** What stands in the form of a page that asks for these fields. */
const formOf = (fields: FormField[], filled?: FieldAnswer[]) => {
	const page = questionPage({ message: 'Hỏi', choices: [], fields, button: 'Trả <lời>' }, filled);
	return /<form[^>]*>\n(.*)\n<button/s.exec(page)?.[1];
};

test.each<[string, Partial<FormField>, string]>([
	[
		'a label around it',
		{},
		'<label><span>Giá</span>\n<input type="text" name="field-0" required maxlength="4000" value=""></label>',
	],
	[
		'a word that it may be left empty',
		{ isRequired: false },
		'<label><span>Giá <small>(optional)</small></span>\n<input type="text" name="field-0" maxlength="4000" value=""></label>',
	],
	[
		'the label of the button where it has none, for those who hear the page',
		{ label: '' },
		'<input type="text" name="field-0" required aria-label="Trả &lt;lời&gt;" maxlength="4000" value="">',
	],
	[
		'a list that must be chosen from',
		{ type: 'dropdown' },
		'<label><span>Giá</span>\n<select name="field-0" required><option value=""></option><option value="A">A</option><option value="B">B</option></select></label>',
	],
	[
		'boxes with labels of their own, none of which must be ticked alone',
		{ type: 'checkbox' },
		'<fieldset><legend>Giá</legend>\n<label class="box"><input type="checkbox" name="field-0" value="A"> A</label>\n<label class="box"><input type="checkbox" name="field-0" value="B"> B</label></fieldset>',
	],
])('a field has %s', (_what, more, html) => {
	expect(formOf([field(more)])).toBe(html);
});

test.each(['', 'Giá'])('what is wrong stands with its field: label %j', (label) => {
	const mistake = 'Write a number.';
	const html = formOf([field({ label })], [{ value: null, mistake, typed: ['1,5'] }]);
	expect(html).toContain(`value="1,5">\n<strong role="alert">${mistake}</strong>`);
});

test('only the first of two buttons stands out', () => {
	const choices = [
		{ label: 'Duyệt', approved: true },
		{ label: 'Từ chối', approved: false },
	];
	const page = questionPage({ message: 'Hỏi', choices, fields: [], button: '' });
	expect(page).toContain(
		[
			'<form method="post">',
			'<button id="yes" class="main" name="approved" value="true">Duyệt</button>',
			'<button id="no" class="" name="approved" value="false">Từ chối</button>',
			'</form>',
		].join('\n'),
	);
});

const bare = { message: '', choices: [], fields: [], button: '' };

test.each([
	['Your answer', () => questionPage(bare), '<p></p>'],
	['Answer recorded', () => thanksPage('<b>'), '<b>&lt;b&gt;</b> Your answer was recorded'],
	['Answer recorded', () => thanksPage(), '<b></b> Your answer was recorded'],
	['No answer needed', closedPage, 'not open any more'],
])('the page %j says so in its title', (title, page, words) => {
	expect(page()).toContain(`<title>${title}</title>`);
	expect(page()).toContain(words);
});
