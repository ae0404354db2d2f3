import type { IDataObject } from 'n8n-workflow';
import type { Simulator } from '../../simulator/server';
import { cases, type Case } from '../operations';
import { startTestSimulator } from '../simulator/start';
import { output, run } from './engine';

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startTestSimulator();
});
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

const credentials = () => ({
	apiKey: 'SIM-API-KEY',
	secretKey: 'SIM-SECRET-KEY',
	restUrl: simulator.url,
	voiceUrl: simulator.url,
	statusUrl: simulator.url,
});

/** Runs the case's first message and puts its ids into the case. */
async function prepared(one: Case): Promise<Case> {
	if (!one.before) return one;
	const [[sent]] = await output({ parameters: one.before, credentials: credentials() });
	await simulator.settled();
	const message = simulator.messages.get(String(sent.json.smsId));
	return JSON.parse(
		JSON.stringify(one)
			.replaceAll('$smsId', String(sent.json.smsId))
			.replaceAll('$zaloMessageId', String(message?.sent[0]?.zaloMessageId)),
	) as Case;
}

const isAutomatic = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{40}$/.test(value);

/** The wire without keys and without the RequestIds that the node made. */
function comparable(wire: unknown): unknown {
	if (Array.isArray(wire)) return wire.map(comparable);
	if (typeof wire !== 'object' || wire === null) return wire;
	return Object.fromEntries(
		Object.entries(wire)
			.filter(([name, value]) => !/^(?:apikey|secretkey)$/i.test(name) && !(/^requestid$/i.test(name) && isAutomatic(value)))
			.map(([name, value]) => [name, comparable(value)]),
	);
}

describe.each(['customOperations', 'declarative'] as const)('through %s', (path) => {
	test.each(cases.map((one): [string, Case] => [`${one.operation} (${one.rows.join(', ')})`, one]))(
		'%s',
		async (_title, described) => {
			const one = await prepared(described);
			const { data } = await run({ parameters: one.parameters, items: one.items, credentials: credentials(), path });
			const [task] = data.resultData.runData.eSMS;
			expect(task.error).toBeUndefined();
			const items = task.data?.main[0] ?? [];
			expect(items.map(({ json }) => json)).toMatchObject(one.output);
			for (const { pairedItem } of items) expect(pairedItem).toEqual({ item: expect.any(Number) });

			const request = simulator.requests[simulator.requests.length - 1];
			expect(request.schemaErrors).toEqual([]);
			expect(request.unknownFields).toEqual([]);
			expect(request.operationId).toBe(one.call);
			expect(comparable({ ...request.query, ...request.body } as IDataObject)).toEqual(one.sent);
		},
	);
});
