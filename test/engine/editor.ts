import { LoadOptionsContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeListSearchResult,
	INodeParameters,
	ResourceMapperFields,
} from 'n8n-workflow';
import { Esms } from '../../nodes/Esms/Esms.node';
import type { TemplateVariable } from '../../nodes/Esms/fields/templateVariable';
import { additionalData } from './engine';

/** What n8n's server gives a method of the node that fills a list or a form while the node is set up. */
function contextOf(
	parameters: INodeParameters,
	credentials: ICredentialDataDecryptedObject,
	path: string,
) {
	const type = new Esms();
	const node: INode = {
		id: 'esms',
		name: 'eSMS',
		type: 'esms',
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { esmsApi: { id: '1', name: 'eSMS' } },
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
	});
	const data = { ...additionalData({ credentials }), currentNodeParameters: parameters };
	return new LoadOptionsContext(workflow, workflow.getNode('eSMS') as INode, data, path);
}

const { listSearch, resourceMapping } = new Esms().methods;

/** The names in a list of the editor, for what is typed into its search field. */
export async function listed(
	method: keyof typeof listSearch,
	parameters: INodeParameters,
	credentials: ICredentialDataDecryptedObject,
	filter?: string,
): Promise<string[]> {
	const context = contextOf(parameters, credentials, 'parameters');
	const { results }: INodeListSearchResult = await listSearch[method].call(context, filter);
	return results.map(({ name }) => name);
}

/** A form that the editor makes. */
export async function formOf(
	method: keyof typeof resourceMapping,
	parameters: INodeParameters,
	credentials: ICredentialDataDecryptedObject,
): Promise<ResourceMapperFields> {
	return await resourceMapping[method].call(contextOf(parameters, credentials, 'parameters'));
}

/** A form as the editor stores it once it is filled in; a value that is left out was removed from the form. */
export function filled(fields: TemplateVariable[], values: IDataObject): INodeParameters {
	return {
		mappingMode: 'defineBelow',
		value: values,
		schema: fields.map((field) => ({ ...field, removed: !Object.hasOwn(values, field.id) })),
	} as unknown as INodeParameters;
}
