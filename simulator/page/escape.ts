const ESCAPES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Takes any text; returns it so that a browser shows it and never runs it. */
export function escapeHtml(text: string): string {
	return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character]);
}

/** Takes an address; returns it escaped when it is http or https, else undefined. */
export function safeUrl(text: string): string | undefined {
	return /^https?:\/\/[^\s"'<>]+$/i.test(text) ? escapeHtml(text) : undefined;
}
