import type { IDataObject, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { listSearch } from '../../../nodes/Esms/methods/listSearch';
import { loadZnsTemplate } from '../../../nodes/Esms/methods/load';

const published: Record<string, IDataObject> = {
	GetListBrandname: {
		CodeResponse: '100',
		ListBrandName: [
			{ Brandname: 'Baotrixemay', Type: 2 },
			{ Brandname: 'QC_ONLINE', Type: '1' },
			{ Brandname: 'BAT DONG SAN', Type: 23 },
		],
	},
	GetListZOA: {
		CodeResult: '100',
		ZOAList: [{ OAID: '4097311281936189049', OAName: 'SVoucher' }, { OAID: '745830328927467685' }],
	},
	GetTemplate: {
		CodeResult: '100',
		ZNSTemplates: [{ TempId: 205644, TempName: 'Order' }, { TempId: 205645 }],
	},
	GetZnsTemplateInfo: { Error: 0, Data: { ListParams: [{ Name: 'otp', Require: true }] } },
};

/** The editor's side of a list: the parameters that are set, and what eSMS answers; keeps the requests. */
function editor(
	parameters: IDataObject,
	answers: Record<string, unknown> = published,
	statusCode = 200,
) {
	const requests: IHttpRequestOptions[] = [];
	const context = {
		getNode: () => ({ name: 'eSMS', parameters: {} }),
		getCredentials: async () => ({ apiKey: 'the-key', secretKey: 'the-secret' }),
		getCurrentNodeParameter: (name: string) => parameters[name],
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
				requests.push(options);
				const name = Object.keys(answers).find((one) => options.url.includes(`/${one}`));
				const answer = answers[name ?? ''];
				return { statusCode, body: typeof answer === 'string' ? answer : JSON.stringify(answer) };
			},
		},
	} as unknown as ILoadOptionsFunctions;
	return { context, requests };
}

const lists = listSearch;

describe('brandnames', () => {
	test.each<[string, string, unknown[]]>([
		['sendCustomerCareSms', '', [{ name: 'Baotrixemay (customer care)', value: 'Baotrixemay' }]],
		['sendAdvertisingSms', '', [{ name: 'QC_ONLINE (advertising)', value: 'QC_ONLINE' }]],
		['estimateAdvertisingSms', '', [{ name: 'QC_ONLINE (advertising)', value: 'QC_ONLINE' }]],
		['sendViber', '', [{ name: 'BAT DONG SAN (Viber)', value: 'BAT DONG SAN' }]],
		['sendViber', 'dong', [{ name: 'BAT DONG SAN (Viber)', value: 'BAT DONG SAN' }]],
		['sendViber', 'BAOTRI', []],
	])('of %s that hold %j', async (operation, filter, results) => {
		const { context } = editor({ operation });
		expect(await lists.searchBrandnames.call(context, filter)).toEqual({ results });
	});

	test('without a list the way to one is told', async () => {
		const { context } = editor({}, { GetListBrandname: { CodeResponse: '100' } });
		await expect(lists.searchBrandnames.call(context)).rejects.toThrow('register one at');
	});
});

describe('Official Accounts', () => {
	const [first, second] = [
		{ name: 'SVoucher', value: '4097311281936189049' },
		{ name: '745830328927467685', value: '745830328927467685' },
	];

	test.each<[string | undefined, unknown[]]>([
		[undefined, [first, second]],
		['svou', [first]],
		['7458', [second]],
		['nothing', []],
	])('that hold %j', async (filter, results) => {
		const { context } = editor({});
		expect(await lists.searchOfficialAccounts.call(context, filter)).toEqual({ results });
	});

	test('without a list the way to one is told', async () => {
		const { context } = editor({}, { GetListZOA: { CodeResult: '100' } });
		await expect(lists.searchOfficialAccounts.call(context)).rejects.toThrow(
			'connect yours to eSMS',
		);
	});
});

describe('templates', () => {
	test('of the chosen account, of both kinds, each once', async () => {
		const { context, requests } = editor({ oaId: '409' });
		expect(await lists.searchZaloTemplates.call(context)).toEqual({
			results: [
				{ name: 'Order (205644)', value: '205644' },
				{ name: '205645', value: '205645' },
			],
		});
		expect(requests.map(({ method, body, qs }) => [method, body, qs])).toEqual([
			['POST', { SmsType: '25', OAId: '409' }, undefined],
			['POST', { SmsType: '24', OAId: '409' }, undefined],
		]);
	});

	test.each([undefined, ''])('none, and no request, for the account %j', async (oaId) => {
		const { context, requests } = editor({ oaId });
		await expect(lists.searchZaloTemplates.call(context)).rejects.toThrow(
			"Choose 'Official Account' first",
		);
		expect(requests).toEqual([]);
	});

	test('have their details asked for in the query', async () => {
		const { context, requests } = editor({});
		expect((await loadZnsTemplate(context, '409', '205644')).ListParams).toEqual([
			{ Name: 'otp', Require: true },
		]);
		expect(requests.map(({ method, body, qs }) => [method, body, qs])).toEqual([
			['GET', undefined, { TemplateId: '205644', OAId: '409' }],
		]);
	});

	test.each([{ Error: 0 }, { Error: 0, Data: {} }, { Error: 0, Data: null }])(
		'without details in %j have no parameters',
		async (answer) => {
			const { context } = editor({}, { GetZnsTemplateInfo: answer });
			expect((await loadZnsTemplate(context, '409', '205644')).ListParams ?? []).toEqual([]);
		},
	);
});

test.each<[string, unknown, number, RegExp]>([
	[
		'refuses',
		{ CodeResult: '101', ErrorMessage: 'Authorize Failed' },
		200,
		/API Key or the Secret Key is wrong/,
	],
	['is not there', '<html><title>Bad Gateway</title>', 502, /Bad Gateway/],
	['answers something else', 'hello', 200, /What answered is not eSMS .*not a JSON object/],
])('says so where eSMS %s', async (_what, answer, statusCode, words) => {
	const { context } = editor({}, { GetListBrandname: answer }, statusCode);
	const error = (await lists.searchBrandnames.call(context).catch((one: unknown) => one)) as {
		message: string;
		description?: string;
	};
	expect(`${error.message} ${error.description ?? ''}`).toMatch(words);
});
