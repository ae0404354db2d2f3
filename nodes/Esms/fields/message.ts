import type { INodeProperties } from 'n8n-workflow';
import { Field, type Item } from '../operation';
import { needsUnicode, removeAccents } from '../request/text';
import { boolean, choice, readText } from './builders';

/** 'Text' in the words of a kind of message. They all keep it under one name. */
export const contentProperty = (description: string, placeholder: string): INodeProperties => ({
	displayName: 'Text',
	name: 'content',
	// Where the text comes from a template instead: only some operations have that choice.
	displayOptions: { hide: { smsTextSource: ['template'] } },
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder,
	description,
});

/** Not sent: whether a text goes out without its accents. */
export const withoutAccents = boolean({
	name: 'removeAccents',
	displayName: 'Remove Accents',
	optional: true,
	default: true,
	description: 'Whether to send Vietnamese text without accents, so that more fits a segment',
});

/** Text of a message as it goes out. */
function readContent(item: Item): string | undefined {
	const text = readText(item, { name: 'content', displayName: 'Text', required: true });
	return text !== undefined && withoutAccents.read(item) === true ? removeAccents(text) : text;
}

/** Text of a customer care SMS. */
export const content = new Field(
	{
		parameters: [
			contentProperty(
				'Words of a registered template, with the values filled in',
				'e.g. 123456 la ma xac minh dang ky Baotrixemay cua ban',
			),
		],
		options: withoutAccents.options,
	},
	readContent,
);

const unicodeChoice = choice({
	name: 'unicode',
	displayName: 'Unicode',
	optional: true,
	description: 'Whether the text is sent with accents and other special characters',
	options: [
		{
			name: 'Automatic',
			value: 'auto',
			description: 'Yes when the text holds accents or another character beyond plain SMS text',
		},
		{ name: 'No', value: '0' },
		{ name: 'Yes', value: '1' },
	],
	default: 'auto',
});

/** IsUnicode of a text: automatic unless it is chosen by hand. */
export const unicodeOf = (text: Field) =>
	new Field({ options: unicodeChoice.options }, (item) => {
		const chosen = unicodeChoice.read(item) ?? 'auto';
		if (chosen !== 'auto') return chosen;
		return needsUnicode((text.read(item) as string | undefined) ?? '') ? '1' : '0';
	});

/** IsUnicode of 'Text', as it goes out. */
export const unicode = unicodeOf(content);
