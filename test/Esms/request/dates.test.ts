import fc from 'fast-check';
import { tryToParseDateTime } from 'n8n-workflow';

import {
	readDate,
	readFutureDate,
	VIETNAM_TIME,
	type DateFormat,
} from '../../../nodes/Esms/request/dates';

const SEND: DateFormat = 'yyyy-MM-dd HH:mm:ss';
const FORMATS: DateFormat[] = [SEND, 'yyyy/MM/dd HH:mm:ss', 'dd/MM/yyyy', 'yyyy-MM-dd'];
const NEW_YORK = 'America/New_York';
const MORNING = Date.UTC(2026, 0, 31, 2, 0, 0);

describe('readDate', () => {
	it.each<[string, unknown, string | undefined]>([
		['the first day', '1900-01-01T00:00:00Z', '1900-01-01 07:06:30'],
		['a moment before the first day', '1899-12-31T23:59:59Z', undefined],
		['the last moment', '9999-12-30T00:00:00Z', '9999-12-30 07:00:00'],
		['a moment after the last', '9999-12-30T00:00:01Z', undefined],
		['a Z in lower case', '2026-01-31T02:00:00z', '2026-01-31 09:00:00'],
		['what only gives milliseconds', { toMillis: () => MORNING }, '2026-01-31 09:00:00'],
		['a day that the month does not have', '2026-02-30', undefined],
		['a minute that the hour does not have', '2026-01-31 09:60:00', undefined],
		['an hour that the day does not have', '2026-01-05 25:00:00', undefined],
		['a month that the year does not have', '2026-13-05', undefined],
		['the month before the first', '2026-00-05', undefined],
		['the earliest clock on Earth', '2026-01-31T16:00:00+14', '2026-01-31 09:00:00'],
		['a clock ahead of it', '2026-01-31T16:00:00+14:01', undefined],
		['the last minute of an offset', '2026-01-31T09:59:00+07:59', '2026-01-31 09:00:00'],
		['an offset beyond it', '2026-01-31T09:00:00+07:60', undefined],
		['a function', () => MORNING, undefined],
		['true', true, undefined],
	])('knows its bounds: %s', (_name, typed, value) => {
		const read = readDate(typed, SEND);
		if (value === undefined) expect(read).toHaveProperty('issue');
		else expect(read).toEqual({ value });
	});

	it('shows no more than 40 characters of what is no date', () => {
		expect(readDate(`${'x'.repeat(40)}yz`, SEND)).toEqual({
			issue: `is not a date ('${'x'.repeat(40)}'), enter one such as 2026-01-31 09:00:00`,
		});
	});

	it('takes a day alone as its first moment, in any zone', () => {
		expect(readDate('2026-01-31', SEND, NEW_YORK)).toEqual({ value: '2026-01-31 12:00:00' });
	});
	it.each<[string, unknown, string]>([
		['the date picker', '2026-01-31T09:00:00', '2026-01-31 09:00:00'],
		['the date picker without seconds', '2026-01-31T09:00', '2026-01-31 09:00:00'],
		['ISO in UTC', '2026-01-31T02:00:00Z', '2026-01-31 09:00:00'],
		['ISO in UTC with milliseconds', '2026-01-31T02:00:00.999Z', '2026-01-31 09:00:00'],
		['ISO with an offset', '2026-01-30T21:00:00.000-05:00', '2026-01-31 09:00:00'],
		['ISO with a short offset', '2026-01-31T09:00:00+07', '2026-01-31 09:00:00'],
		['ISO with an offset without colon', '2026-01-31T09:00:00+0700', '2026-01-31 09:00:00'],
		['ISO with an offset of half an hour', '2026-01-31T07:30:00+05:30', '2026-01-31 09:00:00'],
		['a Date', new Date(MORNING), '2026-01-31 09:00:00'],
		['a Luxon DateTime', tryToParseDateTime('2026-01-31T02:00:00Z'), '2026-01-31 09:00:00'],
		[
			'a Luxon DateTime in another zone',
			tryToParseDateTime('2026-01-31T02:00:00Z').setZone(NEW_YORK),
			'2026-01-31 09:00:00',
		],
		['what only writes ISO', { toISO: () => '2026-01-31T02:00:00Z' }, '2026-01-31 09:00:00'],
		['epoch milliseconds', MORNING, '2026-01-31 09:00:00'],
		['epoch milliseconds as text', String(MORNING), '2026-01-31 09:00:00'],
		['the form of eSMS', '2026-01-31 09:00:00', '2026-01-31 09:00:00'],
		['the form of eSMS without seconds', ' 2026-01-31 9:05 ', '2026-01-31 09:05:00'],
		['the form of voice calls', '2026/01/31 14:00:00', '2026-01-31 14:00:00'],
		['day first', '31/01/2026 09:00', '2026-01-31 09:00:00'],
		['day first with seconds', '5/1/2026 09:00:07', '2026-01-05 09:00:07'],
		['day first without a time', '31/01/2026', '2026-01-31 00:00:00'],
		['a day', '2026-01-31', '2026-01-31 00:00:00'],
		['midnight', '2026-01-31 00:00:00', '2026-01-31 00:00:00'],
		['the first moment', new Date(Date.UTC(1900, 0, 1)), '1900-01-01 07:06:30'],
		['the last moment', new Date(Date.UTC(9999, 11, 30)), '9999-12-30 07:00:00'],
		['the shortest milliseconds', 100_000_000_000, '1973-03-03 17:46:40'],
		['the longest milliseconds', 9_999_999_999_999, '2286-11-21 00:46:39'],
		['the last second of a leap day', '2028-02-29 23:59:59', '2028-02-29 23:59:59'],
	])('%s', (_name, typed, value) => {
		expect(readDate(typed, SEND)).toEqual({ value });
	});

	it.each<[DateFormat, string]>([
		['yyyy-MM-dd HH:mm:ss', '2026-01-31 09:00:00'],
		['yyyy/MM/dd HH:mm:ss', '2026/01/31 09:00:00'],
		['dd/MM/yyyy', '31/01/2026'],
		['yyyy-MM-dd', '2026-01-31'],
	])('writes %s', (format, value) => {
		expect(readDate(MORNING, format, VIETNAM_TIME)).toEqual({ value });
	});

	it.each<[string, unknown, string, string]>([
		['a moment, whatever the zone', '2026-01-31T02:00:00Z', NEW_YORK, '2026-01-31 09:00:00'],
		[
			'a clock time of the zone goes out in Vietnamese time',
			'2026-01-31T09:00:00',
			NEW_YORK,
			'2026-01-31 21:00:00',
		],
		['summer time', '2026-07-01T08:00:00', NEW_YORK, '2026-07-01 19:00:00'],
		['the hour after clocks went forward', '2026-03-08 03:30:00', NEW_YORK, '2026-03-08 14:30:00'],
		['the hour before clocks go forward', '2026-03-08 01:30:00', NEW_YORK, '2026-03-08 13:30:00'],
		['the hour after clocks went back', '2026-11-01 02:30:00', NEW_YORK, '2026-11-01 14:30:00'],
		['an hour that exists twice', '2026-11-01 01:30:00', NEW_YORK, '2026-11-01 12:30:00'],
		['a zone ahead by half an hour', '2026-01-31T07:30:00', 'Asia/Kolkata', '2026-01-31 09:00:00'],
	])('%s', (_name, typed, zone, value) => {
		expect(readDate(typed, SEND, zone)).toEqual({ value });
	});

	it.each<[string, unknown, string]>([
		['nothing', undefined, 'is empty'],
		['null', null, 'is empty'],
		['an empty text', '', 'is empty'],
		['words', 'tomorrow', "is not a date ('tomorrow'), enter one such as 2026-01-31 09:00:00"],
		[
			'month first',
			'01/31/2026',
			"is not a date ('01/31/2026'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'30 February',
			'2026-02-30',
			"is not a date ('2026-02-30'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'29 February of a common year',
			'29/02/2026',
			"is not a date ('29/02/2026'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'hour 24',
			'2026-01-31 24:00:00',
			"is not a date ('2026-01-31 24:00:00'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'minute 60',
			'2026-01-31 09:60',
			"is not a date ('2026-01-31 09:60'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'second 60',
			'2026-01-31 09:00:60',
			"is not a date ('2026-01-31 09:00:60'), enter one such as 2026-01-31 09:00:00",
		],
		['day 0', '2026-01-00', "is not a date ('2026-01-00'), enter one such as 2026-01-31 09:00:00"],
		[
			'month 13',
			'2026-13-01',
			"is not a date ('2026-13-01'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'a year before 1900',
			'1899-12-30',
			"is not a date ('1899-12-30'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'a year before 1900 as a moment',
			Date.UTC(1899, 0, 1),
			"is not a date ('-2240524800000'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'a year of five digits',
			Date.UTC(10000, 0, 2),
			"is not a date ('253402387200000'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'mixed separators',
			'2026-01/31',
			"is not a date ('2026-01/31'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'something after the date',
			'2026-01-31 09:00:00 x',
			"is not a date ('2026-01-31 09:00:00 x'), enter one such as 2026-01-31 09:00:00",
		],
		['not a number', Number.NaN, "is not a date ('NaN'), enter one such as 2026-01-31 09:00:00"],
		[
			'a number beyond dates',
			1e300,
			"is not a date ('1e+300'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'epoch seconds',
			MORNING / 1000,
			"is not a date but seconds since 1970, where milliseconds are read ('1769824800'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'epoch seconds as text',
			String(MORNING / 1000),
			"is not a date but seconds since 1970, where milliseconds are read ('1769824800'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'the number of a date in a spreadsheet',
			46300.5,
			"is not a date but a spreadsheet's own number of a date ('46300.5'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'the same as text of a Vietnamese sheet',
			' 46300,5 ',
			"is not a date but a spreadsheet's own number of a date (' 46300,5 '), enter one such as 2026-01-31 09:00:00",
		],
		['0', 0, "is not a date ('0'), enter one such as 2026-01-31 09:00:00"],
		[
			'14 digits',
			20260131090000,
			"is not a date ('20260131090000'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'the year 0001',
			'0001-01-31 00:00:00',
			"is not a date ('0001-01-31 00:00:00'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'the year 0001, day first',
			'31/01/0001',
			"is not a date ('31/01/0001'), enter one such as 2026-01-31 09:00:00",
		],
		[
			'a text of 80,000 characters',
			`2026-01-31 09:00${' '.repeat(80_000)}x`,
			`is not a date ('2026-01-31 09:00${' '.repeat(24)}'), enter one such as 2026-01-31 09:00:00`,
		],
		[
			'a millisecond before 1900',
			new Date(Date.UTC(1900, 0, 1) - 1),
			'is not a date, enter one such as 2026-01-31 09:00:00',
		],
		[
			'a millisecond after the last day',
			new Date(Date.UTC(9999, 11, 30) + 1),
			'is not a date, enter one such as 2026-01-31 09:00:00',
		],
		['an invalid Date', new Date('x'), 'is not a date, enter one such as 2026-01-31 09:00:00'],
		[
			'an invalid DateTime',
			{ toMillis: () => Number.NaN },
			'is not a date, enter one such as 2026-01-31 09:00:00',
		],
		['an object', { date: '2026-01-31' }, 'is not a date, enter one such as 2026-01-31 09:00:00'],
		['true', true, 'is not a date, enter one such as 2026-01-31 09:00:00'],
	])('refuses %s', (_name, typed, issue) => {
		expect(readDate(typed, SEND)).toEqual({ issue });
	});

	it.each(['Asia/Hanoi City', '', 'VN'])('refuses the time zone %p', (zone) => {
		expect(readDate('2026-01-31', SEND, zone)).toEqual({
			issue: `has a time zone that does not exist ('${zone}'), choose one such as Asia/Ho_Chi_Minh`,
		});
	});

	it('writes every moment as Luxon does', () => {
		const zones = fc.constantFrom(
			VIETNAM_TIME,
			NEW_YORK,
			'Asia/Kolkata',
			'Pacific/Auckland',
			'UTC',
		);
		const moments = fc.date({
			min: new Date(Date.UTC(1980, 0, 1)),
			max: new Date(Date.UTC(2099, 0, 1)),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(moments, zones, fc.constantFrom(...FORMATS), (moment, zone, format) => {
				const clock = format.includes('HH') ? VIETNAM_TIME : zone;
				const value = tryToParseDateTime(moment.toISOString()).setZone(clock).toFormat(format);
				expect(readDate(moment, format, zone)).toEqual({ value });
			}),
		);
	});

	it('leaves what it wrote as it is', () => {
		const moments = fc.date({
			min: new Date(Date.UTC(1980, 0, 1)),
			max: new Date(Date.UTC(2099, 0, 1)),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(moments, fc.constantFrom(...FORMATS), (moment, format) => {
				const once = readDate(moment, format, VIETNAM_TIME);
				expect(readDate('value' in once ? once.value : '', format, VIETNAM_TIME)).toEqual(once);
			}),
		);
	});
});

describe('readFutureDate', () => {
	const second = 1000;

	it.each<[string, unknown, DateFormat, string]>([
		['a later time', MORNING + second, SEND, '2026-01-31 09:00:01'],
		['now', MORNING, SEND, '2026-01-31 09:00:00'],
		['a minute ago', MORNING - 60 * second, SEND, '2026-01-31 08:59:00'],
		['today, in a format without a time', '2026-01-31', 'yyyy-MM-dd', '2026-01-31'],
		['tomorrow, day first', '2026-02-01', 'dd/MM/yyyy', '01/02/2026'],
	])('takes %s', (_name, typed, format, value) => {
		expect(readFutureDate(typed, format, VIETNAM_TIME, MORNING)).toEqual({ value });
	});

	it.each<[string, unknown, DateFormat, string]>([
		[
			'more than a minute ago',
			MORNING - 61 * second,
			SEND,
			'is in the past (2026-01-31 08:58:59, Asia/Ho_Chi_Minh), choose a later date',
		],
		[
			'the same, for a voice call',
			MORNING - 61 * second,
			'yyyy/MM/dd HH:mm:ss',
			'is in the past (2026-01-31 08:58:59, Asia/Ho_Chi_Minh), choose a later date',
		],
		[
			'yesterday',
			'2026-01-30',
			'yyyy-MM-dd',
			'is in the past (2026-01-30, Asia/Ho_Chi_Minh), choose a later date',
		],
		[
			'a day of last month that is a later one by its letters',
			'31/12/2025',
			'dd/MM/yyyy',
			'is in the past (2025-12-31, Asia/Ho_Chi_Minh), choose a later date',
		],
		['nothing', '', SEND, 'is empty'],
		['words', 'soon', SEND, "is not a date ('soon'), enter one such as 2026-01-31 09:00:00"],
	])('refuses %s', (_name, typed, format, issue) => {
		expect(readFutureDate(typed, format, VIETNAM_TIME, MORNING)).toEqual({ issue });
	});

	it('reads a clock time in the named zone before it compares', () => {
		expect(readFutureDate('2026-01-31 09:00:00', SEND, 'Asia/Tokyo', MORNING)).toEqual({
			issue: 'is in the past (2026-01-31 09:00:00, Asia/Tokyo), choose a later date',
		});
		expect(readFutureDate('2026-01-31 09:00:00', SEND, NEW_YORK, MORNING)).toEqual({
			value: '2026-01-31 21:00:00',
		});
	});
});

describe('the bound of a date that lies ahead', () => {
	it.each<[string, unknown, DateFormat, boolean]>([
		['a minute ago', MORNING - 60_000, SEND, true],
		['a moment before that', MORNING - 60_001, SEND, false],
		['today, where only days count', '2026-01-31', 'yyyy-MM-dd', true],
		['yesterday', '2026-01-30', 'yyyy-MM-dd', false],
	])('%s', (_name, typed, format, isTaken) => {
		expect('value' in readFutureDate(typed, format, VIETNAM_TIME, MORNING)).toBe(isTaken);
	});
});
