const jest = require('../../jest.config.js');
const { loadedOnce } = require('./environment.cjs');

/** Folders whose tests start n8n's engine or read the whole node. */
const slow = [
	'engine',
	'structure',
	'examples',
	'Credentials',
	'EsmsTrigger/(?:EsmsTrigger|hostile)\\.',
];

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
		'<rootDir>/test/simulator/',
		...(process.env.MUTATE_WITH_ENGINE ? [] : slow.map((one) => `<rootDir>/test/${one}`)),
	],
};
