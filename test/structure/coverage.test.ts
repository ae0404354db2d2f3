import document from '../../contract/openapi.yaml';
import readme from '../../README.md';
import page from '../../docs/coverage.md';
import { readContract, type OpenApiDocument } from '../../simulator/contract';
import { cases } from '../cases';
import { coverageOf, coveragePage } from '../../scripts/generate/coverage';
import { readmeOf } from '../../scripts/generate/readme';

const contract = readContract(document as OpenApiDocument);
const { rows, endpoints, codes } = coverageOf(contract);

it('has each row of the menus once', () => {
	expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
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

it('is what docs/coverage.md says (npm run docs writes it)', () => {
	expect(page).toBe(coveragePage(contract));
});

describe('the README', () => {
	it('lists the operations that there are (npm run docs writes it)', () => {
		expect(readme).toBe(readmeOf(readme, contract));
	});

	it('gets them written where they are out of date', () => {
		const old = readme.replace(/(<!-- operations -->)[^]*?(<!-- \/operations -->)/, '$1$2');
		expect(old).not.toBe(readme);
		expect(readmeOf(old, contract)).toBe(readme);
	});

	it('has a place for them', () => {
		expect(() => readmeOf('# eSMS', contract)).toThrow('README.md has no <!-- size -->');
	});

	it('comes to the operations within 1,500 words', () => {
		const [before] = readme.split('## Operations');
		expect(before.replace(/\]\([^)]*\)/g, ']').split(/\s+/).length).toBeLessThan(1500);
	});
});
