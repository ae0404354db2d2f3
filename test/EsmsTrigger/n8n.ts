import axios, { type AxiosResponse } from 'axios';
import express, { type Request, type Response } from 'express';
import { WebhookContext } from 'n8n-core';
import {
	NodeHelpers,
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeTypes,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { EsmsTrigger } from '../../nodes/EsmsTrigger/EsmsTrigger.node';

/** How the trigger is set up in the workflow. */
export interface Setup {
	parameters?: INodeParameters;
	/** What the callback credential holds; the node chooses it if this is given. */
	credential?: IDataObject;
	/** Whether the editor listens (test URL) instead of an active workflow (production URL). */
	isTest?: boolean;
	/** Stands for n8n not being able to start an execution: the caller gets a 500. */
	isBroken?: () => boolean | Promise<boolean>;
}

/** A running trigger: where it listens, what it started and what reading it cost. */
export interface Running {
	/** The URL that the panel shows. */
	shownUrl: string;
	items: INodeExecutionData[];
	/** Executions, also one without items. */
	starts: number;
	credentialReads: number;
	/** Bodies that the trigger had read, beside those that n8n reads before. */
	bodyReads: number;
	/** Is over when a caller has hung up before its answer. */
	hungUp: Promise<void>;
	call: (urlEnd: string, options?: CallOptions) => Promise<AxiosResponse<string>>;
	stop: () => void;
}

export interface CallOptions {
	/** Hangs up before the answer. */
	signal?: AbortSignal;
	method?: 'GET' | 'HEAD' | 'POST';
	body?: unknown;
	contentType?: string;
	headers?: Record<string, string>;
}

let workflows = 0;

/** n8n loads a node once. */
const trigger = new EsmsTrigger();

/**
 * Serves the trigger as n8n does: Express with the extended query parser, n8n-core's WebhookContext,
 * the bodies that n8n parses, and n8n's way of answering with what `webhook()` returns.
 */
export async function listen(setup: Setup = {}): Promise<Running> {
	const nodeTypes = { getByNameAndVersion: () => trigger } as unknown as INodeTypes;
	const node: INode = {
		id: 'node-1',
		webhookId: '7f1c0d52-0000-4000-8000-000000000001',
		name: 'eSMS Trigger',
		type: 'n8n-nodes-esms.esmsTrigger',
		typeVersion: 2,
		position: [0, 0],
		parameters: {
			...setup.parameters,
			...(setup.credential && { authentication: 'esmsCallbackApi' }),
		},
		...(setup.credential && {
			credentials: { esmsCallbackApi: { id: 'credential-1', name: 'eSMS Callback' } },
		}),
	};
	workflows += 1;
	const workflow = new Workflow({
		id: `workflow-${workflows}`,
		nodes: [node],
		connections: {},
		active: !setup.isTest,
		nodeTypes,
	});
	const items: INodeExecutionData[] = [];
	const running = { items, starts: 0, credentialReads: 0, bodyReads: 0 };

	const answer = async (httpRequest: Request, httpResponse: Response) => {
		const additionalData = {
			httpRequest,
			httpResponse,
			credentialsHelper: {
				getDecrypted: async () => {
					running.credentialReads += 1;
					return setup.credential;
				},
			},
		} as unknown as IWorkflowExecuteAdditionalData;
		const webhookDescription = trigger.description.webhooks?.find(
			({ name, httpMethod }) => name === 'default' && httpMethod === httpRequest.method,
		);
		const webhookData = { webhookDescription } as IWebhookData;
		const mode = setup.isTest ? 'manual' : 'webhook';
		const result = await trigger.webhook.call(
			new WebhookContext(workflow, node, additionalData, mode, webhookData, [], null),
		);
		if (await setup.isBroken?.()) {
			httpResponse.status(500).json({ code: 0 });
			return;
		}
		if (result.workflowData) running.starts += 1;
		items.push(...(result.workflowData ?? []).flat());
		if (result.noWebhookResponse) return;
		httpResponse.status(200);
		if (typeof result.webhookResponse === 'string') httpResponse.send(result.webhookResponse);
		else httpResponse.json(result.webhookResponse ?? { message: 'Workflow was started' });
	};

	const app = express();
	app.set('query parser', 'extended');
	let onHungUp: () => void = () => undefined;
	const hungUp = new Promise<void>((resolve) => {
		onHungUp = resolve;
	});
	app.use((request, response, next) => {
		response.once('close', () => {
			if (!response.writableEnded) onHungUp();
		});
		Object.assign(request, {
			readRawBody: async () => {
				if (Object.hasOwn(request, 'rawBody')) return;
				running.bodyReads += 1;
				const chunks: Uint8Array[] = [];
				for await (const chunk of request) chunks.push(chunk as Uint8Array);
				const rawBody = new TextDecoder().decode(Uint8Array.from(chunks.flatMap((it) => [...it])));
				Object.assign(request, { rawBody });
			},
		});
		next();
	});
	const verify = (request: object, _response: unknown, rawBody: unknown) => {
		Object.assign(request, { rawBody });
	};
	const limit = '16mb';
	app.use(express.json({ strict: false, verify, limit }));
	app.use(express.urlencoded({ extended: false, verify, limit }), express.text({ verify, limit }));
	app.all('/webhook/:id/esms', async (request, response) => await answer(request, response));

	const server = app.listen(0, '127.0.0.1');
	await new Promise((resolve) => {
		server.once('listening', resolve);
	});
	const { port } = server.address() as { port: number };
	const shown = trigger.description.webhooks?.find(({ ndvHideUrl }) => !ndvHideUrl);
	const shownUrl = NodeHelpers.getNodeWebhookUrl(
		`http://127.0.0.1:${port}/webhook`,
		workflow.id,
		node,
		shown?.path ?? '',
	);
	return Object.assign(running, {
		shownUrl,
		hungUp,
		call: async (
			urlEnd: string,
			{ signal, method = 'GET', body, contentType, headers }: CallOptions = {},
		) =>
			await axios.request<string>({
				signal,
				method,
				url: `${shownUrl.split('?')[0]}${urlEnd}`,
				data: body,
				headers: { ...(contentType !== undefined && { 'content-type': contentType }), ...headers },
				validateStatus: () => true,
				responseType: 'text',
				transformResponse: (text: string) => text,
			}),
		stop: () => {
			server.close();
		},
	});
}
