import type { INodeProperties } from 'n8n-workflow';
import { Field } from '../operation';
import { readText } from './builders';

/** A parameter that picks one thing from a list that the API gives, or takes its ID. */
export function locator(spec: {
	name: string;
	displayName: string;
	description: string;
	search: string;
	placeholder: string;
	byId: string;
}): INodeProperties {
	return {
		displayName: spec.displayName,
		name: spec.name,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: spec.description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: spec.search, searchable: true },
			},
			{ displayName: spec.byId, name: 'id', type: 'string', placeholder: spec.placeholder },
		],
	};
}

const picked = (property: INodeProperties) =>
	new Field({ parameters: [property] }, (item) => {
		const { name, displayName } = property;
		return readText(item, { name, displayName, required: true });
	});

/** The sender name that the receiver sees. Its list holds those of the type that the operation needs. */
export const brandname = picked(
	locator({
		name: 'brandname',
		displayName: 'Brandname',
		description: 'Sender name registered with the networks',
		search: 'searchBrandnames',
		placeholder: 'e.g. Baotrixemay',
		byId: 'By Name',
	}),
);

/** The Zalo Official Account. Its ID stays text: it is longer than a number can hold. */
export const oaId = picked(
	locator({
		name: 'oaId',
		displayName: 'Official Account',
		description: 'Zalo Official Account',
		search: 'searchOfficialAccounts',
		placeholder: 'e.g. 4097311281936189049',
		byId: 'By ID',
	}),
);

/** The ZNS template. Its list holds those of the chosen Official Account. */
export const templateId = picked(
	locator({
		name: 'templateId',
		displayName: 'ZNS Template',
		description: "Template of 'Official Account', to be chosen first",
		search: 'searchZaloTemplates',
		placeholder: 'e.g. 205644',
		byId: 'By ID',
	}),
);
