import type { NodeHint } from 'n8n-workflow';
import { menuOf, type Resource } from './operation';

/** 'Send by Zalo User ID' as part of a sentence: names of products and abbreviations keep their capitals. */
const sentenceCase = (title: string) =>
	title.replace(/(?<= )(?!Zalo|Viber)[A-Z][a-z]+/g, (word) => word.toLowerCase());

/**
 * The line below the node on the canvas: 'Send transaction message: Zalo OA'. n8n evaluates it in the editor, where
 * only the values of the two parameters are known.
 */
export function subtitle(resources: readonly Resource[]): string {
	const words = Object.fromEntries(
		resources.flatMap((resource) =>
			menuOf(resource).map((operation) => [
				operation === resource.sendAndWait ? resource.value : operation.value,
				`${sentenceCase(operation.name)}: ${resource.name.replace(/ Message$/, '')}`,
			]),
		),
	);
	// Two resources have an operation of this value.
	return `={{ (${JSON.stringify(words)})[$parameter["operation"] === "sendAndWait" ? $parameter["resource"] : $parameter["operation"]] }}`;
}

const receiver =
	'(/^[^=]/.test($rawParameter["phone"] ?? $rawParameter["zaloUserId"] ?? "") ? ($rawParameter["phone"] ?? $rawParameter["zaloUserId"]) : "this receiver")';
const limit =
	'(/^\\d/.test($rawParameter["options"]?.["waitLimit"] ?? 10) ? "at most " + ($rawParameter["options"]?.["waitLimit"] ?? 10) + " minutes" : "until \'Wait Limit (Minutes)\' passes")';

/** Said on the canvas while the execution waits. Values that an expression gives are not known there. */
export const waitingTooltip = `={{ $rawParameter["operation"] === "sendAndWait" ? "Waiting for the answer of " + ${receiver} : "Waiting for the receipt of the message to " + ${receiver} + " from eSMS, " + ${limit} }}`;

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
