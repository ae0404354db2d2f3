import { escapeHtml, imageTag, lines } from '../../shared/html';
import { TEMPLATE_TYPES } from './constants';

type Fields = Record<string, unknown>;

const STATUS_COLORS = ['green', 'blue', 'yellow', 'red', 'grey'];
const ALIGNMENTS = ['left', 'center', 'right'];

/** The mark that stands for Zalo's own icon, by what the button does. */
const DEFAULT_ICONS: Record<string, string> = {
	'oa.open.url':
		'<path d="M4 12h16M12 4c5 5 5 11 0 16M12 4c-5 5-5 11 0 16"/><circle cx="12" cy="12" r="8"/>',
	'oa.query.show': '<path d="M4 5h16v11H9l-5 4z"/>',
	'oa.query.hide': '<path d="M4 5h16v11H9l-5 4z"/>',
	'oa.open.sms': '<path d="M4 6h16v12H4zM4 7l8 6 8-6"/>',
	'oa.open.phone': '<path d="M6 4h4l1 5-2 1c1 3 2 4 5 5l1-2 5 1v4c-8 3-17-6-14-14z"/>',
};

function fields(value: unknown): Fields {
	return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function list(value: unknown): Fields[] {
	return Array.isArray(value) ? value.map(fields) : [];
}

function alignment(value: unknown): string {
	return typeof value === 'string' && ALIGNMENTS.includes(value) ? value : 'left';
}

const image = (url: unknown, className: string): string =>
	imageTag(url, className) ?? `<div class="${className} zalo-no-image">No image</div>`;

function row(value: Fields): string {
	const style =
		typeof value.style === 'string' && STATUS_COLORS.includes(value.style) ? value.style : '';
	const shown = escapeHtml(value.value);
	const cell = style === '' ? shown : `<span class="zalo-status zalo-${style}">${shown}</span>`;
	return `<tr><th>${escapeHtml(value.key)}</th><td>${cell}</td></tr>`;
}

function element(value: Fields): string {
	switch (value.type) {
		case 'banner':
			return image(value.image_url, 'zalo-banner');
		case 'header':
			return `<h1 class="zalo-header zalo-${alignment(value.align)}">${lines(value.content)}</h1>`;
		case 'text':
			return `<p class="zalo-text zalo-${alignment(value.align)}">${lines(value.content)}</p>`;
		case 'table':
			return `<table class="zalo-table">${list(value.content).map(row).join('')}</table>`;
		default:
			return '';
	}
}

/** What happens on a tap, as the text of the button's tooltip. */
function effect(button: Fields): string {
	const payload = fields(button.payload);
	switch (button.type) {
		case 'oa.open.url':
			return `Opens ${escapeHtml(payload.url)}`;
		case 'oa.query.show':
			return `Sends to the Official Account, shown in the chat: ${escapeHtml(button.payload)}`;
		case 'oa.query.hide':
			return `Sends to the Official Account, hidden in the chat: ${escapeHtml(button.payload)}`;
		case 'oa.open.sms':
			return `Writes an SMS to ${escapeHtml(payload.phone_code)}: ${escapeHtml(payload.content)}`;
		case 'oa.open.phone':
			return `Calls ${escapeHtml(payload.phone_code)}`;
		default:
			return '';
	}
}

function icon(button: Fields): string {
	if (!('image_icon' in button)) return '';
	const loaded = imageTag(button.image_icon, 'zalo-icon', 'Icon did not load');
	if (loaded !== undefined) return loaded;
	const drawing = Object.entries(DEFAULT_ICONS).find(([type]) => type === button.type)?.[1] ?? '';
	return `<svg class="zalo-icon" viewBox="0 0 24 24" aria-hidden="true">${drawing}</svg>`;
}

function buttons(value: unknown): string {
	const shown = list(value).map(
		(button) =>
			`<li class="zalo-button" title="${effect(button)}">${icon(button)}<span>${escapeHtml(button.title)}</span></li>`,
	);
	return shown.length === 0 ? '' : `<ul class="zalo-buttons">${shown.join('')}</ul>`;
}

/** What Zalo puts above a transaction message by itself: its kind, in the language of the message. */
function addedByZalo(template: Fields): string {
	const kind = TEMPLATE_TYPES.find(({ value }) => value === template.template_type);
	if (kind === undefined) return '';
	const words = template.language === 'EN' ? kind.name : kind.vietnamese;
	return `<p class="zalo-added"><span>${escapeHtml(words)}</span><small>added by Zalo</small></p>`;
}

function card(content: string): string {
	return `<article class="zalo-message">${content}</article>`;
}

/**
 * Draws a Zalo message as the receiver's phone shows it.
 *
 * Takes the value of `Payload` of a transaction, image, button or request-user-info message, or
 * the body of a consultation text (`Content`), in any shape. Returns an HTML fragment for
 * `zaloMessageStyles`, every value escaped, images by http and https only. What Zalo adds by itself, as far as is
 * known, is marked as added by Zalo.
 */
export function renderZaloMessage(payload: unknown): string {
	const body = fields(payload);
	const message = fields(body.message);
	const template = fields(fields(message.attachment).payload);
	const elements = list(template.elements);
	const text = message.text ?? body.Content;
	const caption = text === undefined ? '' : `<p class="zalo-text zalo-left">${lines(text)}</p>`;

	if (template.template_type === 'media') {
		return card(elements.map(({ url }) => image(url, 'zalo-banner')).join('') + caption);
	}
	if (template.template_type === 'request_user_info') {
		const requests = elements.map(
			({ title, subtitle, image_url: url }) =>
				`${image(url, 'zalo-banner')}<h1 class="zalo-header zalo-left">${lines(title)}</h1><p class="zalo-text zalo-left">${lines(subtitle)}</p>`,
		);
		return card(requests.join(''));
	}
	return card(
		addedByZalo(template) + caption + elements.map(element).join('') + buttons(template.buttons),
	);
}

/** The look of `renderZaloMessage`; every rule is confined to `.zalo-message`. */
export const zaloMessageStyles = `
.zalo-message { box-sizing: border-box; width: 100%; max-width: 360px; overflow: hidden; border-radius: 12px; background: #fff; color: #081c36; font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; box-shadow: 0 1px 2px rgba(8, 28, 54, .18); overflow-wrap: anywhere; }
.zalo-message .zalo-banner { display: block; width: 100%; max-height: 360px; object-fit: cover; background: #e5ebf2; }
.zalo-message img.zalo-banner { min-height: 56px; color: #5c6b7f; }
.zalo-message .zalo-added { display: flex; gap: 12px; justify-content: space-between; margin: 0; padding: 7px 16px; border-bottom: 1px dashed #b9c4d2; color: #5c6b7f; font-size: 13px; }
.zalo-message .zalo-added small { font-size: 11px; font-style: italic; }
.zalo-message .zalo-no-image { display: flex; height: 120px; align-items: center; justify-content: center; color: #5c6b7f; }
.zalo-message .zalo-header { margin: 12px 16px 0; font-size: 17px; line-height: 1.35; font-weight: 600; }
.zalo-message .zalo-text { margin: 10px 16px; }
.zalo-message .zalo-left { text-align: left; }
.zalo-message .zalo-center { text-align: center; }
.zalo-message .zalo-right { text-align: right; }
.zalo-message .zalo-table { width: calc(100% - 32px); margin: 10px 16px; border-collapse: collapse; color: inherit; font: inherit; }
.zalo-message .zalo-table th { width: 40%; padding: 5px 12px 5px 0; color: #5c6b7f; font-weight: 400; text-align: left; vertical-align: top; }
.zalo-message .zalo-table td { padding: 5px 0; font-weight: 500; text-align: left; vertical-align: top; }
.zalo-message .zalo-status { font-weight: 600; }
.zalo-message .zalo-green { color: #12823b; }
.zalo-message .zalo-blue { color: #0057d8; }
.zalo-message .zalo-yellow { color: #a56600; }
.zalo-message .zalo-red { color: #c9252d; }
.zalo-message .zalo-grey { color: #667085; }
.zalo-message .zalo-buttons { margin: 4px 0 0; padding: 0; list-style: none; }
.zalo-message .zalo-button { display: flex; gap: 12px; align-items: center; min-height: 24px; padding: 11px 16px; border-top: 1px solid #e5ebf2; font-weight: 500; }
.zalo-message .zalo-button span { flex: 1; }
.zalo-message .zalo-button::after { content: "\\203A"; color: #8894a5; font-size: 20px; line-height: 1; }
.zalo-message .zalo-icon { flex: none; width: 24px; height: 24px; object-fit: contain; fill: none; stroke: #0068ff; stroke-width: 1.7; }
.zalo-message img.zalo-icon { width: auto; min-width: 24px; max-width: 96px; height: 24px; color: #5c6b7f; font-size: 10px; font-weight: 400; line-height: 1.15; }
`;
