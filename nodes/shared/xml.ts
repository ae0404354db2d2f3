const ESCAPES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
};

/** What XML 1.0 cannot hold, not even escaped: control characters, halves of surrogate pairs, non-characters. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|\p{Cs}|[\uFFFE\uFFFF]/gu;

/** Text as the content of an element: escaped, and freed of what XML cannot hold. */
export function escapeXml(text: string): string {
	return text.replace(FORBIDDEN, '').replace(/[&<>]/g, (character) => ESCAPES[character]);
}
