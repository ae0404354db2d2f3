/**
 * Lints what n8n is given. The linter reads literals only and the descriptions of the nodes are built, so most of its
 * rules pass them by: each built description is printed as a literal here and linted with the repository's own config.
 */
import { ESLint } from 'eslint';
import { Esms } from '../nodes/Esms/Esms.node.js';
import { EsmsPollingTrigger } from '../nodes/EsmsPollingTrigger/EsmsPollingTrigger.node.js';
import { EsmsTrigger } from '../nodes/EsmsTrigger/EsmsTrigger.node.js';
import { root } from './process.mjs';

/** Findings that do not hold, by the line that they are about. */
const exceptions = [
	{
		rule: 'n8n-nodes-base/node-param-operation-option-action-miscased',
		line: /action: '.*\b(?:Viber|Zalo)\b/,
		why: 'names of products keep their capital',
	},
	{
		rule: 'n8n-nodes-base/node-param-resource-with-plural-option',
		line: /name: 'ZNS'/,
		why: 'ZNS (Zalo Notification Service) is no plural',
	},
	{
		rule: 'n8n-nodes-base/node-param-fixed-collection-type-unsorted-items',
		line: /^\s*values: \[\s*\{\s*displayName: 'Type'/,
		why: 'Type stands first, because it decides which of the others are shown',
	},
	{
		rule: 'n8n-nodes-base/node-param-options-type-unsorted-items',
		line: /^\s*options: \[\s*\{\s*name: 'SMS',\s*value: 'sms'|\baction: '/,
		why: "resources and operations are n8n's actions list, which starts with what people came for",
	},
];

/**
 * @param {unknown} value data; functions are left out
 * @param {string} indent
 * @returns {string} the value as it would be written in a source file
 */
function print(value, indent = '\t') {
	if (typeof value === 'string') {
		const text = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
		return `'${text}'`;
	}
	if (typeof value !== 'object' || value === null) return String(value);
	const inner = `${indent}\t`;
	/** @param {string} name */
	const key = (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : print(name));
	const entries = Array.isArray(value)
		? value.map((one) => print(one, inner))
		: Object.entries(value)
				.filter(([, one]) => one !== undefined && typeof one !== 'function')
				.map(([name, one]) => `${key(name)}: ${print(one, inner)}`);
	const [open, close] = Array.isArray(value) ? '[]' : '{}';
	if (entries.length === 0) return open + close;
	return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join('')}${indent}${close}`;
}

const eslint = new ESLint({ cwd: root });
let found = 0;
for (const node of [new Esms(), new EsmsPollingTrigger(), new EsmsTrigger()]) {
	const name = node.constructor.name;
	// Connections and webhooks are literals in the source file, where the linter sees them.
	const { inputs, outputs, webhooks, ...built } = node.description;
	const source =
		`import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

export class ${name} implements INodeType {
	description: INodeTypeDescription = {
		inputs: [${inputs.length > 0 ? 'NodeConnectionTypes.Main' : ''}],
		outputs: [${outputs.length > 0 ? 'NodeConnectionTypes.Main' : ''}],
		...OTHERS,
	};
}
`.replace('\t\t...OTHERS,\n', () => `${print(built).slice(2, -2)}\n`);
	const lines = source.split('\n');
	const [{ messages }] = await eslint.lintText(source, {
		filePath: `nodes/${name}/${name}.node.ts`,
	});
	const held = messages.filter(({ ruleId, line, endLine = line }) => {
		const about = lines.slice(line - 1, endLine).join('\n');
		return !exceptions.some((one) => one.rule === ruleId && one.line.test(about));
	});
	for (const { ruleId, message, line } of held) {
		const around = lines.slice(Math.max(0, line - 4), line + 3).join('\n');
		console.error(`${name}: ${message} (${ruleId})\n${around}\n`);
	}
	found += held.length;
	console.log(`${name}: ${lines.length} lines of built description, ${held.length} findings`);
}
process.exitCode = found > 0 ? 1 : 0;
