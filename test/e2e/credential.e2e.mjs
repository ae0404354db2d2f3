import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { freePort } from '../../scripts/process.mjs';
import { rest, setting } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

const good = setting.credentialData;

describe('the credential test', () => {
	/** @type {Record<string, string>} what each path of a server that is not eSMS answers */
	const answers = {
		html: '<html><body>Welcome</body></html>',
		empty: '',
		object: '{}',
		code: '{"CodeResponse":"999"}',
	};
	const stranger = createServer((request, response) => {
		response.end(answers[request.url?.split('/')[1] ?? '']);
	});
	let strangerUrl = '';
	let closedUrl = '';
	before(async () => {
		const port = await freePort();
		await new Promise((done) => stranger.listen(port, '127.0.0.1', () => done(undefined)));
		strangerUrl = `http://127.0.0.1:${port}`;
		closedUrl = `http://127.0.0.1:${await freePort()}`;
	});
	after(() => stranger.close());

	/** @param {Record<string, string>} change */
	const test = (change) => rest.testCredential(setting.credential, { ...good, ...change });

	it('passes with the right keys', async () => {
		assert.deepEqual(await test({}), { status: 'OK', message: 'Connection successful!' });
	});

	it('passes with blanks around the keys, as they are copied', async () => {
		const { status } = await test({
			apiKey: ` ${good.apiKey}\n`,
			secretKey: ` ${good.secretKey} `,
		});
		assert.equal(status, 'OK');
	});

	for (const { what, change, message } of [
		{
			what: 'a wrong secret key (101)',
			change: { secretKey: 'wrong' },
			message: /API Key or the Secret Key is wrong.*Copy both keys/s,
		},
		{
			what: 'a locked account (143)',
			change: { apiKey: 'LOCKED' },
			message: /locked or not activated.*unlock/s,
		},
		{
			what: 'an address that eSMS does not know (140)',
			change: { apiKey: 'BLOCKED-IP' },
			message: /IP address.*whitelist/s,
		},
	]) {
		it(`says what to do about ${what}`, async () => {
			const result = await test(change);
			assert.equal(result.status, 'Error');
			assert.match(result.message, message);
		});
	}

	for (const path of Object.keys(answers)) {
		it(`fails when what answers is not eSMS: ${path}`, async () => {
			const result = await test({ restUrl: `${strangerUrl}/${path}` });
			assert.equal(result.status, 'Error');
			assert.ok(result.message.length > 0);
		});
	}

	it('fails when nothing answers', async () => {
		assert.equal((await test({ restUrl: closedUrl })).status, 'Error');
	});

	it('names the field whose URL is none', async () => {
		const result = await test({ restUrl: 'rest.esms.vn' });
		assert.equal(result.status, 'Error');
		assert.match(result.message, /'REST URL'/);
	});
});

describe('the credential in an HTTP Request node', () => {
	/** @type {string[]} what a server that is not eSMS was asked */
	const stolen = [];
	const elsewhere = createServer((request, response) => {
		const [, status = ''] = /^\/redirect(\d+)/.exec(request.url ?? '') ?? [];
		if (status) {
			response.writeHead(Number(status), { location: '/stolen' }).end();
			return;
		}
		stolen.push(request.url ?? '');
		response.end('{}');
	});
	let url = '';
	before(async () => {
		const port = await freePort();
		await new Promise((done) => elsewhere.listen(port, '127.0.0.1', () => done(undefined)));
		url = `http://127.0.0.1:${port}`;
	});
	after(() => elsewhere.close());

	/**
	 * @param {Json} parameters of the HTTP Request node
	 * @param {Json} [credential]
	 */
	async function request(parameters, credential = setting.credential) {
		const workflow = await rest.createWorkflow({
			name: 'HTTP Request with the credential of eSMS',
			nodes: [
				{
					id: 'start',
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				{
					id: 'http',
					name: 'HTTP',
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					position: [200, 0],
					parameters: {
						authentication: 'predefinedCredentialType',
						nodeCredentialType: 'esmsApi',
						options: {},
						...parameters,
					},
					credentials: { esmsApi: { id: credential.id, name: credential.name } },
				},
			],
			connections: { Start: { main: [[{ node: 'HTTP', type: 'main', index: 0 }]] } },
		});
		const execution = await rest.run(workflow, 'Start');
		return { execution, items: itemsOf(execution, 'HTTP') };
	}

	const api = 'https://rest.esms.vn/MainService.svc/json';
	for (const [what, parameters] of /** @type {[string, Json][]} */ ([
		['a POST without a body', { method: 'POST', url: `${api}/GetBalance_json` }],
		[
			'a POST of JSON',
			{
				method: 'POST',
				url: `${api}/GetBalance_json`,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '{}',
			},
		],
		[
			'a POST of JSON as text',
			{
				method: 'POST',
				url: `${api}/GetBalance_json`,
				sendBody: true,
				contentType: 'raw',
				rawContentType: 'application/json',
				body: '{}',
			},
		],
	])) {
		it(`gives the keys to eSMS: ${what}`, async () => {
			const { execution, items } = await request(parameters);
			assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
			const [answer] = items;
			const found = answer.data ? JSON.parse(answer.data) : answer;
			assert.equal(String(found.CodeResponse), '100', JSON.stringify(answer));
		});
	}

	it('refuses any other address with a sentence', async () => {
		const { execution } = await request({ method: 'POST', url: `${url}/other` });
		assert.equal(execution.status, 'error');
		const error = execution.data.resultData.error;
		assert.match(JSON.stringify(error), /gives its keys to eSMS only/);
		assert.deepEqual(stolen, []);
	});

	for (const status of [302, 307]) {
		it(`follows no redirect: ${status}`, async () => {
			const data = { ...good, restUrl: `${url}/redirect${status}` };
			const other = await rest.createCredential('esmsApi', `Redirect ${status}`, data);
			for (const method of ['GET', 'POST']) {
				const { execution } = await request({ method, url: `${api}/GetBalance_json` }, other);
				assert.equal(execution.status, 'error');
			}
			assert.equal((await rest.testCredential(other, data)).status, 'Error');
			assert.deepEqual(stolen, []);
		});
	}
});
