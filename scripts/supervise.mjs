/**
 * Runs a command as the head of its own process group and ends the whole group when the process
 * that started it goes away, however it goes: its end of standard input closes then.
 *
 *     node scripts/supervise.mjs <command> [...arguments]
 */
import { spawn } from 'node:child_process';

const GRACE_MS = 8_000;
const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

const endGroup = () => process.kill(-process.pid, 'SIGKILL');
const stop = () => {
	child.kill('SIGTERM');
	setTimeout(endGroup, GRACE_MS);
};

child.on('error', (error) => {
	console.error(`${command} did not start: ${error.message}`);
	endGroup();
});
child.on('exit', (code, signal) => {
	console.error(`${command} ended with ${signal ?? `code ${code}`}`);
	endGroup();
});
process.stdin.on('end', stop).on('error', stop).resume();
