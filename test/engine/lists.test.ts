import { escapeXml } from '../../nodes/shared/xml';
import type { FaultRequest } from '../../simulator/faults';
import { formOf, listed } from './editor';
import { rlc, simulator } from './simulator';

const SHOP = '4097311281936189049';
const zns = { resource: 'zns', operation: 'sendZns' };
const sms = { resource: 'sms', operation: 'sendCustomerCareSms' };

const credentials = (change = {}) => ({
	apiKey: 'SIM-API-KEY',
	secretKey: 'SIM-SECRET-KEY',
	restUrl: simulator.url,
	...change,
});

/** Two kinds of templates are asked for, one after the other: which of the two goes wrong. */
const refusedList = (nth: number, times = 1): FaultRequest => ({
	kind: 'code',
	code: '99',
	operationId: 'listZaloTemplates',
	nth,
	times,
});
const refusedDetails: FaultRequest = { kind: 'code', code: '99', operationId: 'getZaloTemplate' };

/** What eSMS answers in place of its own lists. */
const answers = (operationId: string, body: object) =>
	simulator.fault({
		kind: 'status',
		status: 200,
		body: JSON.stringify(body),
		operationId,
		times: 2,
	});
const listAnswers = (...ZNSTempDetail: object[]) =>
	answers('listZaloTemplates', {
		CodeResult: '100',
		ZNSTemplates: [{ TempId: 1 }, { TempId: 540679, ZNSTempDetail }],
	});
const detailsAnswer = (Data: object) => answers('getZaloTemplate', { Error: 0, Data });

/** What a list says instead of entries. */
async function complaint(
	...given: Parameters<typeof listed>
): Promise<{ message?: string; description?: string | null }> {
	const error = await listed(...given).catch((found: Error) => found);
	return error instanceof Error ? error : {};
}

describe('lists', () => {
	test.each([
		['sms', 'sendCustomerCareSms', ['Baotrixemay (customer care)', 'ESMS.VN (customer care)']],
		['sms', 'sendAdvertisingSms', ['QC_ONLINE (advertising)']],
		['price', 'estimateAdvertisingSms', ['QC_ONLINE (advertising)']],
		[
			'price',
			'estimateCustomerCareSms',
			['Baotrixemay (customer care)', 'ESMS.VN (customer care)'],
		],
		['viber', 'sendViber', ['BAT DONG SAN GIA TOT (Viber)']],
		['otp', 'sendGeneratedCode', ['Baotrixemay (customer care)', 'ESMS.VN (customer care)']],
		[
			'multiChannel',
			'sendMultiChannel',
			['Baotrixemay (customer care)', 'ESMS.VN (customer care)'],
		],
		['template', 'registerSmsTemplate', ['Baotrixemay (customer care)', 'ESMS.VN (customer care)']],
	])('%s: %s offers the brandnames that it sends with', async (resource, operation, names) => {
		expect(await listed('searchBrandnames', { resource, operation }, credentials())).toEqual(names);
	});

	test.each([
		['searchZaloTemplates', 'xac nhan don', ['Xác nhận đơn đặt hàng (540679)']],
		['searchZaloTemplates', 'XÁC NHẬN ĐƠN', ['Xác nhận đơn đặt hàng (540679)']],
		['searchZaloTemplates', 'Xác nhận đơn'.normalize('NFD'), ['Xác nhận đơn đặt hàng (540679)']],
		['searchZaloTemplates', '540679', ['Xác nhận đơn đặt hàng (540679)']],
		['searchZaloTemplates', 'no such template', []],
		['searchOfficialAccounts', 'cua hang', ['Cửa hàng Hoa Sen']],
		[
			'searchSmsTemplates',
			'ma xac minh',
			['Itel: {P1,20} la ma xac minh dang ky Baotrixemay cua ban'],
		],
		['searchBrandnames', ' BAOTRI ', ['Baotrixemay (customer care)']],
	] as const)('%s finds %j', async (method, filter, names) => {
		const parameters = { ...zns, oaId: rlc(SHOP), brandname: rlc('Baotrixemay') };
		expect(await listed(method, parameters, credentials(), filter)).toEqual(names);
	});

	test('name the networks of a registered text before it', async () => {
		const entry = { TempContent: 'Ma {P1,6}', TempId: 1 };
		answers('listCustomerCareTemplates', {
			CodeResult: '100',
			BrandnameTemplates: [
				{ ...entry, NetworkID: 1 },
				{ ...entry, NetworkID: 2 },
				{ TempContent: 'Cam on' },
			],
		});
		const parameters = { ...sms, brandname: rlc('Baotrixemay') };
		expect(await listed('searchSmsTemplates', parameters, credentials())).toEqual([
			'Viettel, Mobifone: Ma {P1,6}',
			'Cam on',
		]);
	});

	test('depend on an expression as soon as it has a value', async () => {
		const oaId = rlc(`={{ ' ' + '${SHOP}' + ' ' }}`);
		expect(await listed('searchZaloTemplates', { ...zns, oaId }, credentials())).not.toEqual([]);
		expect(simulator.requests.map(({ body }) => body.OAId)).toEqual([SHOP, SHOP]);
	});

	test.each([1, 2])('use the other kind of templates when request %i is refused', async (nth) => {
		const parameters = { ...zns, oaId: rlc(SHOP) };
		const all = await listed('searchZaloTemplates', parameters, credentials());
		simulator.fault(refusedList(nth));
		const some = await listed('searchZaloTemplates', parameters, credentials());
		expect(some.length).toBeGreaterThan(0);
		expect(some.length).toBeLessThan(all.length);
		expect(all).toEqual(expect.arrayContaining(some));
	});

	test.each([
		['searchZaloTemplates', zns, "Choose 'Official Account' first: the list holds its templates"],
		['searchZaloTemplates', { ...zns, oaId: null }, /^Choose 'Official Account' first/],
		['searchZaloTemplates', { ...zns, oaId: rlc('={{ $json.oa }}') }, /is an expression/],
		['searchZaloTemplates', { ...zns, oaId: rlc("={{ ' ' }}") }, /is an expression/],
		['searchSmsTemplates', sms, "Choose 'Brandname' first: the list holds its registered texts"],
		[
			'searchZaloTemplates',
			{ ...zns, oaId: rlc('2097311281936189799') },
			/^No ZNS template of this Official Account yet: register one with 'Register Zalo Template'/,
		],
		['searchZaloTemplates', { ...zns, oaId: rlc('1') }, /Official Account/],
	] as const)('%s of %j says what to do', async (method, parameters, message) => {
		expect((await complaint(method, parameters, credentials())).message).toMatch(message);
	});

	test.each([
		[
			'searchBrandnames',
			'listBrandnames',
			{ CodeResponse: '100' },
			/^No brandname for customer care yet: register one at/,
		],
		[
			'searchOfficialAccounts',
			'listOfficialAccounts',
			{ CodeResult: '100' },
			/^No Official Account yet: connect/,
		],
		[
			'searchSmsTemplates',
			'listCustomerCareTemplates',
			{ CodeResult: '100' },
			/^No registered text of this brandname yet: register/,
		],
	] as const)(
		'%s of an account that has none says where to get one',
		async (method, operationId, body, message) => {
			simulator.fault({ kind: 'status', status: 200, body: JSON.stringify(body), operationId });
			const parameters = { ...sms, brandname: rlc('Baotrixemay') };
			expect((await complaint(method, parameters, credentials())).message).toMatch(message);
		},
	);

	test.each([
		['searchBrandnames', sms],
		['searchOfficialAccounts', zns],
		['searchZaloTemplates', { ...zns, oaId: rlc(SHOP) }],
		['searchSmsTemplates', { ...sms, brandname: rlc('Baotrixemay') }],
	] as const)('%s says that the keys are wrong', async (method, parameters) => {
		const found = await complaint(method, parameters, credentials({ secretKey: 'not-the-secret' }));
		expect(found.message).toMatch(/key/i);
		expect(JSON.stringify(found)).not.toMatch(/not-the-secret|SIM-API-KEY/);
	});
});

describe('the form of a ZNS template', () => {
	const parameters = (templateId: string) => ({
		...zns,
		oaId: rlc(SHOP),
		templateId: rlc(templateId),
	});

	test('has short labels, the rules of the variables and the sentences in which they stand', async () => {
		const { fields, emptyFieldsNotice } = await formOf(
			'getTemplateVariables',
			parameters('200607'),
			credentials(),
		);
		expect(fields.map(({ displayName }) => displayName)).toEqual([
			'customer_name (≤30)',
			'order_code (≤30)',
			'address (≤200)',
			'phone (≤15)',
			'email (≤100)',
			'product_name (≤100)',
			'quantity (digits, ≤12)',
			'payment_amount (digits, ≤12)',
			'delivery_date (dd/MM/yyyy)',
		]);
		expect(fields[0]).toMatchObject({
			id: 'customer_name',
			required: true,
			templateId: '200607',
			variableType: 'type_text',
			maxLength: 30,
			description: 'Cảm ơn {{customer_name}} đã mua hàng.',
		});
		expect(fields[8]).toMatchObject({
			variableType: 'type_date',
			description: 'Giao ngày: {{delivery_date}}',
		});
		expect(emptyFieldsNotice).toContain('customer_name, order_code, address');
	});

	test('keeps apart what is needed and what may be empty', async () => {
		const { fields } = await formOf('getTemplateVariables', parameters('300003'), credentials());
		expect(fields).toMatchObject([
			{ id: 'warranty_code', displayName: 'warranty_code (4 to 12)', minLength: 4 },
			{ id: 'customer_name', required: true, isNeeded: true, acceptNull: false },
			{ id: 'valid_until', required: true },
			{ id: 'remark', required: false, isNeeded: true, acceptNull: true },
			{ id: 'branch', required: false, isNeeded: false, acceptNull: false },
		]);
	});

	test('takes the order from the list, and the rules from whichever of the two has them', async () => {
		listAnswers(
			{ Param: 'second', ParamLevel: 2, Limit: 20, RequireType: 'type_number' },
			{ Param: 'third', ParamLevel: 3 },
			{ Param: 'first', ParamLevel: 1, Limit: 10 },
		);
		detailsAnswer({
			ListParams: [
				{ Name: 'extra', MinLength: 4, Require: false },
				{ Name: 'first', MaxLength: 9, Type: 'DATE', AcceptNull: true },
			],
		});
		const { fields } = await formOf('getTemplateVariables', parameters('540679'), credentials());
		const field = (id: string, displayName: string, required: boolean, rules: object) => ({
			id,
			displayName,
			required,
			templateId: '540679',
			type: 'string',
			display: true,
			defaultMatch: false,
			canBeUsedToMatch: false,
			...rules,
		});
		expect(fields).toStrictEqual([
			field('first', 'first (dd/MM/yyyy)', false, {
				variableType: 'type_date',
				maxLength: 9,
				isNeeded: true,
				acceptNull: true,
			}),
			field('second', 'second (digits, ≤20)', true, {
				variableType: 'type_number',
				maxLength: 20,
				isNeeded: true,
			}),
			field('third', 'third', true, { isNeeded: true }),
			field('extra', 'extra (4 to any)', false, {
				minLength: 4,
				isNeeded: false,
				isUnordered: true,
			}),
		]);
	});

	test.each([
		[
			{ Status: 'PENDING_REVIEW' },
			"This template waits for Zalo's approval (PENDING_REVIEW) and cannot be sent yet. Refresh the list of variables once it is approved.",
		],
		[
			{ Status: 'REJECT', Reason: 'Sai mẫu' },
			'This template cannot be sent: its status is REJECT (Sai mẫu). Choose another one.',
		],
		[{ Status: 'ENABLE' }, 'This template has no variables: it goes out as it is'],
		[{}, 'This template has no variables: it goes out as it is'],
	])('says of a template with %j what becomes of it', async (details, emptyFieldsNotice) => {
		listAnswers();
		detailsAnswer(details);
		const form = await formOf('getTemplateVariables', parameters('540679'), credentials());
		expect(form).toEqual({ fields: [], emptyFieldsNotice: escapeXml(emptyFieldsNotice) });
	});

	test('says little of a template of which eSMS says much', async () => {
		listAnswers();
		detailsAnswer({ Status: 'S'.repeat(5000), Reason: 'R'.repeat(5000) });
		const form = await formOf('getTemplateVariables', parameters('540679'), credentials());
		expect(form.emptyFieldsNotice?.length).toBeLessThan(1000);
	});

	test.each([
		[[{ id: 'otp' }], 1],
		[[], 0],
		[undefined, 0],
	])('shows a template that cannot be sent where it keeps the form %j', async (schema, count) => {
		listAnswers({ Param: 'otp', ParamLevel: 1 });
		detailsAnswer({ Status: 'DISABLE' });
		const kept = { ...parameters('540679'), templateData: { schema: schema as never } };
		const form = await formOf('getTemplateVariables', kept, credentials());
		expect(form.fields).toHaveLength(count);
	});

	test.each([
		['the details are refused', refusedDetails, 8, false],
		['one list is refused', refusedList(2), 8, false],
		['both lists are refused', refusedList(1, 2), 8, true],
	])('is made from the rest when %s', async (_what, fault, count, isUnordered) => {
		simulator.fault(fault);
		const { fields } = await formOf('getTemplateVariables', parameters('540679'), credentials());
		expect(fields).toHaveLength(count);
		expect(fields.some((field) => 'isUnordered' in field)).toBe(isUnordered);
	});

	test.each([
		['no Official Account', {}, /^Choose 'Official Account' first/],
		['no template', { oaId: rlc(SHOP) }, /^Choose 'ZNS Template' first/],
		['an expression', { oaId: rlc(SHOP), templateId: rlc('={{ $json.id }}') }, /expression/],
		['an account by expression', { oaId: rlc('={{ $json.id }}') }, /expression/],
		[
			'a disabled template',
			{ oaId: rlc(SHOP), templateId: rlc('300004') },
			/DISABLE \(Template bị khóa/,
		],
		['an unknown template', { oaId: rlc(SHOP), templateId: rlc('1') }, /template/i],
	])('says what to do with %s, and is no error', async (_what, given, words) => {
		const form = await formOf('getTemplateVariables', { ...zns, ...given }, credentials());
		expect(form.fields).toEqual([]);
		expect(form.emptyFieldsNotice).toMatch(words);
	});

	test('says that the keys are wrong, and leaves a form alone that is filled in', async () => {
		const wrong = credentials({ secretKey: 'not-the-secret' });
		const form = await formOf('getTemplateVariables', parameters('540679'), wrong);
		expect(form).toMatchObject({
			fields: [],
			emptyFieldsNotice: expect.stringMatching(/key/i) as string,
		});
		expect(JSON.stringify(form)).not.toMatch(/not-the-secret|SIM-API-KEY/);
		const { fields } = await formOf('getTemplateVariables', parameters('540679'), credentials());
		const kept = { ...parameters('540679'), templateData: { schema: fields as never } };
		await expect(formOf('getTemplateVariables', kept, wrong)).rejects.toThrow(/key/i);
	});

	test('says that eSMS cannot be reached', async () => {
		const nowhere = credentials({ restUrl: 'http://127.0.0.1:1' });
		const form = await formOf('getTemplateVariables', parameters('540679'), nowhere);
		expect(form).toMatchObject({
			fields: [],
			emptyFieldsNotice: expect.stringMatching(/eSMS could not be reached.*URL fields/) as string,
		});
		const found = await complaint('searchZaloTemplates', { ...zns, oaId: rlc(SHOP) }, nowhere);
		expect(found.message).toMatch(/eSMS could not be reached/);
		expect(found.description).toMatch(/URL fields/);
	});

	test('shows nothing of a text as HTML', async () => {
		simulator.fault({
			kind: 'status',
			status: 200,
			body: '{"CodeResult":"99","ErrorMessage":"<img src=x onerror=alert(1)>"}',
			operationId: 'listZaloTemplates',
			times: 9,
		});
		simulator.fault({ ...refusedDetails, times: 9 });
		const { emptyFieldsNotice } = await formOf(
			'getTemplateVariables',
			parameters('540679'),
			credentials(),
		);
		expect(emptyFieldsNotice).toContain('&lt;img');
		expect(emptyFieldsNotice).not.toContain('<');
	});
});

describe('the form of an SMS template', () => {
	const form = async (smsTemplate?: string) =>
		await formOf(
			'getSmsTemplateValues',
			{ ...sms, ...(smsTemplate && { smsTemplate: rlc(smsTemplate) }) },
			credentials(),
		);

	test('has a field for each placeholder, named by the words around it', async () => {
		const text =
			'Baotrixemay da nhan duoc so tien thanh toan {P2,20} VND luc {P2,25} cho don hang {P1,10}. Cam on quy khach!';
		const { fields } = await form(text);
		expect(fields).toMatchObject([
			{ id: 'value1', displayName: '1: …thanh toan [ ] (≤20)', maxLength: 20 },
			{ id: 'value2', displayName: '2: VND luc [ ] (≤25)', maxLength: 25 },
			{ id: 'value3', displayName: '3: cho don hang [ ] (≤10)', maxLength: 10 },
		]);
		for (const field of fields) expect(field).toMatchObject({ required: true, templateId: text });
		expect(simulator.requests).toEqual([]);
	});

	test.each([
		['{P1,20} la ma xac minh dang ky Baotrixemay cua ban', '1: [ ] la ma xac… (≤20)'],
		['{OTP}', '1: [ ]'],
		['Xin chao quy khach {OTP}', '1: …quy khach [ ]'],
		['Ma cua ban: {OTP}', '1: Ma cua ban: [ ]'],
		['Ma cho ban a: {OTP}', '1: …cho ban a: [ ]'],
		['{OTP} la ma cua ban', '1: [ ] la ma cua…'],
		['{OTP} la ma cua ba', '1: [ ] la ma cua ba'],
		['{OTP} la ma cua b', '1: [ ] la ma cua b'],
	])('labels the first placeholder of %s', async (text, displayName) => {
		const { fields } = await form(text);
		expect(fields).toMatchObject([{ displayName }]);
	});

	test.each([
		['nothing is chosen', undefined, /^Choose 'Brandname' first/],
		['the text is whole', 'Cam on quy khach', /no placeholders/],
		['an expression', '={{ $json.text }}', /expression/],
	])('says what to do when %s', async (_what, text, words) => {
		expect(await form(text)).toEqual({
			fields: [],
			emptyFieldsNotice: expect.stringMatching(words) as string,
		});
	});
});
