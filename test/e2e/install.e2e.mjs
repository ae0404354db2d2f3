/**
 * The way of a self-hoster: n8n runs without the package, installs it as its panel does, and takes it out again. n8n
 * lets only the public registry be asked, so its npm is led to one that knows nothing but this package.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { chain } from '../../bench/n8n.mjs';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { manifest, NAME, offerPackage } from '../../scripts/n8n/registry.mjs';
import { startN8n } from '../../scripts/n8n/run.mjs';
import { stopAll, temporaryDir } from '../../scripts/process.mjs';
import { NODE, rlc, setting, TRIGGER } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

const versions = [
	{ name: NODE, version: 1 },
	{ name: TRIGGER, version: 2 },
];

/** @type {import('../../scripts/n8n/run.mjs').RunningN8n} */
let n8n;
/** @type {import('node:http').Server} */
let server;
before(async () => {
	const dataDir = temporaryDir('install');
	const commands = join(dataDir, 'commands');
	server = await offerPackage(setting.packageTarball, commands);
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
