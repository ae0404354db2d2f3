import type { IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { resourceMapping } from '../../../nodes/Esms/methods/resourceMapping';

const answers: Record<string, unknown> = {
	GetTemplate: {
		CodeResult: '100',
		ZNSTemplates: [
			{
				TempId: 205644,
				ZNSTempDetail: [
					{ Param: 'note', ParamLevel: 2, Limit: 30, RequireType: 'text' },
					{ Param: 'otp', ParamLevel: 1, Limit: 10, RequireType: 'number' },
				],
			},
		],
	},
	GetZnsTemplateInfo: {
		Error: 0,
		Data: {
			ListParams: [
				{ Name: 'note', Require: false },
				{ Name: 'otp', Require: true, MaxLength: 6 },
			],
		},
	},
};

const parameters: Record<string, string> = { oaId: '4097311281936189049', templateId: '205644' };

const context = {
	getNode: () => ({ parameters: {} }),
	getCredentials: async () => ({}),
	getNodeParameter: (name: string) => parameters[name],
	helpers: {
		httpRequestWithAuthentication: async (_type: string, { url }: IHttpRequestOptions) => ({
			statusCode: 200,
			body: JSON.stringify(answers[/json\/(\w+)/.exec(url)?.[1] ?? '']),
		}),
	},
} as unknown as ILoadOptionsFunctions;

test('variables come in the order of the template, with its limits and the template that they are of', async () => {
	const { fields } = await resourceMapping.getTemplateVariables.call(context);
	expect(fields).toMatchObject([
		{ id: 'otp', required: true, maxLength: 6, templateId: '205644' },
		{ id: 'note', required: false, maxLength: 30, templateId: '205644' },
	]);
});

/** The form that the editor shows for a template, from what eSMS tells of it in its list and in its details. */
const formOf = async (listed: unknown, details: unknown, chosen = parameters) => {
	const told: Record<string, unknown> = {
		GetTemplate: { CodeResult: '100', ZNSTemplates: listed },
		GetZnsTemplateInfo: { Error: 0, Data: { ListParams: details } },
	};
	let requests = 0;
	const editor = {
		...context,
		getNodeParameter: (name: string) => chosen[name],
		helpers: {
			httpRequestWithAuthentication: async (_type: string, { url }: IHttpRequestOptions) => {
				requests++;
				return { statusCode: 200, body: JSON.stringify(told[/json\/(\w+)/.exec(url)?.[1] ?? '']) };
			},
		},
	} as unknown as ILoadOptionsFunctions;
	const { fields } = await resourceMapping.getTemplateVariables.call(editor);
	return { fields, requests };
};

test.each<[string | undefined, string | undefined, string]>([
	['type_number', undefined, 'a (number)'],
	['type_date', undefined, 'a (dd/MM/yyyy)'],
	['type_cta_url', undefined, 'a (link)'],
	['type_text', 'NUMBER', 'a (text)'],
	[undefined, 'NUMBER', 'a (number)'],
	[undefined, 'DATE', 'a (dd/MM/yyyy)'],
	[undefined, undefined, 'a (text)'],
])(
	'a variable of type %s in the list and %s in the details is shown as %s',
	async (listed, detailed, label) => {
		const { fields } = await formOf(
			[{ TempId: '205644', ZNSTempDetail: [{ Param: 'a', ParamLevel: 1, RequireType: listed }] }],
			[{ Name: 'a', Type: detailed }],
		);
		expect(fields).toStrictEqual([
			{
				id: 'a',
				displayName: label,
				required: true,
				defaultMatch: false,
				canBeUsedToMatch: false,
				display: true,
				type: 'string',
				templateId: '205644',
			},
		]);
	},
);

test('what only the details know comes last, and a template that the list lacks has these alone', async () => {
	const details = [{ Name: 'b', Require: false, MaxLength: 5 }, { Name: 'a' }];
	const listed = [{ TempId: 205644, ZNSTempDetail: [{ Param: 'a', ParamLevel: 1, Limit: 9 }] }];
	const both = await formOf(listed, details);
	expect(both.fields.map(({ displayName, required }) => [displayName, required])).toEqual([
		['a (text, max 9)', true],
		['b (text, max 5)', false],
	]);
	const alone = await formOf([{ TempId: 1 }], details);
	expect(alone.fields.map(({ id }) => id)).toEqual(['b', 'a']);
	expect((await formOf([{ TempId: 205644 }], [])).fields).toEqual([]);
});

test.each([
	[{ oaId: '', templateId: '205644' }],
	[{ oaId: '4097311281936189049', templateId: '' }],
])('nothing is asked before both are chosen: %j', async (chosen) => {
	expect(await formOf([], [], chosen)).toEqual({ fields: [], requests: 0 });
});
