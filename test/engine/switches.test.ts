import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { Esms } from '../../nodes/Esms/Esms.node';
import { output } from './engine';
import { credentials, rl, simulator } from './simulator';

const { properties, ...description } = new Esms().description;
const sms: INodeParameters = {
	resource: 'sms',
	operation: 'sendCustomerCareSms',
	phone: '0901888480',
	brandname: rl('Baotrixemay'),
	content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
};
const zalo: INodeParameters = {
	resource: 'zaloOa',
	operation: 'sendZaloConsultationText',
	oaId: rl('4097311281936189049'),
	zaloUserId: '31215806834323092',
	zaloText: 'Xin chào',
};

/** The parameters as n8n stores them and hands them to the node. */
const stored = (parameters: INodeParameters, type = 'esms') => {
	const node: INode = {
		id: '1',
		name: 'eSMS',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	return NodeHelpers.getNodeParameters(properties, parameters, false, false, node, {
		...description,
		name: type,
		properties,
	}) as { options?: INodeParameters };
};

const collectionOf = (operation: unknown) =>
	properties.find(
		({ name, displayOptions }) =>
			name === 'options' && displayOptions?.show?.operation?.includes(operation as string),
	) as INodeProperties;

/** What the editor stores when a person adds the option and touches nothing else. */
const added = (operation: unknown, name: string) =>
	(collectionOf(operation).options as INodeProperties[]).find((entry) => entry.name === name)
		?.default as boolean;

describe.each([
	['sandbox', sms],
	['waitForReceipt', sms],
	['previewOnly', zalo],
])('%s', (name, parameters) => {
	it('is on as soon as it is added, because adding it means wanting it', () => {
		expect(added(parameters.operation, name)).toBe(true);
	});

	it('stays away when it was not added, and off when it was switched off', () => {
		expect(stored({ ...parameters, options: {} }).options ?? {}).toEqual({});
		expect(stored({ ...parameters, options: { [name]: false } }).options).toEqual({
			[name]: false,
		});
		expect(stored({ ...parameters, options: { [name]: true } }).options).toEqual({ [name]: true });
	});
});

it('Wait for Receipt stays in a stored tool, so that it is refused instead of forgotten', () => {
	const options = { waitForReceipt: true, waitLimit: 5, sandbox: true };
	for (const type of ['esms', 'esmsTool']) {
		expect(stored({ ...sms, options }, type).options).toEqual(options);
	}
});

describe.each(['customOperations', 'declarative'] as const)('a send by %s', (path) => {
	const sandboxOf = async (options: INodeParameters) => {
		await output({
			parameters: { ...sms, options },
			credentials: credentials(),
			path,
		});
		return simulator.requests.map(({ body }) => (body as INodeParameters).Sandbox);
	};

	it.each<[string, INodeParameters, string | undefined]>([
		['absent', {}, undefined],
		['off', { sandbox: false }, undefined],
		['as added', { sandbox: added(sms.operation, 'sandbox') }, '1'],
	])('with Sandbox %s', async (_title, options, wire) => {
		expect(await sandboxOf(options)).toEqual([wire]);
	});

	it.each<[string, INodeParameters]>([
		['absent', {}],
		['off', { previewOnly: false }],
	])('goes out with Preview Only %s', async (_title, options) => {
		await output({ parameters: { ...zalo, options }, credentials: credentials(), path });
		expect(simulator.requests).toHaveLength(1);
	});

	it('sends nothing with Preview Only as added', async () => {
		const options = { previewOnly: added(zalo.operation, 'previewOnly') };
		await output({ parameters: { ...zalo, options }, credentials: credentials(), path });
		expect(simulator.requests).toEqual([]);
	});
});
