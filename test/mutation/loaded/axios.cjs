module.exports = globalThis.loadedOnce['axios'];
