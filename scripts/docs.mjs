/**
 * Writes what the documentation says of the operations: docs/coverage.md (which row of eSMS's menus is which
 * operation, and which tests prove it) and the lists and numbers of the README.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readContract } from '../simulator/contract.js';
import { coveragePage } from './generate/coverage.js';
import { readmeOf } from './generate/readme.js';
import { root } from './process.mjs';

const contract = readContract(
	parse(await readFile(join(root, 'contract', 'openapi.yaml'), 'utf8')),
);
const readme = join(root, 'README.md');
await writeFile(readme, readmeOf(await readFile(readme, 'utf8'), contract));
await writeFile(join(root, 'docs', 'coverage.md'), coveragePage(contract));
console.log('README.md and docs/coverage.md');
