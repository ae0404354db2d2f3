const { rm } = require('node:fs/promises');
const { dest, parallel, src } = require('gulp');

/** Removes what an earlier build left, so that no deleted file is packed. */
const clean = () => rm('dist', { recursive: true, force: true });

/** Icons, which the credentials and both nodes share. Binary-safe: gulp would read them as text. */
const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));

/** Node metadata for the editor: codex files and output previews. */
const metadata = () =>
	src(['nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], { base: 'nodes' }).pipe(
		dest('dist/nodes'),
	);

module.exports = { clean, assets: parallel(icons, metadata) };
