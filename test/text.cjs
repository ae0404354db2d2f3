/** Lets jest import a document as text, so that tests hold it to what it says. */
module.exports = {
	process: (text) => ({ code: `module.exports = ${JSON.stringify(text)};` }),
};
