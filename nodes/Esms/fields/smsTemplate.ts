import type { IDataObject, INodeProperties, ResourceMapperValue } from 'n8n-workflow';
import { cleanText } from '../../shared/text';
import { Field, type Item } from '../operation';
import { removeAccents } from '../request/text';
import { partsOf } from '../request/smsTemplate';
import { choice, readText } from './builders';
import { content, unicodeOf, withoutAccents } from './message';
import { locator } from './sender';
import { readVariable, type TemplateVariable } from './templateVariable';

const source = choice({
	name: 'smsTextSource',
	displayName: 'Text Source',
	description: 'Where the text of the SMS comes from',
	options: [
		{ name: 'Free Text', value: 'text', description: 'Write the whole text yourself' },
		{
			name: 'Registered Template',
			value: 'template',
			description: 'Choose a registered text of the brandname and fill in its values',
		},
	],
	default: 'text',
});

/** It decides what is shown, so it takes no expression. */
const sourceProperties = source.parameters.map((property): INodeProperties => ({
	...property,
	noDataExpression: true,
}));

const shownForTemplate: INodeProperties['displayOptions'] = {
	show: { smsTextSource: ['template'] },
};

/** The text itself is the value, so that nothing has to be looked up when the message is sent. */
const templateProperty: INodeProperties = {
	...locator({
		name: 'smsTemplate',
		displayName: 'SMS Template',
		description:
			'Registered text of the brandname, with the networks that approved it: eSMS refuses it for numbers of other networks',
		search: 'searchSmsTemplates',
		placeholder: 'e.g. {P1,20} la ma xac minh dang ky Baotrixemay cua ban',
		byId: 'By Text',
	}),
	displayOptions: shownForTemplate,
};

const valuesProperty: INodeProperties = {
	displayName: 'SMS Template Values',
	name: 'smsTemplateValues',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description: 'One value for each placeholder of the template',
	// Hidden at first for the reason that ZNS have: see 'Template Values'.
	displayOptions: { ...shownForTemplate, hide: { smsTemplate: [''] } },
	typeOptions: {
		loadOptionsDependsOn: ['smsTemplate.value'],
		resourceMapper: {
			resourceMapperMethod: 'getSmsTemplateValues',
			mode: 'add',
			fieldWords: { singular: 'value', plural: 'values' },
			addAllFields: true,
			supportAutoMap: false,
			hideNoDataError: true,
		},
	},
};

/** Where the text comes from, above the text itself. */
export const smsTextSource = new Field({ parameters: sourceProperties }, source.read);

const isFromTemplate = (item: Item) => source.read(item) === 'template';

/** The text that template and values make; its values have no names, so a form of another template is refused. */
function readTemplate(item: Item): string | undefined {
	const { name, displayName } = templateProperty;
	const label = valuesProperty.displayName;
	const template = readText(item, { name, displayName, required: true });
	if (template === undefined) return undefined;
	const { value, schema } = (item.get(valuesProperty.name) || {}) as Partial<ResourceMapperValue>;
	const loaded = (schema ?? []) as TemplateVariable[];
	if (loaded.some(({ templateId = '' }) => cleanText(templateId) !== template)) {
		return item.addIssue(
			`'${label}' has the values of another template than the chosen one, refresh the list of values`,
		);
	}
	const given = (value ?? {}) as IDataObject;
	let count = 0;
	const texts = partsOf(template).map((part) => {
		if (typeof part === 'string') return part;
		count += 1;
		const id = `value${count}`;
		const variable = loaded.find((one) => one.id === id);
		const rules = { id, required: true, maxLength: part.limit } as TemplateVariable;
		return readVariable(
			item,
			label,
			{ ...rules, id: variable?.displayName ?? id },
			given[id],
			false,
		);
	});
	return texts.includes(undefined) ? undefined : texts.join('');
}

/** Text of an SMS that may come from a template, as it goes out. */
function readSmsText(item: Item): string | undefined {
	if (!isFromTemplate(item)) return content.read(item) as string | undefined;
	const text = readTemplate(item);
	return text !== undefined && withoutAccents.read(item) === true ? removeAccents(text) : text;
}

/** Text of a customer care SMS: free, or made from a registered template. */
export const smsText = new Field(
	{
		parameters: [...sourceProperties, templateProperty, valuesProperty, ...content.parameters],
		options: content.options,
	},
	readSmsText,
);

/** IsUnicode of that text. */
export const smsUnicode = unicodeOf(smsText);
