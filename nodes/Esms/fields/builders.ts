import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { Field, type Item } from '../operation';
import { VIETNAM_TIME, readDate, readFutureDate, type DateFormat } from '../request/dates';
import { readPlainText, readSwitch } from '../request/values';

/** A parameter that most makers below share: its names and what it says. */
interface Spec {
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

/** The value of a field where the editor shows it. */
export const valueOf = (item: Item, spec: Pick<Spec, 'name' | 'optional'>): unknown =>
	spec.optional ? item.option(spec.name) : item.get(spec.name);

/** Text as it was typed or as an expression gave it, without spaces around it; a number is taken as its digits. */
export function readText(item: Item, spec: Spec & { maxLength?: number }): string | undefined {
	const checked = readPlainText(valueOf(item, spec));
	if ('issue' in checked) return item.addIssue(`'${spec.displayName}' ${checked.issue}`);
	const text = checked.value;
	if (text === '')
		return spec.required ? item.addIssue(`'${spec.displayName}' is empty, fill it in`) : undefined;
	const length = [...text].length;
	if (spec.maxLength !== undefined && length > spec.maxLength) {
		return item.addIssue(
			`'${spec.displayName}' is ${length} characters, at most ${spec.maxLength} are allowed`,
		);
	}
	return text;
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
	const read = (item: Item) => {
		const value = readText(item, spec);
		if (value === undefined || /^https?:\/\/[^\s/]+\S*$/i.test(value)) return value;
		return item.addIssue(
			`'${spec.displayName}' is not a web address ('${value}'), start it with https://`,
		);
	};
	return fieldOf(spec, property, read);
}

/** A field of one value from a fixed list. */
export function choice(spec: Spec & { options: INodePropertyOptions[]; default: string }): Field {
	const { options, default: value } = spec;
	const property: INodeProperties = { ...base(spec), type: 'options', options, default: value };
	const read = (item: Item) => {
		const chosen = valueOf(item, spec);
		if (chosen === undefined || chosen === '') return undefined;
		if (options.some((option) => option.value === String(chosen))) return String(chosen);
		const allowed = options.map((option) => `'${option.value}' (${option.name})`).join(', ');
		return item.addIssue(`'${spec.displayName}' is '${String(chosen)}', choose one of ${allowed}`);
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
		const value = valueOf(item, spec);
		if (value === undefined || value === '' || value === null) {
			return spec.required
				? item.addIssue(`'${spec.displayName}' is empty, fill it in`)
				: undefined;
		}
		const amount = Number(value);
		if (!Number.isInteger(amount)) {
			return item.addIssue(`'${spec.displayName}' is '${String(value)}', enter a whole number`);
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
export function isOn(
	item: Item,
	spec: Pick<Spec, 'name' | 'displayName' | 'optional'>,
): boolean | undefined {
	const value = valueOf(item, spec);
	const on = readSwitch(value);
	if (on !== undefined) return on;
	const plain = readPlainText(value);
	const found =
		'issue' in plain ? plain.issue.replace(/,.*/, '') : `is '${plain.value.slice(0, 40)}'`;
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
		const value = valueOf(item, spec);
		if (value === undefined || value === null || value === '') {
			return spec.required
				? item.addIssue(`'${spec.displayName}' is empty, choose a date`)
				: undefined;
		}
		const zone = spec.timeZone?.(item) ?? VIETNAM_TIME;
		const checked = spec.future
			? readFutureDate(value, spec.format, zone, item.now)
			: readDate(value, spec.format, zone);
		return 'issue' in checked
			? item.addIssue(`'${spec.displayName}' ${checked.issue}`)
			: checked.value;
	};
	return fieldOf(spec, property, read);
}
