import type { IDataObject, ILoadOptionsFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { codeResult, get, post, type Call, type Success } from '../operation';
import { readAnswer } from '../response/readAnswer';
import { smsTemplatesIn, type SmsTemplate } from '../response/smsTemplate';
import { recordOf, recordsOf } from '../response/values';
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
	TempContent?: string;
	ZNSTempDetail?: Array<{
		Param: string;
		ParamLevel: number;
		Limit?: number;
		RequireType?: string;
	}>;
}

/**
 * Templates of an Official Account, of both kinds: normal (25) and priority (24). Where eSMS gives only one of the
 * two lists, that one is used.
 * @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-template-zalo
 */
export async function loadZnsTemplates(
	context: ILoadOptionsFunctions,
	oaId: string,
): Promise<ZnsTemplate[]> {
	const kinds = await Promise.allSettled(
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
	const [failed] = kinds.flatMap((kind) => (kind.status === 'rejected' ? [kind] : []));
	if (failed && kinds.every(({ status }) => status === 'rejected')) throw failed.reason;
	const byId = new Map<string, ZnsTemplate>();
	for (const kind of kinds) {
		if (kind.status === 'rejected') continue;
		for (const template of recordsOf(kind.value.ZNSTemplates) as unknown as ZnsTemplate[]) {
			byId.set(String(template.TempId), template);
		}
	}
	return [...byId.values()];
}

/** A template as its details give it. */
export interface ZnsTemplateDetails {
	Status?: string;
	Reason?: string;
	ListParams?: Array<{
		Name: string;
		Require?: boolean;
		AcceptNull?: boolean;
		Type?: string;
		MinLength?: number;
		MaxLength?: number;
	}>;
}

/**
 * Details of one template.
 * @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-thong-tin-chi-tiet-template-zalo
 */
export async function loadZnsTemplate(
	context: ILoadOptionsFunctions,
	oaId: string,
	templateId: string,
): Promise<ZnsTemplateDetails> {
	const call = get('/GetZnsTemplateInfo', { TemplateId: templateId, OAId: oaId });
	const answer = await load(context, call, { field: 'Error', value: '0' }, 'getZaloTemplate');
	return recordOf(answer.Data);
}

/**
 * Customer care texts that are registered for a brandname, each once.
 * @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-template-tin-cham-soc-khach-hang
 */
export async function loadSmsTemplates(
	context: ILoadOptionsFunctions,
	brandname: string,
): Promise<SmsTemplate[]> {
	const call = post('/GetTemplate/', { SmsType: '2', Brandname: brandname });
	const answer = await load(context, call, codeResult, 'listCustomerCareTemplates');
	return smsTemplatesIn(answer);
}
