import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type INodeCredentialTestResult,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { newer } from '../shared/newer';
import { checkSecrets, secretsOf } from './secrets';
import { handleCallback } from './webhook';

export class EsmsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'eSMS Trigger',
		name: 'esmsTrigger',
		icon: { light: 'file:../../icons/esms.svg', dark: 'file:../../icons/esms.dark.svg' },
		group: ['trigger'],
		// Not 1: for triggers of that version n8n evaluates an expression on every call, which costs
		// more than all the rest of a callback.
		version: 2,
		subtitle:
			'={{ "On " + $parameter["events"].join(", ").replace(/([A-Z])/g, " $1").toLowerCase().replace("sms", "SMS") }}',
		// n8n's node search shows both nodes as one, under this description.
		description:
			'Send SMS, Zalo, Viber and voice messages through eSMS.vn, and start workflows with their delivery reports',
		eventTriggerDescription: 'Waiting for eSMS to call the URL',
		activationMessage:
			'Callbacks now start this workflow. Make sure that eSMS has the Production URL.',
		...newer({
			builderHint: {
				searchHint:
					"Starts when eSMS reports what became of a message or call ('outcome'), decides on a template, or passes on an SMS to a short code. Its Production URL goes into the callback URL of the sends or of the eSMS API credential.",
				relatedNodes: [
					{
						nodeType: 'n8n-nodes-esms.esms',
						relationHint: 'Sends the messages, and looks their status up',
					},
				],
			},
		}),
		defaults: { name: 'eSMS Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: undefined,
		credentials: [
			{
				name: 'esmsCallbackApi',
				required: true,
				testedBy: 'esmsCallbackTest',
				displayOptions: { show: { authentication: ['esmsCallbackApi'] } },
			},
		],
		webhooks: [
			// Shown, never called: a path with a query is how the panel gets to show the URL that ends
			// in an empty parameter, behind which eSMS may append its own with '?' or with '&'.
			{
				name: 'setup',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				responseData: '',
				path: 'esms?esms=',
				ndvHideMethod: true,
			},
			{
				name: 'default',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				// Left out, n8n answers 'firstEntryJson' instead of what the webhook returns.
				responseData: '',
				path: 'esms',
				ndvHideUrl: true,
			},
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: 'esms',
				ndvHideUrl: true,
			},
			{
				name: 'default',
				httpMethod: 'HEAD',
				responseMode: 'onReceived',
				responseData: '',
				path: 'esms',
				ndvHideUrl: true,
			},
		],
		triggerPanel: {
			header: 'Receive callbacks from eSMS',
			executionsHelp: {
				inactive:
					"<b>To try it</b>, click 'Execute step', open the Test URL in a browser tab and choose a sample: one for each click.<br /><br /><b>To go live</b>, publish the workflow (in n8n 1: activate it) and paste the Production URL into 'Default Callback URL' of the eSMS API credential, or into 'Callback URL' of a send. It only answers while the workflow is published.",
				active:
					"<b>To try it</b>, click 'Execute step', open the Test URL in a browser tab and choose a sample: one for each click.<br /><br /><b>The workflow is published</b>: callbacks to the Production URL start it. They show up in the <a data-key='executions'>executions list</a>, but not here.",
			},
			activationHint:
				"Once you have finished building your workflow, publish it (in n8n 1: activate it) and paste the Production URL into 'Default Callback URL' of the eSMS API credential, or into 'Callback URL' of a send.",
		},
		properties: [
			{
				displayName:
					"To try it: click 'Execute step', open the Test URL (under 'Webhook URLs') in a browser tab and choose a sample.",
				name: 'tryNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName:
					"To go live: publish the workflow (in n8n 1: activate it) and paste the Production URL into 'Default Callback URL' of the eSMS API credential, or into 'Callback URL' of a send.",
				name: 'urlNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				noDataExpression: true,
				required: true,
				options: [
					{
						name: 'Call Status',
						value: 'callStatus',
						description: 'A voice call was made, answered or missed',
					},
					{
						name: 'Message Status',
						value: 'messageStatus',
						description: 'An SMS, Zalo or Viber message was delivered, refused or is on its way',
					},
					{
						name: 'Short-Code SMS Received',
						value: 'inboundSms',
						description: 'A customer wrote to your short code',
					},
					{
						name: 'Template Registration',
						value: 'templateRegistration',
						description:
							'A registered template was decided on. eSMS does not document these callbacks: any that is none of the other events comes out here as it was sent.',
					},
				],
				default: ['messageStatus'],
			},
			{
				displayName: 'Outcomes',
				name: 'outcomes',
				type: 'multiOptions',
				noDataExpression: true,
				displayOptions: { show: { events: ['messageStatus'] } },
				options: [
					{
						name: 'Delivered',
						value: 'delivered',
						description: 'It reached every receiver reported so far',
					},
					{
						name: 'Failed',
						value: 'failed',
						description: 'It reached none of the receivers reported so far',
					},
					{
						name: 'Partly Delivered',
						value: 'partial',
						description: 'It reached some of the receivers reported so far',
					},
					{ name: 'Pending', value: 'pending', description: 'No final result yet' },
					{ name: 'Rejected', value: 'rejected', description: 'It was turned down and not sent' },
					{
						name: 'Unknown',
						value: 'unknown',
						description: 'Sending is over, but eSMS did not say how it went',
					},
				],
				default: [],
				description:
					"Message outcomes that start the workflow. Leave empty for all of them. While eSMS has reported on some receivers of a message only, its outcome is about those and 'isFinal' is false.",
			},
			{
				displayName: 'Reply Text',
				name: 'replyText',
				type: 'string',
				displayOptions: { show: { events: ['inboundSms'] } },
				default: '',
				placeholder: 'e.g. Thank you, we will call you back.',
				description: 'Text that eSMS sends back to the customer who wrote to your short code',
			},
			{
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Callback Credential', value: 'esmsCallbackApi' },
					{ name: 'None', value: 'none' },
				],
				default: 'none',
				description:
					'How to make sure that a callback is from eSMS, which does not sign its delivery reports. The credential holds a secret for the URL and the private key of short codes.',
			},
			{
				displayName:
					"If the credential has a 'URL Secret', put <code>?secret=YOUR_SECRET&esms=</code> in place of <code>?esms=</code> at the end of the URL. Callbacks without it are answered with 401.",
				name: 'secretNotice',
				type: 'notice',
				displayOptions: { show: { authentication: ['esmsCallbackApi'] } },
				default: '',
			},
			{
				displayName: 'Message Filters',
				name: 'filters',
				type: 'collection',
				placeholder: 'Add Filter',
				displayOptions: { show: { events: ['messageStatus'] } },
				default: {},
				options: [
					{
						displayName: 'Channels',
						name: 'channels',
						type: 'multiOptions',
						options: [
							{ name: 'SMS', value: 'sms' },
							{ name: 'Viber', value: 'viber' },
							{ name: 'Zalo', value: 'zalo' },
						],
						default: [],
						description: 'Channels whose messages start the workflow',
					},
					{
						displayName: 'OA IDs',
						name: 'oaIds',
						type: 'string',
						default: '',
						placeholder: 'e.g. 1397492183140006179',
						description:
							"IDs of the Zalo Official Accounts whose messages start the workflow, separated by commas. 'Get Many' of the resource 'Official Account' in an eSMS node lists them.",
					},
					{
						displayName: 'Template IDs',
						name: 'templateIds',
						type: 'string',
						default: '',
						placeholder: 'e.g. 205644, 523194',
						description:
							"IDs of the ZNS templates whose messages start the workflow, separated by commas. 'Get Many Zalo Templates' of an eSMS node lists them.",
					},
				],
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						displayName: 'Emit Repeats',
						name: 'emitRepeats',
						type: 'boolean',
						default: true,
						description:
							"Whether a repeated callback starts the workflow too, with 'isRepeat' set to true",
					},
					{
						displayName: 'Greatest Age of Short-Code SMS (Minutes)',
						name: 'greatestAge',
						type: 'number',
						typeOptions: { minValue: 0 },
						default: 0,
						description:
							"How far the 'receiverTime' of a short-code SMS may be from now, so that an old one that is sent again is refused. 0 takes an SMS of any time.",
					},
					{
						displayName: 'Repeat Window (Minutes)',
						name: 'repeatWindow',
						type: 'number',
						typeOptions: { minValue: 0 },
						default: 60,
						description:
							'How long the same callback counts as a repeat, as eSMS calls up to 5 times again. 0 lets every callback through.',
					},
				],
			},
		],
	};

	methods = {
		credentialTest: {
			async esmsCallbackTest(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			): Promise<INodeCredentialTestResult> {
				return checkSecrets(secretsOf(credential.data ?? {}));
			},
		},
	};

	// eSMS is given the URL with each message or in its portal, so there is nothing to register.
	webhookMethods = {
		default: {
			async checkExists(): Promise<boolean> {
				return true;
			},
			async create(): Promise<boolean> {
				return true;
			},
			async delete(): Promise<boolean> {
				return true;
			},
		},
	};

	webhook = handleCallback;
}
