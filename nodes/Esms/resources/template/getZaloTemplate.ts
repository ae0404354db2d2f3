import type { IDataObject } from 'n8n-workflow';
import { simplify } from '../../fields/listing';
import { oaId, templateId } from '../../fields/sender';
import { get, type Operation } from '../../operation';
import { variableTypeOf } from '../../response/template';
import { numberOf, recordOf, recordsOf, textOf } from '../../response/values';

/** A sample has the text 'null' where a page says that null is given. */
const qualityOf = (value: unknown) => (value === 'null' ? null : textOf(value));

function simplified(data: IDataObject): IDataObject {
	return {
		templateId: textOf(data.TemplateId),
		name: textOf(data.TemplateName),
		tag: textOf(data.TemplateTag),
		status: textOf(data.Status),
		reason: textOf(data.Reason),
		quality: qualityOf(data.TemplateQuality),
		previewUrl: textOf(data.PreviewUrl),
		variables: recordsOf(data.ListParams).map((variable) => ({
			name: variable.Name,
			type: variableTypeOf(variable.Type),
			required: variable.Require,
			acceptNull: variable.AcceptNull,
			minLength: numberOf(variable.MinLength),
			maxLength: numberOf(variable.MaxLength),
		})),
		buttons: recordsOf(data.ListButtons).map(({ Title, Type, Content }) => ({
			title: Title,
			type: numberOf(Type),
			content: Content,
		})),
	};
}

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-thong-tin-chi-tiet-template-zalo */
export const getZaloTemplate: Operation = {
	value: 'getZaloTemplate',
	name: 'Get Zalo Template',
	action: 'Get Zalo template',
	description:
		'Look up a ZNS template: whether it may be sent, its variables with their limits, and a preview',
	hasSideEffects: false,
	hasReceiver: false,
	...get('/GetZnsTemplateInfo', { TemplateId: templateId, OAId: oaId }),
	success: { field: 'Error', value: '0' },
	controls: [simplify],
	answer: ({ Data }, _sent, item) => {
		const data = recordOf(Data);
		return [simplify.read(item) === true ? simplified(data) : data];
	},
};
