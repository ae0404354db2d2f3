import {
	BRANDNAMES,
	CALL_TEMPLATES,
	CODE_TEMPLATES,
	OFFICIAL_ACCOUNTS,
	RECORDINGS,
	ZNS_TEMPLATES,
} from '../account';
import { STEERING } from '../steering';
import type { Settings } from '../world';

const TYPES: Record<number, string> = { 1: 'advertising', 2: 'customer care', 23: 'Viber' };

/** The text at `/help`: the test account, what steers outcomes, and the admin API. */
export function helpText(settings: Settings): string {
	const table = (rows: ReadonlyArray<readonly [string, string]>) =>
		rows.map(([left, right]) => `  ${left.padEnd(48)} ${right}`).join('\n');
	return `eSMS simulator

A local eSMS server. One port serves all three hosts of the contract: use its address as the base
URL for messages, voice and stored callbacks alike.

Keys
${table([
	[`${settings.apiKey} / ${settings.secretKey}`, 'the test account'],
	['LOCKED as API Key', '143, account locked'],
	['BLOCKED-IP as API Key', '140, address not whitelisted'],
	['anything else', '101'],
])}

Receivers that steer the outcome
${table(STEERING.map(({ receiver, result }) => [receiver, result] as const))}

Brandnames
${table(BRANDNAMES.map(({ name, type }) => [name, TYPES[type]] as const))}
${table(BRANDNAMES.flatMap(({ name, templates }) => templates.map(({ content }) => [`text of ${name}`, content] as const)))}

Official Accounts
${table(OFFICIAL_ACCOUNTS.map((one) => [one.id, `${one.name}${one.active ? '' : ' (inactive, 799)'}${one.overQuota ? ' (over-quota mode)' : ''}`] as const))}

ZNS templates
${ZNS_TEMPLATES.map(
	(one) =>
		`  ${one.id} (${one.smsType}) ${one.name}${one.status ? ` (${one.status}, 789)` : ''}\n${one.variables
			.map(
				({ name, type, limit, required, acceptNull, minLength }) =>
					`      ${name}: ${type}, ${minLength > 0 ? `${minLength}` : 'up'} to ${limit}${required ? '' : ', optional'}${acceptNull ? ', may be empty' : ''}`,
			)
			.join('\n')}`,
).join('\n')}

Calls
${table([
	...Object.entries(CALL_TEMPLATES).map(([id, { text }]) => [`template ${id}`, text] as const),
	...RECORDINGS.map((id) => [`recording ${id}`, ''] as const),
	...CODE_TEMPLATES.map((id) => [`pair of code templates ${id}`, ''] as const),
])}

Admin API
${table([
	['GET /_simulator/requests', 'every request, whether it is valid, and its answer'],
	['GET /_simulator/messages[?phone=|?smsid=]', 'accepted messages'],
	['GET /_simulator/receivers', 'messages per receiver'],
	['GET /_simulator/callbacks', 'every try of a callback'],
	['GET /_simulator/codes', 'generated codes per phone'],
	['POST /_simulator/faults', '{ kind: drop | status | timeout | code,'],
	['', '  accepted, status, body, code, operationId, phone, nth, times }'],
	['DELETE /_simulator/faults', 'no more faults'],
	['POST /_simulator/settings', Object.keys(settings).slice(2).join(', ')],
	['POST /_simulator/ratings', '{ rate, note, trackingId }: a rating that is given now'],
	['POST /_simulator/users', '{ id }: a Zalo user who interacts now'],
	['POST /_simulator/shortcode', '{ url, content, sender, ..., privateKey, sign }'],
	['POST /_simulator/reset', 'forgets everything but the settings'],
])}

Where no eSMS page says it, the simulator chooses: a message with a SendDate more than a day away
stays waiting; a test send (sandbox) is checked, answered and forgotten; the callback of a template
registration brings ServicePreviewId and ${settings.registrationParameter} (1 received, then 2, or 0 when the text contains REJECT);
a failed Zalo message of a multi-channel send is followed by an SMS that arrives.
`;
}
