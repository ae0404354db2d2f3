import type { Resource } from '../../operation';
import { getZaloTemplate } from './getZaloTemplate';
import { listCustomerCareTemplates } from './listCustomerCareTemplates';
import { listZaloTemplates } from './listZaloTemplates';
import { registerSmsTemplate } from './registerSmsTemplate';
import { registerZaloTemplate } from './registerZaloTemplate';

export const template: Resource = {
	value: 'template',
	name: 'Template',
	first: listZaloTemplates.value,
	operations: [
		listCustomerCareTemplates,
		listZaloTemplates,
		getZaloTemplate,
		registerSmsTemplate,
		registerZaloTemplate,
	],
};
