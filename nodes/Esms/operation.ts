import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { hosts, type Host } from '../shared/hosts';
import type { Preview } from './preview/page';

/** One input item as an operation sees it: its parameter values, and where findings about them go. */
export interface Item {
	/** Position among the input items, from 0. */
	readonly index: number;
	/** Milliseconds since 1970, the same for all items of a run. */
	readonly now: number;
	/** What came in with the item. */
	readonly json: IDataObject;
	/** Value of a parameter (a resource locator gives its ID). */
	get(name: string): unknown;
	/** Value of an entry of the 'Options' collection, undefined when the user has not added it. */
	option(name: string): unknown;
	/**
	 * Whether an option was added with an expression that gives nothing for this item. An option that an
	 * AI model may fill in (`$fromAI`) and left out counts as not added.
	 */
	isEmptyExpression(option: string): boolean;
	/** Notes a rule that the input breaks: nothing is sent then, and all issues are shown at once. */
	addIssue(issue: string): undefined;
	/** Notes something that the user may want to know: it goes out with the result. */
	addWarning(warning: string): void;
	/** Send dates, in the form of the call, that are an issue only because they have passed. */
	readonly passedDates: string[];
}

/** An item together with what was noted about it while its request was built. */
export interface ItemWithIssues extends Item {
	readonly issues: string[];
	readonly warnings: string[];
}

/**
 * A field of an operation: what the editor shows, and how its value is read for eSMS.
 * Most fields are one parameter; a builder is several that make one value.
 */
export class Field {
	/** Parameters of the node. Names are unique in the whole node, but for 'Text': n8n evaluates hidden duplicates too. */
	readonly parameters: readonly INodeProperties[];
	/** Entries of the 'Options' collection. */
	readonly options: readonly INodeProperties[];

	constructor(
		shown: { parameters?: readonly INodeProperties[]; options?: readonly INodeProperties[] },
		/** From the item's values to the value sent; undefined leaves the property out. */
		readonly read: (item: Item) => unknown,
	) {
		this.parameters = shown.parameters ?? [];
		this.options = shown.options ?? [];
	}
}

/** What a request carries: eSMS's property names, each with a field, a constant, or a structure of these. */
export type BodyTemplate =
	| Field
	| string
	| number
	| boolean
	| readonly BodyTemplate[]
	| { readonly [name: string]: BodyTemplate };

/** How the answer of a call says that it was accepted: CodeResult and CodeResponse stand for each other. */
export interface Success {
	field: 'CodeResult' | 'CodeResponse' | 'Code' | 'Error';
	value: string;
}

/** One call of the eSMS API. */
export interface Call {
	method: 'GET' | 'POST';
	/** With eSMS's own host; the credential puts the host of the account in its place. */
	url: string;
	/** How the body travels; GET calls use the query. */
	format: 'json' | 'query' | 'form' | 'xml';
	body: { readonly [name: string]: BodyTemplate };
	/** Property of the body that lists what a folding operation gathers. */
	list?: string;
	/** Only where the call gives its list in parts; a variant may give it whole. */
	paging?: Paging;
}

/**
 * What goes out for an input item, or for several that share it. It is made once and not read again:
 * a repetition sends the same.
 */
export interface PreparedRequest {
	readonly call: Call;
	/** What the call carries, RequestIds included; the credential adds the keys. */
	readonly body: IDataObject;
	/** RequestIds that the user has given; the others are made by the node. */
	readonly userSuppliedIds: readonly string[];
	/** The input items that it belongs to, the first one speaking for all. */
	readonly items: readonly ItemWithIssues[];
	/**
	 * Output by input item.
	 * @param entries what the operation read out of the answer
	 */
	outputs(entries: IDataObject[]): Outputs;
}

/** Output items by input item. */
export type Outputs = ReadonlyMap<number, INodeExecutionData[]>;

/** An operation that only reads, and the body with which it is asked. */
export interface Lookup {
	operation: Operation;
	body: IDataObject;
}

/** How a list is asked for in parts. */
export interface Paging {
	/** Most entries that one call may ask for. */
	size: number;
	/** Most entries to skip, where the API has such a limit. */
	maxOffset?: number;
	/** Wire properties of the part that starts after `offset` entries and holds up to `size`. */
	part(offset: number, size: number): IDataObject;
	/** How many entries there are in all, where the answer says so. */
	total?(answer: IDataObject): number | null;
}

/** What a result code tells the user. */
export interface Advice {
	/** What happened. */
	message: string;
	/** What to do: one sentence or more, without the last period. */
	description: string;
	/** Whether the same request may pass after a while. */
	tryLater?: true;
}

/** How a call that takes a list gathers the input items. */
export interface Bulk {
	/** Label of the field that gives the list. */
	label: string;
	min?: number;
	max: number;
	/** How the parts of the list are told apart, and which of them an entry of the output is about. */
	ids?: {
		/** Parts with one ID go out once; without it those of one text. */
		ofPart(part: unknown): string;
		/** ID of the part that the entry belongs to; without it entry and part have the same position. */
		ofEntry(entry: IDataObject): string;
	};
	/** Whether the output is about the list as a whole instead of its parts. */
	returnsOneResult?: boolean;
}

/** An operation of the node. */
export interface Operation extends Call {
	/** operationId of the contract; unique over all resources, because fields are shown by it. */
	value: string;
	name: string;
	action: string;
	description: string;
	/** Whether a call reaches a person, costs money, uses a code up or changes the account: such a one is never simply repeated. */
	hasSideEffects: boolean;
	/** Whether the request names a person, so that a refusal may be about that person. */
	hasReceiver: boolean;
	success: Success;
	/** Type of the brandnames that 'Brandname' offers: 1 advertising, 23 Viber, 2 customer care unless given. */
	brandnameType?: '1' | '2' | '23';
	/** Fields that eSMS does not receive: 'Simplify', 'Return All', confirmations. */
	controls?: readonly Field[];
	/** Other ways to make the same call, by the value of the option that chooses them. */
	variants?: { readonly chosenBy: Field; readonly calls: { readonly [value: string]: Call } };
	/** How the receivers of many input items go into few requests. */
	bulk?: Bulk;
	/** Result codes besides success that answer what was asked, such as that a code is wrong. */
	outcomes?: readonly string[];
	/** What a result code means for this operation, where that differs from its general meaning. */
	advice?: Readonly<Record<string, Advice>>;
	/** Names of its answer's fields that other answers spell in another letter case. */
	answerNames?: readonly string[];
	/** Whether an equal call after an accepted one is a wish of its own, such as for another code. */
	isNewEachTime?: true;
	paging?: Paging;
	/**
	 * The message as the receiver would see it, for 'Preview Only': it is shown instead of sent.
	 * @param found answers to `previewLookups`, in their order, undefined for one that eSMS did not give
	 */
	preview?(body: IDataObject, found: ReadonlyArray<IDataObject | undefined>): Preview;
	/** What a preview asks eSMS for, such as the content of a template. */
	previewLookups?(body: IDataObject): Lookup[];
	/** How the status of what it sent is asked for, where a call tells more than 'Get Message Status'. */
	statusLookup?(smsId: unknown): Lookup;
	/**
	 * From an accepted answer to the output, one entry per thing that a user works with.
	 * @param answer its fields, in the contract's spelling; ids beyond a number's precision are strings
	 * @param body what the request carried, without keys
	 * @param code the result code: that of success, 124 for a repetition, or one of `outcomes`
	 */
	answer(answer: IDataObject, body: IDataObject, item: Item, code: string): IDataObject[];
}

/** An operation whose call takes a list, into which many input items go. */
export type BulkOperation = Operation & { bulk: Bulk };

export const isBulk = (operation: Operation): operation is BulkOperation =>
	operation.bulk !== undefined;

/** A resource and its menu of operations. */
export interface Resource {
	value: string;
	name: string;
	/** What it is about, in the words of somebody who does not know eSMS. */
	description: string;
	/** In the order of n8n's actions list: the usual one first, with which a new node starts. */
	operations: readonly Operation[];
	/** The operation that asks a person and waits. n8n knows it by its value, so that one has the same in every resource. */
	sendAndWait?: Operation;
}

/** What the menu of a resource offers. */
export const menuOf = ({ operations, sendAndWait }: Resource): readonly Operation[] =>
	sendAndWait ? [...operations, sendAndWait] : operations;

/** Success of most calls: CodeResult "100". For a send it means accepted, not delivered. */
export const codeResult: Success = { field: 'CodeResult', value: '100' };

/** Success of Get Balance, Get Status, Get Many Brandnames and Get Call Status. */
export const codeResponse: Success = { field: 'CodeResponse', value: '100' };

/** Where the calls of a host begin: two of them serve the API under one more path. */
const bases: Record<Host, string> = {
	rest: `${hosts.rest.origin}/MainService.svc/json`,
	voice: `${hosts.voice.origin}/MainService.svc/json`,
	status: hosts.status.origin,
};

/** A call with a JSON body. `path` is as the contract spells it, final slash included. */
export function post(path: string, body: Call['body'], host: Host = 'rest'): Call {
	return { method: 'POST', url: bases[host] + path, format: 'json', body };
}

/** A call by query. */
export function get(path: string, body: Call['body'], host: Host = 'rest'): Call {
	return { method: 'GET', url: bases[host] + path, format: 'query', body };
}

/** A call with a form body. */
export function form(path: string, body: Call['body']): Call {
	return { ...post(path, body), format: 'form' };
}

/** A call with an XML body. */
export function xml(path: string, body: Call['body']): Call {
	return { ...post(path, body), format: 'xml' };
}

/** All fields that a body carries. */
export function fieldsIn(body: BodyTemplate): Field[] {
	if (body instanceof Field) return [body];
	return typeof body === 'object' ? Object.values(body).flatMap(fieldsIn) : [];
}

/** All fields that an operation shows, those of its variants included, each once. */
export function fieldsOf({ controls = [], body, variants }: Operation): Field[] {
	const older = variants
		? Object.values(variants.calls).flatMap((call) => fieldsIn(call.body))
		: [];
	const choosing = variants ? [variants.chosenBy] : [];
	return [...new Set([...controls, ...fieldsIn(body), ...choosing, ...older])];
}
