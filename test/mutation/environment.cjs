const { TestEnvironment } = require('jest-environment-node');

/** Packages that are loaded once and not by each test file: n8n's engine alone takes seconds. */
const loadedOnce = ['n8n-core', 'n8n-workflow', 'axios'];

/** How far the clock is ahead of the machine's, in milliseconds. */
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
		// As test/noon.cjs does, whose clock this one takes the place of.
		ahead += (5 - new Date(now()).getUTCHours()) * 3_600_000;
		this.global.clock = {
			now,
			putForwardTo: (/** @type {number} */ time) => {
				ahead += Math.max(0, time - now());
			},
		};
		this.global.loadedOnce = Object.fromEntries(loadedOnce.map((name) => [name, require(name)]));
	}

	/**
	 * One test that fails is enough, so the others of its file are skipped.
	 * @param {import('@jest/types').Circus.AsyncEvent | import('@jest/types').Circus.SyncEvent} event
	 */
	async handleTestEvent(event) {
		if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.hasFailed = true;
		// One that a hook has failed carries its error, and would count as passed.
		const isToCome = event.name === 'test_start' && event.test.errors.length === 0;
		if (isToCome && this.hasFailed) event.test.mode = 'skip';
	}
};
module.exports.loadedOnce = loadedOnce;
