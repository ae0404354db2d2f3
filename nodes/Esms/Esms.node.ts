import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { customOperations, buildProperties } from './properties';
import { fieldOrder } from './fields';
import { listSearch } from './methods/listSearch';
import { resourceMapping } from './methods/resourceMapping';
import { resources } from './resources';
import { receiptWebhooks, takeReceipt } from './run/waitForReceipt';

export class Esms implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'eSMS',
		name: 'esms',
		icon: { light: 'file:../../icons/esms.svg', dark: 'file:../../icons/esms.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description:
			'Send SMS, Zalo, Viber and voice messages through eSMS.vn and look up what became of them',
		defaults: { name: 'eSMS' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'esmsApi', required: true }],
		requestDefaults: {},
		webhooks: receiptWebhooks,
		properties: buildProperties(resources, fieldOrder),
	};

	webhook = takeReceipt;

	methods = { listSearch, resourceMapping };

	customOperations = customOperations(resources);
}
