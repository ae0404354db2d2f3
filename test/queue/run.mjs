/**
 * n8n in queue mode, with workers killed in the middle.
 *
 *     node test/queue/run.mjs [--n8n 2.41.1] [--callbacks 2000] [--messages 5000] [--lost 200] [--default-locks]
 *                             [--package n8n-nodes-esms-x.y.z.tgz]
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { VERSIONS } from '../../scripts/n8n/install.mjs';
import { buildAndPack } from '../../scripts/package.mjs';
import { stopAll, temporaryDir } from '../../scripts/process.mjs';
import { callbacks } from './callbacks.mjs';
import { startCluster, stopParts } from './cluster.mjs';
import { lostReceipts } from './lostReceipts.mjs';
import { sends } from './sends.mjs';

const { values } = parseArgs({
	options: {
		n8n: { type: 'string', default: VERSIONS[0] },
		callbacks: { type: 'string', default: '2000' },
		messages: { type: 'string', default: '5000' },
		lost: { type: 'string', default: '200' },
		'default-locks': { type: 'boolean', default: false },
		package: { type: 'string' },
	},
});

process.exitCode = 1;
/** @type {import('./cluster.mjs').Cluster | undefined} */
let cluster;
/** @type {Promise<void> | undefined} */
let cleaned;
/** Once, because a signal that ends the test also makes what it waits for fail. */
const cleanUp = () =>
	(cleaned ??= (async () => {
		await cluster?.stop();
		await stopParts();
		await stopAll();
	})());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.once(signal, () => cleanUp().finally(() => process.exit(1)));
}
try {
	const tarball = values.package
		? resolve(values.package)
		: await buildAndPack(temporaryDir('package'));
	cluster = await startCluster(values.n8n, tarball, { hasDefaultLocks: values['default-locks'] });
	console.log(
		`n8n ${values.n8n} in queue mode, with ${values['default-locks'] ? "n8n's own" : 'short'} lock times`,
	);
	if (Number(values.callbacks) > 0) await callbacks(cluster, Number(values.callbacks));
	if (Number(values.messages) > 0) await sends(cluster, Number(values.messages));
	if (Number(values.lost) > 0) await lostReceipts(cluster, Number(values.lost));
	process.exitCode = 0;
} finally {
	await cleanUp();
}
