import type {
	IDataObject,
	INodeProperties,
	ResourceMapperField,
	ResourceMapperValue,
} from 'n8n-workflow';
import { Field, type Item } from '../operation';
import { readPlainText } from '../request/values';

/** A template variable as the editor keeps it, with what n8n's own field has no place for: limit and template. */
export type TemplateVariable = ResourceMapperField & { maxLength?: number; templateId?: string };

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

/** A variable's name and value; undefined where the user removed it. */
type Value = [name: string, text: string | undefined];

const [mapped, json] = [templateDataProperty, templateJsonProperty].map(
	({ displayName }) => displayName,
);

/**
 * The values of the template's variables, in the order of the template. n8n does not check required
 * values of this kind of parameter, so it is done here.
 */
function readValues(item: Item): Value[] {
	const {
		mappingMode,
		value,
		schema = [],
	} = (item.get('templateData') ?? {}) as Partial<ResourceMapperValue>;
	const variables = schema as TemplateVariable[];
	const object = item.option('templateJson');
	if (object !== undefined && object !== '') return readJson(item, object, variables);
	if (mappingMode === 'autoMapInputData') return readInput(item, variables);
	const given = (value ?? {}) as IDataObject;
	if (variables.length > 0)
		return variables.map((variable) => valueFor(item, mapped, variable, given));
	return Object.entries(given).map(([name, one]) => [name, asText(item, mapped, name, one)]);
}

/** Values by the names of the input's fields. Without the template's variables all fields would go out. */
function readInput(item: Item, variables: TemplateVariable[]): Value[] {
	if (variables.length > 0) {
		return variables.map((variable) =>
			valueFor(item, mapped, { ...variable, removed: false }, item.json),
		);
	}
	item.addIssue(
		`'${mapped}' maps automatically, but the variables of the template have not been loaded, refresh the list of variables or use '${json}'`,
	);
	return [];
}

/** Values of an object, which the variables that the editor loaded measure when they are of the same template. */
function readJson(item: Item, given: unknown, loaded: TemplateVariable[]): Value[] {
	let object: unknown = given;
	if (typeof given === 'string') {
		try {
			object = JSON.parse(given);
		} catch {
			object = undefined;
		}
	}
	if (typeof object !== 'object' || object === null || Array.isArray(object)) {
		item.addIssue(`'${json}' is not a JSON object, write {"variable": "value"}`);
		return [];
	}
	const values = object as IDataObject;
	const template = String(item.get('templateId')).trim();
	const variables = loaded.filter(({ templateId }) => templateId === template);
	if (variables.length === 0) {
		return Object.entries(values).map(([name, one]) => [name, asText(item, json, name, one)]);
	}
	for (const name of Object.keys(values).filter((one) => !variables.some(({ id }) => id === one))) {
		item.addIssue(
			`'${json}': the template has no variable '${name}', correct the name or refresh '${mapped}'`,
		);
	}
	return variables.map((variable) =>
		valueFor(item, json, { ...variable, removed: !Object.hasOwn(values, variable.id) }, values),
	);
}

/** The value of a variable, measured by what the template asks of it. */
function valueFor(
	item: Item,
	label: string,
	variable: TemplateVariable,
	given: IDataObject,
): Value {
	const { id, required, removed, maxLength = Infinity } = variable;
	const text = removed ? '' : asText(item, label, id, given[id]);
	if (text === '' && required)
		item.addIssue(`'${label}': '${id}' is empty, the template needs a value`);
	const length = [...text].length;
	if (length > maxLength) {
		item.addIssue(`'${label}': '${id}' is ${length} characters, at most ${maxLength} are allowed`);
	}
	return [id, removed ? undefined : text];
}

function asText(item: Item, label: string, name: string, value: unknown): string {
	const checked = readPlainText(value);
	if ('value' in checked) return checked.value;
	item.addIssue(`'${label}': '${name}' ${checked.issue}`);
	return '';
}

/** Values by name, without those that were removed. */
const readNamed = (item: Item) =>
	readValues(item).filter((value): value is [string, string] => value[1] !== undefined);

const shown = { parameters: [templateDataProperty], options: [templateJsonProperty] };

/** TempData of V6: variable names and values. */
export const templateData = new Field(shown, (item) => Object.fromEntries(readNamed(item)));

/** TempData of V5: a list of pairs. */
export const templatePairs = new Field(shown, (item) =>
	readNamed(item).map(([key, value]) => ({ key, value })),
);

/** Params of V4, journey, bulk and multi-channel: values by position, where a removed one keeps its place. */
export const templateParams = new Field(shown, (item) =>
	readValues(item).map(([, value]) => value ?? ''),
);
