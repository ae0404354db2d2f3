const jest = require('../../jest.config.js');
const { loadedOnce } = require('./environment.cjs');

/** Tests that start n8n's engine or read the whole node. */
const slow =
	'test/(?:engine|structure|examples|simulator|Credentials|EsmsTrigger/(?:EsmsTrigger|hostile))';

/** Those among them that are wanted all the same. */
const wanted = (process.env.MUTATE_WITH ?? '').split(',').filter(Boolean);

/** The tests as a mutation run needs them, which starts them hundreds of times. */
module.exports = {
	...jest,
	rootDir: '../..',
	testEnvironment: require.resolve('./environment.cjs'),
	moduleNameMapper: Object.fromEntries(
		loadedOnce.map((name) => [`^${name}$`, `<rootDir>/test/mutation/loaded/${name}.cjs`]),
	),
	testPathIgnorePatterns: [
		...jest.testPathIgnorePatterns,
		`<rootDir>/(?!${['$.', ...wanted].join('|')})${slow}`,
	],
};
