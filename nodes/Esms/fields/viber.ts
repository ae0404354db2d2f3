import type { INodeProperties } from 'n8n-workflow';
import { Field, type Item } from '../operation';
import { choice, imageUrl, text, url } from './builders';

/** The layouts that eSMS documents, and the parts of each. */
const layouts: Readonly<Record<string, readonly string[]>> = {
	image: ['image'],
	text: ['text'],
	textButton: ['text', 'button'],
	textImageButton: ['text', 'image', 'button'],
};

/** Layouts with that part. */
const withPart = (part: string) =>
	Object.keys(layouts).filter((layout) => layouts[layout].includes(part));

const layout = choice({
	name: 'viberLayout',
	displayName: 'Layout',
	description: 'What the message consists of',
	options: [
		{ name: 'Image', value: 'image' },
		{ name: 'Text', value: 'text' },
		{ name: 'Text and Button', value: 'textButton' },
		{ name: 'Text, Image and Button', value: 'textImageButton' },
	],
	default: 'text',
});

/** It decides what is shown, so it takes no expression. */
const layoutParameters = layout.parameters.map((property): INodeProperties => ({
	...property,
	noDataExpression: true,
}));

/** A part of the message, shown and read for the layouts that have it. */
function part(name: string, field: Field): Field {
	const parameters = field.parameters.map((property): INodeProperties => ({
		...property,
		displayOptions: { show: { viberLayout: withPart(name) } },
	}));
	return new Field({ parameters: [...layoutParameters, ...parameters] }, (item: Item) => {
		const chosen = String(layout.read(item) ?? 'text');
		return layouts[chosen]?.includes(name) ? field.read(item) : undefined;
	});
}

const anyText = text({
	name: 'viberText',
	displayName: 'Text',
	required: true,
	rows: 4,
	placeholder: 'e.g. Your order 1001 is on its way',
	description: 'Text of the message',
});

/** Content: text of the message. eSMS asks for \r\n where a new line starts. */
export const viberText = part(
	'text',
	new Field(anyText, (item) =>
		(anyText.read(item) as string | undefined)?.replace(/\r\n|\r|\n/g, '\r\n'),
	),
);

const image = imageUrl({
	name: 'viberImageUrl',
	displayName: 'Image URL',
	required: true,
	placeholder: 'e.g. https://example.com/order.png',
	description: 'Web address of the picture, which starts with https://',
});

/** OttImgUrl: the picture. One page of eSMS asks for https, another has no rule. */
export const viberImageUrl = part(
	'image',
	new Field({ parameters: image.parameters }, (item) => {
		const url = image.read(item);
		if (/^http:/i.test(String(url))) {
			item.addWarning(
				"'Image URL' does not start with https://, so Viber may not show the picture",
			);
		}
		return url;
	}),
);

/** OttLabel: the text on the button. */
export const viberButtonLabel = part(
	'button',
	text({
		name: 'viberButtonLabel',
		displayName: 'Button Label',
		required: true,
		placeholder: 'e.g. Track order',
		description: 'Text on the button',
	}),
);

/** OttUrl: where the button leads. */
export const viberButtonUrl = part(
	'button',
	url({
		name: 'viberButtonUrl',
		displayName: 'Button URL',
		required: true,
		placeholder: 'e.g. https://example.com/orders/1001',
		description: 'Web address that the button opens',
	}),
);
