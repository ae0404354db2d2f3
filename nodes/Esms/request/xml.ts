/** The content of an element: text, elements in their order, or the contents of an element that repeats. Undefined leaves it out. */
export type XmlValue = string | number | boolean | undefined | XmlElements | XmlValue[];
export type XmlElements = { [tag: string]: XmlValue };

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What XML 1.0 cannot hold, not even escaped: control characters, halves of surrogate pairs, non-characters. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|\p{Cs}|[\uFFFE\uFFFF]/gu;

/**
 * The XML body of eSMS's calls that take one (customer care and advertising SMS, advertising price).
 * In: the elements inside RQST by tag, in the order of the contract's samples; a list repeats its tag.
 * Out: the document without line breaks; values are escaped and freed of what XML cannot hold.
 */
export function toXml(rqst: XmlElements): string {
	return element('RQST', rqst);
}

function element(tag: string, value: XmlValue): string {
	if (value === undefined) return '';
	if (Array.isArray(value)) return value.map((one) => element(tag, one)).join('');
	const content = typeof value === 'object' ? elements(value) : escapeXml(String(value));
	return `<${tag}>${content}</${tag}>`;
}

function elements(children: XmlElements): string {
	return Object.entries(children)
		.map(([tag, value]) => element(tag, value))
		.join('');
}

/** Text as the content of an element: escaped, and freed of what XML cannot hold. */
export function escapeXml(text: string): string {
	return text.replace(FORBIDDEN, '').replace(/[&<>]/g, (character) => ESCAPES[character]);
}
