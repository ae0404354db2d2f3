import type { IDataObject } from 'n8n-workflow';

/** The entries of a list in an answer that are objects; none where eSMS leaves the list out or gives null. */
export const recordsOf = (value: unknown): IDataObject[] =>
	Array.isArray(value)
		? value.filter((entry): entry is IDataObject => typeof entry === 'object' && entry !== null)
		: [];

/** The object in an answer; an empty one where eSMS leaves it out or gives null. */
export const recordOf = (value: unknown): IDataObject =>
	typeof value === 'object' && value !== null ? (value as IDataObject) : {};

/** Text without spaces around it, ids with every digit; null for what is empty. */
export function textOf(value: unknown): string | null {
	const text = value === undefined || value === null ? '' : String(value).trim();
	return text === '' ? null : text;
}

/** A number that came as one or as text; null for anything else. */
export function numberOf(value: unknown): number | null {
	const text = textOf(value);
	return text !== null && Number.isFinite(Number(text)) ? Number(text) : null;
}

/** Milliseconds since 1970, as eSMS hands them on from Zalo in text, as an ISO date; null for anything else. */
export function epochDate(value: unknown): string | null {
	const milliseconds = numberOf(value);
	const date = new Date(milliseconds ?? Number.NaN);
	return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
