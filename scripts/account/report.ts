import type { Heard } from './ask';
import type { Outcome } from './check';

/** A question that no source answers, from `contract/open-questions.json`. */
export interface OpenQuestion {
	id: string;
	question: string;
	untilKnown: string;
}

/** Why this check cannot answer a question. */
const NEEDS_A_SEND = 'not asked: it would need a message or a call that really goes out';
const UNASKED: Record<string, string> = {
	generatedCodeOnly: NEEDS_A_SEND,
	duaration: 'not asked: it would need a registration',
	consultationButtons: NEEDS_A_SEND,
	defaultLanguage: NEEDS_A_SEND,
	userInfoAnswer: NEEDS_A_SEND,
	registrationCallback: 'not asked: it would need a registration',
	voiceCallbackNames: NEEDS_A_SEND,
	callbackDelivery: NEEDS_A_SEND,
	generatedCodeDefaults: NEEDS_A_SEND,
	postmanSamples: "not asked: they are not on eSMS's API",
};

/** One line of 'What differs'. */
interface Row {
	call: string;
	request: string;
	field: string;
	documented: string;
	found: string;
}

const asDocumented = 'as documented';

/** How an answer as a whole differs: it does not come, is no JSON, has another code or HTTP status. */
function wholeAnswer(heard: Heard): Row[] {
	const { call, variation, expected, status, mediaType, code, failure, isJson } = heard;
	const row = (field: string, documented: string, found: string): Row => ({
		call,
		request: variation || asDocumented,
		field,
		documented,
		found,
	});
	if (expected === undefined) return [];
	if (failure) return [row('(answer)', 'an answer', `none (${failure})`)];
	const rows: Row[] = [];
	if (status !== 200) {
		rows.push(row('(HTTP status)', '200 (not documented, inferred)', String(status)));
	}
	if (!isJson) rows.push(row('(body)', 'a JSON object', mediaType || 'no media type'));
	else if (code !== expected) {
		rows.push(row('(result code)', expected, code ?? 'no result code'));
	}
	return rows;
}

/** Everything that differs, each thing once. */
export function differencesIn(heard: readonly Heard[]): Row[] {
	const rows = heard.flatMap((one) => [
		...wholeAnswer(one),
		...one.differences.map(({ path, kind, documented, found }) => ({
			call: one.call,
			request: one.variation || asDocumented,
			field: path,
			documented: kind === 'missing' ? `always there: ${documented}` : documented,
			found: kind === 'case' ? `written ${found}` : found,
		})),
	]);
	// The same field of the same call is the same thing, whatever was special about the request.
	const key = ({ call, field, documented, found }: Row) =>
		JSON.stringify([call, field, documented, found]);
	const first = new Map<string, Row>();
	for (const row of rows) if (!first.has(key(row))) first.set(key(row), row);
	return [...first.values()];
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;

function table(heads: string[], rows: string[][]): string {
	return [heads, heads.map(() => '---'), ...rows].map(line).join('\n');
}

const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What the report starts with. */
function summary(heard: readonly Heard[], outcome: Outcome, rows: Row[]): string[] {
	if (!outcome.keysTaken) {
		return ['**The keys were not taken, or what answered is not eSMS: nothing else was asked.**'];
	}
	const sends = heard.filter(({ kind }) => kind === 'sandbox send').length;
	const lines = [
		`${counted(heard.length - sends, 'look-up')}, ${counted(sends, 'sandbox send')}, nothing else.`,
		rows.length === 0
			? 'Everything that was heard fits the contract.'
			: `**${counted(rows.length, 'difference')} from the contract.**`,
	];
	if (outcome.sandboxCharged) {
		lines.push(
			'**The balance fell around a sandbox send: it was charged, or the account sent something else meanwhile. Nothing was sent after it.**',
		);
	} else if (outcome.hasSent) lines.push('The balance was the same after every sandbox send.');
	return lines;
}

/**
 * The report: what fits, what differs, what the server did where no page says anything. It holds names of the
 * contract's calls and fields, result codes, HTTP statuses and kinds of values, and no value of the account.
 */
export function reportOf(
	heard: readonly Heard[],
	outcome: Outcome,
	questions: readonly OpenQuestion[],
	about: { packageVersion: string; contractVersion: string; date: string },
): string {
	const rows = differencesIn(heard);
	const differing = new Set(rows.map(({ call }) => call));
	const calls = [...new Set(heard.map(({ call }) => call))].sort();
	const fitting = calls.filter(
		(call) =>
			!differing.has(call) && heard.some((one) => one.call === call && one.expected === one.code),
	);
	const refusals = heard.filter(({ expected, variation }) => variation !== '' && !expected);
	const answerTo = ({ id }: OpenQuestion) =>
		outcome.answers[id]?.join('<br>') ?? UNASKED[id] ?? 'this account gave no answer';
	return `${[
		'# eSMS account check',
		`n8n-nodes-esms ${about.packageVersion}, contract of ${about.contractVersion}, ${about.date}.`,
		...summary(heard, outcome, rows),
		'## What differs',
		rows.length === 0
			? 'Nothing.'
			: table(
					['Call', 'Request', 'Field', 'Contract', 'Server'],
					rows.map((row) => [row.call, row.request, row.field, row.documented, row.found]),
				),
		'## What fits',
		fitting.length === 0 ? 'Nothing.' : fitting.join(', '),
		'## What no page tells',
		table(
			['Question', 'This server'],
			questions.map((one) => [one.question, answerTo(one)]),
		),
		'## Requests that no page shows',
		table(
			['Call', 'Request', 'HTTP', 'Media type', 'Result code', 'Fields'],
			refusals.map(({ call, variation, status, failure, mediaType, codeField, code, names }) => [
				call,
				variation,
				String(status ?? failure ?? ''),
				mediaType,
				code === undefined ? 'none' : `${codeField} ${code}`,
				names.join(', '),
			]),
		),
		'## Not asked',
		outcome.skipped.length === 0
			? 'Nothing was left out.'
			: table(
					['What', 'Why'],
					outcome.skipped.map(({ what, why }) => [what, why]),
				),
	].join('\n\n')}\n`;
}
