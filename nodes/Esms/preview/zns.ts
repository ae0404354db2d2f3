import { decodeEntities, withoutUnseen } from '../response/template';
import { escapeHtml, imageTag } from '../../shared/html';
import type { Screen } from './page';

/** A template's content as eSMS gives it. */
export interface TemplateContent {
	/** HTML with `{{name}}` where a value goes. */
	content: string;
	/** Names of its variables in the order of the calls by position. */
	order: string[];
	buttons: Array<{ title: string; content: string }>;
}

/** Elements that are kept, without their attributes; everything else leaves only its text. */
const KEPT = new Set(
	'b blockquote div em h1 h2 h3 h4 h5 h6 i li ol p s span strong table tbody td th thead tr u ul'.split(
		' ',
	),
);

/** Deeper than any content goes. */
const deepest = 50;

const VARIABLE = /\{\{([^{}]+)\}\}/g;

/** Text with the values in place of their variables; a variable without value is marked. */
function filledText(text: string, values: Record<string, unknown>): string {
	let html = '';
	let from = 0;
	for (const found of text.matchAll(VARIABLE)) {
		const [whole, inner] = found;
		const name = inner.trim();
		const value = Object.hasOwn(values, name) ? values[name] : undefined;
		html += escapeHtml(text.slice(from, found.index));
		html +=
			value === undefined || value === ''
				? `<mark>${escapeHtml(whole)}</mark>`
				: `<b>${escapeHtml(value)}</b>`;
		from = found.index + whole.length;
	}
	return html + escapeHtml(text.slice(from));
}

/**
 * The HTML of a template with its values filled in. It comes from outside: only plain elements stay, without
 * attributes and balanced, and images by http and https.
 */
export function filledHtml(content: string, values: Record<string, unknown>): string {
	const open: string[] = [];
	let html = '';
	for (const [piece] of withoutUnseen(content).matchAll(/<[^<>]*>|[^<]+|</g)) {
		const tag = /^<(\/?)([a-z][a-z0-9]*)/i.exec(piece);
		if (!piece.startsWith('<') || piece === '<') {
			html += filledText(decodeEntities(piece), values);
			continue;
		}
		if (tag === null) continue;
		const name = tag[2].toLowerCase();
		if (name === 'br' || name === 'hr') html += `<${name}>`;
		else if (name === 'img') {
			const source = /\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(piece);
			html += imageTag(decodeEntities(source?.[1] ?? source?.[2] ?? ''), 'picture') ?? '';
		} else if (!KEPT.has(name)) continue;
		else if (tag[1] === '') {
			if (open.length === deepest) continue;
			open.push(name);
			html += `<${name}>`;
		} else if (open.includes(name)) {
			while (open.length > 0) {
				const last = open.pop();
				html += `</${last}>`;
				if (last === name) break;
			}
		}
	}
	return (
		html +
		open
			.reverse()
			.map((name) => `</${name}>`)
			.join('')
	);
}

/** The values as a table, where the template's own content is not known. */
function valueTable(values: Record<string, unknown>): string {
	const rows = Object.entries(values).map(
		([name, value]) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
	);
	return `<p class="unknown">The content of the template is not known here. The values that go out:</p><table>${rows.join('')}</table>`;
}

/** Values by name, whichever of its three forms the call has: an object, pairs, or a list by position. */
export function namedValues(sent: unknown, order: readonly string[]): Record<string, unknown> {
	if (!Array.isArray(sent)) return typeof sent === 'object' && sent !== null ? { ...sent } : {};
	return Object.fromEntries(
		sent.map((entry: unknown, index): [string, unknown] => {
			if (typeof entry !== 'object' || entry === null) {
				return [order[index] ?? `value ${index + 1}`, entry];
			}
			const { key, value } = entry as { key?: unknown; value?: unknown };
			return [String(key), value];
		}),
	);
}

/** A ZNS in the chat of an Official Account. */
export function znsScreen(
	sent: unknown,
	template: TemplateContent | undefined,
	sender: string,
	caption?: string,
): Screen {
	const values = namedValues(sent, template?.order ?? []);
	const body = template ? filledHtml(template.content, values) : valueTable(values);
	const buttons = (template?.buttons ?? []).map(({ title, content }) => {
		const target = content.replace(VARIABLE, (whole, name: string) =>
			String(values[name] ?? whole),
		);
		return `<li title="${escapeHtml(target)}">${escapeHtml(title)}</li>`;
	});
	const list = buttons.length > 0 ? `<ul class="buttons">${buttons.join('')}</ul>` : '';
	return { kind: 'zalo', sender, chat: `<article class="zns">${body}${list}</article>`, caption };
}

/** The look of a ZNS; every rule is confined to `.zns`. */
export const znsStyles = `
.zns { box-sizing: border-box; width: 100%; max-width: 360px; overflow: hidden; padding: 14px 16px 0; border-radius: 12px; background: #fff; box-shadow: 0 1px 2px rgba(8, 28, 54, .18); overflow-wrap: anywhere; }
.zns h1, .zns h2, .zns h3, .zns h4, .zns h5, .zns h6 { margin: 0 0 10px; font-size: 17px; line-height: 1.35; }
.zns p { margin: 0 0 12px; }
.zns table { width: 100%; margin: 0 0 12px; border-collapse: collapse; }
.zns th { width: 40%; padding: 4px 12px 4px 0; color: #5c6b7f; font-weight: 400; text-align: left; vertical-align: top; }
.zns td { padding: 4px 0; vertical-align: top; }
.zns .unknown { color: #5c6b7f; }
.zns .picture { display: block; max-width: 100%; min-height: 40px; margin: 0 0 12px; background: #e5ebf2; color: #5c6b7f; }
.zns .buttons { margin: 4px -16px 0; padding: 0; list-style: none; }
.zns .buttons li { padding: 12px 16px; border-top: 1px solid #e5ebf2; color: #0068ff; font-weight: 600; text-align: center; }
`;
