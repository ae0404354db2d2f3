declare module '@n8n/scan-community-package/scanner/scanner.mjs' {
	/** Files of a source checkout that the scan covers. */
	export const SOURCE_FILE_PATTERNS: string[];

	/** Lints a package folder with the scan's rules. */
	export function analyzePackage(
		packageDir: string,
		filePatterns?: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
}
