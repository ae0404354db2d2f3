/** What Zalo's error codes mean, as far as eSMS's samples and Zalo Cloud's list tell. */
const meanings: Readonly<Record<number, string>> = {
	0: 'Accepted by Zalo',
	1001: 'The user was not online in time',
	[-108]: 'The phone number is not valid',
	[-109]: 'The ZNS template ID is not valid',
	[-111]: 'The template data is empty',
	[-114]:
		'The user is inactive, refuses the message or has an old Zalo version, or Zalo had an internal fault',
	[-124]:
		'The access token is not valid: the link between the OA and eSMS has probably lapsed and needs to be renewed',
};

/**
 * Says in words what a Zalo error code means.
 *
 * @param code Zalo's `error`, 0 or negative, or the 1001 that eSMS's status calls give
 * @returns null for a code that is not known
 */
export function zaloErrorMeaning(code: number | null): string | null {
	return code === null ? null : (meanings[code] ?? null);
}
