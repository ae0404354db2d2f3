import type { IDataObject } from 'n8n-workflow';
import { numberOf } from './values';

/** The output of a price estimate: VND for all receivers, and how many of them eSMS counts. */
export function price({ TotalPrice, TotalReceiver }: IDataObject): IDataObject[] {
	return [
		{ totalPrice: numberOf(TotalPrice), currency: 'VND', totalReceiver: numberOf(TotalReceiver) },
	];
}
