import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Field, form, get, post, xml, type Operation } from '../../../nodes/Esms/operation';
import { buildBody, chooseCall, toHttpRequest } from '../../../nodes/Esms/request/body';
import { codeResult } from '../../../nodes/Esms/operation';
import { itemWith } from '../item';

const property = (name: string, type: INodeProperties['type'] = 'string'): INodeProperties => ({
	displayName: `Label of ${name}`,
	name,
	type,
	default: '',
});
const option = (name: string, type?: INodeProperties['type']) =>
	new Field({ options: [property(name, type)] }, (item) => item.option(name));
const parameter = (name: string) =>
	new Field({ parameters: [property(name)] }, (item) => item.get(name));

const sandbox = option('sandbox', 'boolean');
const sendDate = option('sendDate');
const requestId = option('requestId');
const waitForReceipt = option('waitForReceipt', 'boolean');
const campaign = option('campaignId');
const format = option('format');
const checked = new Field({ options: [property('checked')] }, (item) => item.addIssue('was read'));

const operation: Operation = {
	value: 'test',
	name: 'Test',
	action: 'Test',
	description: 'Test',
	hasSideEffects: true,
	hasReceiver: true,
	...post('/Path/', {
		Phone: parameter('phone'),
		Fixed: 'a',
		Number: 2,
		Flag: false,
		List: ['x', parameter('phone')],
		Inner: { Date: sendDate, Name: campaign },
		Sandbox: sandbox,
		RequestId: requestId,
		Wait: waitForReceipt,
	}),
	variants: {
		chosenBy: format,
		calls: { get: get('/Get', { Phone: parameter('phone') }) },
	},
	success: codeResult,
	answer: () => [],
};
const variant = operation.variants?.calls.get as Operation;
const itemOf = (options: IDataObject) => itemWith({ phone: '0901888484', options });

it('reads a body from its template and leaves out what a field leaves out', () => {
	const item = itemOf({ sendDate: 'tomorrow', format: 'get' });
	expect(buildBody(operation, operation, item)).toEqual({
		Phone: '0901888484',
		Fixed: 'a',
		Number: 2,
		Flag: false,
		List: ['x', '0901888484'],
		Inner: { Date: 'tomorrow' },
	});
	expect([item.issues, item.warnings]).toEqual([[], []]);
});

it.each<[IDataObject, unknown]>([
	[{}, operation],
	[{ format: 'get' }, variant],
	[{ format: 'unknown' }, operation],
])('with the options %j the call is chosen', (options, call) => {
	expect(chooseCall(operation, itemOf(options))).toBe(call);
	const { variants, ...alone } = operation;
	expect(variants).toBeDefined();
	expect(chooseCall(alone, itemOf(options))).toBe(alone);
});

describe('an option that the chosen call has no place for', () => {
	const refused = (label: string, end: string) => [
		[
			`'Label of ${label}' does not exist for this 'Label of format', so ${end}, change one of the two`,
		],
		[],
	];

	it.each<[IDataObject, string[][]]>([
		[{ sandbox: true }, refused('sandbox', 'the message would really go out') as string[][]],
		[{ sendDate: 'x' }, refused('sendDate', 'the message would go out at once') as string[][]],
		[
			{ requestId: 'x' },
			refused('requestId', 'a repeated message would go out twice') as string[][],
		],
		[{ waitForReceipt: true }, refused('waitForReceipt', 'no receipt would arrive') as string[][]],
		[
			{ campaignId: 'x' },
			[
				[],
				["'Label of campaignId' has no effect, because this 'Label of format' has no place for it"],
			],
		],
		[{ sandbox: false }, [[], []]],
		[{ sandbox: 'no switch' }, refused('sandbox', 'the message would really go out') as string[][]],
		[{ sendDate: '' }, [[], []]],
		[{ sendDate: null }, [[], []]],
		[{ format: 'get' }, [[], []]],
		[{}, [[], []]],
	])('%j', (options, found) => {
		for (const _again of [1, 2]) {
			const item = itemOf(options);
			buildBody(variant, operation, item);
			expect([item.issues, item.warnings]).toEqual(found);
		}
	});

	it('has one among the controls', () => {
		const item = itemOf({ checked: 'x' });
		buildBody(variant, { ...operation, controls: [checked] }, item);
		expect([item.issues, item.warnings]).toEqual([['was read'], []]);
	});
});

it.each<[string, Parameters<typeof toHttpRequest>[0], unknown]>([
	[
		'JSON',
		post('/P/', {}),
		{ method: 'POST', body: { A: '1' }, headers: { 'Content-Type': 'application/json' } },
	],
	['a query', get('/P/', {}), { method: 'GET', qs: { A: '1' } }],
	[
		'a form',
		form('/P/', {}),
		{
			method: 'POST',
			body: { A: '1' },
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
		},
	],
	[
		'XML',
		xml('/P/', {}),
		{
			method: 'POST',
			body: expect.stringContaining('<A>1</A>'),
			headers: { 'Content-Type': 'text/plain' },
		},
	],
])('travels as %s', (_name, call, request) => {
	expect(toHttpRequest(call, { A: '1' })).toEqual({ ...(request as IDataObject), url: call.url });
});
