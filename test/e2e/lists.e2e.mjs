import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask, rlc } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

const OA = '4097311281936189049';
const zns = { resource: 'zns', operation: 'sendZns' };

describe('lists', () => {
	for (const { what, method, path, parameters, includes, excludes } of [
		{
			what: 'customer care brandnames',
			method: 'searchBrandnames',
			path: 'brandname',
			parameters: { resource: 'sms', operation: 'sendCustomerCareSms' },
			includes: 'Baotrixemay',
			excludes: 'QC_ONLINE',
		},
		{
			what: 'Official Accounts',
			method: 'searchOfficialAccounts',
			path: 'oaId',
			parameters: zns,
			includes: OA,
			excludes: '0',
		},
		{
			what: 'templates of the chosen Official Account',
			method: 'searchZaloTemplates',
			path: 'templateId',
			parameters: { ...zns, oaId: rlc(OA) },
			includes: '200607',
			excludes: '0',
		},
	]) {
		it(`offers ${what}`, async () => {
			const { results } = await ask('resource-locator-results', method, path, parameters);
			const values = results.map((/** @type {Json} */ one) => one.value);
			assert.ok(values.includes(includes), JSON.stringify(results));
			assert.ok(!values.includes(excludes), JSON.stringify(results));
		});

		it(`searches ${what}`, async () => {
			const more = { filter: includes.toLowerCase() };
			const { results } = await ask('resource-locator-results', method, path, parameters, more);
			assert.deepEqual(
				results.map((/** @type {Json} */ one) => one.value),
				[includes],
			);
		});
	}

	it('offers a field for each variable of the chosen template', async () => {
		const parameters = { ...zns, oaId: rlc(OA), templateId: rlc('540679') };
		const { fields } = await ask(
			'resource-mapper-fields',
			'getTemplateVariables',
			'templateData',
			parameters,
		);
		const required = Object.fromEntries(
			fields.map((/** @type {Json} */ one) => [one.id, one.required]),
		);
		assert.deepEqual(required, {
			name: true,
			order_code: true,
			address: true,
			phone_number: true,
			product: true,
			number: true,
			number1: true,
			note: false,
		});
		const code = fields.find((/** @type {Json} */ one) => one.id === 'order_code');
		assert.match(code.displayName, /30/);
		assert.equal(code.templateId, '540679');
	});
});
