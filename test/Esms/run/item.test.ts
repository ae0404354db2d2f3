import type { IDataObject, INode } from 'n8n-workflow';
import { createItem, createReader } from '../../../nodes/Esms/run/item';

const nodeWith = (parameters: IDataObject) => ({ parameters }) as unknown as INode;

test('what holds no expression is read once for all items', () => {
	const parameters = {
		text: 'a',
		list: [{ deep: [1, null] }],
		computed: '={{ $json.a }}',
		nested: { deep: ['a', '={{ $json.a }}'] },
	};
	const asked: string[] = [];
	const reader = createReader(nodeWith(parameters), (index, name) => {
		asked.push(name);
		return `${name} ${index}`;
	});
	for (const index of [0, 1]) {
		const read = reader(index);
		const found = Object.keys(parameters).map((name) => read(name, ''));
		expect(found).toEqual(['text 0', 'list 0', `computed ${index}`, `nested ${index}`]);
	}
	expect(asked).toEqual(['text', 'list', 'computed', 'nested', 'computed', 'nested']);
});

describe('items that are read together', () => {
	/** The expressions in the order in which n8n is asked for them, and a reader of five items. */
	const fiveItems = () => {
		const asked: string[] = [];
		const node = nodeWith({ text: '={{ $json.a }}', phone: '={{ $json.b }}', fixed: 'a' });
		const reader = createReader(node, (index, name) => {
			asked.push(`${name} ${index}`);
			if (name === 'phone' && index === 1) throw new Error('no phone');
			return `${name} ${index}`;
		});
		return { asked, read: (index: number) => reader(index, Math.min(2, 5 - index)) };
	};

	test('have an expression evaluated one item after the other, each for as many as are left', () => {
		const { asked, read } = fiveItems();
		const all = [0, 1, 2, 3, 4];
		const found = all.map((index) => ['text', 'fixed'].map((name) => read(index)(name, '')));
		expect(found).toEqual(all.map((index) => [`text ${index}`, 'fixed 0']));
		expect(asked).toEqual(['text 0', 'text 1', 'fixed 0', 'text 2', 'text 3', 'text 4']);
	});

	test.each<[string, boolean]>([
		['={{ $json.a }}', true],
		['={{$json["Full name"].first[0]}}', true],
		["=Chao {{ $json.name }}, don {{ $json['ma don'] }} {x} }}", true],
		['={{ $json[10].a }}', true],
		['={{ $now }}', false],
		['={{ $now }} = {{ $json.a }}', false],
		['={{ $json.a }} {{ $now.toMillis() }}', false],
		['={{ $json.a.toDateTime().diffToNow() }}', false],
		['={{ $json.a + Date.now() }}', false],
		['={{ $json[$now] }}', false],
		['={{ $json["a" + Date.now() + "b"] }}', false],
		["={{ $fromAI('phone') }}", false],
		['={{{ $now }}}', false],
		[String.raw`=\{{ $json["{{ Date.now() }}"] }}`, false],
		[String.raw`=\{{ $json['{{ Date.now() }}'] }}`, false],
	])('have %s evaluated ahead: %j', (expression, isAhead) => {
		const asked: number[] = [];
		const node = nodeWith({ field: { deep: ['={{ $json.b }}', expression] } });
		const reader = createReader(node, (index) => asked.push(index));
		reader(0, 2)('field', '');
		expect(asked).toEqual(isAhead ? [0, 1] : [0]);
	});

	test('keep what goes wrong with one of them from the others', () => {
		const { asked, read } = fiveItems();
		expect(read(0)('phone', '')).toBe('phone 0');
		expect(() => read(1)('phone', '')).toThrow('no phone');
		expect(read(2)('phone', '')).toBe('phone 2');
		expect(asked).toEqual(['phone 0', 'phone 1', 'phone 2', 'phone 3']);
	});

	test('may be left out, and each is read once', () => {
		const { asked, read } = fiveItems();
		expect([3, 4].map((index) => read(index)('text', ''))).toEqual(['text 3', 'text 4']);
		expect(asked).toEqual(['text 3', 'text 4']);
	});
});

/** An item of a node that stores these parameters, whose expressions give `values`. */
const itemOf = (stored: IDataObject, values: IDataObject, defaults: IDataObject = {}) => {
	const asked: string[] = [];
	const item = createItem(
		2,
		5,
		{ a: 1 },
		nodeWith(stored),
		(name, fallback) => {
			asked.push(name);
			return name in values ? values[name] : fallback;
		},
		defaults,
	);
	return { item, asked };
};
const locator = (value: unknown) => ({ __rl: true, mode: 'id', value }) as unknown as IDataObject;

test('a parameter is read when it is asked for, and once', () => {
	const { item, asked } = itemOf({}, { oaId: locator('1'), list: [1], none: null });
	expect(item).toMatchObject({ index: 2, now: 5, json: { a: 1 } });
	expect(asked).toEqual([]);
	const names = ['oaId', 'list', 'none', 'missing', 'oaId', 'none'];
	expect(names.map(item.get)).toEqual(['1', [1], null, '', '1', null]);
	expect(asked).toEqual(['oaId', 'list', 'none', 'missing']);
});

test.each<[unknown, unknown]>([
	['https://a', 'https://a'],
	[locator('https://a'), 'https://a'],
	['', 'of the credential'],
	[' \u00a0', 'of the credential'],
	[null, 'of the credential'],
	[undefined, 'of the credential'],
	[0, 0],
	[false, false],
])('the option %j, which the credential sets too, is %j', (value, expected) => {
	const options = { callbackUrl: value, other: value } as IDataObject;
	const { item } = itemOf({}, { options }, { callbackUrl: 'of the credential' });
	expect(item.option('callbackUrl')).toBe(expected);
	expect(item.option('other')).toBe(expected === 'of the credential' ? value : expected);
});

test.each([null, undefined])('options of %s are none', (options) => {
	expect(itemOf({}, { options } as IDataObject).item.option('a')).toBeUndefined();
});

test.each<[unknown, unknown, boolean]>([
	['={{ $json.a }}', undefined, true],
	['={{ $json.a }}', null, true],
	['={{ $json.a }}', ' ', true],
	['={{ $json.a }}', 'a', false],
	[locator('={{ $json.a }}'), '', true],
	["={{ $fromAI('a') }}", '', false],
	['', '', false],
	['a', '', false],
	[undefined, undefined, false],
])('the option %j that gives %j is an expression without a value: %s', (stored, value, isEmpty) => {
	const { item } = itemOf(
		{ options: { a: stored } } as IDataObject,
		{ options: { a: value } } as IDataObject,
	);
	expect(item.isEmptyExpression('a')).toBe(isEmpty);
	expect(itemOf({}, {}).item.isEmptyExpression('a')).toBe(false);
});

test('an issue and a warning are noted once', () => {
	const { item } = itemOf({}, {});
	for (const text of ['a', 'b', 'a']) {
		expect(item.addIssue(text)).toBeUndefined();
		item.addWarning(`${text}!`);
	}
	expect([item.issues, item.warnings]).toEqual([
		['a', 'b'],
		['a!', 'b!'],
	]);
});
