/**
 * A registry that knows nothing but this package, and an npm that asks it: n8n lets only the public registry be asked
 * when it installs from its panel.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { freePort, root } from '../process.mjs';

/** Name of the package. */
export const NAME = 'n8n-nodes-esms';

/** @type {import('./client.mjs').Json} */
export const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

/**
 * Serves the packed package as a registry does.
 *
 * @param {string} packageTarball
 */
async function startRegistry(packageTarball) {
	const tarball = await readFile(packageTarball);
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const dist = {
		tarball: `${url}/${NAME}.tgz`,
		shasum: createHash('sha1').update(tarball).digest('hex'),
		integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
	};
	const { version } = manifest;
	const document = {
		name: NAME,
		'dist-tags': { latest: version },
		versions: { [version]: { ...manifest, dist } },
	};
	const server = createServer((request, response) => {
		if (request.url === `/${NAME}.tgz`) response.end(tarball);
		else if (request.url === `/${NAME}`) response.end(JSON.stringify(document));
		else response.writeHead(404).end('{}');
	});
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	return { url, server };
}

/**
 * @param {string} folder
 * @param {string} registry its URL
 */
async function leadNpm(folder, registry) {
	const npm = execFileSync('which', ['npm'], { encoding: 'utf8' }).trim();
	await mkdir(folder);
	const script = `#!/bin/sh
for given in "$@"; do
	shift
	case "$given" in --registry=*) given='--registry=${registry}' ;; esac
	set -- "$@" "$given"
done
exec '${npm}' "$@"
`;
	await writeFile(join(folder, 'npm'), script, { mode: 0o755 });
}

/**
 * @param {string} packageTarball
 * @param {string} commands folder to be made, whose npm finds the package
 * @returns {Promise<import('node:http').Server>}
 */
export async function offerPackage(packageTarball, commands) {
	const { url, server } = await startRegistry(packageTarball);
	await leadNpm(commands, url);
	return server;
}
