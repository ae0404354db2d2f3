import { createHash, randomUUID } from 'crypto';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import type { Operation, PreparedRequest } from '../operation';
import { isSandbox } from '../request/requestId';

type Context = IExecuteFunctions | IExecutePaginationFunctions;

const digest = (value: unknown): string =>
	createHash('sha256').update(JSON.stringify(value)).digest('base64').slice(0, 16);

/** Whether an AI model calls the node, through an agent or MCP: n8n gives such a node a type of its own. */
export const isTool = (context: Context): boolean => context.getNode().type.endsWith('Tool');

/**
 * The object that lives as long as an execution, the same for all its nodes and tries; through MCP each call has
 * its own. What hangs on it ends with it, without a timer. n8n 1 and 2.8 have no flow context for a call through
 * MCP, but one object for the call and its tries.
 */
function lifeOf(context: Context): IDataObject {
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
	results?: ReadonlyMap<number, INodeExecutionData[]>;
	/** When it is to be sent, in epoch milliseconds; undefined for at once. */
	readonly sendTime?: number;
	/** What it says to whom, where an AI model calls the node. */
	readonly content?: string;
	/** Ends when its answer is read. */
	pending?: Promise<unknown>;
}

/** Most requests that are remembered of the calls of an AI model in one execution. */
const mostToolCalls = 1000;

/**
 * The prepared requests of a node: by input item for a node in a flow, where n8n's Retry On Fail repeats the whole
 * run; by content for a tool, whose tries and repeated calls n8n does not tell apart.
 */
export class Ledger {
	private readonly entries = new Map<number | string, LedgerEntry[]>();

	/** @param run the node's run in its execution, the same for all tries */
	constructor(readonly run: number) {}

	/** The requests of an item, or of a content. */
	of(key: number | string): readonly LedgerEntry[] {
		return this.entries.get(key) ?? [];
	}

	/** Replaces what has come to an end without a message by what is to be sent now. */
	add(keys: Iterable<number | string>, entry: LedgerEntry): void {
		for (const key of keys) {
			const kept = this.of(key).filter(({ state }) => state !== 'notSent' && state !== 'refused');
			this.entries.set(key, [...kept, entry]);
		}
		if (this.run === anyRun && this.entries.size > mostToolCalls) {
			const [oldest] = this.entries.keys();
			this.entries.delete(oldest);
		}
	}

	/** RequestIds of what went out or may have. */
	usedIds(): Set<string> {
		const used = new Set<string>();
		for (const entries of this.entries.values()) {
			for (const { state, ids } of entries) {
				if (state === 'accepted' || state === 'mayHaveArrived') ids.forEach((id) => used.add(id));
			}
		}
		return used;
	}
}

/** A tool has one ledger for all runs: n8n gives each of its tries a new run index. */
const anyRun = -1;

const ledgers = new WeakMap<object, Map<string, Ledger>>();

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

	/**
	 * @param life of the execution, where they are kept
	 * @param account hash of the account: another account has other RequestIds
	 */
	constructor(
		private readonly life: IDataObject,
		private readonly account: string,
	) {}

	private get stored(): Record<string, string> {
		return (this.life[claimsField] ?? {}) as Record<string, string>;
	}

	private keyOf(id: string): string {
		return digest([this.account, id]);
	}

	/** Whether another message has gone out, or is about to, under this RequestId. */
	isTakenByOther(id: string, message: unknown): boolean {
		const key = this.keyOf(id);
		const claim = this.planned.get(key) ?? this.stored[key];
		return claim !== undefined && claim !== digest(message);
	}

	/** Before anything is sent, for the other items of the run. */
	plan(ids: readonly string[], message: unknown): void {
		for (const id of ids) this.planned.set(this.keyOf(id), digest(message));
	}

	/** From the moment on that a request may arrive. */
	hold(ids: readonly string[]): void {
		for (const id of ids) {
			const key = this.keyOf(id);
			const message = this.planned.get(key);
			if (message === undefined) continue;
			const stored = (this.life[claimsField] ??= {}) as Record<string, string>;
			stored[key] = message;
		}
	}

	/** When eSMS surely did not take the request. */
	release(ids: readonly string[]): void {
		for (const id of ids) {
			this.planned.delete(this.keyOf(id));
			delete this.stored[this.keyOf(id)];
		}
	}
}

/** Nonces of calls through MCP, which have no execution ID. */
const nonces = new WeakMap<object, string>();

/**
 * Nonces of calls without an execution that ended without an answer: an equal call within eSMS's 24 hours goes out
 * under the same RequestId. Hashes only, and so many at most.
 */
const uncertainCalls = new Map<string, { nonce: string; until: number }>();
const mostUncertainCalls = 500;
const requestIdWindow = 24 * 60 * 60 * 1000;

/** What a run of the node knows of its other tries, of other nodes and of other calls. */
export interface RunMemory {
	readonly isTool: boolean;
	readonly ledger: Ledger;
	readonly claims: Claims;
	/**
	 * What tells this run, or this call of an AI model, from every other one.
	 * @param content what the message holds, which tells the calls of a model apart
	 */
	keyOf(content: string): string;
	/** Notes whether an equal call through MCP must go out under the same RequestId. */
	note(content: string, mayHaveArrived: boolean): void;
	/** Lets go of the ledger once n8n will not repeat the run. */
	close(): void;
}

/** @param credentials tell one account from another; only their hash is kept */
export function openMemory(
	context: Context,
	operation: Operation,
	credentials: ICredentialDataDecryptedObject,
): RunMemory {
	const { name, retryOnFail } = context.getNode();
	const forTool = isTool(context);
	const life = lifeOf(context);
	const account = digest([credentials.apiKey, credentials.secretKey]);
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

	return {
		isTool: forTool,
		ledger,
		claims: new Claims(life, account),
		keyOf: (content) => {
			if (execution) return JSON.stringify([execution, name, run]);
			const earlier = forTool ? uncertainCalls.get(callOf(content)) : undefined;
			const isRecent = earlier !== undefined && earlier.until > Date.now();
			return JSON.stringify([isRecent ? earlier.nonce : nonce, name, run]);
		},
		note: (content, mayHaveArrived) => {
			if (execution || !forTool) return;
			const call = callOf(content);
			const earlier = uncertainCalls.get(call);
			uncertainCalls.delete(call);
			if (!mayHaveArrived) return;
			uncertainCalls.set(call, earlier ?? { nonce, until: Date.now() + requestIdWindow });
			const [oldest] = uncertainCalls.keys();
			if (uncertainCalls.size > mostUncertainCalls) uncertainCalls.delete(oldest);
		},
		close: () => {
			if (!forTool && ofNodes.get(name) === ledger) ofNodes.delete(name);
		},
	};
}

/** Parts of a request that change between tries and do not make it another message. */
const changing = /^(?:senddate|callbackurl)$/i;

/** What a request says to whom: its body without when it goes out and where its receipt goes. */
export function contentOf(operation: Operation, body: IDataObject): string {
	const content = JSON.stringify(body, (key, value: unknown) =>
		changing.test(key) ? undefined : value,
	);
	return digest([operation.value, content]);
}

/** Whether a request claims its RequestIds: eSMS stores nothing of a sandbox message. */
export const claimsIds = (operation: Operation, body: IDataObject): boolean =>
	operation.hasSideEffects && !isSandbox(body);
