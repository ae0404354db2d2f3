import { escapeHtml } from '../../shared/html';
import { zaloMessageStyles } from '../zalo/render';
import { znsStyles } from './zns';

/** A message as the receiver would see it, in one phone for each leg. */
export interface Preview {
	/** What is previewed, for the title of the page. */
	title: string;
	screens: Screen[];
	/** What the sender may want to know: segments, receivers, the template that fits. */
	facts: string[];
	/** What eSMS would refuse as far as can be told, beside the findings of the fields. */
	warnings?: string[];
}

/** What one phone shows. */
export interface Screen {
	kind: 'sms' | 'zalo' | 'viber' | 'call';
	/** From whom, at the top of the phone. */
	sender: string;
	/** HTML of the chat, with every value escaped. */
	chat: string;
	/** When this phone shows it, such as that it is the second leg. */
	caption?: string;
}

/** What was found about a message. */
export interface Findings {
	issues: readonly string[];
	warnings: readonly string[];
}

const PAGE_STYLES = `
body { margin: 0; padding: 32px 16px; background: #f4f6f9; color: #081c36; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }
main { display: flex; flex-wrap: wrap; gap: 32px; align-items: flex-start; justify-content: center; }
.leg { width: 388px; max-width: 100%; }
.leg h2 { margin: 0 0 8px; font-size: 15px; }
.phone { box-sizing: border-box; width: 100%; overflow: hidden; border: 8px solid #1c2430; border-radius: 36px; background: #dbe4ef; }
.phone header { padding: 14px 18px; background: #0068ff; color: #fff; font-weight: 600; overflow-wrap: anywhere; }
.phone.sms header, .phone.call header { background: #1c2430; }
.phone.viber header { background: #6f4fc1; }
.phone div.chat { min-height: 480px; padding: 16px 12px 28px; }
.phone.call div.chat { text-align: center; }
.bubble { width: fit-content; max-width: 320px; padding: 10px 14px; border-radius: 16px; background: #fff; box-shadow: 0 1px 2px rgba(8, 28, 54, .18); overflow-wrap: anywhere; white-space: pre-wrap; }
.bubble mark, .zns mark { border-radius: 3px; background: #ffe08a; color: inherit; }
.bubble .cut { display: block; margin: 8px 0; border-top: 1px dashed #8894a5; color: #5c6b7f; font-size: 11px; text-align: right; }
.bubble img { display: block; width: 292px; max-width: 100%; min-height: 48px; margin: 0 0 8px; border-radius: 10px; background: #e5ebf2; color: #5c6b7f; }
.bubble .button { display: block; margin: 10px 0 0; padding: 9px 12px; border-radius: 18px; background: #6f4fc1; color: #fff; font-weight: 600; text-align: center; }
.caller { margin: 72px 0 24px; font-size: 22px; }
.spoken { margin: 0 12px; padding: 14px 16px; border-radius: 16px; background: #fff; font-size: 18px; text-align: left; overflow-wrap: anywhere; }
.remarks { flex: 0 1 420px; }
.remarks h2 { margin: 0 0 8px; font-size: 17px; }
.remarks ul { margin: 0 0 24px; padding: 0; list-style: none; }
.remarks li { margin: 0 0 8px; padding: 9px 12px; border-left: 4px solid; border-radius: 4px; background: #fff; overflow-wrap: anywhere; }
.remarks .issue li { border-color: #c9252d; }
.remarks .hint li { border-color: #d99a00; }
.remarks .fact li { border-color: #0068ff; }
.remarks .fine { padding: 9px 12px; border-left: 4px solid #12823b; border-radius: 4px; background: #fff; }
`;

function remarks(title: string, className: string, found: readonly string[]): string {
	if (found.length === 0) return '';
	const items = [...new Set(found)].map((message) => `<li>${escapeHtml(message)}</li>`);
	return `<section class="${className}"><h2>${title} (${items.length})</h2><ul>${items.join('')}</ul></section>`;
}

function phone({ kind, sender, chat, caption }: Screen): string {
	const heading = caption === undefined ? '' : `<h2>${escapeHtml(caption)}</h2>`;
	return `<div class="leg">${heading}<section class="phone ${kind}"><header>${escapeHtml(sender)}</header><div class="chat" lang="vi">${chat}</div></section></div>`;
}

/**
 * A whole HTML page, which loads nothing but images: the message in a phone, beside it what keeps it from being sent,
 * what to look at, and what else is known.
 */
export function previewPage(
	{ title, screens, facts, warnings = [] }: Preview,
	findings: Findings,
): string {
	const isRefused = findings.issues.length > 0;
	const isFine = !isRefused && warnings.length === 0;
	const verdict = isFine
		? 'Follows all documented rules that can be checked here. Nothing was sent.'
		: 'Nothing was sent.';
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src http: https:; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLES}${znsStyles}${zaloMessageStyles}</style>
</head>
<body>
<main>
${screens.map(phone).join('\n')}
<section class="remarks">${isRefused ? '' : `<p class="fine">${verdict}</p>`}${remarks('Refused before sending', 'issue', findings.issues)}${remarks('Hints', 'hint', [...warnings, ...findings.warnings])}${remarks('About this message', 'fact', facts)}</section>
</main>
</body>
</html>
`;
}
