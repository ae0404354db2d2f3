import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Checked } from '../../shared/checked';
import { readPhone } from '../../shared/phone';
import { readPlainText } from '../../shared/text';
import { Field, type Item } from '../operation';
import { VIETNAM_TIME, readDate, readFutureDate, type DateFormat } from '../request/dates';
import { imageHint, readLink } from '../request/link';
import { readSwitch } from '../request/values';

/** A parameter that most makers below share: its names and what it says. */
export interface Spec {
	name: string;
	displayName: string;
	description?: string;
	placeholder?: string;
	hint?: string;
	/** Shown in the 'Options' collection; never required there. */
	optional?: boolean;
	/** Empty is refused. Only for parameters outside the collection. */
	required?: boolean;
}

/** How much of a value a message shows. */
const SHOWN = 40;

const base = ({ name, displayName, description, placeholder, hint, required }: Spec) => ({
	displayName,
	name,
	...(description && { description }),
	...(placeholder && { placeholder }),
	...(hint && { hint }),
	...(required && { required }),
});

/** A field of one parameter, where its spec says that it is shown. */
const fieldOf = (spec: Spec, property: INodeProperties, read: Field['read']) =>
	new Field(spec.optional ? { options: [property] } : { parameters: [property] }, read);

/** Where a field finds its value, and by what label it speaks of it. */
type Place = Pick<Spec, 'name' | 'displayName' | 'optional' | 'required'>;

/** The value of a field where the editor shows it. Fields see it through one of the readers below only. */
const valueOf = (item: Item, { name, optional }: Place): unknown =>
	optional ? item.option(name) : item.get(name);

/** Notes what a reader found, by the label of the field; undefined when it refused the value. */
function noted<T>(item: Item, { displayName }: Place, checked: Checked<T>): T | undefined {
	if ('issue' in checked) return item.addIssue(`'${displayName}' ${checked.issue}`);
	for (const hint of checked.warnings ?? []) item.addWarning(`'${displayName}' ${hint}`);
	return checked.value;
}

/** The value of a field through the reader of its kind; undefined for none, which a required field refuses. */
export function readValue<T>(
	item: Item,
	place: Place,
	read: (value: unknown) => Checked<T>,
	whatToDo = 'fill it in',
): T | undefined {
	const value = valueOf(item, place);
	const isBlank = value === undefined || value === null || value === '';
	const found = isBlank ? '' : noted(item, place, read(value));
	if (found !== '') return found;
	return place.required ? item.addIssue(`'${place.displayName}' is empty, ${whatToDo}`) : undefined;
}

/** The entries of a list, or of a text that `separator` divides, as they came: each is still to be read. */
export function readEntries(item: Item, place: Place, separator: RegExp): unknown[] {
	const value = valueOf(item, place);
	if (typeof value === 'string') {
		const text = readPlainText(value);
		// What is refused as a whole must not pass in pieces.
		return 'issue' in text ? [value] : text.value.split(separator);
	}
	return value === undefined || value === null ? [] : [value].flat();
}

/** Text as it was typed or as an expression gave it, without spaces around it; a number is taken as its digits. */
export function readText(item: Item, spec: Place & { maxLength?: number }): string | undefined {
	const text = readValue(item, spec, readPlainText);
	const { maxLength = Infinity } = spec;
	if (text === undefined || text.length <= maxLength) return text;
	const { length } = [...text];
	if (length <= maxLength) return text;
	return item.addIssue(
		`'${spec.displayName}' is ${length} characters, at most ${maxLength} are allowed`,
	);
}

/** A field of text. */
export function text(spec: Spec & { maxLength?: number; rows?: number; default?: string }): Field {
	const property: INodeProperties = {
		...base(spec),
		type: 'string',
		default: spec.default ?? '',
		...(spec.rows && { typeOptions: { rows: spec.rows } }),
	};
	return fieldOf(spec, property, (item) => readText(item, spec));
}

/** A field of text that must be a web address. */
export function url(spec: Spec): Field {
	const property: INodeProperties = { ...base(spec), type: 'string', default: '' };
	return fieldOf(spec, property, (item) => readValue(item, spec, readLink));
}

/** A field of the web address of an image, with a hint when a phone is not likely to load it. */
export function imageUrl(spec: Spec): Field {
	const link = url(spec);
	return new Field(link, (item) => {
		const value = link.read(item) as string | undefined;
		const hint = value === undefined ? undefined : imageHint(value);
		if (hint) item.addWarning(`'${spec.displayName}' ${hint}`);
		return value;
	});
}

/** A field of one phone number, sent as 0 and nine digits as in eSMS's samples. */
export function phoneNumber(spec: Spec): Field {
	const property: INodeProperties = { ...base(spec), type: 'string', default: '' };
	return fieldOf(spec, property, (item) => readValue(item, spec, readPhone));
}

/** A field of one value from a fixed list. */
export function choice(spec: Spec & { options: INodePropertyOptions[]; default: string }): Field {
	const { options, default: value } = spec;
	const property: INodeProperties = { ...base(spec), type: 'options', options, default: value };
	const place = { ...spec, required: !spec.optional };
	const read = (item: Item) => {
		const chosen = readText(item, place);
		if (chosen === undefined || options.some((option) => option.value === chosen)) return chosen;
		const allowed = options.map((option) => `'${option.value}' (${option.name})`).join(', ');
		return item.addIssue(
			`'${spec.displayName}' is '${chosen.slice(0, SHOWN)}', choose one of ${allowed}`,
		);
	};
	return fieldOf(spec, property, read);
}

/** A field of a whole number. */
export function integer(spec: Spec & { min?: number; max?: number; default: number }): Field {
	const { min, max } = spec;
	const property: INodeProperties = {
		...base(spec),
		type: 'number',
		default: spec.default,
		typeOptions: {
			...(min !== undefined && { minValue: min }),
			...(max !== undefined && { maxValue: max }),
		},
	};
	const read = (item: Item) => {
		const text = readText(item, spec);
		if (text === undefined) return undefined;
		// Sheets write whole numbers with a decimal part of 0.
		const amount = /^[+-]?\d+(?:\.0+)?$/.test(text) ? Number(text) : Number.NaN;
		if (!Number.isSafeInteger(amount)) {
			return item.addIssue(
				`'${spec.displayName}' is '${text.slice(0, SHOWN)}', enter a whole number`,
			);
		}
		if (min !== undefined && amount < min) {
			return item.addIssue(`'${spec.displayName}' is ${amount}, at least ${min} is allowed`);
		}
		if (max !== undefined && amount > max) {
			return item.addIssue(`'${spec.displayName}' is ${amount}, at most ${max} is allowed`);
		}
		return amount;
	};
	return fieldOf(spec, property, read);
}

/**
 * Whether a switch is on, which an expression may also give as text or number. Undefined when it is neither on
 * nor off, which is refused: a switch that is misread sends what should only be checked.
 */
export function isOn(item: Item, spec: Place): boolean | undefined {
	const value = valueOf(item, spec);
	const on = readSwitch(value);
	if (on !== undefined) return on;
	const plain = readPlainText(value);
	const found =
		'issue' in plain ? plain.issue.replace(/,.*/, '') : `is '${plain.value.slice(0, SHOWN)}'`;
	return item.addIssue(`'${spec.displayName}' ${found}, enter true or false`);
}

/** A switch. */
export function boolean(spec: Spec & { default?: boolean }): Field {
	const property: INodeProperties = {
		...base(spec),
		type: 'boolean',
		default: spec.default ?? false,
	};
	return fieldOf(spec, property, (item) => isOn(item, spec));
}

/** A field of a date, sent in the form that the call wants. */
export function date(
	spec: Spec & { format: DateFormat; future?: boolean; timeZone?: (item: Item) => string },
): Field {
	const property: INodeProperties = { ...base(spec), type: 'dateTime', default: '' };
	const read = (item: Item) => {
		const zone = spec.timeZone?.(item) ?? VIETNAM_TIME;
		const readIt = (value: unknown) =>
			spec.future
				? readFutureDate(value, spec.format, zone, item.now)
				: readDate(value, spec.format, zone);
		return readValue(item, spec, readIt, 'choose a date');
	};
	return fieldOf(spec, property, read);
}
