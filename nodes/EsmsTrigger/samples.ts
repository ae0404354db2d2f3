import type { CallbackEvent } from '../shared/callbacks/parse';
import { shortCodeSignature } from './signature';

/** A callback as eSMS would send it, with made-up values. */
export interface Sample {
	event: CallbackEvent['event'];
	label: string;
	fields: Record<string, string>;
}

const SENT_TO_ONE = {
	SendStatus: '5',
	TotalReceiver: '1',
	TotalSent: '1',
	RequestId: 'order-1042',
};
const DELIVERED = { ...SENT_TO_ONE, SendSuccess: '1', SendFailed: '0' };
const FAILED = { ...SENT_TO_ONE, SendSuccess: '0', SendFailed: '1', TotalPrice: '0.0000' };
const SMS = { TypeId: '2', telcoid: '1', phonenumber: '0901888484', switchsmsid: '' };
const ZNS = {
	TypeId: '25',
	telcoid: '2',
	phonenumber: '0901888484',
	oaid: '1397492183140006179',
	tempid: '205644',
};

/** A time as short-code SMS have it: yyyyMMddHHmmss in Vietnam, which is 7 hours ahead of UTC all year. */
const compactTime = (now: number) =>
	new Date(now + 7 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);

/**
 * One callback or more for each event, to build a workflow with before eSMS has called.
 *
 * @param privateKey signs the short-code SMS, whose signature is wrong without it
 * @param now milliseconds since 1970: when the short-code SMS came
 */
export function samples(privateKey: string, now: number): Sample[] {
	const inbound = {
		cpid: 'partner',
		smsid: '4821337',
		content: 'DK An',
		receiverTime: compactTime(now),
	};
	return [
		{
			event: 'messageStatus',
			label: 'SMS delivered',
			fields: { SMSID: '5f0c6a1e27', ...DELIVERED, TotalPrice: '450.0000', ...SMS },
		},
		{
			event: 'messageStatus',
			label: 'SMS failed',
			fields: { SMSID: '5f0c6a1e28', ...FAILED, ...SMS },
		},
		{
			event: 'messageStatus',
			label: 'ZNS delivered',
			fields: {
				SMSID: '5f0c6a1e29',
				...DELIVERED,
				TotalPrice: '220.0000',
				...ZNS,
				partnerids: '416f53d0cf0ec7569e19',
				error_info: '{"error":0,"message":"Success","data":{"status":1}}',
			},
		},
		{
			event: 'messageStatus',
			label: 'ZNS failed',
			fields: {
				SMSID: '5f0c6a1e30',
				...FAILED,
				...ZNS,
				partnerids: '',
				error_info: JSON.stringify('{"error":-114,"message":"User is inactive"}'),
			},
		},
		{
			event: 'callStatus',
			label: 'Call answered',
			fields: {
				ReferenceId: '066107ee-6ec4',
				CallDuration: '18',
				CallStatus: 'ANSWERED',
				Ivr: '1',
				Price: '350.0000',
				SentResult: '1',
				CID: '02871002454',
				SendStatus: '5',
			},
		},
		{
			event: 'templateRegistration',
			label: 'Template registered (eSMS does not document the names)',
			fields: { ServicePreviewId: '98231', Status: '2' },
		},
		{
			event: 'inboundSms',
			label: 'Short-code SMS received',
			fields: {
				sender: '84901888484',
				serviceNumber: '8041',
				keyword: 'DK',
				...inbound,
				sign: shortCodeSignature(inbound, privateKey),
			},
		},
	];
}

/**
 * Writes the page that the test URL shows to a visitor: a link for each sample, to the same URL.
 *
 * @param secret what came with the URL, so that the links carry it too
 */
export function samplePage(offered: Sample[], secret: string | null): string {
	const links = offered.map(({ label, fields }) => {
		const all = { ...(secret !== null && { secret }), ...fields };
		const query = Object.entries(all)
			.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
			.join('&amp;')
			.replace(/'/g, '%27');
		return `<li><a href="?${query}">${label}</a></li>`;
	});
	return [
		'<!doctype html><meta charset="utf-8"><title>eSMS Trigger</title>',
		'<p>The trigger is listening. Choose a sample to send to it, one sample for each click on Execute step:</p>',
		`<ul>${links.join('')}</ul>`,
	].join('\n');
}
