const loaded = globalThis.loadedOnce['n8n-workflow'];

/** Pauses between requests would take most of a run. */
const hurry = 20;

/** Waits a twentieth of the time, and puts the clock forward by the rest, so that what reads it finds the whole pause. */
async function sleep(milliseconds) {
	// Not Date.now, which a test may have set to another day.
	const { now, putForwardTo } = globalThis.clock;
	const end = now() + milliseconds;
	await loaded.sleep(milliseconds / hurry);
	putForwardTo(end);
}

module.exports = { ...loaded, sleep };
