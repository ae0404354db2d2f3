/** Where a message goes out, as eSMS's TypeId tells it. */
export type Channel = 'sms' | 'viber' | 'voice' | 'zalo';

/**
 * What each TypeId stands for. 1, 2, 23, 24 and 25 are documented; 8, 26 and 27 are read from samples
 * and send pages. https://developers.esms.vn/esms-api/callback-url
 */
export const messageTypes: Readonly<Record<number, { channel: Channel; messageKind: string }>> = {
	1: { channel: 'sms', messageKind: 'advertising' },
	2: { channel: 'sms', messageKind: 'customerCare' },
	8: { channel: 'sms', messageKind: 'fixedNumberOrVoiceOtp' },
	23: { channel: 'viber', messageKind: 'viber' },
	24: { channel: 'zalo', messageKind: 'znsPriority' },
	25: { channel: 'zalo', messageKind: 'zns' },
	26: { channel: 'zalo', messageKind: 'oaMessage' },
	27: { channel: 'zalo', messageKind: 'znsJourney' },
};

/** Mobile networks by telcoid. https://developers.esms.vn/esms-api/callback-url */
export const networks: Readonly<Record<number, string>> = {
	1: 'Viettel',
	2: 'Mobifone',
	3: 'Vinaphone',
	4: 'Vietnamobile',
	5: 'Gtel',
	6: 'Itel',
	7: 'Reddi',
};

/** Names of SendStatus. 5 says that sending is over, not that the message arrived. */
export const sendStatusNames: Readonly<Record<number, string>> = {
	0: 'draft',
	1: 'awaitingApproval',
	2: 'waitingToSend',
	3: 'sending',
	4: 'rejected',
	5: 'sent',
	6: 'deleted',
	7: 'sentAwaitingReport',
};
