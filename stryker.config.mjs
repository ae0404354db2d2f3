/**
 * How StrykerJS changes the code for `npm run mutate` (scripts/mutate.mjs).
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
	testRunner: 'jest',
	jest: { configFile: 'test/mutation/jest.config.cjs', enableFindRelatedTests: false },
	coverageAnalysis: 'perTest',
	// A change in what is built once, when a file is loaded, would need all tests anew; such tables and
	// descriptions are held by the tests of the structure.
	ignoreStatic: true,
	incremental: false,
	concurrency: 2,
	// Jest keeps memory of each run.
	maxTestRunnerReuse: 150,
	timeoutMS: 5_000,
	tempDirName: 'test-results/mutation/sandbox',
	// What is left there, the linter reads too.
	cleanTempDir: 'always',
	ignorePatterns: ['dist', 'docs/images', 'test-results'],
	reporters: ['clear-text', 'json', 'html', 'progress-append-only'],
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
	jsonReporter: { fileName: 'test-results/mutation/report.json' },
	htmlReporter: { fileName: 'test-results/mutation/report.html' },
	thresholds: { high: 95, low: 85, break: 85 },
};
