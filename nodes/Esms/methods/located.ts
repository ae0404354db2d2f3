import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

/** Stands for an expression that has no value while the node is set up. */
export const UNRESOLVED = '=';

/** Value of a resource locator while the node is set up: text, empty for none, `UNRESOLVED`. */
export function located(context: ILoadOptionsFunctions, name: string): string {
	const textOf = (given: unknown) =>
		String((typeof given === 'object' ? (given as IDataObject | null)?.value : given) ?? '').trim();
	const value = textOf(context.getCurrentNodeParameter(name));
	if (!value.startsWith('=')) return value;
	try {
		// The editor resolves most expressions before it asks; what is left may still be a constant.
		return textOf(context.getNodeParameter(name, '')) || UNRESOLVED;
	} catch {
		return UNRESOLVED;
	}
}
