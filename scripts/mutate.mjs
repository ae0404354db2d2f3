/**
 * Tells which changes of the code no test notices: StrykerJS makes one at a time and runs the tests that reach it.
 * The report is in test-results/mutation.
 *
 *     npm run mutate -- nodes/shared nodes/Esms/request/dates.ts:60-70
 *     npm run mutate -- nodes/Esms/methods --with-engine    also runs the tests that start n8n's engine
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './process.mjs';

const { positionals, values } = parseArgs({
	allowPositionals: true,
	options: { 'with-engine': { type: 'boolean', default: false } },
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
	env: { ...process.env, MUTATE_WITH_ENGINE: values['with-engine'] ? '1' : '' },
});
process.exit(status ?? 1);
