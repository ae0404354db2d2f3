import type { INodeProperties, INodePropertyTypeOptions } from 'n8n-workflow';

import {
	ACTIONS,
	DEFAULT_ICON,
	ELEMENT_TYPES,
	LIMITS,
	STATUS_LABELS,
	TEMPLATE_TYPES,
} from './constants';

/** The status row's label as typed, and as systems write it that keep letters and marks apart. */
const STATUS_ROWS = Object.values(STATUS_LABELS).flatMap((label) => [
	...new Set([label, label.normalize('NFD')]),
]);

/** A list to drag into order; `title` is what an entry is called by an editor that folds it. */
const sortable = (title: string): INodePropertyTypeOptions => ({
	multipleValues: true,
	sortable: true,
	fixedCollection: { itemTitle: `={{ ${title} }}` },
});

const alignment: INodeProperties = {
	displayName: 'Alignment',
	name: 'align',
	type: 'options',
	description: 'Where the line starts',
	options: [
		{ name: 'Center', value: 'center' },
		{ name: 'Left', value: 'left' },
		{ name: 'Right', value: 'right' },
	],
	default: 'left',
	displayOptions: { show: { type: ['header', 'text'] } },
};

const rowFields: INodeProperties[] = [
	{
		displayName: 'Label',
		name: 'label',
		type: 'string',
		default: '',
		placeholder: 'e.g. Mã đơn hàng',
		description: `What the value is, at most ${LIMITS.label} characters. One row must say who or what the message is about: in Vietnamese its label starts with 'Mã' or is 'Tên khách hàng', in English it contains 'Code' or is 'Customer Name'.`,
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		placeholder: 'e.g. DH-2025-0001',
		description: `At most ${LIMITS.value} characters`,
	},
	{
		displayName: 'Status Color',
		name: 'statusColor',
		type: 'options',
		options: [
			{ name: 'Blue', value: 'blue' },
			{ name: 'Green', value: 'green' },
			{ name: 'Grey', value: 'grey' },
			{ name: 'None', value: '' },
			{ name: 'Red', value: 'red' },
			{ name: 'Yellow', value: 'yellow' },
		],
		default: '',
		description: "Color of the value, for the row labelled 'Trạng thái' or 'Status' only",
		displayOptions: { show: { label: STATUS_ROWS } },
	},
];

const elementFields: INodeProperties[] = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		noDataExpression: true,
		options: ELEMENT_TYPES.map(({ name, value }) => ({ name, value })),
		default: 'header',
		description: `A message needs one table; it may have one banner, one header and up to ${LIMITS.texts} texts`,
	},
	{
		displayName: 'Image URL',
		name: 'imageUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/banner.png',
		description:
			'Public link to a JPG or PNG image of at most 1 MB, with a ratio of height to width from 1:5 to 1:1',
		displayOptions: { show: { type: ['banner'] } },
	},
	{
		displayName: 'Header',
		name: 'header',
		type: 'string',
		default: '',
		placeholder: 'e.g. Trạng thái đơn hàng',
		description: `At most ${LIMITS.header} characters`,
		displayOptions: { show: { type: ['header'] } },
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Cảm ơn bạn đã mua hàng tại cửa hàng.',
		description: `At most ${LIMITS.text} characters; press Enter for a line break, which counts as 4`,
		displayOptions: { show: { type: ['text'] } },
	},
	alignment,
	{
		displayName: 'Rows',
		name: 'rows',
		type: 'fixedCollection',
		typeOptions: sortable('$collection.item.value.label'),
		placeholder: 'Add Row',
		default: {},
		description: `Up to ${LIMITS.rows} rows, shown from top to bottom`,
		displayOptions: { show: { type: ['table'] } },
		options: [{ displayName: 'Row', name: 'row', values: rowFields }],
	},
];

/** The fields of a button, of which each type shows those that it needs. */
function buttonFields(titleLimit: number): INodeProperties[] {
	return [
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Call Phone Number',
					value: ACTIONS.openPhone,
					description: 'Opens the dialer with the number filled in',
				},
				{
					name: 'Open Link',
					value: ACTIONS.openUrl,
					description: 'Opens a web page inside Zalo',
				},
				{
					name: 'Send Text (Hidden in Chat)',
					value: ACTIONS.queryHide,
					description: 'Sends a text to the Official Account without showing it to the user',
				},
				{
					name: 'Send Text (Shown in Chat)',
					value: ACTIONS.queryShow,
					description: 'Sends a text to the Official Account as if the user had typed it',
				},
				{
					name: 'Write SMS',
					value: ACTIONS.openSms,
					description: 'Opens the SMS app with number and text filled in',
				},
			],
			default: 'oa.open.url',
			description: 'What happens when the receiver taps the button',
		},
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			placeholder: 'e.g. Xem đơn hàng',
			description: `At most ${titleLimit} characters`,
		},
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/orders/1001',
			description: 'Page that the button opens',
			displayOptions: { show: { type: [ACTIONS.openUrl] } },
		},
		{
			displayName: 'Text to Send',
			name: 'query',
			type: 'string',
			default: '',
			placeholder: 'e.g. #order_status',
			description: `What the Official Account receives, at most ${LIMITS.query} characters`,
			displayOptions: { show: { type: [ACTIONS.queryShow, ACTIONS.queryHide] } },
		},
		{
			displayName: 'Phone Number',
			name: 'phone',
			type: 'string',
			default: '',
			placeholder: 'e.g. 0901888484',
			description: 'Number that the button calls or writes to',
			displayOptions: { show: { type: [ACTIONS.openSms, ACTIONS.openPhone] } },
		},
		{
			displayName: 'SMS Text',
			name: 'smsText',
			type: 'string',
			default: '',
			placeholder: 'e.g. XN 1001',
			description: `At most ${LIMITS.sms} characters`,
			displayOptions: { show: { type: [ACTIONS.openSms] } },
		},
	];
}

const iconField: INodeProperties = {
	displayName: 'Icon',
	name: 'icon',
	type: 'string',
	default: DEFAULT_ICON,
	placeholder: 'e.g. https://example.com/icon.png',
	description:
		"Link to an image, best 100 x 100 pixels, or the attachment ID of an image uploaded to Zalo. Empty or 'default' shows Zalo's own icon.",
};

/** Where a transaction message comes from: the fields below it, or JSON. */
export const messageSource: INodeProperties = {
	displayName: 'Message Source',
	name: 'zaloMessageSource',
	type: 'options',
	description: 'Where the message comes from',
	noDataExpression: true,
	options: [
		{ name: 'Builder', value: 'builder', description: 'Fill in the parts of the message below' },
		{
			name: 'JSON',
			value: 'json',
			description: 'Give the whole message as JSON, such as from an expression',
		},
	],
	default: 'builder',
};

export const templateType: INodeProperties = {
	displayName: 'Template Type',
	name: 'zaloTemplateType',
	type: 'options',
	options: TEMPLATE_TYPES.map(({ name, value, vietnamese }) => ({
		name,
		value,
		description: vietnamese,
	})),
	default: 'transaction_order',
	description: 'What the message is about',
};

export const language: INodeProperties = {
	displayName: 'Language',
	name: 'zaloLanguage',
	type: 'options',
	options: [
		{ name: 'English', value: 'EN' },
		{ name: 'Vietnamese', value: 'VI' },
	],
	default: 'VI',
	description: "Language of Zalo's own wording; it also decides which row labels are recognized",
};

export const elements: INodeProperties = {
	displayName: 'Elements',
	name: 'zaloElements',
	type: 'fixedCollection',
	typeOptions: sortable(
		"$collection.item.properties.find(({ name }) => name === 'type').options.find(({ value }) => value === $collection.item.value.type).name",
	),
	placeholder: 'Add Element',
	default: {
		element: [
			{ type: 'header', header: '' },
			{ type: 'text', text: '' },
			{ type: 'table', rows: { row: [{ label: 'Mã đơn hàng', value: '' }] } },
		],
	},
	description: 'The parts of the message, sent in this order. Drag an element to move it.',
	options: [{ displayName: 'Element', name: 'element', values: elementFields }],
};

export const buttons: INodeProperties = {
	displayName: 'Buttons',
	name: 'zaloButtons',
	type: 'fixedCollection',
	typeOptions: sortable('$collection.item.value.title'),
	placeholder: 'Add Button',
	default: {},
	description: `Up to ${LIMITS.buttons} buttons, shown in this order. Drag a button to move it.`,
	options: [
		{
			displayName: 'Button',
			name: 'button',
			values: [...buttonFields(LIMITS.buttonTitle), iconField],
		},
	],
};

export const messageJson: INodeProperties = {
	displayName: 'Message',
	name: 'zaloMessageJson',
	type: 'json',
	typeOptions: { rows: 8 },
	default: '',
	placeholder: 'e.g. { "message": { "attachment": { "type": "template", "payload": { ... } } } }',
	description:
		"The value of eSMS's 'Payload' property. The receiver may be left out; 'Zalo User ID' takes the place of one that it names.",
	hint: 'The same rules as for the builder are checked before anything is sent',
};

/** Text of the three consultation messages. */
export const text: INodeProperties = {
	displayName: 'Text',
	name: 'zaloText',
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder: 'e.g. Xin chào, cửa hàng có thể giúp gì cho bạn?',
	description: `At most ${LIMITS.consultationText} characters; press Enter for a line break, which counts as 2`,
	hint: 'Zalo delivers it within 7 days of the last contact of the user, free of charge within 48 hours',
};

export const mediaType: INodeProperties = {
	displayName: 'Media Type',
	name: 'zaloMediaType',
	type: 'options',
	description: 'Whether the image moves',
	options: [
		{ name: 'Animated Image', value: 'gif' },
		{ name: 'Still Image', value: 'image' },
	],
	default: 'image',
};

export const imageUrl: INodeProperties = {
	displayName: 'Image URL',
	name: 'zaloImageUrl',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/image.png',
	description: 'Public link to a JPG or PNG image of at most 1 MB, best in 16:9',
};

export const consultationButtons: INodeProperties = {
	displayName: 'Buttons',
	name: 'zaloConsultationButtons',
	type: 'fixedCollection',
	typeOptions: sortable('$collection.item.value.title'),
	required: true,
	placeholder: 'Add Button',
	default: {},
	description: 'Shown below the text in this order. Drag a button to move it.',
	options: [{ displayName: 'Button', name: 'button', values: buttonFields(LIMITS.actionTitle) }],
};

export const infoTitle: INodeProperties = {
	displayName: 'Title',
	name: 'zaloInfoTitle',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Cửa hàng của bạn',
	description: `Heading of the request, at most ${LIMITS.userInfoTitle} characters`,
};

export const infoSubtitle: INodeProperties = {
	displayName: 'Subtitle',
	name: 'zaloInfoSubtitle',
	type: 'string',
	typeOptions: { rows: 2 },
	required: true,
	default: '',
	placeholder: 'e.g. Đang yêu cầu thông tin từ bạn',
	description: `What the information is for, at most ${LIMITS.userInfoSubtitle} characters`,
};

export const infoImageUrl: INodeProperties = {
	displayName: 'Image URL',
	name: 'zaloInfoImageUrl',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/image.png',
	description: 'Public link to a JPG or PNG image',
};

function shownFor(source: 'builder' | 'json') {
	return (property: INodeProperties): INodeProperties => ({
		...property,
		displayOptions: { show: { zaloMessageSource: [source] } },
	});
}

/** Parameters of a transaction message: the builder's or the JSON, by 'Message Source'. */
export const transactionProperties: INodeProperties[] = [
	messageSource,
	...[templateType, language, elements, buttons].map(shownFor('builder')),
	shownFor('json')(messageJson),
];
