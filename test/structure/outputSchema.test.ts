import type { IDataObject } from 'n8n-workflow';
import { Esms } from '../../nodes/Esms/Esms.node';
import type { Simulator } from '../../simulator/server';
import { credentialsOf, prepared } from '../engine/cases';
import { output } from '../engine/engine';
import { startTestSimulator } from '../simulator/start';
import {
	answers,
	menuEntries,
	previewedCases,
	previewOf,
} from '../../scripts/generate/outputSchema';

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startTestSimulator();
});
afterAll(async () => await simulator.close());

describe('an output preview', () => {
	it.each<[string, IDataObject[], unknown]>([
		[
			'names every property',
			[{ a: 1 }, { b: 'x' }],
			{ a: { type: 'integer' }, b: { type: 'string' } },
		],
		['takes a type over null', [{ a: null }, { a: true }], { a: { type: 'boolean' } }],
		['takes a number over an integer', [{ a: 1 }, { a: 1.5 }], { a: { type: 'number' } }],
		[
			'goes into lists',
			[{ a: [] }, { a: [{ b: 1 }] }],
			{ a: { type: 'array', items: { type: 'object', properties: { b: { type: 'integer' } } } } },
		],
	])('%s', (_title, outputs, properties) => {
		expect(previewOf(outputs)).toEqual({ type: 'object', properties, version: 1 });
	});
});

const operations = menuEntries.map(({ resource, operation, isQuestion }) => {
	return [resource, operation, isQuestion] as const;
});

/** n8n looks for `__schema__/v<version>/<resource>/<operation>.json` beside the node, with a version of three parts. */
const { version } = new Esms().description;

it.each(operations)(
	'%s/%s.json shows what the operation gives (npm run schemas writes it)',
	async (resource, operation, isQuestion) => {
		const { default: committed } = (await import(
			`../../nodes/Esms/__schema__/v${String(version)}.0.0/${resource}/${operation}.json`
		)) as { default: unknown };
		const outputs: IDataObject[] = isQuestion ? [...answers] : [];
		for (const described of isQuestion ? [] : previewedCases(operation)) {
			simulator.reset();
			const { parameters, items } = await prepared(simulator, described);
			const given = await output({ parameters, items, credentials: credentialsOf(simulator) });
			outputs.push(...given.flat().map(({ json }) => json));
		}
		expect(outputs).not.toEqual([]);
		expect(committed).toEqual(previewOf(outputs));
	},
);
