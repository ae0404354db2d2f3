/**
 * Writes docs/coverage.md, which row of eSMS's menus is which operation of the node and which tests prove it, and the
 * table of operations in the README.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readContract } from '../simulator/contract.js';
import { coveragePage } from '../test/structure/coverage.js';
import { withOperations } from './operationsTable.js';
import { root } from './process.mjs';

const document = parse(await readFile(join(root, 'contract', 'openapi.yaml'), 'utf8'));
const file = join(root, 'docs', 'coverage.md');
await writeFile(file, coveragePage(readContract(document)));
console.log(file);
const readme = join(root, 'README.md');
await writeFile(readme, withOperations(await readFile(readme, 'utf8')));
console.log(readme);
