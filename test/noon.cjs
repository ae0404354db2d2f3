// Hints depend on the hour in Vietnam, so that for the tests it is always between 12 and 13 h there.
const shift = (5 - new Date().getUTCHours()) * 3_600_000;
const realNow = Date.now;
const now = () => realNow() + shift;

Date.now = now;
globalThis.Date = new Proxy(Date, {
	construct: (target, given, made) =>
		Reflect.construct(target, given.length > 0 ? given : [now()], made),
});
