import { listing, upToLimit } from '../../fields/listing';
import { oaId } from '../../fields/sender';
import { znsType } from '../../fields/zns';
import { codeResult, post, type Operation } from '../../operation';
import { variableTypeOf } from '../../response/template';
import { numberOf, recordsOf, textOf } from '../../response/values';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-template-zalo */
export const listZaloTemplates: Operation = {
	value: 'listZaloTemplates',
	name: 'Get Many Zalo Templates',
	action: 'Get many Zalo templates',
	description: 'List the ZNS templates of an Official Account with their variables',
	hasSideEffects: false,
	hasReceiver: false,
	...post('/GetTemplate/', { SmsType: znsType, OAId: oaId }),
	success: codeResult,
	controls: listing,
	answer: ({ ZNSTemplates: list }, { OAId }, item) =>
		upToLimit(
			recordsOf(list).map((template) => ({
				templateId: textOf(template.TempId),
				name: textOf(template.TempName),
				oaId: OAId,
				content: template.TempContent,
				variables: recordsOf(template.ZNSTempDetail).map((variable) => ({
					name: variable.Param,
					position: numberOf(variable.ParamLevel),
					type: variableTypeOf(variable.RequireType),
					maxLength: numberOf(variable.Limit),
				})),
			})),
			item,
		),
};
