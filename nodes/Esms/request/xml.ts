import { escapeXml } from '../../shared/xml';

/** The content of an element: text, elements in their order, or the contents of an element that repeats. Undefined leaves it out. */
export type XmlValue = string | number | boolean | undefined | XmlElements | XmlValue[];
export type XmlElements = { [tag: string]: XmlValue };

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
