import { toComposed } from '../../shared/text';

/** A part of a registered text: words, or the place of a value. */
export type SmsTemplatePart = string | { placeholder: string; name: string; limit?: number };

/** {P1,20} as eSMS lists templates, {OTP:8} as they are registered. The part before the number is not explained. */
const PLACEHOLDER = /\{\s*([A-Za-z]\w*(?: +\w+)*)\s*(?:[,:]\s*(\d{1,4})\s*)?\}/;

/** The parts of a registered text from left to right. */
export function partsOf(template: string): SmsTemplatePart[] {
	const pieces = template.split(new RegExp(PLACEHOLDER, 'g'));
	const parts: SmsTemplatePart[] = [];
	for (let index = 0; index < pieces.length; index += 3) {
		if (pieces[index] !== '') parts.push(pieces[index]);
		const name = pieces[index + 1];
		if (name === undefined) continue;
		const limit = pieces[index + 2] === undefined ? undefined : Number(pieces[index + 2]);
		parts.push({
			placeholder: limit === undefined ? `{${name}}` : `{${name},${limit}}`,
			name,
			...(limit && { limit }),
		});
	}
	return parts;
}

/** Spaces of a text count as one: an editor breaks lines where a template has none. */
const evenSpaces = (text: string) => toComposed(text).replace(/\s+/g, ' ').trim();

/** Most characters of a value where the placeholder names no limit. */
const unlimited = 1000;

/** Whether a text is that template with values in the places of its placeholders. */
export function fits(template: string, text: string): boolean {
	const words = evenSpaces(text);
	// Whether the parts so far may reach a position: a value may hold the words that follow it.
	let reached = Array.from({ length: words.length + 1 }, (_, position) => position === 0);
	for (const part of partsOf(evenSpaces(template))) {
		if (typeof part === 'string') {
			const ends = (start: number) => reached[start] === true && words.startsWith(part, start);
			reached = reached.map((_, position) => ends(position - part.length));
			continue;
		}
		const longest = part.limit ?? unlimited;
		let start = -Infinity;
		reached = reached.map((isReached, position) => {
			const isWithin = position - start <= longest;
			if (isReached) start = position;
			return isWithin;
		});
	}
	return reached[words.length];
}
