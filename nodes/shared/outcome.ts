/** How a message or a call ended; `pending` is the only one that may still change. */
export type Outcome = 'delivered' | 'failed' | 'partial' | 'pending' | 'rejected' | 'unknown';

/**
 * What became of a message, from its SendStatus and the counts of receivers that it reached and did not reach.
 * 5 means done; only the counts then say how it went. A status that is not known may still change.
 * https://developers.esms.vn/esms-api/callback-url
 */
export function messageOutcome(status: number | null, succeeded: number, failed: number): Outcome {
	if (status === 4) return 'rejected';
	if (status === 6) return 'failed';
	if (status !== 5) return 'pending';
	if (succeeded > 0) return failed > 0 ? 'partial' : 'delivered';
	return failed > 0 ? 'failed' : 'unknown';
}
