const loaded = globalThis.loadedOnce['n8n-workflow'];

/** Pauses between requests would take most of a run. */
const hurry = 20;

/** Waits a twentieth of the time, and puts the clock forward by the rest, so that what reads it finds the whole pause. */
async function sleep(milliseconds) {
	const end = Date.now() + milliseconds;
	await loaded.sleep(milliseconds / hurry);
	globalThis.putClockForwardTo(end);
}

module.exports = { ...loaded, sleep };
