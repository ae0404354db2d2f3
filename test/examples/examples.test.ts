import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';

import { Esms } from '../../nodes/Esms/Esms.node';
import { EsmsTrigger } from '../../nodes/EsmsTrigger/EsmsTrigger.node';
import advertising from '../../examples/advertising-within-the-law.json';
import aiAgent from '../../examples/ai-agent-templates-only.json';
import reminders from '../../examples/appointment-reminders.json';
import campaign from '../../examples/campaign-with-approval.json';
import confirmed from '../../examples/confirmed-receipt.json';
import crm from '../../examples/crm-stage-to-zns.json';
import board from '../../examples/delivery-board.json';
import boardByPolling from '../../examples/delivery-board-polling.json';
import alert from '../../examples/low-balance-alert.json';
import lostReceipts from '../../examples/lost-receipts.json';
import reconciliation from '../../examples/nightly-reconciliation.json';
import onReceipt from '../../examples/on-receipt.json';
import orderStatus from '../../examples/order-status-zalo.json';
import orderStatusByTemplate from '../../examples/order-status-zns.json';
import otp from '../../examples/otp-zalo-then-sms.json';
import refund from '../../examples/refund-approval.json';
import sendSms from '../../examples/send-sms.json';
import fallback from '../../examples/zalo-then-sms-fallback.json';

interface Workflow {
	name: string;
	nodes: INode[];
	connections: Record<string, Record<string, Array<Array<{ node: string }>>>>;
}

const shown = {
	advertising,
	aiAgent,
	reminders,
	campaign,
	crm,
	board,
	boardByPolling,
	alert,
	lostReceipts,
	reconciliation,
	orderStatus,
	otp,
	fallback,
	refund,
};
const workflows = Object.entries({
	...shown,
	confirmed,
	onReceipt,
	orderStatusByTemplate,
	sendSms,
}).map(([name, workflow]) => [name, workflow as unknown as Workflow] as const);

const properties = new Esms().description.properties;
const isEsms = ({ type }: INode) => /^n8n-nodes-esms\.esms(?:Tool)?$/.test(type);
const named = (name: string) => properties.filter((property) => property.name === name);
const shownFor = (property: INodeProperties, operation: unknown) => {
	const show =
		property.displayOptions?.show?.operation ?? property.displayOptions?.show?.['/operation'];
	return show === undefined || show.includes(operation as string);
};
const optionsOf = (operation: unknown) =>
	named('options')
		.filter((one) => shownFor(one, operation))
		.flatMap((one) => one.options as INodeProperties[])
		.filter((one) => shownFor(one, operation));
/** Added by n8n to a node that serves as a tool. */
const toolParameters = ['descriptionType', 'toolDescription'];

describe.each(workflows)('%s', (_name, { name, nodes, connections }) => {
	const esmsNodes = nodes.filter(isEsms);

	it('has a name that tells whose it is, and no credentials of anyone', () => {
		expect(name).toMatch(/^eSMS: /);
		expect(nodes.filter((node) => node.credentials)).toEqual([]);
	});

	it('uses nodes of n8n and of this package only', () => {
		for (const { type } of nodes) {
			expect(type).toMatch(/^(?:n8n-nodes-base|@n8n\/n8n-nodes-langchain|n8n-nodes-esms)\./);
		}
	});

	it('leaves the address of an eSMS Trigger to n8n, which makes a secret one when it is imported', () => {
		for (const node of nodes.filter(({ type }) => type === 'n8n-nodes-esms.esmsTrigger')) {
			expect(node).not.toHaveProperty('webhookId');
		}
	});

	it('connects nodes that exist, each name once', () => {
		const names = nodes.map((node) => node.name);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		const ends = Object.values(connections).flatMap((kinds) =>
			Object.values(kinds).flatMap((outputs) =>
				outputs.flatMap((links) => links.map(({ node }) => node)),
			),
		);
		for (const end of [...Object.keys(connections), ...ends]) expect(names).toContain(end);
	});

	it('sets parameters that the operation has', () => {
		for (const { parameters } of esmsNodes) {
			const { resource, operation, options = {}, ...others } = parameters;
			const menu = named('operation').find((one) =>
				one.displayOptions?.show?.resource?.includes(resource as string),
			);
			expect((menu?.options as Array<{ value: string }>).map(({ value }) => value)).toContain(
				operation,
			);
			for (const parameter of Object.keys(others).filter((one) => !toolParameters.includes(one))) {
				expect([parameter, named(parameter).some((one) => shownFor(one, operation))]).toEqual([
					parameter,
					true,
				]);
			}
			const entries = optionsOf(operation);
			for (const option of Object.keys(options as object)) {
				const found = entries.find((entry) => entry.name === option);
				expect([option, found !== undefined && shownFor(found, operation)]).toEqual([option, true]);
			}
		}
	});

	it('fills in what the operation requires', () => {
		for (const { parameters } of esmsNodes) {
			const values = parameters as INodeParameters;
			const required = properties.filter(
				(one) => one.required && NodeHelpers.displayParameter(values, one, null, null),
			);
			for (const { name: parameter } of required) {
				expect([parameter, parameters[parameter] !== undefined]).toEqual([parameter, true]);
			}
		}
	});
});

const shownWorkflows = Object.entries(shown).map(
	([name, workflow]) => [name, workflow as unknown as Workflow] as const,
);

describe.each(shownWorkflows)('%s', (_name, { nodes }) => {
	it('has a note with numbered steps to set it up', () => {
		const note = nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(note?.parameters.content).toMatch(/^## .+\n[\s\S]*^1\. /m);
	});

	it('has the sandbox on in every send that has one and awaits no receipt', () => {
		for (const { parameters } of nodes.filter(isEsms)) {
			if (!optionsOf(parameters.operation).some((option) => option.name === 'sandbox')) continue;
			const { sandbox, waitForReceipt } = parameters.options as Record<string, unknown>;
			expect(sandbox === true).toBe(waitForReceipt !== true);
		}
	});
});

it('listens to events that the trigger has', () => {
	const events = new EsmsTrigger().description.properties.find(
		(property) => property.name === 'events',
	);
	const known = (events?.options as Array<{ value: string }>).map(({ value }) => value);
	for (const [, { nodes }] of workflows) {
		for (const { parameters } of nodes.filter(
			({ type }) => type === 'n8n-nodes-esms.esmsTrigger',
		)) {
			for (const event of (parameters.events ?? []) as string[]) expect(known).toContain(event);
		}
	}
});

it('asks eSMS before it looks for repeats, which could otherwise keep the true receipt out', () => {
	const { nodes, connections } = confirmed as unknown as Workflow;
	const trigger = nodes.find(({ type }) => type === 'n8n-nodes-esms.esmsTrigger');
	expect(trigger?.parameters.options).toEqual({ repeatWindow: 0 });
	const next = (name: string) => connections[name].main[0][0].node;
	const [ask, compare, once] = [
		next('eSMS Trigger'),
		next(next('eSMS Trigger')),
		'Once per Outcome',
	];
	expect(nodes.find(({ name }) => name === ask)?.parameters.operation).toBe('getMessageStatus');
	expect([next(compare), next(once)]).toEqual([once, 'Confirmed']);
	expect(nodes.find(({ name }) => name === once)?.parameters.dedupeValue).not.toContain(
		'eSMS Trigger',
	);
});

it('keeps the first example harmless: nobody to send to, no sender, no address of anyone, sandbox on', () => {
	const { nodes } = sendSms as unknown as Workflow;
	const [{ parameters }] = nodes.filter(isEsms);
	expect(parameters).toMatchObject({ phone: '', brandname: { value: '' } });
	expect(parameters.options).toEqual({ sandbox: true });
	const note = nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote');
	expect(note?.parameters.content).toMatch(/template registered for the brandname.*lists them/);
});

it('gives no receiver but by expression, so that nobody is written to by an example that is only run', () => {
	for (const [, { nodes }] of workflows) {
		for (const { parameters } of nodes.filter(isEsms)) {
			const { phone = '', phones = '', zaloUserId = '' } = parameters as Record<string, string>;
			for (const receiver of [phone, phones, zaloUserId]) expect(receiver).toMatch(/^(?:=|$)/);
			const { callbackUrl } = (parameters.options ?? {}) as { callbackUrl?: string };
			expect(callbackUrl).toBeUndefined();
		}
	}
});

it("says what to click in the words of n8n's buttons", () => {
	for (const [, { nodes }] of workflows) {
		for (const { parameters } of nodes.filter(({ type }) => /stickyNote$/.test(type))) {
			const bare = String(parameters.content).replaceAll('ublish (in n8n 1: activate)', '');
			expect(bare).not.toMatch(/activate|publish/i);
		}
	}
});

it('decides between delivered and not delivered only when a message has come to its end', () => {
	const { nodes } = onReceipt as unknown as Workflow;
	const outcomes = new EsmsTrigger().description.properties.find(({ name }) => name === 'outcomes');
	const known = (outcomes?.options as Array<{ value: string }>).map(({ value }) => value);
	expect(nodes[0].parameters.outcomes).toEqual(known.filter((outcome) => outcome !== 'pending'));
});

it('asks eSMS for the status before it pays for an SMS in place of a ZNS', () => {
	const { nodes, connections } = fallback as unknown as Workflow;
	const [[delivered], [otherwise]] = connections['Delivered?'].main;
	expect(delivered.node).toBe('Loop Over Items');
	const ask = nodes.find(({ name }) => name === otherwise.node);
	expect(ask?.parameters.operation).toBe('queryZnsStatus');
	const [[arrived], [not]] = connections[connections[otherwise.node].main[0][0].node].main;
	expect([arrived.node, not.node]).toEqual(['Loop Over Items', 'Send SMS']);
});
