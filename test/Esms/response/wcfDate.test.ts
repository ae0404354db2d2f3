import { readWcfDate } from '../../../nodes/Esms/response/wcfDate';

describe('readWcfDate', () => {
	it.each([
		['the sample of the contract', '/Date(1705484048995+0700)/', '2024-01-17T16:34:08.995+07:00'],
		['a clock behind UTC', '/Date(1705484048995-0330)/', '2024-01-17T06:04:08.995-03:30'],
		['UTC', '/Date(1705484048995)/', '2024-01-17T09:34:08.995Z'],
		['an offset of zero', '/Date(0+0000)/', '1970-01-01T00:00:00.000+00:00'],
		['a date before 1970', '/Date(-1000+0700)/', '1970-01-01T06:59:59.000+07:00'],
	])('%s', (_name, text, iso) => {
		expect(readWcfDate(text)).toBe(iso);
		expect(Date.parse(iso)).toBe(Number(/-?\d+/.exec(text)?.[0]));
	});

	it.each([
		['ISO text', '2024-01-17T16:34:08+07:00'],
		['words', 'Date(1705484048995+0700)'],
		['a moment beyond dates', '/Date(8640000000000001)/'],
		['nothing', ''],
		['null', null],
		['a number', 1705484048995],
	])('leaves %s as it is', (_name, value) => {
		expect(readWcfDate(value)).toBe(value);
	});
});
