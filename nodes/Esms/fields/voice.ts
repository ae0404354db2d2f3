import type { INodeProperties } from 'n8n-workflow';
import { LAST_PARAMETER } from '../../shared/callbacks/parameters';
import { readPhone } from '../../shared/phone';
import { readPlainText } from '../../shared/text';
import { Field } from '../operation';
import { choice, integer, readEntries, readText, readValue, text } from './builders';
import { unicodeOf } from './message';
import { receiptUrl } from './sending';

const code = {
	name: 'voiceCode',
	displayName: 'Code',
	required: true,
	placeholder: 'e.g. 686868',
	description: 'Code that the receiver hears, or the text that holds it',
};

/** What a voice OTP says. */
export const voiceCode = text(code);

/** IsUnicode of a voice OTP. */
export const voiceUnicode = unicodeOf(voiceCode);

/** Script of a call. */
export const callTemplateId = text({
	name: 'callTemplateId',
	displayName: 'Call Template ID',
	required: true,
	placeholder: 'e.g. 1001',
	hint: 'Log in to account.esms.vn: it is shown with your call scripts',
	description: 'ID of the call script, as account.esms.vn shows it',
});

/** Recording of a call. */
export const recordingId = text({
	name: 'recordingId',
	displayName: 'Recording ID',
	required: true,
	placeholder: 'e.g. 2001',
	hint: 'Log in to account.esms.vn: it is shown with your recordings',
	description: 'ID of the recording, as account.esms.vn shows it',
});

const separator = '||';

const variablesProperty: INodeProperties = {
	displayName: 'Call Template Values',
	name: 'callVariables',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'e.g. Trung',
	description:
		"Values of the template's variables from left to right, one on each line, or a list from an expression. Leave it empty for a template without variables.",
};

/** VariableListStr: the values of a call script by position. */
export const callVariables = new Field({ parameters: [variablesProperty] }, (item) => {
	const { displayName } = variablesProperty;
	const texts: string[] = [];
	for (const [index, value] of readEntries(item, variablesProperty, /\r\n|\r|\n/).entries()) {
		const checked = readPlainText(value);
		if ('issue' in checked)
			return item.addIssue(`'${displayName}': value ${index + 1} ${checked.issue}`);
		if (checked.value.includes(separator)) {
			return item.addIssue(
				`'${displayName}': value ${index + 1} holds ${separator}, by which eSMS separates the values`,
			);
		}
		texts.push(checked.value);
	}
	return texts.join(separator) || undefined;
});

/** Voice that reads a text. */
export const voice = choice({
	name: 'voice',
	displayName: 'Voice',
	optional: true,
	description: 'Who reads the text',
	options: [
		{ name: 'Female, Hue (Ngoc Lam)', value: 'ngoclam' },
		{ name: 'Female, North', value: 'female' },
		{ name: 'Female, South (Ha Tieu Mai)', value: 'hatieumai' },
		{ name: 'Male, North', value: 'male' },
	],
	default: 'female',
});

/** How fast a text is read. */
export const speed = integer({
	name: 'speed',
	displayName: 'Speed',
	optional: true,
	min: -3,
	max: 3,
	default: 0,
	description: 'How fast the text is read, from -3 (slowest) to 3 (fastest)',
});

/** Sender of the older voice OTP. */
export const voiceSender = text({
	name: 'voiceSender',
	displayName: 'Sender',
	optional: true,
	placeholder: 'e.g. voice_otp_repeat',
	description: "Sender for 'Request Format' Legacy Engine. eSMS does not explain its values.",
});

const resultNames = [
	'ReferenceId',
	'CallDuration',
	'CallStatus',
	'Ivr',
	'Price',
	'SentResult',
	'CID',
	'SendStatus',
];

/**
 * CallbackUrl of a call: the URL with the names of the results, as eSMS's sample has it. Whether eSMS adds
 * them itself is not documented: the trigger takes them once or twice, and the last parameter takes what is
 * appended with a second `?`.
 * @see https://developers.esms.vn/esms-api/ham-goi-voice
 */
export const callCallbackUrl = new Field({ options: receiptUrl.options }, (item) => {
	const url = receiptUrl.read(item);
	if (typeof url !== 'string' || /[?&]ReferenceId=/i.test(url)) return url;
	const names = [...resultNames, LAST_PARAMETER].map((name) => `${name}=`);
	return `${url}${url.includes('?') ? '&' : '?'}${names.join('&')}`;
});

const forward = {
	name: 'forwardTo',
	displayName: 'Forward To',
	optional: true,
	placeholder: 'e.g. 02871002454',
	description: "Number that the call goes on to when the receiver presses 'Forward Key'",
};

/** NumberForward: often a landline, which goes out without a hint, as its digits. */
export const forwardTo = new Field({ options: text(forward).options }, (item) =>
	readValue(item, forward, (value) => {
		const checked = readPhone(value);
		return 'issue' in checked ? checked : { value: checked.value };
	}),
);

const key = {
	name: 'forwardKey',
	displayName: 'Forward Key',
	optional: true,
	placeholder: 'e.g. 1',
	description: "Key from 0 to 9 that forwards the call to 'Forward To'",
};

/** Ivr: the key that forwards a call. */
export const forwardKey = new Field({ options: text(key).options }, (item) => {
	const pressed = readText(item, key);
	if (pressed === undefined || /^\d$/.test(pressed)) return pressed;
	return item.addIssue(`'${key.displayName}' is '${pressed}', enter one digit from 0 to 9`);
});

const count = (spec: { name: string; displayName: string; description: string; default: number }) =>
	integer({ ...spec, optional: true, min: 0 });

export const maxRepeat = count({
	name: 'maxRepeat',
	displayName: 'Max Repeats',
	default: 1,
	description: 'How often the recording is repeated within a call',
});

export const maxRetry = count({
	name: 'maxRetry',
	displayName: 'Max Retries',
	default: 1,
	description: 'How often to call again when nobody answers',
});

export const waitForKey = count({
	name: 'waitForKey',
	displayName: 'Wait for Key',
	default: 10,
	description: 'Longest wait for a key. eSMS does not document the unit.',
});

export const waitRetry = count({
	name: 'waitRetry',
	displayName: 'Wait Between Retries (Seconds)',
	default: 60,
	description: 'Seconds between a call that nobody answers and the next one',
});

/** ID of a call. */
export const referenceId = text({
	name: 'referenceId',
	displayName: 'Reference ID',
	required: true,
	placeholder: 'e.g. 505139D7-54F8-48A9-88FA-9460A78731DD',
	description:
		"ID of the call: 'referenceId' in the output of the call operation. A voice OTP sent in JSON or by GET is found with the message operations instead.",
});
