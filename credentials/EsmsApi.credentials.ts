import { UserError } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { escapeXml } from '../nodes/shared/xml';
import { hosts, type Host } from '../nodes/shared/hosts';
import { getBalance } from '../nodes/Esms/resources/account/getBalance';
import { adviseOn } from '../nodes/Esms/response/resultCodes';

/** What n8n's request helpers take: the HTTP Request node has a `uri`, and a form apart from the body. */
type Request = IHttpRequestOptions & {
	uri?: string;
	form?: IDataObject;
	followRedirect?: boolean;
	followAllRedirects?: boolean;
};

/** The whole URL that a request asks for. */
function targetOf({ url, uri, baseURL = '' }: Request): string {
	const target = String(url ?? uri ?? '');
	if (baseURL === '' || /^[a-z][a-z\d+.-]*:/i.test(target)) return target;
	return `${baseURL.replace(/\/+$/, '')}/${target.replace(/^\/+/, '')}`;
}

/** What the account has entered as its own address of a host; the host itself if nothing. */
const entered = (value: unknown, host: string) =>
	String(value ?? '')
		.trim()
		.replace(/\/+$/, '') || host;

const isWebAddress = (address: string) =>
	/^https?:\/\/[^\s/?#]+[^\s?#]*$/i.test(address) && URL.canParse(address);

/**
 * Where a request with the keys goes: a host of eSMS, or the account's own address in its place.
 * @throws UserError for any other address, and when the account's own is no web address: nothing is sent then
 */
function addressOf(request: Request, credentials: ICredentialDataDecryptedObject): string {
	const target = targetOf(request);
	const [, start = '', rest = ''] = /^(https?:\/\/[^\s/?#\\]+)([/?#][^]*)?$/i.exec(target) ?? [];
	const ownOf = ({ origin: host, field }: (typeof hosts)[Host]) =>
		entered(credentials[field], host);
	const all = Object.values(hosts);
	// Parsing costs more than all else here, and most requests write the host as it is.
	const asWritten = all.find(({ origin: host }) => host === start)?.origin;
	const origin = asWritten ?? (URL.canParse(start) ? new URL(start).origin : undefined);
	const known = all.find(({ origin: host }) => host === origin);
	if (known) {
		const own = ownOf(known);
		if (own === known.origin || isWebAddress(own)) return own + rest;
		throw new UserError(
			`'${known.label}' of the eSMS API credential is not a web address, enter one such as ${known.origin}`,
		);
	}
	const isOwn = all.some((host) => {
		const own = ownOf(host);
		if (origin === undefined || !isWebAddress(own)) return false;
		const base = new URL(own).href.replace(/\/+$/, '');
		const { href } = new URL(target);
		return href === base || ['/', '?', '#'].some((next) => href.startsWith(base + next));
	});
	if (isOwn) return target;
	const origins = all.map(({ origin: host }) => host);
	throw new UserError(
		`The eSMS API credential gives its keys to eSMS only: to ${origins.join(', ')} and the addresses entered in its URL fields. Change the URL of this request, or choose another credential for it.`,
	);
}

/** A JSON text with the keys before its other properties. */
function inJson(body: string, keys: IDataObject): string {
	const start = `{${JSON.stringify(keys).slice(1, -1)}`;
	if (body.startsWith(start)) return body;
	const rest = body.replace(/^\s*\{\s*/, '');
	return start + (rest.startsWith('}') ? '' : ',') + rest;
}

/** A form as text with the keys behind its other fields. */
function inForm(body: string, keys: Record<string, string>): string {
	const end = String(new URLSearchParams(keys));
	if (body.endsWith(end)) return body;
	return body === '' ? end : `${body}&${end}`;
}

/** An XML request with the keys before its other elements. */
function inXml(body: string, { ApiKey, SecretKey }: Record<string, string>): string {
	const keys = `<APIKEY>${escapeXml(ApiKey)}</APIKEY><SECRETKEY>${escapeXml(SecretKey)}</SECRETKEY>`;
	return body.replace(/^\s*<RQST>(?!<APIKEY>)/, () => `<RQST>${keys}`);
}

/**
 * Rules that make the credential test fail unless Get Balance answers with CodeResponse '100'. n8n only
 * knows rules that name a forbidden value, so the general ones go through the code digit by digit:
 * whatever is not '100' differs from it in one of them, and what is not eSMS has none.
 */
function testRules(): ICredentialTestRequest['rules'] {
	const rule = (key: string, value: unknown, message: string) => ({
		type: 'responseSuccessBody' as const,
		properties: { key, value, message },
	});
	const advised = ['101', '143', '140'].flatMap((code) => {
		const { message, description } = adviseOn(code, getBalance);
		const words = `${message}. ${description.replace(/\.?$/, '.')}`;
		return ['CodeResponse', 'CodeResult'].map((key) => rule(key, code, words));
	});
	const refused = "eSMS refused the request. Run 'Get Balance' with this credential to see why.";
	const otherDigits = [...'100'].flatMap((right, position) =>
		[...'0123456789']
			.filter((digit) => digit !== right)
			.map((digit) => rule(`CodeResponse[${position}]`, digit, refused)),
	);
	const stranger = 'What answered is not eSMS. Check the URL fields of this credential.';
	return [
		...advised,
		...otherDigits,
		...[0, 2].map((position) => rule(`CodeResponse[${position}]`, undefined, stranger)),
	];
}

/**
 * The address of a host: shown when it is chosen, and wherever another one than eSMS's is in use. A credential that
 * was stored before there was a choice names its proxy in here, and n8n drops what is not shown.
 */
function addressFields({ origin, field, label }: (typeof hosts)[Host]): INodeProperties[] {
	const address: INodeProperties = {
		displayName: label,
		name: field,
		type: 'string',
		default: origin,
		placeholder: `e.g. ${origin}`,
		description: `What is called in place of ${origin}`,
	};
	return [
		{ ...address, displayOptions: { show: { server: ['own'] } } },
		{
			...address,
			displayOptions: { show: { server: ['esms'], [field]: [{ _cnd: { not: origin } }] } },
		},
	];
}

/** The keys of an eSMS account, and where its API is reached. */
export class EsmsApi implements ICredentialType {
	name = 'esmsApi';

	displayName = 'eSMS API';

	icon = { light: 'file:../icons/esms.svg', dark: 'file:../icons/esms.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-esms/n8n-nodes-esms#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			hint: "ApiKey in the menu 'Quản lý API' of account.esms.vn",
		},
		{
			displayName: 'Secret Key',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			hint: "SecretKey in the menu 'Quản lý API' of account.esms.vn",
		},
		{
			displayName: 'Default Callback URL',
			name: 'callbackUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://n8n.example.com/webhook/…/esms?esms=',
			description:
				"Where eSMS reports what became of messages whose own 'Callback URL' is empty or not added. Copy the Production URL of an eSMS Trigger node.",
		},
		{
			displayName: 'Server',
			name: 'server',
			type: 'options',
			options: [
				{ name: 'A Proxy or the Simulator', value: 'own' },
				{ name: 'eSMS', value: 'esms' },
			],
			default: 'esms',
			description:
				'Where calls go. A proxy of your own has a fixed IP address; the simulator comes with this package.',
		},
		...Object.values(hosts).flatMap(addressFields),
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: 'https://rest.esms.vn',
			url: '/MainService.svc/json/GetBalance_json',
			method: 'POST',
			body: {},
		},
		rules: testRules(),
	};

	/**
	 * Adds the keys where the call wants them: the path, an XML, form or JSON body, or the query. They go to
	 * eSMS's addresses only, and with no redirect to another one.
	 * Gives a new request and may run twice on one, because n8n sends again after an HTTP 401.
	 */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: Request,
	): Promise<IHttpRequestOptions> => {
		const url = addressOf(requestOptions, credentials);
		// A spread of so many properties takes ten times as long.
		const request: Request = Object.assign({}, requestOptions, {
			baseURL: undefined,
			url,
			disableFollowRedirect: true,
			// The same for the HTTP Request node.
			followRedirect: false,
			followAllRedirects: false,
		});
		if (requestOptions.uri !== undefined) request.uri = url;
		const ApiKey = String(credentials.apiKey ?? '').trim();
		const SecretKey = String(credentials.secretKey ?? '').trim();
		const keys = { ApiKey, SecretKey };
		const formKeys = { Apikey: ApiKey, SecretKey };
		const { body, form } = request;
		const type = Object.entries(request.headers ?? {}).find(
			([name]) => name.toLowerCase() === 'content-type',
		);
		const isForm = /^application\/x-www-form-urlencoded\b/i.test(String(type?.[1] ?? ''));

		if (url.includes('{ApiKey}')) {
			request.url = url
				.replace('{ApiKey}', encodeURIComponent(ApiKey))
				.replace('{SecretKey}', encodeURIComponent(SecretKey));
			if (request.uri !== undefined) request.uri = request.url;
		} else if (typeof body === 'string' && body.trim() !== '') {
			if (isForm) request.body = inForm(body, formKeys);
			else request.body = /^\s*\{/.test(body) ? inJson(body, keys) : inXml(body, keys);
		} else if (requestOptions.method === 'POST') {
			// The first version of the sent list spells the keys in its own way.
			const isFirstSentList = url.endsWith('/GetSmsSentData');
			const own = isFirstSentList
				? { Apikey: ApiKey, Secretkey: SecretKey }
				: isForm
					? formKeys
					: keys;
			if (form) request.form = { ...form, ...formKeys };
			else request.body = { ...((body || {}) as IDataObject), ...own };
		} else if (!/^\/[^?]*\/Get(?:Balance|ListBrandname)\//.test(new URL(url).pathname)) {
			request.qs = { ...requestOptions.qs, ...keys };
		}
		return request;
	};
}
