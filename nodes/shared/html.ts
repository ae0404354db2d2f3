const ESCAPES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Text or a number for HTML, in elements and attributes alike; anything else is empty. */
export function escapeHtml(value: unknown): string {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	return text.replace(/[&<>"']/g, (character) => ESCAPES[character]);
}

/** Text with its line breaks, also those that are written as <br>. */
export const lines = (value: unknown): string =>
	typeof value === 'string'
		? value
				.split(/<br\s*\/?>|\r\n|\r|\n/i)
				.map(escapeHtml)
				.join('<br>')
		: escapeHtml(value);

/** Only http and https addresses are loaded or named as such; undefined for anything else. */
export const httpUrl = (value: unknown): string | undefined =>
	typeof value === 'string' && /^https?:\/\/[^\s"'<>]+$/i.test(value.trim())
		? escapeHtml(value.trim())
		: undefined;

/**
 * An image by its web address, undefined for anything else. One that does not load says so in words: a browser shows
 * the alternative text in its place.
 * @param words what it says then; without them the address is named
 */
export function imageTag(url: unknown, className: string, words?: string): string | undefined {
	const address = httpUrl(url);
	const alternative = words ?? `Image did not load: ${address}`;
	return address === undefined
		? undefined
		: `<img class="${className}" src="${address}" alt="${alternative}" referrerpolicy="no-referrer">`;
}
