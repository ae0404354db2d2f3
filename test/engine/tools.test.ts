import { sleep } from 'n8n-workflow';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { FaultRequest } from '../../simulator/faults';
import { failure, tool, type Setup } from './engine';
import { credentials, rlc, simulator } from './simulator';

const phone = '0901888480';
const text = '123456 la ma xac minh dang ky Baotrixemay cua ban';

const sms: INodeParameters = {
	resource: 'sms',
	operation: 'sendCustomerCareSms',
	phone: '={{ $fromAI("phone") }}',
	brandname: rlc('Baotrixemay'),
	content: '={{ $fromAI("text") }}',
};
const ad: INodeParameters = {
	resource: 'sms',
	operation: 'sendAdvertisingSms',
	phones: Array.from({ length: 40 }, (_, index) => `09018884${10 + index}`).join(),
	brandname: rlc('QC_ONLINE'),
	content: '[QC] Giam gia hom nay',
};
const viber: INodeParameters = {
	resource: 'viber',
	operation: 'sendViber',
	phones: phone,
	brandname: rlc('BAT DONG SAN GIA TOT'),
	viberLayout: 'text',
	viberText: 'Xin chao',
};
const sendZns: INodeParameters = {
	resource: 'zns',
	operation: 'sendZns',
	oaId: rlc('4097311281936189049'),
	templateId: rlc('205644'),
	phone,
};
const order = {
	name: 'Lan',
	order_code: 'A1',
	address: 'Hue',
	phone_number: phone,
	product: 'Ao',
	number: '1',
	number1: '100',
	note: 'Nhe tay',
};
const zns: INodeParameters = {
	resource: 'zns',
	operation: 'sendZnsBulk',
	oaId: rlc('4097311281936189049'),
	templateId: rlc('205644'),
	phone,
	options: { templateJson: '{"otp":"123456"}' },
};
const ownIds: INodeParameters = {
	...zns,
	options: { ...(zns.options as INodeParameters), requestId: 'order-1' },
};
/** An accepted request, whose receiver eSMS refuses. */
const refusedReceiver = JSON.stringify({
	CodeResult: '100',
	detail: [{ CodeResult: '103', Phone: phone }],
});
const generated: INodeParameters = {
	resource: 'otp',
	operation: 'sendGeneratedCode',
	phone: '={{ $fromAI("phone") }}',
	brandname: rlc('Baotrixemay'),
	codeText: '{OTP} la ma xac minh dang ky Baotrixemay cua ban',
};
const generatedByChannels: INodeParameters = {
	resource: 'otp',
	operation: 'sendGeneratedCodeMultiChannel',
	phone: '={{ $fromAI("phone") }}',
	codeTemplateId: '22575',
};
const wanted = { phone, text };

const open = (parameters: INodeParameters, more: Partial<Setup> & { isMcp?: boolean } = {}) =>
	tool({ parameters, credentials: credentials(), executionId: 'agent', ...more });

/** How many messages each number was sent. */
const received = () =>
	[...simulator.messages.values()].flatMap(({ sent }) => sent.map(({ address }) => address));

const dropped = { kind: 'drop' as const, accepted: true, phone, times: 1 };

describe.each([
	['an agent', false],
	['MCP', true],
])('a tool that %s calls', (_caller, isMcp) => {
	test('sends one message when its first try is accepted and then dropped', async () => {
		simulator.fault(dropped);
		const call = open(sms, { retryOnFail: true, isMcp })();
		const [result] = await call(wanted);
		expect(received()).toEqual([phone]);
		expect(result.status).toBe('alreadyAccepted');
		expect((result.hints as string[]).join()).toContain('already handed to eSMS');
	});

	test('sends one message at a send date that each try computes anew', async () => {
		simulator.fault(dropped);
		const options = { sendDate: "={{ $now.plus(1, 'hour') }}" };
		await open({ ...sms, options }, { retryOnFail: true, isMcp })()(wanted);
		expect(received()).toEqual([phone]);
	});

	test('makes one code when its first try is accepted and then dropped, and says why', async () => {
		simulator.fault(dropped);
		const call = open(generated, { retryOnFail: true, isMcp })();
		await expect(call({ phone })).rejects.toThrow(/may have arrived, so it was not sent again/);
		expect(simulator.requests).toHaveLength(1);
	});

	test.each<[string, INodeParameters, INodeParameters, number]>([
		['in another format', sms, { requestFormat: '={{ $runIndex > 0 ? "xml" : "json" }}' }, 1],
		[
			'as a form, which has no place for Unicode',
			sms,
			{ requestFormat: '={{ $runIndex > 0 ? "form" : "json" }}', unicode: '1' },
			1,
		],
		['as a form', sms, { requestFormat: '={{ $runIndex > 0 ? "form" : "get" }}' }, 1],
		['to a list in another format', ad, { xmlFormat: '={{ $runIndex > 0 ? "xml" : "json" }}' }, 40],
		['by Viber', viber, { getFormat: '={{ $runIndex > 0 ? "get" : "json" }}' }, 1],
		[
			'by another version of the call',
			sendZns,
			{ apiVersion: '={{ $runIndex > 0 ? "v5" : "v6" }}', templateJson: '{"otp":"123456"}' },
			1,
		],
		[
			'with its values in another order',
			{ ...sendZns, templateId: rlc('540679') },
			{
				templateJson: `={{ Object.fromEntries(Object.entries(${JSON.stringify(order)}).sort(() => $runIndex > 0 ? -1 : 1)) }}`,
			},
			1,
		],
	])(
		'sends one message when its second try goes out %s',
		async (_how, parameters, options, receivers) => {
			simulator.fault({ kind: 'drop', accepted: true, times: 1 });
			const call = open({ ...parameters, options }, { retryOnFail: true, isMcp })();
			await call(wanted);
			expect(received()).toHaveLength(receivers);
		},
	);

	test('tells the model in the message that a request may have arrived', async () => {
		simulator.fault(dropped);
		await expect(open(sms, { isMcp })()(wanted)).rejects.toThrow('may have arrived');
	});

	test('refuses to wait for a receipt', async () => {
		const options = { waitForReceipt: true };
		await expect(open({ ...sms, options }, { isMcp })()(wanted)).rejects.toThrow(
			"'Wait for Receipt' needs a node in the flow",
		);
		expect(simulator.requests).toHaveLength(0);
	});
});

describe('a model that calls the tool again in one execution', () => {
	test('gets the first result back after it was accepted', async () => {
		const call = open(sms)();
		const [first] = await call(wanted);
		const [second] = await call(wanted);
		expect(received()).toEqual([phone]);
		expect(second).toMatchObject({ status: 'repeated', smsId: first.smsId });
		expect((second.hints as string[]).join()).toContain('already handed to eSMS');
	});

	test('sends nothing twice after it may have arrived, and is told so', async () => {
		simulator.fault(dropped);
		const call = open(sms)();
		await expect(call(wanted)).rejects.toThrow('may have arrived');
		const [second] = await call(wanted);
		expect(received()).toEqual([phone]);
		expect((second.hints as string[]).join()).toContain('already handed to eSMS');
	});

	test('sends it after all where the first request never arrived', async () => {
		simulator.fault({ ...dropped, accepted: false });
		const call = open(sms)();
		await expect(call(wanted)).rejects.toThrow('may have arrived');
		const [second] = await call(wanted);
		expect(second.status).toBe('accepted');
		expect(JSON.stringify(second)).not.toContain('already handed to eSMS');
		expect(received()).toEqual([phone]);
	});

	test.each([
		['message', sms],
		['code', generated],
	])('sends one %s when both calls run at once', async (_what, parameters) => {
		const call = open(parameters)();
		const statuses = (await Promise.all([call(wanted), call(wanted)]))
			.flat()
			.map(({ status }) => status);
		expect(simulator.requests).toHaveLength(1);
		expect(statuses).toEqual(['accepted', 'repeated']);
	});

	test('sends another text, and the same text to another number or for another day', async () => {
		const options = { sendDate: '={{ $fromAI("date", "", "string", "") }}' };
		const call = open({ ...sms, options })();
		await call(wanted);
		await call({ ...wanted, text: text.replace('123456', '654321') });
		await call({ ...wanted, phone: '0901888481' });
		await call({ ...wanted, date: '2099-01-01 09:00:00' });
		await call({ ...wanted, date: '2099-01-02 09:00:00' });
		expect(received()).toEqual([phone, phone, '0901888481', phone, phone]);
	});

	test.each([
		['a code', generated],
		['a code by several channels', generatedByChannels],
	])('gets another of %s, but not after the first may have arrived', async (_what, parameters) => {
		const call = open(parameters)();
		await call({ phone });
		expect(await call({ phone })).toMatchObject([{ status: 'accepted' }]);
		expect(simulator.requests).toHaveLength(2);
		simulator.fault(dropped);
		await expect(call({ phone })).rejects.toThrow('may have arrived');
		await expect(call({ phone })).rejects.toThrow('may have arrived, so it was not sent again');
		expect(simulator.requests).toHaveLength(3);
	});

	test('may use a Request ID of its own for one message only', async () => {
		const options = { requestId: '={{ $fromAI("id") }}' };
		const call = open({ ...sms, options })();
		await call({ ...wanted, id: 'order-1' });
		await expect(call({ ...wanted, phone: '0901888481', id: 'order-1' })).rejects.toThrow(
			"'Request ID' is 'order-1' for another message too",
		);
		expect(received()).toEqual([phone]);
	});

	test.each<[string, INodeParameters, IDataObject, IDataObject]>([
		['a message to two numbers', sms, wanted, { ...wanted, phone: '0901888481' }],
		[
			'a bulk message to two numbers',
			{ ...zns, phone: '={{ $fromAI("phone") }}' },
			{ phone },
			{ phone: '0901888481' },
		],
		[
			'two lists',
			{ ...ad, content: '={{ $fromAI("text") }}' },
			{ text: '[QC] A' },
			{ text: '[QC] B' },
		],
	])(
		'may use one for one message only, though it asks for both at once: %s',
		async (_what, parameters, one, other) => {
			const options = { ...(parameters.options as IDataObject), requestId: 'order-1' };
			const call = open({ ...parameters, options } as INodeParameters)();
			const [first, second] = await Promise.allSettled([call(one), call(other)]);
			expect(first.status).toBe('fulfilled');
			expect(second).toMatchObject({
				status: 'rejected',
				reason: {
					message: expect.stringContaining("'Request ID' is 'order-1' for another message too"),
				},
			});
			expect(simulator.requests).toHaveLength(1);
		},
	);

	test('is not told that it sent what eSMS had under this Request ID before', async () => {
		const parameters = { ...sms, options: { requestId: '={{ $fromAI("id") }}' } };
		const asked = { ...wanted, id: 'order-1' };
		const yesterday = open(parameters, { executionId: 'yesterday' })();
		await yesterday({ ...asked, text: text.replace('123456', '999999') });
		const today = open(parameters)();
		const results = [await today(asked), await today(asked)].flat();
		expect(results.map(({ status }) => status)).toEqual(['alreadyAccepted', 'alreadyAccepted']);
		expect(JSON.stringify(results)).not.toContain('already handed');
		expect(simulator.requests).toHaveLength(2);
	});

	test('checks a code again only in eSMS’s answer of the first call', async () => {
		const check: INodeParameters = {
			resource: 'otp',
			operation: 'checkCode',
			phone: '={{ $fromAI("phone") }}',
			typedCode: '={{ $fromAI("code") }}',
		};
		const call = open(check)();
		const [first] = await call({ phone, code: '123456' });
		const [second] = await call({ phone, code: '123456' });
		expect(second.valid).toBe(first.valid);
		expect(second).not.toHaveProperty('status');
		expect(simulator.requests).toHaveLength(1);
	});

	test('is free again in another execution', async () => {
		const parameters = sms;
		for (const executionId of ['1', '2']) {
			const call = tool({ parameters, credentials: credentials(), executionId })();
			expect(await call(wanted)).toMatchObject([{ status: 'accepted' }]);
		}
		expect(received()).toEqual([phone, phone]);
	});
});

describe('a model that calls the tool for', () => {
	const date = '={{ $fromAI("date", "", "string", "") }}';
	const days = ['2099-01-01 09:00:00', '2099-01-02 09:00:00'];
	test.each<[string, INodeParameters, IDataObject]>([
		['a message as XML', sms, { requestFormat: 'xml' }],
		['a list as XML', ad, { requestFormat: 'xml' }],
		['a list', ad, {}],
	])('another day sends %s again', async (_what, parameters, more) => {
		const call = open({ ...parameters, options: { sendDate: date, ...more } })();
		for (const day of days) {
			const [result] = await call({ ...wanted, date: day });
			expect(result.status).toBe('accepted');
		}
		expect(simulator.requests).toHaveLength(2);
	});

	test('a time close to that of a list of which a part may have arrived sends no part twice', async () => {
		const list = Array.from({ length: 5030 }, (_, index) => `0${910000000 + index}`);
		simulator.fault({ kind: 'drop', accepted: true, phone: list[5029], times: 1 });
		const call = open({ ...ad, phones: list.join(), options: { sendDate: date } })();
		await expect(call({ date: '2099-01-01 09:00' })).rejects.toThrow('(2515 already accepted)');
		await call({ date: '2099-01-01 09:05' });
		expect(received()).toHaveLength(5030);
	});

	test('a time close to that of one that may have arrived sends it once, though it is asked for twice at once', async () => {
		simulator.fault(dropped);
		const call = open({ ...sms, options: { sendDate: date } })();
		await expect(call({ ...wanted, date: '2099-01-01 09:00' })).rejects.toThrow('may have arrived');
		const again = { ...wanted, date: '2099-01-01 09:05' };
		await Promise.all([call(again), call(again)]);
		expect(received()).toEqual([phone]);
	});

	test('another day under a Request ID of its own is refused by name', async () => {
		const call = open({ ...sms, options: { sendDate: date, requestId: '={{ $fromAI("id") }}' } })();
		await call({ ...wanted, id: 'order-1', date: days[0] });
		await expect(call({ ...wanted, id: 'order-1', date: days[1] })).rejects.toThrow(
			"'Request ID' is 'order-1' for this message at another time too",
		);
	});

	test.each([false, true])(
		'a list under a Request ID of its own sends it once, MCP: %s',
		async (isMcp) => {
			const parameters = { ...ad, options: { requestId: '={{ $fromAI("id") }}' } };
			const call = open(parameters, { isMcp, retryOnFail: true })();
			simulator.fault({ ...dropped, phone: undefined });
			for (let time = 0; time < 3; time++) await call({ id: 'july' });
			expect(received()).toHaveLength(40);
		},
	);

	test('a message whose campaign is named anew by each try sends it once', async () => {
		simulator.fault(dropped);
		const options = { campaignId: '={{ $now.toISO() }}' };
		await open({ ...sms, options }, { retryOnFail: true })()(wanted);
		expect(received()).toEqual([phone]);
	});

	test('receivers that eSMS refused sends to them again, and tells no refusal as sent', async () => {
		simulator.fault({ kind: 'status', status: 200, body: refusedReceiver, times: 1 });
		const call = open(zns)();
		expect(await call({})).toMatchObject([{ status: 'refused' }]);
		expect(await call({})).toMatchObject([{ status: 'accepted' }]);
		expect(await call({})).toMatchObject([{ status: 'repeated' }]);
	});

	test('a receiver of whom eSMS says nothing does not send again, and stays unknown', async () => {
		simulator.fault({ kind: 'status', status: 200, body: '{"CodeResult":"100"}', times: 1 });
		const call = open(zns)();
		for (let time = 0; time < 2; time++) {
			expect(await call({})).toMatchObject([{ status: 'unknown' }]);
		}
		expect(simulator.requests).toHaveLength(1);
	});
});

test.each([
	['a single send', sms, false],
	['a single send', sms, true],
	['a list', ad, false],
	['a list', ad, true],
	['a list of receivers with IDs of their own', ownIds, false],
])(
	'%s, whose send date has passed by the next try, gives what became of the first (%#)',
	async (_name, send, isMcp) => {
		simulator.fault({ kind: 'timeout', accepted: true, times: 1 });
		const sendDate = new Date(Date.now() - 58_500).toISOString();
		const options = { ...(send.options as IDataObject), sendDate: `={{ "${sendDate}" }}` };
		const parameters = { ...send, requestOptions: { timeout: 2000 }, options };
		const [result] = await open(parameters, { retryOnFail: true, isMcp })()(wanted);
		expect(result.status).toBe('alreadyAccepted');
		expect(new Set(received()).size).toBe(received().length);
		expect(simulator.requests).toHaveLength(2);
	},
);

/** An option that the model may leave out. */
const may = (name: string) => `={{ $fromAI("${name}", "", "string", "") }}`;

describe('a call that is refused does not hand over an equal one before it, be it', () => {
	const options = { sendDate: may('sendDate'), sandbox: may('sandbox') };
	const cases = [
		[{ sendDate: 'tomorrow at 9' }, "'Send Date' is not a date"],
		[{ sendDate: '2020-01-01 09:00:00' }, "'Send Date' is in the past"],
		[{ sandbox: 'perhaps' }, "'Sandbox'"],
	] as const;
	test.each(cases)('accepted, for %j', async (more, issue) => {
		const call = open({ ...sms, options })();
		await call(wanted);
		await expect(call({ ...wanted, ...more })).rejects.toThrow(issue);
		expect(simulator.requests).toHaveLength(1);
	});

	test.each(cases)('one that may have arrived, for %j', async (more, issue) => {
		simulator.fault({ ...dropped, accepted: false });
		const call = open({ ...sms, options })();
		await expect(call(wanted)).rejects.toThrow('may have arrived');
		await expect(call({ ...wanted, ...more })).rejects.toThrow(issue);
		expect(simulator.requests).toHaveLength(1);
	});

	test('a code whose lifetime is refused', async () => {
		const call = open({ ...generated, options: { codeLifetime: may('lifetime') } })();
		await call({ phone });
		await expect(call({ phone, lifetime: '99' })).rejects.toThrow("'Lifetime (Minutes)' is 99");
		expect(simulator.requests).toHaveLength(1);
	});

	test.each<[string, INodeParameters]>([
		['message', sms],
		['bulk message', { ...zns, phone: '={{ $fromAI("phone") }}' }],
	])('another %s, of which a bad setting would tell as of an earlier try', async (_what, send) => {
		const timeout = '={{ Number($fromAI("timeout", "", "string", "5000")) }}';
		const call = open({ ...send, requestOptions: { timeout } })();
		await call(wanted);
		const error = await call({ phone: '0901888481', text, timeout: '-5' }).catch((one) => one);
		expect(error.message).not.toContain('earlier try');
		expect(error.description).toContain('Nothing was sent');
	});
});

describe('a list of more than one request', () => {
	const phones = Array.from({ length: 5030 }, (_, index) => `09${String(index).padStart(7, '0')}0`);
	const call = (isMcp: boolean) => open({ ...ad, phones: phones.join() }, { isMcp });
	const refusal = { kind: 'code' as const, code: '103', phone: phones[5029], times: 1 };

	test.each([false, true])(
		'tells what was accepted when another part was not, which alone goes out next, MCP: %s',
		async (isMcp) => {
			simulator.fault(refusal);
			const session = call(isMcp);
			const error = await session()({}).catch((one) => one);
			expect(error.message).toContain('(2515 already accepted)');
			await session()({});
			expect(received().sort()).toEqual(phones);
		},
	);

	test('sends a part once, though the other is refused in two sessions of MCP', async () => {
		const session = call(true);
		for (let time = 0; time < 2; time++) {
			simulator.fault(refusal);
			await expect(session()({})).rejects.toThrow('(2515 already accepted)');
		}
		await session()({});
		expect(received().sort()).toEqual(phones);
		// What was taken whole is over: the next wish is a new list.
		const results = await session()({});
		expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['accepted']));
	});

	test('tells each part by itself, where one may have arrived and the other is sent next', async () => {
		const session = call(true);
		simulator.fault({ kind: 'drop', accepted: true, phone: phones[0], times: 1 });
		await expect(session()({})).rejects.toThrow('may have arrived');
		const results = await session()({});
		const told = results.map(({ status, hints = [] }) => [status, ...(hints as string[])].join());
		expect([...new Set(told)]).toEqual([
			expect.stringMatching(/^alreadyAccepted,This very message was already handed/),
			'accepted',
		]);
		expect(received().sort()).toEqual(phones);
	});

	test('goes on after a part that eSMS has, though a used Request ID is to be refused', async () => {
		const options = { repeatedRequestId: 'refuse' };
		const session = open({ ...ad, phones: phones.join(), options }, { isMcp: true });
		simulator.fault(refusal);
		await expect(session()({})).rejects.toThrow('(2515 already accepted)');
		await session()({});
		expect(received().sort()).toEqual(phones);
	});

	test('does not say that nothing was sent when the node continues on fail', async () => {
		simulator.fault({ kind: 'status', status: 407, phone: phones[5029], times: 1 });
		const parameters = { ...ad, phones: phones.join() };
		const results = await open(parameters, { onError: 'continueRegularOutput' })()({});
		const { error, message } = results.at(-1) as { error: string; message: object };
		expect(error).toContain('receivers of this item already handed to eSMS: 2515');
		expect(JSON.stringify([error, message])).not.toContain('Nothing was sent');
	});

	test('tells what an earlier try of n8n had accepted', async () => {
		simulator.fault({ ...refusal, times: 3 });
		const parameters = { ...ad, phones: phones.join() };
		const error = await open(parameters, { retryOnFail: true })()({}).catch((one) => one);
		expect(error.message).toContain('(2515 already accepted)');
	});

	test('whose send date has passed meanwhile tells what became of the part that went out', async () => {
		simulator.fault(refusal);
		const sendDate = new Date(Date.now() - 58_500).toISOString();
		const options = { sendDate: `={{ "${sendDate}" }}` };
		const again = open({ ...ad, phones: phones.join(), options })();
		await expect(again({})).rejects.toThrow('(2515 already accepted)');
		await sleep(2000);
		const error = await again({}).catch((one) => one);
		expect(error.message).toMatch(/^'Send Date' is in the past .* \(2515 already accepted\)/);
		expect(error.description).not.toContain('Nothing was sent');
		expect(received()).toHaveLength(2515);
	});

	describe('that the engine runs as a node, as agents of version 3 have it,', () => {
		const asNode = async (more: INodeParameters) =>
			await failure({
				parameters: { ...ad, phones: phones.join(), ...more },
				credentials: credentials(),
				type: 'n8n-nodes-esms.esmsTool',
				retryOnFail: true,
			});

		test('tells what an earlier try of n8n had accepted', async () => {
			simulator.fault({ kind: 'status', status: 407, phone: phones[5029], times: 9 });
			const error = await asNode({});
			expect(error?.message).toContain('(2515 already accepted)');
			expect(JSON.stringify(error)).not.toContain('Nothing was sent');
			expect(received()).toHaveLength(2515);
		});

		test('and whose send date has passed by the next try does too', async () => {
			simulator.fault({ kind: 'code', code: '160', phone: phones[5029], times: 9 });
			const sendDate = new Date(Date.now() - 58_500).toISOString();
			const error = await asNode({ options: { sendDate: `={{ "${sendDate}" }}` } });
			expect(error?.message).toMatch(/^'Send Date' is in the past .* \(2515 already accepted\)/);
			expect(error?.description).not.toContain('Nothing was sent');
		});
	});

	test('does not say that nothing was sent when the settings break by the next try', async () => {
		const start = Date.now();
		simulator.fault({ kind: 'code', code: '160', phone: phones[5029], times: 9 });
		const requestOptions = { timeout: `={{ Date.now() > ${start} + 3500 ? -5 : 30000 }}` };
		const parameters = { ...ad, phones: phones.join(), requestOptions };
		const error = await open(parameters, { retryOnFail: true })()({}).catch((one) => one);
		expect(error.message).toMatch(/^'Timeout' is '-5'.* An earlier try may have arrived/);
		expect(error.description).not.toContain('Nothing was sent');
		expect(received()).toHaveLength(2515);
	});
});

describe('a list that cannot go out is refused as in a flow', () => {
	test.each(['Lan', ''])('for the numbers %j', async (phones) => {
		await expect(open({ ...ad, phones })()({})).rejects.toThrow("'Phones'");
		expect(simulator.requests).toHaveLength(0);
	});

	test('while an equal call is on its way whose send date has passed meanwhile', async () => {
		simulator.fault({ kind: 'code', code: '160', times: 2 });
		simulator.fault({ kind: 'code', code: '103', nth: 3, times: 1 });
		const sendDate = new Date(Date.now() - 58_500).toISOString();
		const again = open({ ...sms, options: { sendDate: `={{ "${sendDate}" }}` } })();
		const first = again(wanted);
		await sleep(2600);
		await expect(again(wanted)).rejects.toThrow(/'Send Date' is in the past .* earlier try may/);
		await expect(first).rejects.toThrow('balance');
	});

	test('after its receiver was refused and its send date has passed', async () => {
		simulator.fault({ kind: 'status', status: 200, body: refusedReceiver, times: 1 });
		const sendDate = new Date(Date.now() - 58_500).toISOString();
		const options = { ...(zns.options as IDataObject), sendDate: `={{ "${sendDate}" }}` };
		const again = open({ ...zns, options })();
		expect(await again({})).toMatchObject([{ status: 'refused' }]);
		await sleep(2000);
		await expect(again({})).rejects.toThrow("'Send Date' is in the past");
	});
});

test.each<[string, INodeParameters, IDataObject, IDataObject, number]>([
	[
		'by position, with a form of nothing but their order',
		{
			...sendZns,
			templateId: rlc('540679'),
			options: { apiVersion: 'v4', templateJson: '={{ $fromAI("values") }}' },
		},
		{ values: JSON.stringify(order) },
		{ values: JSON.stringify(Object.assign({ order_code: '' }, order)) },
		2,
	],
	[
		'with an option that the request format has no place for',
		{
			...sms,
			options: { requestFormat: 'form', unicode: '={{ $fromAI("unicode") }}' },
		},
		{ ...wanted, unicode: 'auto' },
		{ ...wanted, unicode: '1' },
		1,
	],
])('values that a model gives again %s', async (_how, parameters, first, second, requests) => {
	const call = open(parameters)();
	await call(first);
	await call(second).catch(() => undefined);
	expect(simulator.requests).toHaveLength(requests);
});

describe('two sessions of MCP', () => {
	test('make no second call after one without a Request ID may have arrived, in no format', async () => {
		const voice: INodeParameters = {
			resource: 'voice',
			operation: 'sendVoiceOtp',
			phone: '0901888477',
			voiceCode: '123456',
			options: { voiceFormat: '={{ $fromAI("format") }}' },
		};
		const session = open(voice, { isMcp: true });
		simulator.fault({ kind: 'drop', accepted: true, times: 1 });
		await expect(session()({ format: 'legacy' })).rejects.toThrow('may have arrived');
		await expect(session()({ format: 'json' })).rejects.toThrow('so it was not sent again');
		expect(simulator.requests).toHaveLength(1);
	});

	test('make no second code after the first may have arrived', async () => {
		const session = open(generated, { isMcp: true });
		// Sessions of a process share what may have arrived.
		const [first, other] = ['0901888478', '0901888479'];
		simulator.fault({ ...dropped, phone: first });
		await expect(session()({ phone: first })).rejects.toThrow('may have arrived');
		await expect(session()({ phone: first })).rejects.toThrow(
			'This was sent before and may have arrived, so it was not sent again',
		);
		await session()({ phone: other });
		expect(received()).toEqual([first, other]);
	});

	test('that ask for the same message get two', async () => {
		const session = open(sms, { isMcp: true });
		for (const call of [session(), session()]) {
			expect(await call(wanted)).toMatchObject([{ status: 'accepted' }]);
		}
		expect(received()).toEqual([phone, phone]);
	});

	test.each<[string, INodeParameters]>([
		['a campaign', { campaignId: '={{ $now.toISO() }}' }],
		['a Callback URL', { callbackUrl: '={{ "https://example.com/x?at=" + Date.now() }}' }],
	])(
		'of which the first may have arrived send one with %s that each computes',
		async (_what, options) => {
			const session = open({ ...sms, options }, { isMcp: true });
			simulator.fault(dropped);
			await expect(session()(wanted)).rejects.toThrow('may have arrived');
			await session()(wanted);
			expect(received()).toEqual([phone]);
		},
	);

	test('of which the first may have arrived send one, though one for another day is accepted', async () => {
		const session = open({ ...sms, options: { sendDate: may('date') } }, { isMcp: true });
		simulator.fault(dropped);
		await expect(session()(wanted)).rejects.toThrow('may have arrived');
		await session()({ ...wanted, date: '2099-01-01 09:00:00' });
		expect(await session()(wanted)).toMatchObject([{ status: 'alreadyAccepted' }]);
		expect(received()).toHaveLength(2);
	});

	test('of which the first may have arrived send one, though a receiver is refused in between', async () => {
		const session = open(zns, { isMcp: true });
		simulator.fault({ ...dropped, phone: undefined });
		await expect(session()({})).rejects.toThrow('may have arrived');
		simulator.fault({ kind: 'status', status: 200, body: refusedReceiver, times: 1 });
		expect(await session()({})).toMatchObject([
			{ status: 'unknown', statusText: expect.stringContaining('An earlier try may have arrived') },
		]);
		await session()({});
		expect(received()).toEqual([phone]);
	});

	test('of which eSMS said nothing of the receiver send one', async () => {
		const session = open(zns, { isMcp: true });
		const body = '{"CodeResult":"100"}';
		simulator.fault({ kind: 'status', status: 200, accepted: true, body, times: 1 });
		expect(await session()({})).toMatchObject([{ status: 'unknown' }]);
		expect(await session()({})).toMatchObject([{ status: 'alreadyAccepted' }]);
		expect(received()).toEqual([phone]);
		// That one has come to an end: the next wish is a new message.
		expect(await session()({})).toMatchObject([{ status: 'accepted' }]);
	});

	test('two that both may have arrived are repeated under their own IDs', async () => {
		const session = open({ ...sms, requestOptions: { timeout: 1500 } }, { isMcp: true });
		simulator.fault({ kind: 'timeout', accepted: true, phone, times: 2 });
		await Promise.all(
			[session()(wanted), session()(wanted)].map(
				async (call) => await expect(call).rejects.toThrow('may have arrived'),
			),
		);
		for (let time = 0; time < 2; time++) {
			expect(await session()(wanted)).toMatchObject([{ status: 'alreadyAccepted' }]);
		}
		expect(received()).toEqual([phone, phone]);
	});

	test.each<[string, FaultRequest]>([
		['eSMS refuses', { kind: 'code', code: '103', times: 1 }],
		['a proxy refuses', { kind: 'status', status: 407, times: 1 }],
	])('of which the first may have arrived are not told as unsent when %s', async (_how, fault) => {
		const session = open(sms, { isMcp: true });
		simulator.fault(dropped);
		await expect(session()(wanted)).rejects.toThrow('may have arrived');
		simulator.fault(fault);
		await expect(session()(wanted)).rejects.toThrow('An earlier try may have arrived');
	});

	test('of which the first was refused are not told that it may have arrived', async () => {
		const session = open(sms, { isMcp: true });
		// A number of its own: that other calls may have arrived is known to all of them.
		const call = { ...wanted, phone: '0901888477' };
		for (let time = 0; time < 2; time++) {
			simulator.fault({ kind: 'code', code: '103', times: 1 });
			await expect(session()(call)).rejects.toThrow(/^(?!.*may have arrived)/);
		}
		const [result] = await session()(call);
		expect(result).toMatchObject({ status: 'accepted' });
		expect(result).not.toHaveProperty('hints');
	});

	test('of which the first may have arrived before its send date passed are told so', async () => {
		const sendDate = new Date(Date.now() - 58_500).toISOString();
		const options = { sendDate: `={{ "${sendDate}" }}` };
		const session = open({ ...sms, options }, { isMcp: true });
		simulator.fault(dropped);
		await expect(session()(wanted)).rejects.toThrow('may have arrived');
		await sleep(2000);
		await expect(session()(wanted)).rejects.toThrow('An earlier try may have arrived');
	});

	test('two of which went out under the ID of a third send one, whichever of them ends first', async () => {
		const session = open({ ...sms, requestOptions: { timeout: 2000 } }, { isMcp: true });
		simulator.fault(dropped);
		await expect(session()(wanted)).rejects.toThrow('may have arrived');
		simulator.fault({ kind: 'timeout', accepted: true, phone, times: 1 });
		const slow = session()(wanted);
		await sleep(500);
		expect(await session()(wanted)).toMatchObject([{ status: 'alreadyAccepted' }]);
		await expect(slow).rejects.toThrow('may have arrived');
		expect(await session()(wanted)).toMatchObject([{ status: 'alreadyAccepted' }]);
		expect(received()).toEqual([phone]);
	});

	test('of which the first may have arrived send one, under one Request ID', async () => {
		const session = open(sms, { isMcp: true });
		simulator.fault(dropped);
		await expect(session()(wanted)).rejects.toThrow('may have arrived');
		expect(await session()(wanted)).toMatchObject([{ status: 'alreadyAccepted' }]);
		expect(received()).toEqual([phone]);
		const ids = simulator.requests.map(({ body }) => (body as IDataObject).RequestId);
		expect(new Set(ids).size).toBe(1);
		// What was answered is over: the next wish is a new message.
		expect(await session()(wanted)).toMatchObject([{ status: 'accepted' }]);
	});

	test.each<[string, FaultRequest]>([
		['is refused', { kind: 'code', code: '103', times: 1 }],
		['is too many', { kind: 'code', code: '160', times: 3 }],
	])(
		'of which the first may have arrived send one, though one in between %s',
		async (_how, fault) => {
			const session = open(sms, { isMcp: true });
			simulator.fault(dropped);
			await expect(session()(wanted)).rejects.toThrow('may have arrived');
			simulator.fault(fault);
			await expect(session()(wanted)).rejects.toThrow();
			expect(await session()(wanted)).toMatchObject([{ status: 'alreadyAccepted' }]);
			expect(received()).toEqual([phone]);
		},
		20_000,
	);

	test('that run at once leave the one that may have arrived known', async () => {
		const session = open(sms, { isMcp: true });
		simulator.fault(dropped);
		const ended = await Promise.allSettled([session()(wanted), session()(wanted)]);
		expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(await session()(wanted)).toMatchObject([{ status: 'alreadyAccepted' }]);
		expect(received()).toEqual([phone, phone]);
	});
});

test('an equal call through MCP keeps the Request ID at a send date that is computed anew', async () => {
	const options = { sendDate: '={{ $fromAI("date") }}' };
	const session = open({ ...sms, options }, { isMcp: true });
	const at = (second: number) => ({ ...wanted, date: `2099-01-01 09:00:0${second}` });
	simulator.fault(dropped);
	await expect(session()(at(1))).rejects.toThrow('may have arrived');
	expect(await session()(at(2))).toMatchObject([{ status: 'alreadyAccepted' }]);
	expect(received()).toEqual([phone]);
});

test('a template variable by the name of a property of eSMS tells messages apart', async () => {
	const call = open({
		resource: 'zns',
		operation: 'sendZns',
		oaId: rlc('4097311281936189049'),
		templateId: rlc('205644'),
		phone,
		options: { templateJson: '={{ JSON.stringify({ otp: "123456", sendDate: $fromAI("day") }) }}' },
	})();
	simulator.fault({
		kind: 'status',
		status: 200,
		body: '{"CodeResult":"100","SMSID":"a"}',
		times: 2,
	});
	await call({ day: '1 May' });
	expect(await call({ day: '2 June' })).toMatchObject([{ status: 'accepted' }]);
	expect(simulator.requests).toHaveLength(2);
});

test('a tool that the engine runs as a node cannot wait for a receipt either', async () => {
	const error = await failure({
		parameters: { ...sms, phone, content: text, options: { waitForReceipt: true } },
		credentials: credentials(),
		type: 'n8n-nodes-esms.esmsTool',
	});
	expect(error?.message).toContain("'Wait for Receipt' needs a node in the flow");
	expect(simulator.requests).toHaveLength(0);
});

describe('what a model may give', () => {
	const asked: INodeParameters = {
		...sms,
		options: { sandbox: '={{ $fromAI("sandbox") }}', sendDate: '={{ $fromAI("date") }}' },
	};
	const given: IDataObject = { ...wanted, sandbox: true, date: '2099-01-01T12:00:00+07:00' };

	test('goes out as it is meant', async () => {
		await open(asked)()({ ...given, phone: 84901888480, sandbox: 'true' });
		expect(simulator.requests[0].body).toMatchObject({
			Phone: phone,
			Content: text,
			Sandbox: '1',
			SendDate: '2099-01-01 12:00:00',
		});
	});

	test.each<[string, IDataObject, string]>([
		['a list of numbers', { phone: [phone] }, "'Phone' is not a phone number"],
		['two numbers', { phone: `${phone} / 0918238965` }, "'Phone' holds more than one number"],
		['a rounded number', { phone: '8.49019E+10' }, "'Phone' holds letters"],
		['an object as text', { text: { text } }, "'Text' holds an object"],
		['an object in a text', { text: 'Chao [object Object]' }, "'Text' contains '[object Object]'"],
		['no text', { text: ' ' }, "'Text' is empty"],
		['a word for a switch', { sandbox: 'yes' }, "'Sandbox' is 'yes', enter true or false"],
		['a list for a switch', { sandbox: [true] }, "'Sandbox' holds a list"],
		['words for a date', { date: 'tomorrow at 9' }, "'Send Date' is not a date"],
		['seconds for a date', { date: 4070908800 }, "'Send Date' is not a date but seconds"],
	])('%s is refused', async (_what, change, message) => {
		await expect(open(asked)()({ ...given, ...change })).rejects.toThrow(message);
		expect(simulator.requests).toEqual([]);
	});
});
