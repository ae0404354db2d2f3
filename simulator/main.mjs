import { networkInterfaces } from 'node:os';
import { parseArgs } from 'node:util';
import { startSimulator } from './start.mjs';

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '4010' },
		host: { type: 'string', default: '127.0.0.1' },
		'api-key': { type: 'string' },
		'secret-key': { type: 'string' },
		'callback-delay': { type: 'string' },
		'late-delay': { type: 'string' },
		'call-anywhere': { type: 'boolean', default: false },
		quiet: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	},
});

if (values.help) {
	console.log(`npm run simulator -- [options]
  --port 4010            port, 0 for a free one
  --host 127.0.0.1       0.0.0.0 to be reached from an n8n in Docker
  --api-key, --secret-key
  --callback-delay 300   milliseconds from acceptance to callback
  --late-delay 3000      milliseconds for receivers that are delivered later
  --call-anywhere        callbacks to public addresses too, not only to the local network
  --quiet                no line per request`);
	process.exit(0);
}

const given = {
	apiKey: values['api-key'],
	secretKey: values['secret-key'],
	callbackDelayMs: values['callback-delay'] && Number(values['callback-delay']),
	lateDelayMs: values['late-delay'] && Number(values['late-delay']),
	callAnywhere: values['call-anywhere'],
};
const simulator = await startSimulator({
	port: Number(values.port),
	host: values.host,
	log: values.quiet ? undefined : (line) => console.log(line),
	...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
});

const hosts =
	values.host === '0.0.0.0' || values.host === '::'
		? [
				'127.0.0.1',
				...Object.values(networkInterfaces())
					.flatMap((list) => list ?? [])
					.filter((one) => one.family === 'IPv4' && !one.internal)
					.map((one) => one.address),
			]
		: [values.host];
console.log(`eSMS simulator
${hosts.map((host) => `  page and base URL of all three hosts   http://${host}:${simulator.port}`).join('\n')}
  API Key ${simulator.settings.apiKey}   Secret Key ${simulator.settings.secretKey}
  test account, steering numbers and admin API at /help`);

for (const signal of ['SIGINT', 'SIGTERM']) {
	process.once(signal, async () => {
		await simulator.close();
		process.exit(0);
	});
}
