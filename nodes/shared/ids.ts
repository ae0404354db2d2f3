/**
 * An SMSID or ReferenceId as it is compared: eSMS writes the same one in both letter cases, with and
 * without dashes, and sometimes with a blank behind it. A Request ID is the user's own and is
 * compared as it stands.
 *
 * @returns '' for what is no ID
 */
export function plainId(id: unknown): string {
	const isId = typeof id === 'string' || typeof id === 'number';
	return isId ? String(id).trim().toLowerCase().replace(/-/g, '') : '';
}
