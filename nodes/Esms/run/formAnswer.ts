import type { IDataObject } from 'n8n-workflow';
import type { FormField } from '../fields/form';

/** Most characters of a text; the page does not let anybody type more. */
export const longestAnswer = 4000;

/** What came in for a field. */
export interface FieldAnswer {
	/** Null where an optional field was left empty. */
	value: string | number | string[] | null;
	/** What is wrong, in words for the person who has filled it in. */
	mistake?: string;
	/** What was typed or chosen, to be shown again. */
	typed: string[];
}

/** Round trip, because JavaScript takes 30 February for 2 March. */
const isDate = (text: string) => {
	const date = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00Z` : Number.NaN);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

function mistakeIn({ type, options }: FormField, text: string): string | undefined {
	if (text.length > longestAnswer) return `Write at most ${longestAnswer} characters.`;
	switch (type) {
		case 'number':
			// Whoever writes 250.000 means a quarter of a million, and a browser lets it pass as 250.
			if (/^[+-]?\d{1,3}(?:\.\d{3})+$/.test(text)) {
				return 'Write the number without a dot between its thousands.';
			}
			return /^[+-]?\d{1,15}(?:\.\d{1,10})?$/.test(text) ? undefined : 'Write a number.';
		case 'email':
			return text.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text)
				? undefined
				: 'Write an email address.';
		case 'date':
			return isDate(text) ? undefined : 'Choose a date.';
		case 'checkbox':
		case 'dropdown':
			return options.includes(text) ? undefined : 'Choose from the list.';
		case 'text':
			return /[\r\n]/.test(text) ? 'Write one line.' : undefined;
		case 'textarea':
			return undefined;
	}
}

/** Reads what was posted for a field: browsers post texts only, and several only for a list of checkboxes. */
export function readField(field: FormField, body: IDataObject): FieldAnswer {
	const { name, type, isRequired, options } = field;
	const given = [body[name] ?? []].flat() as unknown[];
	const typed = given
		.map((one) => (typeof one === 'string' ? one.replace(/\r\n/g, '\n').trim() : ''))
		.filter((text) => text !== '');
	const isStrange =
		given.some((one) => typeof one !== 'string') || (typed.length > 1 && type !== 'checkbox');
	const mistake = isStrange
		? 'Answer this once.'
		: typed.length === 0 && isRequired
			? 'Answer this too.'
			: typed.map((text) => mistakeIn(field, text)).find(Boolean);
	const [text = null] = typed;
	const one = text !== null && type === 'number' ? Number(text) : text;
	return {
		value: type === 'checkbox' ? options.filter((option) => typed.includes(option)) : one,
		...(mistake && { mistake }),
		typed: typed.map((text) => text.slice(0, longestAnswer)),
	};
}
