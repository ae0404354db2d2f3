/** The package as it is published. */
import { join } from 'node:path';
import { run } from './process.mjs';

/**
 * Builds the package and packs it.
 *
 * @param {string} destination an existing folder
 * @returns {Promise<string>} path of the tarball
 */
export async function buildAndPack(destination) {
	await run(['npm', 'run', 'build']);
	const [{ filename }] = JSON.parse(
		await run(['npm', 'pack', '--json', '--pack-destination', destination]),
	);
	return join(destination, filename);
}

/**
 * @param {string} tarball
 * @param {string} folder an existing folder that then holds the package's files
 */
export async function unpack(tarball, folder) {
	await run(['tar', '-xzf', tarball, '-C', folder, '--strip-components=1']);
}
