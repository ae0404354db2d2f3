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
import { hosts } from '../nodes/shared/hosts';
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

/** The keys of an eSMS account, and where its API is reached. */
export class EsmsApi implements ICredentialType {
	name = 'esmsApi';

	displayName = 'eSMS API';

	icon = { light: 'file:../icons/esms.svg', dark: 'file:../icons/esms.dark.svg' } as const;

	documentationUrl = 'https://developers.esms.vn';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: "The ApiKey from the menu 'Quản lý API' of account.esms.vn",
		},
		{
			displayName: 'Secret Key',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: "The SecretKey from the menu 'Quản lý API' of account.esms.vn",
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
		...Object.entries(hosts).map(([host, { field, label }]): INodeProperties => ({
			displayName: label,
			name: field,
			type: 'string',
			default: host,
			placeholder: `e.g. ${host}`,
			description:
				'Change it only to go through a proxy of your own with a fixed IP address, or to use the simulator of this package',
		})),
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
