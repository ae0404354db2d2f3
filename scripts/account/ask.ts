import axios from 'axios';
import { parseJson } from '../../nodes/shared/json';
import { compareAnswer, type Difference } from './compare';
import { fieldsOf, type DocumentedCall, type Fields } from './contract';

/** Calls that only read, and change nothing of the account. */
export const LOOK_UPS: readonly string[] = [
	'getBalance',
	'getBalanceByPath',
	'listBrandnames',
	'listSentMessages',
	'listSentMessagesV1',
	'getMessageStatus',
	'listMessageRecipients',
	'getZaloCallbacks',
	'getZnsDeliveryStatus',
	'queryZnsStatus',
	'getCallStatus',
	'listCustomerCareTemplates',
	'listZaloTemplates',
	'getZaloTemplate',
	'listOfficialAccounts',
	'getOaQuota',
	'listRatings',
	'getOaQuality',
	'listFollowers',
	'listInteractedUsers',
];

/** Sends that eSMS's sandbox page names, all with the one spelling on which its pages agree. */
export const SANDBOX_SENDS: readonly string[] = [
	'sendAdvertisingSms',
	'sendCustomerCareSms',
	'sendZns',
];

/** The keys of the account that is checked, and where its API is. */
export interface Account {
	apiKey: string;
	secretKey: string;
	/** The account holder's own phone number, to which the sandbox sends are addressed; none, no sends. */
	phone?: string;
	/** Other addresses for eSMS's hosts: `https://rest.esms.vn` to one's own. */
	hosts?: Readonly<Record<string, string>>;
}

/** What the server said to one request. */
export interface Heard {
	call: string;
	/** What was special about the request; empty for one as the contract has it. */
	variation: string;
	kind: 'look-up' | 'sandbox send';
	/** The result code that the documentation promises; undefined where it says nothing. */
	expected?: string;
	/** HTTP status; undefined when no answer came. */
	status?: number;
	/** Media type of the answer. */
	mediaType: string;
	/** Whether the body is a JSON object. */
	isJson: boolean;
	/** The result code, and the field that carries it. */
	code?: string;
	codeField?: string;
	/** Type of the result code in JSON. */
	codeType?: string;
	isSuccess: boolean;
	/** Names of the answer's fields. */
	names: string[];
	differences: Difference[];
	/** Whether the request went to another address than the documented one. */
	isElsewhere: boolean;
	/** Why nothing came: a short word of the network, such as ECONNREFUSED. */
	failure?: string;
	/** The answer, with IDs exact; never for the report. */
	body: Fields;
}

/** How one request differs from what the contract has. */
export interface Variation {
	/** What is special, in a few words that go into the report. */
	name?: string;
	/** The result code that the documentation promises for it. */
	expected?: string;
	/** Whether an answer that went well is one such as the published samples; by default it is. */
	isWhole?: (body: Fields) => boolean;
	/** Another body than JSON of the fields. */
	rawBody?: string;
	/** Changes the URL. */
	url?: (url: string) => string;
	/** Other keys than the account's. */
	keys?: { apiKey: string; secretKey: string };
	/** Other names for the keys. */
	keyNames?: { apiKey: string; secretKey: string };
}

const CODE_FIELDS = ['CodeResult', 'CodeResponse', 'Code', 'Error'];
const RESULT_CODE = /^-?\d{1,4}$/;

/** The field that carries the result code: the call's own first, in any case. */
function codeIn(
	call: DocumentedCall,
	body: Fields,
): Pick<Heard, 'code' | 'codeField' | 'codeType'> {
	const names = Object.keys(body);
	for (const wanted of [call.success.field, ...CODE_FIELDS]) {
		const name = names.find((one) => one.toLowerCase() === wanted.toLowerCase());
		if (name === undefined) continue;
		const value = body[name];
		if (!RESULT_CODE.test(String(value))) continue;
		return { code: String(value), codeField: name, codeType: typeof value };
	}
	return {};
}

const PLAIN_NAME = /^[A-Za-z_]\w{0,39}$/;
const TIMEOUT_MS = 30_000;

/** Asks one account's server, and keeps what it said. */
export class Interview {
	readonly heard: Heard[] = [];

	/** Everything that the account's own answers said in text: none of it may be shown as a name. */
	private readonly values = new Set<string>();

	constructor(
		private readonly calls: ReadonlyMap<string, DocumentedCall>,
		private readonly account: Account,
		private readonly pause: () => Promise<void>,
	) {
		for (const value of [account.apiKey, account.secretKey, account.phone]) {
			if (value) this.values.add(value);
		}
	}

	/** A field's name, or what may be said of one that could tell something about the account. */
	readonly showName = (name: string): string =>
		PLAIN_NAME.test(name) && !/\d{4}/.test(name) && !this.values.has(name)
			? name
			: `(a name of ${name.length} characters)`;

	/**
	 * Makes one request.
	 *
	 * @param id operationId of a look-up, or of a send with `Sandbox` '1'
	 * @param fields the request's fields without the keys
	 * @param variation how the request differs from the documented one
	 * @throws Error for a call that could change the account or send something
	 */
	async ask(id: string, fields: Fields = {}, variation: Variation = {}): Promise<Heard> {
		const call = this.calls.get(id);
		const isSend = SANDBOX_SENDS.includes(id);
		if (call === undefined || (!isSend && !LOOK_UPS.includes(id))) {
			throw new Error(`${id} is not a look-up of the contract`);
		}
		if (isSend && (fields.Sandbox !== '1' || variation.rawBody !== undefined)) {
			throw new Error(`${id} would really send`);
		}
		await this.pause();
		const heard: Heard = {
			call: id,
			variation: variation.name ?? '',
			kind: isSend ? 'sandbox send' : 'look-up',
			expected: variation.expected ?? (variation.name ? undefined : call.success.value),
			mediaType: '',
			isJson: false,
			isSuccess: false,
			names: [],
			differences: [],
			isElsewhere: variation.url !== undefined,
			body: {},
		};
		this.heard.push(heard);
		try {
			const { status, headers, data } = await this.send(call, fields, variation);
			heard.status = status;
			const type = String(headers['content-type'] ?? '')
				.split(';')[0]
				.trim();
			heard.mediaType = /^[a-z]+\/[a-z.+-]{1,40}$/i.test(type) ? type : type && 'other';
			this.read(call, heard, data, variation);
		} catch (error) {
			// The error of the HTTP client holds the request and with it the keys.
			const code = axios.isAxiosError(error) ? error.code : undefined;
			heard.failure = /^[A-Z_]{3,40}$/.test(code ?? '') ? code : 'no answer';
		}
		return heard;
	}

	private async send(call: DocumentedCall, fields: Fields, variation: Variation) {
		const { apiKey, secretKey } = variation.keys ?? this.account;
		const names = variation.keyNames ?? call.keyNames;
		const keys = { [names.apiKey]: apiKey, [names.secretKey]: secretKey };
		const { origin } = new URL(call.url);
		const own = (this.account.hosts?.[origin] ?? origin).replace(/\/+$/, '');
		const path = call.url
			.slice(origin.length)
			.replace('{ApiKey}', encodeURIComponent(apiKey))
			.replace('{SecretKey}', encodeURIComponent(secretKey));
		const url = variation.url?.(own + path) ?? own + path;
		return await axios.request<string>({
			method: call.method,
			url,
			params: call.carries === 'query' ? { ...fields, ...keys } : undefined,
			data:
				call.carries === 'json'
					? (variation.rawBody ?? JSON.stringify({ ...keys, ...fields }))
					: undefined,
			headers: call.carries === 'json' ? { 'Content-Type': 'application/json' } : {},
			timeout: TIMEOUT_MS,
			// The keys go to no other address.
			maxRedirects: 0,
			validateStatus: () => true,
			responseType: 'text',
			transformRequest: (text: string) => text,
			transformResponse: (text: string) => text,
			...(/\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(url) ? { proxy: false as const } : {}),
		});
	}

	private read(
		call: DocumentedCall,
		heard: Heard,
		text: string,
		{ isWhole = () => true }: Variation,
	): void {
		const exact = parseJson(text);
		const rounded = parseRounded(text);
		if (exact !== fieldsObject(exact) || rounded === undefined) return;
		heard.isJson = true;
		heard.body = fieldsOf(exact);
		this.remember(exact);
		heard.names = Object.keys(heard.body).map(this.showName);
		Object.assign(heard, codeIn(call, rounded));
		heard.isSuccess = heard.code === call.success.value;
		heard.differences = compareAnswer(
			call,
			rounded,
			heard.isSuccess && isWhole(rounded),
			this.showName,
		);
		const { field } = call.success;
		if (heard.isSuccess && heard.codeField?.toLowerCase() !== field.toLowerCase()) {
			const isAbout = ({ path, kind }: Difference) =>
				(path === field && kind === 'missing') || (path === heard.codeField && kind === 'unlisted');
			heard.differences = [
				...heard.differences.filter((one) => !isAbout(one)),
				{
					path: field,
					kind: 'missing',
					documented: 'the result code',
					found: `the result code is in ${heard.codeField}`,
				},
			];
		}
	}

	private remember(value: unknown): void {
		if (typeof value === 'string') this.values.add(value);
		else if (typeof value === 'object' && value !== null) {
			for (const one of Object.values(value)) this.remember(one);
		}
	}
}

const fieldsObject = (value: unknown) =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;

/** JSON with its own types: the exact reading makes text of long numbers, which would hide their type. */
function parseRounded(text: string): Fields | undefined {
	try {
		return fieldsObject(JSON.parse(text.replace(/^\uFEFF/, ''))) as Fields | undefined;
	} catch {
		return undefined;
	}
}
