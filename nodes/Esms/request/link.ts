import type { Checked } from '../../shared/checked';
import { readPlainText } from '../../shared/text';

/** Scheme, user information, host with port, and what follows. */
const PARTS = /^(https?:\/\/)((?:[^/?#\\@]*@)*)([^/?#\\@]*)([^]*)$/i;

const ASCII_HOST = /^(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-f:.]+\])(?::\d+)?$/i;

/** Longest name that can be looked up, with a port. */
const LONGEST_HOST = 260;

/** What a link carries percent-encoded: all but the characters of a URI, and a % that encodes nothing. */
const TO_ENCODE = /%(?![\da-f]{2})|[^\w.~!$&'()*+,;=:@/?%-]/giu;

/** How much of a link a message shows. */
const SHOWN = 100;

/** The host as names are looked up: other scripts in punycode. Undefined for what cannot be one. */
function asciiHost(host: string): string | undefined {
	if (host.length > LONGEST_HOST) return undefined;
	try {
		const { host: looked } = new URL(`http://${host}`);
		const ascii = /^[\x21-\x7e]+$/.test(host) ? host : looked;
		return ASCII_HOST.test(ascii) ? ascii : undefined;
	} catch {
		return undefined;
	}
}

const encode = (text: string): string =>
	text.replace(TO_ENCODE, (character) =>
		encodeURIComponent(character.replace(/\p{Cs}/u, '\ufffd')),
	);

/**
 * A web address as a URI: what a browser shows unencoded is encoded, such as spaces, brackets and letters of other
 * scripts. Undefined for what does not start with http:// or https:// and a host.
 */
export function encodeLink(text: string): string | undefined {
	const [, scheme, user, host, rest] = PARTS.exec(text) ?? [];
	const ascii = host === undefined ? undefined : asciiHost(host);
	if (ascii === undefined) return undefined;
	const hash = rest.indexOf('#');
	if (hash < 0) return scheme + encode(user) + ascii + encode(rest);
	const fragment = encode(rest.slice(hash + 1).replaceAll('#', '%23'));
	return `${scheme}${encode(user)}${ascii}${encode(rest.slice(0, hash))}#${fragment}`;
}

/** Whether a text holds two web addresses, or more, that a space or a line divides. */
export const holdsSeveralLinks = (text: string): boolean => /\shttps?:\/\//i.test(text);

/** Continues a sentence that starts with the field's label. */
export const SEVERAL = 'holds more than one web address, enter one';

/**
 * The one reader of a link: a URI, empty for none.
 * The issue continues a sentence that starts with the field's label.
 */
export function readLink(value: unknown): Checked<string> {
	const text = readPlainText(value);
	if ('issue' in text || text.value === '') return text;
	if (holdsSeveralLinks(text.value)) return { issue: SEVERAL };
	const link = encodeLink(text.value);
	if (link !== undefined) return { value: link };
	return {
		issue: `is not a web address ('${text.value.slice(0, SHOWN)}'), start it with https://`,
	};
}

/** Pages of file services, which show an image among other things. */
const FILE_PAGE =
	/^https?:\/\/(?:(?:drive\.google\.com\/(?:file|open|drive)|docs\.google\.com|photos\.google\.com|photos\.app\.goo\.gl|1drv\.ms|onedrive\.live\.com)(?:[/?#]|$)|(?:www\.)?dropbox\.com\/(?!.*[?&](?:raw|dl)=1(?:[&#]|$)))/i;

/** Hosts of the network that n8n stands in, which a phone does not reach. */
const INNER_HOST =
	/^(?:[^.:]+|.+\.(?:local|localhost|internal|lan|test)|(?:0|10|127)(?:\.\d+){3}|(?:192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d+){2}|\[.*\])(?::\d+)?$/i;

/**
 * Why a phone may show no picture at a link that `encodeLink` gave; undefined when nothing speaks against it.
 * The hint continues a sentence that starts with the field's label.
 */
export function imageHint(link: string): string | undefined {
	if (FILE_PAGE.test(link)) {
		return 'leads to the page of a file, where the phone finds no image, give a link that opens the image alone';
	}
	const host = innerHost(link);
	return (
		host && `names a host that the receiver's phone cannot reach ('${host}'), give a public link`
	);
}

/** The host of a link, where a phone outside of n8n's own network does not reach it. */
export function innerHost(link: string): string | undefined {
	const host = PARTS.exec(link)?.[3] ?? '';
	return INNER_HOST.test(host) ? host : undefined;
}
