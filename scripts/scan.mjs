/**
 * n8n's official scan of a community package, on this checkout and on the packed tarball. Its own
 * command takes only packages that are already published.
 *
 *     node scripts/scan.mjs [tarball]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { buildAndPack, unpack } from './package.mjs';
import { root } from './process.mjs';

const tarball = process.argv[2] ?? (await buildAndPack());
const unpacked = await mkdtemp(join(tmpdir(), 'n8n-nodes-esms-scan-'));
try {
	await unpack(tarball, unpacked);
	const parts = [
		{ name: 'source', dir: root, patterns: SOURCE_FILE_PATTERNS },
		{ name: 'packed package', dir: unpacked, patterns: ['**/*.js', 'package.json'] },
	];
	for (const { name, dir, patterns } of parts) {
		const { passed, message, details } = await analyzePackage(dir, patterns);
		console.log(`scan of the ${name}: ${passed ? (message ?? 'passed') : message}`);
		if (!passed) {
			console.log(details ?? '');
			process.exitCode = 1;
		}
	}
} finally {
	await rm(unpacked, { recursive: true, force: true });
}
