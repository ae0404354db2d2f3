/**
 * Measures what an AI builder or MCP client is given about the eSMS node by n8n's own catalogue, and where its search
 * lists the nodes.
 *
 *     npx tsx scripts/definition.mjs [--print]
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Esms } from '../nodes/Esms/Esms.node.js';
import { EsmsTrigger } from '../nodes/EsmsTrigger/EsmsTrigger.node.js';
import { addTools, openCatalog } from './n8n/catalog.mjs';
import { ensureN8n, VERSIONS } from './n8n/install.mjs';
import { root } from './process.mjs';

/** @typedef {import('./n8n/client.mjs').Json} Json */

const { dir } = await ensureN8n(VERSIONS[0]);
/** @param {string} path @returns {Promise<any>} */
const json = async (path) => JSON.parse(await readFile(path, 'utf8'));

/** @param {string} name of a package of n8n @returns {Promise<Json[]>} */
const shipped = async (name) =>
	(await json(join(dir, 'node_modules', name, 'dist/types/nodes.json'))).map(
		(/** @type {Json} */ node) => ({ ...node, name: `${name}.${node.name}` }),
	);

/** @param {Json} description @param {string} folder @returns {Promise<Json>} */
const own = async (description, folder) => ({
	...description,
	name: `n8n-nodes-esms.${description.name}`,
	codex: await json(join(root, 'nodes', folder, `${folder}.node.json`)),
});

const esms = await own(/** @type {Json} */ (new Esms().description), 'Esms');
// n8n's loader adds this to the menus of every node with a credential that HTTP Request can use.
for (const { name, options } of esms.properties) {
	if (!['resource', 'operation'].includes(name)) continue;
	options.push({ name: 'Custom API Call', value: '__CUSTOM_API_CALL__' });
}
const nodes = [
	...(await shipped('n8n-nodes-base')),
	...(await shipped('@n8n/n8n-nodes-langchain')),
	esms,
	await own(/** @type {Json} */ (new EsmsTrigger().description), 'EsmsTrigger'),
];
addTools(dir, nodes);
const catalog = await openCatalog(dir, nodes);
const definition = catalog.definition(esms.name);
if (process.argv.includes('--print')) {
	console.log(definition);
} else {
	const without = await openCatalog(dir, [
		{
			...esms,
			properties: esms.properties.filter(
				(/** @type {Json} */ { name }) => name !== 'requestOptions',
			),
		},
	]);
	console.log(`definition: ${definition.length} characters`);
	console.log(`without requestOptions: ${without.definition(esms.name).length}`);
	for (const query of [
		'send sms',
		'zalo message',
		'send zalo message',
		'zalo trigger',
		'send otp',
		'voice call',
		'verify phone',
		'nhắn tin zalo',
		'sms zalo',
		'otp zalo',
		'zalo',
		'zns',
	]) {
		console.log(`${query}: ${(await catalog.search(query)).join(', ')}`);
	}
}
