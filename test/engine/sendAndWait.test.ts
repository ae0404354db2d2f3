import {
	WAIT_INDEFINITELY,
	type IDataObject,
	type INodeParameters,
	type INodeProperties,
	type IRun,
	type NodeParameterValue,
} from 'n8n-workflow';
import { Esms } from '../../nodes/Esms/Esms.node';
import { answers } from '../../scripts/generate/outputSchema';
import { failure, output, run, tool, type Setup } from './engine';
import { credentials as account, rlc, simulator } from './simulator';
import { callWaiting as call } from './webhook';

const id = (value: string) => rlc(value) as unknown as NodeParameterValue;

const zalo: INodeParameters = {
	resource: 'zaloOa',
	operation: 'sendAndWait',
	oaId: id('4097311281936189049'),
	zaloUserId: '31215806834323092',
	message: 'Duyệt?',
};
const sms: INodeParameters = {
	resource: 'sms',
	operation: 'sendAndWait',
	phone: '0901888481',
	brandname: id('ESMS.VN'),
	message: 'Duyet?',
};
const both = (values: INodeParameters = {}): INodeParameters => ({
	approvalOptions: { values: { approvalType: 'double', ...values } },
});

/** What 'Wait Limit (Minutes)' of a question is when it is added, which an AI builder takes for what holds without it. */
const offered = new Esms().description.properties
	.filter(({ name, displayOptions }) => {
		return name === 'options' && displayOptions?.show?.operation?.includes('sendAndWait');
	})
	.flatMap(({ options }) => options as INodeProperties[])
	.find(({ name }) => name === 'waitLimit')?.default as number;

/** A form with these fields, each of its own label. */
const formOf = (...values: INodeParameters[]): INodeParameters => ({
	responseType: 'customForm',
	formFields: {
		values: values.map((value, index) => ({ fieldLabel: `Field ${index}`, ...value })),
	},
});
const choose = (...texts: string[]): INodeParameters => ({
	fieldOptions: { values: texts.map((option) => ({ option })) },
});

/** Forms of fields come as n8n wants them, which refuses any other encoding of one. */
const fillIn = (fields: Fields) => {
	const body = new FormData();
	const pairs = Array.isArray(fields) ? fields : Object.entries(fields);
	for (const [name, value] of pairs) body.append(name, value);
	return { method: 'POST', body };
};

const setup = (parameters: INodeParameters, more: Partial<Setup> = {}): Setup => ({
	parameters,
	credentials: account(),
	...more,
});

const sends = () => simulator.requests.filter(({ operationId }) => operationId?.startsWith('send'));
const buttonsOf = () => {
	const [{ body }] = sends();
	const { message } = body.Payload as { message: IDataObject };
	const { payload } = message.attachment as { payload: { buttons: IDataObject[] } };
	return { text: message.text, buttons: payload.buttons };
};
const linkOf = () => new URL(/https?:[^"#\s]+/.exec(JSON.stringify(sends()[0].body))?.[0] ?? '');

/** What a browser posts: a name may come more than once. */
type Fields = Record<string, string> | Array<[string, string]>;
const post = (fields: Fields) => ({
	method: 'POST',
	body: new URLSearchParams(fields),
});

const handedOn = (waiting: IRun) =>
	waiting.data.executionData?.nodeExecutionStack[0].data.main[0]?.map(({ json }) => json);

describe('a question', () => {
	test.each<[string, INodeParameters, Array<[string, string]>]>([
		['one button', {}, [['Approve', '#yes']]],
		[
			'two buttons',
			both(),
			[
				['Approve', '#yes'],
				['Decline', '#no'],
			],
		],
		[
			'own labels',
			both({ approveLabel: 'Đồng ý', disapproveLabel: '' }),
			[
				['Đồng ý', '#yes'],
				['Decline', '#no'],
			],
		],
		['free text', { responseType: 'freeText' }, [['Respond', '']]],
		['a form', formOf({}), [['Respond', '']]],
		[
			'free text with an own label',
			{ responseType: 'freeText', options: { messageButtonLabel: 'Trả lời' } },
			[['Trả lời', '']],
		],
	])('goes out on Zalo with %s, all leading to one signed page', async (_what, more, expected) => {
		const waiting = await run(setup({ ...zalo, ...more }));
		expect(waiting.data.resultData.error).toBeUndefined();
		const { text, buttons } = buttonsOf();
		expect(text).toBe('Duyệt?');
		const base =
			/^http:\/\/localhost\/webhook-waiting\/execution-\d+\/id-of-esms\?token=[\w-]{20}&signature=[\da-f]{64}$/;
		for (const { payload, type } of buttons) {
			expect(type).toBe('oa.open.url');
			expect((payload as IDataObject).url).toMatch(
				new RegExp(base.source.replace('$', '(#\\w+)?$')),
			);
		}
		expect(
			buttons.map(({ title, payload }) => [
				title,
				/#.*|$/.exec(String((payload as IDataObject).url))?.[0],
			]),
		).toEqual(expected);
	});

	test.each([
		['at its end', 'Duyet?', /^Duyet\? http\S+$/],
		['where the text wants it', 'Mo {link} de tra loi', /^Mo http\S+ de tra loi$/],
	])('goes out by SMS with the link %s', async (_where, message, expected) => {
		await run(setup({ ...sms, message }));
		const [{ body, valid, unknownFields }] = sends();
		expect(body).toMatchObject({ Content: expect.stringMatching(expected), IsUnicode: '0' });
		expect([valid, unknownFields]).toEqual([true, []]);
	});

	test('goes out as Unicode where it has accents', async () => {
		await run(setup({ ...sms, message: 'Duyệt?' }));
		expect(sends()[0].body.IsUnicode).toBe('1');
	});

	test('reports its receipt to the Callback URL of the credential', async () => {
		const callbackUrl = 'https://n8n.example.com/webhook/esms';
		const credentials = { ...account(), callbackUrl };
		await run(setup(zalo, { credentials }));
		expect(sends()[0].body.CallbackUrl).toBe(callbackUrl);
	});

	test.each<[string, INodeParameters, number | undefined]>([
		['without a limit', {}, undefined],
		['with a limit', { options: { waitLimit: 30 } }, 30],
		['with the limit that the editor starts with', { options: { waitLimit: offered } }, undefined],
	])('holds the execution %s', async (_what, more, minutes) => {
		const { waitTill } = await run(setup({ ...zalo, ...more }));
		const expected = minutes ? Date.now() + minutes * 60_000 : WAIT_INDEFINITELY.getTime();
		expect(Math.abs(Number(waitTill?.getTime()) - expected)).toBeLessThan(10_000);
	});

	test('hands its message on as unanswered at the limit, without an older answer', async () => {
		const items = [{ order: 1, smsId: 'old', outcome: 'approved', data: { approved: true } }];
		const waiting = await run(setup(zalo, { items }));
		expect(handedOn(waiting)).toEqual([
			expect.objectContaining({ order: 1, outcome: 'noAnswer', data: {} }),
		]);
		expect(handedOn(waiting)?.[0].smsId).not.toBe('old');
	});

	test('says that no phone reaches an n8n without a public address', async () => {
		const hints = [
			"The page is at 'localhost', which a phone cannot reach: set WEBHOOK_URL of n8n to its public address",
		];
		expect(handedOn(await run(setup(zalo)))).toMatchObject([{ hints }]);
		const reached = await run(setup(zalo, { address: 'https://n8n.example.com' }));
		expect(handedOn(reached)?.[0]).not.toHaveProperty('hints');
	});

	test('keeps its token out of all items', async () => {
		const waiting = await run(setup(zalo));
		const { executionData, resultData } = waiting.data;
		const stack = executionData?.nodeExecutionStack.map(({ data }) => data);
		const token = String(linkOf().searchParams.get('token'));
		expect(JSON.stringify([resultData.runData, stack])).not.toContain(token);
	});

	test.each<[string, INodeParameters, RegExp]>([
		['no text', { ...zalo, message: '={{ "" }}' }, /^'Message' is empty/],
		['a text that Zalo does not take', { ...zalo, message: 'x'.repeat(2001) }, /'Message' .*2000/],
		['an unknown type', { ...zalo, responseType: 'x' }, /'Response Type' is 'x'/],
		[
			'a limit that is no time',
			{ ...zalo, options: { waitLimit: -5 } },
			/'Wait Limit \(Minutes\)' is/,
		],
		[
			'a limit that gives nothing',
			{ ...zalo, options: { waitLimit: '={{ $json.none }}' } },
			/'Wait Limit \(Minutes\)' is an expression that gives nothing/,
		],
		[
			'a form of nothing',
			{ ...zalo, responseType: 'customForm' },
			/^'Form Elements' is empty, add one/,
		],
		[
			'a field without a label',
			{ ...zalo, ...formOf({}, { fieldLabel: '={{ "" }}' }) },
			/^'Form Elements' 2: 'Label' is empty/,
		],
		[
			'two fields of one label',
			{ ...zalo, ...formOf({ fieldLabel: 'Giá' }, { fieldLabel: ' Gia\u0301 ' }) },
			/^'Form Elements' 2: 'Label' is 'Giá', which is taken/,
		],
		...['respondedAt', '__proto__'].map((fieldLabel): [string, INodeParameters, RegExp] => [
			`a label of ours: ${fieldLabel}`,
			{ ...zalo, ...formOf({ fieldLabel }) },
			/^'Form Elements' 1: 'Label' is '\w+', which is taken/,
		]),
		[
			'a field of an unknown type',
			{ ...zalo, ...formOf({ fieldType: 'file' }) },
			/^'Form Elements' 1: 'Element Type' is 'file', choose one of/,
		],
		...['dropdown', 'checkbox'].map((fieldType): [string, INodeParameters, RegExp] => [
			`a list of nothing: ${fieldType}`,
			{ ...zalo, ...formOf({ fieldType, ...choose('', ' ') }) },
			/^'Form Elements' 1: 'Field Options' is empty/,
		]),
		[
			'a field that is neither required nor not',
			{ ...zalo, ...formOf({ requiredField: '={{ "maybe" }}' }) },
			/^'Form Elements' 1: 'Required Field' is 'maybe'/,
		],
	])('is not sent with %s', async (_what, parameters, message) => {
		expect((await failure(setup(parameters)))?.message).toMatch(message);
		expect(sends()).toEqual([]);
	});

	test('is not sent for several items, of which n8n would lose all but one', async () => {
		const error = await failure(setup(zalo, { items: [{}, {}] }));
		expect(error?.message).toMatch(/one item at a time, put a Loop Over Items/);
		expect(sends()).toEqual([]);
	});

	test('waits for nothing when eSMS refuses it', async () => {
		const refused = setup({ ...sms, brandname: id('Baotrixemay') });
		const waiting = await run(refused);
		expect(waiting.waitTill).toBeFalsy();
		expect(waiting.data.resultData.error).toMatchObject({ httpCode: '146' });
	});

	test('is sent once when n8n tries again after it may have arrived, with the same link', async () => {
		simulator.fault({ kind: 'drop', accepted: true, times: 1 });
		const waiting = await run(setup(zalo, { retryOnFail: true }));
		expect(waiting.waitTill).toEqual(WAIT_INDEFINITELY);
		expect(sends().map(({ body }) => body)).toEqual([sends()[0].body, sends()[0].body]);
		expect(simulator.messages.size).toBe(1);
		const answered = await call(waiting, linkOf().search, post({ approved: 'true' }));
		expect(answered.items).toMatchObject([{ outcome: 'approved' }]);
	});

	test.each([zalo, sms])('is shown instead of sent for Preview Only', async (parameters) => {
		const [[{ json }]] = await output(
			setup({ ...parameters, options: { previewOnly: true } }, { items: [{}, {}] }),
		);
		expect(json).toMatchObject({ status: 'preview' });
		expect(JSON.stringify(json.request)).toMatch(/https:\/\/n8n\.example\.com\/webhook-waiting/);
		expect(sends()).toEqual([]);
	});

	test.each([zalo, sms])('cannot be asked by an AI tool', async (parameters) => {
		const ask = tool(setup(parameters))();
		await expect(ask({})).rejects.toThrow(/human review of a tool/);
		expect((await failure(setup(parameters, { type: 'esmsTool' })))?.message).toMatch(
			/human review/,
		);
		expect(sends()).toEqual([]);
	});

	test("is asked by n8n's human review of a tool", async () => {
		const waiting = await run(setup(zalo, { type: 'esmsHitlTool' }));
		expect(waiting.waitTill).toEqual(WAIT_INDEFINITELY);
		expect(sends()).toHaveLength(1);
	});
});

describe('the page', () => {
	test('shows what was asked, escaped, and is answered by no GET', async () => {
		const waiting = await run(
			setup({ ...zalo, ...both({ approveLabel: '"Đồng <ý>"' }), message: 'A <b>\nC' }),
		);
		const { search } = linkOf();
		for (const query of [search, `${search}&approved=true`]) {
			const page = await call(waiting, query);
			expect(page).toMatchObject({ status: 200, items: undefined });
			expect(page.text).toContain('<p>A &lt;b&gt;<br>C</p>');
			expect(page.text).toContain('value="true">&quot;Đồng &lt;ý&gt;&quot;</button>');
			expect(page.text).toContain('value="false">Decline</button>');
		}
	});

	test('is kept by no browser, loads and frames nothing, and tells no other page of its link', async () => {
		const waiting = await run(setup(zalo));
		const { headers } = await call(waiting, linkOf().search);
		expect(Object.fromEntries(headers)).toMatchObject({
			'cache-control': 'no-store',
			'content-security-policy':
				"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
			'content-type': 'text/html; charset=utf-8',
			'referrer-policy': 'no-referrer',
		});
	});

	test.each<[string, INodeParameters, Record<string, string>, IDataObject]>([
		['approved', {}, { approved: 'true' }, { approved: true }],
		['approved', both(), { approved: 'true' }, { approved: true }],
		['declined', both(), { approved: 'false' }, { approved: false }],
		['answered', { responseType: 'freeText' }, { text: ' a\r\nb ' }, { text: 'a\nb' }],
	])('gives what was chosen or written: %s', async (outcome, more, fields, data) => {
		const waiting = await run(setup({ ...zalo, ...more }));
		const { status, text, items, output } = await call(waiting, linkOf().search, post(fields));
		expect([status, text]).toEqual([200, expect.stringContaining('Your answer was recorded')]);
		expect(output).toMatchObject([{ pairedItem: { item: 0 } }]);
		expect(items).toEqual([
			{
				outcome,
				data: { ...data, respondedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) },
				smsId: handedOn(waiting)?.[0].smsId,
				requestId: handedOn(waiting)?.[0].requestId,
			},
		]);
		const [shown] = answers;
		expect(Object.keys(shown).sort()).toEqual(Object.keys(items?.[0] ?? {}).sort());
		expect(Object.keys(shown.data ?? {})).toEqual(
			expect.arrayContaining(Object.keys((items?.[0].data ?? {}) as IDataObject)),
		);
	});

	test.each<[string, INodeParameters, Fields]>([
		['nothing', {}, {}],
		['what is not offered', {}, { approved: 'false' }],
		['something else', both(), { approved: 'yes' }],
		['a text for a choice', both(), { text: 'yes' }],
		['an empty text', { responseType: 'freeText' }, { text: ' \n ' }],
		[
			'a list for a text',
			{ responseType: 'freeText' },
			[
				['text', 'x'],
				['text', 'y'],
			],
		],
		['a text longer than the page takes', { responseType: 'freeText' }, { text: 'x'.repeat(4001) }],
	])('asks again for %s', async (_what, more, fields) => {
		const waiting = await run(setup({ ...zalo, ...more }));
		const { status, text, items } = await call(waiting, linkOf().search, post(fields));
		expect([status, items]).toEqual([422, undefined]);
		expect(text).toContain('<form method="post">');
	});

	test.each(['', '?token=', '?token=x', '?token=x&token=TOKEN', '?secret=TOKEN'])(
		'opens for nobody without the token: %s',
		async (search) => {
			const waiting = await run(setup(zalo));
			const query = search.replace('TOKEN', String(linkOf().searchParams.get('token')));
			for (const request of [{}, post({ approved: 'true' })]) {
				const { status, text, items } = await call(waiting, query, request);
				expect([status, items]).toEqual([401, undefined]);
				expect(text).toContain('not open any more');
			}
		},
	);
});

describe('a form', () => {
	const longText = 'x'.repeat(4000);
	const shown = async (parameters: INodeParameters, fields?: Fields) => {
		const waiting = await run(setup({ ...zalo, ...parameters }));
		expect(waiting.data.resultData.error).toBeUndefined();
		return await call(waiting, linkOf().search, fields && fillIn(fields));
	};

	test.each<[string, INodeParameters, string]>([
		['text', {}, '<input type="text" name="field-0" maxlength="4000" value="">'],
		['email', {}, '<input type="email" name="field-0" maxlength="4000" value="">'],
		['number', {}, '<input type="number" name="field-0" step="any" value="">'],
		['date', {}, '<input type="date" name="field-0" value="">'],
		['date', { requiredField: true }, '<input type="date" name="field-0" required value="">'],
		['textarea', {}, '<textarea name="field-0" maxlength="4000">\n</textarea>'],
		[
			'dropdown',
			choose('A "1"', 'A "1" ', '', 'B'),
			'<select name="field-0"><option value=""></option><option value="A &quot;1&quot;">A &quot;1&quot;</option><option value="B">B</option></select>',
		],
		[
			'checkbox',
			choose('A\nb'),
			'<label class="box"><input type="checkbox" name="field-0" value="A b"> A b</label>',
		],
	])('shows a field of its type: %s', async (fieldType, more, html) => {
		const { text } = await shown(formOf({ fieldType, ...more }));
		expect(text).toContain(html);
		expect(/<small>\(optional\)</.test(text)).toBe(more.requiredField !== true);
		expect(text).toContain('<button class="main">Respond</button>');
		expect(text).toContain('<form method="post" enctype="multipart/form-data">');
	});

	test('escapes all that it shows, also what is shown again', async () => {
		const evil = `"><script>alert('1')</script><b x='`;
		const list = choose(evil);
		const types = ['text', 'textarea', 'number', 'email', 'date', 'dropdown', 'checkbox'];
		const fields = types.map((fieldType) => ({
			fieldType,
			fieldLabel: `${evil} ${fieldType}`,
			requiredField: true,
			...list,
		}));
		const parameters = {
			...formOf(...fields),
			message: evil,
			options: { messageButtonLabel: evil },
		};
		const posted = Object.fromEntries(types.map((_type, index) => [`field-${index}`, evil]));
		for (const again of [undefined, { ...posted, [evil]: evil }]) {
			const { text, status } = await shown(parameters, again);
			expect(status).toBe(again ? 422 : 200);
			expect(text).not.toContain('<script');
			expect(text).not.toContain('<b x');
			expect(text.match(/&quot;&gt;&lt;script&gt;alert\(&#39;1&#39;\)/g)?.length).toBeGreaterThan(
				11,
			);
			simulator.reset();
		}
	});

	test('gives its values by their labels, in their types', async () => {
		const { items, status } = await shown(
			formOf(
				{ fieldLabel: 'Lý do' },
				{ fieldLabel: 'Note', fieldType: 'textarea' },
				{ fieldLabel: 'Số tiền', fieldType: 'number' },
				{ fieldLabel: 'Email', fieldType: 'email' },
				{ fieldLabel: 'Ngày', fieldType: 'date' },
				{ fieldLabel: 'Kho', fieldType: 'dropdown', ...choose('Hà Nội', 'Huế') },
				{ fieldLabel: 'Sizes', fieldType: 'checkbox', ...choose('S', 'M', 'L') },
				{ fieldLabel: 'constructor' },
				{ fieldLabel: 'a.b[0]' },
			),
			[
				['field-0', ' vỡ '],
				['field-1', 'a\r\nb <i>'],
				['field-2', '250000.5'],
				['field-3', 'lan@example.com'],
				['field-4', '2026-02-28'],
				['field-5', 'Huế'],
				['field-6', 'L'],
				['field-6', 'S'],
				['field-7', 'c'],
				['field-8', 'd'],
			],
		);
		expect(status).toBe(200);
		expect(items).toEqual([
			{
				outcome: 'answered',
				data: {
					'Lý do': 'vỡ',
					Note: 'a\nb <i>',
					'Số tiền': 250000.5,
					Email: 'lan@example.com',
					Ngày: '2026-02-28',
					Kho: 'Huế',
					Sizes: ['S', 'L'],
					constructor: 'c',
					'a.b[0]': 'd',
					respondedAt: expect.any(String),
				},
				smsId: expect.any(String),
				requestId: expect.any(String),
			},
		]);
	});

	test('gives null for what was left out, and an empty list for boxes', async () => {
		const optional = ['text', 'textarea', 'number', 'email', 'date'].map((fieldType) => ({
			fieldType,
		}));
		const { items } = await shown(formOf(...optional, { fieldType: 'checkbox', ...choose('A') }), {
			'field-0': ' \r\n ',
			'field-4': '',
		});
		expect(items).toMatchObject([
			{
				outcome: 'answered',
				data: { 'Field 0': null, 'Field 2': null, 'Field 3': null, 'Field 4': null, 'Field 5': [] },
			},
		]);
	});

	test.each<[string, string, boolean]>([
		['text', longText, true],
		['text', `${longText}x`, false],
		['text', 'two\nlines', false],
		['textarea', 'two\nlines', true],
		['textarea', `${longText}x`, false],
		['number', '0', true],
		['number', '-12.50', true],
		['number', '1000', true],
		['number', '250.000', false],
		['number', '1.250.000', false],
		['number', '1,5', false],
		['number', '1e3', false],
		['number', '0x10', false],
		['number', 'Infinity', false],
		['number', '9'.repeat(16), false],
		['email', 'lan@shop.example.com', true],
		['email', 'lan', false],
		['email', 'lan@shop', false],
		['email', 'a b@example.com', false],
		['email', 'a@b@example.com', false],
		['email', '<a@example.com>', false],
		['email', `${'a'.repeat(250)}@b.vn`, false],
		['date', '2028-02-29', true],
		['date', '2026-02-29', false],
		['date', '2026-13-01', false],
		['date', '28/02/2026', false],
		['date', '2026-2-8', false],
		['dropdown', 'A', true],
		['dropdown', 'a', false],
		['dropdown', 'constructor', false],
		['checkbox', 'A', true],
		['checkbox', 'B', false],
	])('a %s is checked: %#', async (fieldType, value, isTaken) => {
		const { items, status, text } = await shown(
			formOf({ fieldType, ...choose('A') }, { fieldType: 'textarea' }),
			{ 'field-0': value, 'field-1': 'written <before>' },
		);
		expect([status, items?.length]).toEqual(isTaken ? [200, 1] : [422, undefined]);
		if (isTaken) return;
		expect(text.match(/<strong role="alert">\w[^<]*\.<\/strong>/g)).toHaveLength(1);
		expect(text).toContain('written &lt;before&gt;</textarea>');
	});

	test.each(['text', 'textarea', 'number', 'email', 'date', 'dropdown', 'checkbox'])(
		'does not go without what is required: %s',
		async (fieldType) => {
			const form = formOf({ fieldType, requiredField: true, ...choose('A') });
			for (const fields of [{}, { 'field-0': ' ' }, { 'field-1': 'x', 'Field 0': 'x' }]) {
				simulator.reset();
				const { items, status, text } = await shown(form, fields as Fields);
				expect([status, items]).toEqual([422, undefined]);
				expect(text).toContain('<strong role="alert">Answer this too.</strong>');
			}
		},
	);

	test('shows what was chosen again', async () => {
		const { text, status } = await shown(
			formOf(
				{ fieldType: 'dropdown', ...choose('A', 'B') },
				{ fieldType: 'checkbox', ...choose('A', 'B') },
				{ fieldType: 'email' },
			),
			{ 'field-0': 'B', 'field-1': 'A', 'field-2': 'lan' },
		);
		expect(status).toBe(422);
		expect(text).toContain('<option value="B" selected>');
		expect(text).toContain('value="A" checked>');
		expect(text).toContain('value="lan">');
		expect(text.match(/ selected| checked/g)).toHaveLength(2);
	});

	test('takes one text for a field only', async () => {
		const { status, items } = await shown(formOf({}), [
			['field-0', 'a'],
			['field-0', 'b'],
		]);
		expect([status, items]).toEqual([422, undefined]);
	});

	test.each([
		['[]', true],
		['null', true],
		['"text"', true],
		['{"__proto__":{"field-0":"a"}}', true],
		['{"field-0":5}', false],
		['{"data":{"field-0":true}}', false],
		['{"field-0":{"a":"b"}}', false],
		['{"field-0":[["a"]]}', false],
	])('takes no answer that no browser gives: %s', async (body, requiredField) => {
		const waiting = await run(setup({ ...zalo, ...formOf({ requiredField }) }));
		const { status, items } = await call(waiting, linkOf().search, { method: 'POST', body });
		expect(items).toBeUndefined();
		expect([400, 422]).toContain(status);
		expect(({} as IDataObject)['field-0']).toBeUndefined();
	});

	test('does not send a huge answer back', async () => {
		const { status, text, items } = await shown(formOf({ fieldType: 'textarea' }), {
			'field-0': '<'.repeat(4_000_000),
		});
		expect([status, items]).toEqual([422, undefined]);
		expect(text.length).toBeLessThan(30_000);
	});
});
