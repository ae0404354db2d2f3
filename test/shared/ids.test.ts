import { plainId } from '../../nodes/shared/ids';

test.each<[unknown, string]>([
	['AB-cd-12 ', 'abcd12'],
	[123, '123'],
	[undefined, ''],
	[['abcd12'], ''],
])('%j is compared as %j', (id, plain) => {
	expect(plainId(id)).toBe(plain);
});
