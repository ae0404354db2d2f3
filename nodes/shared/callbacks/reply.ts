/**
 * Writes the answer to a short-code SMS, whose text eSMS sends back to the customer.
 * https://developers.esms.vn/esms-api/ket-noi-ma-svoucher/ket-noi-dau-so-ngan
 */
export function shortCodeReply(message: string, smsId: string, receiver: string): string {
	return [
		'<ClientResponse>',
		`   <Message>${xmlText(message)}</Message>`,
		`   <Smsid>${xmlText(smsId)}</Smsid>`,
		`   <Receiver>${xmlText(receiver)}</Receiver>`,
		'</ClientResponse>',
	].join('\n');
}

/** Escapes a text and leaves out the characters that XML 1.0 has no way to write. */
function xmlText(text: string): string {
	return text
		.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;')
		.replace(/'/g, '&apos;');
}
