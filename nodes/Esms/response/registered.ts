import type { IDataObject } from 'n8n-workflow';
import { textOf } from './values';

/**
 * The output of a registration or an order: eSMS has it, and people there look at it next.
 * @see https://developers.esms.vn/esms-api/ham-truy-xuat-va-dang-ky/ham-dang-ky-template-sms
 */
export function registered(body: IDataObject): IDataObject[] {
	return [
		{
			status: 'accepted',
			statusText: 'Received by eSMS for review, not yet approved',
			servicePreviewId: textOf(body.ServicePreviewId ?? body.ServicepreviewId),
			message: textOf(body.ErrorMessage),
		},
	];
}
