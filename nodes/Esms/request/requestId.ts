import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

/** Stands in a wire for a RequestId that is made once the rest of the message is known. */
export const automaticRequestId = '\u0000automatic';

/** Most characters that eSMS takes as RequestId. */
export const requestIdLength = 50;

/** The legs of a multi-channel send; any other request is its own only leg. */
export const legsOf = (sent: IDataObject): IDataObject[] =>
	sent.Channels ? (sent.Data as IDataObject[]) : [sent];

/** The RequestId that a request, or its first leg, carries; each kind of call spells it in its own way. */
export function requestIdOf(sent: IDataObject): unknown {
	const [leg] = legsOf(sent);
	return leg.RequestId ?? leg.RequestID ?? leg.REQUESTID;
}

const isObject = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null;

/**
 * Puts a RequestId wherever the wire asks for an automatic one. Equal identity and equal content give
 * the same id, so that a repetition within an execution is recognised by eSMS (result code 124).
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
