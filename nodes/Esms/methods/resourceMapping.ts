import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { escapeXml } from '../../shared/xml';
import type { TemplateVariable } from '../fields/templateVariable';
import { partsOf } from '../request/smsTemplate';
import { quoted } from '../response/resultCodes';
import { sentenceOf, variableTypeOf } from '../response/template';
import { recordsOf } from '../response/values';
import { located, UNRESOLVED } from './located';
import {
	loadZnsTemplate,
	loadZnsTemplates,
	type ZnsTemplate,
	type ZnsTemplateDetails,
} from './load';

/** What a label says about a value besides its length. */
const typeWords: Readonly<Record<string, string>> = {
	type_number: 'digits',
	type_date: 'dd/MM/yyyy',
	type_cta_url: 'link',
};

/** A variable's label, such as `phone_number (≤15)`. */
function labelOf(
	name: string,
	{ variableType = '', minLength, maxLength }: Partial<TemplateVariable>,
) {
	const most = maxLength === undefined ? undefined : `≤${maxLength}`;
	const size = minLength ? `${minLength} to ${maxLength ?? 'any'}` : most;
	const words = [typeWords[variableType], variableType === 'type_date' ? undefined : size].filter(
		Boolean,
	);
	return words.length > 0 ? `${name} (${words.join(', ')})` : name;
}

/** What n8n's own field of a form needs besides label and rules. */
const shown = {
	defaultMatch: false,
	canBeUsedToMatch: false,
	display: true,
	type: 'string',
} as const;

/** A text in place of fields: what to do next. The editor shows it as HTML. */
const notice = (text: string): ResourceMapperFields => ({
	fields: [],
	emptyFieldsNotice: escapeXml(text),
});

/** Fields, and the text that the editor shows where it shows no fields, in automatic mapping. */
const form = (fields: ResourceMapperField[]): ResourceMapperFields => ({
	fields,
	emptyFieldsNotice: `The template asks for: ${fields.map(({ id }) => escapeXml(id)).join(', ')}`,
});

/** Whether the node keeps a form already: it must not go because eSMS cannot be asked now. */
const keepsForm = (context: ILoadOptionsFunctions, parameter: string): boolean => {
	const schema = context.getCurrentNodeParameter(`${parameter}.schema`);
	return Array.isArray(schema) && schema.length > 0;
};

/** Why the form cannot be made, in words. Where a form is kept, it is thrown: the editor then leaves the form alone. */
function failed(context: ILoadOptionsFunctions, error: unknown): ResourceMapperFields {
	if (keepsForm(context, 'templateData')) throw error;
	const { message, description } = error as { message: string; description?: string | null };
	return notice(description ? `${message}. ${description}` : message);
}

const expressionNotice =
	"'Official Account' or 'ZNS Template' is an expression that has no value yet. Run the node before this one and refresh the list of variables, or give the values by 'Template Values (JSON)' under Options.";

/** What keeps a template from being sent, undefined when nothing does. */
function unsendable({ Status: status, Reason: reason }: ZnsTemplateDetails): string | undefined {
	if (!status || status === 'ENABLE') return undefined;
	const why = reason ? ` (${quoted(reason)})` : '';
	return status === 'PENDING_REVIEW'
		? `This template waits for Zalo's approval (PENDING_REVIEW)${why} and cannot be sent yet. Refresh the list of variables once it is approved.`
		: `This template cannot be sent: its status is ${quoted(status)}${why}. Choose another one.`;
}

/**
 * The variables of a template: its details say what each may be, the template list says in which order the calls by
 * position want them.
 */
function variablesOf(
	templateId: string,
	listed: ZnsTemplate | undefined,
	details: ZnsTemplateDetails | undefined,
): TemplateVariable[] {
	const list = recordsOf(listed?.ZNSTempDetail) as NonNullable<ZnsTemplate['ZNSTempDetail']>;
	const parameters = recordsOf(details?.ListParams) as NonNullable<
		ZnsTemplateDetails['ListParams']
	>;
	const order = [...list].sort((a, b) => a.ParamLevel - b.ParamLevel).map(({ Param }) => Param);
	const names = new Set([...order, ...parameters.map(({ Name }) => Name)]);
	return [...names].filter(Boolean).map((name): TemplateVariable => {
		const parameter = parameters.find(({ Name }) => Name === name);
		const entry = list.find(({ Param }) => Param === name);
		const isNeeded = parameter?.Require ?? true;
		const acceptNull = parameter?.AcceptNull;
		const variableType = variableTypeOf(entry?.RequireType ?? parameter?.Type) ?? undefined;
		const maxLength = parameter?.MaxLength ?? entry?.Limit;
		const description = sentenceOf(listed?.TempContent, name);
		const rules = {
			...(variableType && { variableType }),
			...(parameter?.MinLength && { minLength: parameter.MinLength }),
			...(maxLength && { maxLength }),
			isNeeded,
			...(acceptNull !== undefined && { acceptNull }),
			...(!order.includes(name) && { isUnordered: true }),
		};
		return {
			...shown,
			id: name,
			displayName: labelOf(name, rules),
			required: isNeeded && acceptNull !== true,
			templateId,
			...rules,
			...(description && { description }),
		};
	});
}

/** Most characters of the words beside a placeholder in a label: the editor cuts a label after about 25. */
const contextLength = 12;

/** A few words next to a placeholder. */
const endOf = (words: string) => {
	const text = words.trim();
	return text.length > contextLength
		? `…${text.slice(-contextLength).replace(/^\S*\s/, '')}`
		: text;
};
const startOf = (words: string) => {
	const text = words.trim();
	return text.length > contextLength
		? `${text.slice(0, contextLength).replace(/\s\S*$/, '')}…`
		: text;
};

/** One field for each placeholder of a registered text. They have no names, so their labels quote the words around them. */
function placeholdersOf(template: string): TemplateVariable[] {
	const parts = partsOf(template);
	const fields: TemplateVariable[] = [];
	parts.forEach((part, index) => {
		if (typeof part === 'string') return;
		const [before, after] = [parts[index - 1], parts[index + 1]];
		const lead = typeof before === 'string' ? endOf(before) : '';
		const place =
			lead === '' && typeof after === 'string' ? `[ ] ${startOf(after)}` : `${lead} [ ]`.trim();
		const number = fields.length + 1;
		fields.push({
			...shown,
			id: `value${number}`,
			displayName: labelOf(`${number}: ${place}`, { maxLength: part.limit }),
			required: true,
			templateId: template,
			...(part.limit && { maxLength: part.limit }),
		});
	});
	return fields;
}

export const resourceMapping = {
	/** The variables of the chosen ZNS template. */
	async getTemplateVariables(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const [oaId, templateId] = [located(this, 'oaId'), located(this, 'templateId')];
		if (oaId === UNRESOLVED || templateId === UNRESOLVED) return notice(expressionNotice);
		if (!oaId) return notice("Choose 'Official Account' first, then 'ZNS Template'");
		if (!templateId) return notice("Choose 'ZNS Template' first");

		const [list, details] = await Promise.allSettled([
			loadZnsTemplates(this, oaId),
			loadZnsTemplate(this, oaId, templateId),
		]);
		const listed =
			list.status === 'fulfilled'
				? list.value.find(({ TempId }) => String(TempId) === templateId)
				: undefined;
		if (details.status === 'rejected' && listed === undefined) {
			return failed(this, list.status === 'rejected' ? list.reason : details.reason);
		}
		const known = details.status === 'fulfilled' ? details.value : undefined;
		const reason = known && unsendable(known);
		if (reason && !keepsForm(this, 'templateData')) return notice(reason);
		const fields = variablesOf(templateId, listed, known);
		return fields.length > 0
			? form(fields)
			: notice('This template has no variables: it goes out as it is');
	},

	/** The placeholders of the chosen SMS template. Its text is the value of the field, so eSMS need not be asked. */
	async getSmsTemplateValues(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const template = located(this, 'smsTemplate');
		if (template === UNRESOLVED) {
			return notice(
				"'SMS Template' is an expression that has no value yet. Run the node before this one and refresh the list of values.",
			);
		}
		if (!template) return notice("Choose 'Brandname' first, then 'SMS Template'");
		const fields = placeholdersOf(template);
		return fields.length > 0
			? { fields }
			: notice('This template has no placeholders: it goes out as it is');
	},
};
