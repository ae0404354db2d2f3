import type { IDataObject } from 'n8n-workflow';
import { requestIdOf } from '../request/requestId';

const text = (value: unknown) => (value === undefined || value === null ? undefined : String(value).trim());

/**
 * The output of a send: what went out to whom, and the ids that callbacks and status operations know it by.
 * `status` is 'accepted', which is not yet delivered, or 'alreadyAccepted' for a RequestId that eSMS already
 * has: eSMS gives no SMSID then.
 * @see https://developers.esms.vn/esms-api/ham-gui-tin
 */
export function accepted(body: IDataObject, sent: IDataObject): IDataObject[] {
	const repeated = text(body.CodeResult) === '124';
	const payload = sent.Payload as { recipient?: { user_id?: string } } | undefined;
	const contacts = sent.CONTACTS as { CUSTOMER?: { PHONE?: string } } | undefined;
	const isSandbox = [sent.Sandbox, sent.IsSandBox].includes('1');
	const entry: IDataObject = {
		status: repeated ? 'alreadyAccepted' : 'accepted',
		statusText: repeated
			? 'eSMS already had a message with this RequestId, so nothing was sent a second time'
			: isSandbox
				? 'Checked in the sandbox: not stored, not delivered, no status and no callback'
				: 'Accepted by eSMS, not yet delivered',
		smsId: repeated ? undefined : text(body.SMSID),
		requestId: text(requestIdOf(sent)),
		phone: text(sent.Phone ?? contacts?.CUSTOMER?.PHONE),
		zaloUserId: text(sent.ZaloUid ?? sent.User_id ?? payload?.recipient?.user_id),
		phoneHash: text(sent.HashPhone),
		sandbox: isSandbox || undefined,
	};
	return [Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined))];
}
