import type { IDataObject, INodeProperties, ResourceMapperValue } from 'n8n-workflow';
import { readPlainText, toComposed } from '../../shared/text';
import { Field, type Item } from '../operation';
import { mustGiveValue } from './expressions';
import { byComposedName, readVariable, type TemplateVariable } from './templateVariable';

const templateDataProperty: INodeProperties = {
	displayName: 'Template Values',
	name: 'templateData',
	type: 'resourceMapper',
	noDataExpression: true,
	required: true,
	default: { mappingMode: 'defineBelow', value: null },
	description: 'A value for each variable',
	// The editor makes a form anew when what it depends on changes, but not in a tool of which a model fills in a field.
	// There a form that is shown only now is made for what has been chosen.
	displayOptions: { hide: { oaId: [''], templateId: [''] } },
	typeOptions: {
		loadOptionsDependsOn: ['templateId.value', 'oaId.value'],
		resourceMapper: {
			resourceMapperMethod: 'getTemplateVariables',
			mode: 'add',
			fieldWords: { singular: 'variable', plural: 'variables' },
			addAllFields: true,
			supportAutoMap: true,
			hideNoDataError: true,
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
		"Object of variable names and values, in template order, in place of 'Template Values'",
};

/** A variable's name and value; undefined where the call leaves it out. */
type Value = [name: string, text: string | undefined];

const [mapped, json] = [templateDataProperty, templateJsonProperty].map(
	({ displayName }) => displayName,
);

/**
 * The values of the template's variables, in the order of the template. n8n does not check required
 * values of this kind of parameter, so it is done here.
 * @param byPosition whether the call tells the values apart by their order alone
 */
function readValues(item: Item, byPosition: boolean): Value[] {
	const {
		mappingMode,
		value,
		schema = [],
	} = (item.get('templateData') ?? {}) as Partial<ResourceMapperValue>;
	const loaded = (schema ?? []) as TemplateVariable[];
	const object = item.option('templateJson');
	if (object !== undefined && object !== '') return readJson(item, object, loaded, byPosition);
	const variables = ofChosenTemplate(item, loaded, byPosition);
	if (variables === undefined) return [];
	if (mappingMode === 'autoMapInputData') return readInput(item, variables, byPosition);
	const given = (value ?? {}) as IDataObject;
	if (variables.length > 0) {
		return variables.map((variable): Value => {
			const isLeftOut = variable.removed === true && !byPosition;
			const one = variable.removed ? '' : given[variable.id];
			return [variable.id, readVariable(item, mapped, variable, one, isLeftOut)];
		});
	}
	return Object.entries(given).map(([name, one]) => [name, asText(item, mapped, name, one)]);
}

/**
 * The variables of the form where they are of the chosen template. By position the values of another template would
 * land in the wrong places, so they are refused; by name they go out without being measured, with a hint.
 */
function ofChosenTemplate(
	item: Item,
	loaded: TemplateVariable[],
	byPosition: boolean,
): TemplateVariable[] | undefined {
	const chosen = chosenTemplate(item);
	const other = loaded.find(
		({ templateId }) => templateId !== undefined && templateId !== chosen,
	)?.templateId;
	if (other === undefined || chosen === '') {
		if (!byPosition || !loaded.some(({ isUnordered }) => isUnordered)) return loaded;
		return item.addIssue(
			`'${mapped}' does not know the order of the variables, because the template list could not be read, refresh the list of variables or use '${json}'`,
		);
	}
	const found = `'${mapped}' has the variables of template ${other}, and ${chosen} is chosen`;
	if (byPosition) {
		return item.addIssue(
			`${found}, so values could land in the wrong places of the message, refresh the list of variables or use '${json}'`,
		);
	}
	item.addWarning(
		`${found}, so nothing was checked, refresh the list of variables or use '${json}'`,
	);
	return loaded.map(({ id, displayName, removed, defaultMatch, display }) => ({
		id,
		displayName,
		removed,
		defaultMatch,
		display,
		required: false,
	}));
}

const chosenTemplate = (item: Item) => String(item.get('templateId') ?? '').trim();

/** Values by the names of the input's fields. Without the template's variables all fields would go out. */
function readInput(item: Item, variables: TemplateVariable[], byPosition: boolean): Value[] {
	if (variables.length === 0) {
		item.addIssue(
			`'${mapped}' maps automatically, but the variables of the template have not been loaded, refresh the list of variables or use '${json}'`,
		);
		return [];
	}
	const given = byComposedName(item.json);
	return variables.map((variable): Value => {
		const name = toComposed(variable.id);
		// An optional variable that may not be empty is left out where the input has no such field.
		const isLeftOut = !byPosition && variable.acceptNull === false && !Object.hasOwn(given, name);
		return [variable.id, readVariable(item, mapped, variable, given[name], isLeftOut)];
	});
}

/** Values of an object, which the variables that the editor loaded measure when they are of the same template. */
function readJson(
	item: Item,
	given: unknown,
	loaded: TemplateVariable[],
	byPosition: boolean,
): Value[] {
	let object: unknown = given;
	if (typeof given === 'string') {
		try {
			// Not by parseJson: an expression may have rounded a long number before, so it is to be refused.
			object = JSON.parse(given);
		} catch {
			object = undefined;
		}
	}
	if (typeof object !== 'object' || object === null || Array.isArray(object)) {
		item.addIssue(`'${json}' is not a JSON object, write {"variable": "value"}`);
		return [];
	}
	const values = byComposedName(object as IDataObject);
	const names = Object.keys(values);
	const template = chosenTemplate(item);
	const variables = loaded.filter(({ templateId }) => templateId === template);
	if (variables.length === 0) {
		return Object.entries(values).map(([name, one]) => [name, asText(item, json, name, one)]);
	}
	for (const name of names.filter((one) => !variables.some(({ id }) => toComposed(id) === one))) {
		item.addIssue(
			`'${json}': the template has no variable '${name}', correct the name or refresh '${mapped}'`,
		);
	}
	// Where the form does not know the order of the template, that of the object counts.
	const positionOf = ({ id }: TemplateVariable) =>
		names.includes(toComposed(id)) ? names.indexOf(toComposed(id)) : names.length;
	const order = variables.some(({ isUnordered }) => isUnordered)
		? [...variables].sort((a, b) => positionOf(a) - positionOf(b))
		: variables;
	return order.map((variable): Value => {
		const name = toComposed(variable.id);
		const isLeftOut = !byPosition && !Object.hasOwn(values, name);
		return [variable.id, readVariable(item, json, variable, values[name], isLeftOut)];
	});
}

function asText(item: Item, label: string, name: string, value: unknown): string | undefined {
	const checked = readPlainText(value);
	return 'value' in checked
		? checked.value
		: item.addIssue(`'${label}': '${name}' ${checked.issue}`);
}

/** Values by name, without those that are left out. */
const readNamed = (item: Item) =>
	readValues(item, false).filter((value): value is [string, string] => value[1] !== undefined);

const shown = { parameters: [templateDataProperty], options: [templateJsonProperty] };

/** Without the values that were to come in their place, those of the form would go out. */
const valuesField = (read: (item: Item) => unknown) =>
	mustGiveValue(new Field(shown, read), 'an object such as {"customer_name": "Lan"}');

/** TempData of V6: variable names and values. */
export const templateData = valuesField((item) => Object.fromEntries(readNamed(item)));

/** TempData of V5: a list of pairs. */
export const templatePairs = valuesField((item) =>
	readNamed(item).map(([key, value]) => ({ key, value })),
);

/** Params of V4, journey, bulk and multi-channel: values by position, where a removed one keeps its place. */
export const templateParams = valuesField((item) =>
	readValues(item, true).map(([, value]) => value ?? ''),
);
