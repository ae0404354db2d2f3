import document from '../../contract/openapi.yaml';
import page from '../../docs/coverage.md';
import { resources } from '../../nodes/Esms/resources';
import readme from '../../README.md';
import { withOperations } from '../../scripts/operationsTable';
import { readContract, type OpenApiDocument } from '../../simulator/contract';
import { cases } from '../cases';
import { coverageOf, coveragePage } from './coverage';

const contract = readContract(document as OpenApiDocument);
const { rows, endpoints, codes } = coverageOf(contract);

it('counts what the contract has', () => {
	expect([rows.length, endpoints.length, new Set(rows.map(({ id }) => id)).size]).toEqual([
		59, 45, 59,
	]);
});

it.each(rows.filter(({ isInbound }) => !isInbound).map((row) => [row.id, row] as const))(
	'%s is covered by a test case that makes its call',
	(_id, { made, endpoint, isReplaced, tests }) => {
		expect(tests).toBeGreaterThan(0);
		expect(made).toBeDefined();
		if (!isReplaced)
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

describe('the README', () => {
	it('lists the operations that the node has (npm run coverage writes them)', () => {
		const count = resources.flatMap(({ operations }) => operations).length;
		expect(readme).toBe(withOperations(readme));
		expect(readme).toContain(`${resources.length} resources with ${count} operations`);
		expect(readme).toContain(`All ${resources.length} resources and ${count} operations`);
	});

	it('comes to the operations within 1,500 words', () => {
		const [before] = readme.split('## Operations');
		expect(before.replace(/\]\([^)]*\)/g, ']').split(/\s+/).length).toBeLessThan(1500);
	});
});
