import type { IDataObject } from 'n8n-workflow';

/** The output of a price estimate: VND for all receivers, and how many of them eSMS counts. */
export function price({ TotalPrice, TotalReceiver }: IDataObject): IDataObject[] {
	return [{ totalPrice: Number(TotalPrice), currency: 'VND', totalReceiver: Number(TotalReceiver) }];
}
