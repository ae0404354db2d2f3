import express from 'express';
import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INodeExecutionData,
	type IRun,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Esms } from '../../nodes/Esms/Esms.node';

/** What is sent to a waiting node: a form in either encoding, a JSON text, or nothing. */
export interface WebhookCall {
	method?: string;
	body?: URLSearchParams | FormData | string;
}

/** A multipart body as n8n hands it on: the values below `data`, a list where a name came more than once. */
async function readMultipart(request: express.Request) {
	const parts: Uint8Array[] = [];
	for await (const part of request) parts.push(part as Uint8Array);
	const { headers } = request;
	const form = await new Response(Buffer.concat(parts), {
		headers: headers as Record<string, string>,
	}).formData();
	const data = [...new Set(form.keys())].map((name) => {
		const values = form.getAll(name);
		return [name, values.length > 1 ? values : values[0]];
	});
	return { data: Object.fromEntries(data) as IDataObject, files: {} };
}

/** Calls the waiting node of an execution as n8n does, and gives its answer and what it hands on. */
export async function callWaiting(
	waiting: IRun,
	search: string,
	{ method = 'GET', body }: WebhookCall = {},
) {
	const node = new Esms();
	const data = waiting.data.executionData?.nodeExecutionStack[0].node;
	if (!data) throw new Error('no node waits');
	const workflow = new Workflow({
		id: 'test',
		nodes: [data],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => node,
			getByNameAndVersion: () => node,
			getKnownTypes: () => ({}),
		},
	});
	// Forms are taken apart by Node's own parser and bodies up to 16 MB taken, as n8n does.
	const limit = '16mb';
	const app = express().use(
		express.json({ limit }),
		express.urlencoded({ extended: false, limit }),
	);
	let output: INodeExecutionData[] | undefined;
	let answersTwice = false;
	app.all('/waiting', async (httpRequest, httpResponse) => {
		if (httpRequest.is('multipart/form-data')) httpRequest.body = await readMultipart(httpRequest);
		const additionalData = { httpRequest, httpResponse };
		const result = await node.webhook.call(
			new WebhookContext(
				workflow,
				data,
				additionalData as unknown as IWorkflowExecuteAdditionalData,
				'manual',
				{} as IWebhookData,
				[],
				waiting.data,
			),
		);
		output = result.workflowData?.flat();
		if (result.noWebhookResponse) return;
		answersTwice = httpResponse.headersSent;
		if (!answersTwice) httpResponse.send(result.webhookResponse);
	});
	const server = app.listen(0, '127.0.0.1');
	await new Promise((done) => server.once('listening', done));
	const { port } = server.address() as { port: number };
	const response = await fetch(`http://127.0.0.1:${port}/waiting${search}`, {
		method,
		body,
		...(typeof body === 'string' && { headers: { 'content-type': 'application/json' } }),
	});
	server.close();
	if (answersTwice) throw new Error('the node has answered and lets n8n answer too');
	const { status, headers } = response;
	const items = output?.map(({ json }) => json);
	return { status, headers, text: await response.text(), output, items };
}
