/** What n8n tells AI builders and MCP clients about nodes: its own catalogue service, asked for chosen descriptions. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** @typedef {import('./client.mjs').Json} Json */

/**
 * @param {string} dir folder that holds `node_modules/n8n`
 * @returns {boolean} whether that version of n8n has a catalogue for AI builders
 */
export const hasCatalog = (dir) =>
	existsSync(join(dir, 'node_modules/n8n/dist/node-catalog/node-catalog.service.js'));

/**
 * Adds what n8n itself makes of nodes that are usable as tools.
 *
 * @param {string} dir folder that holds `node_modules/n8n`
 * @param {Json[]} nodes descriptions, to which those of the tools are added
 */
export function addTools(dir, nodes) {
	const requireOfN8n = createRequire(join(dir, 'node_modules/n8n/package.json'));
	const { createAiTools, createHitlTools } = requireOfN8n('./dist/tool-generation/index.js');
	const known = { nodes: {}, credentials: {} };
	createAiTools({ nodes }, known);
	createHitlTools({ nodes }, known);
}

/**
 * Opens n8n's catalogue.
 *
 * @param {string} dir folder that holds `node_modules/n8n`
 * @param {Json[]} nodes descriptions as n8n loads them, with the package in front of each name
 */
export async function openCatalog(dir, nodes) {
	const requireOfN8n = createRequire(join(dir, 'node_modules/n8n/package.json'));
	requireOfN8n('reflect-metadata');
	const { NodeCatalogService } = requireOfN8n('./dist/node-catalog/node-catalog.service.js');
	const assistant = join(dir, 'node_modules/@n8n/ai-workflow-builder/dist/tools/engines');
	const { NodeSearchEngine } = requireOfN8n(join(assistant, 'node-search-engine.js'));
	const { sublimeSearch } = requireOfN8n('@n8n/utils/search/sublime-search');
	// Stands in for the loader, which would read every package from disk again.
	const loader = {
		addPostProcessor: () => undefined,
		postProcessLoaders: async () => undefined,
		collectTypes: async () => ({ nodes, credentials: [] }),
	};
	const logger = { debug: () => undefined, warn: () => undefined };
	const service = new NodeCatalogService(loader, logger);
	await service.initialize();
	return {
		/**
		 * @param {string} nodeId such as `n8n-nodes-esms.esms`
		 * @returns {string} the type definition that `get_node_types` gives
		 */
		definition: (nodeId) => {
			const { content, error } = service.getSynthesizedNodeTypeDefinition({ nodeId });
			if (error) throw new Error(error);
			return content;
		},
		/**
		 * @param {string} query
		 * @returns {Promise<string[]>} IDs of the nodes that the search shows, best first
		 */
		search: async (query) => {
			const { results } = await service.searchNodes([query]);
			return [...results.matchAll(/^- (\S+?)(?: \[TRIGGER\])?( \[RELATED\])?$/gm)]
				.filter(([, , related]) => !related)
				.map(([, id]) => id);
		},
		/**
		 * The search of n8n's assistant, which takes a query as one phrase.
		 *
		 * @param {string} query
		 * @returns {string[]} IDs of the nodes, best first
		 */
		assistant: (query) =>
			new NodeSearchEngine(nodes).searchByName(query).map((/** @type {Json} */ { name }) => name),
		/**
		 * The search of the editor's node panel, which takes a query as one phrase and lists no tools.
		 *
		 * @param {string} query
		 * @returns {string[]} IDs of the nodes, best first
		 */
		panel: (query) =>
			sublimeSearch(
				query.replace(/ trigger$/, ''),
				nodes
					.filter(({ name, hidden }) => !hidden && !name.endsWith('Tool'))
					.map((properties) => ({ properties })),
			).map((/** @type {Json} */ { item }) => item.properties.name),
		/**
		 * @param {string} query
		 * @returns {Promise<string>} what the search answers
		 */
		answer: async (query) => (await service.searchNodes([query])).results,
	};
}
