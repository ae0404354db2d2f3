/** Figures as Markdown, printed and kept in the docs. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/process.mjs';

/**
 * @param {number[]} values at least one
 * @returns {number}
 */
export function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * @param {number} value
 * @returns {string} with three significant digits
 */
export const digits = (value) =>
	Number.isFinite(value) ? String(Number(value.toPrecision(value >= 1000 ? 4 : 3))) : '-';

/**
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 * @returns {string} a Markdown table
 */
export function table(head, rows) {
	const line = (/** @type {(string | number)[]} */ cells) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** @returns {string} what the figures were measured on */
export function machine() {
	const [{ model }] = cpus();
	const memory = Math.round(totalmem() / 2 ** 30);
	return `${cpus().length} × ${model.trim()}, ${memory} GB, ${new Date().toISOString().slice(0, 10)}`;
}

/**
 * Prints a section and, if asked, puts it between its markers in a page.
 *
 * @param {string} name of the markers
 * @param {string} text
 * @param {boolean} isKept
 * @param {string} [path] of the page
 */
export async function report(name, text, isKept, path = join('docs', 'performance.md')) {
	console.log(`\n${text}\n`);
	if (!isKept) return;
	const file = join(root, path);
	const page = await readFile(file, 'utf8');
	const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const from = page.indexOf(start);
	const to = page.indexOf(end);
	if (from < 0 || to < from) throw new Error(`${file} has no ${start} … ${end}`);
	await writeFile(file, `${page.slice(0, from + start.length)}\n${text}\n${page.slice(to)}`);
}
