import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

export class EsmsCallbackApi implements ICredentialType {
	name = 'esmsCallbackApi';

	displayName = 'eSMS Callback API';

	icon: Icon = { light: 'file:../icons/esms.svg', dark: 'file:../icons/esms.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-esms/n8n-nodes-esms/blob/main/docs/trigger.md';

	properties: INodeProperties[] = [
		{
			displayName:
				"Fill in 'URL Secret', 'Short-Code Private Key' or both. What is left empty is not checked.",
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'URL Secret',
			name: 'urlSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. 3vKq8Zt0LxWb5RfN2hYd',
			description:
				'Letters, digits, - and _ of your own choice. Put ?secret=YOUR_SECRET&esms= in place of ?esms= at the end of the callback URL when you paste it into eSMS.',
		},
		{
			displayName: 'Short-Code Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The PrivateKey that eSMS gave you with your cpid. Short-code SMS with another signature are refused.',
		},
	];
}
