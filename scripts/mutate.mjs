/**
 * Tells which changes of the code no test notices: StrykerJS makes one at a time and runs the tests that reach it.
 *
 *     npm run mutate -- nodes/shared nodes/Esms/request/dates.ts:60-70
 *     npm run mutate -- nodes/Esms/run/bulk.ts --tests test/engine/bulk.test.ts --tests test/Esms/run
 *
 * Without --tests the tests of the same folder run (test/shared): those of test/engine start n8n's engine, which
 * takes seconds for each change. Reports are in test-results/mutation; a score below 85 % ends with an exit code of 1.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './process.mjs';

const { positionals, values } = parseArgs({
	allowPositionals: true,
	options: { tests: { type: 'string', multiple: true, default: [] } },
});
if (positionals.length === 0) {
	console.error('Name folders or files: npm run mutate -- nodes/shared');
	process.exit(1);
}
const isFile = (/** @type {string} */ one) => /\.ts(?::|$)/.test(one);
const tool = (/** @type {string} */ name) => join(root, 'node_modules', '.bin', name);

/** The folder of test/ that holds the tests of a folder or file of nodes/. */
const testsOf = (/** @type {string} */ one) =>
	(isFile(one) ? dirname(one) : one).replace(/^nodes/, 'test');

const wanted = values.tests.length > 0 ? values.tests : positionals.map(testsOf);
const tests = execFileSync(tool('jest'), ['--listTests', ...wanted], {
	cwd: root,
	encoding: 'utf8',
})
	.split('\n')
	.filter(Boolean)
	.map((file) => relative(root, file));
if (tests.length === 0) {
	console.error(`No tests in ${wanted.join(', ')}: name some with --tests`);
	process.exit(1);
}

const files = positionals.map((one) => (isFile(one) ? one : `${one}/**/*.ts`));
const { status } = spawnSync(tool('stryker'), ['run', '--mutate', files.join(',')], {
	cwd: root,
	stdio: 'inherit',
	env: { ...process.env, MUTATE_TESTS: tests.join(',') },
});
process.exit(status ?? 1);
