import type { Advice, Operation } from '../operation';

/** What is said of code 99 where the request names nobody who could be blocked. */
const withoutReceiver: Advice = {
	message: 'eSMS did not understand the request',
	description: 'Check the API keys and the fields of this operation, then try once more',
};

/** Advice for each result code of eSMS, from its tables (developers.esms.vn/esms-api/bang-ma-loi) and the samples of its pages. */
export const advice: Readonly<Record<string, Advice>> = {
	'99': {
		message: 'eSMS refused the request without a clear reason',
		description:
			'If only this receiver is refused, the number may be blocked at eSMS: ask eSMS support. If every item is refused, check the API keys, the fields and the text, then try once more',
	},
	'100': {
		message: 'eSMS accepted the request',
		description:
			'For a message this means received by eSMS, not delivered. Use the eSMS Trigger or a status operation to learn the outcome',
	},
	'101': {
		message: 'The API Key or the Secret Key is wrong',
		description:
			"Copy both keys again from the menu 'Quản lý API' of account.esms.vn into the eSMS API credential",
	},
	'102': {
		message: 'The eSMS account has no price list for this message type',
		description: 'Ask eSMS sales to set a price for this message type',
	},
	'103': {
		message: 'The balance of the eSMS account is too low',
		description: "Top up the eSMS account, check it with 'Get Balance', then run again",
	},
	'104': {
		message: 'The brandname does not exist or is not active',
		description:
			"Choose a brandname from the list, of the type that this operation sends with. 'Get Many Brandnames' shows which ones the account has",
	},
	'105': {
		message: 'eSMS does not know this message or call yet, or not any more',
		description:
			'Right after a send, wait a minute and ask again. Then check that the ID is the SMSID that the send returned and that it is not older than 7 days',
		tryLater: true,
	},
	'106': {
		message: 'The recording was not found',
		description: 'Check the ID of the recording on account.esms.vn',
	},
	'107': {
		message: 'The request has fewer than 30 different valid phone numbers',
		description: 'Send an advertising SMS to at least 30 and at most 5,000 different numbers',
	},
	'108': {
		message: 'The phone number does not have a valid format',
		description: 'Correct the number, such as 0901888484',
	},
	'110': {
		message: 'The data of the bulk request is not right',
		description:
			'Check that each receiver has a phone number and all values of the template, in its order',
	},
	'115': {
		message: 'The hashed phone number is not valid',
		description:
			'Enter the plain number and let the node hash it, or hash the number that starts with 84 with SHA-256, written in hexadecimal',
	},
	'117': {
		message: 'The code is wrong, used or out of time',
		description: 'Let the person ask for a new code',
	},
	'118': {
		message: 'eSMS does not support this message type',
		description: 'Choose a message type that the account may use, or ask eSMS to open it',
	},
	'119': {
		message: 'The request has too few phone numbers for an advertising SMS',
		description: 'Send it to at least 30 different numbers',
	},
	'120': {
		message: 'The request has too many phone numbers',
		description: 'Send to at most 5,000 numbers in one request',
	},
	'124': {
		message: 'eSMS has already accepted a request with this request ID in the last 24 hours',
		description:
			'The first request counts: treat the message as sent. Use another request ID only for a new message, because that one is sent as well',
	},
	'131': {
		message: 'The advertising text is too long',
		description: 'Shorten the text to at most 422 characters',
	},
	'132': {
		message: 'The eSMS account may not send from the fixed number 8755',
		description: 'Ask eSMS to open the fixed number for the account',
	},
	'140': {
		message: 'eSMS does not know the IP address that this n8n calls from',
		description:
			'Ask eSMS support to whitelist the public IP address of the server (for n8n Cloud its outgoing addresses), or send through a proxy that has a fixed one',
	},
	'143': {
		message: 'The eSMS account is locked or not activated yet',
		description: 'Activate the account on account.esms.vn or ask eSMS to unlock it',
	},
	'145': {
		message: 'The text does not match the registered Zalo template',
		description: 'Use the wording of the registered template and change only its variable parts',
	},
	'146': {
		message: 'The text does not match any registered customer care template',
		description:
			"Take the wording from 'Get Many SMS Templates' and change only the variable parts, or register a new template",
	},
	'159': {
		message: 'The request ID is too long',
		description: 'Shorten it to at most 50 characters',
	},
	'160': {
		message: 'Too many requests reached eSMS in one second',
		description:
			"Lower 'Items per Batch' in the node's settings, under 'Request Options' and 'Batching'",
		tryLater: true,
	},
	'161': {
		message: 'The start date or the end date does not have the right format',
		description:
			"Choose 'From' and 'To' again, with the date picker or as dd/MM/yyyy, such as 31/01/2026",
	},
	'162': {
		message: 'The range of the list is not valid',
		description: 'Ask for 1 to 50 users at a time, from position 0 to 9,950',
	},
	'163': {
		message: 'The request has more than one phone number',
		description: 'Send one number per request for this message type',
	},
	'171': {
		message: 'The code is used, out of time or not meant for this number',
		description: 'Let the person ask for a new code',
	},
	'177': {
		message: "The brandname is not registered with the receiver's network",
		description: 'Ask eSMS to register the brandname with that network, or leave its numbers out',
	},
	'199': {
		message: 'eSMS is already processing the same registration or order',
		description: 'Wait until the first one is finished and do not send it again',
	},
	'201': {
		message: 'The text contains a blocked word',
		description: 'Remove the word, or ask eSMS which one it is',
	},
	'204': {
		message: 'eSMS does not know this Official Account',
		description: 'Choose the OA from the list, or connect it to the eSMS account first',
	},
	'210': {
		message: 'The Zalo message does not follow the rules of its kind',
		description:
			"Check the lengths, the elements, the table with its identification row, and the buttons. Zalo announced the end of transaction messages to a Zalo user ID for 2026-03-01, while eSMS still listed them in April 2026: ask eSMS whether it still sends them. 'Send by Zalo User ID' of the resource 'ZNS' takes their place, with an approved template",
	},
	'300': {
		message: 'The message type is missing',
		description: 'The node sends it with every message, so ask eSMS support why it did not arrive',
	},
	'301': {
		message: 'eSMS does not support this service type',
		description:
			'The node registers with type 2, the only one that eSMS documents, so ask eSMS support',
	},
	'687': {
		message: 'The bulk request has more than 500 receivers',
		description: 'Send to at most 500 receivers in one request',
	},
	'788': {
		message: 'The Official Account is not active',
		description:
			"Check the OA in the 'Get Many' operation of the resource 'Official Account', or ask eSMS to activate it. The code is from an older table of eSMS",
	},
	'789': {
		message: 'The template is not set up for this Official Account',
		description: 'Choose a template from the list of this OA, or ask eSMS to set it up',
	},
	'790': {
		message: 'The values do not fit the ZNS template',
		description:
			'Compare the names, the order, the types and the lengths of the values with the template',
	},
	'791': {
		message: 'The Official Account or the template is missing',
		description: 'Choose both the OA and the template',
	},
	'799': {
		message: 'The Official Account is inactive, wrong or not on this eSMS account',
		description:
			"Look for the OA in the 'Get Many' operation of the resource 'Official Account' and check its package",
	},
	'801': {
		message: 'A message in over-quota mode cannot be scheduled',
		description: "Remove 'Send Date', or set 'Sending Mode' to Normal",
	},
	'802': {
		message: 'The Official Account may not use over-quota mode',
		description: "Set 'Sending Mode' to Normal, or ask eSMS to whitelist the OA",
	},
	'851': {
		message: 'The ID of the message is missing',
		description: 'Enter the ID that this operation asks for: the SMSID or the Zalo message ID',
	},
	'852': {
		message: 'The Zalo user ID is longer than 20 characters',
		description: "Use the ID from the user list of the OA ('Get Many Interacted Users')",
	},
	'853': {
		message: 'The Zalo user ID is missing',
		description: 'Enter the Zalo user ID of the receiver',
	},
	'854': {
		message: 'eSMS found nothing for this message',
		description:
			"Check 'SMSID' and 'ZNS Type'. If the message was sent a moment ago, ask once more in a while",
	},
};

const ownOf = (table: Readonly<Record<string, Advice>> = {}, code: string): Advice | undefined =>
	Object.hasOwn(table, code) ? table[code] : undefined;

/**
 * Turns a refusal into what happened and what to do.
 *
 * @param code the result code that `readAnswer` gave
 * @param operation whose own advice goes before the general one
 * @param apiText eSMS's own words, kept at the end of the description
 */
export function adviseOn(
	code: string,
	operation: Pick<Operation, 'advice' | 'hasReceiver'>,
	apiText: string | null = null,
): Omit<Advice, 'tryLater'> {
	const general = code === '99' && !operation.hasReceiver ? withoutReceiver : ownOf(advice, code);
	const known = ownOf(operation.advice, code) ?? general;
	if (!known) {
		return {
			message: `eSMS refused the request with code ${code}`,
			description: withWords(
				['The meaning of this code is not documented, ask eSMS support'],
				apiText,
			),
		};
	}
	const { message, description, tryLater } = known;
	return {
		message,
		description: withWords(tryLater ? [description, 'Try again later'] : [description], apiText),
	};
}

/** Most characters of what a server said that a message repeats. */
const quotedLength = 300;

/** What a server said, on one line: no character that controls how it is shown, and no more than a message has room for. */
export function quoted(text: string | null): string {
	const line = (text ?? '')
		.slice(0, 2000)
		.replace(/[\s\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ')
		.trim();
	const characters = [...line];
	return characters.length > quotedLength
		? `${characters.slice(0, quotedLength).join('')} …`
		: line;
}

/** A single sentence has no final period. */
function withWords(steps: string[], apiText: string | null): string {
	const own = steps.join('. ');
	const words = quoted(apiText);
	if (words) return `${own}. eSMS said: ${words}`;
	return own.includes('. ') ? `${own}.` : own;
}
