/** An object of unknown shape, as a request brings it. */
export type Fields = Record<string, unknown>;

/** Takes any value; returns it as an object, or an empty one. */
export function fieldsOf(value: unknown): Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Fields)
		: {};
}

/** Takes any value; returns its text without surrounding blanks, or '' for what is not text. */
export function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** Takes any value; returns it as a list, or an empty one. */
export function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

const LOCAL_OFFSET = 7 * 3_600_000;

/**
 * Reads `yyyy-MM-dd HH:mm:ss`, `yyyy/MM/dd HH:mm:ss`, `dd/MM/yyyy` or `MM/dd/yyyy` as Vietnamese time.
 *
 * Takes the text and the order of its parts; returns milliseconds since 1970, or undefined for a
 * date that does not exist.
 */
export function readDate(text: string, order: 'ymd' | 'dmy' | 'mdy'): number | undefined {
	const parts = /^(\d+)[-/](\d+)[-/](\d+)(?: (\d\d):(\d\d):(\d\d))?$/.exec(text);
	if (parts === null) return undefined;
	const [a, b, c, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0));
	const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
	const time = Date.UTC(year, month - 1, day, hour, minute, second);
	const back = new Date(time);
	return back.getUTCDate() === day && back.getUTCMonth() === month - 1 && hour < 24
		? time - LOCAL_OFFSET
		: undefined;
}

/** Takes milliseconds since 1970; returns `DD/MM/YYYY HH:mm:ss` in Vietnamese time. */
export function localTime(time: number): string {
	const [date, clock] = new Date(time + LOCAL_OFFSET).toISOString().split('T');
	return `${date.split('-').reverse().join('/')} ${clock.slice(0, 8)}`;
}

/** Takes milliseconds since 1970; returns the WCF form of eSMS's answers, `/Date(ms+0700)/`. */
export function wcfDate(time: number): string {
	return `/Date(${time}+0700)/`;
}
