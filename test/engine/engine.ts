import { ExecuteContext, RoutingNode, SupplyDataContext, WorkflowExecute } from 'n8n-core';
import { makeHandleToolInvocation } from 'n8n-core/dist/execution-engine/node-execution-context/utils/get-input-connection-data';
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
	/** Name of the node, 'eSMS' by default. */
	name?: string;
	onError?: OnError;
	/** How n8n calls the node: with all items at once, or one by one as the declarative engine (AI tools) does. */
	path?: 'customOperations' | 'declarative';
	retryOnFail?: boolean;
	/** The eSMS node, where a script has loaded it. */
	node?: INodeType;
	/** Without it every run is an execution of its own. */
	executionId?: string;
	/** Where others reach this n8n, 'http://localhost' by default. */
	address?: string;
	/** Type that n8n gives the node; that of a tool ends in 'Tool'. */
	type?: string;
	/** Parameters of more eSMS nodes behind the first one, each getting what the one before gives. */
	following?: INodeParameters[];
}

let executions = 0;

export function additionalData(
	setup: Pick<Setup, 'address' | 'credentials' | 'executionId'>,
): IWorkflowExecuteAdditionalData {
	const { address = 'http://localhost' } = setup;
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
		webhookBaseUrl: `${address}/webhook`,
		webhookWaitingBaseUrl: `${address}/webhook-waiting`,
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

const nodeNamed = (name: string, type: string, parameters: INodeParameters): INode => ({
	id: `id-of-${type}`,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

/** A node of the eSMS type as the setup wants it. All of them have one ID, as workflows made by scripts may. */
const esmsNode = (
	setup: Setup,
	name: string,
	type: string,
	parameters: INodeParameters,
): INode => ({
	...nodeNamed(name, type, parameters),
	credentials: { esmsApi: { id: '1', name: 'eSMS' } },
	onError: setup.onError,
	...(setup.retryOnFail && { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 }),
});

function workflowOf(types: Record<string, INodeType>, chain: INode[]): Workflow {
	const connections = Object.fromEntries(
		chain
			.slice(1)
			.map(({ name }, index) => [
				chain[index].name,
				{ main: [[{ node: name, type: 'main' as const, index: 0 }]] },
			]),
	);
	return new Workflow({
		id: 'test',
		nodes: chain,
		connections,
		active: false,
		nodeTypes: {
			getByName: (type) => types[type],
			getByNameAndVersion: (type) => types[type],
			getKnownTypes: () => ({}),
		},
		settings: { executionOrder: 'v1', timezone: 'UTC' },
	});
}

/** Runs the eSMS node in n8n-core's real engine and gives the whole run. */
export async function run(setup: Setup): Promise<IRun> {
	const { type = 'esms' } = setup;
	const types: Record<string, INodeType> = {
		items: source(setup.items ?? [{}]),
		[type]: asLoaded(setup.node ?? new Esms(), setup.path ?? 'customOperations'),
	};
	const workflow = workflowOf(types, [
		nodeNamed('Items', 'items', {}),
		esmsNode(setup, setup.name ?? 'eSMS', type, setup.parameters),
		...(setup.following ?? []).map((parameters, index) =>
			esmsNode(setup, `eSMS ${index + 2}`, type, parameters),
		),
	]);
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

/** Calls a tool as an agent (with an execution ID) or the MCP trigger (without one) does; gives what the model sees. */
export type CallTool = (args: IDataObject) => Promise<IDataObject[]>;

/**
 * The eSMS tool in n8n-core's own tool handler, which repeats a call on failure under a new run index.
 *
 * @returns opens an execution, or for MCP a session: each has calls of its own
 */
export function tool(setup: Setup & { isMcp?: boolean }): () => CallTool {
	const type = 'n8n-nodes-esms.esmsTool';
	const loaded = asLoaded(setup.node ?? new Esms(), 'declarative');
	const node = esmsNode(setup, 'eSMS Tool', type, setup.parameters);
	const workflow = workflowOf({ [type]: loaded }, [node]);
	return () => {
		const additional = additionalData(setup);
		if (setup.isMcp) additional.executionId = undefined;
		const runExecutionData = createRunExecutionData(
			setup.isMcp ? { executionData: null } : { executionData: {} },
		);
		const executeData = { data: { main: [[{ json: {} }]] }, node, source: null };
		const contextOf = (runIndex: number) =>
			new SupplyDataContext(
				workflow,
				node,
				additional,
				'manual',
				runExecutionData,
				runIndex,
				[{ json: {} }],
				{},
				'ai_tool',
				executeData,
				[],
			);
		const handle = makeHandleToolInvocation(contextOf, node, loaded, runExecutionData);
		return async (args) => JSON.parse(String(await handle(args))) as IDataObject[];
	};
}
