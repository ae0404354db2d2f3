import type { Resource } from '../../operation';
import { getZaloTemplate } from './getZaloTemplate';
import { listCustomerCareTemplates } from './listCustomerCareTemplates';
import { listZaloTemplates } from './listZaloTemplates';
import { registerSmsTemplate } from './registerSmsTemplate';
import { registerZaloTemplate } from './registerZaloTemplate';

export const template: Resource = {
	value: 'template',
	name: 'Template',
	description: 'Approved texts that customer care SMS and ZNS are made from',
	operations: [
		listZaloTemplates,
		getZaloTemplate,
		listCustomerCareTemplates,
		registerSmsTemplate,
		registerZaloTemplate,
	],
};
