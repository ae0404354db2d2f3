import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { customOperations, buildProperties } from './properties';
import { newer } from '../shared/newer';
import { hints, subtitle, waitingTooltip } from './canvas';
import { fieldOrder } from './fields';
import { listSearch } from './methods/listSearch';
import { resourceMapping } from './methods/resourceMapping';
import { resources } from './resources';
import { takeCall, webhooks } from './run/sendAndWait';

export class Esms implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'eSMS',
		name: 'esms',
		icon: { light: 'file:../../icons/esms.svg', dark: 'file:../../icons/esms.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitle(resources),
		description:
			'Send SMS, Zalo, Viber and voice messages through eSMS.vn and look up what became of them',
		defaults: { name: 'eSMS' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'esmsApi', required: true }],
		requestDefaults: {},
		waitingNodeTooltip: waitingTooltip,
		hints,
		...newer({
			builderHint: {
				searchHint:
					"Sends SMS, Zalo (ZNS, OA), Viber and voice messages in Vietnam. 'accepted' is not delivered: the outcome comes by eSMS Trigger, options.waitForReceipt or a status operation, and nothing is to be sent again meanwhile. ZNS needs an Official Account (oaId), then one of its templates (templateId), then its variables (templateData). The text of a customer care SMS must match a template of the brandname. options.sandbox true tries a send without sending.",
				relatedNodes: [
					{
						nodeType: 'n8n-nodes-esms.esmsTrigger',
						relationHint: 'Starts a workflow with the delivery report of each message',
					},
				],
			},
		}),
		webhooks,
		properties: buildProperties(resources, fieldOrder),
	};

	webhook = takeCall;

	methods = { listSearch, resourceMapping };

	customOperations = customOperations(resources);
}
