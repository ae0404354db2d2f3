import type { IDataObject } from 'n8n-workflow';
import { cases, type Case } from '../cases';
import { prepared } from './cases';
import { run } from './engine';
import { credentials, simulator } from './simulator';

const isAutomatic = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{40}$/.test(value);

/** The wire without keys and without the RequestIds that the node made. */
function comparable(wire: unknown): unknown {
	if (Array.isArray(wire)) return wire.map(comparable);
	if (typeof wire !== 'object' || wire === null) return wire;
	return Object.fromEntries(
		Object.entries(wire)
			.filter(
				([name, value]) =>
					!/^(?:apikey|secretkey)$/i.test(name) &&
					!(/^requestid$/i.test(name) && isAutomatic(value)),
			)
			.map(([name, value]) => [name, comparable(value)]),
	);
}

test('every case names its rows and its call of the contract', () => {
	expect(cases.filter(({ rows, call }) => !rows?.length || !call)).toEqual([]);
});

describe.each(['customOperations', 'declarative'] as const)('through %s', (path) => {
	test.each(cases.map((one): [string, Case] => [`${one.operation} (${String(one.rows)})`, one]))(
		'%s',
		async (_title, described) => {
			const one = await prepared(simulator, described);
			const { data } = await run({
				parameters: one.parameters,
				items: one.items,
				credentials: credentials(),
				path,
			});
			const [task] = data.resultData.runData.eSMS;
			expect(task.error).toBeUndefined();
			const items = task.data?.main[0] ?? [];
			expect(items.map(({ json }) => json)).toMatchObject(one.output);
			for (const { pairedItem } of items) expect(pairedItem).toEqual({ item: expect.any(Number) });

			const request = simulator.requests[simulator.requests.length - 1];
			expect(request.schemaErrors).toEqual([]);
			expect(request.unknownFields).toEqual([]);
			expect(request.operationId).toBe(one.call);
			expect(comparable({ ...request.query, ...request.body } as IDataObject)).toEqual(one.sent);
		},
	);
});
