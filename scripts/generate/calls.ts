import { Field, type Call, type Operation, type BodyTemplate } from '../../nodes/Esms/operation';
import { resources } from '../../nodes/Esms/resources';
import type { Contract, Operation as Documented } from '../../simulator/contract';

/** A call that an operation of the node can make, and the operation of the contract that it is. */
export interface NodeCall {
	title: string;
	operation: Operation;
	/** Value of the option that chooses it; undefined for the operation's own call. */
	variant?: string;
	call: Call;
	documented: Documented;
}

/** The parts of a wire that are the same in every request; they tell operations of one URL apart. */
function constants(wire: BodyTemplate): unknown {
	if (wire instanceof Field) return undefined;
	if (typeof wire !== 'object') return wire;
	if (Array.isArray(wire)) return wire.map(constants);
	return Object.fromEntries(
		Object.entries(wire).map(([name, part]) => [name, constants(part as BodyTemplate)]),
	);
}

function documentedAs(contract: Contract, call: Call, id?: string): Documented {
	const path = decodeURI(new URL(call.url).pathname).replaceAll(/\{(\w+)\}/g, ':$1');
	const at = contract.endpoints.filter((one) => one.method === call.method && one.path === path);
	const named = at.flatMap((one) => one.operations).find((one) => one.id === id);
	const found = named ?? at[0]?.choose(constants(call.body) as Record<string, unknown>);
	if (!found) throw new Error(`The contract has no ${call.method} ${call.url}`);
	return found;
}

/** Every call that the node can make, variants included. */
export const callsOf = (contract: Contract): NodeCall[] =>
	resources.flatMap(({ operations }) =>
		operations.flatMap((operation) => [
			{
				title: operation.value,
				operation,
				call: operation,
				documented: documentedAs(contract, operation, operation.value),
			},
			...Object.entries(operation.variants?.calls ?? {}).map(([variant, call]) => ({
				title: `${operation.value} (${variant})`,
				operation,
				variant,
				call,
				documented: documentedAs(contract, call),
			})),
		]),
	);
