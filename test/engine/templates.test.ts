import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { TemplateVariable } from '../../nodes/Esms/fields/templateVariable';
import { filled, formOf } from './editor';
import { failure, output } from './engine';
import { credentials, rlc, simulator } from './simulator';

const SHOP = '4097311281936189049';
const WARRANTY = '300003';

/** Sends of a ZNS template: by name, and by position. */
const byName = { resource: 'zns', operation: 'sendZns' };
const byPosition: Record<string, INodeParameters> = {
	V4: { ...byName, options: { apiVersion: 'v4' } },
	journey: { resource: 'zns', operation: 'sendZaloJourney', orderId: 'DH1' },
	bulk: { resource: 'zns', operation: 'sendZnsBulk' },
	'multi-channel': {
		resource: 'multiChannel',
		operation: 'sendMultiChannel',
		brandname: rlc('Baotrixemay'),
		content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
	},
};

/** The form of a template, as the editor makes it. */
async function fieldsOf(templateId: string): Promise<TemplateVariable[]> {
	const parameters = { ...byName, oaId: rlc(SHOP), templateId: rlc(templateId) };
	const { fields } = await formOf('getTemplateVariables', parameters, credentials());
	simulator.reset();
	return fields;
}

const send = (
	parameters: INodeParameters,
	templateId: string,
	templateData: INodeParameters,
): INodeParameters => ({
	...parameters,
	phone: '0901888484',
	oaId: rlc(SHOP),
	templateId: rlc(templateId),
	templateData,
});

/** What eSMS got of the values, by name or by position. */
function valuesSent(): unknown {
	const [{ body }] = simulator.requests as unknown as Array<{ body: IDataObject }>;
	const [part] = (body.Data ?? []) as IDataObject[];
	return body.TempData ?? body.Params ?? part?.Params;
}

/** An object without some of its properties. */
const without = (values: object, ...names: string[]): IDataObject =>
	Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

const good = {
	warranty_code: 'BH-1001',
	customer_name: 'Lan',
	valid_until: '31/12/2027',
	remark: 'Giữ hóa đơn',
	branch: 'Quận 1',
};

/** A value of the warranty template, and what becomes of it: what goes out, an issue, or a hint. */
type Outcome = { sent?: unknown; issue?: RegExp; hint?: RegExp };

const outcomes: Array<[string, IDataObject, Outcome]> = [
	['all in order', {}, { sent: good }],
	[
		'a value that is too short',
		{ warranty_code: 'BH1' },
		{ issue: /'warranty_code' is 3 characters, at least 4/ },
	],
	[
		'a value that is too long',
		{ warranty_code: 'BH-1234567890' },
		{ issue: /is 13 characters, at most 12/ },
	],
	['a needed value that may be empty', { remark: '' }, { sent: { remark: '' } }],
	[
		'a needed value that may not be empty',
		{ customer_name: ' ' },
		{ issue: /'customer_name' is empty, the template needs a value in “Phiếu/ },
	],
	['an optional value that may not be empty', { branch: '' }, { issue: /'branch' is empty/ }],
	[
		'letters apart from their marks',
		{ customer_name: 'Nguyễn Thị'.normalize('NFD') },
		{ sent: { customer_name: 'Nguyễn Thị' } },
	],
	[
		'a date as an expression gives it',
		{ valid_until: '={{ DateTime.fromISO("2027-12-31T20:00:00Z") }}' },
		{ sent: { valid_until: '01/01/2028' } },
	],
	[
		'a Date object',
		{ valid_until: '={{ new Date("2027-12-30T20:00:00Z") }}' },
		{ sent: { valid_until: '31/12/2027' } },
	],
	[
		'a date as n8n hands it on',
		{ valid_until: '2027-12-31T00:00:00.000+07:00' },
		{ sent: { valid_until: '31/12/2027' } },
	],
	[
		'a date in milliseconds',
		{ valid_until: '={{ 1830272400000 }}' },
		{ sent: { valid_until: '01/01/2028' } },
	],
	[
		'a day of another form',
		{ valid_until: '2027-12-31' },
		{
			sent: { valid_until: '2027-12-31' },
			hint: /'valid_until' is '2027-12-31', the template documents dates as dd\/MM\/yyyy/,
		},
	],
	[
		'a day with a time',
		{ valid_until: '09:00 31/12/2027' },
		{ sent: { valid_until: '09:00 31/12/2027' }, hint: /dd\/MM\/yyyy/ },
	],
	[
		'a month',
		{ valid_until: '12/2027' },
		{ sent: { valid_until: '12/2027' }, hint: /dd\/MM\/yyyy/ },
	],
	[
		'what is no date',
		{ valid_until: 'ngày mai' },
		{ issue: /'valid_until' is 'ngày mai', which is no date/ },
	],
	[
		'a day that does not exist',
		{ valid_until: '31/02/2027' },
		{ issue: /is '31\/02\/2027', which is no date/ },
	],
	[
		'a serial of a sheet',
		{ valid_until: '={{ 46387 }}' },
		{ issue: /is '46387', which is no date/ },
	],
	[
		'a serial of a sheet, with its time',
		{ valid_until: '={{ 46300.5 }}' },
		{ issue: /is '46300\.5', which is no date/ },
	],
	['an object for a date', { valid_until: '={{ { day: 1 } }}' }, { issue: /is no date/ }],
	['a list', { customer_name: '={{ ["Lan"] }}' }, { issue: /'customer_name' holds a list/ }],
];

test.each([{ Name: 'otp' }, [null, { Name: 'otp' }], [7, [], { Name: 'otp' }]])(
	'details whose variables come as %j make a form all the same',
	async (ListParams) => {
		const body = JSON.stringify({ Error: 0, Data: { ListParams } });
		simulator.fault({ kind: 'status', status: 200, body, operationId: 'getZaloTemplate' });
		expect((await fieldsOf(WARRANTY)).map(({ id }) => id)).toContain('customer_name');
	},
);

test.each([{ Param: 'otp' }, [null], 'otp'])(
	'a list whose variables come as %j leaves them to the details',
	async (ZNSTempDetail) => {
		const ZNSTemplates = [{ TempId: WARRANTY, ZNSTempDetail }];
		const body = JSON.stringify({ CodeResult: '100', ZNSTemplates });
		const operationId = 'listZaloTemplates';
		simulator.fault({ kind: 'status', status: 200, body, operationId, times: 2 });
		expect((await fieldsOf(WARRANTY)).map(({ id }) => id)).toContain('customer_name');
	},
);

describe('a value of a ZNS template by name', () => {
	test.each(outcomes)('%s', async (_what, change, { sent, issue, hint }) => {
		const parameters = send(
			byName,
			WARRANTY,
			filled(await fieldsOf(WARRANTY), { ...good, ...change }),
		);
		const setup = { parameters, credentials: credentials() };
		if (issue) {
			const error = await failure(setup);
			expect(error?.message).toMatch(issue);
			expect(simulator.requests).toEqual([]);
			return;
		}
		if (hint) {
			// The simulator keeps to the documented form, so what is only hinted at is looked at without sending.
			setup.parameters = { ...parameters, options: { previewOnly: true } };
			const [[{ json }]] = await output(setup);
			expect(json.hints).toEqual([expect.stringMatching(hint)]);
			expect((json.request as IDataObject).TempData).toMatchObject(sent as IDataObject);
			return;
		}
		const [[{ json }]] = await output(setup);
		expect(valuesSent()).toMatchObject(sent as IDataObject);
		expect(json.hints).toBeUndefined();
	});

	test.each([
		['1500000', undefined],
		['={{ 1500000 }}', undefined],
		['1.500.000', /'payment_amount' is '1\.500\.000', the template takes digits only, at most 12/],
		['={{ 12.5 }}', /takes digits only/],
		['-5', /takes digits only/],
		['1234567890123', /takes digits only, at most 12/],
		['hai', /takes digits only/],
	])('type_number %s', async (value, issue) => {
		const values = {
			customer_name: 'Lan',
			order_code: 'DH1',
			address: 'Quận 1',
			phone: '0901888484',
			email: 'a@example.com',
			product_name: 'Áo',
			quantity: '1',
			payment_amount: value,
			delivery_date: '31/12/2027',
		};
		const parameters = send(byName, '200607', filled(await fieldsOf('200607'), values));
		const error = await failure({ parameters, credentials: credentials() });
		if (issue) expect(error?.message).toMatch(issue);
		else expect(error).toBeUndefined();
		expect(simulator.requests).toHaveLength(issue ? 0 : 1);
	});

	test('an optional one may be left out, and one that is removed but needed goes out empty', async () => {
		const rest = without(good, 'branch', 'remark');
		const parameters = send(byName, WARRANTY, filled(await fieldsOf(WARRANTY), rest));
		const [[{ json }]] = await output({ parameters, credentials: credentials() });
		expect(json.status).toBe('accepted');
		expect(valuesSent()).toEqual({ ...rest, remark: '' });
	});

	test('the input may write the names in another form, and lack an optional one', async () => {
		const fields = (await fieldsOf(WARRANTY)).map((field) =>
			field.id === 'customer_name' ? { ...field, id: 'tên_khách' } : field,
		);
		const parameters = send({ ...byName, options: { sandbox: true } }, WARRANTY, {
			mappingMode: 'autoMapInputData',
			value: null,
			schema: fields,
		} as unknown as INodeParameters);
		const rest = without(good, 'branch', 'customer_name');
		const items = [{ ...rest, ['tên_khách'.normalize('NFD')]: good.customer_name }];
		await output({ parameters, items, credentials: credentials() });
		expect(valuesSent()).toEqual({ ...rest, tên_khách: 'Lan' });
	});
});

describe.each(Object.entries(byPosition))('values by position: %s', (_call, call) => {
	test('keep their places, an optional one that may not be empty cannot be left out', async () => {
		const fields = await fieldsOf(WARRANTY);
		await output({
			parameters: send(call, WARRANTY, filled(fields, good)),
			credentials: credentials(),
		});
		expect(valuesSent()).toEqual(Object.values(good));
		simulator.reset();
		const rest = without(good, 'branch');
		const error = await failure({
			parameters: send(call, WARRANTY, filled(fields, rest)),
			credentials: credentials(),
		});
		expect(error?.message).toMatch(/'branch' is empty/);
		expect(simulator.requests).toEqual([]);
	});

	test.each([
		['chosen by an ID', '266986'],
		['chosen by an expression', '={{ $json.template }}'],
	])('of another template are refused: %s', async (_how, templateId) => {
		const values = { customer_name: 'Lan', product_name: 'Áo', order_code: 'DH1', date: 'hôm nay' };
		const parameters = send(call, templateId, filled(await fieldsOf('267247'), values));
		const error = await failure({
			parameters,
			items: [{ template: '266986' }],
			credentials: credentials(),
		});
		expect(error?.message).toMatch(
			/'Template Values' has the variables of template 267247, and 266986 is chosen, so values could land in the wrong places/,
		);
		expect(simulator.requests).toEqual([]);
	});

	test('whose order is not known are refused', async () => {
		const fields = (await fieldsOf(WARRANTY)).map((field) => ({ ...field, isUnordered: true }));
		const parameters = send(call, WARRANTY, filled(fields, good));
		const error = await failure({ parameters, credentials: credentials() });
		expect(error?.message).toMatch(/does not know the order of the variables/);
		expect(simulator.requests).toEqual([]);
	});

	test('of a form without a template go out as they are', async () => {
		const fields = (await fieldsOf('267247')).map(
			(field) => without(field, 'templateId') as unknown as TemplateVariable,
		);
		const values = { customer_name: 'Lan', product_name: 'Áo', order_code: 'DH1', date: 'hôm nay' };
		const parameters = send(call, '267247', filled(fields, values));
		const [[{ json }]] = await output({ parameters, credentials: credentials() });
		expect(json.hints).toBeUndefined();
		expect(valuesSent()).toEqual(Object.values(values));
	});
});

describe('a form of another template by name', () => {
	test.each<[string, INodeParameters, INodeParameters]>([
		['V6', byName, {}],
		['V5', byName, { apiVersion: 'v5' }],
		[
			'by user ID',
			{ resource: 'zns', operation: 'sendZnsByUid', zaloUserId: '312158068343230923' },
			{},
		],
		[
			'by hash',
			{ resource: 'zns', operation: 'sendZnsByHashPhone', phoneOrHash: '0901888484' },
			{},
		],
	])('%s: goes out as it is, with a hint', async (_call, call, options) => {
		const values = { customer_name: 'Lan', order_code: 'x'.repeat(99) };
		const parameters = {
			...send(call, '267247', filled(await fieldsOf('266986'), values)),
			options: { ...options, previewOnly: true },
		};
		const [[{ json }]] = await output({ parameters, credentials: credentials() });
		expect(json.breaches).toEqual([]);
		expect(json.hints).toEqual([
			expect.stringMatching(/variables of template 266986, and 267247 is chosen/),
		]);
		expect(JSON.stringify(json.request)).toContain('x'.repeat(99));
	});
});

describe('an SMS from a registered template', () => {
	const PAID =
		'Baotrixemay da nhan duoc so tien thanh toan {P2,20} VND luc {P2,20} cho don hang {P1,20}. Cam on quy khach!';

	async function smsOf(template: string, values: IDataObject, formTemplate = template) {
		const { fields } = await formOf(
			'getSmsTemplateValues',
			{ smsTemplate: rlc(formTemplate) },
			credentials(),
		);
		return {
			resource: 'sms',
			operation: 'sendCustomerCareSms',
			phone: '0901888484',
			brandname: rlc('Baotrixemay'),
			smsTextSource: 'template',
			smsTemplate: rlc(template, 'list'),
			smsTemplateValues: filled(fields, values),
		};
	}
	const values = { value1: '={{ 500000 }}', value2: '09:00 31/12', value3: 'DH1' };

	test.each([
		['json', {}],
		['get', { requestFormat: 'get' }],
		['form', { requestFormat: 'form' }],
		['xml', { requestFormat: 'xml' }],
	])('is put together: %s', async (_format, options) => {
		const parameters = { ...(await smsOf(PAID, values)), options };
		const [[{ json }]] = await output({ parameters, credentials: credentials() });
		expect(json).toMatchObject({ status: 'accepted', estimate: { encoding: 'GSM-7' } });
		const [message] = [...simulator.messages.values()];
		expect(message.content).toBe(
			'Baotrixemay da nhan duoc so tien thanh toan 500000 VND luc 09:00 31/12 cho don hang DH1. Cam on quy khach!',
		);
	});

	test('without placeholders is its text, Unicode where it has accents', async () => {
		const parameters = await smsOf('Cảm ơn quý khách', {});
		await failure({ parameters, credentials: credentials() });
		expect(simulator.requests[0].body).toMatchObject({
			Content: 'Cảm ơn quý khách',
			IsUnicode: '1',
		});
		const plain = { ...parameters, options: { removeAccents: true } };
		await failure({ parameters: plain, credentials: credentials() });
		expect(simulator.requests[1].body).toMatchObject({
			Content: 'Cam on quy khach',
			IsUnicode: '0',
		});
	});

	test.each([
		['a value that is missing', { ...values, value3: '' }, /'3: cho don hang .*' is empty/],
		[
			'a value that is too long',
			{ ...values, value3: 'x'.repeat(21) },
			/is 21 characters, at most 20/,
		],
		['an object', { ...values, value1: '={{ { a: 1 } }}' }, /holds an object/],
		['[object Object]', { ...values, value1: 'a [object Object]' }, /\[object Object\]/],
	])('refuses %s', async (_what, given, issue) => {
		const error = await failure({
			parameters: await smsOf(PAID, given),
			credentials: credentials(),
		});
		expect(error?.message).toMatch(issue);
		expect(simulator.requests).toEqual([]);
	});

	test('refuses the values of another template, and no template', async () => {
		const other = await smsOf('{P1,20} la ma xac minh dang ky Baotrixemay cua ban', values, PAID);
		const error = await failure({ parameters: other, credentials: credentials() });
		expect(error?.message).toMatch(/'SMS Template Values' has the values of another template/);
		const none = { ...other, smsTemplate: rlc('={{ "" }}') };
		expect((await failure({ parameters: none, credentials: credentials() }))?.message).toMatch(
			/'SMS Template' is empty/,
		);
		expect(simulator.requests).toEqual([]);
	});

	test('goes out as the SMS of a multi-channel message', async () => {
		const parameters = {
			...send(byPosition['multi-channel'], '266986', {
				mappingMode: 'defineBelow',
				value: { customer_name: 'Lan', order_code: 'DH1' },
			}),
			...(await smsOf(PAID, values)),
			resource: 'multiChannel',
			operation: 'sendMultiChannel',
		};
		const [[{ json }]] = await output({ parameters, credentials: credentials() });
		expect(json.status).toBe('accepted');
		const [, { Content: text }] = simulator.requests[0].body.Data as unknown as IDataObject[];
		expect(text).toMatch(/thanh toan 500000 VND luc 09:00 31\/12 cho don hang DH1/);
	});

	test('leaves free text as it is stored today', async () => {
		const content = '123456 la ma xac minh dang ky Baotrixemay cua ban';
		const stored = without(
			await smsOf(PAID, {}),
			'smsTextSource',
			'smsTemplate',
			'smsTemplateValues',
		);
		await output({
			parameters: { ...stored, content } as INodeParameters,
			credentials: credentials(),
		});
		expect(simulator.requests[0].body).toMatchObject({ Content: content, IsUnicode: '0' });
	});
});

test('a form shows no key that the server repeats', async () => {
	const { apiKey, secretKey } = credentials();
	const body = JSON.stringify({
		CodeResult: '100',
		Data: { ListParams: [{ Name: apiKey }, { Name: `of ${secretKey}` }] },
		ZNSTemplates: [{ TempId: WARRANTY, TempContent: `With ${secretKey}: <${apiKey}>` }],
	});
	simulator.fault({ kind: 'status', status: 200, body, times: 9 });
	const parameters = { ...byName, oaId: rlc(SHOP), templateId: rlc(WARRANTY) };
	const shown = JSON.stringify(await formOf('getTemplateVariables', parameters, credentials()));
	expect(shown).toContain('***');
	for (const key of [apiKey, secretKey]) expect(shown).not.toContain(key);
});
