import { PollContext } from 'n8n-core';
import {
	NodeHelpers,
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { EsmsApi } from '../../credentials/EsmsApi.credentials';
import { EsmsPollingTrigger } from '../../nodes/EsmsPollingTrigger/EsmsPollingTrigger.node';

/** How the trigger is set up in the workflow. */
export interface Setup {
	parameters?: INodeParameters;
	/** Data of the credential. */
	credential: IDataObject;
	credentialId?: string;
}

/** The trigger in an active workflow. */
export interface Running {
	/** Every event that started the workflow, in order. */
	events: IDataObject[];
	/** How many times the workflow was started. */
	starts: () => number;
	/** One poll, as the clock of the workflow starts it. Fails as the poll does. */
	poll: () => Promise<void>;
	/** One poll by 'Fetch Test Event' in the editor. */
	fetchTestEvent: () => Promise<IDataObject[]>;
	/** n8n ends and starts again: what it has not stored is gone, and it polls at once. */
	restart: () => Promise<void>;
	/** Changes the node in the editor and publishes it. */
	change: (setup: Partial<Setup>) => Promise<void>;
	/** What n8n has stored, as text. */
	stored: () => string;
}

const credentialType = new EsmsApi();
let workflows = 0;

/**
 * Runs the trigger as n8n does, in n8n-core's PollContext: static data is kept with the workflow in memory,
 * and stored after an activation and whenever a poll starts the workflow. A poll that gives null leaves it unstored.
 */
export async function activate(given: Setup): Promise<Running> {
	const trigger = new EsmsPollingTrigger();
	const nodeTypes = {
		getByNameAndVersion: () => trigger,
		getByName: () => trigger,
	} as unknown as INodeTypes;
	const id = `workflow-${++workflows}`;
	let setup = given;
	let stored = '{}';
	let starts = 0;
	const events: IDataObject[] = [];

	const load = () => {
		const node: INode = {
			id: 'node-1',
			name: 'eSMS Polling Trigger',
			type: 'n8n-nodes-esms.esmsPollingTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: setup.parameters ?? {},
			credentials: { esmsApi: { id: setup.credentialId ?? 'credential-1', name: 'eSMS' } },
		};
		node.parameters = NodeHelpers.getNodeParameters(
			trigger.description.properties,
			node.parameters,
			true,
			false,
			node,
			trigger.description,
		) as INodeParameters;
		const workflow = new Workflow({
			id,
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes,
			staticData: JSON.parse(stored) as IDataObject,
		});
		return { node: workflow.getNode(node.name) as INode, workflow };
	};
	let active = load();

	const additionalData = {
		credentialsHelper: {
			getParentTypes: () => [],
			authenticate: async (credentials: IDataObject, _type: string, options: never) =>
				await credentialType.authenticate(credentials as never, options),
			preAuthentication: async () => undefined,
			getDecrypted: async () => setup.credential,
			getCredentialsProperties: () => credentialType.properties,
		},
	} as unknown as IWorkflowExecuteAdditionalData;

	const context = (mode: WorkflowExecuteMode) =>
		new PollContext(active.workflow, active.node, additionalData, mode, 'activate');

	const save = () => {
		stored = JSON.stringify(active.workflow.staticData);
	};
	const poll = async () => {
		const { workflow } = active;
		const result = await trigger.poll.call(context('trigger'));
		if (result === null || workflow !== active.workflow) return;
		save();
		starts += 1;
		events.push(...result.flat().map(({ json }) => json));
	};
	const start = async () => {
		active = load();
		await poll();
		save();
	};
	await start();
	return {
		events,
		starts: () => starts,
		poll,
		fetchTestEvent: async () => {
			const result = (await trigger.poll.call(context('manual'))) as INodeExecutionData[][];
			return result.flat().map(({ json }) => json);
		},
		restart: start,
		change: async (changed) => {
			setup = { ...setup, ...changed };
			await start();
		},
		stored: () => stored,
	};
}
