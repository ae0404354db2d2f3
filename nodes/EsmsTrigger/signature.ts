import { createHash, timingSafeEqual } from 'crypto';
import type { SignedFields } from '../shared/callbacks/parse';

/**
 * Computes the signature of a short-code SMS: base64 of the MD5 bytes of the four values and the
 * partner's private key, joined without a separator.
 * https://developers.esms.vn/esms-api/ket-noi-ma-svoucher/ket-noi-dau-so-ngan
 */
export function shortCodeSignature(fields: SignedFields, privateKey: string): string {
	const { cpid, smsid, content, receiverTime } = fields;
	return createHash('md5')
		.update(`${cpid}${smsid}${content}${receiverTime}${privateKey}`, 'utf8')
		.digest('base64');
}

/** Whether a signature is right. A `+` of the base64 may arrive as a space. */
export function isSignedBy(fields: SignedFields, sign: string, privateKey: string): boolean {
	return isSameText(sign.replace(/ /g, '+'), shortCodeSignature(fields, privateKey));
}

/** Compares two texts in a time that tells nothing of where they differ or how long they are. */
export function isSameText(given: string, expected: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
	return timingSafeEqual(digest(given), digest(expected));
}
