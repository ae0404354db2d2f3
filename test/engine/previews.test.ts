import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { resources } from '../../nodes/Esms/resources';
import { cases } from '../cases';
import { output, type Setup } from './engine';
import { credentials, rlc, simulator } from './simulator';

const SHOP = '4097311281936189049';

/** Calls that only read. */
const reading = ['listCustomerCareTemplates', 'listZaloTemplates', 'getZaloTemplate'];

const sent = () =>
	simulator.requests
		.map(({ operationId }) => operationId)
		.filter((id) => !reading.includes(String(id)));

const sends = resources
	.flatMap(({ operations }) => operations)
	.filter(({ preview }) => preview !== undefined)
	.map(({ value }) => value);

const previews = (['customOperations', 'declarative'] as const).flatMap((path) =>
	cases
		.filter(({ operation }) => sends.includes(operation))
		.map((one, index): [string, string, Setup['path'], (typeof cases)[number]] => [
			`${index} ${one.operation}`,
			one.call,
			path,
			one,
		]),
);

const asPreview = (parameters: INodeParameters): INodeParameters => ({
	...parameters,
	options: { ...(parameters.options as INodeParameters), previewOnly: true },
});

const pageOf = (binary: unknown): string => {
	const { data, ...file } = (binary as { preview: Record<string, string> }).preview;
	expect(file).toEqual({
		mimeType: 'text/plain',
		fileType: 'html',
		fileName: 'preview.html',
		fileExtension: 'html',
	});
	return Buffer.from(data, 'base64').toString();
};

test.each(previews)('%s (%s, %s) is shown and not sent', async (_name, _call, path, one) => {
	const [results] = await output({
		parameters: asPreview(one.parameters),
		items: one.items,
		credentials: credentials(),
		path,
	});
	expect(sent()).toEqual([]);
	expect(results).toHaveLength(one.items?.length ?? 1);
	for (const [index, { json, binary, pairedItem }] of results.entries()) {
		expect(json).toMatchObject({ status: 'preview', breaches: [] });
		expect(pairedItem).toEqual({ item: index });
		const page = pageOf(binary);
		expect(page).toContain('Nothing was sent.');
		expect(page + JSON.stringify(json)).not.toMatch(/SIM-(?:API|SECRET)-KEY|\\u0000/);
	}
});

describe('a customer care SMS beside the registered texts', () => {
	const preview = async (content: string, more: INodeParameters = {}) => {
		const [[{ json, binary }]] = await output({
			parameters: asPreview({
				resource: 'sms',
				operation: 'sendCustomerCareSms',
				phone: '0901888484',
				brandname: rlc('Baotrixemay'),
				content,
				...more,
			}),
			credentials: credentials(),
		});
		return { json, page: pageOf(binary) };
	};

	test('is said to match one, and for which network', async () => {
		const { json } = await preview('123456 la ma xac minh dang ky Baotrixemay cua ban');
		expect(json.hints).toEqual([]);
		expect((json.facts as string[])[0]).toMatch(
			/^The text matches '\{P1,20\} la ma .*' \(template 458\), which is registered for Itel/,
		);
		expect(sent()).toEqual([]);
	});

	test('is said to match none', async () => {
		const { json, page } = await preview('Xin chào');
		expect(json.hints).toEqual([
			expect.stringMatching(/does not match any of the 3 registered texts.*eSMS answers 146/),
		]);
		expect(page).toContain('Xin ch<mark>à</mark>o');
	});

	test('is shown all the same when the look-up is refused, and when the input breaks a rule', async () => {
		simulator.fault({ kind: 'code', code: '99', operationId: 'listCustomerCareTemplates' });
		const { json } = await preview('Xin chao', { phone: 'abc' });
		expect(json.status).toBe('wouldBeRefused');
		expect(json.breaches).toEqual([expect.stringMatching(/^'Phone'/)]);
		expect(json.facts).toContain('The registered texts of the brandname could not be looked up');
	});
});

describe('a ZNS', () => {
	const parameters = {
		resource: 'zns',
		operation: 'sendZns',
		phone: '0901888484',
		oaId: rlc(SHOP),
		templateData: {
			mappingMode: 'defineBelow',
			value: { customer_name: 'Lan', order_code: 'DH1' },
		},
		// At night there would be a hint besides.
		options: { sendDate: '2099-01-01T12:00:00' },
	};

	test('is filled in with its values', async () => {
		const [[{ json, binary }]] = await output({
			parameters: asPreview({ ...parameters, templateId: rlc('266986') }),
			credentials: credentials(),
		});
		expect(pageOf(binary)).toContain('<p><b>Lan</b> thấy đơn <b>DH1</b> thế nào?</p>');
		expect(json.facts).toContain('ZNS template: Đánh giá sau mua hàng (266986)');
	});

	test.each([
		['300004', /its status is DISABLE \(Template bị khóa/],
		['999', /has no template 999: eSMS answers 789/],
	])('that cannot be sent says so: %s', async (templateId, words) => {
		const [[{ json }]] = await output({
			parameters: asPreview({ ...parameters, templateId: rlc(templateId) }),
			credentials: credentials(),
		});
		expect(json.hints).toEqual([expect.stringMatching(words)]);
	});

	test('of many items asks for its template once', async () => {
		const items = Array.from({ length: 12 }, (_, index) => ({ index }));
		const [results] = await output({
			parameters: asPreview({ ...parameters, operation: 'sendZnsBulk', templateId: rlc('266986') }),
			items,
			credentials: credentials(),
		});
		expect(results).toHaveLength(12);
		expect(simulator.requests).toHaveLength(3);
	});
});

test('each item is shown with a RequestId of its own', async () => {
	const [{ parameters }] = cases.filter(({ operation }) => operation === 'sendZns');
	const [results] = await output({
		parameters: asPreview(parameters),
		items: [{}, {}],
		credentials: credentials(),
	});
	const ids = results.map(({ json }) => (json.request as IDataObject).RequestId);
	expect(ids).toEqual([expect.any(String), expect.any(String)]);
	expect(ids[0]).not.toBe(ids[1]);
});

test('off is off: an option that is added and switched off sends', async () => {
	const [first] = cases.filter(({ operation }) => operation === 'sendCustomerCareSms');
	const { options } = first.parameters as { options?: IDataObject };
	await output({
		parameters: {
			...first.parameters,
			options: { ...options, previewOnly: false } as INodeParameters,
		},
		credentials: credentials(),
	});
	expect(sent()).toEqual(['sendCustomerCareSms']);
});
