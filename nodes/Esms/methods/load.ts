import type { IDataObject, ILoadOptionsFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { codeResult, get, post, type Call, type Success } from '../operation';
import { readAnswer } from '../response/readAnswer';
import { refusal } from '../run/ask';

/** Asks eSMS for the contents of a list. Refusals become the same advice as in an operation. */
export async function load(
	context: ILoadOptionsFunctions,
	call: Call,
	success: Success,
	operation: string,
): Promise<IDataObject> {
	const response = (await context.helpers.httpRequestWithAuthentication.call(context, 'esmsApi', {
		method: call.method,
		url: call.url,
		[call.format === 'query' ? 'qs' : 'body']: { ...call.body },
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	})) as IN8nHttpFullResponse;
	const read = readAnswer(String(response.body ?? ''), success);
	if (!read.accepted) throw refusal(context.getNode(), operation, read, response.statusCode);
	return read.body as IDataObject;
}

/** A template of an Official Account as the template list gives it. */
export interface ZnsTemplate {
	TempId: string | number;
	TempName?: string;
	ZNSTempDetail?: Array<{
		Param: string;
		ParamLevel: number;
		Limit?: number;
		RequireType?: string;
	}>;
}

/**
 * Templates of an Official Account, of both kinds: normal (25) and priority (24).
 * @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-template-zalo
 */
export async function loadZnsTemplates(
	context: ILoadOptionsFunctions,
	oaId: string,
): Promise<ZnsTemplate[]> {
	const kinds = await Promise.all(
		['25', '24'].map(
			async (SmsType) =>
				await load(
					context,
					post('/GetTemplate/', { SmsType, OAId: oaId }),
					codeResult,
					'listZaloTemplates',
				),
		),
	);
	const byId = new Map<string, ZnsTemplate>();
	for (const { ZNSTemplates } of kinds) {
		for (const template of (ZNSTemplates ?? []) as unknown as ZnsTemplate[]) {
			byId.set(String(template.TempId), template);
		}
	}
	return [...byId.values()];
}

/** Parameters of a template with what Zalo requires of them. */
export interface ZnsParameter {
	Name: string;
	Require?: boolean;
	Type?: string;
	MaxLength?: number;
}

/**
 * Details of one template.
 * @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-thong-tin-chi-tiet-template-zalo
 */
export async function loadZnsParameters(
	context: ILoadOptionsFunctions,
	oaId: string,
	templateId: string,
): Promise<ZnsParameter[]> {
	const call = get('/GetZnsTemplateInfo', { TemplateId: templateId, OAId: oaId });
	const { Data } = await load(context, call, { field: 'Error', value: '0' }, 'getZaloTemplate');
	return ((Data as IDataObject | undefined)?.ListParams ?? []) as unknown as ZnsParameter[];
}
