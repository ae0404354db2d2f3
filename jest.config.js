// n8n-core's log would bury what the tests say.
process.env.N8N_LOG_LEVEL ??= 'silent';

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/browser/'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test-results/'],
	// n8n-core keeps timers of its own running, which nothing outside it can stop.
	forceExit: true,
	setupFiles: ['<rootDir>/test/noon.cjs'],
	testTimeout: 120_000,
	// Most of what the tests take is waiting, so that several share a core well.
	maxWorkers: 3,
	transform: {
		'^.+\\.ts$': 'ts-jest',
		'\\.yaml$': '<rootDir>/test/yaml.cjs',
		'\\.md$': '<rootDir>/test/text.cjs',
	},
};
