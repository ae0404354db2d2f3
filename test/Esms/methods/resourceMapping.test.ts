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
