/**
 * The way of a self-hoster: n8n runs without the package, installs it as its panel does, and takes it out again. n8n
 * lets only the public registry be asked, so its npm is led to one that knows nothing but this package.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { chain } from '../../bench/n8n.mjs';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { startN8n } from '../../scripts/n8n/run.mjs';
import { freePort, root, stopAll, temporaryDir } from '../../scripts/process.mjs';
import { NODE, rlc, setting, TRIGGER } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

const NAME = 'n8n-nodes-esms';
const versions = [
	{ name: NODE, version: 1 },
	{ name: TRIGGER, version: 2 },
];

/** @type {Json} */
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

/** Serves the packed package as a registry does. */
async function startRegistry() {
	const tarball = await readFile(setting.packageTarball);
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

/** @type {import('../../scripts/n8n/run.mjs').RunningN8n} */
let n8n;
/** @type {import('node:http').Server} */
let server;
before(async () => {
	const dataDir = temporaryDir('install');
	const commands = join(dataDir, 'commands');
	const registry = await startRegistry();
	server = registry.server;
	await leadNpm(commands, registry.url);
	n8n = await startN8n({ dataDir, commands, version: setting.version });
});
after(async () => {
	await stopAll();
	server.close();
});

it('installs as from the panel of n8n, sends, and is taken out again', async () => {
	const { rest } = n8n;
	await assert.rejects(rest.nodeTypes(versions), /Unrecognized node type/);

	const installed = await rest.call('POST', '/community-packages', {
		name: NAME,
		version: manifest.version,
	});
	assert.equal(installed.installedVersion, manifest.version);
	assert.deepEqual(installed.installedNodes.map((/** @type {Json} */ { type }) => type).sort(), [
		NODE,
		`${NAME}.esmsPollingTrigger`,
		TRIGGER,
	]);
	assert.equal((await rest.nodeTypes(versions)).length, 2);

	const { id, name } = await rest.createCredential('esmsApi', 'eSMS API', setting.credentialData);
	const workflow = await rest.createWorkflow({
		...chain('First send', [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{
				name: 'eSMS',
				type: NODE,
				credentials: { esmsApi: { id, name } },
				parameters: {
					resource: 'sms',
					operation: 'sendCustomerCareSms',
					phone: '0901888481',
					brandname: rlc('Baotrixemay'),
					content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
				},
			},
		]),
		id: undefined,
	});
	const execution = await rest.run(workflow, 'Start');
	assert.equal(
		itemsOf(execution, 'eSMS')[0]?.status,
		'accepted',
		JSON.stringify(execution.data.resultData.error),
	);

	await rest.call('DELETE', `/community-packages?name=${NAME}`);
	await assert.rejects(rest.nodeTypes(versions), /Unrecognized node type/);
});
