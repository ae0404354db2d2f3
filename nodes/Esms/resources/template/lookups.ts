import type { IDataObject } from 'n8n-workflow';
import type { Lookup } from '../../operation';
import { legsOf } from '../../request/requestId';
import { textOf } from '../../response/values';
import { getZaloTemplate } from './getZaloTemplate';
import { listCustomerCareTemplates } from './listCustomerCareTemplates';
import { listZaloTemplates } from './listZaloTemplates';

/** The registered texts of the brandname of an SMS. */
export function smsLookups(body: IDataObject): Lookup[] {
	const brandname = textOf(body.Brandname ?? body.BRANDNAME);
	if (brandname === null) return [];
	return [{ operation: listCustomerCareTemplates, body: { SmsType: '2', Brandname: brandname } }];
}

/** The content of the template of a ZNS: the lists of both kinds of templates, and its details. */
export function znsLookups(body: IDataObject): Lookup[] {
	const [oaId, templateId] = [textOf(body.OAID), textOf(body.TempID)];
	if (oaId === null || templateId === null) return [];
	return [
		{ operation: listZaloTemplates, body: { SmsType: '25', OAId: oaId } },
		{ operation: listZaloTemplates, body: { SmsType: '24', OAId: oaId } },
		{ operation: getZaloTemplate, body: { TemplateId: templateId, OAId: oaId } },
	];
}

/** Those of both legs. They are told apart by position, so without those of the ZNS there are none. */
export function multiChannelLookups(body: IDataObject): Lookup[] {
	const [zalo = {}, sms = {}] = legsOf(body);
	const ofTemplate = znsLookups(zalo);
	return ofTemplate.length > 0 ? [...ofTemplate, ...smsLookups(sms)] : [];
}
