const { TestEnvironment } = require('jest-environment-node');

/** Packages that are loaded once and not by each test file: n8n's engine alone takes seconds. */
const loadedOnce = ['n8n-core', 'n8n-workflow', 'axios'];

/** How far the clock was put forward, in milliseconds. */
let ahead = 0;
const realNow = Date.now;
const now = () => realNow() + ahead;
// Before n8n's engine is loaded, whose expressions read the same clock as the node.
Date.now = now;
globalThis.Date = new Proxy(Date, {
	construct: (target, values, asked) =>
		Reflect.construct(target, values.length === 0 ? [now()] : values, asked),
});

module.exports = class extends TestEnvironment {
	async setup() {
		await super.setup();
		// What is loaded outside asks `instanceof Error`, so both sides need the same classes.
		Object.assign(this.global, { Error, TypeError, RangeError, SyntaxError, Date });
		this.global.putClockForwardTo = (/** @type {number} */ time) => {
			ahead += Math.max(0, time - now());
		};
		this.global.loadedOnce = Object.fromEntries(loadedOnce.map((name) => [name, require(name)]));
	}

	/**
	 * One test that fails is enough, so the others of its file are skipped.
	 * @param {import('@jest/types').Circus.AsyncEvent | import('@jest/types').Circus.SyncEvent} event
	 */
	async handleTestEvent(event) {
		if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.hasFailed = true;
		if (event.name === 'test_start' && this.hasFailed) event.test.mode = 'skip';
	}
};
module.exports.loadedOnce = loadedOnce;
