import { escapeHtml, imageTag, lines } from '../../shared/html';
import type { Screen } from './page';

/** A Viber message: any of text, image and button. */
export interface ViberMessage {
	sender: string;
	text?: unknown;
	imageUrl?: unknown;
	button?: unknown;
	buttonUrl?: unknown;
}

/** The bubble of a Viber message. */
export function viberScreen({ sender, text, imageUrl, button, buttonUrl }: ViberMessage): Screen {
	const parts = [
		imageUrl === undefined ? '' : (imageTag(imageUrl, 'picture') ?? 'No image'),
		text === undefined ? '' : lines(text),
		button === undefined
			? ''
			: `<span class="button" title="Opens ${escapeHtml(buttonUrl)}">${escapeHtml(button)}</span>`,
	];
	return {
		kind: 'viber',
		sender: sender || 'Brandname',
		chat: `<div class="bubble">${parts.join('')}</div>`,
	};
}
