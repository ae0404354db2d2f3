import type { IDataObject } from 'n8n-workflow';
import {
	automaticRequestId as automatic,
	fillRequestIds,
	isSandbox,
	numberedId,
	numberRequestId,
	requestIdOf,
	requestIdsOf,
	stopsAtRepeat,
	userSuppliedIdsOf,
} from '../../../nodes/Esms/request/requestId';

/** A body with its automatic Request IDs filled in. */
function filled(body: IDataObject, runKey = 'run'): IDataObject {
	const copy = structuredClone(body);
	fillRequestIds(copy, runKey);
	return copy;
}

const legs = (...Data: IDataObject[]) => ({ Channels: ['zalo', 'sms'], Data });
const parts = (body: IDataObject) => body.Data as IDataObject[];

it.each([
	['refuse', true],
	[' refuse ', true],
	['accept', false],
	['', false],
	[undefined, false],
	[['refuse'], false],
])("'If Request ID Was Used' as %j stops: %s", (value, stops) => {
	expect(stopsAtRepeat(value)).toBe(stops);
});

describe('the Request IDs of a request', () => {
	it.each<[string, IDataObject, unknown, string[], string[]]>([
		['one', { RequestId: 'a' }, 'a', ['a'], ['a']],
		['of a recorded call', { RequestID: 'a' }, 'a', ['a'], ['a']],
		['in XML', { REQUESTID: 'a' }, 'a', ['a'], ['a']],
		['none', { Phone: '0901888484' }, undefined, [], []],
		['an automatic one', { RequestId: automatic }, automatic, [automatic], []],
		['of legs', legs({ RequestId: 'a' }, { RequestId: automatic }), 'a', ['a', automatic], ['a']],
		[
			'of receivers',
			{ Data: [{ RequestId: 'a' }, { RequestId: 'b' }] },
			undefined,
			['a', 'b'],
			['a', 'b'],
		],
		['where Data holds text', { Data: ['a', null], RequestId: 'b' }, 'b', ['b'], ['b']],
		['where it is no text', { RequestId: 7 }, 7, [], []],
	])('%s', (_name, body, first, all, own) => {
		expect(requestIdOf(body)).toBe(first);
		expect(requestIdsOf(body)).toEqual(all);
		expect(userSuppliedIdsOf(body)).toEqual(own);
	});
});

it.each<[string, IDataObject, boolean]>([
	['Sandbox', { Sandbox: '1' }, true],
	['IsSandBox', { IsSandBox: '1' }, true],
	['SandBox', { SandBox: '1' }, true],
	['another value', { Sandbox: '0' }, false],
	['nothing', {}, false],
	['one leg', legs({ Sandbox: '1' }, {}), true],
	['no leg', legs({}, {}), false],
	['receivers, which have none of their own', { Data: [{ Sandbox: '1' }] }, false],
])('sandbox by %s', (_name, body, is) => {
	expect(isSandbox(body)).toBe(is);
});

describe("the user's own ID in several requests", () => {
	it.each([
		[1, 'order'],
		[2, 'order-2'],
	])('number %i is %s', (number, id) => {
		expect(numberedId('order', number)).toBe(id);
		for (const name of ['RequestId', 'RequestID', 'REQUESTID']) {
			const body = { [name]: 'order' };
			numberRequestId(body, number);
			expect(body).toEqual({ [name]: id });
		}
	});

	it.each([[{ RequestId: automatic }], [{ Phone: 'x' }], [{ RequestId: 5 }]])(
		'%j stays',
		(body) => {
			const copy = { ...body };
			numberRequestId(copy, 2);
			expect(copy).toEqual(body);
		},
	);
});

describe('automatic Request IDs', () => {
	const body = { Phone: '0901888484', RequestId: automatic };

	it('are hexadecimal, 40 characters, equal for equal runs and contents only', () => {
		const { RequestId: id } = filled(body);
		expect(id).toMatch(/^[0-9a-f]{40}$/);
		expect(filled(body).RequestId).toBe(id);
		expect(filled(body, 'other').RequestId).not.toBe(id);
		expect(filled({ ...body, Phone: '0901888485' }).RequestId).not.toBe(id);
	});

	it("do not replace the user's own", () => {
		expect(filled({ RequestId: 'mine', Content: 'x' })).toEqual({
			RequestId: 'mine',
			Content: 'x',
		});
	});

	const receiver = (Phone: string) => ({ Phone, RequestId: automatic });

	it('of receivers differ, and do not depend on their neighbors', () => {
		const [a, b] = parts(filled({ OAID: '1', Data: [receiver('a'), receiver('b')] }));
		expect(a.RequestId).not.toBe(b.RequestId);
		expect(parts(filled({ OAID: '1', Data: [receiver('b')] }))[0].RequestId).toBe(b.RequestId);
		expect(parts(filled({ OAID: '2', Data: [receiver('b')] }))[0].RequestId).not.toBe(b.RequestId);
	});

	it('leave parts alone that are no objects', () => {
		expect(parts(filled({ Data: ['text', receiver('a')] } as IDataObject))[0]).toBe('text');
	});
});
