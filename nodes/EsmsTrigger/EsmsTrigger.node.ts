import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IDataObject,
	type INodeCredentialTestResult,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import type { Outcome } from '../shared/outcome';
import { idList, isWanted } from './filter';
import { readBody, readQuery, separateOwn, type Parameter } from '../shared/callbacks/parameters';
import { newer } from '../shared/newer';
import { parseCallback, signedFields, type CallbackEvent } from '../shared/callbacks/parse';
import { RepeatMemory, repeatKey } from './repeats';
import { shortCodeReply } from './reply';
import { samplePage, samples } from './samples';
import { isSameText, isSignedBy } from './signature';

/** Some hours of a busy account: at about 250 bytes a key, 5 MB at most in each n8n process. */
const REMEMBERED_CALLBACKS = 20_000;

const memory = new RepeatMemory(REMEMBERED_CALLBACKS);

interface Guard {
	urlSecret: string;
	privateKey: string;
}

interface Options {
	emitRepeats?: boolean;
	repeatWindow?: number;
}

interface Filters {
	channels?: string[];
	oaIds?: unknown;
	templateIds?: unknown;
}

export class EsmsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'eSMS Trigger',
		name: 'esmsTrigger',
		icon: { light: 'file:../../icons/esms.svg', dark: 'file:../../icons/esms.dark.svg' },
		group: ['trigger'],
		// Not 1: for triggers of that version n8n evaluates an expression on every call, which costs
		// more than all the rest of a callback.
		version: 2,
		subtitle: '={{ $parameter["events"].join(", ") }}',
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
					{ name: 'Delivered', value: 'delivered', description: 'It reached every receiver' },
					{ name: 'Failed', value: 'failed', description: 'It reached no receiver' },
					{
						name: 'Partly Delivered',
						value: 'partial',
						description: 'It reached some of the receivers',
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
				description: 'Message outcomes that start the workflow. Leave empty for all of them.',
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
			// There is no server to ask: what can be wrong here is how the credential was filled in.
			async esmsCallbackTest(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			): Promise<INodeCredentialTestResult> {
				const { urlSecret, privateKey } = guardFrom(credential.data ?? {});
				if (urlSecret === '' && privateKey === '') {
					return {
						status: 'Error',
						message: "Fill in 'URL Secret', 'Short-Code Private Key' or both",
					};
				}
				if (!/^[A-Za-z0-9_-]*$/.test(urlSecret)) {
					return {
						status: 'Error',
						message: "'URL Secret' may only hold letters, digits, - and _",
					};
				}
				return { status: 'OK', message: 'The credential can be used' };
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

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		if (this.getRequestObject().method === 'HEAD') return { webhookResponse: '' };

		const { secret, parameters } = separateOwn(await receivedParameters(this));
		const guard =
			this.getNodeParameter('authentication') === 'none'
				? null
				: guardFrom(await this.getCredentials('esmsCallbackApi'));
		if (guard && !isTrustedUrl(guard, secret)) return unauthorized(this);

		const isTest = this.getMode() === 'manual';
		const events = this.getNodeParameter('events') as Array<CallbackEvent['event']>;
		if (parameters.length === 0) {
			if (!isTest) return { webhookResponse: 'eSMS Trigger' };
			const offered = samples(guard?.privateKey ?? '').filter(
				({ event }) => events.includes(event) && (event !== 'inboundSms' || maySign(guard)),
			);
			this.getResponseObject().type('html');
			return { webhookResponse: samplePage(offered, secret) };
		}

		const event = parseCallback(parameters);
		if (event.event === 'inboundSms' && guard && guard.privateKey !== '') {
			const { sign, ...fields } = signedFields(parameters);
			if (!isSignedBy(fields, sign, guard.privateKey)) return unauthorized(this);
		}

		const webhookResponse = answerTo(this, event);
		if (!isWanted(event, wantedBy(this, events))) return { webhookResponse };

		const options = this.getNodeParameter('options', {}) as Options;
		const key = repeatKey(event);
		const isRepeat = !isTest && (await isRepeated(this, key, options.repeatWindow ?? 60));
		if (isRepeat && options.emitRepeats !== true) return { webhookResponse };

		const { raw, ...known } = event;
		const json = { ...known, isRepeat, repeatKey: key, raw } as unknown as IDataObject;
		return { webhookResponse, workflowData: [[{ json }]] };
	}
}

/** Reads what was sent from the URL itself, because n8n's parser drops and folds parameters. */
async function receivedParameters(context: IWebhookFunctions): Promise<Parameter[]> {
	const request = context.getRequestObject() as ReturnType<
		IWebhookFunctions['getRequestObject']
	> & {
		rawBody?: { toString(encoding: 'utf8'): string };
		readRawBody?: () => Promise<void>;
	};
	const query = request.originalUrl.split('?').slice(1).join('?');
	let body: unknown = context.getBodyData();
	// n8n leaves bodies of a content type that it does not know unread, and rounds long IDs of JSON.
	const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
	const isRounded = isJson && typeof body === 'object' && body !== null;
	if (request.method === 'POST' && (body === undefined || isRounded)) {
		await request.readRawBody?.();
		body = request.rawBody?.toString('utf8') ?? body;
	}
	return [...readQuery(query), ...readBody(body)];
}

function guardFrom(data: IDataObject): Guard {
	return { urlSecret: textOf(data.urlSecret).trim(), privateKey: textOf(data.privateKey).trim() };
}

/** A text as it was typed, or what an expression gave in its place: a number, a list, nothing. */
function textOf(value: unknown): string {
	return String(value ?? '');
}

/** A credential that holds nothing trusts nobody: it was chosen to keep callers out. */
function isTrustedUrl(guard: Guard, secret: string | null): boolean {
	if (guard.urlSecret === '') return guard.privateKey !== '';
	return secret !== null && isSameText(secret, guard.urlSecret);
}

/** Where the signature alone keeps callers out, the page must not give a signed SMS to any visitor. */
function maySign(guard: Guard | null): boolean {
	return guard === null || guard.urlSecret !== '';
}

function unauthorized(context: IWebhookFunctions): IWebhookResponseData {
	context.getResponseObject().status(401).type('text').send('Unauthorized');
	return { noWebhookResponse: true };
}

/** The answer that eSMS documents for a short-code SMS; any other callback only wants a 200. */
function answerTo(context: IWebhookFunctions, event: CallbackEvent): string {
	if (event.event !== 'inboundSms') return 'OK';
	// n8n sends the text after it has stored the execution and keeps a content type that is set.
	context.getResponseObject().type('application/xml');
	const text = textOf(context.getNodeParameter('replyText', ''));
	return shortCodeReply(text, event.smsId ?? '', event.sender ?? '');
}

function wantedBy(context: IWebhookFunctions, events: Array<CallbackEvent['event']>) {
	const filters = context.getNodeParameter('filters', {}) as Filters;
	return {
		events,
		outcomes: context.getNodeParameter('outcomes', []) as Outcome[],
		channels: filters.channels ?? [],
		oaIds: idList(textOf(filters.oaIds)),
		templateIds: idList(textOf(filters.templateIds)),
	};
}

/**
 * Notes the callback before the workflow starts, so that a retry meanwhile is known as one: it waits
 * until n8n has answered the first, and takes its place if n8n could not start the workflow.
 */
async function isRepeated(
	context: IWebhookFunctions,
	callback: string,
	minutes: number,
): Promise<boolean> {
	const key = `${context.getWorkflow().id}/${context.getNode().id}/${callback}`;
	return await memory.isRepeat(
		key,
		Date.now(),
		minutes * 60_000,
		async () => (await answeredStatus(context.getResponseObject())) < 400,
	);
}

/** The status that n8n answers with. 'finish' would not tell it of a caller who has hung up. */
async function answeredStatus(
	response: ReturnType<IWebhookFunctions['getResponseObject']>,
): Promise<number> {
	return await new Promise((resolve) => {
		const end = response.end;
		response.end = (...given: unknown[]) => {
			response.end = end;
			resolve(response.statusCode);
			return (end as (...given: unknown[]) => typeof response).apply(response, given);
		};
	});
}
