const WCF_DATE = /^\/Date\((-?\d+)(?:([+-]\d{2})(\d{2}))?\)\/$/;

/**
 * A date as eSMS's server writes it, such as /Date(1705484048995+0700)/ (milliseconds since 1970 in UTC, then the offset of
 * its clock), as ISO text with that offset: 2024-01-17T16:34:08.995+07:00. Without an offset it ends in Z.
 * Anything else comes back as it is.
 */
export function readWcfDate<T>(value: T): T | string {
	const found = typeof value === 'string' ? WCF_DATE.exec(value) : null;
	if (!found) return value;
	const [, milliseconds, hours, minutes] = found;
	const offset = hours ? Number(hours) * 60 + Number(`${hours[0]}${minutes}`) : 0;
	const clock = new Date(Number(milliseconds) + offset * 60_000);
	if (Number.isNaN(clock.getTime())) return value;
	const iso = clock.toISOString();
	return hours ? iso.replace('Z', `${hours}:${minutes}`) : iso;
}
