import assert from 'node:assert/strict';
import { it } from 'node:test';
import { chain } from '../../bench/n8n.mjs';
import { itemsOf } from '../../scripts/n8n/client.mjs';
import { NODE, rest, rlc, setting, simulator } from './setting.mjs';

it('a Request ID is refused for another message in a later round of a loop', async () => {
	const phones = ['0901885140', '0901885150'];
	const items = phones.map((phone) => ({ json: { phone, order: 'LOOP-1' } }));
	const { connections, ...workflow } = chain('Request IDs in a loop', [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
		{
			name: 'Orders',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			parameters: { jsCode: `return ${JSON.stringify(items)};` },
		},
		{ name: 'Loop', type: 'n8n-nodes-base.splitInBatches', typeVersion: 3 },
		{
			name: 'eSMS',
			type: NODE,
			credentials: { esmsApi: { id: setting.credential.id, name: setting.credential.name } },
			onError: 'continueRegularOutput',
			parameters: {
				resource: 'sms',
				operation: 'sendCustomerCareSms',
				phone: '={{ $json.phone }}',
				brandname: rlc('Baotrixemay'),
				content: '123456 la ma xac minh dang ky Baotrixemay cua ban',
				options: { requestId: '={{ $json.order }}' },
			},
		},
		{ name: 'After', type: 'n8n-nodes-base.noOp' },
	]);
	const to = (/** @type {string} */ node) => [{ node, type: 'main', index: 0 }];
	const created = await rest.createWorkflow({
		...workflow,
		id: undefined,
		connections: {
			...connections,
			Loop: { main: [to('After'), to('eSMS')] },
			eSMS: { main: [to('Loop')] },
		},
	});
	const execution = await rest.run(created, 'Start', 60_000);
	const [first, second] = itemsOf(execution, 'After');
	assert.equal(first.status, 'accepted', JSON.stringify(first));
	assert.match(second.error, /'Request ID' is 'LOOP-1' for another message too/);
	const received = await Promise.all(
		phones.map((phone) => simulator('GET', `messages?phone=${phone}`)),
	);
	assert.deepEqual(
		received.map((messages) => messages.length),
		[1, 0],
	);
});
