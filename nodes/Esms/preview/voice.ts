import { escapeHtml, lines } from '../../shared/html';
import type { Screen } from './page';

/** A call: who is called, and what is heard, in words. */
export function callScreen(phone: string, heard: readonly string[]): Screen {
	const spoken = heard.map((text) => `<p>${lines(text)}</p>`).join('');
	return {
		kind: 'call',
		sender: 'Incoming call',
		chat: `<p class="caller">${escapeHtml(phone)}</p><div class="spoken">${spoken}</div>`,
	};
}
