import { Workflow, type INode, type INodeParameters, type INodeType } from 'n8n-workflow';
import { Esms } from '../../nodes/Esms/Esms.node';
import { menuOf } from '../../nodes/Esms/operation';
import { resources } from '../../nodes/Esms/resources';
import { EsmsPollingTrigger } from '../../nodes/EsmsPollingTrigger/EsmsPollingTrigger.node';
import { EsmsTrigger } from '../../nodes/EsmsTrigger/EsmsTrigger.node';

const esms = new Esms();
const { hints = [], subtitle = '', waitingNodeTooltip = '' } = esms.description;

/** An expression of the description as the editor evaluates it: with the node's parameters, without data. */
function shown(expression: string, parameters: INodeParameters, type: INodeType = esms): unknown {
	const node: INode = {
		id: '1',
		name: 'eSMS',
		type: 'esms',
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
	});
	return workflow.expression.getSimpleParameterValue(
		workflow.getNode('eSMS') as INode,
		expression,
		'internal',
		{},
	);
}

const operations = resources.flatMap((resource) =>
	menuOf(resource).map(({ value }) => ({ resource: resource.value, operation: value })),
);

it.each(operations)('$operation has words of its own on the canvas', (parameters) => {
	const words = String(shown(subtitle, parameters));
	expect(words).toMatch(/^[A-Z][\w ()/]+: [A-Z][\w -]+$/);
	expect(words).not.toMatch(/[a-z][A-Z]|undefined/);
});

it.each<[string, INodeType, INodeParameters]>([
	['On message status', new EsmsTrigger(), {}],
	['On call status, inbound SMS', new EsmsTrigger(), { events: ['callStatus', 'inboundSms'] }],
	['On message status', new EsmsPollingTrigger(), {}],
	['On interacted user', new EsmsPollingTrigger(), { event: 'interactedUser' }],
])('%s: what starts a workflow', (words, trigger, parameters) => {
	expect(shown(String(trigger.description.subtitle), parameters, trigger)).toBe(words);
});

it('says the operation as part of a sentence', () => {
	expect(shown(subtitle, { resource: 'zaloOa', operation: 'sendZaloTransaction' })).toBe(
		'Send transaction message: Zalo OA',
	);
	expect(shown(subtitle, { resource: 'zns', operation: 'sendZnsByUid' })).toBe(
		'Send by Zalo user ID: ZNS',
	);
	const words = operations.map((parameters) => shown(subtitle, parameters));
	expect(new Set(words).size).toBe(words.length);
});

const zalo = { resource: 'zaloOa', operation: 'sendZaloConsultationText' };
const sms = { resource: 'sms', operation: 'sendCustomerCareSms' };

it.each<[INodeParameters, string]>([
	[
		{ ...sms, phone: '0901888484', options: { waitForReceipt: true } },
		'Waiting for the receipt of the message to 0901888484 from eSMS, at most 10 minutes',
	],
	[
		{ ...sms, phone: '={{ $json.phone }}', options: { waitForReceipt: true, waitLimit: 3 } },
		'Waiting for the receipt of the message to this receiver from eSMS, at most 3 minutes',
	],
	[
		{ ...zalo, zaloUserId: '312', options: { waitForReceipt: true, waitLimit: '={{ 1 }}' } },
		"Waiting for the receipt of the message to 312 from eSMS, until 'Wait Limit (Minutes)' passes",
	],
	[
		{ resource: 'zaloOa', operation: 'sendAndWait', zaloUserId: '312', options: {} },
		'Waiting for the answer of 312',
	],
	[
		{ resource: 'sms', operation: 'sendAndWait', phone: '={{ $json.phone }}' },
		'Waiting for the answer of this receiver',
	],
])('says while it waits for %j', (parameters, words) => {
	expect(shown(waitingNodeTooltip, parameters)).toBe(words);
});

it.each<[INodeParameters, RegExp[]]>([
	[{ ...sms, options: { sandbox: true } }, [/^'Sandbox' is on/]],
	[{ ...sms, options: { sandbox: false } }, []],
	[{ ...sms, options: {} }, []],
	[{ resource: 'account', operation: 'getBalance' }, []],
	[{ resource: 'officialAccount', operation: 'purchaseOaPackage' }, [/spends money/]],
])('hints at money for %j', (parameters, expected) => {
	const found = hints.filter(({ displayCondition = '' }) => shown(displayCondition, parameters));
	expect(found.map(({ message }) => message)).toEqual(
		expected.map((words) => expect.stringMatching(words)),
	);
});
