import type { IDataObject } from 'n8n-workflow';
import type { Item } from '../operation';
import { isSandbox, legsOf, requestIdOf } from '../request/requestId';
import { countSegments, needsUnicode, type Segments } from '../request/text';

/** @throws Error for an object where a text belongs: the answer cannot be read then */
function text(value: unknown): string | undefined {
	if (typeof value === 'object' && value !== null) throw new Error('an object in place of a text');
	return value === undefined || value === null ? undefined : String(value).trim();
}

/** Message types that travel as SMS: 1 advertising, 2 customer care. */
const smsTypes = ['1', '2'];

/** How the text of an SMS travels, by the rules of GSM; eSMS documents none, so it is an estimate. */
function estimateOf(sent: IDataObject): Segments | undefined {
	const { Content, CONTENT, IsUnicode } =
		legsOf(sent).find((leg) => smsTypes.includes(String(leg.SmsType ?? leg.SMSTYPE))) ?? {};
	const content = text(Content ?? CONTENT);
	if (content === undefined) return undefined;
	return countSegments(
		content,
		IsUnicode === undefined ? needsUnicode(content) : IsUnicode === '1',
	);
}

/** The phones that a request names, one undefined when it has another kind of receiver. */
function phonesOf(sent: IDataObject): Array<string | undefined> {
	const contacts = sent.CONTACTS as
		{ CUSTOMER: { PHONE: string } | Array<{ PHONE: string }> } | undefined;
	if (contacts) return [contacts.CUSTOMER].flat().map(({ PHONE }) => text(PHONE));
	return Array.isArray(sent.Phones) ? sent.Phones.map(text) : [text(sent.Phone)];
}

function zaloUserIdOf(sent: IDataObject): string | undefined {
	const payload = sent.Payload as { recipient?: { user_id?: string } } | undefined;
	return text(sent.ZaloUid ?? sent.User_id ?? payload?.recipient?.user_id);
}

/** All receivers that a request names: phones, a Zalo user, or the hash of a phone. */
export const receiversOf = (sent: IDataObject): string[] =>
	[...phonesOf(sent), zaloUserIdOf(sent), text(sent.HashPhone)].filter((one) => one !== undefined);

/**
 * The output of a send: for each receiver, what went out, and the ids that callbacks and status operations know
 * it by. `status` is 'accepted', which is not yet delivered, or 'alreadyAccepted' for a RequestId that eSMS already
 * has: eSMS gives no SMSID then.
 * @see https://developers.esms.vn/esms-api/ham-gui-tin
 */
export function accepted(
	answer: IDataObject,
	sent: IDataObject,
	_item: Item,
	code: string,
): IDataObject[] {
	const repeated = code === '124';
	const [, smsLeg] = legsOf(sent);
	const isChecked = isSandbox(sent);
	const status = repeated ? 'alreadyAccepted' : 'accepted';
	const statusText = repeated
		? sent.Phones || sent.CONTACTS
			? 'eSMS already had a request with this Request ID, so nothing was sent again, not even to numbers added since'
			: 'eSMS already had a message with this Request ID, so nothing was sent a second time'
		: isChecked
			? 'Checked in the sandbox: not stored, not delivered, no status and no callback'
			: 'Accepted by eSMS, not yet delivered';
	const smsId = repeated ? undefined : text(answer.SMSID);
	const requestId = text(requestIdOf(sent));
	const smsRequestId = text(smsLeg?.RequestId);
	const zaloUserId = zaloUserIdOf(sent);
	const phoneHash = text(sent.HashPhone);
	const sandbox = isChecked || undefined;
	const estimate = estimateOf(sent);
	return phonesOf(sent).map((phone) =>
		defined({
			status,
			statusText,
			smsId,
			requestId,
			smsRequestId,
			phone,
			zaloUserId,
			phoneHash,
			sandbox,
			estimate,
		}),
	);
}

/** The output of a call: that of a send, and its id by the name that the call's status and callback have. */
export function acceptedCall(...call: Parameters<typeof accepted>): IDataObject[] {
	return accepted(...call).map((entry) => defined({ ...entry, referenceId: entry.smsId }));
}

function defined(entry: IDataObject): IDataObject {
	const found: IDataObject = {};
	for (const name of Object.keys(entry)) {
		if (entry[name] !== undefined) found[name] = entry[name];
	}
	return found;
}
