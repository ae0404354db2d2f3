// First, so that its hooks hold for all files and not for the one that loads it first.
require('../engine/simulator');

/**
 * All tests of a mutation run as one file. StrykerJS starts the tests once for each change, and loading the node
 * and the simulator for every file anew would take most of the time.
 */
for (const file of (process.env.MUTATE_TESTS ?? '').split(',')) {
	describe(file, () => {
		require(`../../${file}`);
	});
}
