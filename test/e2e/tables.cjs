/**
 * Prints all rows of a database of SQLite as JSON, {table: rows}: its file cuts long values into pages. Runs with
 * n8n's own Node.js and driver, which is compiled for it.
 *
 *     node tables.cjs <a file of n8n> <database.sqlite>
 */
const { createRequire } = require('node:module');
const { promisify } = require('node:util');

const [ofN8n, file] = process.argv.slice(2);
const { Database, OPEN_READONLY } = createRequire(ofN8n)('sqlite3');

(async () => {
	const database = new Database(file, OPEN_READONLY);
	const all = promisify(database.all.bind(database));
	const tables = await all("SELECT name FROM sqlite_master WHERE type = 'table'");
	const rows = await Promise.all(
		tables.map(async ({ name }) => [name, await all(`SELECT * FROM "${name}"`)]),
	);
	console.log(JSON.stringify(Object.fromEntries(rows)));
})();
