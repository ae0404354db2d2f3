const { parse } = require('yaml');

/** Lets jest import YAML files, so that tests read the contract itself and no copy of it. */
module.exports = {
	process: (text) => ({ code: `module.exports = ${JSON.stringify(parse(text))};` }),
};
