import type { INodeParameters } from 'n8n-workflow';
import { INTERACTED_USERS } from '../../simulator/account';
import { failure, output } from './engine';
import { credentials, rlc, simulator } from './simulator';

/** More users than the API gives in all, so that its own end is reached. */
const manyUsers = Array.from({ length: 10_120 }, (_, index) => ({
	id: `74064544923${43_600_000 + index}`,
	follows: index < 130,
	tag: '',
}));
const usersBefore = [...INTERACTED_USERS];
beforeAll(() => INTERACTED_USERS.splice(0, Infinity, ...manyUsers));
afterAll(() => INTERACTED_USERS.splice(0, Infinity, ...usersBefore));

const oaId = rlc('4097311281936189049');
const always = { from: '2000-01-01T00:00:00', to: '2099-12-31T23:59:59' };

const lists: Record<string, INodeParameters> = {
	followers: { resource: 'officialAccount', operation: 'listFollowers', oaId },
	ratings: {
		resource: 'officialAccount',
		operation: 'listRatings',
		oaId,
		templateId: rlc('266986'),
		...always,
	},
	users: { resource: 'officialAccount', operation: 'listInteractedUsers', oaId, ...always },
	sent: { resource: 'message', operation: 'listSentMessages', messageType: '1', ...always },
};

/** What tells an entry of the list from the others. */
const names: Record<string, string> = {
	followers: 'zaloUserId',
	ratings: 'zaloMessageId',
	users: 'zaloUserId',
	sent: 'phone',
};

/** Sends to 1,100 numbers, so that the list of sent messages has three pages. */
async function send(): Promise<void> {
	const phones = Array.from({ length: 1100 }, (_, index) => `09${String(index).padStart(7, '0')}0`);
	const sending = { resource: 'sms', operation: 'sendAdvertisingSms', brandname: rlc('QC_ONLINE') };
	const parameters = { ...sending, phones: phones.join(','), content: '[QC] Giam gia hom nay' };
	await output({ parameters, credentials: credentials() });
	await simulator.settled();
}

/** The parts that were asked for, as the call counts them. */
const parts = () =>
	simulator.requests
		.filter(({ operationId }) => operationId.startsWith('list'))
		.map(({ body }) =>
			[body.Offset ?? body.Page, body.Count ?? body.Limit ?? body.PageSize].map(Number),
		);

describe.each(['customOperations', 'declarative'] as const)('through %s', (path) => {
	test.each<[string, INodeParameters, number, number[][]]>([
		[
			'followers',
			{ returnAll: true },
			208,
			[
				[0, 50],
				[50, 50],
				[100, 50],
				[150, 50],
				[200, 50],
			],
		],
		['followers', { limit: 50 }, 50, [[0, 50]]],
		[
			'followers',
			{ limit: 51 },
			51,
			[
				[0, 50],
				[50, 50],
			],
		],
		['followers', { limit: 7 }, 7, [[0, 7]]],
		[
			'followers',
			{ limit: 5000 },
			208,
			[
				[0, 50],
				[50, 50],
				[100, 50],
				[150, 50],
				[200, 50],
			],
		],
		[
			'ratings',
			{ returnAll: true },
			120,
			[
				[0, 50],
				[50, 50],
				[100, 50],
			],
		],
		[
			'ratings',
			{ limit: 70 },
			70,
			[
				[0, 50],
				[50, 50],
			],
		],
		[
			'users',
			{ returnAll: true, options: { follower: '1' } },
			130,
			[
				[0, 50],
				[50, 50],
				[100, 50],
			],
		],
		[
			'users',
			{ limit: 101 },
			101,
			[
				[0, 50],
				[50, 50],
				[100, 50],
			],
		],
		[
			'sent',
			{ returnAll: true },
			1100,
			[
				[1, 500],
				[2, 500],
				[3, 500],
			],
		],
		[
			'sent',
			{ limit: 700 },
			700,
			[
				[1, 500],
				[2, 500],
			],
		],
		['sent', { limit: 300 }, 300, [[1, 300]]],
		['sent', {}, 50, [[1, 50]]],
	])('%s with %j: %i different entries', async (list, wanted, count, asked) => {
		if (list === 'sent') await send();
		const [entries] = await output({
			parameters: { ...lists[list], ...wanted },
			credentials: credentials(),
			path,
		});
		expect(entries).toHaveLength(count);
		expect(new Set(entries.map(({ json }) => json[names[list]])).size).toBe(count);
		expect(parts()).toEqual(asked);
		for (const { schemaErrors } of simulator.requests) expect(schemaErrors).toEqual([]);
	});

	test('users end with the 10,000 that the API gives, the last 50 of them after 9,950', async () => {
		const requestOptions = { batching: { batch: { batchInterval: 0 } } };
		const parameters = { ...lists.users, returnAll: true, requestOptions };
		const [entries] = await output({ parameters, credentials: credentials(), path });
		expect(entries).toHaveLength(10_000);
		expect(new Set(entries.map(({ json }) => json.zaloUserId)).size).toBe(10_000);
		expect(parts()).toHaveLength(200);
		expect(parts().pop()).toEqual([9950, 50]);
	});

	test.each<[INodeParameters, RegExp]>([
		[{ limit: 0 }, /^'Limit' is 0, at least 1 is allowed/],
		[{ limit: -5 }, /^'Limit' is -5, at least 1 is allowed/],
		[{ limit: 1.5 }, /^'Limit' is '1.5', enter a whole number/],
		[{ limit: '={{ "all" }}' }, /^'Limit' is 'all', enter a whole number/],
		[{ limit: '={{ "" }}' }, /^'Limit' is empty/],
	])('%j is refused and nothing is asked', async (wanted, message) => {
		const error = await failure({
			parameters: { ...lists.followers, ...wanted },
			credentials: credentials(),
			path,
		});
		expect(error?.message).toMatch(message);
		expect(simulator.requests).toEqual([]);
	});

	test('a limit that is hidden while all are wanted is not read', async () => {
		const parameters = { ...lists.followers, returnAll: true, limit: 0 };
		const [entries] = await output({ parameters, credentials: credentials(), path });
		expect(entries).toHaveLength(208);
	});
});

test.each<[string, INodeParameters, number]>([
	['listBrandnames', { resource: 'account' }, 4],
	['listOfficialAccounts', { resource: 'officialAccount' }, 4],
	['listZaloTemplates', { resource: 'template', oaId, znsType: '25' }, 8],
	['listCustomerCareTemplates', { resource: 'template', brandname: rlc('Baotrixemay') }, 3],
])(
	'%s gives its whole list in one answer, cut to the limit',
	async (operation, parameters, count) => {
		const asked = { ...parameters, operation };
		const [all] = await output({
			parameters: { ...asked, returnAll: true },
			credentials: credentials(),
		});
		const [some] = await output({ parameters: { ...asked, limit: 2 }, credentials: credentials() });
		expect(all).toHaveLength(count);
		expect(some.map(({ json }) => json)).toEqual(all.slice(0, 2).map(({ json }) => json));
		expect(simulator.requests).toHaveLength(2);
		const error = await failure({ parameters: { ...asked, limit: 0 }, credentials: credentials() });
		expect(error?.message).toMatch(/^'Limit' is 0/);
		expect(simulator.requests).toHaveLength(2);
	},
);

const part = (count: number, first = 0) =>
	Array.from({ length: count }, (_, index) => ({ User_Id: String(first + index) }));

test.each([
	['a part misses an entry that was deleted', [49, 50, 20, 0], 119],
	['the last part is the first empty one', [50, 50, 0], 100],
	['all that eSMS names have come', [50, 50, 20], 120],
])('a list with a total ends when %s', async (_when, counts, length) => {
	for (const [index, count] of counts.entries()) {
		const Followers = part(count, index * 50);
		const body = JSON.stringify({ CodeResult: '100', Followers, Total: 120 });
		simulator.fault({ kind: 'status', status: 200, body, nth: index + 1, times: 1 });
	}
	const parameters = { ...lists.followers, returnAll: true };
	const [items] = await output({ parameters, credentials: credentials() });
	expect(items).toHaveLength(length);
	expect(parts()).toEqual(counts.map((_, index) => [index * 50, 50]));
});

test('an entry that is none does not keep the others from coming', async () => {
	const body = JSON.stringify({ CodeResult: '100', Followers: [null, ...part(2)] });
	simulator.fault({ kind: 'status', status: 200, body });
	const [items] = await output({ parameters: lists.followers, credentials: credentials() });
	expect(items.map(({ json }) => json.zaloUserId)).toEqual(['0', '1']);
});

test('a total that is no count does not end the list', async () => {
	for (const [index, count] of [50, 50, 20].entries()) {
		const body = JSON.stringify({
			CodeResult: '100',
			Followers: part(count, index * 50),
			Total: -1,
		});
		simulator.fault({ kind: 'status', status: 200, body, nth: index + 1, times: 1 });
	}
	const parameters = { ...lists.followers, returnAll: true };
	const [items] = await output({ parameters, credentials: credentials() });
	expect(items).toHaveLength(120);
});

test('a server that gives the same entries in another order each time ends the list', async () => {
	for (let nth = 1; nth <= 10; nth++) {
		const Followers = [...part(50).slice(nth), ...part(nth)];
		const body = JSON.stringify({ CodeResult: '100', Followers });
		simulator.fault({ kind: 'status', status: 200, body, nth, times: 1 });
	}
	const parameters = { ...lists.followers, returnAll: true };
	const [items] = await output({ parameters, credentials: credentials() });
	expect(items).toHaveLength(50);
	expect(simulator.requests).toHaveLength(2);
});

test('a last part whose entry looks like an earlier one belongs to the list', async () => {
	for (const [index, count] of [50, 1].entries()) {
		const body = JSON.stringify({ CodeResult: '100', Followers: part(count) });
		simulator.fault({ kind: 'status', status: 200, body, nth: index + 1, times: 1 });
	}
	const parameters = { ...lists.followers, returnAll: true };
	const [items] = await output({ parameters, credentials: credentials() });
	expect(items).toHaveLength(51);
});

test('a part that cannot be read ends the list as an accepted one', async () => {
	const body = JSON.stringify({ CodeResult: '100', Followers: [{ User_Id: { toString: 1 } }] });
	simulator.fault({ kind: 'status', status: 200, body });
	const [items] = await output({ parameters: lists.followers, credentials: credentials() });
	expect(items.map(({ json }) => json)).toMatchObject([
		{
			status: 'accepted',
			statusText: expect.stringContaining('could not be read'),
			hints: [expect.stringContaining('could not be read')],
		},
	]);
});

describe('a server that gives the same part whatever is asked for', () => {
	test.each([
		['and no total', undefined, 2],
		['and a total that has been reached', 50, 1],
	])('%s ends the list', async (_title, Total, requests) => {
		const body = JSON.stringify({ CodeResult: '100', Followers: part(50), Total });
		simulator.fault({ kind: 'status', status: 200, body, times: 1000 });
		const parameters = { ...lists.followers, returnAll: true };
		const [items] = await output({ parameters, credentials: credentials() });
		expect(items).toHaveLength(50);
		expect(simulator.requests).toHaveLength(requests);
	});
});
