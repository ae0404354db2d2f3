/** Makes items to send, at next to no cost. */
class BenchItems {
	description = {
		displayName: 'Bench Items',
		name: 'benchItems',
		group: ['input'],
		version: 1,
		description: 'Makes items to send',
		defaults: { name: 'Bench Items' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'Count', name: 'count', type: 'number', default: 10 }],
	};

	async execute() {
		const count = this.getNodeParameter('count', 0);
		return [
			Array.from({ length: count }, (_, index) => ({
				json: {
					order: `order-${index}`,
					phone: `09${String(index).padStart(8, '0')}`,
					code: String(100_000 + index),
					shop: 'Baotrixemay',
					amount: 250_000,
				},
				pairedItem: { item: 0 },
			})),
		];
	}
}

module.exports = { BenchItems };
