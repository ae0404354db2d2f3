import type { Fields } from './values';

/**
 * Something that goes wrong on the way: the connection drops, an HTTP status comes instead of an
 * answer, no answer comes, or eSMS refuses with a result code.
 */
export interface Fault {
	kind: 'drop' | 'status' | 'timeout' | 'code';
	/** Whether the request is carried out first; by default only a time-out is. */
	accepted: boolean;
	/** HTTP status of kind `status`. */
	status: number;
	/** Body of kind `status`. */
	body: string;
	/** Result code of kind `code`. */
	code: string;
	/** Only requests of this operation. */
	operationId?: string;
	/** Only requests that name this receiver, in any of their values. */
	phone?: string;
	/** The matching request that it starts with, from 1. */
	nth: number;
	/** How many matching requests it hits. */
	times: number;
}

/** A fault as the admin API takes it: the kind, and what differs from the default. */
export type FaultRequest = Partial<Fault> & { kind: Fault['kind'] };

const KINDS: readonly string[] = ['drop', 'status', 'timeout', 'code'];

/** The faults that are set, in the order in which they were set. */
export class Faults {
	private list: Array<Fault & { seen: number }> = [];

	/** Sets a fault; returns it complete, or undefined for a kind that does not exist. */
	add(request: FaultRequest): Fault | undefined {
		if (!KINDS.includes(request.kind)) return undefined;
		const fault = {
			accepted: request.kind === 'timeout',
			status: 500,
			body: '<html><body>Request Error</body></html>',
			code: '160',
			nth: 1,
			times: 1,
			...request,
			seen: 0,
		};
		this.list.push(fault);
		return fault;
	}

	/** Takes a request; returns the fault that hits it. */
	match(operationId: string, input: Fields): Fault | undefined {
		let hit: Fault | undefined;
		for (const fault of this.list) {
			const concerned =
				(fault.operationId ?? operationId) === operationId &&
				(fault.phone === undefined || JSON.stringify(input).includes(fault.phone));
			if (!concerned) continue;
			fault.seen++;
			if (fault.seen >= fault.nth && fault.seen < fault.nth + fault.times) hit ??= fault;
		}
		return hit;
	}

	/** Every fault that is set, with how many requests each has seen. */
	all(): ReadonlyArray<Fault & { seen: number }> {
		return this.list;
	}

	/** Removes all faults. */
	clear(): void {
		this.list = [];
	}
}
