import type { IDataObject } from 'n8n-workflow';
import type { Checked } from '../../shared/checked';
import { cleanText } from '../../shared/text';

/** The date formats of eSMS's calls: most sends and queries, voice calls, Zalo user lists, OA packages, the first sent list. */
export type DateFormat =
	'yyyy-MM-dd HH:mm:ss' | 'yyyy/MM/dd HH:mm:ss' | 'dd/MM/yyyy' | 'yyyy-MM-dd' | 'MM/dd/yyyy';

/** eSMS documents no time zone; its answers carry +0700. */
export const VIETNAM_TIME = 'Asia/Ho_Chi_Minh';

const TIME = String.raw`(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/])(\d{1,2})\2(\d{1,2})${TIME}$`, 'i');
const DAY_FIRST = new RegExp(String.raw`^(\d{1,2})\/(\d{1,2})\/(\d{4})${TIME}$`, 'i');
const EPOCH_MILLISECONDS = /^[1-9]\d{11,12}$/;

/** Numbers that stand for a date elsewhere: seconds since 1970 (from 1973 to 2286), and days since 1900 (from 1954 to 2119). */
const EPOCH_SECONDS = /^[1-9]\d{8,9}(?:\.\d+)?$/;
const SPREADSHEET_DAYS = /^[2-7]\d{4}(?:[.,]\d+)?$/;

/** More than a date takes in any form that is read here. */
const LONGEST_TEXT = 64;

const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(9999, 11, 30);

/** How far a send date may lie back: the time between filling in a field and sending. */
const TOLERANCE = 60_000;

const FORMATTERS = new Map<string, Intl.DateTimeFormat>();

/**
 * Reads a date and writes it as eSMS wants it.
 *
 * In: what the date picker gives (no zone: local time in `timeZone`), what expressions give (Luxon DateTime, Date, ISO text with
 * an offset, epoch milliseconds of 12 or 13 digits, as number or text) or what users type (2026-01-31 09:00:00, 31/01/2026 09:00).
 * Out: text in the format: a time as a clock in Vietnam shows it, because that is how eSMS reads it, a day as in `timeZone`
 * (an IANA name).
 * The issue continues a sentence that starts with the field's label.
 */
export function readDate(
	value: unknown,
	format: DateFormat,
	timeZone: string = VIETNAM_TIME,
): Checked<string> {
	const moment = readMoment(value, timeZone);
	return 'issue' in moment
		? moment
		: { value: write(moment.value, format, clockOf(format, timeZone)) };
}

/**
 * Like `readDate`, but refuses what has passed: a time more than a minute before `now` (epoch milliseconds), or, in a format
 * without a time, a day before today in `timeZone`.
 */
export function readFutureDate(
	value: unknown,
	format: DateFormat,
	timeZone: string,
	now: number,
): Checked<string> {
	const moment = readMoment(value, timeZone);
	if ('issue' in moment) return moment;

	const unit: DateFormat = format.includes('HH') ? 'yyyy-MM-dd HH:mm:ss' : 'yyyy-MM-dd';
	const shown = write(moment.value, unit, timeZone);
	const past =
		unit === 'yyyy-MM-dd' ? shown < write(now, unit, timeZone) : moment.value < now - TOLERANCE;
	if (past) return { issue: `is in the past (${shown}, ${timeZone}), choose a later date` };
	return { value: write(moment.value, format, clockOf(format, timeZone)) };
}

/** Where the clock hangs that a format is read from. */
const clockOf = (format: DateFormat, timeZone: string) =>
	format.includes('HH') ? VIETNAM_TIME : timeZone;

/** The moment as epoch milliseconds. */
function readMoment(value: unknown, timeZone: string): Checked<number> {
	if (value === undefined || value === null || value === '') return { issue: 'is empty' };
	if (!isTimeZone(timeZone)) {
		return {
			issue: `has a time zone that does not exist ('${timeZone}'), choose one such as ${VIETNAM_TIME}`,
		};
	}
	const moment = toMilliseconds(value, timeZone);
	if (Number.isFinite(moment) && moment >= EARLIEST && moment <= LATEST) return { value: moment };

	const isText = typeof value === 'string' || typeof value === 'number';
	const shown = isText ? ` ('${String(value).slice(0, 40)}')` : '';
	const other = isText ? otherMeaningOf(cleanText(String(value))) : '';
	return { issue: `is not a date${other}${shown}, enter one such as 2026-01-31 09:00:00` };
}

/** What a number stands for that is no date here, though it is one elsewhere. */
function otherMeaningOf(text: string): string {
	if (EPOCH_SECONDS.test(text)) return ' but seconds since 1970, where milliseconds are read';
	return SPREADSHEET_DAYS.test(text) ? " but a spreadsheet's own number of a date" : '';
}

/** NaN for what is no date. */
function toMilliseconds(value: unknown, timeZone: string): number {
	if (typeof value === 'number' || typeof value === 'string') {
		return parse(cleanText(String(value)), timeZone);
	}
	// Dates and Luxon DateTimes are told by what they can do: n8n's classes, and those of its sandbox, are not ours.
	if (can(value, 'getTime')) return Number(value.getTime());
	if (can(value, 'toMillis')) return Number(value.toMillis());
	if (can(value, 'toISO')) return parse(String(value.toISO()), timeZone);
	return Number.NaN;
}

function can<Method extends string>(
	value: unknown,
	method: Method,
): value is Record<Method, () => unknown> {
	return typeof (value as Record<string, unknown>)[method] === 'function';
}

function parse(text: string, timeZone: string): number {
	if (text.length > LONGEST_TEXT) return Number.NaN;
	if (EPOCH_MILLISECONDS.test(text)) return Number(text);

	const yearFirst = YEAR_FIRST.exec(text);
	if (yearFirst) {
		const [, year, , month, day, ...time] = yearFirst;
		return fromCalendar(year, month, day, time, timeZone);
	}
	const dayFirst = DAY_FIRST.exec(text);
	if (dayFirst) {
		const [, day, month, year, ...time] = dayFirst;
		return fromCalendar(year, month, day, time, timeZone);
	}
	return Number.NaN;
}

function fromCalendar(
	year: string,
	month: string,
	day: string,
	[hour = '0', minute = '0', second = '0', offset]: string[],
	timeZone: string,
): number {
	const wall = Date.UTC(
		Number(year),
		Number(month) - 1,
		Number(day),
		Number(hour),
		Number(minute),
		Number(second),
	);
	// A part beyond its range moves one above it (a month the year, an hour the day), and years below 100 are taken
	// for those of 1900.
	const real = new Date(wall);
	const exists =
		real.getUTCFullYear() === Number(year) &&
		real.getUTCDate() === Number(day) &&
		real.getUTCMinutes() === Number(minute);
	if (!exists) return Number.NaN;
	if (offset) return wall - offsetOf(offset);

	// The offset at the wall time read as UTC may be that of the other side of a clock change: a second look settles it.
	const near = wall - offsetAt(wall, timeZone);
	return wall - offsetAt(near, timeZone);
}

/** Most hours that a clock on Earth is ahead of UTC. */
const LARGEST_OFFSET = 14;

/** Z, +07, +0700 or +07:00 in milliseconds; NaN for what no clock shows. */
function offsetOf(text: string): number {
	// Of Z nothing is left, which is UTC.
	const digits = text.replace(/\D/g, '').padEnd(4, '0');
	const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
	if (minutes > 59 || hours + minutes / 60 > LARGEST_OFFSET) return Number.NaN;
	return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** How far the zone's clock is ahead of UTC at that moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
	const { yyyy, MM, dd, HH, mm, ss } = clockAt(moment, timeZone);
	const wall = Date.UTC(
		Number(yyyy),
		Number(MM) - 1,
		Number(dd),
		Number(HH),
		Number(mm),
		Number(ss),
	);
	return wall - Math.floor(moment / 1000) * 1000;
}

function write(moment: number, format: DateFormat, timeZone: string): string {
	const clock = clockAt(moment, timeZone);
	return format.replace(/yyyy|MM|dd|HH|mm|ss/g, (part) => clock[part as keyof typeof clock]);
}

function clockAt(moment: number, timeZone: string) {
	const parts = new Map(
		formatterOf(timeZone)
			.formatToParts(moment)
			.map(({ type, value }) => [type, value]),
	);
	const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
	return {
		yyyy: part('year'),
		MM: part('month'),
		dd: part('day'),
		HH: part('hour'),
		mm: part('minute'),
		ss: part('second'),
	};
}

/** Kept per zone, as making one costs more than all else here. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
	let formatter = FORMATTERS.get(timeZone);
	if (!formatter) {
		formatter = new Intl.DateTimeFormat('en-GB', {
			timeZone,
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit',
		});
		FORMATTERS.set(timeZone, formatter);
	}
	return formatter;
}

function isTimeZone(timeZone: string): boolean {
	try {
		formatterOf(timeZone);
		return true;
	} catch {
		return false;
	}
}

/** What an expression that gives an empty text as 'Send Date' means. */
export const emptySendDate = "'Send Date' is empty, so the message goes out at once";

/** How the calls spell when a message goes out. */
export const sendDateNames = ['SendDate', 'SENDDATE'];

/** When a message goes out, in the form of its call; undefined for at once. */
export const sendDateOf = (body: IDataObject): string | undefined =>
	sendDateNames.map((name) => body[name]).find((date): date is string => typeof date === 'string');

/** Milliseconds since 1970 of a date in the form of any call with a time: eSMS reads it as a clock in Vietnam shows it. */
export const timeOf = (date: string): number =>
	Date.parse(`${date.replaceAll('/', '-').replace(' ', 'T')}+07:00`);
