import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Item } from '../operation';
import { recordOf } from '../response/values';
import { boolean, choice, readText, text } from './builders';

/** What a person fills in. */
export interface FormField {
	/** Its name in the page. */
	name: string;
	/** What the page says above it, and its name in the output; empty where it stands alone. */
	label: string;
	type: 'checkbox' | 'date' | 'dropdown' | 'email' | 'number' | 'text' | 'textarea';
	isRequired: boolean;
	/** What a list offers. */
	options: string[];
}

const label = text({
	name: 'fieldLabel',
	displayName: 'Label',
	required: true,
	placeholder: 'e.g. Số tiền hoàn',
	description: 'Also its name in the output',
});

const type = choice({
	name: 'fieldType',
	displayName: 'Element Type',
	description: 'Kind of field',
	options: [
		{ name: 'Checkboxes', value: 'checkbox' },
		{ name: 'Date', value: 'date' },
		{ name: 'Dropdown', value: 'dropdown' },
		{ name: 'Email', value: 'email' },
		{ name: 'Number', value: 'number' },
		{ name: 'Text', value: 'text' },
		{ name: 'Textarea', value: 'textarea' },
	],
	default: 'text',
});

/** Types that have a list. */
const lists = ['checkbox', 'dropdown'];

const optionsProperty: INodeProperties = {
	displayName: 'Field Options',
	name: 'fieldOptions',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Field Option',
	default: {},
	description: 'What the list offers',
	displayOptions: { show: { fieldType: lists } },
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Option',
					name: 'option',
					type: 'string',
					default: '',
					description: 'One choice',
				},
			],
		},
	],
};

const required = boolean({
	name: 'requiredField',
	displayName: 'Required Field',
	description: 'Whether it must be filled in',
});

/** The fields of a form, as n8n's own nodes name them. */
export const formProperty: INodeProperties = {
	displayName: 'Form Elements',
	name: 'formFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Form Element',
	default: {},
	description: 'Fields of the page',
	displayOptions: { show: { responseType: ['customForm'] } },
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				...label.parameters,
				// It decides what is shown, so it takes no expression.
				...type.parameters.map((property) => ({ ...property, noDataExpression: true })),
				optionsProperty,
				...required.parameters,
			],
		},
	],
};

/** The entries of such a collection. */
const entriesOf = (collection: unknown): IDataObject[] =>
	[recordOf(collection).values ?? []].flat().map(recordOf);

const oneLine = (value: string) => value.replace(/\s+/g, ' ');

/** What a list offers, each once. */
const optionsOf = (item: Item): string[] => {
	const texts = entriesOf(item.get(optionsProperty.name)).map((entry) =>
		readText({ ...item, get: (name) => entry[name] }, { name: 'option', displayName: 'Option' }),
	);
	return [...new Set(texts.flatMap((one) => (one ? [oneLine(one)] : [])))];
};

/** The fields of an item's form; what nobody could answer is noted. */
export function readFormFields(item: Item): FormField[] {
	const entries = entriesOf(item.get(formProperty.name));
	if (entries.length === 0) item.addIssue(`'${formProperty.displayName}' is empty, add one`);
	// The output has a time of this name, and JavaScript lets no object have a field of the other.
	const taken = new Set(['respondedAt', '__proto__']);
	return entries.map((entry, index) => {
		const one: Item = {
			...item,
			get: (name) => entry[name],
			addIssue: (issue) => item.addIssue(`'${formProperty.displayName}' ${index + 1}: ${issue}`),
		};
		const field = {
			name: `field-${index}`,
			label: oneLine((label.read(one) as string | undefined) ?? ''),
			type: type.read(one) as FormField['type'],
			isRequired: required.read(one) === true,
			options: optionsOf(one),
		};
		if (taken.has(field.label)) {
			one.addIssue(`'Label' is '${field.label}', which is taken, give each its own`);
		}
		taken.add(field.label);
		if (lists.includes(field.type) && field.options.length === 0) {
			one.addIssue(`'${optionsProperty.displayName}' is empty, add what can be chosen`);
		}
		return field;
	});
}
