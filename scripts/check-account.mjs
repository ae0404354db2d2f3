/**
 * Holds what eSMS's server answers to an account against the contract, and writes a report that can be pasted into an
 * issue: `npm run check:account -- --help`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { Interview } from './account/ask.ts';
import { checkAccount } from './account/check.ts';
import { readCalls } from './account/contract.ts';
import { differencesIn, reportOf } from './account/report.ts';
import { hosts } from '../nodes/shared/hosts.ts';
import { resultsDir, root } from './process.mjs';

/** Between two requests: the strictest limit of the API is 20 a second. */
const PAUSE_MS = 50;

const { values: flags } = parseArgs({
	options: {
		yes: { type: 'boolean', default: false },
		'look-ups-only': { type: 'boolean', default: false },
		out: { type: 'string', default: join(resultsDir, 'account-check.md') },
		help: { type: 'boolean', default: false },
	},
});

const { ESMS_API_KEY, ESMS_SECRET_KEY, ESMS_PHONE } = process.env;

if (flags.help) {
	console.log(`npm run check:account -- [options]
  --yes             do not ask, for a shell without a terminal
  --look-ups-only   no sandbox sends
  --out file        where the report goes, by default test-results/account-check.md
In the environment:
  ESMS_API_KEY, ESMS_SECRET_KEY   the keys of the account
  ESMS_PHONE                      your own number, to which the sandbox sends are addressed; without it there are none
  ESMS_REST_URL, ESMS_VOICE_URL, ESMS_STATUS_URL   a proxy of your own, or the simulator`);
	process.exit(0);
}
if (!ESMS_API_KEY || !ESMS_SECRET_KEY) {
	console.error('Set ESMS_API_KEY and ESMS_SECRET_KEY in the environment (--help tells more)');
	process.exit(2);
}
if (ESMS_PHONE && !/^(?:\+?84|0)\d{9}$/.test(ESMS_PHONE)) {
	console.error('ESMS_PHONE is not a Vietnamese mobile number, set one such as 0901888484');
	process.exit(2);
}

const phone = flags['look-ups-only'] ? undefined : ESMS_PHONE;
console.log(`This makes about 80 look-ups${phone ? ' and 14 sandbox sends to ESMS_PHONE' : ''} with the account of ESMS_API_KEY.
Nothing is sent and nothing is charged: it asks for no price, registers nothing and orders nothing.${
	phone
		? `
eSMS checks a sandbox send without sending it. Should one cost money all the same, it stops at the first.`
		: ''
}
The report holds names of calls and fields, result codes and kinds of values, and none of your keys, numbers, texts or names.`);

if (!flags.yes) {
	if (!process.stdin.isTTY) {
		console.error('There is no terminal to ask in, add --yes if you agree');
		process.exit(2);
	}
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	const answer = await terminal.question('Go on? (y/N) ');
	terminal.close();
	if (!/^y(?:es)?$/i.test(answer.trim())) process.exit(2);
}

/** @param {string} file */
const read = (file) => readFile(join(root, file), 'utf8');
const document = parse(await read('contract/openapi.yaml'));
const questions = JSON.parse(await read('contract/open-questions.json'));
const { version } = JSON.parse(await read('package.json'));

/** @type {Record<string, string | undefined>} */
const addresses = {
	rest: process.env.ESMS_REST_URL,
	voice: process.env.ESMS_VOICE_URL,
	status: process.env.ESMS_STATUS_URL,
};
const account = {
	apiKey: ESMS_API_KEY.trim(),
	secretKey: ESMS_SECRET_KEY.trim(),
	phone,
	hosts: Object.fromEntries(
		Object.entries(hosts).map(([host, { origin }]) => [origin, addresses[host] || origin]),
	),
};
const interview = new Interview(readCalls(document), account, () => sleep(PAUSE_MS));
const outcome = await checkAccount(interview, account);
const report = reportOf(interview.heard, outcome, questions, {
	packageVersion: version,
	contractVersion: document.info.version,
	date: new Date().toISOString().slice(0, 10),
});
await mkdir(dirname(flags.out), { recursive: true });
await writeFile(flags.out, report);

console.log(
	outcome.keysTaken
		? `${differencesIn(interview.heard).length} differences from the contract.`
		: 'The keys were not taken, or what answered is not eSMS.',
);
if (outcome.sandboxCharged) console.log('The balance fell around a sandbox send: see the report.');
console.log(`The report is in ${flags.out}`);
process.exitCode = outcome.keysTaken && !outcome.sandboxCharged ? 0 : 1;
