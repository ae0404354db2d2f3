import type { IDataObject, INodeProperties, ResourceMapperField, ResourceMapperValue } from 'n8n-workflow';
import { Field, type Item } from '../operation';

/** A template variable as the editor keeps it, with the limit that n8n's own field has no place for. */
export type TemplateVariable = ResourceMapperField & { maxLength?: number };

const templateDataProperty: INodeProperties = {
	displayName: 'Template Values',
	name: 'templateData',
	type: 'resourceMapper',
	noDataExpression: true,
	required: true,
	default: { mappingMode: 'defineBelow', value: null },
	description: 'One value for each variable of the template',
	typeOptions: {
		loadOptionsDependsOn: ['templateId.value', 'oaId.value'],
		resourceMapper: {
			resourceMapperMethod: 'getTemplateVariables',
			mode: 'add',
			fieldWords: { singular: 'variable', plural: 'variables' },
			addAllFields: true,
			supportAutoMap: true,
			noFieldsError: 'This template has no variables, or no template is chosen yet',
		},
	},
};

const templateJsonProperty: INodeProperties = {
	displayName: 'Template Values (JSON)',
	name: 'templateJson',
	type: 'json',
	default: '',
	placeholder: 'e.g. {"customer_name": "Lan"}',
	description:
		"Object of variable names and values, in template order. It takes the place of 'Template Values', for templates that an expression chooses.",
};

/**
 * The values of the template's variables, in the order of the template. n8n does not check required
 * values of this kind of parameter, so it is done here.
 */
function readValues(item: Item): Array<[string, string]> {
	const json = item.option('templateJson');
	if (json !== undefined && json !== '') return readJson(item, json);
	const { mappingMode, value, schema = [] } = (item.get('templateData') ?? {}) as Partial<ResourceMapperValue>;
	const given = (mappingMode === 'autoMapInputData' ? item.json : value) ?? {};
	const variables = (schema as TemplateVariable[]).filter(({ removed }) => removed !== true);
	const names = schema.length > 0 ? variables.map(({ id }) => id) : Object.keys(given);
	const values: Array<[string, string]> = [];
	for (const name of names) {
		const text = asText(item, name, (given as IDataObject)[name]);
		const variable = variables.find(({ id }) => id === name);
		if (text === '' && variable?.required) {
			item.refuse(`'Template Values': '${name}' is empty, the template needs a value`);
		}
		check(item, name, text, variable?.maxLength);
		values.push([name, text]);
	}
	return values;
}

function readJson(item: Item, json: unknown): Array<[string, string]> {
	let object: unknown = json;
	if (typeof json === 'string') {
		try {
			object = JSON.parse(json);
		} catch {
			object = undefined;
		}
	}
	if (typeof object !== 'object' || object === null || Array.isArray(object)) {
		item.refuse("'Template Values (JSON)' is not a JSON object, write {\"variable\": \"value\"}");
		return [];
	}
	return Object.entries(object).map(([name, value]) => [name, asText(item, name, value)]);
}

function asText(item: Item, name: string, value: unknown): string {
	if (typeof value !== 'object' || value === null) return String(value ?? '').trim();
	item.refuse(`'Template Values': '${name}' holds an object or a list, enter text`);
	return '';
}

function check(item: Item, name: string, text: string, maxLength = Infinity): void {
	const length = [...text].length;
	if (length > maxLength) {
		item.refuse(`'Template Values': '${name}' is ${length} characters, at most ${maxLength} are allowed`);
	}
}

const shown = { parameters: [templateDataProperty], options: [templateJsonProperty] };

/** TempData of V6: variable names and values. */
export const templateData = new Field(shown, (item) => Object.fromEntries(readValues(item)));

/** TempData of V5: a list of pairs. */
export const templatePairs = new Field(shown, (item) =>
	readValues(item).map(([key, value]) => ({ key, value })),
);

/** Params of V4, journey, bulk and multi-channel: values by position. */
export const templateParams = new Field(shown, (item) => readValues(item).map(([, value]) => value));
