const jest = require('../../jest.config.js');
const { loadedOnce } = require('./environment.cjs');

/** The tests that scripts/mutate.mjs names, as a mutation run needs them, which starts them hundreds of times. */
module.exports = {
	...jest,
	rootDir: '../..',
	testEnvironment: require.resolve('./environment.cjs'),
	moduleNameMapper: Object.fromEntries(
		loadedOnce.map((name) => [`^${name}$`, `<rootDir>/test/mutation/loaded/${name}.cjs`]),
	),
	testMatch: ['<rootDir>/test/mutation/related.cjs'],
};
