const { TestEnvironment } = require('jest-environment-node');

/** Packages that are loaded once and not by each test file: n8n's engine alone takes seconds. */
const loadedOnce = ['n8n-core', 'n8n-workflow', 'axios'];

module.exports = class extends TestEnvironment {
	async setup() {
		await super.setup();
		// What is loaded outside asks `instanceof Error`, so both sides need the same classes.
		Object.assign(this.global, { Error, TypeError, RangeError, SyntaxError, Date });
		this.global.loadedOnce = Object.fromEntries(loadedOnce.map((name) => [name, require(name)]));
	}
};
module.exports.loadedOnce = loadedOnce;
