import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startBentServer } from '../account/bent';
import { sendExample } from '../simulator/wire';
import { credentialsOf } from './cases';
import { output } from './engine';
import { simulator } from './simulator';

const first: INodeParameters = {
	resource: 'message',
	operation: 'listSentMessages',
	messageType: '2',
	from: '2000-01-01T00:00:00',
	to: '2099-12-31T23:59:59',
	options: { sentListVersion: 'v1' },
};

describe.each(['customOperations', 'declarative'] as const)(
	'the first version of the sent list, through %s',
	(path) => {
		const listed = async (changes: INodeParameters) => {
			const credentials = credentialsOf(simulator);
			const [items] = await output({ parameters: { ...first, ...changes }, credentials, path });
			return items.map(({ json }) => json);
		};

		beforeEach(async () => {
			for (const Phone of ['0901888480', '0901888481', '0901888482']) {
				await sendExample(simulator, 'sendCustomerCareSms', { Phone, RequestId: undefined });
			}
			await sendExample(simulator, 'sendZns', { RequestId: undefined });
			await simulator.settled();
			simulator.requests.length = 0;
		});

		test('is asked for once and whole, and cut to the limit', async () => {
			expect(await listed({ limit: 2 })).toHaveLength(2);
			expect(await listed({ returnAll: true })).toHaveLength(3);
			expect(simulator.requests.map(({ operationId }) => operationId)).toEqual([
				'listSentMessagesV1',
				'listSentMessagesV1',
			]);
			for (const { body } of simulator.requests) {
				expect([body.From, body.To]).toEqual(['01/01/2000', '12/31/2099']);
			}
		});

		test('gives the chosen type alone', async () => {
			const [zns, ...others] = await listed({ messageType: '25' });
			expect(others).toEqual([]);
			expect(zns).toMatchObject({ smsId: null, channel: 'zalo', phone: '0901888484' });
		});

		test('takes the days of the zone that was chosen', async () => {
			await listed({
				from: '2026-01-31T20:00:00Z',
				to: '2026-02-01T20:00:00Z',
				options: { sentListVersion: 'v1', timeZone: 'Asia/Ho_Chi_Minh' },
			});
			const [{ body }] = simulator.requests;
			expect([body.From, body.To]).toEqual(['02/01/2026', '02/02/2026']);
		});
	},
);

describe('an answer that no page shows', () => {
	const entry = {
		SentTime: '/Date(1705484048995+0700)/',
		SmsId: 29028845,
		Phone: '0901888484',
		Content: 'Xin chao',
		SmsType: 2,
		SentStatus: 5,
	};
	/** Lists through the engine what a server gives in place of the simulator's own answer. */
	async function read(answer: IDataObject, parameters: INodeParameters = {}) {
		const body = { CodeResult: '100', ...answer };
		const server = await startBentServer(simulator.url, () => ({ body }));
		const credentials = { ...credentialsOf(simulator), restUrl: server.url };
		const [items] = await output({ parameters: { ...first, ...parameters }, credentials });
		await server.close();
		return items.map(({ json }) => json);
	}
	const lowerCase = Object.fromEntries(
		Object.entries(entry).map(([name, value]) => [name[0].toLowerCase() + name.slice(1), value]),
	);
	const expected = {
		smsId: null,
		portalId: '29028845',
		phone: '0901888484',
		channel: 'sms',
		outcome: 'unknown',
		isFinal: true,
		content: 'Xin chao',
		campaign: null,
		price: null,
		sentTime: '2024-01-17T16:34:08.995+07:00',
	};

	test.each([
		['a list of any name', { ListSms: [entry] }, [expected]],
		['fields in another case', { SentData: [lowerCase] }, [expected]],
		['numbers as text', { SentData: [{ ...entry, SmsType: '2', SentStatus: '5' }] }, [expected]],
		[
			'another date',
			{ SentData: [{ ...entry, SentTime: '2024-01-17 16:34:08' }] },
			[{ ...expected, sentTime: '2024-01-17 16:34:08' }],
		],
		[
			'an entry without a type',
			{ SentData: [{ ...entry, SmsType: null }] },
			[{ ...expected, channel: null }],
		],
		['another type', { SentData: [{ ...entry, SmsType: 25 }] }, []],
		[
			'a status that is not final',
			{ SentData: [{ ...entry, SentStatus: 2 }] },
			[{ ...expected, outcome: 'pending', isFinal: false }],
		],
		['no list', {}, []],
		['null for a list', { SentData: null }, []],
	])('%s', async (_title, answer, entries) => {
		expect(await read(answer as IDataObject)).toEqual(entries);
	});

	test("comes as it is without Simplify, in the contract's spelling", async () => {
		expect(await read({ ListSms: [lowerCase] }, { simplify: false })).toEqual([entry]);
	});
});
