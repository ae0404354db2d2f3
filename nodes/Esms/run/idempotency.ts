import { hash, randomUUID } from 'crypto';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IExecutePaginationFunctions,
	INode,
} from 'n8n-workflow';
import type { Operation, Outputs, PreparedRequest } from '../operation';
import { timeOf } from '../request/dates';
import { isSandbox, legsOf } from '../request/requestId';

type Context = IExecuteFunctions | IExecutePaginationFunctions;

const digest = (value: unknown, replacer?: (name: string, value: unknown) => unknown): string =>
	hash('sha256', JSON.stringify(value, replacer), 'base64').slice(0, 16);

/** Properties in one order, whichever they were given in. */
const inOrder = (_name: string, value: unknown): unknown =>
	typeof value === 'object' && value !== null && !Array.isArray(value)
		? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
		: value;

/**
 * Whether an AI model calls the node, through an agent or MCP: n8n gives such a node a type of its own. The human review
 * of another tool is none: the engine runs it like a node in a flow.
 */
export const isTool = ({ type }: INode): boolean => /(?<!Hitl)Tool$/.test(type);

/**
 * The object that lives as long as an execution, the same for all its nodes and tries; through MCP each call has
 * its own. What hangs on it ends with it, without a timer. n8n 1 and 2.8 have no flow context for a call through
 * MCP, but one object for the call and its tries.
 */
export function lifeOf(context: Context): IDataObject {
	try {
		return context.getContext('flow');
	} catch {
		return (context as IExecuteFunctions).getExecuteData() as unknown as IDataObject;
	}
}

/** A prepared request and what became of it. */
export interface LedgerEntry {
	state: 'notSent' | 'mayHaveArrived' | 'accepted' | 'refused';
	/** Let go of once eSMS has decided: no text is kept longer than needed. */
	request?: PreparedRequest;
	/** RequestIds that it carries. */
	readonly ids: readonly string[];
	/** Keys of the receivers that each input item has in it, where a request holds several. */
	readonly receivers?: ReadonlyMap<number, readonly string[]>;
	/** Output by input item, once eSMS has accepted. */
	results?: Outputs;
	/** When it is to be sent; undefined for at once. */
	readonly sendDate?: string;
	/** What it says to whom, where an AI model calls the node; otherwise empty. */
	readonly content: string;
	/** The key that its RequestIds are made from. */
	readonly key: string;
	/** Ends when its answer is read. */
	pending?: Promise<unknown>;
}

/** Whether a request has gone out, or may have: it is not prepared again. */
export const isSettled = ({ state }: LedgerEntry): boolean =>
	state === 'accepted' || state === 'mayHaveArrived';

/** Whether eSMS took a request for all receivers that its answer tells of. */
export const isTakenWhole = ({ results }: Pick<LedgerEntry, 'results'>): boolean =>
	results !== undefined &&
	[...results.values()]
		.flat()
		.every(({ json: { status } }) => status !== 'refused' && status !== 'unknown');

/** Whether nobody knows of a receiver of an accepted request whether eSMS took it. */
export const isUnknown = ({ results }: LedgerEntry): boolean =>
	[...(results?.values() ?? [])].flat().some(({ json }) => json.status === 'unknown');

/** Most requests that are remembered of the calls of an AI model in one execution. */
const mostToolCalls = 1000;

/**
 * The prepared requests of a node: by input item for a node in a flow, where n8n's Retry On Fail repeats the whole
 * run; by content for a tool, whose tries and repeated calls n8n does not tell apart.
 */
class Ledger {
	private readonly entries = new Map<number | string, LedgerEntry[]>();

	/** @param run the node's run in its execution, the same for all tries */
	constructor(readonly run: number) {}

	/** The requests of an item, or of a content. */
	of(key: number | string): readonly LedgerEntry[] {
		return this.entries.get(key) ?? [];
	}

	/** Lets go of what has come to an end without a message, before the item is read anew. */
	forget(key: number | string): void {
		this.entries.set(key, this.of(key).filter(isSettled));
	}

	add(keys: Iterable<number | string>, entry: LedgerEntry): void {
		for (const key of keys) {
			const known = this.entries.get(key);
			if (known) known.push(entry);
			else this.entries.set(key, [entry]);
		}
		if (this.run === anyRun) this.bound();
	}

	/** Keeps the number of requests bounded, first of all by letting go of one that has come to an end. */
	private bound(): void {
		const all = [...this.entries].flatMap(([key, known]) => known.map((entry) => ({ key, entry })));
		if (all.length <= mostToolCalls) return;
		const isOver = ({ entry }: { entry: LedgerEntry }) => entry.state !== 'mayHaveArrived';
		const { key, entry } = all.slice(0, -1).find(isOver) ?? all[0];
		const others = this.of(key).filter((one) => one !== entry);
		if (others.length > 0) this.entries.set(key, others);
		else this.entries.delete(key);
	}

	/** What went out or may have. */
	settled(): LedgerEntry[] {
		return [...new Set([...this.entries.values()].flat().filter(isSettled))];
	}

	/** RequestIds of what went out or may have. */
	usedIds(): Set<string> {
		return new Set(this.settled().flatMap(({ ids }) => ids));
	}
}

/** A tool has one ledger for all runs: n8n gives each of its tries a new run index. */
const anyRun = -1;

const ledgers = new WeakMap<object, Map<string, Ledger>>();

/** What a RequestId stands for: the hash of a message, and when it is to go out. */
const claimOf = (message: unknown, sendDate?: string): string =>
	[digest(message), ...(sendDate ? [sendDate] : [])].join('|');

function isSameClaim(one: string, other: string): boolean {
	const [message, date] = one.split('|');
	const [otherMessage, otherDate] = other.split('|');
	return message === otherMessage && isSameTime(date, otherDate);
}

const holdersByLife = new WeakMap<object, Map<string, number>>();

/** Name of the claims in n8n's execution data. */
const claimsField = 'esmsRequestIds';

/**
 * RequestIds of the user's own that have gone out in this execution, as hashes. eSMS would take a second message
 * under one of them for the first, and its receiver would get nothing. They stand in n8n's execution data, so that
 * they survive a wait.
 */
export class Claims {
	/** What this run is about to send. */
	private readonly planned = new Map<string, string>();

	/** How many requests of the execution hold an ID: equal messages share it. */
	private readonly holders: Map<string, number>;

	/** What of it other messages may use: an equal message that is about to go out plans it still. */
	private readonly released = new Set<string>();

	/**
	 * @param life of the execution, where they are kept
	 * @param account hash of the account: another account has other RequestIds
	 */
	constructor(
		private readonly life: IDataObject,
		private readonly account: string,
	) {
		this.holders = holdersByLife.get(life) ?? new Map<string, number>();
		holdersByLife.set(life, this.holders);
	}

	private get stored(): Record<string, string> {
		return (this.life[claimsField] ?? {}) as Record<string, string>;
	}

	private keyOf(id: string): string {
		return digest([this.account, id]);
	}

	/**
	 * What else stands under this RequestId: another message, be it the same text for another time, or, where it has gone
	 * out before this run, this very message for another time.
	 */
	otherUnder(id: string, message: unknown, sendDate?: string): 'message' | 'time' | undefined {
		const key = this.keyOf(id);
		const planned = this.released.has(key) ? undefined : this.planned.get(key);
		const claim = planned ?? this.stored[key];
		if (claim === undefined || isSameClaim(claim, claimOf(message, sendDate))) return undefined;
		const isThisMessage = claim.split('|')[0] === digest(message);
		return isThisMessage && planned === undefined ? 'time' : 'message';
	}

	/** Whether, since it was planned here, another run at the same time has sent another message under this RequestId. */
	isTakenMeanwhile(id: string): boolean {
		const key = this.keyOf(id);
		const planned = this.planned.get(key);
		const stored = this.stored[key];
		return planned !== undefined && stored !== undefined && !isSameClaim(planned, stored);
	}

	/** Before anything is sent, for the other items of the run. */
	plan(ids: readonly string[], message: unknown, sendDate?: string): void {
		const claim = claimOf(message, sendDate);
		for (const id of ids) {
			this.planned.set(this.keyOf(id), claim);
			this.released.delete(this.keyOf(id));
		}
	}

	/**
	 * From the moment on that a request may arrive.
	 * @returns the IDs that may be released again: not those that were held before the execution's data was loaded anew
	 */
	hold(ids: readonly string[]): string[] {
		return [...new Set(ids)].filter((id) => {
			const key = this.keyOf(id);
			const message = this.planned.get(key);
			const holders = this.holders.get(key) ?? 0;
			if (message === undefined || (holders === 0 && this.stored[key] !== undefined)) return false;
			this.holders.set(key, holders + 1);
			this.released.delete(key);
			const stored = (this.life[claimsField] ??= {}) as Record<string, string>;
			// A time that each of them computes anew must not drift away from the first.
			stored[key] ??= message;
			return true;
		});
	}

	/** When eSMS surely did not take the request. An ID stays with the equal messages that hold it too. */
	release(ids: readonly string[]): void {
		for (const id of ids) {
			const key = this.keyOf(id);
			const others = Math.max(0, (this.holders.get(key) ?? 0) - 1);
			this.holders.set(key, others);
			if (others > 0) continue;
			this.released.add(key);
			delete this.stored[key];
		}
	}
}

/** Nonces of calls through MCP, which have no execution ID. */
const nonces = new WeakMap<object, string>();

/**
 * Calls without an execution that ended without an answer: an equal call within eSMS's 24 hours goes out under the same
 * RequestId. Hashes only, and so many at most.
 */
let uncertainCalls: Array<{
	call: string;
	key: string;
	hasIds: boolean;
	until: number;
	sendDate?: string;
}> = [];
const mostUncertainCalls = 500;
const requestIdWindow = 24 * 60 * 60 * 1000;

/** An equal call without a RequestId is not sent at all for so long: a person must be able to get another code. */
const codeWindow = 10 * 60_000;

/** Send dates that an expression computes anew on each try are this close together, in milliseconds. */
const sameTime = 10 * 60_000;

/** Whether two send dates, as eSMS writes them, stand for the same wish; undefined is at once. */
export const isSameTime = (one: string | undefined, other: string | undefined): boolean =>
	one === other ||
	(one !== undefined && other !== undefined && Math.abs(timeOf(one) - timeOf(other)) < sameTime);

/** A message that an AI model asks for. */
type ToolCall = Pick<LedgerEntry, 'content' | 'key' | 'sendDate' | 'ids'>;

/** What a run of the node knows of its other tries, of other nodes and of other calls. */
export interface RunMemory {
	readonly isTool: boolean;
	readonly ledger: Ledger;
	readonly claims: Claims;
	/**
	 * What tells this run, or this call of an AI model, from every other one.
	 * @param content what the message holds, and when it is to go out: both tell the calls of a model apart
	 */
	keyOf(content: string, sendDate?: string): string;
	/** Whether a call through MCP, under this key or any, may have arrived before. */
	isNoted(call: Partial<ToolCall> & { content: string }): boolean;
	/** Whether that call had a RequestId, by which eSMS would know it again; true where there is none such. */
	isKnownToEsms(call: ToolCall): boolean;
	/** A call through MCP may have arrived: an equal one must go out under the same RequestId, or not at all. */
	note(call: ToolCall): void;
	/** Such a call has come to an end, unless another key shows that it is another one. */
	forget(call: ToolCall): void;
	/** Of a call that needs several requests one went wrong: an equal call must not send the others again. */
	noteAll(): void;
	/** All requests of such a call have come to an end. */
	forgetAll(): void;
	/** Lets go of the ledger once n8n will not repeat the run. */
	close(): void;
}

/** @param credentials tell one account from another; only their hash is kept */
export function openMemory(
	context: Context,
	operation: Operation,
	credentials: ICredentialDataDecryptedObject,
): RunMemory {
	const node = context.getNode();
	const { name, retryOnFail } = node;
	const forTool = isTool(node);
	const life = lifeOf(context);
	const account = digest(
		[credentials.apiKey, credentials.secretKey].map((key) => String(key ?? '').trim()),
	);
	const run = forTool ? anyRun : Number(context.getWorkflowDataProxy(0).$runIndex ?? 0);

	const ofNodes = ledgers.get(life) ?? new Map<string, Ledger>();
	const known = ofNodes.get(name);
	const ledger = known?.run === run ? known : new Ledger(run);
	if (operation.hasSideEffects && (forTool || retryOnFail)) {
		ledgers.set(life, ofNodes);
		ofNodes.set(name, ledger);
	}

	const execution = context.getExecutionId();
	const nonce = nonces.get(life) ?? randomUUID();
	nonces.set(life, nonce);
	const callOf = (content: string) => digest([context.getWorkflow().id, name, account, content]);
	const ofRun = [execution ?? nonce, name, run];
	const runKey = JSON.stringify(ofRun);
	const isMcp = forTool && !execution;
	const earlierCall = ({ content, key, sendDate }: Partial<ToolCall> & { content: string }) => {
		if (!isMcp) return undefined;
		const call = callOf(content);
		return uncertainCalls.find(
			(one) =>
				one.call === call &&
				one.until > Date.now() &&
				isSameTime(one.sendDate, sendDate) &&
				(key === undefined || one.key === key),
		);
	};
	const forget = (call: ToolCall) => {
		const earlier = earlierCall(call);
		if (earlier) uncertainCalls = uncertainCalls.filter((one) => one !== earlier);
	};
	const note = (call: ToolCall) => {
		if (!isMcp) return;
		const { key, sendDate } = earlierCall(call) ?? call;
		forget(call);
		const hasIds = call.ids.length > 0;
		const until = Date.now() + (hasIds ? requestIdWindow : codeWindow);
		const others = uncertainCalls.filter((one) => one.until > Date.now());
		const noted = { call: callOf(call.content), key, hasIds, sendDate, until };
		uncertainCalls = [...others, noted].slice(-mostUncertainCalls);
	};

	return {
		isTool: forTool,
		ledger,
		claims: new Claims(life, account),
		keyOf: (content, sendDate) =>
			forTool
				? (earlierCall({ content, sendDate })?.key ?? JSON.stringify([...ofRun, sendDate]))
				: runKey,
		isNoted: (call) => earlierCall(call) !== undefined,
		isKnownToEsms: (call) => call.ids.length > 0 && earlierCall(call)?.hasIds !== false,
		note,
		forget,
		noteAll: () => ledger.settled().forEach(note),
		forgetAll: () => ledger.settled().filter(isTakenWhole).forEach(forget),
		close: () => {
			if (!forTool && ofNodes.get(name) === ledger) ofNodes.delete(name);
		},
	};
}

/** Properties that make no other message: they may change between tries, or are compared by themselves. */
const changing = /^(?:senddate|callbackurl|campaignid|requestid)$/i;

/** What tells the message of a request, or of a part of one, from another. */
export const withoutChanging = (part: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(part).filter(([name]) => !changing.test(name)));

/**
 * What a request says to whom, without when it goes out and where its receipt goes.
 *
 * @param message the request as the operation's own call carries it
 * @param ids RequestIds that the user has given
 */
export function contentOf(
	operation: Operation,
	message: IDataObject,
	ids: readonly string[],
): string {
	const content = withoutChanging(message);
	// Not each request format has a place for it.
	if (operation.variants) delete content.IsUnicode;
	if (message.Channels) content.Data = legsOf(message).map(withoutChanging);
	return digest([operation.value, content, ids], inOrder);
}

/** Whether a request claims its RequestIds: eSMS stores nothing of a sandbox message. */
export const claimsIds = (operation: Operation, body: IDataObject): boolean =>
	operation.hasSideEffects && !isSandbox(body);
