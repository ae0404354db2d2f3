import type { Checked } from '../../shared/checked';

const on = new Set<unknown>([true, 'true', 1, '1']);
const off = new Set<unknown>([false, 'false', 0, '0', '', undefined, null]);

/** Whether a switch is on, as the editor, an expression or a sheet gives it; undefined for what is neither on nor off. */
export function readSwitch(value: unknown): boolean | undefined {
	// Sheets write TRUE and FALSE.
	const plain = typeof value === 'string' ? value.trim().toLowerCase() : value;
	return on.has(plain) || (off.has(plain) ? false : undefined);
}

/**
 * A value as text without spaces around it, empty for none. Refused is what would not go out as it was meant:
 * a list or an object, and a number that is none or lost digits. The issue continues a sentence that starts
 * with the field's label.
 */
export function readPlainText(value: unknown): Checked<string> {
	if (typeof value === 'object' && value !== null) {
		return { issue: `holds ${Array.isArray(value) ? 'a list' : 'an object'}, enter text` };
	}
	if (Number.isNaN(value)) return { issue: 'is NaN instead of a number, correct the expression' };
	if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
		return { issue: 'is a number too long to be exact, give it as text' };
	}
	return { value: String(value ?? '').trim() };
}
