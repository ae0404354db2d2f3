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

/** Something about a message that the user should know. */
export interface Finding {
	/** Where it stands in the JSON, such as `message.attachment.payload.elements[2].content[1].key`. */
	path: string;
	/** In words, with the position and the label of the field on screen. */
	message: string;
}

/** What the rules find in a message: issues of documented rules, and hints where the documents leave room. */
export interface Findings {
	issues: Finding[];
	warnings: Finding[];
}

type Fields = Record<string, unknown>;
type Language = (typeof LANGUAGES)[number];

/** Where in the message a check looks: for machines, and in words (blank for the message as a whole). */
interface Place {
	path: string;
	words: string;
}

const ROOT: Place = { path: '', words: '' };

/** Characters that a URI may hold unencoded, after http:// or https:// and a host. */
const WEB_ADDRESS =
	/^https?:\/\/(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})+(?::\d+)?(?:\/(?:[\w.~!$&'()*+,;=:@/-]|%[\da-f]{2})*)?(?:\?(?:[\w.~!$&'()*+,;=:@/?-]|%[\da-f]{2})*)?(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[\da-f]{2})*)?$/i;

const OTHER_IMAGE = /^[^?#]*\.(?:avif|bmp|gif|heic|svg|tiff?|webp)(?:[?#]|$)/i;

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

/** Collects what is found, and carries the checks that every kind of message shares. */
class Inspection implements Findings {
	readonly issues: Finding[] = [];

	readonly warnings: Finding[] = [];

	addIssue(place: Place, message: string): void {
		this.issues.push(this.finding(place, message));
	}

	addWarning(place: Place, message: string): void {
		this.warnings.push(this.finding(place, message));
	}

	private finding({ path, words }: Place, message: string): Finding {
		return { path, message: words === '' ? message : `${words}: ${message}` };
	}

	/** An object that must be there. */
	object(parent: Fields, key: string, place: Place, label = key): Fields | undefined {
		const value = parent[key];
		const at = inside(place, key);
		if (isFields(value)) return value;
		this.addIssue(at, isMissing(value) ? `'${label}' is required` : `'${label}' must be an object`);
		return undefined;
	}

	/** A list that must be there. */
	list(parent: Fields, key: string, place: Place, label: string): unknown[] | undefined {
		const value = parent[key];
		const at = inside(place, key);
		if (Array.isArray(value)) return value as unknown[];
		this.addIssue(at, isMissing(value) ? `'${label}' is required` : `'${label}' must be a list`);
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
		const at = inside(place, key);
		if (isMissing(value)) {
			this.addIssue(at, `'${label}' is required`);
			return undefined;
		}
		if (typeof value !== 'string') {
			this.addIssue(
				at,
				`'${label}' must be text, not ${typeof value === 'object' ? 'a list or an object' : `a ${typeof value}`}`,
			);
			return undefined;
		}
		if (value === '') {
			if (blank === 'issue') this.addIssue(at, `'${label}' is required`);
			else this.addWarning(at, `'${label}' is empty`);
			return undefined;
		}
		const length = lengthOf(value);
		if (length > max) {
			const breaks = value.includes('<br>') ? ' (each line break counts as 4)' : '';
			this.addIssue(at, `'${label}' is ${length} characters${breaks}, at most ${max} are allowed`);
		}
		return value;
	}

	/** A link that must be there. */
	link(parent: Fields, key: string, place: Place, label: string): string | undefined {
		const value = this.text(parent, key, place, label);
		if (value === undefined || WEB_ADDRESS.test(value)) return value;
		const at = inside(place, key);
		if (!/^[a-z][a-z\d+.-]*:/i.test(value)) {
			this.addIssue(at, `'${label}' is not a link, it must start with https:// or http://`);
		} else if (!/^https?:\/\//i.test(value)) {
			this.addWarning(
				at,
				`'${label}' does not start with https:// or http://, Zalo may not open it`,
			);
		} else {
			this.addWarning(at, `'${label}' holds characters that a link should carry percent-encoded`);
		}
		return value;
	}

	image(parent: Fields, key: string, place: Place, label: string): void {
		const value = this.link(parent, key, place, label);
		if (value !== undefined && OTHER_IMAGE.test(value)) {
			this.addWarning(inside(place, key), `'${label}' does not look like a JPG or PNG image`);
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
		const at = inside(place, key);
		const same = values.find(
			(known) => typeof value === 'string' && known.toLowerCase() === value.toLowerCase(),
		);
		if (isMissing(value)) this.addIssue(at, `'${label}' is required`);
		else if (anyCase && same !== undefined)
			this.addWarning(at, `'${label}' should be written '${same}'`);
		else this.addIssue(at, `'${label}' must be one of ${choice(values)}`);
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
		if (parent[key] === null)
			this.addWarning(inside(place, key), `'${label}' is null, leave it out instead`);
		else if (parent[key] !== undefined) this.oneOf(parent, key, place, label, values, anyCase);
	}

	/** Properties that the message does not have in any document. */
	only(parent: Fields, place: Place, known: readonly string[]): void {
		for (const key of Object.keys(parent)) {
			if (known.includes(key)) continue;
			const meant = known.find((name) => comparable(name) === comparable(key));
			this.addWarning(
				inside(place, key),
				meant === undefined
					? `'${key}' is not part of this message`
					: `'${key}' should be written '${meant}'`,
			);
		}
	}

	userId(parent: Fields, key: string, place: Place): void {
		if (typeof parent[key] === 'number') {
			this.addIssue(
				inside(place, key),
				"'Zalo User ID' is a number, which loses digits: give it as text",
			);
		} else {
			this.text(parent, key, place, 'Zalo User ID', { blank: 'warning' });
		}
	}

	/** The way from the root of a V5 message to the payload of its template. */
	template(
		payload: unknown,
		parts: readonly string[],
	): { place: Place; template: Fields } | undefined {
		if (!isFields(payload)) {
			this.addIssue(ROOT, 'The message must be a JSON object');
			return undefined;
		}
		this.only(payload, ROOT, ['recipient', 'message']);
		const recipient = this.object(payload, 'recipient', ROOT);
		if (recipient !== undefined) {
			const place = inside(ROOT, 'recipient');
			this.userId(recipient, 'user_id', place);
			this.only(recipient, place, ['user_id']);
		}
		const message = this.object(payload, 'message', ROOT);
		if (message === undefined) return undefined;
		const messagePlace = inside(ROOT, 'message');
		this.only(message, messagePlace, parts);
		if (parts.includes('text')) {
			this.text(message, 'text', messagePlace, 'Text', { max: LIMITS.consultationText });
		}
		const attachment = this.object(message, 'attachment', messagePlace);
		if (attachment === undefined) return undefined;
		const attachmentPlace = inside(messagePlace, 'attachment');
		this.oneOf(attachment, 'type', attachmentPlace, 'attachment.type', ['template']);
		this.only(attachment, attachmentPlace, ['type', 'payload']);
		const template = this.object(attachment, 'payload', attachmentPlace, 'attachment.payload');
		return template && { place: inside(attachmentPlace, 'payload'), template };
	}

	/** The single entry that image and user-info messages have. */
	singleElement(
		template: Fields,
		place: Place,
		check: (element: Fields, place: Place) => void,
	): unknown[] | undefined {
		const elements = this.list(template, 'elements', place, 'elements');
		if (elements === undefined) return undefined;
		const at = inside(place, 'elements');
		if (elements.length === 0) this.addWarning(at, "'elements' is empty, one entry is expected");
		elements.forEach((element, index) => {
			const elementPlace = {
				path: `${at.path}[${index}]`,
				words: elements.length > 1 ? `Element ${index + 1}` : '',
			};
			if (isFields(element)) check(element, elementPlace);
			else this.addIssue(elementPlace, 'an element must be an object');
		});
		return elements;
	}
}

function inside({ path, words }: Place, key: string): Place {
	return { path: path === '' ? key : `${path}.${key}`, words };
}

function entry({ path }: Place, index: number, words: string): Place {
	return { path: `${path}[${index}]`, words };
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
	const word = IDENTIFICATION[language].word.toLowerCase();
	const lower = label.toLowerCase();
	return language === 'VI' ? lower.startsWith(word) : lower.includes(word);
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
	if (
		!isMissing(value.style) &&
		label !== undefined &&
		!includes(allowed, label.normalize('NFC'))
	) {
		inspection.addIssue(
			inside(place, 'style'),
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
	const at = inside(place, 'content');
	rows.forEach((row, index) =>
		checkRow(inspection, row, entry(at, index, `${place.words}, row ${index + 1}`), languages),
	);
	if (rows.length > LIMITS.rows) {
		inspection.addWarning(
			at,
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
		.map((row) => (isFields(row) && typeof row.key === 'string' ? row.key.normalize('NFC') : ''));
	const named = (test: typeof identifies) =>
		labels.some((label) => languages.some((language) => test(label, language)));
	if (named(identifies)) return;
	const at = inside(tables[0].place, 'content');
	if (named(nearlyIdentifies)) {
		inspection.addWarning(at, `${identificationWords(languages)}: upper and lower case may count`);
	} else {
		inspection.addIssue(at, identificationWords(languages));
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

function checkElements(inspection: Inspection, template: Fields, place: Place): void {
	const elements = inspection.list(template, 'elements', place, 'Elements');
	if (elements === undefined) return;
	const at = inside(place, 'elements');
	const languages = languagesOf(template);
	if (elements.length === 0) {
		inspection.addWarning(
			at,
			`'Elements' is empty, a table is expected: ${identificationWords(languages)}`,
		);
		return;
	}

	const found = new Map<string, Array<{ table: Fields; place: Place }>>();
	elements.forEach((element, index) => {
		if (!isFields(element)) {
			inspection.addIssue(entry(at, index, `Element ${index + 1}`), 'an element must be an object');
			return;
		}
		const known = ELEMENT_TYPES.find(({ value }) => value === element.type);
		const elementPlace = entry(at, index, `Element ${index + 1}${known ? ` (${known.name})` : ''}`);
		checkElement(inspection, element, elementPlace, languages);
		if (known)
			found.set(known.value, [
				...(found.get(known.value) ?? []),
				{ table: element, place: elementPlace },
			]);
	});

	const tables = found.get('table') ?? [];
	if (tables.length === 0)
		inspection.addIssue(at, `'Elements' needs a table: ${identificationWords(languages)}`);
	else checkIdentification(inspection, tables, languages);

	const texts = found.get('text')?.length ?? 0;
	if (texts > LIMITS.texts)
		inspection.addIssue(at, `'Elements' holds ${texts} texts, at most ${LIMITS.texts} are allowed`);
	for (const { value, name } of ELEMENT_TYPES) {
		const count = found.get(value)?.length ?? 0;
		if (value !== 'text' && count > 1) {
			inspection.addWarning(
				at,
				`'Elements' holds ${count} of type '${name}', more than 1 may be refused`,
			);
		}
	}
}

function checkPhone(inspection: Inspection, payload: Fields, place: Place): void {
	const phone = inspection.text(payload, 'phone_code', place, 'Phone Number');
	if (phone !== undefined && !/^\+?\d+$/.test(phone)) {
		inspection.addWarning(
			inside(place, 'phone_code'),
			"'Phone Number' holds more than digits, such as 0901888484",
		);
	}
}

/** What the button does: each action has a payload of its own shape. */
function checkAction(inspection: Inspection, button: Fields, place: Place): void {
	inspection.oneOf(button, 'type', place, 'Type', ACTION_TYPES);
	const at = inside(place, 'payload');
	if (button.type === ACTIONS.queryShow || button.type === ACTIONS.queryHide) {
		inspection.text(button, 'payload', place, 'Text to Send', { max: LIMITS.query });
		return;
	}
	if (!includes(ACTION_TYPES, button.type)) {
		if (isMissing(button.payload)) inspection.addIssue(at, "'payload' is required");
		return;
	}
	const payload = inspection.object(button, 'payload', place);
	if (payload === undefined) return;
	if (button.type === ACTIONS.openUrl) {
		inspection.link(payload, 'url', at, 'URL');
		inspection.only(payload, at, ['url']);
		return;
	}
	checkPhone(inspection, payload, at);
	if (button.type === ACTIONS.openSms) {
		inspection.text(payload, 'content', at, 'SMS Text', { max: LIMITS.sms });
		inspection.only(payload, at, ['content', 'phone_code']);
	} else {
		inspection.only(payload, at, ['phone_code']);
	}
}

function eachButton(
	inspection: Inspection,
	buttons: readonly unknown[],
	at: Place,
	check: (button: Fields, place: Place) => void,
): void {
	buttons.forEach((button, index) => {
		const place = entry(at, index, `Button ${index + 1}`);
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
			inside(place, 'title'),
			`'Title' is ${length} characters, more than ${LIMITS.buttonTitle} may be refused`,
		);
	}
	if (typeof button.image_icon !== 'string') {
		inspection.addWarning(
			inside(place, 'image_icon'),
			"'Icon' may be required, send 'default' for Zalo's own icon",
		);
	}
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
	const found = inspection.template(payload, ['attachment']);
	if (found === undefined) return reportOf(inspection);

	const { template, place } = found;
	inspection.oneOf(
		template,
		'template_type',
		place,
		'Template Type',
		TEMPLATE_TYPES.map(({ value }) => value),
		true,
	);
	inspection.optionalOneOf(template, 'language', place, 'Language', LANGUAGES, true);
	checkElements(inspection, template, place);
	inspection.only(template, place, ['template_type', 'language', 'elements', 'buttons']);

	if (template.buttons === null) {
		inspection.addWarning(inside(place, 'buttons'), "'Buttons' is null, leave it out instead");
	} else if (template.buttons !== undefined) {
		const buttons = inspection.list(template, 'buttons', place, 'Buttons') ?? [];
		const at = inside(place, 'buttons');
		if (buttons.length > LIMITS.buttons) {
			inspection.addIssue(
				at,
				`'Buttons' holds ${buttons.length}, at most ${LIMITS.buttons} are allowed`,
			);
		}
		eachButton(inspection, buttons, at, (button, buttonPlace) =>
			checkTransactionButton(inspection, button, buttonPlace),
		);
	}
	return reportOf(inspection);
}

/** Checks `User_id` and `Content` of a consultation text (page tin-zalo-tu-van-dang-van-ban). */
export function checkConsultationText(body: unknown): Findings {
	const inspection = new Inspection();
	if (isFields(body)) {
		inspection.userId(body, 'User_id', ROOT);
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
	const found = inspection.template(payload, ['text', 'attachment']);
	if (found === undefined) return reportOf(inspection);

	const { template, place } = found;
	inspection.oneOf(template, 'template_type', place, 'template_type', ['media']);
	inspection.only(template, place, ['template_type', 'elements']);
	const elements = inspection.singleElement(template, place, (element, at) => {
		inspection.oneOf(element, 'media_type', at, 'Media Type', MEDIA_TYPES);
		if (element.media_type === 'gif') inspection.link(element, 'url', at, 'Image URL');
		else inspection.image(element, 'url', at, 'Image URL');
		inspection.only(element, at, ['media_type', 'url']);
	});
	if (elements !== undefined && elements.length > 1) {
		inspection.addIssue(
			inside(place, 'elements'),
			`'elements' holds ${elements.length}, at most 1 is allowed`,
		);
	}
	return reportOf(inspection);
}

/** Checks `Payload` of consultation buttons (page tin-zalo-tu-van-dang-button). */
export function checkConsultationButtons(payload: unknown): Findings {
	const inspection = new Inspection();
	const found = inspection.template(payload, ['text', 'attachment']);
	if (found === undefined) return reportOf(inspection);

	const { template, place } = found;
	inspection.only(template, place, ['buttons']);
	const buttons = inspection.list(template, 'buttons', place, 'Buttons');
	const at = inside(place, 'buttons');
	if (buttons?.length === 0) inspection.addWarning(at, "'Buttons' is empty");
	eachButton(inspection, buttons ?? [], at, (button, buttonPlace) => {
		inspection.text(button, 'title', buttonPlace, 'Title', { max: LIMITS.actionTitle });
		inspection.only(button, buttonPlace, ['title', 'type', 'payload']);
	});
	return reportOf(inspection);
}

/** Checks `Payload` of a request for the user's information (page tin-zalo-dang-yeu-cau-thong-tin-nguoi-dung). */
export function checkRequestUserInfo(payload: unknown): Findings {
	const inspection = new Inspection();
	const found = inspection.template(payload, ['attachment']);
	if (found === undefined) return reportOf(inspection);

	const { template, place } = found;
	inspection.oneOf(template, 'template_type', place, 'template_type', ['request_user_info']);
	inspection.only(template, place, ['template_type', 'elements']);
	const elements = inspection.singleElement(template, place, (element, at) => {
		inspection.text(element, 'title', at, 'Title', { max: LIMITS.userInfoTitle });
		inspection.text(element, 'subtitle', at, 'Subtitle', { max: LIMITS.userInfoSubtitle });
		inspection.image(element, 'image_url', at, 'Image URL');
		inspection.only(element, at, ['title', 'subtitle', 'image_url']);
	});
	if (elements !== undefined && elements.length > 1) {
		inspection.addWarning(
			inside(place, 'elements'),
			`'elements' holds ${elements.length}, more than 1 may be refused`,
		);
	}
	return reportOf(inspection);
}

function reportOf({ issues, warnings }: Inspection): Findings {
	return { issues, warnings };
}
