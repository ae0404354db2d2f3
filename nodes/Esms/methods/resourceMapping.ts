import type { FieldType, ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';
import type { TemplateVariable } from '../fields/template';
import { loadZnsParameters, loadZnsTemplates } from './load';

/** The editor's type for a variable, from the spellings of the template list and the template details. */
function typeOf(type = ''): { type: FieldType; words: string } {
	if (/number/i.test(type)) return { type: 'string', words: 'number' };
	if (/date/i.test(type)) return { type: 'string', words: 'dd/MM/yyyy' };
	if (/url/i.test(type)) return { type: 'string', words: 'link' };
	return { type: 'string', words: 'text' };
}

export const resourceMapping = {
	/**
	 * The variables of the chosen template: its details say which are required and how long each may be,
	 * the template list says in which order the calls by position want them.
	 */
	async getTemplateVariables(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const oaId = String(this.getNodeParameter('oaId', '', { extractValue: true }));
		const templateId = String(this.getNodeParameter('templateId', '', { extractValue: true }));
		if (!oaId || !templateId) return { fields: [] };
		const [templates, parameters] = await Promise.all([
			loadZnsTemplates(this, oaId),
			loadZnsParameters(this, oaId, templateId),
		]);
		const listed =
			templates.find(({ TempId }) => String(TempId) === templateId)?.ZNSTempDetail ?? [];
		const order = [...listed].sort((a, b) => a.ParamLevel - b.ParamLevel).map(({ Param }) => Param);
		const names = new Set([...order, ...parameters.map(({ Name }) => Name)]);
		const fields = [...names].map((name): TemplateVariable => {
			const parameter = parameters.find(({ Name }) => Name === name);
			const detail = listed.find(({ Param }) => Param === name);
			const { type, words } = typeOf(detail?.RequireType ?? parameter?.Type);
			const maxLength = parameter?.MaxLength ?? detail?.Limit;
			return {
				id: name,
				displayName: maxLength ? `${name} (${words}, max ${maxLength})` : `${name} (${words})`,
				required: parameter?.Require ?? true,
				defaultMatch: false,
				canBeUsedToMatch: false,
				display: true,
				type,
				templateId,
				...(maxLength && { maxLength }),
			};
		});
		return { fields };
	},
};
