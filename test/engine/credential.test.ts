import express from 'express';
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	Workflow,
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type ICredentialsDecrypted,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { EsmsApi } from '../../credentials/EsmsApi.credentials';
import errors from '../../contract/errors.json';
import type { FaultRequest } from '../../simulator/faults';
import { credentials, simulator } from './simulator';

const credentialType = new EsmsApi();

/** The value at a path such as `CodeResponse[0]`, as lodash reads it: a text has characters, nothing has none. */
const at = (body: unknown, path: string): unknown =>
	path
		.split(/[.[\]]+/)
		.filter((name) => name !== '')
		.reduce<unknown>(
			(value, name) => (value as Record<string, unknown> | null | undefined)?.[name],
			body,
		);

/** A node that has the credential, as n8n gives it to whoever sends with it. */
function withCredential(data: ICredentialDataDecryptedObject) {
	const type = {
		description: {
			displayName: 'Temp',
			name: 'temp',
			group: ['input'],
			version: 1,
			description: '',
			defaults: { name: 'Temp' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'esmsApi', required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					routing: { request: credentialType.test.request },
					default: '',
				},
			],
		},
	} as INodeType;
	const node: INode = {
		id: 'temp',
		parameters: {},
		name: 'Temp',
		type: 'temp',
		typeVersion: 1,
		position: [0, 0],
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
	const additionalData = {
		credentialsHelper: {
			getParentTypes: () => [],
			authenticate: async (
				found: ICredentialDataDecryptedObject,
				_type: string,
				options: IHttpRequestOptions,
			) => await credentialType.authenticate(found, options),
			preAuthentication: async () => undefined,
			getDecrypted: async () => data,
			getCredentialsProperties: () => credentialType.properties,
		},
		hooks: { runHook: async () => {} },
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	return { type, context };
}

/** Tests a credential as n8n's server does: its request through the declarative engine, then its rules on the body. */
async function tested(data: ICredentialDataDecryptedObject): Promise<string> {
	const { type, context } = withCredential(data);
	const decrypted: ICredentialsDecrypted = { id: '1', name: 'eSMS', type: 'esmsApi', data };
	let body: unknown;
	try {
		const answered = await new RoutingNode(context, type, decrypted).runNode();
		body = answered?.[0][0].json;
	} catch (error) {
		return (error as Error).message;
	}
	for (const rule of credentialType.test.rules ?? []) {
		if (rule.type !== 'responseSuccessBody') continue;
		if (at(body, rule.properties.key) === rule.properties.value) return rule.properties.message;
	}
	return 'OK';
}

const stranger = 'What answered is not eSMS. Check the URL fields of this credential.';

test('right keys pass', async () => {
	expect(await tested(credentials())).toBe('OK');
	expect(simulator.requests).toMatchObject([
		{ operationId: 'getBalance', schemaErrors: [], keysOk: true },
	]);
});

test.each([
	['101', 'WRONG', /^The API Key or the Secret Key is wrong\. Copy both keys/],
	['143', 'LOCKED', /locked/i],
	['140', 'BLOCKED-IP', /IP/],
])('%s says what to do', async (_code, apiKey, message) => {
	const words = await tested({ ...credentials(), apiKey });
	expect(words).toMatch(message);
});

const others = errors.codes
	.map(({ code }) => code)
	.filter((code) => !['100', '101', '140', '143'].includes(code));

test.each(others)('%s fails', async (code) => {
	simulator.fault({ kind: 'code', code });
	expect(await tested(credentials())).toMatch(/^eSMS refused the request/);
});

test.each<[string, FaultRequest]>([
	['an HTML page', { kind: 'status', status: 200, body: '<html>Log in</html>' }],
	['nothing', { kind: 'status', status: 200, body: '' }],
	['JSON of something else', { kind: 'status', status: 200, body: '{"status":"ok"}' }],
])('%s is told in words', async (_title, fault) => {
	simulator.fault(fault);
	expect(await tested(credentials())).toBe(stranger);
});

test('an empty list fails, in whatever words n8n has for it', async () => {
	simulator.fault({ kind: 'status', status: 200, body: '[]' });
	expect(await tested(credentials()).catch(String)).not.toBe('OK');
});

test('a URL that is none fails by its label', async () => {
	const words = await tested({ ...credentials(), restUrl: 'rest.esms.vn' });
	expect(words).toContain("'REST URL'");
	expect(simulator.requests).toEqual([]);
});

test('a redirect is not followed, so that nobody else gets the keys', async () => {
	const asked: string[] = [];
	const app = express();
	app.post('/:status/*rest', (request, response) => {
		response.redirect(Number(request.params.status), '/stolen');
	});
	app.use('/stolen', (request, response) => {
		asked.push(request.url);
		response.send('{"CodeResponse":"100"}');
	});
	const server = app.listen(0, '127.0.0.1');
	await new Promise((done) => server.once('listening', done));
	const { port } = server.address() as { port: number };
	for (const status of [301, 302, 307, 308]) {
		const restUrl = `http://127.0.0.1:${port}/${status}`;
		expect(await tested({ ...credentials(), restUrl }).catch(String)).not.toBe('OK');
	}
	server.close();
	expect(asked).toEqual([]);
});

describe('the HTTP Request node, which hands over a uri and follows redirects', () => {
	const ask = async (data: ICredentialDataDecryptedObject, request: IDataObject) => {
		const { context } = withCredential(data);
		const { requestWithAuthentication } = context.helpers;
		return (await requestWithAuthentication.call(context, 'esmsApi', {
			headers: {},
			gzip: true,
			followRedirect: true,
			followAllRedirects: true,
			...request,
		} as never)) as IDataObject;
	};
	const api = 'https://rest.esms.vn/MainService.svc/json';

	test.each<[string, IDataObject]>([
		['a POST without a body', { method: 'POST', uri: `${api}/GetBalance_json`, json: true }],
		['JSON', { method: 'POST', uri: `${api}/GetBalance_json`, body: { a: 1 }, json: true }],
		[
			'JSON as text',
			{
				method: 'POST',
				uri: `${api}/GetBalance_json`,
				body: '{"a":1}',
				headers: { 'content-type': 'application/json' },
			},
		],
		['a query', { method: 'GET', uri: `${api}/GetSendStatus`, qs: { RefId: 'a' }, json: true }],
	])('gets the keys to eSMS with %s', async (_what, request) => {
		await ask(credentials(), request).catch(() => undefined);
		expect(simulator.requests).toMatchObject([{ keysOk: true }]);
	});

	test('cannot send them elsewhere', async () => {
		const sent = ask(credentials(), { method: 'POST', uri: 'http://127.0.0.1:9/a' });
		await expect(sent).rejects.toThrow(/gives its keys to eSMS only/);
	});

	test.each(['GET', 'POST'] as const)('follows no redirect of a %s', async (method) => {
		const stolen: string[] = [];
		const app = express();
		app.all('/redirect/*rest', (_request, response) => response.redirect(307, '/stolen'));
		app.all('/stolen', (request, response) => {
			stolen.push(request.url);
			response.send('{}');
		});
		const server = app.listen(0, '127.0.0.1');
		await new Promise((done) => server.once('listening', done));
		const { port } = server.address() as { port: number };
		const data = { ...credentials(), restUrl: `http://127.0.0.1:${port}/redirect` };
		await expect(ask(data, { method, uri: `${api}/GetBalance_json` })).rejects.toThrow();
		server.close();
		expect(stolen).toEqual([]);
	});
});
