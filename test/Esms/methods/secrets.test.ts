import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { listSearch } from '../../../nodes/Esms/methods/listSearch';
import { load } from '../../../nodes/Esms/methods/load';
import { resources } from '../../../nodes/Esms/resources';

const [apiKey, secretKey] = ['ONE-OF-THIRTY-CHARACTERS', 'AN/OTHER+ONE&WITH<SIGNS "'];
const credentials = { apiKey, secretKey };

/** A server that repeats everything that it was asked, in every way that it may be written. */
const echo = JSON.stringify({
	CodeResponse: '100',
	ListBrandName: [
		credentials.apiKey,
		credentials.secretKey,
		encodeURIComponent(credentials.secretKey),
	].map((key) => ({ Brandname: `asked for /GetListBrandname/${key}`, Type: 2 })),
});

const contextOf = (body: string) => {
	const sent: unknown[] = [];
	const context = {
		getNode: () => ({ name: 'eSMS', parameters: { requestOptions: { timeout: 1234 } } }),
		getCredentials: async () => credentials,
		getCurrentNodeParameter: () => 'sendCustomerCareSms',
		helpers: {
			httpRequestWithAuthentication: async (_type: string, request: unknown) => {
				sent.push(request);
				return { statusCode: 200, body };
			},
		},
	} as unknown as ILoadOptionsFunctions;
	return { context, sent };
};

test('a list shows no key, though the server repeats the address', async () => {
	const { results } = await listSearch.searchBrandnames.call(contextOf(echo).context);
	const shown = JSON.stringify(results);
	expect(results).not.toHaveLength(0);
	expect(shown).toContain('***');
	for (const key of Object.values(credentials)) expect(shown).not.toContain(key);
	expect(shown).not.toContain(encodeURIComponent(credentials.secretKey));
});

test('a refused list says no key either', async () => {
	const body = JSON.stringify({ CodeResult: '101', ErrorMessage: `bad ${credentials.apiKey}` });
	await expect(listSearch.searchBrandnames.call(contextOf(body).context)).rejects.toMatchObject({
		message: 'The API Key or the Secret Key is wrong',
		description: expect.stringContaining('bad ***'),
	});
});

const operations = resources.flatMap((resource) => resource.operations);

test.each(
	operations.filter(({ format }) => format !== 'xml').map((one) => [one.value, one] as const),
)(
	'%s: what a list asks goes where the call says, by the node’s own settings and without redirects',
	async (_value, operation) => {
		const code = { [operation.success.field]: operation.success.value };
		const { context, sent } = contextOf(JSON.stringify(code));
		await load(context, operation, { Name: 'value' });
		const place = operation.format === 'query' ? 'qs' : 'body';
		expect(sent).toEqual([
			expect.objectContaining({
				method: operation.method,
				url: operation.url,
				[place]: { Name: 'value' },
				timeout: 1234,
				disableFollowRedirect: true,
			}),
		]);
	},
);
