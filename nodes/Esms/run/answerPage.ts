import { escapeHtml, lines } from '../../shared/html';
import type { FormField } from '../fields/form';
import { anchorOf, type Choice, type Question } from '../fields/sendAndWait';
import { longestAnswer, type FieldAnswer } from './formAnswer';

const STYLES = `
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 16px; background: #f4f6f9; color: #081c36; font: 17px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }
main { max-width: 480px; margin: 0 auto; padding: 20px; border-radius: 16px; background: #fff; box-shadow: 0 1px 3px rgba(8, 28, 54, .18); overflow-wrap: anywhere; }
p { margin: 0; }
form { margin: 20px 0 16px; display: flex; flex-direction: column; gap: 12px; }
label, fieldset { display: flex; flex-direction: column; gap: 6px; margin: 0; padding: 0; border: 0; min-width: 0; }
legend { padding: 0 0 6px; }
.box { flex-direction: row; gap: 12px; align-items: center; min-height: 44px; }
textarea, select, input { width: 100%; min-height: 52px; padding: 12px; border: 1px solid #8894a5; border-radius: 10px; background: #fff; color: inherit; font: inherit; }
textarea { min-height: 136px; }
.box input { flex: none; width: 22px; min-height: 22px; margin: 0; }
strong { color: #b3261e; font-size: 15px; }
button { width: 100%; min-height: 52px; padding: 10px 16px; border: 2px solid #0059db; border-radius: 10px; background: #fff; color: #0059db; font: inherit; font-weight: 600; overflow-wrap: anywhere; }
button.main, button:target { background: #0059db; color: #fff; }
button:target { order: -1; scroll-margin-top: 100vh; }
form:has(:target) button:not(:target) { background: #fff; color: #0059db; }
small { color: #5c6b7f; font-size: 14px; }
`;

const page = (title: string, body: string) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${STYLES}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

const button = (one: Choice, index: number) =>
	`<button id="${anchorOf(one)}" class="${index === 0 ? 'main' : ''}" name="approved" value="${String(one.approved)}">${escapeHtml(one.label)}</button>`;

/** What a field is filled in with. */
function control(field: FormField, typed: string[], label: string): string {
	const { name, type, isRequired, options } = field;
	const named = `name="${name}"${isRequired && type !== 'checkbox' ? ' required' : ''}${label}`;
	const limit = `maxlength="${longestAnswer}"`;
	const [text = ''] = typed.map(escapeHtml);
	// A browser drops the first line break in it.
	if (type === 'textarea') return `<textarea ${named} ${limit}>\n${text}</textarea>`;
	if (type === 'dropdown' || type === 'checkbox') {
		const entries = options.map((option) => {
			const [value, isChosen] = [`value="${escapeHtml(option)}"`, typed.includes(option)];
			return type === 'dropdown'
				? `<option ${value}${isChosen ? ' selected' : ''}>${escapeHtml(option)}</option>`
				: `<label class="box"><input type="checkbox" ${named} ${value}${isChosen ? ' checked' : ''}> ${escapeHtml(option)}</label>`;
		});
		return type === 'checkbox'
			? entries.join('\n')
			: `<select ${named}><option value=""></option>${entries.join('')}</select>`;
	}
	const more = type === 'number' ? ' step="any"' : type === 'date' ? '' : ` ${limit}`;
	return `<input type="${type}" ${named}${more} value="${text}">`;
}

/** A field with its label, and what is wrong with what was filled in. */
function fieldset(
	field: FormField,
	{ typed = [], mistake }: Partial<FieldAnswer> = {},
	button: string,
) {
	const { label, type, isRequired } = field;
	const words = mistake === undefined ? '' : `\n<strong role="alert">${mistake}</strong>`;
	if (label === '') return control(field, typed, ` aria-label="${escapeHtml(button)}"`) + words;
	// Checkboxes have labels of their own.
	const [outer, inner] = type === 'checkbox' ? ['fieldset', 'legend'] : ['label', 'span'];
	const optional = isRequired ? '' : ' <small>(optional)</small>';
	return `<${outer}><${inner}>${escapeHtml(label)}${optional}</${inner}>\n${control(field, typed, '')}${words}</${outer}>`;
}

/**
 * The page that asks, which loads nothing. What is filled in is posted to the very address that it was opened by.
 * @param filled what came in before, where something was wrong with it
 */
export function questionPage(
	{ message, choices, fields, button: label }: Question,
	filled: FieldAnswer[] = [],
): string {
	// n8n 2.41 takes the answer to a form of fields in this encoding only, earlier ones in any.
	const isForm = fields.some(({ label: shown }) => shown !== '');
	const inputs =
		choices.length > 0
			? choices.map(button)
			: [
					...fields.map((field, index) => fieldset(field, filled[index], label)),
					`<button class="main">${escapeHtml(label)}</button>`,
				];
	return page(
		'Your answer',
		`<p>${lines(message)}</p>
<form method="post"${isForm ? ' enctype="multipart/form-data"' : ''}>
${inputs.join('\n')}
</form>
<small>Your answer counts once you have tapped a button on this page.</small>`,
	);
}

/** What a person sees who has answered, and what was chosen. */
export const thanksPage = (label = ''): string =>
	page(
		'Answer recorded',
		`<p>✓ <b>${escapeHtml(label)}</b> Your answer was recorded, you can close this page.</p>`,
	);

/** What somebody sees whose link is wrong or no longer asks. */
export const closedPage = (): string =>
	page(
		'No answer needed',
		'<p>This link is not open any more. The question may have been answered already.</p>',
	);
