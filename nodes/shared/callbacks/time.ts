/**
 * Writes a Vietnamese local time, which eSMS sends without a zone, as ISO 8601 with +07:00.
 *
 * @param parts year, month, day, hour, minute, second as digits, with or without leading zeros
 * @returns null if there is no such date or time
 */
export function vietnamTime(...parts: [string, string, string, string, string, string]) {
	const [year, ...others] = parts;
	const [month, day, hour, minute, second] = others.map((part) => part.padStart(2, '0'));
	const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
	const utc = new Date(`${local}Z`);
	const exists = !Number.isNaN(utc.getTime()) && utc.toISOString().startsWith(local);
	return exists ? `${local}+07:00` : null;
}

const WRITTEN =
	/^(\d{1,2})\/(\d{1,2})\/(\d{4})\s+(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\s*(AM|PM|SA|CH))?$/i;

/**
 * Reads a time as eSMS writes it behind `error_info`: day/month/year and 24 hours. A time of 12 hours
 * (AM and PM, or SA and CH in Vietnamese) may come from a server that puts the month first, so its
 * date counts only where it can be read in one way.
 *
 * @returns ISO 8601 with +07:00, null for what cannot be read for certain
 */
export function writtenTime(text: string): string | null {
	const written = WRITTEN.exec(text.trim());
	if (!written) return null;
	const [, first, second, year, hour, minute, seconds, half] = written;
	const dayFirst = (at: string) => vietnamTime(year, second, first, at, minute, seconds);
	if (half === undefined) return dayFirst(hour);
	if (Number(hour) < 1 || Number(hour) > 12) return null;
	const isAfternoon = /^(?:PM|CH)$/i.test(half);
	const at = String((Number(hour) % 12) + (isAfternoon ? 12 : 0));
	const monthFirst = vietnamTime(year, first, second, at, minute, seconds);
	const found = [...new Set([dayFirst(at), monthFirst])].filter((time) => time !== null);
	return found.length === 1 ? found[0] : null;
}
