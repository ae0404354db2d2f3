import type { IDataObject, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';
import type { Operation } from '../operation';
import { toHttpRequest } from '../request/body';
import { getZaloTemplate } from '../resources/template/getZaloTemplate';
import { listCustomerCareTemplates } from '../resources/template/listCustomerCareTemplates';
import { listZaloTemplates } from '../resources/template/listZaloTemplates';
import { readAnswer } from '../response/readAnswer';
import { smsTemplatesIn, type SmsTemplate } from '../response/smsTemplate';
import { recordOf, recordsOf } from '../response/values';
import { failureError, refusedError, strangerError } from '../run/errors';
import { readTransport, type RequestOptions } from '../run/requestOptions';
import { createSend, SendFailure } from '../run/send';

/**
 * Asks eSMS for the contents of a list, or for what a poll looks at, by the node's own proxy and time-out.
 *
 * @param operation whose call it is, and whose advice a refusal becomes
 * @param body what it carries, without keys
 * @throws NodeApiError when eSMS refuses or cannot be reached
 */
export async function load(
	context: ILoadOptionsFunctions | IPollFunctions,
	operation: Operation,
	body: IDataObject = {},
): Promise<IDataObject> {
	const node = context.getNode();
	const settings = (node.parameters.requestOptions ?? {}) as RequestOptions;
	const credentials = await context.getCredentials('esmsApi');
	const send = createSend(context, credentials, readTransport(node, settings));
	const reply = await send(toHttpRequest(operation, body));
	const request = { operation, url: operation.url };
	if (reply instanceof SendFailure) throw failureError(node, reply, request);
	const read = readAnswer(reply, operation);
	if (read.code === null) throw strangerError(node, read, reply.statusCode, request);
	if (!read.accepted) throw refusedError(node, operation, read);
	return read.body;
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
			async (SmsType) => await load(context, listZaloTemplates, { SmsType, OAId: oaId }),
		),
	);
	const answers = kinds.flatMap((kind) => (kind.status === 'fulfilled' ? [kind.value] : []));
	if (answers.length === 0) throw (kinds[0] as PromiseRejectedResult).reason;
	const templates = answers.flatMap(
		({ ZNSTemplates }) => recordsOf(ZNSTemplates) as unknown as ZnsTemplate[],
	);
	return [...new Map(templates.map((one) => [String(one.TempId), one])).values()];
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
	const answer = await load(context, getZaloTemplate, { TemplateId: templateId, OAId: oaId });
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
	const body = { SmsType: '2', Brandname: brandname };
	return smsTemplatesIn(await load(context, listCustomerCareTemplates, body));
}
