import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { Field, type Call, type Item, type Operation, type Wire } from '../operation';
import { toXml, type XmlElements } from './xml';

/** Reads the fields of a wire; what a field leaves out is left out of the request. */
function readWire(wire: Wire, item: Item): unknown {
	if (wire instanceof Field) return wire.read(item);
	if (Array.isArray(wire)) return wire.map((part: Wire) => readWire(part, item));
	if (typeof wire !== 'object') return wire;
	const read: IDataObject = {};
	for (const [name, part] of Object.entries(wire)) {
		const value = readWire(part as Wire, item);
		if (value !== undefined) read[name] = value as IDataObject;
	}
	return read;
}

/** The call that the item asks for: the operation's own, or the variant its option names. */
export function callOf(operation: Operation, item: Item): Call {
	const variant = operation.variants?.chosenBy.read(item);
	return operation.variants?.calls[String(variant)] ?? operation;
}

/** What the item sends with that call, without keys; automatic RequestIds are still to be filled in. */
export function draft(call: Call, operation: Operation, item: Item): IDataObject {
	for (const field of operation.controls ?? []) field.read(item);
	return readWire(call.wire, item) as IDataObject;
}

/** The request that carries `sent`, ready for the credential, which adds the keys. */
export function pack(call: Call, sent: IDataObject): IHttpRequestOptions {
	const options: IHttpRequestOptions = {
		method: call.method,
		url: call.url,
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
	if (call.format === 'query') options.qs = sent;
	else if (call.format === 'xml') {
		options.body = toXml(sent as XmlElements);
		options.headers = { 'Content-Type': 'text/plain' };
	} else {
		options.body = sent;
		options.headers = {
			'Content-Type':
				call.format === 'form' ? 'application/x-www-form-urlencoded' : 'application/json',
		};
	}
	return options;
}
