/**
 * n8n's official scan of a community package, on this checkout and on the packed tarball. Its own
 * command takes only packages that are already published.
 *
 *     node scripts/scan.mjs [tarball]
 */
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { buildAndPack, unpack } from './package.mjs';
import { root, temporaryDir } from './process.mjs';

const tarball = process.argv[2] ?? (await buildAndPack(temporaryDir('pack')));
const unpacked = temporaryDir('scan');
await unpack(tarball, unpacked);

const parts = [
	{ name: 'source', dir: root, patterns: SOURCE_FILE_PATTERNS },
	{ name: 'packed package', dir: unpacked, patterns: ['**/*.js', 'package.json'] },
];
for (const { name, dir, patterns } of parts) {
	const { passed, message, details } = await analyzePackage(dir, patterns);
	console.log(`scan of the ${name}: ${message ?? 'passed'}`);
	if (!passed) {
		console.log(details ?? '');
		process.exitCode = 1;
	}
}
