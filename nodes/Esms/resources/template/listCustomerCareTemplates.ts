import { networks } from '../../../shared/channels';
import { listing, upToLimit } from '../../fields/listing';
import { brandname } from '../../fields/sender';
import { codeResult, post, type Operation } from '../../operation';
import { numberOf, recordsOf, textOf } from '../../response/values';

/** @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-lay-danh-sach-template-tin-cham-soc-khach-hang */
export const listCustomerCareTemplates: Operation = {
	value: 'listCustomerCareTemplates',
	name: 'Get Many SMS Templates',
	action: 'Get many SMS templates',
	description: 'List the customer care texts that the networks approved for a brandname',
	hasSideEffects: false,
	hasReceiver: false,
	...post('/GetTemplate/', { SmsType: '2', Brandname: brandname }),
	success: codeResult,
	controls: listing,
	answer: ({ BrandnameTemplates: list }, { Brandname }, item) =>
		upToLimit(
			recordsOf(list).map((template) => {
				const networkId = numberOf(template.NetworkID);
				return {
					templateId: textOf(template.TempId),
					brandname: Brandname,
					content: template.TempContent,
					networkId,
					network: networkId === null ? null : (networks[networkId] ?? null),
				};
			}),
			item,
		),
};
