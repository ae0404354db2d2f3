import { WorkflowExecute, RoutingNode, ExecuteContext } from 'n8n-core';
import { Workflow, createRunExecutionData } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRun,
	IWorkflowExecuteAdditionalData,
	OnError,
} from 'n8n-workflow';
import { EsmsApi } from '../../credentials/EsmsApi.credentials';
import { Esms } from '../../nodes/Esms/Esms.node';

const credentialType = new EsmsApi();

/** Gives its items as they are: what stands before the node in a workflow. */
const source = (items: IDataObject[]): INodeType => ({
	description: {
		displayName: 'Items',
		name: 'items',
		group: ['trigger'],
		version: 1,
		description: 'Items of a test',
		defaults: { name: 'Items' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	execute: async () => [items.map((json) => ({ json }))],
});

/** A test run: the node's parameters, the items it gets, and how it is set up. */
export interface Setup {
	parameters: INodeParameters;
	items?: IDataObject[];
	credentials: ICredentialDataDecryptedObject;
	onError?: OnError;
	/** How n8n calls the node: with all items at once, or one by one as the declarative engine (AI tools) does. */
	path?: 'customOperations' | 'declarative';
	retryOnFail?: boolean;
	/** The eSMS node, where a script has loaded it. */
	node?: INodeType;
	/** Without it every run is an execution of its own. */
	executionId?: string;
}

let executions = 0;

export function additionalData(
	setup: Pick<Setup, 'credentials' | 'executionId'>,
): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper: {
			getParentTypes: () => [],
			authenticate: async (
				credentials: ICredentialDataDecryptedObject,
				_type: string,
				options: never,
			) => await credentialType.authenticate(credentials, options),
			preAuthentication: async () => undefined,
			getDecrypted: async () => setup.credentials,
			getCredentialsProperties: () => credentialType.properties,
		},
		executionId: setup.executionId ?? `execution-${++executions}`,
		currentNodeExecutionIndex: 0,
		restApiUrl: '',
		instanceBaseUrl: '',
		formWaitingBaseUrl: '',
		webhookBaseUrl: 'http://localhost/webhook',
		webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
		webhookTestBaseUrl: '',
		variables: {},
		hooks: { runHook: async () => {} },
		setExecutionStatus: () => {},
		logAiEvent: () => {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** n8n's own way to run a declarative node: the class has no `execute`, the server lends it one. */
function asLoaded(node: INodeType, path: Setup['path']): INodeType {
	const loaded = Object.create(node) as INodeType;
	if (path === 'declarative') loaded.customOperations = undefined;
	loaded.execute = async function (this: IExecuteFunctions) {
		return (await new RoutingNode(this as ExecuteContext, loaded).runNode()) ?? [];
	};
	return loaded;
}

/** Runs the eSMS node in n8n-core's real engine and gives the whole run. */
export async function run(setup: Setup): Promise<IRun> {
	const types: Record<string, INodeType> = {
		items: source(setup.items ?? [{}]),
		esms: asLoaded(setup.node ?? new Esms(), setup.path ?? 'customOperations'),
	};
	const node = (name: string, type: string, parameters: INodeParameters): INode => ({
		id: `id-of-${type}`,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	});
	const workflow = new Workflow({
		id: 'test',
		nodes: [
			node('Items', 'items', {}),
			{
				...node('eSMS', 'esms', setup.parameters),
				credentials: { esmsApi: { id: '1', name: 'eSMS' } },
				onError: setup.onError,
				...(setup.retryOnFail && { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 }),
			},
		],
		connections: { Items: { main: [[{ node: 'eSMS', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes: {
			getByName: (type) => types[type],
			getByNameAndVersion: (type) => types[type],
			getKnownTypes: () => ({}),
		},
		settings: { executionOrder: 'v1', timezone: 'UTC' },
	});
	const execution = new WorkflowExecute(
		additionalData(setup),
		'manual',
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [
					{
						node: workflow.getNode('Items') as INode,
						data: { main: [[{ json: {} }]] },
						source: null,
					},
				],
			},
		}),
	);
	return await execution.processRunExecutionData(workflow);
}

/** The node's output items, all outputs one after another; throws nothing. */
export async function output(setup: Setup): Promise<INodeExecutionData[][]> {
	const { data } = await run(setup);
	const [task] = data.resultData.runData.eSMS ?? [];
	if (!task?.data) return [];
	return task.data.main.map((items) => items ?? []);
}

/** The error that stopped the node. */
export async function failure(setup: Setup): Promise<IDataObject | undefined> {
	const { data } = await run(setup);
	const error = data.resultData.error ?? data.resultData.runData.eSMS?.[0].error;
	return error as unknown as IDataObject | undefined;
}
