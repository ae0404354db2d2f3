/**
 * The same POST in a plain loop, as the floor of what a send costs.
 *
 *     node bench/axios.mjs <path of axios> <url> <count>
 */
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';

const [path, url, count] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const axios = require(path);

let next = 0;
async function work() {
	while (next < Number(count)) {
		const index = next++;
		await axios.post(url, {
			ApiKey: 'key',
			SecretKey: 'secret',
			Phone: `09${String(index).padStart(8, '0')}`,
			Content: `${100_000 + index} la ma xac minh dang ky Baotrixemay cua ban`,
			Brandname: 'Baotrixemay',
			SmsType: '2',
			IsUnicode: '0',
			RequestId: `order-${index}`,
		});
	}
}

const cpu = process.cpuUsage();
const start = performance.now();
await Promise.all(Array.from({ length: 20 }, work));
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ cpuMs: (user + system) / 1000, wallMs: performance.now() - start }));
