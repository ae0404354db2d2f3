import type { IDataObject, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import {
	Field,
	fieldsIn,
	fieldsOf,
	type BodyTemplate,
	type Call,
	type Item,
	type Operation,
} from '../operation';
import { emptySendDate } from './dates';
import { readSwitch } from './values';
import { toXml, type XmlElements } from './xml';

/** Reads the fields of a template; what a field leaves out is left out of the request. */
function readTemplate(template: BodyTemplate, item: Item): unknown {
	if (template instanceof Field) return template.read(item);
	if (Array.isArray(template)) {
		return template.map((part: BodyTemplate) => readTemplate(part, item));
	}
	if (typeof template !== 'object') return template;
	const read: IDataObject = {};
	for (const name of Object.keys(template)) {
		const value = readTemplate((template as Record<string, BodyTemplate>)[name], item);
		if (value !== undefined) read[name] = value as IDataObject;
	}
	return read;
}

/** The call that the item asks for: the operation's own, or the variant its option names. */
export function chooseCall(operation: Operation, item: Item): Call {
	const variant = operation.variants?.chosenBy.read(item);
	return operation.variants?.calls[String(variant)] ?? operation;
}

const optionsOf = (fields: readonly Field[]) => fields.flatMap(({ options }) => options);

const unsentByCall = new WeakMap<Call, INodeProperties[]>();

/** Options of an operation that one of its calls has no place for. */
function unsentOptions(call: Call, operation: Operation): INodeProperties[] {
	const known = unsentByCall.get(call);
	if (known) return known;
	const { controls = [], variants } = operation;
	const kept = optionsOf([
		...fieldsIn(call.body),
		...controls,
		...(variants ? [variants.chosenBy] : []),
	]);
	const names = new Set(kept.map(({ name }) => name));
	const unsent = optionsOf(fieldsOf(operation)).filter(({ name }) => !names.has(name));
	unsentByCall.set(call, unsent);
	return unsent;
}

/** Options that a message depends on, and what would happen without them. */
const indispensable: Record<string, string> = {
	sandbox: 'the message would really go out',
	sendDate: 'the message would go out at once',
	requestId: 'a repeated message would go out twice',
	waitForReceipt: 'no receipt would arrive',
};

const isSet = (value: unknown, { type }: INodeProperties) =>
	type === 'boolean'
		? readSwitch(value) !== false
		: value !== undefined && value !== null && value !== '';

/** Says which options have no effect; one that the message depends on is refused. */
function noteUnsent(call: Call, operation: Operation, item: Item): void {
	const chooser = operation.variants?.chosenBy.options[0].displayName;
	for (const option of unsentOptions(call, operation)) {
		const { name, displayName } = option;
		const isIndispensable = Object.hasOwn(indispensable, name);
		const isEmpty = isIndispensable && item.isEmptyExpression(name);
		if (isEmpty && name === 'sendDate' && item.option(name) === '') {
			item.addWarning(emptySendDate);
			continue;
		}
		if (!isEmpty && !isSet(item.option(name), option)) continue;
		if (isIndispensable) {
			item.addIssue(
				`'${displayName}' does not exist for this '${chooser}', so ${indispensable[name]}, change one of the two`,
			);
		} else {
			item.addWarning(
				`'${displayName}' has no effect, because this '${chooser}' has no place for it`,
			);
		}
	}
}

/** What the item sends with that call, without keys; automatic RequestIds are still to be filled in. */
export function buildBody(call: Call, operation: Operation, item: Item): IDataObject {
	noteUnsent(call, operation, item);
	for (const field of operation.controls ?? []) field.read(item);
	return readTemplate(call.body, item) as IDataObject;
}

/**
 * What the item says to whom, as the operation's own call carries it: another request format or version makes no other
 * message. What is wrong with it was noted when `body` was built.
 *
 * @param body what the item sends with `call`
 */
export function messageOf(
	operation: Operation,
	call: Call,
	item: Item,
	body: IDataObject,
): IDataObject {
	if (call === operation) return body;
	const silent = { ...item, passedDates: [], addIssue: () => undefined, addWarning: () => {} };
	const message = readTemplate(operation.body, silent) as IDataObject;
	// Values by position may have their order from the input alone, which the names do not tell.
	return body.Params === undefined ? message : { ...message, TempData: body.Params };
}

/** The HTTP request that carries `body`, ready for the credential, which adds the keys. */
export function toHttpRequest(call: Call, body: IDataObject): IHttpRequestOptions {
	const { method, url, format } = call;
	if (format === 'query') return { method, url, qs: body };
	if (format === 'xml') {
		return {
			method,
			url,
			body: toXml(body as XmlElements),
			headers: { 'Content-Type': 'text/plain' },
		};
	}
	const type = format === 'form' ? 'application/x-www-form-urlencoded' : 'application/json';
	return { method, url, body, headers: { 'Content-Type': type } };
}
