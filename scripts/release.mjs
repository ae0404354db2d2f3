/**
 * Checks, packs and publishes the package.
 *
 *     node scripts/release.mjs --dry-run       everything but publishing
 *     node scripts/release.mjs --tag v0.1.0    in CI; the tag must name the version
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAndPack, unpack } from './package.mjs';
import { root, run, temporaryDir } from './process.mjs';

const { values } = parseArgs({
	options: {
		'dry-run': { type: 'boolean', default: false },
		tag: { type: 'string' },
	},
});
const isDryRun = values['dry-run'];

/** What the tarball may hold, besides what package.json lists under `n8n`. */
const ALLOWED =
	/^(?:package\.json|README\.md|LICENSE|dist\/(?:nodes|credentials)\/.+\.(?:js|json)|dist\/icons\/[a-z.]+\.svg)$/;
const MAX_BYTES = 512_000;

/** @type {string[]} */
const breaches = [];

/** @param {string} file of the checkout */
const read = (file) => readFile(join(root, file), 'utf8');

const { name, version, n8n } = JSON.parse(await read('package.json'));
console.log(`${name} ${version}`);

if (!isDryRun && values.tag !== `v${version}`) {
	breaches.push(`--tag is ${values.tag ?? 'missing'}, package.json says ${version}`);
}
if (!(await read('CHANGELOG.md')).includes(`\n## ${version}\n`)) {
	breaches.push(`CHANGELOG.md has no section '## ${version}'`);
}
const lock = JSON.parse(await read('package-lock.json'));
if (lock.version !== version || lock.packages[''].version !== version) {
	breaches.push(`package-lock.json says ${lock.version}, run npm install`);
}
const changed = (await run(['git', 'status', '--porcelain'])).trim();
if (changed !== '') {
	const message = `the checkout has changes that are not committed:\n${changed}`;
	if (isDryRun) console.log(message);
	else breaches.push(message);
}

for (const step of ['lint', 'types']) {
	console.log(`npm run ${step}`);
	await run(['npm', 'run', step]);
}
const folder = temporaryDir('release');
const tarball = await buildAndPack(folder);
console.log('official scan');
console.log((await run(['node', 'scripts/scan.mjs', tarball])).trim());

const unpacked = temporaryDir('tarball');
await unpack(tarball, unpacked);
const entries = await readdir(unpacked, { recursive: true, withFileTypes: true });
const files = await Promise.all(
	entries
		.filter((entry) => entry.isFile())
		.map(async (entry) => {
			const path = join(entry.parentPath, entry.name);
			return { path: path.slice(unpacked.length + 1), bytes: (await stat(path)).size };
		}),
);
files.sort((a, b) => a.path.localeCompare(b.path));
const { size } = await stat(tarball);
const total = files.reduce((sum, { bytes }) => sum + bytes, 0);

console.log(`\n${files.length} files, ${total} bytes, packed ${size}:`);
for (const { path, bytes } of files) console.log(`${String(bytes).padStart(8)}  ${path}`);

for (const { path } of files) {
	if (!ALLOWED.test(path)) breaches.push(`the tarball holds ${path}`);
}
for (const path of [...n8n.nodes, ...n8n.credentials]) {
	if (!files.some((file) => file.path === path)) breaches.push(`the tarball lacks ${path}`);
}
if (size > MAX_BYTES)
	breaches.push(`the tarball has ${size} bytes, at most ${MAX_BYTES} are expected`);

if (breaches.length > 0) {
	console.error(`\nNot ready:\n${breaches.map((breach) => `- ${breach}`).join('\n')}`);
	process.exitCode = 1;
} else if (isDryRun) {
	console.log('\nReady. Nothing was published.');
} else {
	console.log(await run(['npm', 'publish', tarball, '--provenance', '--access', 'public']));
}
