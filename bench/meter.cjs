/**
 * Loaded into an n8n process to measure it from inside.
 *
 * METER_FILE: where the figures are written, as JSON.
 * METER_NODE: name of the node whose run is measured; the figures are written when the process ends.
 * METER_PROFILE: where a CPU profile of that run is written, for Chrome's developer tools.
 * On SIGUSR2 the memory left after a garbage collection is written instead.
 */
const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector/promises');
const Module = require('node:module');
const { monitorEventLoopDelay, performance } = require('node:perf_hooks');
const { setTimeout: sleep } = require('node:timers/promises');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const { METER_FILE: file, METER_NODE: nodeName, METER_PROFILE: profileFile } = process.env;

const milliseconds = ({ user, system }) => (user + system) / 1000;

/** A way to collect all garbage at once. */
function garbageCollector() {
	setFlagsFromString('--expose-gc');
	return runInNewContext('gc');
}

/** What n8n's start left is collected here: otherwise that falls into the run of one package and not of another. */
function collectBefore() {
	const cpu = process.cpuUsage();
	garbageCollector()();
	collectingMs = milliseconds(process.cpuUsage(cpu));
}

let collectingMs = 0;

/** Measures one run of the node: CPU and wall time, and the longest time in which nothing else could run. */
async function measured(run) {
	collectBefore();
	const loop = monitorEventLoopDelay({ resolution: 10 });
	loop.enable();
	await sleep(30);
	loop.reset();
	const cpu = process.cpuUsage();
	const start = performance.now();
	try {
		return await run();
	} finally {
		const figures = {
			cpuMs: milliseconds(process.cpuUsage(cpu)),
			wallMs: performance.now() - start,
		};
		// The timer behind the histogram has to fire once more to see a block at the very end.
		await sleep(30);
		loop.disable();
		nodeRun = { ...figures, blockMs: loop.max / 1e6 };
	}
}

let nodeRun = { cpuMs: 0, wallMs: 0, blockMs: 0 };

/** Runs what is given under the CPU profiler. */
async function profiled(run) {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.start');
	try {
		return await run();
	} finally {
		const { profile } = await session.post('Profiler.stop');
		writeFileSync(profileFile, JSON.stringify(profile));
		session.disconnect();
	}
}

function watch(prototype) {
	const { runNode } = prototype;
	prototype.runNode = async function (workflow, executionData, ...rest) {
		const run = () => runNode.call(this, workflow, executionData, ...rest);
		if (executionData.node.name !== nodeName) return await run();
		return await (profileFile === undefined ? measured(run) : profiled(run));
	};
}

if (file !== undefined && nodeName !== undefined) {
	const load = Module._load;
	Module._load = function (request, ...rest) {
		const loaded = load.call(this, request, ...rest);
		if (request.endsWith('/workflow-execute') && !watch.done) {
			watch.done = true;
			watch(loaded.WorkflowExecute.prototype);
		}
		return loaded;
	};
	process.once('exit', () => {
		const { maxRSS } = process.resourceUsage();
		const cpuMs = milliseconds(process.cpuUsage()) - collectingMs;
		const whole = { cpuMs, wallMs: performance.now(), peakMb: maxRSS / 1024 };
		writeFileSync(file, JSON.stringify({ whole, node: nodeRun }));
	});
} else if (file !== undefined && process.argv.includes('start')) {
	const gc = garbageCollector();
	writeFileSync(`${file}.pid`, String(process.pid));
	process.on('SIGUSR2', () => {
		gc();
		gc();
		const { rss, heapUsed, external } = process.memoryUsage();
		writeFileSync(file, JSON.stringify({ rss, heapUsed, external }));
	});
}
