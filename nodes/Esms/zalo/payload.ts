import type { IDataObject } from 'n8n-workflow';

import type { Checked } from '../../shared/checked';
import { compactPhone, hasLostZero, readPhone } from '../../shared/phone';
import { readPlainText, toComposed } from '../../shared/text';
import { encodeLink, holdsSeveralLinks } from '../request/link';
import { ACTIONS, DEFAULT_ICON, STATUS_LABELS } from './constants';

/** Values of the transaction builder, as n8n gives them: `elements` is `{ element: [...] }`, `buttons` is `{ button: [...] }`. */
export interface TransactionValues {
	userId: unknown;
	templateType: unknown;
	language: unknown;
	elements: unknown;
	buttons: unknown;
}

export interface ConsultationTextValues {
	userId: unknown;
	text: unknown;
}

export interface ConsultationImageValues extends ConsultationTextValues {
	mediaType: unknown;
	imageUrl: unknown;
}

export interface ConsultationButtonsValues extends ConsultationTextValues {
	buttons: unknown;
}

export interface RequestUserInfoValues {
	userId: unknown;
	title: unknown;
	subtitle: unknown;
	imageUrl: unknown;
}

const LINE_BREAK = /\r\n|\r|\n/g;

const STATUS_ROWS: readonly string[] = Object.values(STATUS_LABELS);

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Entries of a collection, in the order on screen; one that is no object stays, so that the rules refuse it. */
function entries(
	collection: unknown,
	name: string,
	build: (values: IDataObject) => unknown,
): IDataObject[] {
	const found = isObject(collection) ? collection[name] : undefined;
	if (!Array.isArray(found)) return [];
	return found.map((entry: unknown) => (isObject(entry) ? build(entry) : entry)) as IDataObject[];
}

/** Text of a field. What the reader of texts refuses stays as it is, so that the rules name it by its place. */
function text(value: unknown, change = (plain: string) => plain): unknown {
	const checked = readPlainText(value);
	return 'issue' in checked ? value : change(checked.value);
}

const withBreaks = (value: unknown, lineBreak: string) =>
	text(value, (plain) => plain.replace(LINE_BREAK, lineBreak));

const oneLine = (value: unknown) => withBreaks(value, ' ');

/** A link as a URI; what is none stays, so that the rules name it. */
const link = (value: unknown) =>
	text(value, (plain) => (holdsSeveralLinks(plain) ? plain : (encodeLink(plain) ?? plain)));

/** A number as its digits, with 84 where it was typed so: eSMS's samples have both forms. What is no number stays. */
const phoneCode = (value: unknown) =>
	text(value, (plain) => {
		const phone = readPhone(plain);
		if ('issue' in phone) return plain;
		const compact = compactPhone(plain);
		return /^\+?84[1-9]\d{8}$/.test(compact) ? compact : phone.value;
	});

/** Leaves blank properties out, so that the rules see them missing. */
function filled(properties: Record<string, unknown>): IDataObject {
	return Object.fromEntries(
		Object.entries(properties).filter(([, value]) => value !== '' && value !== undefined),
	) as IDataObject;
}

function addressed(userId: unknown, message: IDataObject): IDataObject {
	return { recipient: filled({ user_id: text(userId) }), message };
}

function template(payload: IDataObject): IDataObject {
	return { type: 'template', payload };
}

function row({ label, value, statusColor }: IDataObject): IDataObject {
	const key = oneLine(label);
	return filled({
		key,
		value: oneLine(value),
		style: STATUS_ROWS.some((name) => name === key) ? text(statusColor) : '',
	});
}

function element(values: IDataObject): IDataObject {
	const type = text(values.type);
	switch (type) {
		case 'banner':
			return filled({ type, image_url: link(values.imageUrl) });
		case 'header':
			return filled({ type, content: oneLine(values.header), align: text(values.align) });
		case 'text':
			return filled({ type, content: withBreaks(values.text, '<br>'), align: text(values.align) });
		case 'table':
			return { type, content: entries(values.rows, 'row', row) };
		default:
			return filled({ type });
	}
}

function actionPayload(values: IDataObject): unknown {
	switch (values.type) {
		case ACTIONS.openUrl:
			return filled({ url: link(values.url) });
		case ACTIONS.queryShow:
		case ACTIONS.queryHide:
			return text(values.query);
		case ACTIONS.openSms:
			return filled({ content: text(values.smsText), phone_code: phoneCode(values.phone) });
		case ACTIONS.openPhone:
			return filled({ phone_code: phoneCode(values.phone) });
		default:
			return undefined;
	}
}

function button(values: IDataObject): IDataObject {
	return filled({
		title: oneLine(values.title),
		type: text(values.type),
		payload: actionPayload(values),
	});
}

function buttonWithIcon(values: IDataObject): IDataObject {
	const icon = link(values.icon);
	return { ...button(values), image_icon: (icon === '' ? DEFAULT_ICON : icon) as string };
}

/** Hints at phone buttons whose number comes from a sheet that took its 0. */
export function lostZeroHints(buttons: unknown): string[] {
	const hintsOf = ({ type, phone }: IDataObject, index: number) => {
		const compact = compactPhone(String(phone));
		return [ACTIONS.openPhone, ACTIONS.openSms].some((one) => one === type) && hasLostZero(compact)
			? [`Button ${index + 1}: 'Phone Number' has lost its 0, it goes out as 0${compact}`]
			: [];
	};
	return entries(buttons, 'button', (values) => values).flatMap(hintsOf);
}

function unlessEmpty<T>(list: T[]): T[] | undefined {
	return list.length === 0 ? undefined : list;
}

/** `Payload` of a transaction message; typed line breaks become `<br>` (page tin-zalo-giao-dich). */
export function transactionPayload(values: TransactionValues): IDataObject {
	const payload = filled({
		template_type: text(values.templateType),
		language: text(values.language),
		elements: unlessEmpty(entries(values.elements, 'element', element)),
		buttons: unlessEmpty(entries(values.buttons, 'button', buttonWithIcon)),
	});
	return addressed(values.userId, { attachment: template(payload) });
}

/** `User_id` and `Content` of a consultation text (page tin-zalo-tu-van-dang-van-ban). */
export function consultationTextBody(values: ConsultationTextValues): IDataObject {
	return filled({ User_id: text(values.userId), Content: withBreaks(values.text, '\r\n') });
}

/** `Payload` of a consultation image (page tin-zalo-tu-van-dinh-kem-anh). */
export function consultationImagePayload(values: ConsultationImageValues): IDataObject {
	const image = filled({ media_type: text(values.mediaType), url: link(values.imageUrl) });
	return addressed(
		values.userId,
		filled({
			text: withBreaks(values.text, '\r\n'),
			attachment: template({ template_type: 'media', elements: [image] }),
		}),
	);
}

/** `Payload` of consultation buttons (page tin-zalo-tu-van-dang-button). */
export function consultationButtonsPayload(values: ConsultationButtonsValues): IDataObject {
	const payload = filled({ buttons: unlessEmpty(entries(values.buttons, 'button', button)) });
	return addressed(
		values.userId,
		filled({ text: withBreaks(values.text, '\r\n'), attachment: template(payload) }),
	);
}

/** `Payload` of a request for the user's information (page tin-zalo-dang-yeu-cau-thong-tin-nguoi-dung). */
export function requestUserInfoPayload(values: RequestUserInfoValues): IDataObject {
	const request = filled({
		title: oneLine(values.title),
		subtitle: withBreaks(values.subtitle, '\r\n'),
		image_url: link(values.imageUrl),
	});
	const payload = { template_type: 'request_user_info', elements: [request] };
	return addressed(values.userId, { attachment: template(payload) });
}

function parsed(json: unknown): unknown {
	try {
		// Not by parseJson: an expression may have rounded a long number before, so it is to be refused.
		return JSON.parse(toComposed(typeof json === 'string' ? json : JSON.stringify(json)));
	} catch {
		return undefined;
	}
}

/**
 * `Payload` from a message that the user gives as JSON: text or an object, either the value of
 * `Payload` or a whole request that holds it. A receiver given beside it takes the place of its own.
 * The issue continues a sentence that starts with the field's label.
 */
export function payloadFromJson(json: unknown, userId: unknown): Checked<IDataObject> {
	const value = parsed(json);
	const payload = isObject(value) && isObject(value.Payload) ? value.Payload : value;
	if (!isObject(payload)) return { issue: 'is not a JSON object with a message' };

	const receiver = text(userId);
	return {
		value:
			receiver === '' ? payload : { ...payload, recipient: { user_id: receiver } as IDataObject },
	};
}
