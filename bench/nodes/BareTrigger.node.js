/** The least that a community trigger can do: what one call gives starts the workflow. */
class BareTrigger {
	description = {
		displayName: 'Bare Trigger',
		name: 'bareTrigger',
		group: ['trigger'],
		version: 2,
		description: 'Starts the workflow with the query of a call',
		defaults: { name: 'Bare Trigger' },
		inputs: [],
		outputs: ['main'],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				responseData: '',
				path: 'bare',
			},
		],
		properties: [],
	};

	async webhook() {
		return { webhookResponse: 'OK', workflowData: [[{ json: this.getQueryData() }]] };
	}
}

module.exports = { BareTrigger };
