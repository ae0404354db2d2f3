/** The hosts of the eSMS API, and the field of the credential that may name another address for each. */
export const hosts = {
	rest: { origin: 'https://rest.esms.vn', field: 'restUrl', label: 'REST URL' },
	voice: { origin: 'https://voiceapi.esms.vn', field: 'voiceUrl', label: 'Voice URL' },
	status: { origin: 'https://status-sms.esms.vn', field: 'statusUrl', label: 'Status URL' },
} as const;

export type Host = keyof typeof hosts;
