import type { Resource } from '../../operation';
import { getZaloTemplate } from './getZaloTemplate';
import { listCustomerCareTemplates } from './listCustomerCareTemplates';
import { listZaloTemplates } from './listZaloTemplates';
import { registerSmsTemplate } from './registerSmsTemplate';
import { registerZaloTemplate } from './registerZaloTemplate';

export const template: Resource = {
	value: 'template',
	name: 'Template',
	description: 'Texts that are approved beforehand, from which customer care SMS and ZNS are made',
	operations: [
		listZaloTemplates,
		getZaloTemplate,
		listCustomerCareTemplates,
		registerSmsTemplate,
		registerZaloTemplate,
	],
};
