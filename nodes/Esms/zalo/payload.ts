import type { IDataObject } from 'n8n-workflow';

import type { Checked } from '../../shared/checked';
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

/** Entries of a collection, in the order on screen. */
function entries(collection: unknown, name: string): IDataObject[] {
	const found = isObject(collection) ? collection[name] : undefined;
	return Array.isArray(found) ? (found as unknown[]).filter(isObject) : [];
}

/** Text of a field, without surrounding space, in the Unicode form in which eSMS's fixed labels are written. */
function text(value: unknown): string {
	return ['string', 'number', 'boolean', 'bigint'].includes(typeof value)
		? String(value).normalize('NFC').trim()
		: '';
}

function oneLine(value: unknown): string {
	return text(value).replace(LINE_BREAK, ' ');
}

function withBreaks(value: unknown, lineBreak: string): string {
	return text(value).replace(LINE_BREAK, lineBreak);
}

/** An address as a URI: what a browser shows unencoded is encoded. */
function link(value: unknown): string {
	return text(value).replace(/[^\x21-\x7e]/gu, (character) =>
		encodeURIComponent(character.replace(/\p{Cs}/u, '\ufffd')),
	);
}

function phoneCode(value: unknown): string {
	return text(value).replace(/[\s.()-]/g, '');
}

/** A number beyond 2^53 has lost digits already: it stays a number, so that the rules refuse it. */
function userIdOf(value: unknown): unknown {
	return typeof value === 'number' && !Number.isSafeInteger(value) ? value : text(value);
}

/** Leaves blank properties out, so that the rules see them missing. */
function filled(properties: Record<string, unknown>): IDataObject {
	return Object.fromEntries(
		Object.entries(properties).filter(([, value]) => value !== '' && value !== undefined),
	) as IDataObject;
}

function addressed(userId: unknown, message: IDataObject): IDataObject {
	return { recipient: filled({ user_id: userIdOf(userId) }), message };
}

function template(payload: IDataObject): IDataObject {
	return { type: 'template', payload };
}

function row({ label, value, statusColor }: IDataObject): IDataObject {
	const key = oneLine(label);
	return filled({
		key,
		value: oneLine(value),
		style: STATUS_ROWS.includes(key) ? text(statusColor) : '',
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
			return { type, content: entries(values.rows, 'row').map(row) };
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
	const icon = text(values.icon);
	return {
		...button(values),
		image_icon: /^https?:/i.test(icon) ? link(icon) : icon || DEFAULT_ICON,
	};
}

function unlessEmpty<T>(list: T[]): T[] | undefined {
	return list.length === 0 ? undefined : list;
}

/** `Payload` of a transaction message; typed line breaks become `<br>` (page tin-zalo-giao-dich). */
export function transactionPayload(values: TransactionValues): IDataObject {
	const payload = filled({
		template_type: text(values.templateType),
		language: text(values.language),
		elements: unlessEmpty(entries(values.elements, 'element').map(element)),
		buttons: unlessEmpty(entries(values.buttons, 'button').map(buttonWithIcon)),
	});
	return addressed(values.userId, { attachment: template(payload) });
}

/** `User_id` and `Content` of a consultation text (page tin-zalo-tu-van-dang-van-ban). */
export function consultationTextBody(values: ConsultationTextValues): IDataObject {
	return filled({ User_id: userIdOf(values.userId), Content: withBreaks(values.text, '\r\n') });
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
	const payload = filled({ buttons: unlessEmpty(entries(values.buttons, 'button').map(button)) });
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
		return JSON.parse((typeof json === 'string' ? json : JSON.stringify(json)).normalize('NFC'));
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

	const receiver = userIdOf(userId);
	return {
		value:
			receiver === '' ? payload : { ...payload, recipient: { user_id: receiver } as IDataObject },
	};
}
