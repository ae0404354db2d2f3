import type { IDataObject } from 'n8n-workflow';
import { resources } from '../../../nodes/Esms/resources';
import { advertisingSendDate, callSendDate } from '../../../nodes/Esms/fields/advertising';
import { fieldsOf, type Field } from '../../../nodes/Esms/operation';
import { itemWith } from '../item';

/** What is sent and hinted for an item at a moment. */
function read(field: Field, now: string, options: IDataObject = {}) {
	const item = { ...itemWith({ options }), now: Date.parse(now) };
	return { value: field.read(item), issues: item.issues, warnings: item.warnings };
}

const vietnam = (time: string) => `2026-01-31T${time}+07:00`;

describe.each([
	['an advertising SMS', advertisingSendDate, ['07:00:00', '21:59:59'], ['06:59:59', '22:00:00']],
	['a call', callSendDate, ['08:00:00', '16:59:59'], ['07:59:59', '17:00:00', '02:00:00']],
] as const)('%s', (_title, field, inside, outside) => {
	it.each(inside)('at %s has no hint', (time) => {
		expect(read(field, vietnam(time)).warnings).toEqual([]);
	});

	it.each(outside)('at %s is told the hours of the law', (time) => {
		const { issues, warnings } = read(field, vietnam(time));
		expect(warnings).toEqual([expect.stringContaining('Decree 91/2020/ND-CP')]);
		expect(issues).toEqual([]);
	});

	it('is judged by Send Date where there is one', () => {
		const night = read(field, vietnam('10:00:00'), { sendDate: vietnam('23:00:00') });
		expect(night.warnings).toHaveLength(1);
		expect(night.value).toMatch(/^2026[-/]01[-/]31 23:00:00$/);
		const morning = read(field, vietnam('02:00:00'), { sendDate: '2026-01-31 09:00:00' });
		expect(morning.warnings).toEqual([]);
	});
});

it('stands in every call that may advertise, and in no code', () => {
	const using = (field: Field) =>
		resources
			.flatMap(({ operations }) => operations)
			.filter((operation) => fieldsOf(operation).includes(field))
			.map(({ value }) => value);
	expect(using(callSendDate)).toEqual(['callFromTemplate', 'callFromRecording']);
	expect(using(advertisingSendDate)).toEqual(['sendAdvertisingSms']);
});
