import {
	NodeConnectionTypes,
	NodeOperationError,
	type IDataObject,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { readPlainText } from '../shared/text';
import { messageType } from '../Esms/fields/query';
import { oaId, templateId } from '../Esms/fields/sender';
import { listSearch } from '../Esms/methods/listSearch';
import { find, sample, type State, type Watched } from './find';

/** How many events a test in the editor shows. */
const SAMPLES = 10;

/** Polls under way, by workflow and node: n8n starts the next one on time, however long this one takes. */
const underWay = new Set<string>();

const shownFor = (event: string, properties: readonly INodeProperties[]): INodeProperties[] =>
	properties.map((property) => ({ ...property, displayOptions: { show: { event: [event] } } }));

export class EsmsPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'eSMS Polling Trigger',
		name: 'esmsPollingTrigger',
		icon: { light: 'file:../../icons/esms.svg', dark: 'file:../../icons/esms.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ "On " + $parameter["event"].replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description:
			'Ask eSMS.vn at intervals what became of messages, for n8n without a public address, and watch balance, ratings and users',
		defaults: { name: 'eSMS Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: undefined,
		credentials: [{ name: 'esmsApi', required: true }],
		properties: [
			{
				displayName: 'Trigger On',
				name: 'event',
				type: 'options',
				noDataExpression: true,
				required: true,
				options: [
					{
						name: 'Balance Below Limit',
						value: 'balance',
						description: 'The balance of the account fell below a limit',
					},
					{
						name: 'Message Outcome',
						value: 'messageStatus',
						description: 'A message was delivered, failed or was turned down',
					},
					{
						name: 'New Interacted User',
						value: 'interactedUser',
						description: 'Somebody wrote to or followed the Zalo Official Account',
					},
					{
						name: 'New Rating',
						value: 'rating',
						description: 'A receiver rated a service by a ZNS rating template',
					},
				],
				default: 'messageStatus',
			},
			...shownFor('messageStatus', [
				{
					displayName: 'Message Types',
					name: 'messageTypes',
					type: 'multiOptions',
					noDataExpression: true,
					required: true,
					options: messageType.parameters[0].options,
					default: ['2'],
					description: 'Types of the messages to watch. Each type is one more question a poll.',
				},
				{
					displayName: 'Outcomes',
					name: 'outcomes',
					type: 'multiOptions',
					noDataExpression: true,
					options: [
						{ name: 'Delivered', value: 'delivered', description: 'It reached every receiver' },
						{ name: 'Failed', value: 'failed', description: 'It reached no receiver' },
						{
							name: 'Partly Delivered',
							value: 'partial',
							description: 'It reached some of the receivers',
						},
						{
							name: 'Pending',
							value: 'pending',
							description: "No final result within 'Wait for Outcome (Hours)'",
						},
						{ name: 'Rejected', value: 'rejected', description: 'It was turned down and not sent' },
						{
							name: 'Unknown',
							value: 'unknown',
							description: 'Sending is over, but eSMS did not say how it went',
						},
					],
					default: [],
					description: 'Outcomes that start the workflow. Leave empty for all of them.',
				},
			]),
			...shownFor('balance', [
				{
					displayName: 'Limit (VND)',
					name: 'balanceLimit',
					type: 'number',
					required: true,
					typeOptions: { minValue: 0 },
					default: 500000,
					description:
						'The workflow starts once when the balance is below this, and again only after it was not',
				},
			]),
			{
				...oaId.parameters[0],
				displayOptions: { show: { event: ['interactedUser', 'rating'] } },
			},
			...shownFor('rating', templateId.parameters),
			...shownFor('messageStatus', [
				{
					displayName: 'Options',
					name: 'options',
					type: 'collection',
					placeholder: 'Add option',
					default: {},
					options: [
						{
							displayName: 'Wait for Outcome (Hours)',
							name: 'waitForOutcome',
							type: 'number',
							typeOptions: { minValue: 1, maxValue: 168 },
							default: 72,
							description:
								"How long a message is watched. If eSMS knows no final result by then, it comes out once as 'pending'.",
						},
					],
				},
			]),
		],
	};

	methods = {
		listSearch: {
			searchOfficialAccounts: listSearch.searchOfficialAccounts,
			searchZaloTemplates: listSearch.searchZaloTemplates,
		},
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const watched = watchedBy(this);
		if (this.getMode() === 'manual') {
			const events = await sample(this, watched, SAMPLES);
			if (events.length === 0) {
				throw new NodeOperationError(this.getNode(), 'eSMS has nothing of this kind yet', {
					description:
						watched.event === 'messageStatus'
							? "Send a message of the chosen 'Message Types', then fetch the test event again"
							: 'Fetch the test event again when there is something',
				});
			}
			return [events.map((json) => ({ json }))];
		}
		const id = `${this.getWorkflow().id}/${this.getNode().id}`;
		if (underWay.has(id)) return null;
		underWay.add(id);
		try {
			const stored = this.getWorkflowStaticData('node');
			const { events, state } = await find(this, watched, stored as State);
			// Only now, and in one go: a poll that fails on the way leaves all to the next one.
			for (const name of Object.keys(stored)) if (!(name in state)) delete stored[name];
			Object.assign(stored, state);
			return events.length > 0 ? [events.map((json) => ({ json }))] : null;
		} finally {
			underWay.delete(id);
		}
	}
}

/** What the node is set to watch. */
function watchedBy(context: IPollFunctions): Watched {
	const refuse = (message: string) => {
		throw new NodeOperationError(context.getNode(), message, {
			description: 'eSMS was not asked',
		});
	};
	const picked = ({ parameters: [{ name, displayName }] }: typeof oaId): string => {
		const checked = readPlainText(context.getNodeParameter(name, '', { extractValue: true }));
		if ('issue' in checked) return refuse(`'${displayName}' ${checked.issue}`) as never;
		return checked.value || (refuse(`'${displayName}' is empty, choose one`) as never);
	};
	const number = (value: unknown, label: string, least: number, most: number): number => {
		const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
		if (Number.isFinite(given) && Number(given) >= least && Number(given) <= most) {
			return Number(given);
		}
		const range = most === Infinity ? `${least} or more` : `from ${least} to ${most}`;
		return refuse(`'${label}' has to be a number, ${range}`) as never;
	};
	const event = context.getNodeParameter('event') as Watched['event'];
	switch (event) {
		case 'balance': {
			const limit = context.getNodeParameter('balanceLimit');
			return { event, limit: number(limit, 'Limit (VND)', 0, Infinity) };
		}
		case 'messageStatus': {
			const types = context.getNodeParameter('messageTypes') as string[];
			if (!Array.isArray(types) || types.length === 0)
				refuse("'Message Types' is empty, choose one");
			const { waitForOutcome = 72 } = context.getNodeParameter('options', {}) as IDataObject;
			return {
				event,
				types,
				outcomes: context.getNodeParameter('outcomes', []) as string[],
				hours: number(waitForOutcome, 'Wait for Outcome (Hours)', 1, 168),
			};
		}
		case 'interactedUser':
		case 'rating': {
			const oa = picked(oaId);
			if (event === 'interactedUser') return { event, oaId: oa };
			return { event, oaId: oa, templateId: picked(templateId) };
		}
	}
}
