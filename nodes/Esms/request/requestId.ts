import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

/** Stands in a body for a RequestId that is made once the rest of the message is known. */
export const automaticRequestId = '\u0000automatic';

/** Most characters that eSMS takes as RequestId. */
export const requestIdLength = 50;

/** The legs of a multi-channel send; any other request is its own only leg. */
export const legsOf = (sent: IDataObject): IDataObject[] =>
	sent.Channels ? (sent.Data as IDataObject[]) : [sent];

/** How the calls spell it. */
const names = ['RequestId', 'RequestID', 'REQUESTID'];

const idIn = (owner: IDataObject): unknown =>
	names.map((name) => owner[name]).find((id) => id !== undefined);

/** The RequestId that a request, or its first leg, carries. */
export const requestIdOf = (sent: IDataObject): unknown => idIn(legsOf(sent)[0]);

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null;

/** All RequestIds that a request carries: its own, those of its legs, those of its receivers. */
export function requestIdsOf(sent: IDataObject): string[] {
	const parts = Array.isArray(sent.Data) ? sent.Data.filter(isObject) : [];
	return [sent, ...parts].map(idIn).filter((id): id is string => typeof id === 'string');
}

/** Those of them that the user has given. */
export const ownRequestIdsOf = (sent: IDataObject): string[] =>
	requestIdsOf(sent).filter((id) => id !== automaticRequestId);

/** The user's own RequestId for one of several requests that share it. */
export const numberedId = (id: string, number: number): string =>
	number > 1 ? `${id}-${number}` : id;

/** Numbers the user's own RequestId of a request, because eSMS would refuse the second of those that share it. */
export function numberRequestId(sent: IDataObject, number: number): void {
	for (const name of names) {
		const id = sent[name];
		if (typeof id === 'string' && id !== automaticRequestId) sent[name] = numberedId(id, number);
	}
}

/**
 * Puts a RequestId wherever the body asks for an automatic one. Equal identity and equal content give
 * the same id, so that a repetition within an execution is recognized by eSMS (result code 124).
 * Where a message has several (legs of a multi-channel send, receivers of a bulk send), each is
 * made from its own part, so that they differ from each other and do not depend on their neighbours.
 */
export function fillRequestIds(sent: IDataObject, identity: string): void {
	const { Data: parts, ...shared } = sent;
	const fill = (owner: IDataObject, content: unknown) => {
		for (const [name, value] of Object.entries(owner)) {
			if (value !== automaticRequestId) continue;
			owner[name] = createHash('sha256')
				.update(JSON.stringify([identity, content]))
				.digest('hex')
				.slice(0, 40);
		}
	};
	if (Array.isArray(parts)) {
		for (const part of parts) if (isObject(part)) fill(part, [shared, { ...part }]);
	}
	fill(sent, { ...sent });
}
