import type { NodeHint } from 'n8n-workflow';
import type { Resource } from './operation';

/** 'Send by Zalo User ID' as part of a sentence: names of products and abbreviations keep their capitals. */
const sentenceCase = (title: string) =>
	title.replace(/(?<= )(?!Zalo|Viber)[A-Z][a-z]+/g, (word) => word.toLowerCase());

/**
 * The line below the node on the canvas: 'Send transaction message: Zalo OA'. n8n evaluates it in the editor, where
 * only the values of the two parameters are known.
 */
export function subtitle(resources: readonly Resource[]): string {
	const words = Object.fromEntries(
		resources.flatMap(({ name: resource, operations }) =>
			operations.map(({ value, name }) => [
				value,
				`${sentenceCase(name)}: ${resource.replace(/ Message$/, '')}`,
			]),
		),
	);
	return `={{ (${JSON.stringify(words)})[$parameter["operation"]] }}`;
}

/** Said on the canvas while the execution waits. Values that an expression gives are not known there. */
export const waitingTooltip = [
	'={{ "Waiting for the receipt of the message to " +',
	'(/^[^=]/.test($rawParameter["phone"] ?? $rawParameter["zaloUserId"] ?? "")',
	'? ($rawParameter["phone"] ?? $rawParameter["zaloUserId"]) : "this receiver") +',
	'" from eSMS, " +',
	'(/^\\d/.test($rawParameter["options"]?.["waitLimit"] ?? 10)',
	'? "at most " + ($rawParameter["options"]?.["waitLimit"] ?? 10) + " minutes"',
	': "until \'Wait Limit (Minutes)\' passes") }}',
].join(' ');

/** What an open node says about money, before anything is sent. */
export const hints: NodeHint[] = [
	{
		message: "'Sandbox' is on: eSMS checks the message, sends nothing and reports nothing",
		type: 'warning',
		location: 'outputPane',
		whenToDisplay: 'always',
		displayCondition: '={{ $parameter["options"]?.["sandbox"] === true }}',
	},
	{
		message: 'This order spends money and has no sandbox',
		type: 'warning',
		location: 'outputPane',
		whenToDisplay: 'beforeExecution',
		displayCondition: '={{ $parameter["operation"] === "purchaseOaPackage" }}',
	},
];
