import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { freePort } from '../../scripts/process.mjs';
import { rest, setting } from './setting.mjs';

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
