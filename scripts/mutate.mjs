/**
 * Tells which changes of the code no test notices: StrykerJS makes one at a time and runs the tests that reach it.
 *
 *     npm run mutate -- nodes/shared nodes/Esms/request/dates.ts:60-70
 *     npm run mutate -- nodes/Esms/methods --with test/engine/lookups.test.ts
 *     npm run mutate -- nodes/Esms/run/errors.ts --only test/Esms/run
 *
 * Tests that start n8n's engine take long to start for each change, so only those named by --with run. --only runs
 * the tests of that folder and no others, which is several times as fast. Reports are in test-results/mutation; a
 * score below 85 % ends with an exit code of 1.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './process.mjs';

const { positionals, values } = parseArgs({
	allowPositionals: true,
	options: {
		with: { type: 'string', multiple: true, default: [] },
		only: { type: 'string', multiple: true, default: [] },
	},
});
if (positionals.length === 0) {
	console.error('Name folders or files: npm run mutate -- nodes/shared');
	process.exit(1);
}
const files = positionals.map((one) => (/\.ts(?::|$)/.test(one) ? one : `${one}/**/*.ts`));
const stryker = join(root, 'node_modules', '.bin', 'stryker');
const { status } = spawnSync(stryker, ['run', '--mutate', files.join(',')], {
	cwd: root,
	stdio: 'inherit',
	env: { ...process.env, MUTATE_WITH: values.with.join(','), MUTATE_ONLY: values.only.join(',') },
});
process.exit(status ?? 1);
