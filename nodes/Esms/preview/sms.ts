import { countSegments, needsUnicode, removeAccents, segmentsOf } from '../request/text';
import { escapeHtml } from '../../shared/html';
import type { Screen } from './page';

/** An SMS as it would go out. */
export interface SmsText {
	sender: string;
	text: string;
	/** Whether it goes out as Unicode. */
	isUnicode: boolean;
}

/** Most characters that a fact names. */
const SHOWN = 12;

const unicodeCharacters = (text: string): string[] =>
	[...new Set(text)].filter((character) => needsUnicode(character));

const marked = (text: string): string =>
	[...text]
		.map((character) =>
			needsUnicode(character) ? `<mark>${escapeHtml(character)}</mark>` : escapeHtml(character),
		)
		.join('')
		// Neighbours share one mark.
		.replaceAll('</mark><mark>', '');

/** The bubble of an SMS, cut into its segments; the characters that need Unicode are marked. */
export function smsScreen({ sender, text, isUnicode }: SmsText, caption?: string): Screen {
	const segments = segmentsOf(text, isUnicode);
	const parts = segments.map((segment, index) =>
		index === 0
			? marked(segment)
			: `<span class="cut">segment ${index + 1} of ${segments.length}</span>${marked(segment)}`,
	);
	return {
		kind: 'sms',
		sender: sender || 'Brandname',
		chat: `<div class="bubble">${parts.join('')}</div>`,
		caption,
	};
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** How the text travels, by the general rules of SMS, and what makes it Unicode. */
export function smsFacts({ text, isUnicode }: SmsText): string[] {
	const { encoding, characters, segments } = countSegments(text, isUnicode);
	const size = `About ${counted(segments, 'segment')}: ${counted(characters, 'character')} in ${encoding}, by the general rules of SMS`;
	const special = unicodeCharacters(text);
	if (special.length === 0) return [size];
	const names = special
		.slice(0, SHOWN)
		.map((one) => (/^[\s\p{C}]$/u.test(one) ? codePoint(one) : one));
	const more = special.length > SHOWN ? ` and ${special.length - SHOWN} more` : '';
	const plain = removeAccents(text);
	const shorter = countSegments(plain, needsUnicode(plain));
	return [
		size,
		`${isUnicode ? 'Unicode because of' : 'Not sent as Unicode, but it holds'}: ${names.join(' ')}${more}`,
		...(isUnicode && shorter.segments < segments
			? [
					`Without accents it takes ${counted(shorter.segments, 'segment')}: 'Remove Accents' under Options`,
				]
			: []),
	];
}

/** Name of a character that cannot be seen. */
const codePoint = (character: string): string =>
	`U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
