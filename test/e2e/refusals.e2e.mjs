import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rlc, rest, runNode, setting } from './setting.mjs';

/** @typedef {import('./setting.mjs').Json} Json */

/** @type {Json} */
const sms = {
	resource: 'sms',
	operation: 'sendCustomerCareSms',
	phone: '={{ $json.phone }}',
	brandname: rlc('Baotrixemay'),
	content: '={{ $json.code }} la ma xac minh dang ky Baotrixemay cua ban',
};

/** Three items, the second of which eSMS refuses with 103: the simulator does so for this number. */
const items = [
	{ phone: '0901888420', code: '200001' },
	{ phone: '0900000103', code: '200002' },
	{ phone: '0901888421', code: '200003' },
];

describe('a refusal by eSMS', () => {
	it('stops the workflow and says what happened and what to do', async () => {
		const { status, error } = await runNode(sms, { items });
		assert.equal(status, 'error');
		assert.equal(error.name, 'NodeApiError');
		assert.match(error.message, /^The balance of the eSMS account is too low/);
		assert.match(error.description, /^Top up the eSMS account/);
		assert.equal(error.httpCode, '103');
		assert.equal(error.context.itemIndex, 1);
	});

	for (const onError of ['continueRegularOutput', 'continueErrorOutput']) {
		it(`goes on with the other items: ${onError}`, async () => {
			const { status, outputs } = await runNode(sms, {
				items: items.map(({ phone, code }) => ({ phone, code: `${code}0` })),
				node: { onError },
			});
			assert.equal(status, 'success');
			const [sent, refused] =
				onError === 'continueErrorOutput'
					? outputs
					: [[outputs[0][0], outputs[0][2]], [outputs[0][1]]];
			assert.deepEqual(
				sent.map((/** @type {Json} */ one) => [one.json.phone, one.pairedItem.item]),
				[
					[items[0].phone, 0],
					[items[2].phone, 2],
				],
			);
			assert.equal(refused.length, 1);
			assert.equal(refused[0].json.error, 'The balance of the eSMS account is too low');
			assert.match(JSON.stringify(refused[0].json), /Top up the eSMS account/);
			assert.equal(refused[0].pairedItem.item, 1);
			// A live error would hand the request, with the keys, to expressions of the next node.
			assert.equal(refused[0].error, undefined);
		});
	}

	it('names wrong keys', async () => {
		const data = { ...setting.credentialData, secretKey: 'wrong' };
		const { id, name } = await rest.createCredential('esmsApi', 'Wrong keys', data);
		const { error } = await runNode(
			{ resource: 'account', operation: 'getBalance' },
			{ credentials: { esmsApi: { id, name } } },
		);
		assert.equal(error.message, 'The API Key or the Secret Key is wrong');
		assert.equal(error.httpCode, '101');
	});
});

describe('input that is refused before anything is sent', () => {
	for (const { what, change, field } of [
		// Empty by expressions: what is empty in the editor, n8n before 2.41 refuses by itself.
		{ what: 'no phone', change: { phone: '={{ $json.nothing }}' }, field: 'Phone' },
		{ what: 'letters for a phone', change: { phone: 'abc' }, field: 'Phone' },
		{ what: 'no text', change: { content: '={{ $json.nothing }}' }, field: 'Text' },
		{
			what: 'no brandname',
			change: { brandname: rlc('={{ $json.nothing }}') },
			field: 'Brandname',
		},
		{
			what: 'a callback URL that is none',
			change: { options: { callbackUrl: 'n8n.example.com' } },
			field: 'Callback URL',
		},
	]) {
		it(`${what}: names the field by its label`, async () => {
			const filled = { ...sms, phone: '0901888484', content: 'Xin chao' };
			const { status, error } = await runNode({ ...filled, ...change });
			assert.equal(status, 'error');
			assert.ok(
				`${error.message} ${JSON.stringify(error.description)}`.includes(field),
				JSON.stringify(error),
			);
			assert.equal(error.httpCode ?? null, null, 'eSMS was asked');
		});
	}

	it('a template variable that is missing', async () => {
		const { error } = await runNode({
			resource: 'zns',
			operation: 'sendZns',
			phone: '0901888484',
			oaId: rlc('4097311281936189049'),
			templateId: rlc('205644'),
			templateData: {
				mappingMode: 'defineBelow',
				value: { otp: '' },
				schema: [
					{
						id: 'otp',
						displayName: 'otp',
						required: true,
						defaultMatch: false,
						display: true,
						type: 'string',
					},
				],
			},
		});
		assert.match(error.message, /'otp'/);
	});
});
