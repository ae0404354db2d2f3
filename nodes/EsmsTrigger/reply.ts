import { escapeXml } from '../shared/xml';

/**
 * Writes the answer to a short-code SMS, whose text eSMS sends back to the customer.
 * https://developers.esms.vn/esms-api/ket-noi-ma-svoucher/ket-noi-dau-so-ngan
 */
export function shortCodeReply(message: string, smsId: string, receiver: string): string {
	return [
		'<ClientResponse>',
		`   <Message>${escapeXml(message)}</Message>`,
		`   <Smsid>${escapeXml(smsId)}</Smsid>`,
		`   <Receiver>${escapeXml(receiver)}</Receiver>`,
		'</ClientResponse>',
	].join('\n');
}
