/** How a message or a call ended; `pending` is not at its end yet. */
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

/**
 * Whether nothing more is to be expected. While only some of the receivers are counted, the counts
 * move on; with none counted, eSMS reports no more.
 *
 * @param counted receivers that the message reached or did not reach
 * @param receivers all receivers, null if it is not known how many there are
 */
export function isFinalOutcome(
	outcome: Outcome,
	counted: number,
	receivers: number | null,
): boolean {
	const isCounting = counted > 0 && receivers !== null && counted < receivers;
	return outcome !== 'pending' && !isCounting;
}
