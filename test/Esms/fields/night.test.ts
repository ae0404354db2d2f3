import { scheduledZnsNight, transactionNight, znsNight } from '../../../nodes/Esms/fields/night';
import { createItem } from '../../../nodes/Esms/run/item';
import { isZaloNight } from '../../../nodes/Esms/request/text';
import type { IDataObject, INode } from 'n8n-workflow';
import type { Field } from '../../../nodes/Esms/operation';

/** The hints of a field in a run at an hour in Vietnam. */
function hintsAt(field: Field, hour: string, options: IDataObject = {}): string[] {
	const now = Date.parse(`2026-05-01T${hour}+07:00`);
	const read = (name: string) => (name === 'options' ? options : '');
	const item = createItem(0, now, {}, { parameters: {} } as INode, read, {});
	field.read(item);
	expect(item.issues).toEqual([]);
	return item.warnings;
}

test.each([
	['21:59:59', false],
	['22:00:00', true],
	['00:00:00', true],
	['05:59:59', true],
	['06:00:00', false],
	['12:00:00', false],
])('%s in Vietnam is night for Zalo: %s', (hour, night) => {
	expect(isZaloNight(new Date(`2026-05-01T${hour}+07:00`))).toBe(night);
	for (const field of [znsNight, scheduledZnsNight, transactionNight]) {
		expect(hintsAt(field, hour)).toHaveLength(night ? 1 : 0);
	}
});

test('a send date counts instead of the hour of the run', () => {
	const [night, day] = ['2026-05-02T23:00:00', '2026-05-02T12:00:00'];
	expect(hintsAt(transactionNight, '12:00:00', { sendDate: night })).toHaveLength(1);
	expect(hintsAt(transactionNight, '23:00:00', { sendDate: day })).toEqual([]);
	expect(hintsAt(znsNight, '12:00:00', { sendDate: night })).toEqual([]);
});
