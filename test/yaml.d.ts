declare module '*.yaml' {
	const document: unknown;
	export = document;
}
