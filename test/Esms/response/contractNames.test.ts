import openapi from '../../../contract/openapi.yaml';
import { inContractSpelling } from '../../../nodes/Esms/response/contractNames';
import { resources } from '../../../nodes/Esms/resources';

type Schema = { $ref?: string; properties?: Record<string, Schema> } & Record<string, unknown>;

const root = openapi as unknown as Schema;

const resolve = (schema: Schema): Schema =>
	schema.$ref === undefined
		? schema
		: resolve(
				schema.$ref
					.slice(2)
					.split('/')
					.reduce<unknown>((value, key) => (value as Schema)[key], root) as Schema,
			);

/** Names of all properties in the answers of a call, at every depth. */
function namesIn(value: unknown, found = new Set<string>()): Set<string> {
	if (typeof value !== 'object' || value === null) return found;
	const schema = resolve(value as Schema);
	for (const name of Object.keys(schema.properties ?? {})) found.add(name);
	for (const key of ['properties', 'items', 'allOf', 'oneOf', 'anyOf']) {
		const inner = schema[key];
		if (typeof inner !== 'object' || inner === null) continue;
		for (const part of key === 'items' ? [inner] : Object.values(inner)) namesIn(part, found);
	}
	return found;
}

const answers = Object.values(root.paths as Record<string, Record<string, Schema>>)
	.flatMap((methods) => Object.values(methods))
	.flatMap((call) =>
		Object.values((call.responses ?? {}) as Record<string, Schema>).map((response) => ({
			call: String(call.operationId),
			names: namesIn(
				Object.values((resolve(response).content ?? {}) as Record<string, Schema>)[0]?.schema,
			),
		})),
	);

const ownNames = new Map(
	resources.flatMap(({ operations }) =>
		operations.map((o) => [o.value, [o.success.field, ...(o.answerNames ?? [])]]),
	),
);

test.each(answers.map(({ call, names }) => [call, names] as const))(
	'%s: every documented name is found in any letter case',
	(call, names) => {
		for (const name of names) {
			for (const spelled of [name.toLowerCase(), name.toUpperCase(), name]) {
				const [read] = Object.keys(inContractSpelling({ [spelled]: 1 }, ownNames.get(call)));
				expect(read.toLowerCase()).toBe(name.toLowerCase());
				if (ownNames.has(call)) expect(read).toBe(name);
			}
		}
	},
);

test.each([
	['SentSuccess', 'SendSuccess'],
	['SentFailed', 'SendFailed'],
	['TotalSend', 'TotalSent'],
	['RefercenceId', 'ReferenceId'],
	['Sellprice', 'SellPrice'],
])('%s is what eSMS elsewhere calls %s', (other, name) => {
	expect(inContractSpelling({ [other]: 1 })).toEqual({ [name]: 1 });
});

test('names are brought to one spelling at every depth, and unknown ones stay', () => {
	expect(inContractSpelling({ data: [{ smsid: 'a', Other: { PHONE: 1 } }, null] })).toEqual({
		Data: [{ SMSID: 'a', Other: { Phone: 1 } }, null],
	});
});

test('where a field came twice, the contract’s own spelling counts', () => {
	for (const answer of [
		{ smsid: 'b', SMSID: 'a' },
		{ SMSID: 'a', smsid: 'b' },
	]) {
		expect(inContractSpelling(answer)).toEqual({ SMSID: 'a' });
	}
});

test('a name cannot change the object that it stands in', () => {
	const read = inContractSpelling(JSON.parse('{"__proto__":{"SMSID":"x"},"smsid":"a"}') as object);
	expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
	expect((read as { SMSID: string }).SMSID).toBe('a');
});

test.each([
	['{"smsid":', '}'],
	['[', ']'],
])('what lies 16 levels deep is still read, what lies deeper is handed on: %s', (open, close) => {
	const nested = (levels: number, name: string) =>
		JSON.parse(`${open.repeat(levels)}{"${name}":1}${close.repeat(levels)}`) as object;
	const last = (levels: number) =>
		/"(\w+)":1/.exec(JSON.stringify(inContractSpelling(nested(levels, 'phone'))))?.[1];
	expect([last(16), last(17)]).toEqual(['Phone', 'phone']);
	expect(() => inContractSpelling(nested(5000, 'phone'))).not.toThrow();
});
