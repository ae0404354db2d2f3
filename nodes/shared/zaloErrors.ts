/**
 * Zalo's error codes: what each means, and what to do about it. Which of them eSMS passes on is not documented.
 * 1001 is eSMS's own, from its ZNS status call.
 */
const codes: Readonly<Record<number, readonly [meaning: string, advice: string]>> = {
	0: ['Accepted by Zalo', ''],
	[-100]: ['Zalo had an unknown fault', 'Try later'],
	[-101]: ['The Zalo app is not valid', 'Ask eSMS: the link between eSMS and Zalo is not in order'],
	[-102]: ['The Zalo app does not exist', 'Ask eSMS'],
	[-103]: ['The Zalo app is not activated', 'Ask eSMS'],
	[-104]: ['The secret key of the Zalo app is not valid', 'Ask eSMS'],
	[-105]: ['The Zalo app is not linked to an Official Account', 'Ask eSMS'],
	[-106]: ['The method is not supported', 'Ask eSMS'],
	[-107]: ['The message ID is not valid', 'Check the ID'],
	[-108]: ['The phone number is not valid', 'Correct the number'],
	[-109]: ['The ZNS template ID is not valid', 'Choose a template from the list'],
	[-110]: [
		"The receiver's Zalo version is not supported",
		'Send by SMS; seen too for numbers without Zalo',
	],
	[-111]: ['The template data is empty', 'Fill in the template values'],
	[-112]: [
		'A template value is not as the template defines it',
		'Compare the values with the template',
	],
	[-1121]: ['A template value is longer than the template allows', 'Shorten the value'],
	[-1122]: ['A template value is missing', 'Fill in all variables'],
	[-1123]: ['Zalo could not make the QR code', 'Check the value behind the QR code'],
	[-1124]: [
		'A template value has another format than the template asks for',
		'Correct the value, such as a date as dd/MM/yyyy',
	],
	[-113]: ['A button of the template is not valid', 'Ask who made the template'],
	[-1131]: ['The link or text of a button is not valid', 'Correct the value behind the button'],
	[-114]: [
		'The user cannot receive the message: inactive, refuses it, or an old Zalo version',
		'Send by SMS',
	],
	[-115]: ['The ZNS balance or quota is used up', 'Top up, or ask eSMS'],
	[-116]: ['A text or value has content that Zalo does not allow', 'Change the value'],
	[-117]: [
		'The Official Account may not use this template',
		'Choose a template of this Official Account',
	],
	[-118]: ['The number has no Zalo account, or the account is closed', 'Send by SMS'],
	[-119]: ['The account cannot receive messages', 'Send by SMS'],
	[-120]: ['The Official Account may not use this feature', 'Ask eSMS or Zalo'],
	[-121]: ['The body is empty', 'Ask eSMS'],
	[-122]: ['The body is no JSON', 'Ask eSMS'],
	[-124]: [
		'The access to the Official Account is not valid',
		'Link the Official Account with eSMS again',
	],
	[-125]: ['The Official Account ID is not valid', 'Choose an Official Account from the list'],
	[-126]: ['The quota of the development mode is used up', 'Ask eSMS'],
	[-127]: ['A test template goes to administrators only', 'Use an approved template'],
	[-130]: ['The content is too long', 'Shorten it'],
	[-131]: ['The ZNS template is not approved', 'Wait for the approval or choose another template'],
	[-132]: [
		'A parameter is not valid',
		'Compare the values with the template (public tables disagree about this code)',
	],
	[-133]: ['This template may not be sent from 22 to 6 h', 'Send after 6 h'],
	[-135]: [
		'The Official Account may not send ZNS (not verified, or no paid plan)',
		'Verify it with Zalo',
	],
	[-1351]: ['Zalo has blocked this Official Account from ZNS', 'Ask Zalo'],
	[-136]: ['The Official Account has no Zalo Cloud account', 'Ask eSMS'],
	[-137]: ['Zalo could not charge the message', 'Ask eSMS about the balance at Zalo'],
	[-138]: ['The app may not use this feature', 'Ask eSMS'],
	[-139]: ['The user refuses this kind of message', 'Send by SMS'],
	[-140]: ["The user may not get this kind of message by Zalo's rules", 'Send by SMS'],
	[-141]: ['The user refuses messages of this Official Account', 'Send by SMS'],
	[-144]: ['The Official Account has reached its daily limit', 'Send the rest tomorrow'],
	[-1441]: [
		'The Official Account has reached its monthly limit of promotions',
		'Send the rest next month',
	],
	[-145]: ['The Official Account may not send this kind of content', 'Ask eSMS or Zalo'],
	[-146]: ['Zalo has switched the template off for its low quality', 'Use another template'],
	[-147]: ['The template has reached its daily limit', 'Send the rest tomorrow'],
	[-1471]: [
		'The Official Account has reached the monthly limit of follow-ups to this user',
		'Do not send to this user this month',
	],
	[-1472]: [
		'The Official Account has reached the daily limit of promotions to this user',
		'Send tomorrow',
	],
	[-148]: ['The journey token was not found', 'Check the order of the journey'],
	[-149]: ['The journey token is not valid', 'Check the order of the journey'],
	[-150]: ['The journey token is out of time', 'Start a new journey'],
	[-153]: ["The data breaks Zalo's specification", 'Compare the values with the template'],
	[-161]: ['The sending mode is not allowed', "Choose another 'Sending Mode'"],
	[-162]: ['Over-quota sending is for templates of tag 3 only', "Choose 'Sending Mode' Normal"],
	[-213]: [
		'The user does not follow the Official Account',
		'Ask the user to follow it, or send a ZNS',
	],
	[-216]: [
		'The access to the Official Account is not valid',
		'Link the Official Account with eSMS again',
	],
	[-224]: ['The Official Account needs a higher package', 'Order a package'],
	[-227]: ['The user is banned or has not used Zalo for more than 45 days', 'Send by SMS'],
	[-230]: [
		'The user has not written to the Official Account in the last 7 days',
		'Send a ZNS or an SMS; consultation messages need a contact within 7 days',
	],
	[-232]: [
		'The user has never written to the Official Account, or too long ago',
		'Send a ZNS or an SMS',
	],
	[-233]: [
		'This kind of message is not valid or not supported',
		'Ask eSMS whether Zalo still takes this kind',
	],
	[-234]: ['This kind of message may not be sent from 22 to 6 h', 'Send after 6 h'],
	[-244]: ['The user has restricted this kind of message', 'Send by SMS'],
	[-248]: ["The content breaks Zalo's rules", 'Change the content'],
	[-249]: ['The template cannot be sent by Zalo user ID', 'Send it by phone number'],
	[-320]: ['The Official Account needs a Zalo Cloud account', 'Ask eSMS'],
	[-321]: ['The Zalo Cloud account has no money or cannot be charged', 'Ask eSMS'],
	1001: ['The user was not online in time', ''],
};

/**
 * What a Zalo error code means.
 *
 * @param code Zalo's `error`, 0 or negative, or the 1001 that eSMS's status calls give
 * @param text what Zalo itself said, which stands in for the meaning of a code that is not known
 * @returns null when there is neither
 */
export const zaloErrorMeaning = (code: number | null, text: string | null = null): string | null =>
	entryOf(code)?.[0] ?? text;

/** What to do about a Zalo error code; null where nothing is to be done, or nothing is known of it. */
export const zaloErrorAdvice = (code: number | null): string | null => entryOf(code)?.[1] || null;

const entryOf = (code: number | null) =>
	code !== null && Object.hasOwn(codes, code) ? codes[code] : undefined;
