import type { INodeProperties } from 'n8n-workflow';
import { numberOfToday, readPhone } from '../../shared/phone';
import { cleanText } from '../../shared/text';
import { Field, type Item } from '../operation';
import { readEntries } from './builders';

const phonesProperty: INodeProperties = {
	displayName: 'Phones',
	name: 'phones',
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder: 'e.g. 0901888484, 0918238965',
	description:
		'Numbers of the receivers, separated by commas, semicolons or lines, or a list from an expression. Spaces, dots, 84 and +84 are understood.',
};

/** How many bad entries a message shows. */
const SHOWN = 5;

/** What divides numbers in a text; quotes and brackets are those of a JSON list. */
const SEPARATOR = /[,;"[\]\r\n]+/;

/** The numbers of an entry of a list, which may itself be a list or a text of several. */
function entriesOf(entry: unknown): unknown[] {
	if (Array.isArray(entry)) return entry.flatMap(entriesOf);
	if (typeof entry !== 'string') return entry === undefined || entry === null ? [] : [entry];
	return entry.split(SEPARATOR).filter((part) => cleanText(part) !== '');
}

const listed = (entries: string[]) =>
	entries.slice(0, SHOWN).join(', ') + (entries.length > SHOWN ? ' …' : '');

/**
 * The different numbers of 'Phones' in the order given, each as 0 and nine digits. A number that is no
 * Vietnamese mobile number goes out as typed with a hint.
 */
export function readPhones(item: Item): string[] | undefined {
	const entries = readEntries(item, phonesProperty, SEPARATOR).flatMap(entriesOf);
	if (entries.length === 0) return item.addIssue("'Phones' is empty, enter at least one number");
	const numbers = new Set<string>();
	const unreadable: string[] = [];
	const others = new Set<string>();
	for (const entry of entries) {
		const checked = readPhone(entry);
		if ('issue' in checked) {
			unreadable.push(
				typeof entry === 'object' ? 'an object' : `'${String(entry).trim().slice(0, 30)}'`,
			);
			continue;
		}
		const { value, warnings } = checked;
		numbers.add(value);
		if (warnings === undefined) continue;
		const today = numberOfToday(value);
		others.add(today ? `${value} (${today} since 2018)` : value);
	}
	if (unreadable.length > 0) {
		return item.addIssue(
			`'Phones' holds what is no phone number, correct it or take it out: ${listed(unreadable)}`,
		);
	}
	if (others.size > 0) {
		item.addWarning(
			`'Phones' holds numbers that are not Vietnamese mobile numbers, they go out as typed: ${listed([...others])}`,
		);
	}
	const repeated = entries.length - numbers.size;
	if (repeated > 0)
		item.addWarning(`'Phones' held ${repeated} repeated numbers, each receiver is taken once`);
	return [...numbers];
}

const shown = { parameters: [phonesProperty] };
const customers = (numbers?: string[]) => numbers?.map((PHONE) => ({ PHONE }));

/** Phones: any number of receivers. */
export const phones = new Field(shown, (item) => readPhones(item));

/** The one receiver of a call that takes no list. */
export const onlyPhone = new Field(shown, (item) => {
	const numbers = readPhones(item);
	if (numbers === undefined || numbers.length === 1) return numbers?.[0];
	return item.addIssue(
		`'Phones' holds ${numbers.length} different numbers, 'Request Format' GET takes only one, choose JSON`,
	);
});

/** CUSTOMER elements of an XML body: any number of receivers. */
export const customerElements = new Field(shown, (item) => customers(readPhones(item)));
