import { escapeHtml, lines } from '../../shared/html';
import { anchorOf, longestAnswer, type Choice, type Question } from '../fields/sendAndWait';

const STYLES = `
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 16px; background: #f4f6f9; color: #081c36; font: 17px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }
main { max-width: 480px; margin: 0 auto; padding: 20px; border-radius: 16px; background: #fff; box-shadow: 0 1px 3px rgba(8, 28, 54, .18); overflow-wrap: anywhere; }
p { margin: 0; }
form { margin: 20px 0 16px; display: flex; flex-direction: column; gap: 12px; }
textarea { width: 100%; min-height: 136px; padding: 12px; border: 1px solid #8894a5; border-radius: 10px; font: inherit; }
button { width: 100%; min-height: 52px; padding: 10px 16px; border: 2px solid #0059db; border-radius: 10px; background: #fff; color: #0059db; font: inherit; font-weight: 600; overflow-wrap: anywhere; }
button.main, button:target { background: #0059db; color: #fff; }
button:target { order: -1; }
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

/** The page that asks, which loads nothing. Its buttons are posted to the very address that it was opened by. */
export function questionPage({ message, choices, button: label }: Question): string {
	const inputs =
		choices.length > 0
			? choices.map(button).join('\n')
			: `<textarea name="text" maxlength="${longestAnswer}" required aria-label="${escapeHtml(label)}"></textarea>\n<button class="main">${escapeHtml(label)}</button>`;
	return page(
		'Your answer',
		`<p>${lines(message)}</p>
<form method="post">
${inputs}
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
