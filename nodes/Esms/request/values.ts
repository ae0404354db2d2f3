import { cleanText } from '../../shared/text';

const on = new Set<unknown>([true, 'true', 1, '1']);
const off = new Set<unknown>([false, 'false', 0, '0', '', undefined, null]);

/** Whether a switch is on, as the editor, an expression or a sheet gives it; undefined for what is neither on nor off. */
export function readSwitch(value: unknown): boolean | undefined {
	// Sheets write TRUE and FALSE.
	const plain = typeof value === 'string' ? cleanText(value).toLowerCase() : value;
	return on.has(plain) || (off.has(plain) ? false : undefined);
}
