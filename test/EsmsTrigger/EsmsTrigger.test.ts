import { NodeHelpers, type INodeParameters } from 'n8n-workflow';

import contract from '../../contract/callbacks.json';
import preview from '../../nodes/EsmsTrigger/__schema__/v2.0.0.json';
import { EsmsTrigger } from '../../nodes/EsmsTrigger/EsmsTrigger.node';
import { shortCodeSignature } from '../../nodes/EsmsTrigger/signature';
import { listen, type CallOptions, type Running, type Setup } from './n8n';

const ALL_EVENTS = ['callStatus', 'inboundSms', 'messageStatus', 'templateRegistration'];
const DELIVERED =
	'SMSID=a1&SendStatus=5&SendSuccess=1&SendFailed=0&TypeId=2&phonenumber=0901888484';
const SMS =
	'serviceNumber=8041&sender=84901888484&smsid=m1&content=DK+An&cpid=p&receiverTime=20130228130101';

let running: Running;
const start = async (setup?: Setup) => {
	running = await listen(setup);
	return running;
};
const jsons = () => running.items.map(({ json }) => json);

/** Something to wait for, and the way to let the waiting go on. */
function gate<T>() {
	let open: (value: T) => void = () => undefined;
	const opened = new Promise<T>((resolve) => {
		open = resolve;
	});
	return { open, opened };
}

afterEach(() => running.stop());

describe('a callback', () => {
	const wire = contract.samples.filter(({ id }) => id !== 'znsOldUnencoded');
	test.each(wire.map((sample) => [sample.id, sample] as const))(
		'%s starts the workflow with its event',
		async (_id, { query, expected }) => {
			await start({ parameters: { events: ALL_EVENTS } });
			const { status, data } = await running.call(`?${query}`);

			expect([status, data]).toEqual([200, 'OK']);
			expect(jsons()).toMatchObject([
				{ ...expected.normalised, isRepeat: false, raw: expected.raw },
			]);
		},
	);

	test('message status is what the node starts on unless told otherwise', async () => {
		await start();
		await running.call(`?${DELIVERED}`);
		await running.call('?ReferenceId=1');
		expect(jsons()).toMatchObject([{ event: 'messageStatus', smsId: 'a1' }]);
	});

	test('asks for no credential unless the node has one', async () => {
		await start();
		await running.call(`?${DELIVERED}`);
		expect(running.credentialReads).toBe(0);
	});
});

describe('the URL that the panel shows', () => {
	test.each(['', '&', '?'])('takes parameters appended with %j', async (separator) => {
		await start();
		const appended = separator === '' ? '' : `${separator}${DELIVERED}`;
		expect(running.shownUrl).toMatch(/\/webhook\/[\w-]+\/esms\?esms=$/);
		const end = running.shownUrl.split('/esms')[1] + appended;
		const { status } = await running.call(end);

		expect(status).toBe(200);
		const smsIds = jsons().map(({ smsId, raw }) => [smsId, (raw as { SMSID: string }).SMSID]);
		expect(smsIds).toEqual(separator === '' ? [] : [['a1', 'a1']]);
		expect(JSON.stringify(jsons())).not.toContain('"esms"');
	});

	test('takes them in place of its own query too', async () => {
		await start();
		await running.call(`?${DELIVERED}`);
		expect(jsons()).toMatchObject([{ smsId: 'a1' }]);
	});
});

describe('answered with 200 without starting the workflow', () => {
	test.each<[string, string, Setup, CallOptions?]>([
		['a visitor', '', {}],
		['a visitor of the whole URL', '?esms=', {}],
		['HEAD', '', {}, { method: 'HEAD' }],
		['HEAD with parameters', `?${DELIVERED}`, {}, { method: 'HEAD' }],
		['POST without a body', '', {}, { method: 'POST' }],
		['POST of an empty object', '', {}, { method: 'POST', body: {} }],
		['an event that was not chosen', `?${DELIVERED}`, { parameters: { events: ['callStatus'] } }],
		['an unknown callback', '?status=2', {}],
		['another outcome', `?${DELIVERED}`, { parameters: { outcomes: ['failed'] } }],
		['another channel', `?${DELIVERED}`, { parameters: { filters: { channels: ['zalo'] } } }],
		['another OA', `?${DELIVERED}&oaid=1`, { parameters: { filters: { oaIds: '2, 3' } } }],
		[
			'another template',
			`?${DELIVERED}&tempid=1`,
			{ parameters: { filters: { templateIds: '2' } } },
		],
	])('%s', async (_what, end, setup, ...options) => {
		await start(setup);
		const { status } = await running.call(end, ...options);
		expect([status, running.items, running.starts]).toEqual([200, [], 0]);
	});

	test('a visitor reads what answers', async () => {
		await start();
		expect((await running.call('')).data).toBe('eSMS Trigger');
	});
});

test('filters let the right ones through', async () => {
	const filters = { channels: ['sms'], oaIds: '2, 3', templateIds: '4' };
	await start({ parameters: { outcomes: ['delivered'], filters } });
	await running.call(`?${DELIVERED}&oaid=3&tempid=4`);
	expect(running.items).toHaveLength(1);
});

describe('values that an expression gives as something other than a text', () => {
	test.each<[string, string, INodeParameters]>([
		['numbers', '&oaid=2&tempid=205644', { filters: { oaIds: 2, templateIds: 205644 } }],
		['a list', '&oaid=3', { filters: { oaIds: ['2', '3'] } }],
		['nothing', '', { filters: { oaIds: null, templateIds: null, channels: null } as never }],
	])('%s in the filters', async (_what, more, parameters) => {
		await start({ parameters });
		const { status } = await running.call(`?${DELIVERED}${more}`);
		expect([status, running.items.length]).toEqual([200, 1]);
	});

	test.each<[unknown, string]>([
		[42, '42'],
		[null, ''],
	])('%j as the reply text', async (replyText, written) => {
		await start({ parameters: { events: ['inboundSms'], replyText } as INodeParameters });
		const { status, data } = await running.call(`?${SMS}&sign=x`);
		expect([status, data]).toEqual([200, expect.stringContaining(`<Message>${written}</Message>`)]);
	});

	test('a number as the secret, and no private key', async () => {
		await start({ credential: { urlSecret: 12345, privateKey: null } });
		const { status } = await running.call(`?secret=12345&${DELIVERED}`);
		expect([status, running.items.length]).toEqual([200, 1]);
	});

	test('no secret, and a number as the private key', async () => {
		const fields = { cpid: 'p', smsid: 'm1', content: 'DK An', receiverTime: '20130228130101' };
		const sign = encodeURIComponent(shortCodeSignature(fields, '77'));
		await start({
			credential: { urlSecret: null, privateKey: 77 },
			parameters: { events: ['inboundSms'] },
		});
		const { status } = await running.call(`?${SMS}&sign=${sign}`);
		expect([status, running.items.length]).toEqual([200, 1]);
	});
});

describe('POST', () => {
	test.each<[string, unknown, string | undefined]>([
		['form', DELIVERED, 'application/x-www-form-urlencoded'],
		['JSON', JSON.stringify({ SMSID: 'a1', SendStatus: 5, SendSuccess: 1 }), 'application/json'],
		['text', DELIVERED, 'text/plain'],
		['a content type that n8n does not read', DELIVERED, 'application/x-esms'],
		['JSON of an unknown type', '{"SMSID":"a1","SendStatus":"5","SendSuccess":1}', 'x/y'],
	])('%s', async (_what, body, contentType) => {
		await start();
		const { status } = await running.call('?esms=', { method: 'POST', body, contentType });
		expect(status).toBe(200);
		expect(jsons()).toMatchObject([{ smsId: 'a1', sendStatus: 5, outcome: 'delivered' }]);
	});

	test.each(['application/json', 'application/json; charset=utf-8', 'x/y'])(
		'digits that a number cannot hold are kept, as %s',
		async (contentType) => {
			await start();
			const body =
				'{"SMSID": 1234567890123456789, "oaid":-90071992547409931, "x":"12345678901234567890"}';
			await running.call('', { method: 'POST', body, contentType });
			const raw = {
				SMSID: '1234567890123456789',
				oaid: '-90071992547409931',
				x: '12345678901234567890',
			};
			expect(jsons()).toMatchObject([{ smsId: raw.SMSID, oaId: raw.oaid, raw, unreadable: [] }]);
		},
	);

	test('query and body together', async () => {
		await start();
		await running.call('?SMSID=a1', { method: 'POST', body: { SendStatus: 4 } });
		expect(jsons()).toMatchObject([{ smsId: 'a1', outcome: 'rejected' }]);
	});

	test('a body without names is emitted raw', async () => {
		await start({ parameters: { events: ALL_EVENTS } });
		await running.call('', { method: 'POST', body: 'hello', contentType: 'text/plain' });
		expect(jsons()).toMatchObject([{ event: 'templateRegistration', raw: { body: 'hello' } }]);
	});
});

describe('a POST with a list', () => {
	const list = (...entries: object[]) => ({ method: 'POST' as const, body: entries });
	const one = { SMSID: 'a1', SendStatus: 5, SendSuccess: 1 };
	const other = { SMSID: 'a2', SendStatus: 4 };

	test('gives one item for each callback', async () => {
		await start();
		const { status, data } = await running.call('?order=7', list(one, other));
		expect([status, data]).toEqual([200, 'OK']);
		expect(jsons()).toMatchObject([
			{ smsId: 'a1', outcome: 'delivered', raw: { SMSID: 'a1', order: '7' } },
			{ smsId: 'a2', outcome: 'rejected', raw: { SMSID: 'a2', order: '7' } },
		]);
	});

	test('gives those that are wanted and no repeats, also of one another', async () => {
		await start({ parameters: { outcomes: ['delivered'] } });
		await running.call('', list(one, other, one));
		await running.call('', list({ ...one, SMSID: 'a3' }, one));
		expect(jsons().map(({ smsId }) => smsId)).toEqual(['a1', 'a3']);
	});

	test('gives marked repeats if they are asked for', async () => {
		await start({ parameters: { options: { emitRepeats: true } } });
		await running.call('', list(one, one));
		expect(jsons()).toMatchObject([{ isRepeat: false }, { isRepeat: true }]);
	});

	test.each<[string, Setup]>([
		['a window of 0', { parameters: { options: { repeatWindow: 0 } } }],
		['the editor', { isTest: true }],
	])('knows no repeats with %s', async (_what, setup) => {
		await start(setup);
		await running.call('', list(one, one));
		expect(jsons()).toMatchObject([{ isRepeat: false }, { isRepeat: false }]);
	});

	test('gets no reply to the first of several SMS', async () => {
		await start({ parameters: { events: ['inboundSms'], replyText: 'Hi' } });
		const sms = (smsid: string) => ({ serviceNumber: '8041', sign: 'x', smsid });
		const { data } = await running.call('', list(sms('m1'), sms('m2')));
		expect([data, running.items.length]).toEqual(['OK', 2]);
	});

	test('lists at the same time do not wait for each other for ever', async () => {
		let isBroken = true;
		await start({ isBroken: () => isBroken });
		const lists = [list(one, other), list(other, one), list(one, other)];
		const first = await Promise.all(lists.map(async (options) => await running.call('', options)));
		isBroken = false;
		await running.call('', list(other, one));
		expect(first.map(({ status }) => status)).toEqual([500, 500, 500]);
		expect(running.items).toHaveLength(2);
	});

	test('a wrapped callback is unwrapped', async () => {
		await start();
		await running.call('', { method: 'POST', body: { data: one } });
		expect(jsons()).toMatchObject([{ smsId: 'a1' }]);
	});

	test('one unsigned SMS among others is refused with all', async () => {
		await start({
			parameters: { events: ALL_EVENTS },
			credential: { privateKey: 'key' },
		});
		const sms = { serviceNumber: '8041', sign: 'x', smsid: 'm1' };
		const { status } = await running.call('', list(one, sms));
		expect([status, running.items]).toEqual([401, []]);
	});

	test('what Zalo answered may be an object', async () => {
		await start();
		const error_info = {
			Error: -118,
			Message: 'No such user',
			Data: { user_id: 31215806834323092 },
		};
		await running.call('', { method: 'POST', body: { ...one, error_info } });
		expect(jsons()).toMatchObject([
			{ errorCode: -118, errorMessage: 'No such user', unreadable: [] },
		]);
	});
});

describe('how much is read', () => {
	const secret = { credential: { urlSecret: 's' } };
	const sized = (bytes: number) =>
		JSON.stringify({ SMSID: 'a1', x: 'y'.repeat(bytes - '{"SMSID":"a1","x":""}'.length) });
	const many = (count: number) =>
		JSON.stringify(
			Object.fromEntries(Array.from({ length: count }, (_, n) => [`SMSID${n || ''}`, '1'])),
		);
	const KB = 1024;

	test.each<[string, Setup, string, string, number]>([
		['64 kB of a stranger', {}, '', sized(64 * KB), 200],
		['more of a stranger', {}, '', sized(64 * KB + 1), 413],
		[
			'more of a stranger where only short-code SMS are signed',
			{ credential: { privateKey: 'k' } },
			'',
			sized(64 * KB + 1),
			413,
		],
		['1 MB with the secret', secret, '?secret=s', sized(KB * KB), 200],
		['more with the secret', secret, '?secret=s', sized(KB * KB + 1), 413],
		['8 MB with the secret', secret, '?secret=s', sized(8 * KB * KB), 413],
		['1,000 parameters', {}, '', many(1000), 200],
		['more parameters', {}, '', many(1001), 413],
		['more parameters with those of the URL', {}, '?order=1', many(1000), 413],
		[
			'a list that the parameters of the URL would blow up',
			secret,
			`?secret=s&${'a&'.repeat(900)}`,
			JSON.stringify(Array(60).fill({ SMSID: '1' })),
			413,
		],
	])('%s: %#', async (_what, setup, end, body, expected) => {
		for (const contentType of ['application/json', 'x/y', 'text/plain']) {
			await start(setup);
			const { status } = await running.call(end, { method: 'POST', body, contentType });
			expect([contentType, status, running.items.length > 0]).toEqual([
				contentType,
				expected,
				expected === 200,
			]);
			running.stop();
		}
	});

	test('a URL with 1,000 parameters and no more', async () => {
		await start();
		const within = await running.call(`?SMSID=1&${'a&'.repeat(999)}`);
		const beyond = await running.call(`?SMSID=1&${'a&'.repeat(1000)}`);
		expect([within.status, beyond.status, running.items.length]).toEqual([200, 413, 1]);
	});

	test('a form keeps more parameters than n8n does', async () => {
		await start();
		const body = `SMSID=1&${'a=1&'.repeat(1000)}`;
		const contentType = 'application/x-www-form-urlencoded';
		expect((await running.call('', { method: 'POST', body, contentType })).status).toBe(413);
	});

	test('nothing of a type that n8n leaves unread if it is declared to be larger', async () => {
		await start();
		const { status } = await running.call('', {
			method: 'POST',
			body: sized(100 * KB),
			contentType: 'x/y',
		});
		expect([status, running.bodyReads]).toEqual([413, 0]);
	});

	test('parts without a length are refused', async () => {
		await start();
		const body = new ReadableStream({
			start(parts) {
				parts.enqueue(new TextEncoder().encode('--x--'));
				parts.close();
			},
		});
		const headers = { 'content-type': 'multipart/form-data; boundary=x' };
		const options = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
		const { status } = await fetch(running.shownUrl, options);
		expect(status).toBe(413);
	});
});

describe('the secret', () => {
	const setup: Setup = {
		credential: { urlSecret: 's3cret-X' },
		parameters: { events: ALL_EVENTS },
	};

	test.each([
		`?secret=s3cret-X&${DELIVERED}`,
		`?secret=s3cret-X&esms=&${DELIVERED}`,
		`?secret=s3cret-X&esms=?${DELIVERED}`,
		`?secret=s3cret-X?${DELIVERED}`,
		`?SECRET=s3cret-X&${DELIVERED}`,
	])('%s is let in, and the secret does not come out', async (end) => {
		await start(setup);
		const { status } = await running.call(end);
		expect(status).toBe(200);
		expect(jsons()).toMatchObject([{ smsId: 'a1' }]);
		expect(JSON.stringify(running.items)).not.toMatch(/s3cret|"secret"/i);
		expect(running.credentialReads).toBe(1);
	});

	test.each([
		`?${DELIVERED}`,
		`?secret=&${DELIVERED}`,
		`?secret=s3cret-&${DELIVERED}`,
		`?secret=s3cret-x&${DELIVERED}`,
		`?secret=wrong&secret=s3cret-X&${DELIVERED}`,
		`?x=s3cret-X&${DELIVERED}`,
		'',
	])('%s is answered with 401', async (end) => {
		await start(setup);
		const { status } = await running.call(end);
		expect([status, running.items]).toEqual([401, []]);
	});

	test.each([
		['application/json', JSON.stringify({ secret: 's3cret-X', SMSID: 'a1' })],
		['application/x-www-form-urlencoded', 'secret=s3cret-X&SMSID=a1'],
		['x/y', 'secret=s3cret-X&SMSID=a1'],
	])('in a body of %s lets nobody in, and the body stays unread', async (contentType, body) => {
		await start(setup);
		const { status } = await running.call('', { method: 'POST', body, contentType });
		expect([status, running.items, running.bodyReads]).toEqual([401, [], 0]);
	});

	test('a body is looked at only once it is right, however large', async () => {
		await start(setup);
		const body = `[${'1,'.repeat(4_000_000)}1]`;
		const options = { method: 'POST' as const, body, contentType: 'application/json' };
		const wrong = await running.call('?secret=x', options);
		const right = await running.call('?secret=s3cret-X', options);
		expect([wrong.status, right.status]).toEqual([401, 413]);
	});

	test('is taken away also where none is asked for', async () => {
		await start();
		await running.call(`?secret=s3cret-X&${DELIVERED}`);
		expect(jsons()).toMatchObject([{ smsId: 'a1' }]);
		expect(JSON.stringify(running.items)).not.toContain('s3cret');
	});

	test.each([{}, { urlSecret: ' ', privateKey: '' }])('%j lets nobody in', async (credential) => {
		await start({ credential });
		const answers = await Promise.all([running.call(`?${DELIVERED}`), running.call('?secret=')]);
		expect(answers.map(({ status }) => status)).toEqual([401, 401]);
	});
});

describe('a short-code SMS', () => {
	const parameters: INodeParameters = {
		events: ['inboundSms'],
		replyText: 'Cảm ơn <bạn> & hẹn gặp',
	};
	const fields = { cpid: 'p', smsid: 'm1', content: 'DK An', receiverTime: '20130228130101' };
	const signed = (key: string) =>
		`?${SMS}&sign=${encodeURIComponent(shortCodeSignature(fields, key))}`;
	const xml =
		'<ClientResponse>\n   <Message>Cảm ơn &lt;bạn&gt; &amp; hẹn gặp</Message>\n' +
		'   <Smsid>m1</Smsid>\n   <Receiver>84901888484</Receiver>\n</ClientResponse>';

	test('is answered with the documented XML', async () => {
		await start({ parameters });
		const { status, data, headers } = await running.call(`?${SMS}&sign=x`);
		expect([status, data]).toEqual([200, xml]);
		expect(headers['content-type']).toMatch(/^application\/xml/);
		expect(jsons()).toMatchObject([{ event: 'inboundSms', content: 'DK An', partnerId: 'p' }]);
	});

	test('a repeat is answered too', async () => {
		await start({ parameters });
		await running.call(`?${SMS}&sign=x`);
		const { data } = await running.call(`?${SMS}&sign=x`);
		expect([data, running.items.length]).toEqual([xml, 1]);
	});

	test('the right signature is let in', async () => {
		await start({ parameters, credential: { privateKey: 'key' } });
		const { status } = await running.call(signed('key'));
		expect([status, running.items.length]).toEqual([200, 1]);
	});

	test.each([signed('other'), `?${SMS}&sign=`, signed('key').replace('DK', 'DX')])(
		'%s is answered with 401',
		async (end) => {
			await start({ parameters, credential: { privateKey: 'key' } });
			const { status } = await running.call(end);
			expect([status, running.items]).toEqual([401, []]);
		},
	);

	test('needs the secret beside the signature if there is one', async () => {
		await start({ parameters, credential: { privateKey: 'key', urlSecret: 's' } });
		const without = await running.call(signed('key'));
		const both = await running.call(signed('key').replace('?', '?secret=s&'));
		expect([without.status, both.status, running.items.length]).toEqual([401, 200, 1]);
	});

	describe('with a greatest age', () => {
		const vietnam = (minutesAgo: number) =>
			new Date(Date.now() + 7 * 3_600_000 - minutesAgo * 60_000)
				.toISOString()
				.replace(/\D/g, '')
				.slice(0, 14);
		const at = (receiverTime: string) => {
			const sign = shortCodeSignature({ ...fields, receiverTime }, 'key');
			return `?${SMS.replace('20130228130101', receiverTime)}&sign=${encodeURIComponent(sign)}`;
		};
		const options = { greatestAge: 10 };

		test.each<[string, string, INodeParameters, number]>([
			['a young one', at(vietnam(5)), options, 200],
			['one of a clock that is ahead', at(vietnam(-5)), options, 200],
			['an old one', at(vietnam(11)), options, 401],
			['one of the future', at(vietnam(-11)), options, 401],
			['one without a time', at(''), options, 401],
			['one whose time is none', at('20130230130101'), options, 401],
			['one whose time is written otherwise', at('2026-11-04'), options, 401],
			['a young one and a limit that is no number', at(vietnam(5)), { greatestAge: 'x' }, 401],
			['an old one and no limit', at('20130228130101'), {}, 200],
			['an old one and a limit of 0', at('20130228130101'), { greatestAge: 0 }, 200],
		])('%s', async (_what, end, chosen, expected) => {
			for (const credential of [{ privateKey: 'key' }, undefined]) {
				await start({ parameters: { ...parameters, options: chosen }, credential });
				const { status } = await running.call(end);
				expect([status, running.items.length]).toEqual([expected, expected === 200 ? 1 : 0]);
				running.stop();
			}
		});

		test('samples are young', async () => {
			await start({
				isTest: true,
				credential: { urlSecret: 's', privateKey: 'key' },
				parameters: { ...parameters, options },
			});
			const { data } = await running.call('?secret=s');
			const [, link] = /href="([^"]+)"/.exec(data) ?? [];
			const { status } = await running.call(link.replace(/&amp;/g, '&'));
			expect([status, running.items.length]).toEqual([200, 1]);
		});
	});

	test('a secret without a private key asks for no signature', async () => {
		await start({ parameters, credential: { urlSecret: ' s ', privateKey: '' } });
		const { status } = await running.call(`?secret=s&${SMS}&sign=x`);
		expect([status, running.items.length]).toEqual([200, 1]);
	});

	test('a private key asks nothing of other callbacks', async () => {
		await start({ credential: { privateKey: 'key' } });
		const { status } = await running.call(`?${DELIVERED}`);
		expect([status, running.items.length]).toEqual([200, 1]);
	});
});

describe('repeats', () => {
	test('a retry is answered but starts nothing', async () => {
		await start();
		const first = await running.call(`?${DELIVERED}`);
		const again = await running.call(`?esms=&${DELIVERED}`);
		expect([first.status, again.status, running.items.length]).toEqual([200, 200, 1]);
	});

	test('of callbacks at the same time one gets through', async () => {
		await start();
		await Promise.all(Array.from({ length: 5 }, async () => await running.call(`?${DELIVERED}`)));
		expect(running.items).toHaveLength(1);
	});

	test('the option emits them marked', async () => {
		await start({ parameters: { options: { emitRepeats: true } } });
		await running.call(`?${DELIVERED}`);
		await running.call(`?${DELIVERED}`);
		expect(jsons()).toMatchObject([{ isRepeat: false }, { isRepeat: true }]);
	});

	test.each([
		[
			'the legs of a multi-channel send',
			'SMSID=m&TypeId=25&RequestId=z-1&SendStatus=5&SendFailed=1',
			'SMSID=m&TypeId=2&RequestId=s-1&SendStatus=5&SendFailed=1',
		],
		['another Zalo message', `${DELIVERED}&partnerids=1`, `${DELIVERED}&partnerids=2`],
		['another price', `${DELIVERED}&TotalPrice=1`, `${DELIVERED}&TotalPrice=2`],
		['another network', `${DELIVERED}&telcoid=1`, `${DELIVERED}&telcoid=2`],
	])('%s is none', async (_what, first, second) => {
		await start();
		await running.call(`?${first}`);
		await running.call(`?${second}`);
		await running.call(`?${second.split('&').reverse().join('&')}`);
		expect(running.items).toHaveLength(2);
	});

	test('a window of 0 knows none', async () => {
		await start({ parameters: { options: { repeatWindow: 0 } } });
		await running.call(`?${DELIVERED}`);
		await running.call(`?${DELIVERED}`);
		expect(jsons()).toMatchObject([{ isRepeat: false }, { isRepeat: false }]);
	});

	test('each node remembers for itself', async () => {
		const other = await listen();
		await other.call(`?${DELIVERED}`);
		other.stop();
		await start();
		await running.call(`?${DELIVERED}`);
		expect([other.items.length, running.items.length]).toEqual([1, 1]);
	});

	test('a callback that was filtered out is not remembered', async () => {
		await start({ parameters: { outcomes: ['delivered'] } });
		await running.call(`?${DELIVERED.replace('SendSuccess=1', 'SendSuccess=0')}`);
		await running.call(`?${DELIVERED}`);
		expect(running.items).toHaveLength(1);
	});

	test('the retry counts as the first if n8n could not start the workflow', async () => {
		let isBroken = true;
		await start({ isBroken: () => isBroken });
		const { status } = await running.call(`?${DELIVERED}`);
		isBroken = false;
		await running.call(`?${DELIVERED}`);
		expect([status, running.items.length]).toEqual([500, 1]);
	});

	test('the retry counts as the first also if the caller had hung up before n8n failed', async () => {
		const [asked, isOver] = [gate<void>(), gate<boolean>()];
		const isBroken = jest
			.fn(async () => false)
			.mockImplementationOnce(async () => {
				asked.open();
				return await isOver.opened;
			});
		await start({ isBroken });
		const caller = new AbortController();
		const first = running.call(`?${DELIVERED}`, { signal: caller.signal });
		await asked.opened;
		caller.abort();
		await expect(first).rejects.toThrow('canceled');
		await running.hungUp;
		isOver.open(true);

		expect((await running.call(`?${DELIVERED}`)).status).toBe(200);
		expect(running.items).toHaveLength(1);
	});

	test.each([
		['is a repeat once that is answered', false, [200, 200, 200]],
		['is answered for, once, if that fails', true, [500, 200, 200]],
	])('a retry while the first is handled %s', async (_what, fails, statuses) => {
		const [asked, isOver] = [gate<void>(), gate<boolean>()];
		const isBroken = jest
			.fn(async () => false)
			.mockImplementationOnce(async () => {
				asked.open();
				return await isOver.opened;
			});
		await start({ isBroken });
		const first = running.call(`?${DELIVERED}`);
		await asked.opened;
		let answered = 0;
		const retries = [1, 2].map(async () => {
			const answer = await running.call(`?${DELIVERED}`);
			answered += 1;
			return answer;
		});
		// Another callback goes through meanwhile, so the retries have long been read.
		await running.call(`?${DELIVERED.replace('a1', 'a2')}`);
		expect(answered).toBe(0);

		isOver.open(fails);
		const answers = await Promise.all([first, ...retries]);
		expect(answers.map(({ status }) => status)).toEqual(statuses);
		expect(
			jsons()
				.map(({ smsId }) => smsId)
				.sort(),
		).toEqual(['a1', 'a2']);
	});
});

describe('while the editor listens', () => {
	const links = (page: string) =>
		[...page.matchAll(/href="([^"]+)"/g)].map(([, href]) => href.replace(/&amp;/g, '&'));

	test('a visitor is offered a sample of each event, which starts the workflow as such', async () => {
		await start({ isTest: true, parameters: { events: ALL_EVENTS } });
		const { data, headers } = await running.call('?esms=');
		expect(headers['content-type']).toMatch(/^text\/html/);
		expect(running.items).toEqual([]);

		for (const link of links(data)) await running.call(link);
		expect(jsons().map(({ event, outcome }) => [event, outcome])).toEqual([
			['messageStatus', 'delivered'],
			['messageStatus', 'failed'],
			['messageStatus', 'delivered'],
			['messageStatus', 'failed'],
			['callStatus', 'delivered'],
			['templateRegistration', undefined],
			['inboundSms', undefined],
		]);
		expect(jsons().map(({ unreadable }) => unreadable)).toEqual(Array(7).fill([]));
	});

	test('only chosen events are offered', async () => {
		await start({ isTest: true, parameters: { events: ['callStatus'] } });
		expect(links((await running.call('')).data)).toHaveLength(1);
	});

	test('samples carry the secret and a valid signature', async () => {
		const credential = { urlSecret: 's', privateKey: 'key' };
		await start({ isTest: true, credential, parameters: { events: ['inboundSms'] } });
		const [link] = links((await running.call('?secret=s&esms=')).data);
		const { status } = await running.call(link);
		expect([status, running.items.length]).toEqual([200, 1]);
	});

	test.each([
		['left out where only its signature is asked for', { privateKey: 'key' }, 0],
		['offered where the page itself asks for a secret', { privateKey: 'key', urlSecret: 's' }, 1],
		['offered where nothing is signed', { urlSecret: 's' }, 1],
	])('a sample of a signed SMS is %s', async (_what, credential, count) => {
		await start({ isTest: true, credential, parameters: { events: ['inboundSms'] } });
		const { status, data } = await running.call('?secret=s');
		expect([status, links(data).length]).toEqual([200, count]);
	});

	test('the same sample can be sent again', async () => {
		await start({ isTest: true });
		await running.call(`?${DELIVERED}`);
		await running.call(`?${DELIVERED}`);
		expect(running.items).toHaveLength(2);
	});

	test('the page writes a secret so that it cannot break out of the link', async () => {
		await start({ isTest: true });
		const { data } = await running.call(`?secret=${encodeURIComponent('"><script>\'')}`);
		expect(data).toContain('secret=%22%3E%3Cscript%3E%27&amp;');
		expect(data).not.toContain('<script');
	});
});

test('the output preview has the fields of a message status, in its order and types', async () => {
	await start();
	const zns = contract.samples.find(({ id }) => id === 'zns');
	await running.call(`?${zns?.query}`);
	const [item] = jsons();
	expect(Object.keys(preview.properties)).toEqual(Object.keys(item));

	const types = new Map<string, { type: string }>(Object.entries(preview.properties));
	for (const [field, value] of Object.entries(item)) {
		if (value === null) continue;
		const type = Array.isArray(value) ? 'array' : typeof value;
		expect([field, types.get(field)?.type.replace('integer', 'number')]).toEqual([field, type]);
	}
});

test('the key that comes out is the same for a repeat and differs for another message', async () => {
	await start({ parameters: { options: { emitRepeats: true } } });
	for (const smsId of ['a1', 'a1', 'a2']) await running.call(`?${DELIVERED.replace('a1', smsId)}`);
	const [first, repeat, other] = jsons().map(({ repeatKey }) => repeatKey);
	expect(repeat).toBe(first);
	expect(other).not.toBe(first);
});

describe('the description', () => {
	const { description, webhookMethods, methods } = new EsmsTrigger();

	test('webhook fields are literals, and every method is answered with what webhook() returns', async () => {
		await start();
		const webhooks = description.webhooks ?? [];
		expect(JSON.stringify(webhooks)).not.toContain('"=');
		expect(webhooks.map(({ responseMode, responseData }) => [responseMode, responseData])).toEqual(
			Array(4).fill(['onReceived', '']),
		);
		const called = webhooks.filter(({ name }) => name === 'default');
		expect(called.map(({ httpMethod, path }) => [httpMethod, path])).toEqual([
			['GET', 'esms'],
			['POST', 'esms'],
			['HEAD', 'esms'],
		]);
	});

	test('is of a version other than 1 and valid with its defaults', async () => {
		await start();
		expect(description.version).toBe(2);
		const node = {
			id: '1',
			name: 'n',
			type: 't',
			typeVersion: 2,
			position: [0, 0] as [number, number],
			parameters: { events: ['messageStatus'] },
		};
		expect(
			NodeHelpers.getNodeParametersIssues(description.properties, node, description),
		).toBeNull();
	});

	test('nothing is registered at eSMS', async () => {
		await start();
		const { checkExists, create, delete: remove } = webhookMethods.default;
		expect(await Promise.all([checkExists(), create(), remove()])).toEqual([true, true, true]);
	});

	const empty = "Fill in 'URL Secret', 'Short-Code Private Key' or both";
	const strange = "'URL Secret' may only hold letters, digits, - and _";
	const good = 'The credential can be used';
	test.each([
		[{}, 'Error', empty],
		[{ urlSecret: ' ' }, 'Error', empty],
		[{ urlSecret: 'a?b' }, 'Error', strange],
		[{ urlSecret: 'a b' }, 'Error', strange],
		[{ urlSecret: ' aB-9_ ' }, 'OK', good],
		[{ privateKey: 'any thing&' }, 'OK', good],
	])('the test of a credential with %j: %s', async (data, status, message) => {
		await start();
		const test = methods.credentialTest.esmsCallbackTest;
		const credential = { id: '1', name: 'c', type: 'esmsCallbackApi', data };
		expect(await test.call({} as never, credential)).toEqual({ status, message });
	});
});
