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

/**
 * The request's whole URL on the account's own host.
 * @throws UserError when the credential's URL is no web address: nothing is sent then
 */
function hosted(
	requestOptions: IHttpRequestOptions,
	credentials: ICredentialDataDecryptedObject,
): string {
	const url = (requestOptions.baseURL ?? '') + requestOptions.url;
	for (const { origin: host, field, label } of Object.values(hosts)) {
		if (!url.startsWith(`${host}/`)) continue;
		const own =
			String(credentials[field] ?? '')
				.trim()
				.replace(/\/+$/, '') || host;
		if (!/^https?:\/\/[^\s/?#]+[^\s?#]*$/i.test(own)) {
			throw new UserError(
				`'${label}' of the eSMS API credential is not a web address, enter one such as ${host}`,
			);
		}
		return own + url.slice(host.length);
	}
	return url;
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
	 * Adds the keys where the call wants them: the path, an XML, form or JSON body, or the query.
	 * Gives a new request and may run twice on one, because n8n sends again after an HTTP 401.
	 */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const apiKey = String(credentials.apiKey ?? '').trim();
		const secretKey = String(credentials.secretKey ?? '').trim();
		const url = hosted(requestOptions, credentials);
		const request: IHttpRequestOptions = { ...requestOptions, baseURL: undefined, url };
		const { body } = requestOptions;

		if (url.includes('{ApiKey}')) {
			request.url = url
				.replace('{ApiKey}', encodeURIComponent(apiKey))
				.replace('{SecretKey}', encodeURIComponent(secretKey));
		} else if (typeof body === 'string') {
			request.body = body.replace(
				/^<RQST>(?!<APIKEY>)/,
				() =>
					`<RQST><APIKEY>${escapeXml(apiKey)}</APIKEY><SECRETKEY>${escapeXml(secretKey)}</SECRETKEY>`,
			);
		} else if (requestOptions.method === 'POST') {
			const type = String(requestOptions.headers?.['Content-Type'] ?? '');
			const isForm = type.startsWith('application/x-www-form-urlencoded');
			const isFirstSentList = url.endsWith('/GetSmsSentData');
			request.body = {
				...(body as IDataObject),
				[isForm || isFirstSentList ? 'Apikey' : 'ApiKey']: apiKey,
				[isFirstSentList ? 'Secretkey' : 'SecretKey']: secretKey,
			};
		} else if (!/^\/[^?]*\/Get(?:Balance|ListBrandname)\//.test(new URL(url).pathname)) {
			request.qs = { ...requestOptions.qs, ApiKey: apiKey, SecretKey: secretKey };
		}
		return request;
	};
}
