import type { INodeProperties } from 'n8n-workflow';
import { Field, type Item } from '../operation';
import { choice, readText, text, integer } from './builders';

const codeTextProperty: INodeProperties = {
	displayName: 'Text With Code',
	name: 'codeText',
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder: 'e.g. {OTP} la ma xac minh dang ky Baotrixemay cua ban',
	description: 'Text of the message, with {OTP} where the code goes',
};

/** message: a text with the place of the code. */
export const codeText = new Field({ parameters: [codeTextProperty] }, (item) => {
	const { name, displayName } = codeTextProperty;
	const value = readText(item, { name, displayName, required: true });
	if (value === undefined || value.includes('{OTP}')) return value;
	return item.addIssue(`'${displayName}' has no {OTP}, write it where the code goes`);
});

/** MultiChannelTempId: a pair of a ZNS and an SMS template. */
export const codeTemplateId = text({
	name: 'codeTemplateId',
	displayName: 'Multi-Channel Template ID',
	required: true,
	placeholder: 'e.g. 22575',
	hint: 'eSMS gives it when it sets up the pair, no list shows it',
	description: 'ID that eSMS gave for your pair of a ZNS template and an SMS template',
});

/** TypeId: whether a code is made only, or sent as well. */
export const codeSending = choice({
	name: 'codeSending',
	displayName: 'Sending',
	description: 'What eSMS does with the code',
	options: [
		{ name: 'Generate and Send', value: '2' },
		{
			name: 'Generate Only',
			value: '1',
			description: 'Whether the code comes back is not documented',
		},
	],
	default: '2',
});

/** Code: what the person typed. */
export const typedCode = text({
	name: 'typedCode',
	displayName: 'Code',
	required: true,
	placeholder: 'e.g. 686868',
	description: 'Code that the person typed in',
});

const lifetime = {
	name: 'codeLifetime',
	displayName: 'Lifetime (Minutes)',
	optional: true,
	default: 5,
	description: 'How long the code can be used. Codes by SMS last from 2 to 10 minutes.',
};
const lifetimeOptions = { options: integer(lifetime).options };

/** TimeAlive of a code by SMS. */
export const codeLifetime = new Field(
	lifetimeOptions,
	integer({ ...lifetime, min: 2, max: 10 }).read,
);

const anyLifetime = integer({ ...lifetime, min: 1 });

/** TimeAlive of a code by Zalo, then SMS: text, without a documented limit. */
export const codeLifetimeText = new Field(lifetimeOptions, (item: Item) => {
	const minutes = anyLifetime.read(item);
	return minutes === undefined ? undefined : String(minutes);
});

/** What the form displays for an option is sent, added or not: eSMS documents no default, or sends letters. */
const displayed = (field: Field): Field =>
	new Field(field, (item) => field.read(item) ?? field.options[0].default);

/** NumCharOfCode. */
export const codeLength = displayed(
	integer({
		name: 'codeLength',
		displayName: 'Code Length',
		optional: true,
		min: 1,
		default: 6,
		description: 'How many characters the code has, 6 unless added',
	}),
);

/** IsNumber. */
export const codeCharacters = displayed(
	choice({
		name: 'codeCharacters',
		displayName: 'Code Characters',
		optional: true,
		description: 'What the code is made of, digits unless added',
		options: [
			{ name: 'Digits', value: '1' },
			{ name: 'Letters and Digits', value: '0' },
		],
		default: '1',
	}),
);
