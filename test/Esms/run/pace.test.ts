import { sleep } from 'n8n-workflow';
import { createPace } from '../../../nodes/Esms/run/pace';

/** Lets requests start, each answered at once or after `duration` ms; returns when each started. */
async function starts(count: number, pace: Parameters<typeof createPace>[1], duration = 0) {
	const wait = createPace({}, pace, undefined);
	const began: number[] = [];
	let inFlight = 0;
	let most = 0;
	await Promise.all(
		Array.from({ length: count }, async () => {
			const free = await wait();
			began.push(Date.now());
			most = Math.max(most, ++inFlight);
			if (duration > 0) await sleep(duration);
			inFlight--;
			free?.();
		}),
	);
	return { began, most };
}

it.each([
	[1, 5],
	[2, 7],
	[20, 20],
])('%i at once are never more than that among %i', async (atOnce, count) => {
	const { began, most } = await starts(count, { atOnce, interval: 0 }, 5);
	expect(began).toHaveLength(count);
	expect(most).toBe(atOnce);
});

it('without an interval a slot is free again with the answer', async () => {
	const wait = createPace({}, { atOnce: 1, interval: 0 }, undefined);
	(await wait())?.();
	await expect(wait()).resolves.toEqual(expect.any(Function));
});

it('without an interval the clock of the machine may be set back', async () => {
	const wait = createPace({}, { atOnce: 1, interval: 0 }, undefined);
	(await wait())?.();
	const began = performance.now();
	const earlier = Date.now() - 5000;
	const clock = jest.spyOn(Date, 'now').mockReturnValue(earlier);
	await wait();
	clock.mockRestore();
	expect(performance.now() - began).toBeLessThan(1000);
});

it('never starts more in any window of the interval, counted from the answers', async () => {
	const interval = 60;
	const { began } = await starts(7, { atOnce: 3, interval }, 10);
	for (const [index, moment] of began.entries()) {
		if (index >= 3) expect(moment - began[index - 3]).toBeGreaterThanOrEqual(interval);
	}
});

it('ends the waiting of a run that is cancelled, and lets nothing start after that', async () => {
	const control = new AbortController();
	const wait = createPace({}, { atOnce: 1, interval: 0 }, control.signal);
	const free = await wait();
	expect(free).toEqual(expect.any(Function));
	const waiting = wait();
	control.abort();
	await expect(waiting).resolves.toBeUndefined();
	free?.();
	await expect(wait()).resolves.toBeUndefined();
});

it('counts what other nodes of the execution have sent, by its own interval', async () => {
	const life = {};
	for (let time = 0; time < 2; time++) {
		(await createPace(life, { atOnce: 2, interval: 10_000 }, undefined)())?.();
	}
	const quick = createPace(life, { atOnce: 2, interval: 50 }, undefined);
	const began = Date.now();
	await quick();
	expect(Date.now() - began).toBeGreaterThanOrEqual(45);
	expect(Date.now() - began).toBeLessThan(5000);
	await expect(createPace({}, { atOnce: 1, interval: 50 }, undefined)()).resolves.toBeDefined();
});

it('counts them too where its own interval is longer than all before', async () => {
	const life = {};
	(await createPace(life, { atOnce: 1, interval: 1 }, undefined)())?.();
	const interval = 100_000;
	const { now } = Date;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + interval - 300);
	const since = Date.now();
	(await createPace(life, { atOnce: 1, interval }, undefined)())?.();
	const waited = Date.now() - since;
	clock.mockRestore();
	expect(waited).toBeGreaterThanOrEqual(200);
});

it.each([0, 1000])('starts one an interval after the earliest answer, %i ms ago', async (ago) => {
	const interval = 1200;
	const wait = createPace({}, { atOnce: 2, interval }, undefined);
	(await wait())?.();
	await sleep(ago);
	(await wait())?.();
	const began = Date.now();
	(await wait())?.();
	expect(Date.now() - began).toBeGreaterThanOrEqual(interval - ago - 50);
	expect(Date.now() - began).toBeLessThan(interval - ago + 500);
});

it('starts one soon after a slot in flight is free', async () => {
	const wait = createPace({}, { atOnce: 1, interval: 0 }, undefined);
	const free = await wait();
	const began = Date.now();
	void sleep(30).then(() => free?.());
	await wait();
	expect(Date.now() - began).toBeLessThan(500);
});
