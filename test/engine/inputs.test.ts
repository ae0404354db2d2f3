import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { failure, output } from './engine';
import { credentials, rl, simulator } from './simulator';

const base: Record<string, INodeParameters> = {
	customerCare: {
		resource: 'sms',
		operation: 'sendCustomerCareSms',
		phone: '0901888480',
		brandname: rl('ESMS.VN'),
		content: 'Chao ban',
	},
	voiceOtp: {
		resource: 'voice',
		operation: 'sendVoiceOtp',
		phone: '0901888480',
		voiceCode: '686868',
	},
	callTemplate: {
		resource: 'voice',
		operation: 'callFromTemplate',
		phone: '0901888480',
		callTemplateId: '1001',
	},
	fullContent: {
		resource: 'zns',
		operation: 'sendZnsFullContent',
		phone: '0901888480',
		oaId: rl('4097311281936189049'),
		content: 'Xin chào',
		znsType: '25',
	},
	viber: {
		resource: 'viber',
		operation: 'sendViber',
		phones: '0901888480',
		brandname: rl('BAT DONG SAN GIA TOT'),
		viberLayout: 'text',
		viberText: 'Xin chào',
	},
	zns: {
		resource: 'zns',
		operation: 'sendZns',
		phone: '0901888480',
		oaId: rl('4097311281936189049'),
		templateId: rl('205644'),
	},
	znsBulk: {
		resource: 'zns',
		operation: 'sendZnsBulk',
		phone: '0901888480',
		oaId: rl('4097311281936189049'),
		templateId: rl('205644'),
	},
	znsByHash: {
		resource: 'zns',
		operation: 'sendZnsByHashPhone',
		phoneOrHash: '0901888480',
		oaId: rl('4097311281936189049'),
		templateId: rl('205644'),
	},
	journey: {
		resource: 'zns',
		operation: 'sendZaloJourney',
		phone: '0901888480',
		oaId: rl('4097311281936189049'),
		templateId: rl('205644'),
		orderId: 'DH1',
	},
	multiChannel: {
		resource: 'multiChannel',
		operation: 'sendMultiChannel',
		phone: '0901888480',
		oaId: rl('4097311281936189049'),
		templateId: rl('205644'),
		brandname: rl('ESMS.VN'),
		content: 'Chao ban',
	},
	estimateZns: {
		resource: 'price',
		operation: 'estimateZns',
		phone: '0901888480',
		oaId: rl('4097311281936189049'),
		templateId: rl('205644'),
	},
	consultation: {
		resource: 'zaloOa',
		operation: 'sendZaloConsultationText',
		oaId: rl('4097311281936189049'),
		zaloUserId: '31215806834323090',
		zaloText: 'Xin chào',
	},
	purchase: {
		resource: 'officialAccount',
		operation: 'purchaseOaPackage',
		oaId: rl('4097311281936189049'),
		oaPackage: '2',
		startDate: '2099-05-01',
		packageDuration: '12',
	},
	sent: {
		resource: 'message',
		operation: 'listSentMessages',
		messageType: '2',
		from: '2026-01-01T00:00:00',
		to: '2026-01-02T00:00:00',
	},
	callbacks: {
		resource: 'message',
		operation: 'getZaloCallbacks',
		oaId: rl('4097311281936189049'),
		smsIds: 'a',
	},
};

const paths = ['customOperations', 'declarative'] as const;

describe.each(paths)('through %s', (path) => {
	const setup = (name: string, changes: INodeParameters, items?: IDataObject[]) => ({
		parameters: { ...base[name], ...changes },
		items,
		credentials: credentials(),
		path,
	});

	/** What eSMS got, without what every send has. */
	const wire = async (name: string, changes: INodeParameters, items?: IDataObject[]) => {
		await output(setup(name, changes, items));
		expect(simulator.requests).toHaveLength(1);
		return simulator.requests[0].body as unknown as IDataObject;
	};

	const refusalOf = async (name: string, changes: INodeParameters, items?: IDataObject[]) => {
		const error = await failure(setup(name, changes, items));
		expect(simulator.requests).toEqual([]);
		return String(error?.message);
	};

	describe('a switch', () => {
		const on = ['={{ true }}', "={{ 'true' }}", '={{ 1 }}', "={{ '1' }}", "={{ 'TRUE' }}"];
		const off = ['={{ false }}', "={{ 'false' }}", '={{ 0 }}', "={{ '0' }}", "={{ 'FALSE' }}"];
		const nothing = ["={{ '' }}", '={{ undefined }}', '={{ null }}'];
		const neither = ["={{ 'yes' }}", '={{ 2 }}', '={{ [true] }}', '={{ { on: true } }}'];

		test.each(on)('%s is on', async (value) => {
			const options = { sandbox: value, removeAccents: value };
			const { Sandbox, Content } = await wire('customerCare', { content: 'Chào bạn', options });
			expect([Sandbox, Content]).toEqual(['1', 'Chao ban']);
			simulator.reset();
			await wire('purchase', { confirmPurchase: value });
			simulator.reset();
			const [[{ json }]] = await output(setup('consultation', { options: { previewOnly: value } }));
			expect(json.status).toBe('preview');
			expect(simulator.requests).toEqual([]);
		});

		test.each(off)('%s is off', async (value) => {
			const options = { sandbox: value, removeAccents: value };
			const { Sandbox, Content } = await wire('customerCare', { content: 'Chào bạn', options });
			expect([Sandbox, Content]).toEqual([undefined, 'Chào bạn']);
			simulator.reset();
			expect(await refusalOf('purchase', { confirmPurchase: value })).toContain(
				"'Confirm Purchase' is off",
			);
		});

		test.each(nothing)(
			'%s is off, unless a message would go out that should not',
			async (value) => {
				const options = { removeAccents: value };
				const { Content } = await wire('customerCare', { content: 'Chào bạn', options });
				expect(Content).toBe('Chào bạn');
				simulator.reset();
				expect(await refusalOf('customerCare', { options: { sandbox: value } })).toContain(
					"'Sandbox' is an expression that gives nothing",
				);
				expect(await refusalOf('purchase', { confirmPurchase: value })).toContain(
					"'Confirm Purchase' is off",
				);
			},
		);

		test.each([
			['customerCare', 'sandbox', 'Sandbox'],
			['customerCare', 'removeAccents', 'Remove Accents'],
			['customerCare', 'waitForReceipt', 'Wait for Receipt'],
			['consultation', 'previewOnly', 'Preview Only'],
		])('of %s that is neither is refused before sending: %s', async (name, option, label) => {
			for (const value of neither) {
				expect(await refusalOf(name, { options: { [option]: value } })).toMatch(
					new RegExp(
						`^'${label}' (?:is '(?:yes|2)'|holds a list|holds an object), enter true or false$`,
					),
				);
			}
		});

		test.each([
			['purchase', 'confirmPurchase', 'Confirm Purchase'],
			['sent', 'returnAll', 'Return All'],
			['sent', 'simplify', 'Simplify'],
		])('of %s outside of the options too: %s', async (name, parameter, label) => {
			for (const value of neither) {
				expect(await refusalOf(name, { [parameter]: value })).toMatch(
					new RegExp(
						`^'${label}' (?:is '(?:yes|2)'|holds a list|holds an object), enter true or false$`,
					),
				);
			}
		});
	});

	describe('template values by position', () => {
		const schema = [
			{ id: 'a', required: true },
			{ id: 'b', removed: true },
			{ id: 'c', required: true },
		];
		const templateData = { mappingMode: 'defineBelow', value: { a: 'A', c: 'C' }, schema };

		test.each<[string, INodeParameters, (sent: IDataObject) => unknown]>([
			['zns', { options: { apiVersion: 'v4' } }, ({ Params }) => Params],
			['znsBulk', {}, ({ Data }) => (Data as IDataObject[])[0].Params],
			['journey', {}, ({ Params }) => Params],
			['multiChannel', {}, ({ Data }) => (Data as IDataObject[])[0].Params],
			['estimateZns', {}, ({ Params }) => Params],
		])('%s keeps the place of a removed variable', async (name, changes, paramsOf) => {
			expect(paramsOf(await wire(name, { ...changes, templateData } as INodeParameters))).toEqual([
				'A',
				'',
				'C',
			]);
		});

		test.each<[string, unknown]>([
			[
				'v5',
				[
					{ key: 'a', value: 'A' },
					{ key: 'c', value: 'C' },
				],
			],
			['v6', { a: 'A', c: 'C' }],
		])('%s, which names them, leaves a removed one out', async (apiVersion, values) => {
			const { TempData } = await wire('zns', {
				templateData,
				options: { apiVersion },
			} as INodeParameters);
			expect(TempData).toEqual(values);
		});

		test('a removed variable that the template needs is refused', async () => {
			const removed = [
				{ id: 'a', required: true, removed: true },
				{ id: 'c', required: true },
			];
			const changes = {
				templateData: { ...templateData, schema: removed },
				options: { apiVersion: 'v4' },
			};
			expect(await refusalOf('zns', changes as INodeParameters)).toBe(
				"'Template Values': 'a' is empty, the template needs a value",
			);
		});
	});

	describe('template values', () => {
		test.each(['zns', 'znsBulk', 'journey', 'multiChannel', 'estimateZns'])(
			'%s refuses to map automatically while the variables of the template are unknown',
			async (name) => {
				const templateData = { mappingMode: 'autoMapInputData', value: null, schema: [] };
				expect(await refusalOf(name, { templateData }, [{ id: 17, note: 'internal' }])).toMatch(
					/^'Template Values' maps automatically, .*refresh.* or use 'Template Values \(JSON\)'/,
				);
			},
		);

		test('mapped automatically are those of the template, though one was removed by hand before', async () => {
			const schema = [{ id: 'a' }, { id: 'b', removed: true }];
			const templateData = { mappingMode: 'autoMapInputData', value: null, schema };
			const { TempData } = await wire('zns', { templateData } as INodeParameters, [
				{ a: 'A', b: 'B', id: 17 },
			]);
			expect(TempData).toEqual({ a: 'A', b: 'B' });
		});

		const long = '12345678901234567890';
		test.each<[string, INodeParameters, string]>([
			[
				'in JSON text',
				{ options: { templateJson: `{"otp": ${long}}` } },
				"'Template Values (JSON)': 'otp' is a number too long to be exact, give it as text",
			],
			[
				'in a JSON object',
				{ options: { templateJson: `={{ ({ otp: ${long} }) }}` } },
				"'Template Values (JSON)': 'otp' is a number too long to be exact, give it as text",
			],
			[
				'in JSON beyond all numbers',
				{ options: { templateJson: '{"otp": 1e999}' } },
				"'Template Values (JSON)': 'otp' is a number too long to be exact, give it as text",
			],
			[
				'mapped',
				{
					templateData: {
						mappingMode: 'defineBelow',
						value: { otp: `={{ ${long} }}` },
						schema: [{ id: 'otp' }],
					},
				},
				"'Template Values': 'otp' is a number too long to be exact, give it as text",
			],
			[
				'that is none',
				{
					templateData: {
						mappingMode: 'defineBelow',
						value: { otp: '={{ Number("a") }}' },
						schema: [{ id: 'otp' }],
					},
				},
				"'Template Values': 'otp' is NaN instead of a number, correct the expression",
			],
			[
				'as a list',
				{ options: { templateJson: '{"otp": [1]}' } },
				"'Template Values (JSON)': 'otp' holds a list, enter text",
			],
		])('a number %s is refused', async (_title, changes, message) => {
			expect(await refusalOf('zns', changes)).toBe(message);
		});

		test('a long number in quotes keeps its digits', async () => {
			const { TempData } = await wire('zns', { options: { templateJson: `{"otp": "${long}"}` } });
			expect(TempData).toEqual({ otp: long });
		});

		describe('as JSON beside the variables of the same template', () => {
			const schema = [
				{ id: 'a', required: true, maxLength: 3, templateId: '205644' },
				{ id: 'b', templateId: '205644' },
				{ id: 'c', required: true, templateId: '205644' },
			];
			const json = (templateJson: string, more: IDataObject = {}) =>
				({
					templateData: { mappingMode: 'defineBelow', value: { a: '', b: '', c: '' }, schema },
					options: { templateJson, ...more },
				}) as INodeParameters;

			test.each([
				['{"a": "A"}', "'Template Values (JSON)': 'c' is empty, the template needs a value"],
				[
					'{"a": "A", "c": ""}',
					"'Template Values (JSON)': 'c' is empty, the template needs a value",
				],
				[
					'{"a": "AAAA", "c": "C"}',
					"'Template Values (JSON)': 'a' is 4 characters, at most 3 are allowed",
				],
				[
					'{"a": "A", "c": "C", "d": "D"}',
					"'Template Values (JSON)': the template has no variable 'd', correct the name or refresh 'Template Values'",
				],
			])('%s is refused', async (text, message) => {
				expect(await refusalOf('zns', json(text))).toBe(message);
			});

			test('go in the order of the template', async () => {
				expect(
					(await wire('zns', json('{"c": "C", "a": "A"}', { apiVersion: 'v4' }))).Params,
				).toEqual(['A', '', 'C']);
				simulator.reset();
				expect((await wire('zns', json('{"c": "C", "a": "A"}'))).TempData).toEqual({
					a: 'A',
					c: 'C',
				});
			});

			test('those of another template are no measure', async () => {
				const changes = { ...json('{"d": "D"}'), templateId: rl('267247') };
				expect((await wire('zns', changes)).TempData).toEqual({ d: 'D' });
			});
		});
	});

	describe('an option that the chosen format has no place for', () => {
		const later = '2099-01-02T10:00:00';
		test.each<[string, INodeParameters, string]>([
			[
				'customerCare',
				{ requestFormat: 'form', sendDate: later },
				"'Send Date' does not exist for this 'Request Format', so the message would go out at once, change one of the two",
			],
			[
				'customerCare',
				{ requestFormat: 'form', waitForReceipt: true },
				"'Wait for Receipt' does not exist for this 'Request Format', so no receipt would arrive, change one of the two",
			],
			[
				'customerCare',
				{ requestFormat: 'form', sandbox: "={{ 'true' }}" },
				"'Sandbox' does not exist for this 'Request Format', so the message would really go out, change one of the two",
			],
			[
				'customerCare',
				{ requestFormat: 'form', sandbox: "={{ 'yes' }}" },
				"'Sandbox' does not exist for this 'Request Format', so the message would really go out, change one of the two",
			],
			[
				'viber',
				{ getFormat: 'get', sendDate: later },
				"'Send Date' does not exist for this 'Request Format', so the message would go out at once, change one of the two",
			],
			[
				'voiceOtp',
				{ voiceFormat: 'legacy', sendDate: later },
				"'Send Date' does not exist for this 'Request Format', so the message would go out at once, change one of the two",
			],
			[
				'voiceOtp',
				{ voiceFormat: 'legacy', requestId: 'order-1' },
				"'Request ID' does not exist for this 'Request Format', so a repeated message would go out twice, change one of the two",
			],
			[
				'fullContent',
				{ formFormat: 'form', requestId: 'order-1' },
				"'Request ID' does not exist for this 'Request Format', so a repeated message would go out twice, change one of the two",
			],
		])('%s refuses %j, because the message depends on it', async (name, options, message) => {
			// The declarative path refuses any 'Wait for Receipt' first.
			if (path === 'declarative' && options.waitForReceipt) return;
			expect(await refusalOf(name, { options })).toBe(message);
		});

		test.each<[string, INodeParameters]>([
			[
				'customerCare',
				{ requestFormat: 'form', sendDate: '', waitForReceipt: false, sandbox: "={{ '0' }}" },
			],
			['voiceOtp', { voiceFormat: 'legacy', requestId: '' }],
		])('%s sends with %j, which are empty', async (name, options) => {
			const [[{ json }]] = await output(setup(name, { options }));
			expect(json).toMatchObject({ status: 'accepted' });
			expect(json).not.toHaveProperty('hints');
		});

		test('any other one is a hint', async () => {
			const options = {
				requestFormat: 'form',
				campaignId: 'July',
				callbackUrl: 'https://example.com',
			};
			const [[{ json }]] = await output(setup('customerCare', { options }));
			expect((json.hints as string[]).sort()).toEqual([
				"'Callback URL' has no effect, because this 'Request Format' has no place for it",
				"'Campaign Name' has no effect, because this 'Request Format' has no place for it",
			]);
		});
	});

	describe('IsUnicode', () => {
		test.each([
			['Chao ban', '0', { encoding: 'GSM-7', characters: 8, segments: 1 }],
			['Xin chào', '1', { encoding: 'Unicode', characters: 8, segments: 1 }],
			['Xin cha\u0300o', '1', { encoding: 'Unicode' }],
			['Đơn hàng', '1', { encoding: 'Unicode' }],
			['É', '1', { encoding: 'Unicode' }],
			['50€ ~ {OTP}', '0', { encoding: 'GSM-7' }],
			['👍', '1', { encoding: 'Unicode' }],
		])('of %j is %s, and the estimate goes by it', async (content, expected, estimate) => {
			const { IsUnicode } = await wire('customerCare', { content });
			expect(IsUnicode).toBe(expected);
			simulator.reset();
			const [[{ json }]] = await output(setup('customerCare', { content }));
			expect(json.estimate).toMatchObject(estimate);
		});

		test.each<[string, INodeParameters, string]>([
			['customerCare', { content: 'Xin chào', options: { unicode: '0' } }, '0'],
			['customerCare', { content: 'Xin chào', options: { removeAccents: true } }, '0'],
			['voiceOtp', { voiceCode: 'Mã là 12' }, '1'],
			['voiceOtp', { voiceCode: 'Xin chào 12' }, '1'],
		])('of %s with %j is %s', async (name, changes, expected) => {
			expect((await wire(name, changes)).IsUnicode).toBe(expected);
		});

		test('of a template that is registered', async () => {
			const template = {
				resource: 'template',
				operation: 'registerSmsTemplate',
				brandname: rl('Baotrixemay'),
				smsTemplateType: '2',
				smsTemplateText: 'Chào {TEN:8}',
			};
			await output({ parameters: template, credentials: credentials(), path });
			expect(simulator.requests[0].body.IsUnicode).toBe('1');
		});
	});

	describe('a number', () => {
		test.each<[string, INodeParameters, string]>([
			[
				'voiceOtp',
				{ voiceCode: '={{ Number("a") }}' },
				"'Code' is NaN instead of a number, correct the expression",
			],
			[
				'voiceOtp',
				{ voiceCode: '={{ 1 / 0 }}' },
				"'Code' is a number too long to be exact, give it as text",
			],
			[
				'customerCare',
				{ options: { requestId: '={{ Number("a") }}' } },
				"'Request ID' is NaN instead of a number, correct the expression",
			],
			[
				'callTemplate',
				{ callVariables: '={{ ["Lan", 12345678901234567890] }}' },
				"'Call Template Values': value 2 is a number too long to be exact, give it as text",
			],
			[
				'callTemplate',
				{ callVariables: '={{ ["Lan", Number("a")] }}' },
				"'Call Template Values': value 2 is NaN instead of a number, correct the expression",
			],
			[
				'callTemplate',
				{ callVariables: '={{ 12345678901234567890 }}' },
				"'Call Template Values': value 1 is a number too long to be exact, give it as text",
			],
			[
				'callTemplate',
				{ callVariables: '={{ ({ name: "Lan" }) }}' },
				"'Call Template Values': value 1 holds an object, enter text",
			],
			[
				'callTemplate',
				{ callVariables: '={{ ["Lan", ["a"]] }}' },
				"'Call Template Values': value 2 holds a list, enter text",
			],
			[
				'callbacks',
				{ smsIds: '={{ 12345678901234567890 }}' },
				"'SMSIDs': entry 1 is a number too long to be exact, give it as text",
			],
			[
				'callbacks',
				{ smsIds: '={{ ["a", 12345678901234567890] }}' },
				"'SMSIDs': entry 2 is a number too long to be exact, give it as text",
			],
			[
				'customerCare',
				{ options: { waitForReceipt: true, waitLimit: '={{ Number("a") }}' } },
				"'Wait Limit (Minutes)' is 'NaN', enter a number above 0 and up to 525600 (a year)",
			],
			[
				'customerCare',
				{ options: { waitForReceipt: true, waitLimit: 0 } },
				"'Wait Limit (Minutes)' is '0', enter a number above 0 and up to 525600 (a year)",
			],
			[
				'customerCare',
				{ options: { waitForReceipt: true, waitLimit: 1e12 } },
				"'Wait Limit (Minutes)' is '1000000000000', enter a number above 0 and up to 525600 (a year)",
			],
		])('%s refuses %j', async (name, changes, message) => {
			if (path === 'declarative' && JSON.stringify(changes).includes('waitForReceipt')) return;
			expect(await refusalOf(name, changes)).toBe(message);
		});
	});

	test.each(['zns', 'znsBulk', 'znsByHash'])(
		"%s refuses 'Over Quota' with a date, as eSMS does (801)",
		async (name) => {
			const options = { templateJson: '{"otp": "1"}', sendingMode: '3' };
			expect(
				await refusalOf(name, { options: { ...options, sendDate: '2099-01-02T10:00:00' } }),
			).toBe("'Sending Mode' Over Quota cannot be scheduled, remove 'Send Date' or choose Normal");
			expect(await wire(name, { options })).toMatchObject({ SendingMode: '3' });
		},
	);
});
