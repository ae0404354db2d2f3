import { hash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { cleanText } from '../../shared/text';

/** Whether 'If Request ID Was Used' is to stop, as the editor or an expression gives it. */
export const stopsAtRepeat = (value: unknown): boolean =>
	typeof value === 'string' && cleanText(value) === 'refuse';

/** Stands in a body for a RequestId that is made once the rest of the message is known. */
export const automaticRequestId = '\u0000automatic';

/** Most characters that eSMS takes as RequestId. */
export const requestIdLength = 50;

/** The legs of a multi-channel send; any other request is its own only leg. */
export const legsOf = (body: IDataObject): IDataObject[] =>
	body.Channels ? (body.Data as IDataObject[]) : [body];

/** How the calls spell it. */
const names = ['RequestId', 'RequestID', 'REQUESTID'];

const idIn = ({ RequestId, RequestID, REQUESTID }: IDataObject): unknown =>
	RequestId ?? RequestID ?? REQUESTID;

/** The RequestId that a request, or its first leg, carries. */
export const requestIdOf = (body: IDataObject): unknown => idIn(legsOf(body)[0]);

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null;

/** The parts of a request that carry RequestIds: itself, its legs, its receivers. */
const ownersIn = (body: IDataObject): IDataObject[] =>
	Array.isArray(body.Data) ? [body, ...body.Data.filter(isObject)] : [body];

/** All RequestIds that a request carries. */
export const requestIdsOf = (body: IDataObject): string[] =>
	ownersIn(body)
		.map(idIn)
		.filter((id): id is string => typeof id === 'string');

/** Those of them that the user has given, as long as the automatic ones are not filled in. */
export const userSuppliedIdsOf = (body: IDataObject): string[] =>
	requestIdsOf(body).filter((id) => id !== automaticRequestId);

/** Whether eSMS only checks the request: it stores nothing then, not even the RequestId. */
export const isSandbox = (body: IDataObject): boolean =>
	legsOf(body).some((leg) => [leg.Sandbox, leg.IsSandBox, leg.SandBox].includes('1'));

/** The user's own RequestId for one of several requests that share it. */
export const numberedId = (id: string, number: number): string =>
	number > 1 ? `${id}-${number}` : id;

/** Numbers the user's own RequestId of a request, because eSMS would refuse the second of those that share it. */
export function numberRequestId(body: IDataObject, number: number): void {
	for (const name of names) {
		const id = body[name];
		if (typeof id === 'string' && id !== automaticRequestId) body[name] = numberedId(id, number);
	}
}

/**
 * Puts a RequestId wherever the body asks for an automatic one. Equal run key and equal content give
 * the same ID, so that eSMS recognizes a repetition (result code 124). Where a message has several (legs
 * of a multi-channel send, receivers of a bulk send), each is made from its own part, so that they differ
 * from each other and do not depend on their neighbors.
 *
 * @param essence what of a part tells its message from another one; all of it by default
 */
export function fillRequestIds(
	body: IDataObject,
	runKey: string,
	essence = (part: IDataObject): unknown => part,
): void {
	const fill = (owner: IDataObject, content: unknown) => {
		for (const name of Object.keys(owner)) {
			if (owner[name] !== automaticRequestId) continue;
			owner[name] = hash('sha256', JSON.stringify([runKey, content])).slice(0, 40);
		}
	};
	if (Array.isArray(body.Data)) {
		const { Data: parts, ...shared } = body;
		for (const part of parts as unknown[]) {
			if (isObject(part)) fill(part, [essence(shared), essence(part)]);
		}
	}
	fill(body, essence(body));
}
