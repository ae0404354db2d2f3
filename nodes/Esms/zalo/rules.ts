import { hasLostZero, numberOfToday, readPhone } from '../../shared/phone';
import { readPlainText, toComposed } from '../../shared/text';
import { encodeLink, holdsSeveralLinks, imageHint, SEVERAL } from '../request/link';
import {
	ACTIONS,
	ALIGNMENTS,
	ELEMENT_TYPES,
	IDENTIFICATION,
	LANGUAGES,
	LIMITS,
	MEDIA_TYPES,
	STATUS_COLORS,
	STATUS_LABELS,
	TEMPLATE_TYPES,
} from './constants';

/** What the rules find in a message, in words: issues of documented rules, and hints where the documents leave room. */
export interface Findings {
	issues: string[];
	warnings: string[];
}

type Fields = Record<string, unknown>;
type Language = (typeof LANGUAGES)[number];

/** Where in the message a check looks, by the labels on screen; blank for the message as a whole. */
type Place = string;

const ROOT: Place = '';

const ACTION_TYPES = Object.values(ACTIONS);

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMissing(value: unknown): value is undefined | null {
	return value === undefined || value === null;
}

function includes(list: readonly string[], value: unknown): value is string {
	return typeof value === 'string' && list.includes(value);
}

function choice(values: readonly string[]): string {
	return values.map((value) => `'${value}'`).join(', ');
}

/** Unicode characters, as JSON Schema counts them. */
function lengthOf(text: string): number {
	return [...text].length;
}

function comparable(name: string): string {
	return name.toLowerCase().replace(/_/g, '');
}

/** Whether a link names an image, or leaves open what it names: services make images from a query. */
function looksLikeImage(link: string): boolean {
	const [, path = '', query] = /^https?:\/\/[^/?#]*([^?#]*)(\?[^#]+)?/i.exec(link) ?? [];
	const [, ending] = /\.(\w+)$/.exec(path) ?? [];
	return ending === undefined ? query !== undefined : /^(?:jpe?g|png)$/i.test(ending);
}

const inWords = (place: Place, message: string) =>
	place === '' ? message : `${place}: ${message}`;

/** Collects what is found, and carries the checks that every kind of message shares. */
class Inspection implements Findings {
	readonly issues: string[] = [];

	readonly warnings: string[] = [];

	addIssue(place: Place, message: string): void {
		this.issues.push(inWords(place, message));
	}

	addWarning(place: Place, message: string): void {
		this.warnings.push(inWords(place, message));
	}

	/** An object that must be there. */
	object(parent: Fields, key: string, place: Place, label = key): Fields | undefined {
		const value = parent[key];
		if (isFields(value)) return value;
		this.addIssue(
			place,
			isMissing(value) ? `'${label}' is required` : `'${label}' must be an object`,
		);
		return undefined;
	}

	/** A list that must be there. */
	list(parent: Fields, key: string, place: Place, label: string): unknown[] | undefined {
		const value = parent[key];
		if (Array.isArray(value)) return value as unknown[];
		this.addIssue(place, isMissing(value) ? `'${label}' is required` : `'${label}' must be a list`);
		return undefined;
	}

	/** A text that must be there; `blank` says what an empty one is when the documents do not exclude it. */
	text(
		parent: Fields,
		key: string,
		place: Place,
		label: string,
		{ max = Infinity, blank = 'issue' as 'issue' | 'warning' } = {},
	): string | undefined {
		const value = parent[key];
		if (isMissing(value)) {
			this.addIssue(place, `'${label}' is required`);
			return undefined;
		}
		const plain = readPlainText(value);
		if (typeof value !== 'string' || 'issue' in plain) {
			const isObject = typeof value === 'object';
			this.addIssue(
				place,
				'issue' in plain && !isObject
					? `'${label}' ${plain.issue}`
					: `'${label}' must be text, not ${isObject ? 'a list or an object' : `a ${typeof value}`}`,
			);
			return undefined;
		}
		if (value === '') {
			if (blank === 'issue') this.addIssue(place, `'${label}' is required`);
			else this.addWarning(place, `'${label}' is empty`);
			return undefined;
		}
		const length = lengthOf(value);
		if (length > max) {
			const breaks = value.includes('<br>') ? ' (each line break counts as 4)' : '';
			this.addIssue(
				place,
				`'${label}' is ${length} characters${breaks}, at most ${max} are allowed`,
			);
		}
		return value;
	}

	/** A link that must be there. */
	link(parent: Fields, key: string, place: Place, label: string): string | undefined {
		const value = this.text(parent, key, place, label);
		if (value === undefined) return undefined;
		if (holdsSeveralLinks(value)) {
			this.addIssue(place, `'${label}' ${SEVERAL}`);
			return undefined;
		}
		const encoded = encodeLink(value);
		if (encoded === value) return value;
		if (!/^[a-z][a-z\d+.-]*:/i.test(value)) {
			this.addIssue(place, `'${label}' is not a link, it must start with https:// or http://`);
		} else if (!/^https?:\/\//i.test(value)) {
			this.addWarning(
				place,
				`'${label}' does not start with https:// or http://, Zalo may not open it`,
			);
		} else if (encoded === undefined) {
			this.addIssue(place, `'${label}' is not a link that opens, it names no host`);
		} else {
			this.addWarning(
				place,
				`'${label}' holds characters that a link should carry percent-encoded`,
			);
		}
		return value;
	}

	image(parent: Fields, key: string, place: Place, label: string): void {
		const value = this.link(parent, key, place, label);
		if (value === undefined || !/^https?:\/\//i.test(value)) return;
		const hint = imageHint(value);
		if (hint !== undefined) this.addWarning(place, `'${label}' ${hint}`);
		else if (!looksLikeImage(value)) {
			this.addWarning(place, `'${label}' does not look like a JPG or PNG image`);
		}
	}

	/** A value out of a list; `anyCase` when the documents do not say that upper and lower case count. */
	oneOf(
		parent: Fields,
		key: string,
		place: Place,
		label: string,
		values: readonly string[],
		anyCase = false,
	): void {
		const value = parent[key];
		if (includes(values, value)) return;
		const same = values.find(
			(known) => typeof value === 'string' && known.toLowerCase() === value.toLowerCase(),
		);
		if (isMissing(value)) this.addIssue(place, `'${label}' is required`);
		else if (anyCase && same !== undefined)
			this.addWarning(place, `'${label}' should be written '${same}'`);
		else this.addIssue(place, `'${label}' must be one of ${choice(values)}`);
	}

	/** Like `oneOf`, for what may be left out. */
	optionalOneOf(
		parent: Fields,
		key: string,
		place: Place,
		label: string,
		values: readonly string[],
		anyCase = false,
	): void {
		if (parent[key] === null) this.addWarning(place, `'${label}' is null, leave it out instead`);
		else if (parent[key] !== undefined) this.oneOf(parent, key, place, label, values, anyCase);
	}

	/** Properties that the message does not have in any document. */
	only(parent: Fields, place: Place, known: readonly string[]): void {
		for (const key of Object.keys(parent)) {
			if (known.includes(key)) continue;
			const meant = known.find((name) => comparable(name) === comparable(key));
			this.addWarning(
				place,
				meant === undefined
					? `'${key}' is not part of this message`
					: `'${key}' should be written '${meant}'`,
			);
		}
	}

	userId(parent: Fields, key: string): void {
		if (typeof parent[key] === 'number') {
			this.addIssue(ROOT, "'Zalo User ID' is a number, which loses digits: give it as text");
			return;
		}
		const value = this.text(parent, key, ROOT, 'Zalo User ID', { blank: 'warning' });
		const hint = value === undefined ? undefined : userIdHint(value);
		if (hint !== undefined) this.addWarning(ROOT, `'Zalo User ID' ${hint}`);
	}

	/** The template's payload of a V5 message; checks what stands around it. */
	template(payload: unknown, parts: readonly string[]): Fields | undefined {
		if (!isFields(payload)) {
			this.addIssue(ROOT, 'The message must be a JSON object');
			return undefined;
		}
		this.only(payload, ROOT, ['recipient', 'message']);
		const recipient = this.object(payload, 'recipient', ROOT);
		if (recipient !== undefined) {
			this.userId(recipient, 'user_id');
			this.only(recipient, ROOT, ['user_id']);
		}
		const message = this.object(payload, 'message', ROOT);
		if (message === undefined) return undefined;
		this.only(message, ROOT, parts);
		if (parts.includes('text')) {
			this.text(message, 'text', ROOT, 'Text', { max: LIMITS.consultationText });
		}
		const attachment = this.object(message, 'attachment', ROOT);
		if (attachment === undefined) return undefined;
		this.oneOf(attachment, 'type', ROOT, 'attachment.type', ['template']);
		this.only(attachment, ROOT, ['type', 'payload']);
		return this.object(attachment, 'payload', ROOT, 'attachment.payload');
	}

	/** The single entry that image and user-info messages have. */
	singleElement(
		template: Fields,
		check: (element: Fields, place: Place) => void,
	): unknown[] | undefined {
		const elements = this.list(template, 'elements', ROOT, 'elements');
		if (elements === undefined) return undefined;
		if (elements.length === 0) this.addWarning(ROOT, "'elements' is empty, one entry is expected");
		elements.forEach((element, index) => {
			const elementPlace = elements.length > 1 ? `Element ${index + 1}` : '';
			if (isFields(element)) check(element, elementPlace);
			else this.addIssue(elementPlace, 'an element must be an object');
		});
		return elements;
	}
}

/** Digits of all Zalo user IDs in eSMS's samples that are not cut. */
const USER_ID = /^\d{17,19}$/;

/** What makes a Zalo user ID doubtful; the hint continues a sentence that starts with the field's label. */
export function userIdHint(userId: string): string | undefined {
	if (USER_ID.test(userId)) return undefined;
	const phone = readPhone(userId);
	return 'value' in phone && !phone.warnings
		? 'looks like a phone number, enter the ID that Zalo gives the user for this Official Account'
		: "does not look like a Zalo user ID, those in eSMS's samples have 17 to 19 digits";
}

/** The languages whose fixed labels apply; either, when the message does not say. */
function languagesOf(template: Fields): readonly Language[] {
	const named = typeof template.language === 'string' ? template.language.toUpperCase() : '';
	return LANGUAGES.filter((language) => language === named).length > 0
		? [named as Language]
		: LANGUAGES;
}

function identifies(label: string, language: Language): boolean {
	const { word, label: full } = IDENTIFICATION[language];
	return label === full || (language === 'VI' ? label.startsWith(word) : label.includes(word));
}

/** Identifies but for upper and lower case, of which the documents say nothing. */
function nearlyIdentifies(label: string, language: Language): boolean {
	const { word, label: full } = IDENTIFICATION[language];
	const lower = label.toLowerCase();
	if (lower === full.toLowerCase()) return true;
	return language === 'VI'
		? lower.startsWith(word.toLowerCase())
		: lower.includes(word.toLowerCase());
}

function identificationWords(languages: readonly Language[]): string {
	const words = {
		VI: `starts with '${IDENTIFICATION.VI.word}' or is '${IDENTIFICATION.VI.label}'`,
		EN: `contains '${IDENTIFICATION.EN.word}' or is '${IDENTIFICATION.EN.label}'`,
	};
	return `a row is required whose 'Label' ${languages.map((language) => words[language]).join(', or ')}`;
}

function checkRow(
	inspection: Inspection,
	value: unknown,
	place: Place,
	languages: readonly Language[],
): void {
	if (!isFields(value)) {
		inspection.addIssue(place, 'a row must be an object with key and value');
		return;
	}
	const label = inspection.text(value, 'key', place, 'Label', {
		max: LIMITS.label,
		blank: 'warning',
	});
	inspection.text(value, 'value', place, 'Value', { max: LIMITS.value, blank: 'warning' });
	inspection.optionalOneOf(value, 'style', place, 'Status Color', STATUS_COLORS);
	const allowed = languages.map((language) => STATUS_LABELS[language]);
	const composed = toComposed(label ?? '');
	const meant = allowed.find((name) => name.toLowerCase() === composed.toLowerCase());
	if (meant !== undefined && meant !== composed) {
		inspection.addWarning(
			place,
			`'Label' should be written '${meant}', upper and lower case may count for 'Status Color'`,
		);
	} else if (!isMissing(value.style) && label !== undefined && meant === undefined) {
		inspection.addIssue(
			place,
			`'Status Color' may stand only on the row whose 'Label' is ${allowed.map((name) => `'${name}'`).join(' or ')}`,
		);
	}
	inspection.only(value, place, ['key', 'value', 'style']);
}

function checkTable(
	inspection: Inspection,
	table: Fields,
	place: Place,
	languages: readonly Language[],
): void {
	const rows = inspection.list(table, 'content', place, 'Rows');
	inspection.only(table, place, ['type', 'content']);
	if (rows === undefined) return;
	rows.forEach((row, index) => checkRow(inspection, row, `${place}, row ${index + 1}`, languages));
	if (rows.length > LIMITS.rows) {
		inspection.addWarning(
			place,
			`'Rows' holds ${rows.length}, more than ${LIMITS.rows} may be refused`,
		);
	}
}

/** Each message names the one it is about: without such a row no table is complete. */
function checkIdentification(
	inspection: Inspection,
	tables: ReadonlyArray<{ table: Fields; place: Place }>,
	languages: readonly Language[],
): void {
	if (tables.some(({ table }) => !Array.isArray(table.content))) return;
	const labels = tables
		.flatMap(({ table }) => table.content as unknown[])
		.map((row) => (isFields(row) && typeof row.key === 'string' ? toComposed(row.key) : ''));
	const named = (test: typeof identifies) =>
		labels.some((label) => languages.some((language) => test(label, language)));
	if (named(identifies)) return;
	if (named(nearlyIdentifies)) {
		inspection.addWarning(
			tables[0].place,
			`${identificationWords(languages)}: upper and lower case may count`,
		);
	} else {
		inspection.addIssue(tables[0].place, identificationWords(languages));
	}
}

function checkElement(
	inspection: Inspection,
	element: Fields,
	place: Place,
	languages: readonly Language[],
): void {
	const aligned = (label: string, max: number) => {
		inspection.text(element, 'content', place, label, { max });
		if (element.align !== '')
			inspection.optionalOneOf(element, 'align', place, 'Alignment', ALIGNMENTS);
		inspection.only(element, place, ['type', 'content', 'align']);
	};
	switch (element.type) {
		case 'banner':
			inspection.image(element, 'image_url', place, 'Image URL');
			inspection.only(element, place, ['type', 'image_url']);
			break;
		case 'header':
			aligned('Header', LIMITS.header);
			break;
		case 'text':
			aligned('Text', LIMITS.text);
			break;
		case 'table':
			checkTable(inspection, element, place, languages);
			break;
		default:
			inspection.oneOf(
				element,
				'type',
				place,
				'Type',
				ELEMENT_TYPES.map(({ value }) => value),
			);
	}
}

function checkElements(inspection: Inspection, template: Fields): void {
	const elements = inspection.list(template, 'elements', ROOT, 'Elements');
	if (elements === undefined) return;
	const languages = languagesOf(template);
	if (elements.length === 0) {
		inspection.addWarning(
			ROOT,
			`'Elements' is empty, a table is expected: ${identificationWords(languages)}`,
		);
		return;
	}

	const found = new Map<string, Array<{ table: Fields; place: Place }>>();
	elements.forEach((element, index) => {
		if (!isFields(element)) {
			inspection.addIssue(`Element ${index + 1}`, 'an element must be an object');
			return;
		}
		const known = ELEMENT_TYPES.find(({ value }) => value === element.type);
		const elementPlace = `Element ${index + 1}${known ? ` (${known.name})` : ''}`;
		checkElement(inspection, element, elementPlace, languages);
		if (known)
			found.set(known.value, [
				...(found.get(known.value) ?? []),
				{ table: element, place: elementPlace },
			]);
	});

	const tables = found.get('table') ?? [];
	if (tables.length === 0)
		inspection.addIssue(ROOT, `'Elements' needs a table: ${identificationWords(languages)}`);
	else checkIdentification(inspection, tables, languages);

	const texts = found.get('text')?.length ?? 0;
	if (texts > LIMITS.texts)
		inspection.addIssue(
			ROOT,
			`'Elements' holds ${texts} texts, at most ${LIMITS.texts} are allowed`,
		);
	for (const { value, name } of ELEMENT_TYPES) {
		const count = found.get(value)?.length ?? 0;
		if (value !== 'text' && count > 1) {
			inspection.addWarning(
				ROOT,
				`'Elements' holds ${count} of type '${name}', more than 1 may be refused`,
			);
		}
	}
}

function checkPhone(inspection: Inspection, payload: Fields, place: Place): void {
	const phone = inspection.text(payload, 'phone_code', place, 'Phone Number');
	if (phone === undefined) return;
	const checked = readPhone(phone);
	if ('issue' in checked) inspection.addIssue(place, `'Phone Number' ${checked.issue}`);
	else if (!/^\+?\d+$/.test(phone)) {
		inspection.addWarning(place, "'Phone Number' holds more than digits, such as 0901888484");
	} else if (hasLostZero(phone)) {
		inspection.addWarning(place, `'Phone Number' has lost its 0, write ${checked.value}`);
	}
	const today = numberOfToday(phone);
	if (today !== undefined) {
		inspection.addWarning(
			place,
			`'Phone Number' is a mobile number of before 2018, which has been ${today} since`,
		);
	}
}

/** What the button does: each action has a payload of its own shape. */
function checkAction(inspection: Inspection, button: Fields, place: Place): void {
	inspection.oneOf(button, 'type', place, 'Type', ACTION_TYPES);
	if (button.type === ACTIONS.queryShow || button.type === ACTIONS.queryHide) {
		inspection.text(button, 'payload', place, 'Text to Send', { max: LIMITS.query });
		return;
	}
	if (!includes(ACTION_TYPES, button.type)) {
		if (isMissing(button.payload)) inspection.addIssue(place, "'payload' is required");
		return;
	}
	const payload = inspection.object(button, 'payload', place);
	if (payload === undefined) return;
	if (button.type === ACTIONS.openUrl) {
		inspection.link(payload, 'url', place, 'URL');
		inspection.only(payload, place, ['url']);
		return;
	}
	checkPhone(inspection, payload, place);
	if (button.type === ACTIONS.openSms) {
		inspection.text(payload, 'content', place, 'SMS Text', { max: LIMITS.sms });
		inspection.only(payload, place, ['content', 'phone_code']);
	} else {
		inspection.only(payload, place, ['phone_code']);
	}
}

function eachButton(
	inspection: Inspection,
	buttons: readonly unknown[],
	check: (button: Fields, place: Place) => void,
): void {
	buttons.forEach((button, index) => {
		const place = `Button ${index + 1}`;
		if (!isFields(button)) {
			inspection.addIssue(place, 'a button must be an object');
			return;
		}
		check(button, place);
		checkAction(inspection, button, place);
	});
}

function checkTransactionButton(inspection: Inspection, button: Fields, place: Place): void {
	const title = inspection.text(button, 'title', place, 'Title', { max: LIMITS.actionTitle });
	const length = lengthOf(title ?? '');
	if (length > LIMITS.buttonTitle && length <= LIMITS.actionTitle) {
		inspection.addWarning(
			place,
			`'Title' is ${length} characters, more than ${LIMITS.buttonTitle} may be refused`,
		);
	}
	if (isMissing(button.image_icon)) {
		inspection.addWarning(place, "'Icon' may be required, send 'default' for Zalo's own icon");
	} else if (button.image_icon !== '') inspection.text(button, 'image_icon', place, 'Icon');
	inspection.only(button, place, ['title', 'image_icon', 'type', 'payload']);
}

/**
 * Checks a transaction message (page tin-zalo-giao-dich).
 *
 * Takes the value of `Payload`, in any shape. Returns everything that is found at once: an issue
 * where eSMS documents the rule, a hint where the rule is inferred or the documents disagree.
 */
export function checkTransactionMessage(payload: unknown): Findings {
	const inspection = new Inspection();
	const template = inspection.template(payload, ['attachment']);
	if (template === undefined) return reportOf(inspection);

	inspection.oneOf(
		template,
		'template_type',
		ROOT,
		'Template Type',
		TEMPLATE_TYPES.map(({ value }) => value),
		true,
	);
	inspection.optionalOneOf(template, 'language', ROOT, 'Language', LANGUAGES, true);
	checkElements(inspection, template);
	inspection.only(template, ROOT, ['template_type', 'language', 'elements', 'buttons']);

	if (template.buttons === null) {
		inspection.addWarning(ROOT, "'Buttons' is null, leave it out instead");
	} else if (template.buttons !== undefined) {
		const buttons = inspection.list(template, 'buttons', ROOT, 'Buttons') ?? [];
		if (buttons.length > LIMITS.buttons) {
			inspection.addIssue(
				ROOT,
				`'Buttons' holds ${buttons.length}, at most ${LIMITS.buttons} are allowed`,
			);
		}
		eachButton(inspection, buttons, (button, buttonPlace) =>
			checkTransactionButton(inspection, button, buttonPlace),
		);
	}
	return reportOf(inspection);
}

/** Checks `User_id` and `Content` of a consultation text (page tin-zalo-tu-van-dang-van-ban). */
export function checkConsultationText(body: unknown): Findings {
	const inspection = new Inspection();
	if (isFields(body)) {
		inspection.userId(body, 'User_id');
		inspection.text(body, 'Content', ROOT, 'Text', {
			max: LIMITS.consultationText,
			blank: 'warning',
		});
	} else {
		inspection.addIssue(ROOT, 'The message must be a JSON object');
	}
	return reportOf(inspection);
}

/** Checks `Payload` of a consultation image (page tin-zalo-tu-van-dinh-kem-anh). */
export function checkConsultationImage(payload: unknown): Findings {
	const inspection = new Inspection();
	const template = inspection.template(payload, ['text', 'attachment']);
	if (template === undefined) return reportOf(inspection);

	inspection.oneOf(template, 'template_type', ROOT, 'template_type', ['media']);
	inspection.only(template, ROOT, ['template_type', 'elements']);
	const elements = inspection.singleElement(template, (element, at) => {
		inspection.oneOf(element, 'media_type', at, 'Media Type', MEDIA_TYPES);
		if (element.media_type === 'gif') inspection.link(element, 'url', at, 'Image URL');
		else inspection.image(element, 'url', at, 'Image URL');
		inspection.only(element, at, ['media_type', 'url']);
	});
	if (elements !== undefined && elements.length > 1) {
		inspection.addIssue(ROOT, `'elements' holds ${elements.length}, at most 1 is allowed`);
	}
	return reportOf(inspection);
}

/** Checks `Payload` of consultation buttons (page tin-zalo-tu-van-dang-button). */
export function checkConsultationButtons(payload: unknown): Findings {
	const inspection = new Inspection();
	const template = inspection.template(payload, ['text', 'attachment']);
	if (template === undefined) return reportOf(inspection);

	inspection.only(template, ROOT, ['buttons']);
	const buttons = inspection.list(template, 'buttons', ROOT, 'Buttons');
	if (buttons?.length === 0) inspection.addWarning(ROOT, "'Buttons' is empty");
	eachButton(inspection, buttons ?? [], (button, buttonPlace) => {
		inspection.text(button, 'title', buttonPlace, 'Title', { max: LIMITS.actionTitle });
		inspection.only(button, buttonPlace, ['title', 'type', 'payload']);
	});
	return reportOf(inspection);
}

/** Checks `Payload` of a request for the user's information (page tin-zalo-dang-yeu-cau-thong-tin-nguoi-dung). */
export function checkRequestUserInfo(payload: unknown): Findings {
	const inspection = new Inspection();
	const template = inspection.template(payload, ['attachment']);
	if (template === undefined) return reportOf(inspection);

	inspection.oneOf(template, 'template_type', ROOT, 'template_type', ['request_user_info']);
	inspection.only(template, ROOT, ['template_type', 'elements']);
	const elements = inspection.singleElement(template, (element, at) => {
		inspection.text(element, 'title', at, 'Title', { max: LIMITS.userInfoTitle });
		inspection.text(element, 'subtitle', at, 'Subtitle', { max: LIMITS.userInfoSubtitle });
		inspection.image(element, 'image_url', at, 'Image URL');
		inspection.only(element, at, ['title', 'subtitle', 'image_url']);
	});
	if (elements !== undefined && elements.length > 1) {
		inspection.addWarning(ROOT, `'elements' holds ${elements.length}, more than 1 may be refused`);
	}
	return reportOf(inspection);
}

function reportOf({ issues, warnings }: Inspection): Findings {
	return { issues, warnings };
}
