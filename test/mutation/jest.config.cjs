const jest = require('../../jest.config.js');
const { loadedOnce } = require('./environment.cjs');

/** Tests that start n8n's engine or read the whole node. */
const slow =
	'test/(?:engine|structure|examples|simulator|Credentials|EsmsPollingTrigger|EsmsTrigger/(?:EsmsTrigger|hostile|webhook))';

const listed = (names = '') => names.split(',').filter(Boolean);

/** Those among them that are wanted all the same. */
const wanted = listed(process.env.MUTATE_WITH);

/** The only folders whose tests are to run, where the others would take long and tell nothing more. */
const only = listed(process.env.MUTATE_ONLY);

/** The tests as a mutation run needs them, which starts them hundreds of times. */
module.exports = {
	...jest,
	rootDir: '../..',
	testEnvironment: require.resolve('./environment.cjs'),
	moduleNameMapper: Object.fromEntries(
		loadedOnce.map((name) => [`^${name}$`, `<rootDir>/test/mutation/loaded/${name}.cjs`]),
	),
	testMatch:
		only.length > 0
			? [...only.map((folder) => `${folder}/**/*.test.ts`), ...wanted].map(
					(one) => `<rootDir>/${one}`,
				)
			: jest.testMatch,
	testPathIgnorePatterns: [
		...jest.testPathIgnorePatterns,
		`<rootDir>/(?!${['$.', ...wanted].join('|')})${slow}`,
	],
};
