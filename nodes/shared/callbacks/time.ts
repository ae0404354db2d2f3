/**
 * Writes a Vietnamese local time, which eSMS sends without a zone, as ISO 8601 with +07:00.
 *
 * @param digits year, month, day, hour, minute, second as they came
 * @returns null if there is no such date or time
 */
export function vietnamTime(
	year: string,
	month: string,
	day: string,
	hour: string,
	minute: string,
	second: string,
): string | null {
	const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
	const utc = new Date(`${local}Z`);
	const exists = !Number.isNaN(utc.getTime()) && utc.toISOString().startsWith(local);
	return exists ? `${local}+07:00` : null;
}
