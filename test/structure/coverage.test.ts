import document from '../../contract/openapi.yaml';
import page from '../../docs/coverage.md';
import { readContract, type OpenApiDocument } from '../../simulator/contract';
import { cases } from '../cases';
import { coverageOf, coveragePage } from './coverage';

const contract = readContract(document as OpenApiDocument);
const { rows, endpoints, codes } = coverageOf(contract);

it('counts what the contract has', () => {
	expect([rows.length, endpoints.length, new Set(rows.map(({ id }) => id)).size]).toEqual([
		59, 47, 59,
	]);
});

it.each(rows.filter(({ isInbound }) => !isInbound).map((row) => [row.id, row] as const))(
	'%s is covered by a test case that makes its call',
	(_id, { made, endpoint, tests }) => {
		expect(tests).toBeGreaterThan(0);
		expect(made).toBeDefined();
		expect(`${String(made?.call.method)} ${String(made?.call.url)}`).toBe(endpoint);
	},
);

it('covers no row that the contract does not have', () => {
	const known = rows.map(({ id }) => id);
	for (const row of cases.flatMap((one) => one.rows)) expect(known).toContain(row);
});

it.each(endpoints.map(({ id, isReached }) => [id, isReached] as const))(
	'%s is reached',
	(_id, isReached) => {
		expect(isReached).toBe(true);
	},
);

it.each(codes.map(({ code, isAdvised }) => [code, isAdvised] as const))(
	'%s has advice',
	(_code, isAdvised) => {
		expect(isAdvised).toBe(true);
	},
);

it('is what docs/coverage.md says (npm run coverage writes it)', () => {
	expect(page).toBe(coveragePage(contract));
});
