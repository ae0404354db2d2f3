import { hash } from 'crypto';
import { isSameText } from '../shared/sameText';
import type { SignedFields } from '../shared/callbacks/parse';

/**
 * Computes the signature of a short-code SMS: base64 of the MD5 bytes of the four values and the
 * partner's private key, joined without a separator. So it covers neither sender nor keyword, and not
 * where one value ends and the next begins.
 * https://developers.esms.vn/esms-api/ket-noi-ma-svoucher/ket-noi-dau-so-ngan
 */
export function shortCodeSignature(fields: SignedFields, privateKey: string): string {
	const { cpid, smsid, content, receiverTime } = fields;
	return hash('md5', `${cpid}${smsid}${content}${receiverTime}${privateKey}`, 'base64');
}

/** Whether a signature is right. A `+` of the base64 may arrive as a space. */
export function isSignedBy(fields: SignedFields, sign: string, privateKey: string): boolean {
	return isSameText(sign.replace(/ /g, '+'), shortCodeSignature(fields, privateKey));
}
