import { hash } from 'crypto';

import type { Checked } from '../../shared/checked';
import { phoneAs84, readPhone } from '../../shared/phone';

/**
 * The hash that eSMS takes instead of a phone number: SHA-256 of the number with 84 in front, as 64 lower-case hexadecimal digits.
 * developers.esms.vn/esms-api/ham-gui-tin/tin-nhan-zalo-su-dung-hash-phone
 */
export function hashPhone(phone: string): string {
	return hash('sha256', phoneAs84(phone));
}

/**
 * Reads a ready hash, or a plain number and hashes it.
 * The issue and the hint continue a sentence that starts with the field's label.
 */
export function readPhoneHash(value: unknown): Checked<string> {
	const typed = typeof value === 'string' ? value.trim() : value;
	if (typeof typed === 'string' && /^[0-9a-f]{64}$/i.test(typed))
		return { value: typed.toLowerCase() };
	if (typeof typed === 'string' && /[a-z]/i.test(typed)) {
		return {
			issue:
				'is neither a phone number nor a SHA-256 hash of 64 hexadecimal digits, enter one of the two',
		};
	}
	const phone = readPhone(typed);
	if ('issue' in phone) return phone;
	const warnings = phone.warnings?.map((hint) => hint.replace('it goes out as', 'it is hashed as'));
	return { value: hashPhone(phone.value), ...(warnings && { warnings }) };
}
