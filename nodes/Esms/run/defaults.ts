import type { IDataObject, IExecuteFunctions, IExecutePaginationFunctions } from 'n8n-workflow';

/** What the credential sets for every send: the Callback URL of sends that have none of their own. */
export async function defaultsOf(context: IExecuteFunctions | IExecutePaginationFunctions): Promise<IDataObject> {
	const { callbackUrl } = await context.getCredentials('esmsApi');
	return callbackUrl ? { callbackUrl: String(callbackUrl) } : {};
}
